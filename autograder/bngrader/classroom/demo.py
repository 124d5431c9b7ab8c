"""A synthetic class, handed in, graded by nbgrader itself, and compared with what it must get.

Twelve learners fill the solution cells with answers whose worth is known: right ones in many
styles, mistakes that people really make, untouched stubs and lazy tricks. Everything between the
upload and the mark is nbgrader's own command line, so a mark that differs is a bug of ours.
"""

import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bngrader.classroom import ClassroomError
from bngrader.classroom.course import Course, copy_units, register
from bngrader.classroom.marks import Marks, read_marks
from bngrader.classroom.units import release_notebook, released
from bngrader.exercises import unit as exercises_of
from bngrader.grading.exercise import Exercise
from bngrader.grading.samples import Answer, answers
from bngrader.grading.score import fraction_of, points_for
from bngrader.grading.secret import course_secret

SEED = 20
LEARNERS = (
    "ada", "blaise", "carl", "dorothy", "emmy", "florence",
    "grace", "henri", "ingrid", "joseph", "katherine", "leonhard",
)  # fmt: skip
FIRST_KINDS = ("variant", "stub", "lazy", "misconception")
"""The first four learners answer everything in one way, so that no kind is left to chance."""


@dataclass(frozen=True)
class Submission:
    """What one synthetic learner hands in for one unit.

    Attributes:
        unit: the unit's name.
        learner: the id under which nbgrader will know the learner.
        answers: the answer chosen for each exercise.
        expected: the points that each test cell must give.
    """

    unit: str
    learner: str
    answers: dict[str, Answer]
    expected: dict[str, float]


@dataclass
class Demo:
    """The class, what it must get and what it got.

    Attributes:
        root: the scratch course.
        submissions: everything handed in.
        marks: by unit, what nbgrader gave.
    """

    root: Path
    submissions: list[Submission] = field(default_factory=list)
    marks: dict[str, Marks] = field(default_factory=dict)

    def got(self, submission: Submission, cell: str) -> float | None:
        """Return the tests' mark of one cell, None where there is none."""
        mark = self.marks.get(submission.unit, {}).get(submission.learner, {}).get(cell)
        return mark.auto if mark else None

    def mismatches(self) -> list[str]:
        """Return one line for each mark that is not what it must be."""
        return [
            f"{s.unit}, {s.learner}, {cell}: must get {points:g}, got {self.got(s, cell)}"
            for s in self.submissions
            for cell, points in s.expected.items()
            if not _equal(self.got(s, cell), points)
        ]


def _equal(got: float | None, must: float) -> bool:
    return got is not None and abs(got - must) < 1e-9


Progress = Callable[[str, int, Iterator[str]], None]
"""Shows a bar: what is done, how many there are, one item for each that is finished."""


def run_demo(root: Path, progress: Progress, scratch: Path | None = None) -> Demo:
    """Grade the synthetic class in `.demo/` and return what it got.

    Args:
        root: the course's folder; nothing in it but `.demo/` is touched.
        progress: shows how far the grading is.
        scratch: where the demo's course lies, instead of `.demo/`.

    Raises:
        ClassroomError: if no unit is released, or a step of nbgrader fails.
    """
    units = released(root)
    if not units:
        raise ClassroomError("release/ is empty. Cure: run `make build`")
    demo = Demo(scratch or root / ".demo")
    shutil.rmtree(demo.root, ignore_errors=True)
    copy_units(root, demo.root, units)
    course = Course(demo.root)
    secret = course_secret(demo.root)
    for unit in units:
        register(course, unit)
        handed_in = _submissions(course.root, unit, secret)
        demo.submissions += handed_in
        _upload(demo.root, handed_in)
        _nbgrader(demo.root, "zip_collect", unit)
        progress(unit, len(handed_in), _autograde(demo.root, unit))
        _nbgrader(demo.root, "generate_feedback", unit)
        demo.marks[unit] = read_marks(course, unit)
    return demo


def choose_answers(
    exercises: tuple[Exercise, ...], position: int, rng: random.Random
) -> dict[str, Answer]:
    """Return one learner's answer to each exercise.

    The first four learners keep to one kind; the others mix all there is.
    """
    chosen = {}
    for exercise in exercises:
        pool = [*answers(exercise).values(), lazy_answer(exercise)]
        if position < len(FIRST_KINDS):
            of_kind = [answer for answer in pool if answer.kind == FIRST_KINDS[position]]
            pool = of_kind or pool
        chosen[exercise.name] = rng.choice(pool)
    return chosen


