"""Tests of `bnlab.checking.ladder`: one call, and how far it got."""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from bnlab.checking.ladder import RUNGS, Outcome, climb
from bnlab.checking.spec import Case, Spec
from checking_toy import FIRST, means, means_spec, range_spec

SPEC = means_spec()


def climbed(function: Callable[..., Any], spec: Spec = SPEC, number: int = 0) -> Outcome:
    """Return the outcome of one case."""
    return climb(function, spec.cases[number], spec)


def stub(X: Any) -> Any:
    """Stand for what a learner finds."""
    raise NotImplementedError


def endless(X: Any) -> Any:
    """Call itself for ever."""
    return endless(X)


def leaves(X: Any) -> Any:
    """End the whole program."""
    sys.exit("bye")


def misspells(X: Any) -> Any:
    """Ask for a method that there is none of."""
    halfway = X * 2
    return halfway.maen(axis=0)


class StopError(BaseException):
    """An exception that `except Exception` lets through."""


def escapes(X: Any) -> Any:
    """Raise what is no Exception."""
    raise StopError("now")


class MuteError(Exception):
    """An exception that cannot say what it is."""

    def __str__(self) -> str:
        """Fail."""
        raise RuntimeError("no words")


def mute(X: Any) -> Any:
    """Raise the exception that cannot speak."""
    raise MuteError


def test_the_rungs_have_an_order() -> None:
    """Climb from written to inputs."""
    assert RUNGS == ("written", "runs", "type", "shape", "finite", "value", "inputs")


@pytest.mark.parametrize(
    ("function", "rung", "words"),
    [
        (stub, "written", "not written"),
        (endless, "runs", "RecursionError"),
        (leaves, "runs", "SystemExit"),
        (escapes, "runs", "StopError"),
        (mute, "runs", "MuteError"),
        (misspells, "runs", "in `return halfway.maen(axis=0)` with AttributeError:"),
        (lambda X: None, "type", "`return`"),
        (lambda X: X, "shape", "(2, 3), asked for (3,)"),
        (lambda X: X.mean(axis=0) * np.nan, "finite", "3 of 3 values are NaN"),
        (lambda X: X.sum(axis=0), "value", "3 of 3 values are off"),
    ],
)
def test_stops_at_the_first_rung_that_does_not_hold(
    function: Callable[..., Any], rung: str, words: str
) -> None:
    """Say which rung and why, and give nothing."""
    outcome = climbed(function)
    assert (outcome.rung, outcome.passed, outcome.credit) == (rung, False, 0.0)
    assert words in outcome.text


class Callable_:  # noqa: N801
    """An object that can be called."""

    def __call__(self, X: Any) -> Any:
        """Return the right answer."""
        return X.mean(axis=0)


def fading(X: Any) -> Any:
    """Warn until nobody listens, and be right."""
    for i in range(1000):
        warnings.warn(f"warning {i}", stacklevel=1)
    return means(X) + np.zeros(3) * np.float64(1e308) * 0


