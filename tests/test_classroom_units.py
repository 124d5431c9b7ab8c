"""Tests of `bngrader.classroom.units`: units by the short names that people type."""

from pathlib import Path

import pytest
from bngrader.classroom import ClassroomError
from bngrader.classroom.units import find_unit, release_notebook, released, source_notebook


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course folder with two released units and a stray folder."""
    for unit in ("01_first", "02_second"):
        path = release_notebook(tmp_path, unit)
        path.parent.mkdir(parents=True)
        path.touch()
    (tmp_path / "release" / "03_empty").mkdir()
    return tmp_path


def test_lists_released_units_in_order(root: Path) -> None:
    """List folders that hold their notebook."""
    assert released(root) == ["01_first", "02_second"]
    assert source_notebook(root, "01_first").name == "01_first.ipynb"


@pytest.mark.parametrize("wanted", ["2", "02", "02_second", "02_second.ipynb", " 02_second/"])
def test_finds_a_unit_by_number_or_name(root: Path, wanted: str) -> None:
    """Take what people type for the unit they mean."""
    assert find_unit(root, wanted) == "02_second"


@pytest.mark.parametrize("wanted", ["3", "second", "", "²", "../01_first"])
def test_lists_the_units_where_there_is_no_such_one(root: Path, wanted: str) -> None:
    """Name those there are, or how to build the first."""
    with pytest.raises(ClassroomError, match="01_first, 02_second"):
        find_unit(root, wanted)


def test_says_how_to_build_where_nothing_is_released(tmp_path: Path) -> None:
    """Name the command that makes a release."""
    with pytest.raises(ClassroomError, match="make build"):
        find_unit(tmp_path, "1")
