"""The toy unit's one exercise, defined as the course's own are."""

from __future__ import annotations

from typing import Any

import numpy as np
from bngrader.grading.exercise import Exercise, Misconception, Trial


def _oracle(x: Any) -> Any:
    return np.asarray(x, dtype=np.float64) - np.add.reduce(x) / len(x)


def _model(x: Any) -> Any:
    return x - x.mean()


def _loops(x: Any) -> Any:
    mean = sum(x) / len(x)
    return np.array([value - mean for value in x])


CENTRE = Exercise(
    name="centre",
    unit="01_toy",
    params=("x",),
    oracle=_oracle,
    model=_model,
    trials=(
        Trial("four numbers", lambda rng: (np.array([1.0, 2.0, 3.0, 6.0]),)),
        Trial("numbers far from zero", lambda rng: (rng.normal(50, 3, 7),), hidden=True),
    ),
    misconceptions=(
        Misconception(
            "median",
            "You took away the median; the mean is asked for.",
            "made up for the toy",
            "numbers far from zero",
            code="def centre(x):\n    import numpy as np\n    return x - np.median(x)",
        ),
    ),
    variants=(_loops,),
)
