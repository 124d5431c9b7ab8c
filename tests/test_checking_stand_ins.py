"""Tests of `bnlab.checking.stand_ins`: what stands in a case where plain data will not do."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from bnlab.checking.ladder import arguments, climb
from bnlab.checking.report import examine
from bnlab.checking.spec import Case, Spec, decode, encode
from bnlab.checking.stand_ins import FUNCTIONS, Anything, AtMost, Given, Own
from bnlab.checking.values import Tolerance, compare

X = np.array([[1.0, 2.0], [3.0, 5.0], [8.0, 11.0]])
OWN = Own("halves", (X,), 1, {"sum": X.sum(axis=0)})
EXACT = Tolerance(1e-9, 1e-12)


def travelled(value: Any) -> Any:
    """Return a value after a journey through JSON."""
    return decode(json.loads(json.dumps(encode(value), allow_nan=False)))


@pytest.mark.parametrize("value", [Anything(), AtMost(1e-6), Given("cube")])
def test_a_stand_in_survives_the_journey(value: Any) -> None:
    """Bring a stand-in back as it was, alone and within a tuple."""
    assert travelled(value) == value
    assert travelled((1, [value])) == (1, [value])


def test_own_survives_the_journey() -> None:
    """Bring back the name, the arguments, the part and the reference."""
    back = travelled(OWN)
    assert (back.name, back.part) == ("halves", 1)
    assert np.array_equal(back.args[0], X)
    assert np.array_equal(back.reference["sum"], [12.0, 18.0])


@pytest.mark.parametrize("got", [None, 3, "text", object(), np.array([np.nan])])
def test_anything_is_right(got: Any) -> None:
    """Accept whatever stands where `Anything` was asked for."""
    assert compare(got, Anything(), EXACT) is None
    assert compare((2.0, got), (2.0, Anything()), EXACT) is None


@pytest.mark.parametrize("got", [0, 0.0, 1e-7, 1e-6, np.float64(1e-9), np.array(1e-8)])
def test_small_numbers_are_right(got: Any) -> None:
    """Accept a number from 0 to the bound."""
    assert compare(got, AtMost(1e-6), EXACT) is None


NOT_SMALL = [
    (2e-6, "value", "right is anything from 0 to 1e-06"),
    (-1e-9, "value", "found -1e-09"),
    (np.nan, "finite", "found nan"),
    (np.inf, "finite", "found inf"),
    (None, "type", "is the `return` missing?"),
    ("small", "type", "a string"),
    ([1e-9], "type", "a list of 1"),
    (np.array([1e-9, 1e-9]), "shape", "one number, not an array"),
]


@pytest.mark.parametrize(("got", "rung", "text"), NOT_SMALL)
def test_what_is_not_small_is_wrong(got: Any, rung: str, text: str) -> None:
    """Stop at the rung at which a number is not small, or not a number."""
    difference = compare(got, AtMost(1e-6), EXACT, "error")
    assert difference is not None
    assert difference.rung == rung
    assert text in difference.text
    assert difference.text.startswith("error: ")


def test_arguments_are_made_afresh() -> None:
    """Hand out copies, the function that is meant, and the reference where there is no own."""
    first, second = (arguments((X, Given("cube"), OWN)) for _ in range(2))
    assert first[0] is not second[0]
    assert first[1] is FUNCTIONS["cube"]
    assert first[2]["sum"] is not second[2]["sum"]
    assert first[2]["sum"].tolist() == [12.0, 18.0]


def test_given_functions_leave_their_input_alone() -> None:
    """Return an array of the input's shape, and change nothing."""
    for name, function in FUNCTIONS.items():
        before = X.copy()
        assert function(before).shape == X.shape, name
        assert np.array_equal(before, X), name
    assert FUNCTIONS["cube"](np.array([2.0])).tolist() == [8.0]
    assert np.allclose(FUNCTIONS["softmax"](X).sum(axis=1), 1)
    assert np.allclose(FUNCTIONS["centred"](X).mean(axis=0), 0)
    assert np.allclose(FUNCTIONS["skew"](X), (X - X.mean(axis=0)) ** 3)
    assert np.allclose(FUNCTIONS["wave"](X), np.sin(X) + X**2)


