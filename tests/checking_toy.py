"""A toy exercise for the tests of the checking engine: the mean of each column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from bnlab.checking.spec import Case, Spec, Wrong

Function = Callable[..., Any]

FIRST = np.array([[1.0, 10.0, 7.0], [3.0, 50.0, 7.0]])
SECOND = np.array([[1.0, 2.0, 0.5], [3.0, 5.0, 0.25], [8.0, 11.0, 4.5], [1.0, 1.0, 1.0]])
SAYS = {
    "sum": "You add up and do not divide.",
    "rows": "You averaged along each row.",
    "late": "You left out the first row.",
}


def means(X: Any) -> Any:
    """Return the right answer."""
    return X.mean(axis=0)


WRONG: dict[tuple[str, ...], Function] = {
    ("sum",): lambda X: X.sum(axis=0),
    ("rows",): lambda X: X.mean(axis=1),
    ("late",): lambda X: X[1:].mean(axis=0),
    ("sum", "rows"): lambda X: X.sum(axis=1),
    ("sum", "late"): lambda X: X[1:].sum(axis=0),
}


def means_spec(hidden: bool = False, purity: float = 0.5) -> Spec:
    """Return the spec of `means`, whose function has one parameter and returns one array."""
    cases = []
    for name, X in (("two rows", FIRST), ("four rows", SECOND)):
        wrong = tuple(
            Wrong(keys, answer(X))
            for keys, answer in WRONG.items()
            if np.shape(answer(X)) != (3,) or not np.allclose(answer(X), means(X))
        )
        cases.append(Case(name, (X,), means(X), wrong=wrong))
    return Spec("means", ("X",), tuple(cases), says=SAYS, purity=purity, hidden=hidden)


def range_spec(hidden: bool = False) -> Spec:
    """Return the spec of `ends`, which returns two numbers, the smallest and the largest."""
    x = np.array([4.0, 2.0, 9.0])
    case = Case("three numbers", (x,), (2.0, 9.0))
    return Spec("ends", ("x",), (case,), parts=("low", "high"), hidden=hidden)
