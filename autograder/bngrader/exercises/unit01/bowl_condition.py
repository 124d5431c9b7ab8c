"""`bowl_condition`: how long is the bowl."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...grading.exercise import Exercise, Misconception, Trial
from .data import UNIT, Array


def _bowl_oracle(X: Array) -> float:
    """Squared ratio of the singular values of the data with a column of ones."""
    values = np.linalg.svd(np.hstack([X, np.ones((X.shape[0], 1))]), compute_uv=False)
    return float((values[0] / values[-1]) ** 2)


def _bowl_model(X: Any) -> Any:
    Xb = np.column_stack([X, np.ones(len(X))])
    H = Xb.T @ Xb / (4 * len(X))
    eigenvalues = np.linalg.eigvalsh(H)
    return float(eigenvalues[-1] / eigenvalues[0])


def _bowl_cond(X: Any) -> Any:
    Xb = np.c_[X, np.ones(X.shape[0])]
    return np.linalg.cond(Xb.T @ Xb / 4 / X.shape[0])


def _bowl_ones_first(X: Any) -> Any:
    Xb = np.hstack([np.ones((len(X), 1)), X])
    values, _ = np.linalg.eigh(Xb.T @ Xb)
    return values.max() / values.min()


def _bowl_loops(X: Any) -> Any:
    H: Any = 0
    for x in X:
        xb = np.append(x, 1.0)
        H = H + np.outer(xb, xb) / (4 * len(X))
    values = sorted(abs(v) for v in np.linalg.eigvals(H))
    return np.array(values[-1] / values[0])


def _bowl_float32(X: Any) -> Any:
    Xb = np.column_stack([X, np.ones(len(X))]).astype(np.float32)
    values = np.linalg.eigvalsh(Xb.T @ Xb / (4 * len(X)))
    return float(values[-1] / values[0])


def _bowl_data(rng: np.random.Generator, m: int, n: int) -> Array:
    """Features off centre with spreads from a half to five: a bowl that float32 can measure."""
    spread = rng.permutation(np.geomspace(0.5, 5.0, n) if n > 1 else np.array([0.5]))
    centre = spread * rng.uniform(0.8, 1.2, n) * rng.choice([-1, 1], n)
    return np.asarray(centre + spread * rng.standard_normal((m, n)), dtype=np.float64)


def _bowl_correlated(rng: np.random.Generator, m: int, n: int) -> Array:
    """Features of mean 0 and spread 1 that share a common part."""
    X = rng.standard_normal((m, n)) + 1.5 * rng.standard_normal((m, 1))
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0), dtype=np.float64)


_BOWL_SCALES = "two features on different scales, far from zero"
_BOWL_STANDARD = "features already standardized, with correlation between them"
_BOWL_MANY = "five features"
_BOWL_ONE = "one feature only"

BOWL_CONDITION = Exercise(
    name="bowl_condition",
    unit=UNIT,
    params=("X",),
    oracle=_bowl_oracle,
    model=_bowl_model,
    # float32 loses seven digits less the condition number's two or three; slips lose all digits.
    rtol=2e-3,
    atol=0.0,
    trials=(
        Trial(
            "four wines by hand: two features, one ten times the other",
            lambda rng: (np.array([[1.5, 12], [-0.5, 12], [1.5, -8], [-0.5, -8]]),),
        ),
        Trial("two features on different scales", lambda rng: (_bowl_data(rng, 12, 2),)),
        Trial("three features, off centre", lambda rng: (_bowl_data(rng, 15, 3),)),
        Trial(_BOWL_SCALES, lambda rng: (_bowl_data(rng, 25, 2),), hidden=True, weight=2),
        Trial(_BOWL_STANDARD, lambda rng: (_bowl_correlated(rng, 30, 3),), hidden=True),
        Trial(_BOWL_MANY, lambda rng: (_bowl_data(rng, 40, 5),), hidden=True),
        Trial(_BOWL_ONE, lambda rng: (_bowl_data(rng, 10, 1),), hidden=True),
    ),
    misconceptions=(
        Misconception(
            "no bias column",
            "You left out the column of ones. The bias is a weight too, and a feature that lies "
            "far from zero leans on it: that is why subtracting the mean helps.",
            "ttri1507/Optimization-Ed-5th- chapter_26/26_1.py (no row of ones); "
            "statsmodels/statsmodels issue #6146 (constant left out of a VIF)",
            _BOWL_SCALES,
            patch=(("np.column_stack([X, np.ones(len(X))])", "X"),),
        ),
        Misconception(
            "upside down",
            "You divide a small eigenvalue by a large one. A condition number is 1 for a round "
            "bowl and larger for every other one. `eigvalsh` sorts upwards, `eigvals` not at all.",
            "not seen in public code; expected from eigenvalues sorted upwards, singular values "
            "downwards (pytorch/pytorch issue #58034)",
            _BOWL_SCALES,
            patch=(("eigenvalues[-1] / eigenvalues[0]", "eigenvalues[0] / eigenvalues[-1]"),),
        ),
        Misconception(
            "condition of the data",
            "That is the condition number of the data matrix. The bowl's is its square: take the "
            "eigenvalues of the Hessian `H`.",
            "MRtrix3/mrtrix3 issue #2351 (design matrix for moment matrix); "
            "statsmodels/statsmodels issue #7938 (with or without a root)",
            _BOWL_SCALES,
            patch=(
                ("eigenvalues[-1] / eigenvalues[0]", "np.sqrt(eigenvalues[-1] / eigenvalues[0])"),
            ),
        ),
        Misconception(
            "standardized first",
            "You standardize the data inside. Then every bowl looks round, and there is nothing "
            "left to compare: measure the data as they come.",
            "statsmodels/statsmodels issue #9301 asks for the condition number of standardized "
            "data",
            _BOWL_SCALES,
            patch=(
                (
                    "np.column_stack([X, np.ones(len(X))])",
                    "np.column_stack([(X - X.mean(axis=0)) / X.std(axis=0), np.ones(len(X))])",
                ),
            ),
        ),
        Misconception(
            "centred first",
            "You subtract the mean inside. How far the data lie from zero is part of what makes "
            "the bowl long: measure the data as they come.",
            "statsmodels/statsmodels issue #2376 (to centre or not); MRtrix3/mrtrix3 issue "
            "#2275 (data not demeaned, large condition number)",
            _BOWL_SCALES,
            patch=(
                (
                    "np.column_stack([X, np.ones(len(X))])",
                    "np.column_stack([X - X.mean(axis=0), np.ones(len(X))])",
                ),
            ),
        ),
        Misconception(
            "largest only",
            "To three digits your answer is the largest eigenvalue, which says how steep the bowl "
            "is. How long it is takes both ends: divide by the smallest.",
            "not seen in public code; expected from sharpness, the largest eigenvalue alone "
            "(debcaldarola/fedsam issue #3)",
            _BOWL_SCALES,
            patch=((" / eigenvalues[0]", ""),),
        ),
    ),
    variants=(_bowl_cond, _bowl_ones_first, _bowl_loops, _bowl_float32),
)