def lazy_answer(exercise: Exercise) -> Answer:
    """Return the answer that gives its first argument back."""
    head = f"def {exercise.name}({', '.join(exercise.params)}):"
    return Answer("lazy", "input back", f"{head}\n    return {exercise.params[0]}\n")


def _submissions(root: Path, unit: str, secret: bytes) -> list[Submission]:
    exercises = exercises_of(unit)
    points = _points(root, unit)
    rng = random.Random(f"{SEED} {unit}")
    handed_in = []
    for position, name in enumerate(LEARNERS):
        chosen = choose_answers(exercises, position, rng)
        expected = {}
        for exercise in exercises:
            share = fraction_of(exercise, chosen[exercise.name].source, secret)
            cell = f"{exercise.name}-test"
            expected[cell] = points_for(share, points[cell])
        handed_in.append(Submission(unit, _style(position, name).learner, chosen, expected))
    return handed_in


def _points(root: Path, unit: str) -> dict[str, float]:
    notebook = json.loads(release_notebook(root, unit).read_text(encoding="utf-8"))
    ours = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    return {meta["grade_id"]: float(meta["points"]) for meta in ours if meta.get("grade")}


def filled(notebook: dict[str, Any], chosen: dict[str, Answer]) -> dict[str, Any]:
    """Return a release notebook with the chosen answers in its solution cells."""
    cells = []
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        answer = chosen.get(name)
        cells.append({**cell, "source": answer.source} if answer else cell)
    return {**notebook, "cells": cells}


@dataclass(frozen=True)
class Style:
    """How a learner's file is called, and the id that is read back from it."""

    learner: str
    file: str
    in_zip: bool = False


def _style(position: int, learner: str) -> Style:
    number = 1000 + position
    return (
        Style(learner, f"{learner}_{{unit}}.ipynb"),
        Style(f"{learner}_{number}", f"{learner}_{number}_77{position}_{{unit}}.ipynb"),
        Style(f"{learner}_{number}", f"{learner}_LATE_{number}_88{position}_{{unit}}-1.ipynb"),
        Style(
            f"{learner.title()}_Demo",
            f"{learner.title()} Demo_{number}_assignsubmission_file_{{unit}}.ipynb",
        ),
        Style(
            f"{learner.title()}_Demo",
            f"{learner.title()} Demo_{number}_assignsubmission_file_/{{unit}}.ipynb",
            in_zip=True,
        ),
    )[position % 5]


def _upload(root: Path, handed_in: list[Submission]) -> None:
    """Lay the class's files where an instructor puts what the LMS gave, some of them zipped."""
    unit = handed_in[0].unit
    archive = root / "downloaded" / unit / "archive"
    archive.mkdir(parents=True)
    notebook = json.loads(release_notebook(root, unit).read_text(encoding="utf-8"))
    zipped = {}
    for position, submission in enumerate(handed_in):
        style = _style(position, LEARNERS[position])
        name = style.file.format(unit=unit)
        text = json.dumps(filled(notebook, submission.answers), ensure_ascii=False)
        if style.in_zip:
            zipped[name] = text
        else:
            (archive / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(archive / "submissions.zip", "w") as bundle:
        for name, text in zipped.items():
            bundle.writestr(name, text)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "nbgrader", *arguments]


def _nbgrader(root: Path, *arguments: str) -> None:
    done = subprocess.run(_command(*arguments), cwd=root, capture_output=True, text=True)
    if done.returncode:
        raise ClassroomError(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-2000:]}")


def _autograde(root: Path, unit: str) -> Iterator[str]:
    """Run `nbgrader autograde` and yield a learner's id as soon as one is done."""
    said: list[str] = []
    with subprocess.Popen(
        _command("autograde", unit), cwd=root, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            said.append(line)
            if "Setting destination file permissions" in line:
                yield line
    if process.returncode:
        raise ClassroomError(f"nbgrader autograde {unit} failed:\n{''.join(said)[-2000:]}")
