"""A class graded again, old marks beside new ones.

A mended hidden case needs no new release: what lies in submitted/ is run again. What a person
gave stays.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from nbgrader.converters import Autograde, GenerateFeedback
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bngrader.classroom import ClassroomError
from bngrader.classroom.course import Course, Run, ensure_registered
from bngrader.classroom.marks import Mark, Marks, points_of, read_marks, total

Progress = Callable[[list[str]], Iterable[str]]
"""Goes through the learners and shows how far it is, as `rich.progress.track` does."""


@dataclass
class Graded:
    """A unit before and after a grading.

    Attributes:
        unit: the unit's name.
        before: marks as they were.
        after: marks as they are.
        notes: what went wrong or was mended, by learner.
        failed: learners who could not be graded this time; their old marks stand.
    """

    unit: str
    before: Marks
    after: Marks = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    @property
    def changed(self) -> list[str]:
        """Learners who must be shown: a mark is new or another one, or there is a note."""
        return [
            student
            for student in sorted(set(self.after) | self.failed)
            if student in self.notes
            or student not in self.before
            or self.before[student] != self.after.get(student)
        ]


def submitted_learners(course: Course, unit: str) -> list[str]:
    """Return who has handed in a unit.

    Raises:
        ClassroomError: if nobody has.
    """
    found = sorted(
        path.parent.parent.name for path in course.root.glob(f"submitted/*/{unit}/{unit}.ipynb")
    )
    if not found:
        raise ClassroomError(
            f"submitted/ holds nothing for {unit}. Cure: put the files into "
            f"downloaded/{unit}/archive/ and run `nbgrader zip_collect {unit}`"
        )
    return found


def grade_unit(course: Course, unit: str, progress: Progress = iter) -> Graded:
    """Grade all that lies in submitted/ for a unit, again if it was graded before.

    One learner's failure is noted and stops nobody else. Feedback pages are written for all who
    were graded.

    Raises:
        ClassroomError: if nobody handed in, the unit is not built, or the gradebook is in use.
    """
    students = submitted_learners(course, unit)
    ensure_registered(course, unit)
    graded = Graded(unit, read_marks(course, unit))
    for student in progress(students):
        _grade_one(course, graded, student)
    graded.after = read_marks(course, unit)
    return graded


def _grade_one(course: Course, graded: Graded, student: str) -> None:
    # nbgrader reads a learner's name as a pattern of file names; ours hold no such sign.
    run = course.run(Autograde, graded.unit, student)
    if run.ok:
        feedback = course.run(GenerateFeedback, graded.unit, student)
        if not feedback.ok:
            graded.notes.setdefault(student, []).append(f"no feedback page: {feedback.last}")
    else:
        graded.failed.add(student)
    notes = notes_of(run)
    if notes:
        graded.notes.setdefault(student, []).extend(notes)


HOUSEKEEPING = (
    "Removing existing",
    "Removing failed",
    "Updating existing",
    "Attribute 'checksum'",
)


def notes_of(run: Run) -> list[str]:
    """Return the lines of a run that an instructor needs, each once and short."""
    if not run.ok:
        said = [line for entry in run.lines for line in entry.splitlines() if line.strip()]
        errors = [line for line in said if "Error" in line.split(":")[0]]
        why = errors[-1] if errors else run.last
        return [f"not graded: {' '.join(why.split())[:200]}"]
    lines = [" ".join(line.split()) for line in run.lines]
    kept = [line for line in lines if not line.startswith(HOUSEKEEPING)]
    return list(dict.fromkeys(kept))


def report(graded: Graded) -> RenderableType:
    """Return the table of old and new marks; those that did not change stand in one line."""
    shown = graded.changed
    table = Table(title=f"{graded.unit}", title_justify="left", show_lines=False)
    for column in ("learner", "old", "", "new", "of"):
        table.add_column(column, justify="left" if column in ("learner", "") else "right")
    table.add_column("what changed")
    for student in shown:
        old, new = graded.before.get(student), graded.after.get(student, {})
        table.add_row(
            Text(student),
            "–" if old is None else f"{total(old):g}",
            "→",
            "–" if student in graded.failed and not old else f"{total(new):g}",
            f"{points_of(new):g}",
            Text("\n".join(differences(old, new) + graded.notes.get(student, []))),
        )
    same = [s for s in sorted(graded.after) if s not in shown]
    line = Text(", ".join(f"{s} {total(graded.after[s]):g}" for s in same))
    below: list[RenderableType] = [Text(f"{len(same)} unchanged: ") + line] if same else []
    return Group(*([table] if shown else []), *below, *unread(graded.after))


def unread(marks: Marks) -> list[Text]:
    """Return one line for each written answer that nobody has read yet in some notebooks."""
    counts: dict[str, int] = {}
    for cells in marks.values():
        for name, mark in cells.items():
            if mark.waiting and mark.auto is None:
                counts[name] = counts.get(name, 0) + 1
    return [
        Text(f"{name}: {count} to be read by a person, in the formgrader (make teach)")
        for name, count in counts.items()
    ]


def differences(old: dict[str, Mark] | None, new: dict[str, Mark]) -> list[str]:
    """Return one line a cell whose mark is another one, with its old and new value."""
    lines = []
    for name, mark in new.items():
        before = old.get(name) if old else None
        if before is not None and before.score != mark.score:
            lines.append(f"{name}: {before.score:g} → {mark.score:g}")
        elif before is not None and before.auto != mark.auto and mark.manual is not None:
            auto = "–" if mark.auto is None else f"{mark.auto:g}"
            lines.append(f"{name}: {mark.manual:g} by hand stays, the tests say {auto}")
    waiting = [name for name, mark in new.items() if mark.waiting and mark.auto is not None]
    if waiting:
        lines.append(f"a person must look at: {', '.join(waiting)}")
    return lines
