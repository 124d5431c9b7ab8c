"""What the gradebook says of each learner."""

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import CsvExportPlugin

from bngrader.classroom.course import Course


@dataclass(frozen=True)
class Mark:
    """One graded cell of one learner.

    Attributes:
        auto: what the tests gave, None where there are none or they did not run.
        manual: what a person gave; it goes before `auto`.
        score: what counts.
        points: the most there is.
        waiting: whether a person must look at it.
    """

    auto: float | None
    manual: float | None
    score: float
    points: float
    waiting: bool


Marks = dict[str, dict[str, Mark]]
"""Marks by learner, then by the name of the cell."""


def read_marks(course: Course, unit: str) -> Marks:
    """Return all marks of a unit; empty where nobody was graded yet."""
    with course.gradebook() as gradebook:
        try:
            submissions = gradebook.assignment_submissions(unit)
        except MissingEntry:
            return {}
        return {
            submission.student_id: {
                grade.name: Mark(
                    grade.auto_score,
                    grade.manual_score,
                    float(grade.score),
                    float(grade.max_score),
                    bool(grade.needs_manual_grade),
                )
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in submissions
        }


def total(marks: dict[str, Mark]) -> float:
    """Return the sum of what counts."""
    return sum(mark.score for mark in marks.values())


def points_of(marks: dict[str, Mark]) -> float:
    """Return the most that a learner can get."""
    return sum(mark.points for mark in marks.values())


def export_csv(course: Course, unit: str, path: Path) -> None:
    """Write the marks of a unit as nbgrader's own table of comma-separated values."""
    plugin = CsvExportPlugin()
    plugin.to = str(path)
    plugin.assignment = [unit]
    with course.gradebook() as gradebook:
        plugin.export(gradebook)
