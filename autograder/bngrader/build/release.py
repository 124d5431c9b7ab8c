"""The learner's notebook, made by nbgrader itself, and the guard that nothing slips into it."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from bngrader.root import MARKER

from . import regions
from .cells import Unit
from .notebook import text_of

FORBIDDEN = (
    "BEGIN SOLUTION",
    "END SOLUTION",
    "HIDDEN TESTS",
    "MARK SCHEME",
    "jupytext",
    "bngrader",
)
# shorter texts, such as `return X`, stand in honest prose too
_TELLING = 12


class LeakError(AssertionError):
    """Something that learners must not see is in a notebook for learners."""

    def __init__(self, unit: str, where: str, what: str) -> None:
        super().__init__(
            f"release/{unit}/{unit}.ipynb, {where}: {what}. Cure: move it into the solution, the "
            f"mark scheme or the exercise in source/{unit}.py, or reword the cell that gives it "
            "away; nothing was written."
        )


def release_text(unit: Unit, instructor: NotebookNode, root: Path) -> str:
    """Return the released notebook's JSON: byte for byte what nbgrader writes.

    Args:
        unit: the unit, for the texts that must not be in the result.
        instructor: its compiled notebook.
        root: the course, whose nbgrader_config.py is used.

    Raises:
        LeakError: if a solution, a mark scheme, a hidden test or build metadata survives.
    """
    text = generate_assignment(unit.name, text_of(instructor), root)
    guard(unit, text)
    return text


def generate_assignment(name: str, notebook: str, root: Path) -> str:
    """Run nbgrader's generate_assignment on one notebook in a scratch course, without a database.

    Args:
        name: the unit's name, which is the assignment's and the notebook's.
        notebook: the instructor's notebook as JSON.
        root: the course, whose nbgrader_config.py is used.

    Returns:
        The released notebook as nbgrader wrote it.
    """
    with TemporaryDirectory(prefix="bngrader-") as scratch:
        source = Path(scratch, "source", name, f"{name}.ipynb")
        source.parent.mkdir(parents=True)
        source.write_text(notebook, "utf-8")
        config = _config(root, scratch)
        coursedir = CourseDirectory(config=config)
        coursedir.assignment_id = name
        converter = GenerateAssignment(coursedir=coursedir, config=config)
        # it warns that files of a fresh folder are overwritten, and the like
        converter.log = logging.getLogger("bngrader.build.nbgrader")
        converter.start()
        return Path(scratch, "release", name, f"{name}.ipynb").read_text("utf-8")


def guard(unit: Unit, text: str) -> None:
    """Pass a released notebook that gives nothing away.

    Args:
        unit: the unit that it was made from.
        text: the notebook as JSON.

    Raises:
        LeakError: naming the cell and the text that should not be there.
    """
    notebook = nbformat.reads(text, as_version=4)
    for word in FORBIDDEN:
        for index, cell in enumerate(notebook.cells, start=1):
            if word in cell.source:
                raise LeakError(unit.name, f"cell {index} ({cell.id})", f"{word!r} is in it")
        if word in text:
            raise LeakError(unit.name, "metadata", f"{word!r} is in it")
    for secret in _secrets(unit):
        for index, cell in enumerate(notebook.cells, start=1):
            if secret in _plain(cell.source):
                what = f"it holds the answer `{secret[:60]}`"
                raise LeakError(unit.name, f"cell {index} ({cell.id})", what)


def _secrets(unit: Unit) -> list[str]:
    """Return every solution, model answer and mark scheme, spaces evened out."""
    texts = [
        _plain(text)
        for cell in unit.cells
        for name in (regions.SOLUTION, regions.MARK_SCHEME)
        for text in regions.inside(cell.text, name)
    ]
    return [text for text in texts if len(text) >= _TELLING]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _config(root: Path, scratch: str) -> Config:
    """Return the course's configuration, pointed at a scratch course without a database."""
    config = PyFileConfigLoader(MARKER, path=str(root)).load_config()
    config.CourseDirectory.root = scratch
    config.CourseDirectory.source_directory = "source"
    config.CourseDirectory.release_directory = "release"
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    return config
