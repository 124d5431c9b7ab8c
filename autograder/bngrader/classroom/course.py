"""Units in the gradebook, and nbgrader's converters run quietly in this process.

The command line of nbgrader takes more than two seconds to start, its converters do not.
"""

import logging
import shutil
import sqlite3
import tempfile
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat.warnings import DuplicateCellId, MissingIDFieldWarning
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets.config import Config, PyFileConfigLoader

from bngrader.classroom import ClassroomError
from bngrader.classroom.units import release_notebook, source_notebook

CONFIG = "nbgrader_config.py"


@dataclass
class Run:
    """What a converter left behind: whether it finished, and the lines that matter."""

    ok: bool = True
    lines: list[str] = field(default_factory=list)

    @property
    def last(self) -> str:
        """The last thing said, on one line."""
        return " ".join(self.lines[-1].split()) if self.lines else "nbgrader gave no reason"


class _Lines(logging.Handler):
    def __init__(self, run: Run) -> None:
        super().__init__(logging.WARNING)
        self.run = run

    def emit(self, record: logging.LogRecord) -> None:
        self.run.lines.append(record.getMessage().rstrip())


@dataclass(frozen=True)
class Course:
    """A course folder as nbgrader sees it.

    Attributes:
        root: the folder with source/, release/, submitted/ and the gradebook.
        config_root: the folder whose nbgrader_config.py counts, where it is another one.
    """

    root: Path
    config_root: Path | None = None

    @cached_property
    def config(self) -> Config:
        """What nbgrader_config.py says, for this folder."""
        loader = PyFileConfigLoader(CONFIG, path=str(self.config_root or self.root))
        config = loader.load_config()
        config.CourseDirectory.root = str(self.root)
        return config

    @property
    def gradebook_path(self) -> Path:
        """Where the gradebook lies."""
        return self.root / "gradebook.db"

    def gradebook(self) -> Gradebook:
        """Return the open gradebook; use it in a `with` block.

        Raises:
            ClassroomError: if another program holds the gradebook.
        """
        self.require_free_gradebook()
        directory = self.directory("", "*")
        return Gradebook(directory.db_url, directory.course_id)

    def directory(self, unit: str, student: str, **steps: str) -> CourseDirectory:
        """Return nbgrader's view of one unit and learner ("*" for all)."""
        directory = CourseDirectory(config=self.config)
        directory.assignment_id = unit
        directory.student_id = student
        for step, folder in steps.items():
            setattr(directory, step, folder)
        return directory

    def require_free_gradebook(self, wait: float = 2.0) -> None:
        """Raise `ClassroomError` if another program is writing to the gradebook.

        nbgrader would take the lock for an old version of the database and advise an upgrade.
        """
        if not self.gradebook_path.exists():
            return
        connection = sqlite3.connect(self.gradebook_path, timeout=wait)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
        except sqlite3.OperationalError as error:
            raise ClassroomError(
                f"{self.gradebook_path} cannot be written ({error}). Cure: wait until the other "
                "program (a formgrader, another grading) is done, or close it, and try again"
            ) from None
        finally:
            connection.close()

    def run(self, converter_class: type, unit: str, student: str = "*", **steps: str) -> Run:
        """Run one of nbgrader's converters by force and return what it left behind."""
        directory = self.directory(unit, student, **steps)
        converter: Any = converter_class(coursedir=directory, config=self.config)
        converter.force = True
        run = Run()
        handler = _Lines(run)
        converter.log.addHandler(handler)
        try:
            with warnings.catch_warnings():
                # Remarks on nbgrader's own queries and on mended cell ids help nobody here.
                for remark in (SAWarning, DuplicateCellId, MissingIDFieldWarning):
                    warnings.simplefilter("ignore", remark)
                converter.start()
        except Exception as error:
            # A converter's failure is one learner's bad luck, not the end of the class.
            run.ok = False
            run.lines.append(str(error))
        finally:
            converter.log.removeHandler(handler)
        return run


def register(course: Course, unit: str) -> None:
    """Put a unit's cells and points into the gradebook; release/ keeps its bytes.

    nbgrader does this while it makes a release, so one is made into a scratch folder and compared
    with the one that learners have.

    Raises:
        ClassroomError: if the unit is not built, its release is not what its source gives, or
            nbgrader refuses (cells were added or removed after somebody handed in).
    """
    source, release = source_notebook(course.root, unit), release_notebook(course.root, unit)
    for path in (source, release):
        if not path.is_file():
            raise ClassroomError(f"{path} is missing. Cure: run `make build`")
    course.require_free_gradebook()
    with tempfile.TemporaryDirectory(dir=course.root, prefix=".registering-") as scratch:
        run = course.run(GenerateAssignment, unit, ".", release_directory=Path(scratch).name)
        made = Path(scratch) / unit / f"{unit}.ipynb"
        if not run.ok or not made.is_file():
            raise ClassroomError(f"nbgrader could not register {unit}: {_reason(run)}")
        if made.read_bytes() != release.read_bytes():
            raise ClassroomError(
                f"{release} is not what {source} gives. Cure: run `make build`, then give the "
                "new release to the class"
            )


def _reason(run: Run) -> str:
    said = "\n".join(run.lines)
    if "Cannot add or remove cells" in said:
        return (
            "graded cells were added, removed or renamed after somebody handed in. Cure: put "
            "the cells back under their names, or grade with the sources that were given out"
        )
    errors = [line for line in said.splitlines() if "Error" in line]
    return errors[-1] if errors else run.last


def ensure_registered(course: Course, unit: str) -> None:
    """Register a unit that the gradebook does not know yet."""
    with course.gradebook() as gradebook:
        try:
            known = bool(gradebook.find_assignment(unit).notebooks)
        except MissingEntry:
            known = False
    if not known:
        register(course, unit)


def copy_units(course_root: Path, scratch: Path, units: list[str]) -> None:
    """Lay the sources and releases of some units, and the config, into a scratch course."""
    scratch.mkdir(parents=True, exist_ok=True)
    shutil.copy(course_root / CONFIG, scratch / CONFIG)
    for unit in units:
        for path in (source_notebook(course_root, unit), release_notebook(course_root, unit)):
            if not path.is_file():
                raise ClassroomError(f"{path} is missing. Cure: run `make build`")
            target = scratch / path.relative_to(course_root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