@pytest.mark.parametrize(
    "function",
    [
        means,
        lambda X: X.mean(axis=0),
        lambda *args: args[0].mean(axis=0),
        lambda X, axis=0, **more: X.mean(axis=axis),
        functools.partial(np.mean, axis=0),
        functools.partial(lambda axis, X: X.mean(axis=axis), 0),
        Callable_(),
        Callable_().__call__,
        fading,
        lambda X: np.asmatrix(X).mean(axis=0),
        lambda X: np.ma.array(X).mean(axis=0),
        lambda X: X.mean(axis=0).astype(np.float32),
        lambda X: X.mean(axis=0, keepdims=True),
    ],
)
def test_every_way_to_write_it_right_passes(function: Callable[..., Any]) -> None:
    """Accept a right answer from whatever can be called and in whatever it comes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        outcome = climbed(function)
    assert outcome.passed, outcome.text
    assert outcome.credit == 1.0


class Unshowable:
    """A default value that cannot be shown."""

    def __repr__(self) -> str:
        """Fail."""
        raise RuntimeError("no repr")


def shy(X: Any, Y: Any, start: object = Unshowable()) -> None:
    """Have a signature that cannot be written out."""


@pytest.mark.parametrize(
    ("function", "signature"),
    [
        (lambda: 1, "means()"),
        (lambda X, Y: 1, "means(X, Y)"),
        (lambda X, *, axis: 1, "means(X, *, axis)"),
        (shy, "means(X, Y, start)"),
    ],
)
def test_parameters_that_do_not_fit_are_shown(
    function: Callable[..., Any], signature: str
) -> None:
    """Show how the function is written and how it is called."""
    outcome = climbed(function)
    assert outcome.rung == "runs"
    assert f"written as {signature}, but is called as means(X)" in outcome.text


def test_a_call_gets_a_copy_of_its_inputs() -> None:
    """Keep a case the same, whatever a function does to what it is handed."""

    def scribbles(X: Any) -> Any:
        X *= 0
        return X.mean(axis=0)

    before = FIRST.copy()
    assert climbed(scribbles).changed == ("X",)
    assert np.array_equal(FIRST, before)
    assert climbed(means).changed == ()


def test_an_answer_that_is_the_input_itself_changed_nothing() -> None:
    """Blame no function for handing its argument back."""
    assert climbed(lambda X: X).changed == ()


def appends(x: Any) -> None:
    """Make a list longer."""
    x.append(1.0)


def nests(x: Any) -> None:
    """Put an array where a number was."""
    x[0] = np.zeros(3)


def empties(x: Any) -> None:
    """Empty whatever it is."""
    x.clear()


def swaps(x: Any) -> None:
    """Put a list where an array was."""
    x["W"] = [0.0]


def retypes(x: Any) -> None:
    """Put an array of another type where one was."""
    x["W"] = x["W"].astype(object)


@pytest.mark.parametrize(
    ("value", "function", "changed"),
    [
        ([1.0, 2.0], appends, True),
        ([1.0, 2.0], nests, True),
        ([1.0, 2.0], lambda x: None, False),
        ([float("nan"), 2.0], lambda x: None, False),
        (np.array([np.nan, 2.0]), lambda x: None, False),
        (np.array([1, 2]), lambda x: x.sort(), False),
        ({"W": np.zeros(2)}, swaps, True),
        ({"W": np.zeros(2)}, retypes, True),
        ({"W": np.zeros(2)}, empties, True),
        ({"W": np.zeros(2)}, lambda x: x.update(V=1), True),
        ({"W": np.zeros(2)}, lambda x: x["W"].sort(), False),
        (np.zeros((2, 3)), lambda x: setattr(x, "shape", (3, 2)), True),
    ],
)
def test_sees_whatever_was_changed_in_place(
    value: Any, function: Callable[..., Any], changed: bool
) -> None:
    """Notice every change to an argument, in lists and dicts too, and imagine none."""
    case = Case("one", (value,), 1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # setting the shape, in new NumPy
        outcome = climb(function, case, Spec("f", ("x",), (case,)))
    assert outcome.changed == (("x",) if changed else ())


def test_of_two_values_one_earns_half() -> None:
    """Give the share of the values that is right, and name what is right."""
    spec = range_spec()
    outcome = climbed(lambda x: (x.min(), x.mean()), spec)
    assert outcome.credit == 0.5
    assert outcome.right == ("low",)
    assert outcome.text.startswith("high: found 5")
    assert climbed(lambda x: (0.0, 0.0), spec).credit == 0.0
    assert climbed(lambda x: (x.min(),), spec).credit == 0.0
    assert climbed(lambda x: [x.min(), x.max()], spec).credit == 1.0


def test_warnings_are_told_only_where_something_is_wrong() -> None:
    """Repeat NumPy's warning beside a wrong answer, and show none beside a right one."""

    def divides(X: Any) -> Any:
        return X.mean(axis=0) + np.zeros(1) / np.zeros(1)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "invalid value" in climbed(divides).remarks[0]
        assert climbed(fading).remarks == ()


def test_what_a_function_sets_in_numpy_is_put_back() -> None:
    """Leave NumPy's error settings as they were before the call."""

    def strict(X: Any) -> Any:
        np.seterr(all="raise")
        return means(X)

    before = np.geterr()
    assert climbed(strict).passed
    assert np.geterr() == before


def test_the_stop_button_still_works() -> None:
    """Let KeyboardInterrupt through: it is the learner's, or the time limit."""

    def stopped(X: Any) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        climbed(stopped)
