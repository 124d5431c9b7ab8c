"""Tests of `bngrader.door`: ``grade``, the hidden door, and that it never scores by mistake."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bngrader import door, grade
from bngrader.door import GradingFault
from bngrader.grading.samples import answers
from bnlab.checking.report import Report
from conftest import Notebook
from grading_toy import MEANS, SECRET
from IPython.display import HTML, display

POINTS = 4


@pytest.fixture(autouse=True)
def course(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a course with the toy exercise alone, and a secret of its own."""
    monkeypatch.setattr(door, "catalogue", lambda: {"means": MEANS})
    monkeypatch.setattr(door, "course_secret", lambda: SECRET)


def graded(function: object, points: Any = POINTS, name: str = "means") -> Any:
    """Return what a graded cell gives in a namespace that holds one function."""
    names: dict[str, Any] = {"grade": grade, "means": function, "points": points, "name": name}
    exec("score = grade(name, points=points)", names)
    return names["score"]


def means(X: Any) -> Any:
    """Return the right answer."""
    return X.mean(axis=0)


def test_right_gets_the_points_and_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    """Return the points as a built-in float and show the report."""
    score = graded(means)
    assert type(score) is float
    assert score == 4.0
    out = capsys.readouterr().out
    assert "means: all 3 checks pass." in out
    assert "hidden" in out


@pytest.mark.parametrize("key", answers(MEANS))
def test_every_answer_gets_a_plain_float(key: str) -> None:
    """Return a built-in float in [0, points] for every kind of answer."""
    names: dict[str, Any] = {"np": np}
    exec(answers(MEANS)[key].source, names)
    score = graded(names["means"])
    assert type(score) is float
    assert 0 <= score <= POINTS
    assert (score == POINTS) == key.startswith(("model", "variant"))


def test_partial_credit_and_its_reason_come_together(capsys: pytest.CaptureFixture[str]) -> None:
    """Give part of the points and say why not all, in one call."""

    def halves(X: Any) -> Any:
        right = means(X)
        X /= 2
        return right

    assert graded(halves) == round(POINTS * 3 / 3.5, 2)
    assert "`X` is different after the call" in capsys.readouterr().out


def test_a_missing_name_gets_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Give nothing and say so where the function was never written."""
    names: dict[str, Any] = {"grade": grade}
    exec("score = grade('means', points=4)", names)
    assert names["score"] == 0.0
    assert type(names["score"]) is float
    assert "There is no `means` yet" in capsys.readouterr().out


def gives(value: object) -> Callable[..., Any]:
    """Return a stand-in that gives one value."""
    return lambda *args, **more: value


def fails(error: BaseException) -> Callable[..., Any]:
    """Return a stand-in that raises."""

    def stand_in(*args: object, **more: object) -> Any:
        raise error

    return stand_in


BREAKS: dict[str, tuple[str, Callable[..., Any]]] = {
    "no report": ("hidden_report", gives(None)),
    "a number for a report": ("hidden_report", gives(1.0)),
    "a report that raises": ("hidden_report", fails(RuntimeError("planted"))),
    "an assertion": ("hidden_report", fails(AssertionError("planted"))),
    "no secret": ("course_secret", fails(ValueError("too short"))),
    "no catalogue": ("catalogue", gives({})),
    "a broken compiler": ("compiled", fails(KeyError("planted"))),
    "no memory": ("compiled", fails(MemoryError())),
    "points that raise": ("points_for", fails(ZeroDivisionError("planted"))),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_fault_of_ours_never_scores(
    what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Give no score and say that the fault is ours, whatever breaks."""
    name, stand_in = BREAKS[what]
    monkeypatch.setattr(door, name, stand_in)
    with pytest.raises(GradingFault, match="the fault is ours"):
        graded(means)
    out = capsys.readouterr().out
    assert "our fault, not yours" in out
    assert "planted" not in out


