"""The table that a person reads: one row a case, one sentence that helps."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from .diagnosis import advice, known_mistake, resemblance
from .ladder import LEFT_BELOW, Outcome, climb
from .spec import Case, Spec

VISIBLE_NOTE = (
    "These are the visible checks, of the version that ran last. "
    "Grading uses more cases, drawn fresh."
)
HIDDEN_NOTE = "These cases are hidden: their names say how to make one like each."
PURITY = "leaves its inputs alone"
REMARK = "only a remark"
"""Where a mistake that costs nothing is caught: in cases of weight 0, which have no row."""
WAITS = "waits"
"""In place of a rung: the row is not reached yet."""

_MARKS = {
    "written": "not written",
    "runs": "stops",
    "type": "type",
    "shape": "shape",
    "finite": "not finite",
    "value": "value",
    "inputs": "inputs changed",
}

_HIDDEN_TEXT = {
    "written": "is not written yet.",
    "type": "the answer is not of the kind that was asked for.",
    "shape": "the answer has the wrong shape.",
    "finite": "the answer holds NaN or infinity.",
    "value": "the numbers are off.",
}


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        name: the case, in plain words.
        rung: the rung that did not hold, None where the row passed, or `WAITS`.
        text: what was found, in one sentence; plain text, not yet escaped.
        weight: the row's share of the marks.
        credit: how much of that share is earned, from 0 to 1.
    """

    name: str
    rung: str | None
    text: str = ""
    weight: float = 1.0
    credit: float = 0.0

    @property
    def mark(self) -> str:
        """The row's verdict in words, readable without colour."""
        if self.rung is None:
            return "✓ passes"
        if self.rung == WAITS:
            return "· waits"
        return f"{'◐' if self.credit else '✗'} {_MARKS[self.rung]}"


@dataclass(frozen=True, repr=False)
class Report:
    """What a check found: rows, the sentence that helps, and the share that is right.

    Attributes:
        exercise: the function's name.
        rows: one for each case, and one for the inputs.
        help: what to do next; empty where all is well.
        mistakes: keys of the known mistakes that were recognised.
        remarks: what was accepted with a remark.
        note: which checks these were.
    """

    exercise: str
    rows: tuple[Row, ...]
    help: str = ""
    mistakes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    note: str = VISIBLE_NOTE

    @property
    def fraction(self) -> float:
        """What the rows earn, as a share of their whole weight; a float in [0, 1]."""
        total = sum(row.weight for row in self.rows)
        earned = sum(row.weight * row.credit for row in self.rows)
        return float(earned / total) if total else 0.0

    @property
    def passed(self) -> bool:
        """Whether every row passes."""
        return bool(self.rows) and all(row.rung is None for row in self.rows)

    @property
    def headline(self) -> str:
        """The verdict in one line."""
        good = sum(row.rung is None for row in self.rows)
        if self.passed:
            return f"{self.exercise}: all {len(self.rows)} checks pass."
        return f"{self.exercise}: {good} of {len(self.rows)} checks pass."

    def __str__(self) -> str:
        """The report as plain text, for terminals."""
        width = max((len(row.mark) for row in self.rows), default=0)
        lines = [self.headline]
        for row in self.rows:
            lines.append(f"  {row.mark:<{width}}  {row.name}")
            if row.text:
                lines.append(f"  {'':<{width}}    {row.text}")
        lines += [f"→ {self.help}"] if self.help else []
        lines += [f"  Remark: {remark}" for remark in self.remarks]
        return "\n".join([*lines, f"  {self.note}"])

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The same text where a notebook is shown without HTML."""
        printer.text(str(self))

    __repr__ = __str__  # what a notebook keeps beside the table, and a terminal shows

    def _repr_html_(self) -> str:
        """The report as a small table; all text is escaped."""
        rows = "".join(_html_row(row) for row in self.rows)
        color = "#0072b2" if self.passed else "#d55e00"
        tips = (
            f'<p style="margin:.5em 0 .2em"><b>→</b> {_prose(self.help)}</p>' if self.help else ""
        )
        tips += "".join(f'<p style="margin:.2em 0">Remark: {_prose(r)}</p>' for r in self.remarks)
        return (
            f'<div style="border-left:4px solid {color};padding:.3em .8em;max-width:52em">'
            f'<p style="margin:0 0 .4em"><b>{escape(self.headline)}</b></p>'
            f'<table style="border-collapse:collapse;margin:0;font-size:.95em">'
            f'<thead style="display:none"><tr><th>check</th><th>case</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>{tips}"
            f'<p style="margin:.4em 0 0;font-size:.85em;opacity:.7">{escape(self.note)}</p></div>'
        )


def _prose(text: str) -> str:
    """Escaped text, with what stands between backticks as code."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:
        return "`".join(pieces)
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))


