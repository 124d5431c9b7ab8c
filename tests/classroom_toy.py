"""A course folder with one small unit, for tests of the class side. No exercise is needed."""

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
from bngrader.classroom.course import Course
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.converters import GenerateAssignment

ROOT = Path(__file__).resolve().parents[1]
UNIT = "01_toy_unit"

SOLUTION = "def {name}(x):\n    ### BEGIN SOLUTION\n    return {answer}\n    ### END SOLUTION"
DOUBLE = SOLUTION.format(name="double", answer="x + x + canary_a")
TRIPLE = SOLUTION.format(name="triple", answer="3 * x * canary_b")
SETUP = "import sys\nimport numpy as np\ncanary_a, canary_b = 0, 1"
TEST = "{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"


def nbgrader_cell(kind: str, name: str, source: str, points: float | None = None) -> Any:
    """Return a cell of one kind: solution, test, locked or task."""
    metadata: dict[str, Any] = {
        "grade": kind == "test",
        "grade_id": name,
        "locked": kind in ("test", "locked", "task"),
        "schema_version": 3,
        "solution": kind == "solution",
        "task": kind == "task",
    }
    if points is not None:
        metadata["points"] = points
    make = new_markdown_cell if kind == "task" else new_code_cell
    tags = {"tags": ["raises-exception"]} if kind == "test" else {}
    return make(source, id=name, metadata={"nbgrader": metadata, **tags})


def toy_cells(double_test: str, triple_test: str) -> list[Any]:
    """Return the toy unit's cells; the two texts stand in the hidden regions."""
    return [
        new_markdown_cell("# A toy unit\nDouble and triple.", id="title"),
        nbgrader_cell("locked", "setup", SETUP),
        new_markdown_cell("## Doubling\nTwice the number.", id="doubling"),
        nbgrader_cell("solution", "double", DOUBLE),
        nbgrader_cell("test", "double-test", TEST.format(visible="0", hidden=double_test), 4),
        new_code_cell("1 / 0  # never run", id="try", metadata={"tags": ["experiment"]}),
        nbgrader_cell("solution", "triple", TRIPLE),
        nbgrader_cell("test", "triple-test", TEST.format(visible="1", hidden=triple_test), 4),
        nbgrader_cell(
            "task", "why", "Why?\n### BEGIN MARK SCHEME\nsecret scheme\n### END MARK SCHEME", 2
        ),
        new_markdown_cell("*Your answer:*", id="answer"),
    ]


def toy_notebook(cells: list[Any]) -> Any:
    """Return a notebook with the course's metadata."""
    spec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": spec, "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def write_source(root: Path, cells: list[Any], unit: str = UNIT) -> None:
    """Write a unit's source notebook into a course folder."""
    path = root / "source" / unit / f"{unit}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(toy_notebook(cells), path)


def make_course(root: Path, cells: list[Any], unit: str = UNIT) -> Course:
    """Make a course folder with one unit, released and registered by nbgrader itself."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    write_source(root, cells, unit)
    course = Course(root)
    run = course.run(GenerateAssignment, unit, ".")
    assert run.ok, run.lines
    return course


def answered(root: Path, answers: dict[str, str], unit: str = UNIT) -> dict[str, Any]:
    """Return the release notebook with a learner's text in some solution cells."""
    path = root / "release" / unit / f"{unit}.ipynb"
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    return notebook


def hand_in(root: Path, student: str, notebook: dict[str, Any], unit: str = UNIT) -> Path:
    """Lay a learner's notebook into submitted/."""
    path = root / "submitted" / student / unit / f"{unit}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
