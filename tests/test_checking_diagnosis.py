"""Tests of `bnlab.checking.diagnosis`: which known mistake explains what came back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from bnlab.checking.diagnosis import advice, known_mistake, looks_like, resemblance
from bnlab.checking.ladder import climb
from bnlab.checking.spec import Case, Spec, Wrong
from checking_toy import WRONG, means, means_spec

SPEC = means_spec()


def told(function: Callable[..., Any], spec: Spec = SPEC) -> tuple[str, ...]:
    """Return the mistake that is recognised."""
    return known_mistake([climb(function, case, spec) for case in spec.cases], spec)


@pytest.mark.parametrize("keys", WRONG)
def test_each_mistake_is_recognised(keys: tuple[str, ...]) -> None:
    """Name the mistake, or the two together with the more important one first."""
    assert told(WRONG[keys]) == keys


def test_right_and_unknown_answers_name_no_mistake() -> None:
    """Blame nobody for a mistake that does not fit."""
    assert told(means) == ()
    assert told(lambda X: X.mean(axis=0) + 17) == ()
    assert told(lambda X: None) == ()
    assert told(lambda X: X.nothing) == ()


def test_a_mistake_in_float32_is_recognised() -> None:
    """Recognise a mistake made in single precision."""
    assert told(lambda X: X.sum(axis=0).astype(np.float32)) == ("sum",)


def test_what_explains_more_cases_wins() -> None:
    """Prefer the mistake that explains all failed cases over one that explains some."""

    def mixed(X: Any) -> Any:
        return X.sum(axis=0) if len(X) == 2 else X[1:].mean(axis=0)

    assert len(told(mixed)) == 1
    both = Wrong(("rows",), mixed(SPEC.cases[0].args[0]))
    other = Wrong(("rows",), mixed(SPEC.cases[1].args[0]))
    cases = (
        dataclasses.replace(SPEC.cases[0], wrong=(*SPEC.cases[0].wrong, both)),
        dataclasses.replace(SPEC.cases[1], wrong=(*SPEC.cases[1].wrong, other)),
    )
    assert told(mixed, dataclasses.replace(SPEC, cases=cases)) == ("rows",)


def test_the_first_of_two_that_fit_alike_is_told() -> None:
    """Take the exercise's own order where two mistakes look the same."""
    case = dataclasses.replace(SPEC.cases[0], wrong=(Wrong(("late",), 5.0), Wrong(("sum",), 5.0)))
    assert told(lambda X: 5.0, dataclasses.replace(SPEC, cases=(case,))) == ("sum",)


def test_one_mistake_is_told_before_two() -> None:
    """Prefer one mistake alone where two together would explain no more."""
    wrong = (Wrong(("sum", "late"), 5.0), Wrong(("late",), 5.0))
    case = dataclasses.replace(SPEC.cases[0], wrong=wrong)
    assert told(lambda X: 5.0, dataclasses.replace(SPEC, cases=(case,))) == ("late",)


def stopping_spec() -> Spec:
    """Return a spec in which one mistake stops with an exception."""
    try:
        np.ones((2, 3)) @ np.ones((2, 3))
    except ValueError as error:
        words = str(error)
    case = dataclasses.replace(
        SPEC.cases[0], wrong=(Wrong(("rows",), raises=f"ValueError: {words}"),)
    )
    return dataclasses.replace(SPEC, cases=(case,))


def test_a_mistake_that_stops_is_recognised_by_its_words() -> None:
    """Recognise an exception that says the same as the known mistake's."""
    assert told(lambda X: X @ X, stopping_spec()) == ("rows",)


@pytest.mark.parametrize(
    "function",
    [
        lambda X: int("three"),
        lambda X: X.reshape(5),
        lambda X: X.nothing,
        lambda X: np.ones(2) + np.ones(3),
        lambda X: None,
    ],
)
def test_another_exception_of_the_same_type_is_no_evidence(
    function: Callable[..., Any],
) -> None:
    """Tell nobody of a mistake just because both end in, say, a ValueError."""
    assert told(function, stopping_spec()) == ()


SQUARE = np.array([[1.0, 2.0], [3.0, 4.5]])