def _html_row(row: Row) -> str:
    cell = "text-align:left;vertical-align:top;padding:.15em .9em .15em 0;background:none"
    text = f'<br><span style="opacity:.8">{_prose(row.text)}</span>' if row.text else ""
    weight = "normal" if row.rung is None else "bold"
    return (
        f'<tr style="background:none"><td style="{cell};white-space:nowrap;font-weight:{weight}">'
        f'{escape(row.mark)}</td><td style="{cell}">{_prose(row.name)}{text}</td></tr>'
    )


def _builtin_name(error: BaseException) -> str:
    """The first builtin class of an exception, since a learner may name their own anything."""
    for kind in type(error).__mro__:
        if getattr(builtins, kind.__name__, None) is kind:
            return str(kind.__name__)
    return "Exception"


def _listed(names: Sequence[str]) -> str:
    """Names and their verb: ``mu is``, ``mu and sigma are``."""
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _text(outcome: Outcome, hidden: bool) -> str:
    """What a row says of its case: all that was found, or for hidden cases nothing of it."""
    if outcome.passed:
        return ""
    if not hidden:
        right = f"{_listed(outcome.right)} right; " if outcome.right else ""
        return right + outcome.text
    if outcome.right and outcome.difference:
        return f"{_listed(outcome.right)} right; {outcome.difference.part} is not."
    if outcome.error is not None and outcome.rung == "runs":
        return f"stopped with {_builtin_name(outcome.error)}."
    return _HIDDEN_TEXT.get(outcome.rung or "", "cannot be called with the arguments asked for.")


def _purity_row(outcomes: Iterable[Outcome], spec: Spec) -> Row:
    """The row *leaves its inputs alone*; it needs one right value to stand on."""
    tried = list(outcomes)
    changed = list(dict.fromkeys(name for o in tried for name in o.changed))
    if changed:
        names = " and ".join(f"`{name}`" for name in changed)
        different = f"{'is' if len(changed) == 1 else 'are'} different"
        cure = "work on a copy, not in place (no `-=`, no `[…] =`)"
        if all(set(o.changed) <= set(o.rounded) for o in tried):
            different += " in the last digits"
            cure = (
                "adding a number and taking it off again rounds; keep the old value, "
                "`old = x[i]`, and put that back"
            )
        text = f"{names} {different} after the call: {cure}."
        return Row(PURITY, "inputs", text, spec.purity)
    if not any(o.credit for o in tried):
        return Row(PURITY, WAITS, "counts as soon as one value above is right.", spec.purity)
    return Row(PURITY, None, "", spec.purity, 1.0)


