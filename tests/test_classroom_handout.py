"""Tests of `bngrader.classroom.handout`: what a class is given, and nothing else."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from bngrader.classroom import ClassroomError
from bngrader.classroom.handout import NEEDED, build_wheel, pins, without_written, write_handout
from classroom_toy import ROOT, UNIT, nbgrader_cell, toy_notebook
from nbformat.v4 import new_markdown_cell, writes


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course folder with a release, the real bnlab and the real lock, and things to hide."""
    cells = [
        new_markdown_cell("# A toy unit", id="title"),
        nbgrader_cell("task", "why", "Why?", 2),
        new_markdown_cell("*Your answer:*", id="answer"),
        new_markdown_cell("Next.", id="next"),
    ]
    path = tmp_path / "release" / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(writes(toy_notebook(cells)), encoding="utf-8")
    for hidden in ("source", "notebooks", "autograder"):
        (tmp_path / hidden).mkdir()
        (tmp_path / hidden / "secret.txt").write_text("canary_hidden", encoding="utf-8")
    shutil.copytree(ROOT / "utils", tmp_path / "utils")
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    return tmp_path


def names(path: Path) -> list[str]:
    """Return the files in a zip, without their folder."""
    with zipfile.ZipFile(path) as archive:
        return sorted(name.split("/", 1)[1] for name in archive.namelist())


@pytest.mark.slow
def test_holds_what_a_learner_needs_and_the_same_bytes_twice(course: Path) -> None:
    """Write release, wheel, requirements and a short README; nothing else; reproducibly."""
    path = write_handout(course)
    first = path.read_bytes()
    assert names(path) == [
        f"{UNIT}.ipynb",
        "README.md",
        "bnlab-0.1.0-py3-none-any.whl",
        "requirements.txt",
    ]
    assert b"canary_hidden" not in first
    assert write_handout(course).read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        needs = archive.read("batch-norm/requirements.txt").decode().splitlines()
        readme = archive.read("batch-norm/README.md").decode()
        assert b"*Your answer:*" in archive.read(f"batch-norm/{UNIT}.ipynb")
    assert needs[0] == "./bnlab-0.1.0-py3-none-any.whl"
    assert {line.split("==")[0] for line in needs[1:]} == set(NEEDED)
    assert f"`{UNIT}.ipynb`" in readme


@pytest.mark.slow
def test_leaves_written_questions_out_when_asked(course: Path) -> None:
    """Leave out the question and the cell for its answer, and keep what follows."""
    with zipfile.ZipFile(write_handout(course, written=False)) as archive:
        cells = json.loads(archive.read(f"batch-norm/{UNIT}.ipynb"))["cells"]
    assert ["".join(cell["source"]) for cell in cells] == ["# A toy unit", "Next."]


def test_keeps_a_course_cell_that_follows_a_question() -> None:
    """Leave out only an open cell behind a question, not the course's next cell."""
    question = nbgrader_cell("task", "why", "Why?", 2)
    other = nbgrader_cell("locked", "setup", "1")
    assert without_written({"cells": [question, other]})["cells"] == [other]


def test_pins_each_package_with_its_markers() -> None:
    """Take the lines that pin a package, markers and all, and no hash."""
    lock = "numpy==2.4 ; python_version < '3.12' \\\n    --hash=x\nnumpy==2.5 \\\n    --hash=y\n"
    assert pins(lock, ("numpy",)) == ["numpy==2.4 ; python_version < '3.12'", "numpy==2.5"]
    with pytest.raises(ClassroomError, match="does not pin tqdm"):
        pins(lock, ("tqdm",))


def test_says_what_is_missing(tmp_path: Path) -> None:
    """Name the cure where nothing is released, and the build's words where a wheel fails."""
    with pytest.raises(ClassroomError, match="make build"):
        write_handout(tmp_path)
    (tmp_path / "out").mkdir()
    with pytest.raises(ClassroomError, match="could not be built"):
        build_wheel(tmp_path, tmp_path / "out")
