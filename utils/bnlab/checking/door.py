"""``check``: the visible door of the ladder, the one that learners use."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Mapping
from typing import Any

from .report import Report, examine, not_found
from .spec import Spec, load_spec
from .values import describe


class CheckFailed(AssertionError):  # noqa: N818 - learners read it as a sentence
    """Some visible checks do not pass; the table above the message says which and why."""

    def _render_traceback_(self) -> list[str]:
        """One line in place of a traceback: the mistake is not in the cell that checks."""
        return [f"CheckFailed: {self}"]


def _spelling(namespace: Mapping[str, Any], name: str) -> str:
    """A name of the learner's own that looks like *name*, as half a sentence."""
    own = [k for k, v in namespace.items() if callable(v) and not k.startswith("_")]
    near = difflib.get_close_matches(name, own, n=1, cutoff=0.8)
    return f" There is a `{near[0]}`: is one of the two misspelled?" if near else ""


def report_on(spec: Spec, namespace: Mapping[str, Any]) -> Report:
    """Look the exercise's name up among a notebook's names and examine what is there.

    Args:
        spec: the exercise.
        namespace: the notebook's names; a name that is missing gets a sentence, not a NameError.
    """
    name = spec.exercise
    try:
        function = namespace[name]
    except KeyError:
        text = f"There is no `{name}` yet: write it in the cell above and run that cell."
        return not_found(spec, text + ("" if spec.hidden else _spelling(namespace, name)))
    if not callable(function):
        found = "" if spec.hidden else f"{describe(function)}, "
        text = f"`{name}` is {found}not a function: has a variable taken its name?"
        return not_found(spec, text)
    return examine(function, spec, namespace)


def show_report(report: object) -> None:
    """Display a report, or whatever stands for one: HTML in a notebook, plain text elsewhere."""
    if "IPython" in sys.modules:
        from IPython import get_ipython

        if get_ipython() is not None:
            from IPython.display import display

            display(report)  # type: ignore[no-untyped-call]
            return
    print(report)


def check(name: str) -> None:
    """Check the function called *name* on the visible cases and show what was found.

    Args:
        name: the exercise, which is also the name of the learner's function.

    Raises:
        CheckFailed: one short line when something does not pass, so that nbgrader's *Validate*
            sees it too. While a submission is graded nothing is raised: the table alone is shown.
        SpecError: if there is no exercise of that name.
    """
    namespace = sys._getframe(1).f_globals
    report = report_on(load_spec(name), namespace)
    show_report(report)
    if not report.passed and os.environ.get("NBGRADER_EXECUTION") != "autograde":
        raise CheckFailed(report.headline)