@pytest.mark.parametrize(
    "fraction", [None, np.float64(1.0), float("nan"), 1.5, -0.5, "1.0", 1, True]
)
def test_a_share_that_is_none_never_scores(
    fraction: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Give no score where the engine yields what nbgrader would take for full marks."""
    monkeypatch.setattr(Report, "fraction", property(gives(fraction)))
    with pytest.raises(GradingFault):
        graded(means)
    assert "our fault, not yours" in capsys.readouterr().out


@pytest.mark.parametrize("points", [None, -3, "4", float("nan"), np.float64(4)])
def test_points_that_are_none_never_score(
    points: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """Give no score where a cell asks for points that there cannot be."""
    with pytest.raises(GradingFault):
        graded(means, points)
    assert "our fault" in capsys.readouterr().out


def test_an_unknown_exercise_is_our_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """Blame no learner for a cell that asks for an exercise that there is not."""
    with pytest.raises(GradingFault):
        graded(means, name="meens")
    assert "meens could not be graded. This is our fault" in capsys.readouterr().out


def test_a_fault_is_shown_safely() -> None:
    """Escape whatever a fault's name and kind may hold, and show the same text everywhere."""
    error = type("<script>", (Exception,), {})()
    fault = door.Fault("<b>", error)
    assert "<script>" not in fault._repr_html_()
    assert "<b>" not in fault._repr_html_()
    assert repr(fault) == str(fault)


def noisy(X: Any) -> Any:
    """Print, write, warn and display, and be right."""
    print("canary on stdout")
    print("canary on stderr", file=sys.stderr)
    sys.stdout.write("4.0\n")
    warnings.warn("canary warning", stacklevel=1)
    display(HTML("<b>canary</b>"))  # type: ignore[no-untyped-call]
    return means(X) + np.zeros(1) * np.log(np.ones(1)) + 0 * (np.zeros(1) / np.ones(1))


def test_what_a_function_says_is_swallowed(capsys: pytest.CaptureFixture[str]) -> None:
    """Let nothing that the function prints or shows reach the graded cell."""
    assert graded(noisy) == 4.0
    seen = capsys.readouterr()
    assert "canary" not in seen.out + seen.err
    assert "4.0" not in seen.out


def test_numpys_warnings_cost_nothing(recwarn: pytest.WarningsRecorder) -> None:
    """Give full marks to a right answer that NumPy warned about, and let no warning out."""

    def warned(X: Any) -> Any:
        np.ones(1) / np.zeros(1)
        np.log(np.zeros(1))
        return means(X)

    assert graded(warned) == 4.0
    assert len(recwarn) == 0


def closes(X: Any) -> Any:
    """Close what it was given to print to."""
    sys.stdout.close()
    return means(X)


def replaces(X: Any) -> Any:
    """Put something else in the place of standard output."""
    sys.stdout = None
    return means(X)


@pytest.mark.parametrize("function", [closes, replaces])
def test_meddling_with_standard_output_changes_nothing(
    function: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """Show the report even after the function broke what it printed to."""
    assert graded(function) == 4.0
    assert "all 3 checks pass" in capsys.readouterr().out


@pytest.mark.parametrize("error", [SystemExit(0), GeneratorExit(), RecursionError(), Exception()])
def test_whatever_a_function_raises_is_its_own_fault(
    error: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    """Give nothing to a function that raises, without calling it our fault."""
    assert graded(fails(error)) == 0.0
    out = capsys.readouterr().out
    assert "our fault" not in out
    assert "stopped with" in out


def test_the_time_limit_is_let_through() -> None:
    """Leave an interrupt to whoever sent it."""
    with pytest.raises(KeyboardInterrupt):
        graded(fails(KeyboardInterrupt()))


def test_a_notebook_gets_the_table_and_the_number(notebook: Notebook) -> None:
    """Show the report as HTML and give the number as the cell's result, inside of a notebook."""
    notebook.run("def means(X):\n    return X.mean(axis=0)", grade=grade)
    assert notebook.run("grade('means', points=4)") == 4.0
    (shown,) = notebook.shown
    assert "<table" in shown["text/html"]
    assert "all 3 checks pass" in shown["text/plain"]


def test_a_notebook_gets_no_display_of_the_learner(notebook: Notebook) -> None:
    """Swallow what a function displays inside of a notebook."""
    assert notebook.run("grade('means', points=4)", grade=grade, means=noisy) == 4.0
    assert len(notebook.shown) == 1
    assert "canary" not in str(notebook.shown)


def test_a_notebook_is_told_of_a_fault_of_ours(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Show the fault, and end on one line that holds nothing of the grader's inner life."""
    monkeypatch.setattr(door, "hidden_report", fails(RuntimeError("planted")))
    with pytest.raises(GradingFault) as fault:
        notebook.run("grade('means', points=4)", grade=grade, means=means)
    lines = fault.value._render_traceback_()
    assert lines == ["GradingFault: means could not be graded; the fault is ours"]
    (shown,) = notebook.shown
    assert "our fault, not yours" in shown["text/html"]
    assert "our fault, not yours" in shown["text/plain"]


def test_reads_the_courses_own_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Grade in a real course's folder, with the secret made at first use."""
    monkeypatch.undo()
    (tmp_path / "nbgrader_config.py").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(door, "catalogue", lambda: {"means": MEANS})
    assert graded(means) == 4.0
    assert (tmp_path / "course.secret").is_file()
    monkeypatch.chdir(tmp_path.parent)
    with pytest.raises(GradingFault):
        graded(means)
    assert "our fault" in capsys.readouterr().out