def _help(outcomes: list[Outcome], mistakes: tuple[str, ...], spec: Spec) -> str:
    """The one sentence to act on."""
    failed = [o for o in outcomes if not o.passed]
    if not failed:
        return ""
    if mistakes:
        more = " Mend this first; a second mistake stands behind it." if len(mistakes) > 1 else ""
        return spec.says[mistakes[0]] + more
    if failed[0].rung == "written":
        if failed[0].text == LEFT_BELOW:
            return (
                "Your code is there, and the line `raise NotImplementedError` below it stops it: "
                "delete that line, run the cell, then run this one again."
            )
        return (
            f"Write `{spec.exercise}` in the cell above, in place of the line "
            "`raise NotImplementedError`, run that cell, then run this one again."
        )
    if not spec.hidden and (says := advice(failed[0].error)):
        return says
    return _alike([o for o in failed if o.rung == "value"], spec)


def _alike(wrong: list[Outcome], spec: Spec) -> str:
    """How wrong numbers resemble the right ones, where they do so in every case that fails."""
    kinds = {resemblance(o, numbers=False, parts=spec.parts) for o in wrong}
    if len(kinds) != 1 or "" in kinds:
        return ""
    exact = {resemblance(o, numbers=not spec.hidden, parts=spec.parts) for o in wrong}
    where = f"In “{wrong[0].case.name}”, " if len(wrong) == 1 else "In each case that fails, "
    if len(exact) == 1:
        return f"{where}{exact.pop()}."
    return f"{where}{kinds.pop()}; how much differs from case to case."


def _graded(spec: Spec) -> tuple[Case, ...]:
    """The cases that count."""
    return tuple(case for case in spec.cases if case.weight)


def _asides(
    function: Callable[..., Any], spec: Spec, namespace: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """What is to be said of a right function: a sentence for a mistake that costs nothing."""
    outcomes = [climb(function, c, spec, namespace) for c in spec.cases if not c.weight]
    return tuple(spec.says[key] for key in known_mistake(outcomes, spec)[:1])


def examine(
    function: Callable[..., Any], spec: Spec, namespace: Mapping[str, Any] | None = None
) -> Report:
    """Try a function on every case of an exercise and report.

    Args:
        function: the learner's function.
        spec: the exercise; where ``spec.hidden``, the report shows neither numbers nor any text
            that the learner's code could have made up.
        namespace: where the learner's other functions are, for exercises that build on them.

    Returns:
        A report with one row a case that counts and, where the exercise has one, the row on its
        inputs.
    """
    outcomes = []
    cases = _graded(spec)
    for case in cases:
        outcomes.append(climb(function, case, spec, namespace))
        if outcomes[0].rung == "written":
            break
    stub = outcomes[0].rung == "written"
    if stub:
        outcomes = [Outcome(case, "written", outcomes[0].text) for case in cases]
    texts = ["" if stub else _text(outcome, spec.hidden) for outcome in outcomes]
    texts = ["as above." if text and text in texts[:i] else text for i, text in enumerate(texts)]
    rows = [
        Row(outcome.case.name, outcome.rung, text, outcome.case.weight, outcome.credit)
        for outcome, text in zip(outcomes, texts, strict=True)
    ]
    if spec.purity:
        rows.append(_purity_row(outcomes, spec))
    mistakes = known_mistake(outcomes, spec)
    remarks = dict.fromkeys(r for o in outcomes for r in o.remarks) if not spec.hidden else {}
    if all(outcome.passed for outcome in outcomes):
        remarks |= dict.fromkeys(_asides(function, spec, namespace))
    note = HIDDEN_NOTE if spec.hidden else VISIBLE_NOTE
    helping = _help(outcomes, mistakes, spec)
    return Report(spec.exercise, tuple(rows), helping, mistakes, tuple(remarks)[:3], note)


def not_found(spec: Spec, text: str) -> Report:
    """The report for a name that holds no function: every row stops at *written*."""
    rows = tuple(Row(case.name, "written", "", case.weight) for case in _graded(spec))
    if spec.purity:
        rows += (Row(PURITY, WAITS, "", spec.purity),)
    return Report(spec.exercise, rows, text, note=HIDDEN_NOTE if spec.hidden else VISIBLE_NOTE)
