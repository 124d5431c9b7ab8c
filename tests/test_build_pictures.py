"""Tests of bngrader.build.pictures: pages take their pictures from the executed units."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest
from bngrader.build import pictures, tree
from bngrader.build.pictures import PictureError, pictures_of
from nbformat import writes
from nbformat.v4 import new_code_cell, new_notebook, new_output
from toy_course import UNIT, make_toy_course

PNG = b"\x89PNG a picture"
PAGE = Path("docs", "toy.png")


@pytest.fixture(autouse=True)
def toy_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Want one picture of the toy unit."""
    monkeypatch.setattr(pictures, "PICTURES", {(UNIT, "shown"): PAGE})


def notebook(count: int, tag: str = "shown") -> str:
    """Return a notebook with a tagged cell that shows so many pictures, and another cell."""
    data = {"image/png": base64.b64encode(PNG).decode()}
    outputs = [new_output("stream", text="words")]
    outputs += [new_output("display_data", data=data) for _ in range(count)]
    other = new_code_cell("2", outputs=[new_output("display_data", data={"image/png": "AAAA"})])
    cell = new_code_cell("1", metadata={"tags": [tag]}, outputs=outputs)
    return str(writes(new_notebook(cells=[other, cell]), version=4))


def test_the_picture_of_the_tagged_cell() -> None:
    """Give the bytes of the one picture, and nothing for a unit that no page wants."""
    assert list(pictures_of(UNIT, notebook(1))) == [(PAGE, PNG)]
    assert list(pictures_of("02_other", "no notebook at all")) == []


@pytest.mark.parametrize(("count", "tag"), [(0, "shown"), (2, "shown"), (1, "else")])
def test_not_one_picture(count: int, tag: str) -> None:
    """Name the file, the tag and the cure where there is no picture, or a second one."""
    with pytest.raises(PictureError, match=r"docs/toy\.png .*'shown'.* pictures\. Cure: "):
        list(pictures_of(UNIT, notebook(count, tag)))


@pytest.mark.slow
def test_build_writes_and_check_compares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the picture with the notebook, and name it when somebody changed it by hand."""
    root = make_toy_course(tmp_path / "course", monkeypatch)
    wanted = [(PAGE, PNG)]
    monkeypatch.setattr(tree, "pictures_of", lambda unit, text: iter(wanted))
    assert PAGE in tree.build(root)
    assert (root / PAGE).read_bytes() == PNG
    assert tree.check(root) == []
    (root / PAGE).write_bytes(b"by hand")
    assert tree.check(root) == [PAGE]
    shutil.rmtree(root / "docs")
    assert tree.check(root) == [PAGE]
    assert tree.build(root) == [PAGE]
