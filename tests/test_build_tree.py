"""The tree: built twice it is the same, and whatever differs is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bngrader.build import tree
from bngrader.build.cells import SourceError
from toy_course import TOY, UNIT, edit, make_toy_course, only_the_toy

FILES = [
    Path("notebooks", f"{UNIT}.ipynb"),
    Path("release", UNIT, f"{UNIT}.ipynb"),
    Path("source", UNIT, f"{UNIT}.ipynb"),
    Path("utils", "bnlab", "checks", f"{UNIT}.json"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a toy course that was built once; it is copied, never changed."""
    with pytest.MonkeyPatch.context() as patch:
        root = make_toy_course(tmp_path_factory.mktemp("built") / "course", patch)
        assert sorted(tree.build(root)) == FILES
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a built toy course of the test's own."""
    only_the_toy(monkeypatch)
    return Path(shutil.copytree(built, tmp_path / "course"))


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a unit is run."""

    def forbidden(*_: object) -> None:
        raise AssertionError("a unit was run")

    monkeypatch.setattr(tree, "execute_reader", forbidden)
    monkeypatch.setattr(tree, "require_full_marks", forbidden)


pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("no_kernel")
def test_fresh_tree_needs_nothing(root: Path) -> None:
    """Find no difference, and write and run nothing, right after a build."""
    assert tree.check(root) == []
    assert tree.build(root) == []


def test_two_builds_give_the_same_bytes(root: Path) -> None:
    """Build again from scratch, readers' notebooks too, to the same bytes."""
    before = {path: (root / path).read_bytes() for path in FILES}
    said: list[str] = []
    for path in FILES:
        (root / path).unlink()
    assert sorted(tree.build(root, force=True, say=said.append)) == FILES
    assert {path: (root / path).read_bytes() for path in FILES} == before
    assert said == [f"running {UNIT}"]
    assert tree.build(root, force=True) == []


@pytest.mark.usefixtures("no_kernel")
def test_one_changed_word_names_the_files(root: Path) -> None:
    """Name all notebooks of a unit after one word of its prose changed, but not its checks."""
    edit(root, "Three cells", "Four cells")
    assert tree.check(root) == FILES[:3]


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize("path", FILES)
def test_file_edited_by_hand_is_named(root: Path, path: Path) -> None:
    """Name a generated file that somebody edited or deleted."""
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace("centre", "altered"), "utf-8")
    assert tree.check(root) == [path]
    (root / path).unlink()
    assert tree.check(root) == [path]


@pytest.mark.usefixtures("no_kernel")
def test_outputs_of_another_machine_are_no_difference(root: Path) -> None:
    """Compare readers' notebooks by their cells and digest, not by pictures and last digits."""
    reader = root / FILES[0]
    text = reader.read_text("utf-8")
    reader.write_text(text.replace("the mean is now 0.0", "the mean is now -0.0"), "utf-8")
    assert tree.check(root) == []
    reader.write_text("{}", "utf-8")
    assert tree.check(root) == FILES[:1]


@pytest.mark.usefixtures("no_kernel")
def test_changed_package_asks_for_a_new_run(root: Path) -> None:
    """Name the reader's notebook after bnlab changed, because its outputs may have."""
    (root / "utils" / "bnlab" / "data.py").write_text("# changed\n", "utf-8")
    assert tree.check(root) == FILES[:1]


@pytest.mark.usefixtures("no_kernel")
def test_strays_are_named_and_cleared(root: Path) -> None:
    """Name files that no unit gives; remove those an earlier build wrote, leave others."""
    old = [
        Path("notebooks", "02_gone.ipynb"),
        Path("release", "02_gone", "02_gone.ipynb"),
        Path("source", "02_gone", "02_gone.ipynb"),
        Path("utils", "bnlab", "checks", "02_gone.json"),
    ]
    note = Path("release", UNIT, "note.txt")
    litter = Path("release", UNIT, ".ipynb_checkpoints", "x.ipynb")
    for path in (*old, note, litter):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("{}", "utf-8")
    assert tree.check(root) == sorted([*old, note])
    assert sorted(tree.build(root)) == old
    assert tree.check(root) == [note]
    assert not (root / "release" / "02_gone").exists()
    assert (root / litter).exists()


@pytest.mark.usefixtures("no_kernel")
def test_mistakes_of_all_units_are_told_and_nothing_is_written(root: Path) -> None:
    """Collect the mistakes of every unit before a file is touched."""
    edit(root, "points=18", "points=17")
    other = root / "source" / "02_other.py"
    other.write_text((TOY / f"{UNIT}.py").read_text("utf-8").replace("points=2", "points=3"))
    before = {path: (root / path).read_bytes() for path in FILES}
    with pytest.raises(SourceError) as caught:
        tree.build(root)
    assert [error.file for error in caught.value.everything] == [
        "source/01_toy.py",
        "source/02_other.py",
    ]
    assert {path: (root / path).read_bytes() for path in FILES} == before
    assert not (root / "source" / "02_other").exists()


def test_units_go_by_name_or_number(root: Path) -> None:
    """Find a unit by either, and name the known ones where there is no such unit."""
    assert tree.sources(root, "01") == tree.sources(root, UNIT) == tree.sources(root)
    with pytest.raises(tree.UnknownUnitError, match=f"no unit is called '07'.*{UNIT}"):
        tree.sources(root, "07")
