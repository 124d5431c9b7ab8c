"""The kill matrix: which answers lose which marks, and what they are told.

An exercise is only as good as what it tells apart. Each row here is an answer; what a row must
show is fixed by its kind, and whatever it does not show is a *blank*:

- the model and every variant pass every visible check and get full marks;
- the stub gets nothing, and each lazy answer at most a tenth;
- each misconception fails the trial meant for it and is told its own sentence, on the visible
  cases and on the hidden ones (one that is only worth a remark costs nothing);
- two common misconceptions at once are told the sentence of the first, or of the one that hides
  it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from bnlab.checking.report import PURITY, REMARK, Report, examine
from bnlab.checking.spec import Spec

from .compiled import compiled
from .exercise import Exercise, Misconception
from .samples import answers, lazy_answers
from .score import report_on_text
from .sources import pairs

LAZY_SHARE = 0.1


@dataclass
class Line:
    """One answer's row of the matrix, over all secrets.

    Attributes:
        kind: ``model``, ``variant``, ``stub``, ``lazy``, ``misconception`` or ``two at once``.
        key: the answer.
        shares: the share of the marks it got under each secret.
        cells: for each row of the hidden report, how often it passed.
        blanks: what it should have shown and did not, in words.
    """

    kind: str
    key: str
    shares: list[float] = field(default_factory=list)
    cells: dict[str, int] = field(default_factory=dict)
    blanks: list[str] = field(default_factory=list)

    def add(self, report: Report) -> None:
        """Count one secret's report."""
        self.shares.append(report.fraction)
        for row in report.rows:
            self.cells[row.name] = self.cells.get(row.name, 0) + (row.rung is None)


@dataclass(frozen=True)
class Matrix:
    """The kill matrix of one exercise."""

    exercise: str
    columns: tuple[str, ...]
    secrets: int
    lines: tuple[Line, ...]

    @property
    def blanks(self) -> tuple[str, ...]:
        """Every blank, each with the answer it belongs to."""
        return tuple(f"{line.kind} {line.key}: {b}" for line in self.lines for b in line.blanks)


def secrets_for_tests(count: int) -> tuple[bytes, ...]:
    """That many different secrets, the same ones every time."""
    return tuple(hashlib.sha256(f"matrix {i}".encode()).digest() for i in range(count))


def _judge_right(line: Line, report: Report) -> None:
    if not report.passed:
        line.blanks.append(f"should pass everything: {report.headline} {report.help}")


def _caught(report: Report, mistake: Misconception) -> bool:
    """Whether a mistake costs what it must: its trial, or for a remark nothing."""
    if mistake.caught == REMARK:
        return report.passed
    return any(row.name == mistake.caught and row.rung is not None for row in report.rows)


def _told(report: Report, mistake: Misconception) -> bool:
    """Whether a report says the mistake's own sentence."""
    if mistake.caught == PURITY:
        return any(row.name == PURITY and row.rung == "inputs" for row in report.rows)
    if mistake.caught == REMARK:
        return mistake.says in report.remarks
    return report.mistakes[:1] == (mistake.key,)


def _misconception_lines(exercise: Exercise, visible: Spec, hidden: Sequence[Spec]) -> list[Line]:
    """A row for each misconception."""
    lines = []
    texts = answers(exercise)
    for mistake in exercise.misconceptions:
        line = Line("misconception", mistake.key)
        source = texts[f"misconception/{mistake.key}"].source
        if not _told(report_on_text(exercise, source, visible), mistake):
            line.blanks.append("the visible checks do not name it")
        for number, spec in enumerate(hidden):
            report = report_on_text(exercise, source, spec)
            line.add(report)
            if not _caught(report, mistake):
                line.blanks.append(f"secret {number}: passes “{mistake.caught}”")
            if not _told(report, mistake):
                line.blanks.append(f"secret {number}: is told {report.mistakes}, not its own")
        lines.append(line)
    return lines


def _same_rows(left: Report, right: Report) -> bool:
    return left.rows == right.rows and left.mistakes == right.mistakes


def _pair_lines(exercise: Exercise, visible: Spec, hidden: Sequence[Spec]) -> list[Line]:
    """A row for each two mistakes at once."""
    lines = []
    texts = answers(exercise)

    @cache
    def alone(key: str, number: int) -> Report:
        """The report on one mistake by itself."""
        spec = (visible, *hidden)[number]
        return report_on_text(exercise, texts[f"misconception/{key}"].source, spec)

    for (first, second), source in pairs(exercise).items():
        line = Line("two at once", f"{first} + {second}")
        for number, spec in enumerate((visible, *hidden)):
            report = report_on_text(exercise, source, spec)
            if number:
                line.add(report)
            both = [exercise.misconception(key) for key in (first, second)]
            if PURITY in {mistake.caught for mistake in both}:
                told = bool(report.mistakes) or any(_told(report, mistake) for mistake in both)
            else:
                told = report.mistakes[:1] == (first,)
                if report.mistakes[:1] == (second,):  # it may hide the first
                    told = _same_rows(report, alone(second, number))
            if not told:
                line.blanks.append(f"case set {number}: is told {report.mistakes}")
        lines.append(line)
    return lines


def kill_matrix(exercise: Exercise, secrets: Sequence[bytes]) -> Matrix:
    """Try every answer to an exercise on its visible cases and on each secret's hidden ones.

    Args:
        exercise: the exercise.
        secrets: course secrets; `secrets_for_tests` makes some.
    """
    visible = compiled(exercise, None)
    hidden = [compiled(exercise, secret) for secret in secrets]
    lines = []
    for answer in answers(exercise).values():
        if answer.kind not in ("model", "variant", "stub"):
            continue
        line = Line(answer.kind, answer.key)
        if answer.kind != "stub":
            _judge_right(line, report_on_text(exercise, answer.source, visible))
        for spec in hidden:
            report = report_on_text(exercise, answer.source, spec)
            line.add(report)
            if answer.kind != "stub":
                _judge_right(line, report)
            elif report.fraction:
                line.blanks.append(f"a stub gets {report.fraction:.0%}")
        lines.append(line)
    lazy = {name: Line("lazy", name) for name in lazy_answers(exercise, visible, hidden[0])}
    for spec in hidden:
        for name, function in lazy_answers(exercise, visible, spec).items():
            report = examine(function, spec)
            lazy[name].add(report)
            if report.fraction > LAZY_SHARE:
                lazy[name].blanks.append(f"gets {report.fraction:.0%}")
    lines += [*lazy.values(), *_misconception_lines(exercise, visible, hidden)]
    lines += _pair_lines(exercise, visible, hidden)
    columns = tuple(t.name for t in exercise.trials if t.hidden and t.weight)
    columns += (PURITY,) if exercise.purity else ()
    return Matrix(exercise.name, columns, len(secrets), tuple(lines))
