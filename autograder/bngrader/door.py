"""``grade``: the hidden door. What graded cells call after the visible checks."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from html import escape
from typing import Any

from bnlab.checking.door import report_on, show_report
from bnlab.checking.report import Report
from IPython.utils.capture import capture_output

from .exercises import catalogue
from .grading.compiled import compiled
from .grading.score import points_for
from .grading.secret import course_secret


class GradingFault(RuntimeError):  # noqa: N818 - shown as it is named
    """The grader itself failed, so that there is no score, neither full marks nor none."""

    def _render_traceback_(self) -> list[str]:
        """One line: the grader's inner life is nothing to show to a learner."""
        return [f"GradingFault: {self}"]


class Fault:
    """What a learner is shown where the grader itself failed: the fault is ours, not theirs."""

    def __init__(self, name: str, error: BaseException) -> None:
        self.text = (
            f"{name} could not be graded. This is our fault, not yours: {type(error).__name__} in "
            "the grader. No points were given or taken for good; please tell your instructor."
        )

    def __str__(self) -> str:
        """The message as plain text."""
        return self.text

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """The message in a box; it holds no text of the learner's."""
        style = "border-left:4px solid #d55e00;padding:.3em .8em"
        return f'<div style="{style}">{escape(self.text)}</div>'


def hidden_report(name: str, namespace: Mapping[str, Any]) -> Report:
    """Examine the notebook's function on the hidden cases, with all that it prints swallowed.

    Args:
        name: the exercise.
        namespace: the notebook's names.

    Raises:
        KeyError: if there is no such exercise.
    """
    spec = compiled(catalogue()[name], course_secret())
    with capture_output():
        return report_on(spec, namespace)


def grade(name: str, points: float) -> float:
    """Grade the function called *name* on the hidden cases and show the report.

    Args:
        name: the exercise, which is also the name of the learner's function.
        points: what a wholly right answer is worth.

    Returns:
        A built-in float in [0, points]: nbgrader reads it as the cell's score.

    Raises:
        GradingFault: where the grader itself failed, after showing that the fault is ours. An
            error is the one thing that nbgrader never gives marks for, and
            `nbgrader_plugins.guard` hands such a cell to a person.
    """
    namespace = sys._getframe(1).f_globals
    try:
        report = hidden_report(name, namespace)
        score = points_for(report.fraction, points)
    except Exception as error:
        show_report(Fault(name, error))
        raise GradingFault(f"{name} could not be graded; the fault is ours") from error
    show_report(report)
    return score
