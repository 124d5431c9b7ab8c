"""Tests of `bnlab.checking.door`: ``check``, the visible door."""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from bnlab import CheckFailed, check
from bnlab.checking import door, spec
from bnlab.checking.door import report_on, show_report
from bnlab.checking.spec import SpecError
from checking_toy import means, means_spec
from conftest import Notebook

SPEC = means_spec()


def stub(X: Any) -> Any:
    """Stand for what a learner finds."""
    raise NotImplementedError


def misspells(X: Any) -> Any:
    """Ask for a method that there is none of."""
    return X.maen(axis=0)


def scribbles(X: Any) -> Any:
    """Be right and change the input."""
    X -= 1
    return X.mean(axis=0) + 1


def yields(X: Any) -> Iterator[Any]:
    """Yield where a return was meant."""
    yield X.mean(axis=0)


async def waits(X: Any) -> Any:
    """Be asynchronous, for whatever reason."""
    return X.mean(axis=0)


def endless(X: Any) -> Any:
    """Call itself for ever."""
    return endless(X)


def leaves(X: Any) -> Any:
    """End the whole program."""
    sys.exit("bye")


def says_so_a_thousand_times(X: Any) -> Any:
    """Warn without end."""
    for i in range(1000):
        warnings.warn(f"{i}", stacklevel=1)


def huge(X: Any) -> Any:
    """Return more numbers than a machine can hold."""
    return np.broadcast_to(X[0, 0], (10**9, 10**9))


class Means:
    """A class of the function's name."""


class Caller:
    """An object that can be called."""

    def __call__(self, X: Any) -> Any:
        """Return the sum."""
        return X.sum(axis=0)


MISSING = object()

BAD: dict[str, tuple[object, str]] = {
    "name not written yet": (MISSING, "There is no `means` yet"),
    "holds a number": (3.5, "`means` is one number, not a function"),
    "holds the answer": (np.zeros(3), "`means` is an array of shape (3,), not a function"),
    "holds None": (None, "`means` is None, not a function"),
    "stub": (stub, "Write `means`"),
    "returns None": (lambda X: None, "is the `return` missing?"),
    "returns a list": (lambda X: list(X.mean(axis=0)), "found a list of 3"),
    "returns a tuple": (lambda X: (X, 1), "found a tuple of 2"),
    "returns a wrong shape": (lambda X: X[:, 0], "found shape (2,), asked for (3,)"),
    "returns a scalar": (lambda X: X.mean(), "one number for all columns"),
    "returns a 0-d array": (lambda X: np.array(X.mean()), "one number for all columns"),
    "returns NaN": (lambda X: X.mean(axis=0) * np.nan, "3 of 3 values are NaN"),
    "returns a string": (lambda X: "means", "found a string"),
    "returns text in an array": (lambda X: X.astype(str), "of text"),
    "returns objects": (lambda X: X.mean(axis=0).astype(object), "of objects"),
    "returns complex numbers": (lambda X: X.mean(axis=0) + 0j, "of complex numbers"),
    "returns a function": (lambda X: means, "found a function"),
    "returns a masked constant": (lambda X: np.ma.masked, "one number for all"),
    "returns its input": (lambda X: X, "found shape (2, 3)"),
    "returns a dict": (lambda X: {"mu": X}, "found a dict"),
    "returns a class": (lambda X: Means, "found a type"),
    "returns too much": (huge, "found shape (1000000000, 1000000000)"),
    "yields": (yields, "found a generator"),
    "raises": (misspells, "stopped in `return X.maen(axis=0)` with AttributeError"),
    "recurses": (endless, "in `return endless(X)` with RecursionError"),
    "exits": (leaves, 'in `sys.exit("bye")` with SystemExit: bye'),
    "warns without end": (says_so_a_thousand_times, "is the `return` missing?"),
    "changes its input": (scribbles, "`X` is different after the call"),
    "no parameter": (lambda: 1, "written as means(), but is called as means(X)"),
    "a parameter too many": (lambda X, Y: 1, "written as means(X, Y)"),
    "keyword only": (lambda *, X: 1, "written as means(*, X)"),
    "is a class": (Means, "written as means(), but"),
    "is an object": (Caller(), "You add up and do not divide."),
    "is a partial": (functools.partial(np.sum, axis=0), "You add up and do not divide."),
    "takes anything": (lambda *a, **k: a[0].sum(axis=0), "You add up and do not divide."),
    "a builtin": (max, "stopped with ValueError"),
    "a ufunc": (np.sqrt, "found shape (2, 3)"),
    "a vectorized function": (np.vectorize(lambda x: x), "found shape (2, 3)"),
    "remembers": (functools.lru_cache(means), "unhashable"),
}


def namespace_of(thing: object) -> dict[str, Any]:
    """Return a notebook's names with the exercise among them, or not."""
    return {} if thing is MISSING else {"means": thing}


@pytest.mark.parametrize("what", BAD)
def test_each_slip_has_a_sentence_of_its_own(what: str) -> None:
    """Say for each slip what was found, in words that lead on, in text and in HTML."""
    thing, words = BAD[what]
    report = report_on(SPEC, namespace_of(thing))
    assert not report.passed
    assert words in str(report)
    assert report._repr_html_().startswith("<div")
    str(report).encode()