@pytest.mark.parametrize(
    ("right", "answer", "words"),
    [
        (SQUARE, SQUARE * 3, "off by the same factor 3"),
        (SQUARE, -SQUARE, "the right size and the wrong sign"),
        (SQUARE, SQUARE + 2, "off by the same amount, 2"),
        (SQUARE, SQUARE**2, "the square of the right one"),
        (SQUARE, SQUARE**0.5, "the square root of the right one"),
        (SQUARE, SQUARE.T, "transposed"),
        (SQUARE, SQUARE + np.eye(2)[1], "column 1 is off and the others are right"),
        (SQUARE, SQUARE + np.eye(2), ""),
        (np.array([0.0, 2.0, 3.0, 4.0]), np.array([0.0, 4.0, 6.0, 8.0]), "same factor 2"),
        (2.0, 4.0, ""),
        (SQUARE * 1e200, -SQUARE * 1e200, "the wrong sign"),
        (SQUARE * 1e200, SQUARE * 3e307, "same factor"),
        (SQUARE, SQUARE * np.inf, ""),
        (SQUARE, "no", ""),
        (SQUARE, SQUARE, ""),
    ],
)
def test_says_how_a_wrong_answer_resembles_the_right_one(
    right: Any, answer: Any, words: str
) -> None:
    """Find the plain relation between what came back and what was asked, or say nothing."""
    case = Case("one", (0,), right)
    outcome = climb(lambda x: answer, case, Spec("f", ("x",), (case,)))
    with np.errstate(all="raise"):
        found = resemblance(outcome)
    assert words in found
    assert bool(words) == bool(found)


@pytest.mark.parametrize("answer", [SQUARE * 3, SQUARE + 2, SQUARE + np.eye(2)[1]])
def test_hidden_numbers_stay_hidden(answer: Any) -> None:
    """Say the relation without its numbers where the case is hidden."""
    case = Case("one", (0,), SQUARE)
    outcome = climb(lambda x: answer, case, Spec("f", ("x",), (case,)))
    found = resemblance(outcome, numbers=False)
    assert found
    assert not any(character.isdigit() for character in found)


def test_names_the_part_that_is_meant() -> None:
    """Say which of several values the resemblance is about."""
    case = Case("one", (0,), (SQUARE, SQUARE))
    spec = Spec("f", ("x",), (case,), parts=("mu", "sigma"))
    outcome = climb(lambda x: (SQUARE, SQUARE**2), case, spec)
    assert resemblance(outcome).startswith("sigma: every value is the square")


def test_each_part_has_a_resemblance_of_its_own() -> None:
    """Look at every part that is off, not at the first alone."""
    case = Case("one", (0,), (SQUARE, SQUARE))
    spec = Spec("f", ("x",), (case,), parts=("mu", "sigma"))
    outcome = climb(lambda x: (2 * SQUARE, 3 * SQUARE), case, spec)
    says = "mu: every value is off by the same factor 2; sigma: every value is off by the same"
    assert resemblance(outcome, parts=spec.parts) == f"{says} factor 3"


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda: bool(np.zeros(2) == 0), "np.where"),
        (lambda: max(np.zeros(2), 1.0), "`max`"),
        (lambda: eval("np.zeros(2).shape[1]"), "np.ndindex"),
        (lambda: np.zeros((2, 3)) + np.zeros(2), "shapes from the right"),
        (lambda: np.zeros((2, 3)) @ np.zeros((2, 3)), "transpose"),
        (lambda: eval("sigmma"), "misspelled"),
        (lambda: eval("2(3)"), "`*` missing"),
        (lambda: eval("[1.0].mean()"), "a list where an array"),
        (lambda: 1 / 0, ""),
    ],
)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_gives_advice_on_the_commonest_exceptions(slip: Callable[[], Any], words: str) -> None:
    """Say what to do about what Python says, and nothing about rarer things."""
    with pytest.raises(Exception) as stopped:  # noqa: PT011 - each row raises another kind
        slip()
    says = advice(stopped.value)
    assert (words in says) if words else says == ""
    assert advice(None) == ""


def test_gives_advice_on_a_local_name_without_a_value() -> None:
    """Explain Python's own words for a local variable that has no value yet."""
    names: dict[str, Any] = {}
    exec("def late():\n    found = early + 1\n    early = 1\n    return found", names)
    with pytest.raises(UnboundLocalError) as stopped:
        names["late"]()
    assert "further down" in advice(stopped.value)


def test_names_no_mistake_that_is_mostly_contradicted() -> None:
    """Leave a mistake unnamed that fits one case by chance and speaks against all others."""
    third = dataclasses.replace(SPEC.cases[1], name="four rows again")
    spec = dataclasses.replace(SPEC, cases=(*SPEC.cases, third))
    assert told(lambda X: X.sum(axis=0), spec) == ("sum",)
    assert told(lambda X: X.sum(axis=0) if len(X) == 2 else X.mean(axis=0) + 1, spec) == ()


def test_numbers_are_looked_at_alone() -> None:
    """Say how numbers resemble others, without a case around them."""
    right = np.array([1.0, 2.0, 4.0])
    assert looks_like(2 * right, right) == "every value is off by the same factor 2"
    assert looks_like(2 * right, right, numbers=False) == "every value is off by the same factor"
    assert looks_like([1.0, 9.0, 2.0], right) == ""
    assert looks_like([np.nan, 1.0, 2.0], right) == ""


def test_no_factor_is_named_that_would_read_as_1() -> None:
    """Say nothing of a factor so near to 1 that four digits do not show it."""
    right = np.array([1.0, 2.0, 4.0])
    assert looks_like(right * (1 + 1e-6), right) == ""
