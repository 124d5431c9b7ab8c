"""What the course's own release and handout must not give away, unit by unit."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from bngrader.build import regions
from bngrader.build.cells import Kind, Unit
from bngrader.build.source import read_unit
from bngrader.classroom.handout import write_handout
from bngrader.exercises import catalogue

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "source").glob("*.py"))


def squeezed(text: str) -> str:
    """Return a text without any space, so that no line break hides what it says."""
    return "".join(text.split())


def spoken(notebook: str) -> str:
    """Return all that stands in a notebook's cells, squeezed."""
    cells = json.loads(notebook)["cells"]
    return squeezed("\n".join("".join(cell["source"]) for cell in cells))


def answers_of(unit: Unit) -> dict[str, str]:
    """Return the solutions, model answers and mark schemes of a unit, by name."""
    found = {}
    for cell in unit.cells:
        for region in (regions.SOLUTION, regions.MARK_SCHEME):
            if cell.kind in (Kind.SOLUTION, Kind.WRITTEN):
                for text in regions.inside(cell.text, region):
                    found[f"{cell.name}, {region.lower()}"] = text
    return found


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the handout, and of the wheel in it, by name."""
    course = tmp_path_factory.mktemp("course")
    for folder in ("release", "utils"):
        shutil.copytree(ROOT / folder, course / folder)
    shutil.copy(ROOT / "requirements.lock", course)
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(write_handout(course)) as archive:
        for name in archive.namelist():
            files[name.split("/", 1)[1]] = archive.read(name)
    wheel = next(name for name in files if name.endswith(".whl"))
    (course / wheel).write_bytes(files.pop(wheel))
    with zipfile.ZipFile(course / wheel) as archive:
        files |= {name: archive.read(name) for name in archive.namelist()}
    return files


@pytest.mark.slow
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_class_is_given_no_answer(path: Path, handout: dict[str, bytes]) -> None:
    """Find no solution, model answer or mark scheme in release/ and in what a class is given."""
    unit = read_unit(path, known=set(catalogue()))
    answers = answers_of(unit)
    assert len(answers) >= 5
    released = (ROOT / "release" / unit.name / f"{unit.name}.ipynb").read_text("utf-8")
    for text in (released, handout[f"{unit.name}.ipynb"].decode()):
        said = spoken(text)
        for name, answer in answers.items():
            assert squeezed(answer) not in said, name
        for word in ("jupytext", "bngrader", "BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
            assert word not in text


@pytest.mark.slow
def test_a_class_is_given_nothing_hidden(handout: dict[str, bytes]) -> None:
    """Find no hidden trial in any file of the handout, nor a file of the grader or the build."""
    everything = b"\n".join(handout.values()).decode("utf-8", "replace")
    for exercise in catalogue().values():
        visible = {trial.name for trial in exercise.trials if not trial.hidden}
        hidden = {trial.name for trial in exercise.trials if trial.hidden} - visible
        assert hidden
        for name in hidden:
            assert f'"name": "{name}"' not in everything
    assert not [
        name for name in handout if "bngrader" in name or name.endswith((".db", ".secret"))
    ]