@pytest.mark.parametrize("what", BAD)
def test_each_slip_is_survived_behind_the_hidden_door(what: str) -> None:
    """Report every slip on hidden cases too, with at most a part of the marks."""
    thing, _ = BAD[what]
    report = report_on(means_spec(hidden=True), namespace_of(thing))
    assert report.fraction <= 0.8
    assert not report.passed
    assert "bye" not in str(report)


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
def test_a_coroutine_is_no_answer() -> None:
    """Say what came back where the function was written with async."""
    assert "found a coroutine" in str(report_on(SPEC, {"means": waits}))


@pytest.mark.parametrize(
    "function",
    [
        lambda X: X.mean(axis=0, keepdims=True),
        lambda X: X.mean(axis=0).astype(np.float32),
        lambda X: np.ma.array(X).mean(axis=0),
        lambda X: [*X.T] and X.mean(axis=0),
        functools.partial(np.mean, axis=0),
    ],
)
def test_what_is_right_in_another_dress_passes(function: Callable[..., Any]) -> None:
    """Accept (1, n), float32 and masked arrays."""
    assert report_on(SPEC, {"means": function}).passed


def test_a_misspelled_name_is_found() -> None:
    """Point at the learner's own function whose name is nearly right."""
    names = {"maens": means, "np": np, "means_of": 3, "_means": means}
    text = str(report_on(SPEC, names))
    assert "There is no `means` yet" in text
    assert "There is a `maens`" in text
    assert "There is a" not in str(report_on(SPEC, {"other": means}))


def test_the_hidden_door_repeats_no_name_of_the_learner() -> None:
    """Keep the learner's names and kinds out of a hidden report."""
    hidden = means_spec(hidden=True)
    assert "maens" not in str(report_on(hidden, {"maens": means}))
    canary = type("canary", (), {})
    assert "canary" not in str(report_on(hidden, {"means": canary()}))


def test_numpy_set_to_raise_is_survived(capsys: pytest.CaptureFixture[str]) -> None:
    """Check as always in a notebook that told NumPy to raise."""
    with np.errstate(all="raise"):
        assert report_on(SPEC, {"means": means}).passed
        report = report_on(SPEC, {"means": lambda X: np.full(3, 1e308)})
    assert report.rows[0].rung == "value"


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ship the toy exercise and nothing else, outside of nbgrader."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(door, "load_spec", {"means": SPEC}.__getitem__)


def run(source: str, **names: Any) -> dict[str, Any]:
    """Run a cell among names of its own."""
    names["check"] = check
    exec(source, names)
    return names


@pytest.mark.usefixtures("shipped")
def test_check_shows_and_returns_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Print the table where there is no notebook, and return None."""
    assert run("answer = check('means')", means=means)["answer"] is None
    assert "means: all 3 checks pass." in capsys.readouterr().out


@pytest.mark.usefixtures("shipped")
def test_check_raises_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Show the table first and then raise one line, with no traceback to read."""
    with pytest.raises(CheckFailed) as failure:
        run("check('means')", means=stub)
    assert str(failure.value) == "means: 0 of 3 checks pass."
    assert failure.value._render_traceback_() == ["CheckFailed: means: 0 of 3 checks pass."]
    assert "Write `means`" in capsys.readouterr().out


@pytest.mark.usefixtures("shipped")
def test_check_looks_where_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    """Take the function from the caller's own names, even from within a function."""
    run("def go():\n    check('means')\ngo()", means=means)
    assert "all 3 checks pass" in capsys.readouterr().out


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("thing", [stub, 3, None])
def test_check_only_shows_while_a_submission_is_graded(
    thing: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Raise nothing where nbgrader grades, so that the hidden tests below are reached."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    run("check('means')", means=thing)
    assert "0 of 3 checks pass" in capsys.readouterr().out
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(CheckFailed):
        run("check('means')", means=thing)


def test_an_unknown_exercise_is_the_authors_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise SpecError, naming the exercises that there are."""
    data = spec.spec_to_data(SPEC)
    monkeypatch.setattr(spec, "_shipped", lambda: iter([data]))
    spec.load_spec.cache_clear()
    with pytest.raises(SpecError, match=r"'meens'.*has: means"):
        run("check('meens')")
    spec.load_spec.cache_clear()


def test_a_notebook_gets_html_and_text(notebook: Notebook) -> None:
    """Hand the report to the notebook's display, as HTML and as readable text."""
    show_report(report_on(SPEC, {"means": means}))
    (data,) = notebook.shown
    assert "<table" in data["text/html"]
    assert data["text/plain"].startswith("means: all 3 checks pass.")


@pytest.mark.usefixtures("shipped")
def test_check_finds_the_names_of_a_notebook(notebook: Notebook) -> None:
    """Check a function that a cell defined, and show the cell's own line when it fails."""
    notebook.run("def means(X):\n    return X.mean(axis=0)", check=check)
    notebook.run("check('means')")
    assert "all 3 checks pass" in notebook.shown[-1]["text/plain"]
    notebook.run("def means(X):\n    return X.nothing")
    with pytest.raises(CheckFailed):
        notebook.run("check('means')")
    assert "in `return X.nothing`" in notebook.shown[-1]["text/plain"]
