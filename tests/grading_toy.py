"""A toy exercise as an author writes one: the mean of each column."""

from __future__ import annotations

from typing import Any

import numpy as np
from bngrader.grading.exercise import Exercise, Misconception, Trial
from bnlab.checking.report import PURITY

SECRET = b"a secret that is long enough for a test"
OTHER_SECRET = b"another one, which is as long as that is"


def _oracle(X: Any) -> Any:
    """Return the mean of each column, by another way than the model."""
    return np.einsum("ij->j", X) / X.shape[0]


def _model(X: Any) -> Any:
    """Return the mean of each column.

    This docstring says / len(X) as the code does.
    """
    total = X.sum(axis=0)
    return total / len(X)


def _loops(X: Any) -> Any:
    return np.array([sum(column) / len(column) for column in X.T])


MEANS = Exercise(
    name="means",
    unit="00_toy",
    params=("X",),
    oracle=_oracle,
    model=_model,
    trials=(
        Trial("two rows by hand", lambda rng: (np.array([[1.0, 10, 7], [3, 50, 7]]),)),
        Trial("numbers", lambda rng: (rng.normal(5, 2, (6, 3)),)),
        Trial("a tall batch", lambda rng: (rng.normal(5, 2, (9, 4)),), hidden=True, weight=2),
        Trial("as many rows as columns", lambda rng: (rng.normal(5, 2, (4, 4)),), hidden=True),
    ),
    misconceptions=(
        Misconception("sum", "Divide.", "a toy", "a tall batch", patch=((" / len(X)", ""),)),
        Misconception("rows", "Use axis=0.", "a toy", "a tall batch", patch=(("=0", "=1"),)),
        Misconception(
            "late", "All of the rows.", "a toy", "a tall batch", patch=(("X.sum", "X[1:].sum"),)
        ),
        Misconception(
            "twice the sum",
            "Do not double.",
            "a toy",
            "a tall batch",
            patch=((" / len(X)", " * 2"),),
        ),
        Misconception(
            "in place",
            "Work on a copy.",
            "a toy",
            PURITY,
            code="def any_name(X):\n    X /= len(X)\n    return X.sum(axis=0)\n",
        ),
    ),
    variants=(_loops, "def means(X):\n    return np.average(X, axis=0)\n"),
)
