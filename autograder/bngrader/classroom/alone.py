"""One learner's own work graded, with nothing to set up: a self-learner is denied nothing."""

import shutil
import webbrowser
from dataclasses import dataclass
from pathlib import Path

from bngrader.classroom import ClassroomError
from bngrader.classroom.course import Course, copy_units, register
from bngrader.classroom.grades import Graded, grade_unit
from bngrader.grading.secret import FILE as SECRET
from bngrader.grading.secret import course_secret

LEARNER = "you"


@dataclass(frozen=True)
class Returned:
    """A unit graded for one learner, and the page that says why."""

    graded: Graded
    page: Path


def grade_own_work(root: Path, unit: str) -> Returned:
    """Grade `work/<unit>.ipynb` in a scratch course of its own under .build/.

    The class's gradebook and folders are not touched.

    Raises:
        ClassroomError: if there is no such file, or it cannot be graded.
    """
    mine = root / "work" / f"{unit}.ipynb"
    if not mine.is_file():
        raise ClassroomError(f"{mine} is missing. Cure: run `make lab`, work on it, save it")
    scratch = root / ".build" / "own" / unit
    shutil.rmtree(scratch, ignore_errors=True)
    copy_units(root, scratch, [unit])
    course_secret(root)  # made at first use: grading twice must ask the same
    shutil.copy(root / SECRET, scratch / SECRET)
    handed_in = scratch / "submitted" / LEARNER / unit / mine.name
    handed_in.parent.mkdir(parents=True)
    shutil.copy(mine, handed_in)
    course = Course(scratch)
    register(course, unit)
    graded = grade_unit(course, unit)
    if LEARNER in graded.failed:
        raise ClassroomError(f"{mine}: {'; '.join(graded.notes[LEARNER])}")
    return Returned(graded, scratch / "feedback" / LEARNER / unit / f"{unit}.html")


def open_page(page: Path) -> bool:
    """Open a page in the browser, if there is one, and say whether that worked."""
    try:
        return webbrowser.open(page.resolve().as_uri())
    except webbrowser.Error:
        return False