# a learner's pair: `halves` gives an answer and a cache, `total` takes the cache
TOTAL = Spec("total", ("cache",), (Case("a cache", (OWN,), X.sum(axis=0)),), purity=1.0)
CASE = TOTAL.cases[0]


def total(cache: Any) -> Any:
    """Return the sum that the reference cache holds under its documented key."""
    return cache["sum"] * 1.0


def climbed(function: Any, **names: Any) -> Any:
    """Climb the case with these names in the notebook."""
    return climb(function, CASE, TOTAL, names)


def test_the_learners_own_comes_first() -> None:
    """Use what the learner's own function gives, in whatever layout it is."""
    outcome = climbed(lambda cache: cache[0], halves=lambda X: (X / 2, [X.sum(axis=0)]))
    assert outcome.passed
    assert outcome.remarks == ()


def test_the_own_function_is_called_on_a_copy_of_its_arguments() -> None:
    """Hand the case's own inputs to the learner's function, and keep them whole."""
    seen = []

    def halves(X: Any) -> Any:
        seen.append(X.copy())
        X *= 0
        return X, {"sum": seen[-1].sum(axis=0)}

    assert climbed(total, halves=halves).passed
    assert climbed(total, halves=halves).passed
    assert all(np.array_equal(x, X) for x in seen)


def test_the_reference_comes_second() -> None:
    """Pass on the reference where the learner's own leads nowhere, and say so."""
    outcome = climbed(total, halves=lambda X: (X / 2, {"sum": X.sum(axis=0) + 1}))
    assert outcome.passed
    assert "what a right `halves` hands over" in outcome.remarks[0]


@pytest.mark.parametrize(
    "halves",
    [
        lambda X: 1 / 0,
        lambda X: None,
        lambda X: (X,),
        lambda X: {"sum": 1},
        lambda: None,
        "not a function",
    ],
)
def test_the_reference_stands_in_for_what_is_not_there(halves: Any) -> None:
    """Use the reference where the learner's own function gives no such part."""
    outcome = climbed(total, halves=halves)
    assert outcome.passed
    assert outcome.remarks == ()


def test_a_name_that_is_missing_is_replaced() -> None:
    """Use the reference where the notebook has no such function, or there is no notebook."""
    assert climbed(total).passed
    assert climb(total, CASE, TOTAL).passed


def test_the_better_of_two_failures_counts() -> None:
    """Report the attempt that came further up the ladder."""

    def own_layout(cache: Any) -> Any:
        return cache[0] + 1  # wrong, and stops on the reference's dict

    outcome = climbed(own_layout, halves=lambda X: (X, [X.sum(axis=0)]))
    assert outcome.rung == "value"
    assert climbed(own_layout).rung == "runs"
    assert climbed(lambda cache: cache["sum"] + 1, halves=lambda X: (X, [0])).rung == "value"


def test_a_stub_within_is_told_from_a_stub() -> None:
    """Name the function that is not written yet where another one calls it."""

    def later(cache: Any) -> Any:
        raise NotImplementedError

    def outer(cache: Any) -> Any:
        return later(cache)

    assert climbed(later).rung == "written"
    outcome = climbed(outer)
    assert outcome.rung == "runs"
    assert "calls `later`, which is not written yet" in outcome.text


def test_purity_does_not_look_at_own() -> None:
    """Let a function change what the learner's own code made, and functions that are given."""

    def spoils(cache: Any) -> Any:
        result = cache.pop("sum")
        cache["gone"] = True
        return result

    report = examine(spoils, TOTAL, {"halves": lambda X: (X, {"sum": X.sum(axis=0)})})
    assert report.passed, str(report)
    spec = Spec("apply", ("f", "x"), (Case("a cube", (Given("cube"), X), X**3),), purity=1.0)
    assert examine(lambda f, x: f(x), spec).passed
    assert examine(lambda f, x: f(x.__imul__(1.5) / 1.5), spec).rows[-1].rung == "inputs"
