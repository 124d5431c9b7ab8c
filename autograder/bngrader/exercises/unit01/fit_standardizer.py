"""`fit_standardizer`: the mean and the spread of each feature."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...grading.exercise import Exercise, Misconception, Trial
from .data import UNIT, Array, scaled, with_constant


def _fit_oracle(X: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of each column, in two passes."""
    mu = np.add.reduce(X, axis=0, dtype=np.float64) / X.shape[0]
    centred = np.asarray(X, dtype=np.float64) - mu
    return mu, np.sqrt(np.einsum("ij,ij->j", centred, centred) / X.shape[0])


def _fit_model(X: Any) -> Any:
    mu = X.mean(axis=0)
    sigma = np.sqrt(((X - mu) ** 2).sum(axis=0) / len(X))
    return mu, sigma


def _fit_numpy(X: Any) -> Any:
    return np.mean(X, axis=0), np.std(X, axis=0)


def _fit_loops(X: Any) -> Any:
    m, n = X.shape
    mu, sigma = np.zeros(n), np.zeros(n)
    for j in range(n):
        mu[j] = sum(X[i, j] for i in range(m)) / m
        sigma[j] = (sum((X[i, j] - mu[j]) ** 2 for i in range(m)) / m) ** 0.5
    return mu, sigma


def _fit_keepdims(X: Any) -> Any:
    return X.mean(axis=0, keepdims=True), X.std(axis=0, keepdims=True)


def _fit_float32(X: Any) -> Any:
    X = X.astype(np.float32)
    return X.mean(axis=0), X.std(axis=0)


def _fit_transposed(X: Any) -> Any:
    columns = X.T
    mu = np.array([column.mean() for column in columns])
    return [mu, np.array([np.linalg.norm(c - c.mean()) / np.sqrt(c.size) for c in columns])]


_FIT_BY_HAND = "five rows and two features, small enough to check by hand"
_FIT_SCALES = "features on scales from 0.01 to 1000, far from zero"
_FIT_CONSTANT = "a batch in which one feature is constant"
_FIT_FEW = "three rows only, where dividing by m − 1 shows"
_FIT_SMALL = "features with a spread of a ten-thousandth"
_FIT_SQUARE = "as many rows as features, where a wrong axis keeps its shape"

FIT_STANDARDIZER = Exercise(
    name="fit_standardizer",
    unit=UNIT,
    params=("X",),
    parts=("mu", "sigma"),
    oracle=_fit_oracle,
    model=_fit_model,
    # Right answers agree to 1e-15; the slips that cost marks are off by 1e-4 and more.
    rtol=1e-5,
    atol=1e-12,
    trials=(
        Trial(
            _FIT_BY_HAND,
            lambda rng: (np.array([[1.0, 10], [2, 30], [3, 20], [4, 50], [5, 40]]),),
        ),
        Trial("features on scales from 0.01 to 1000", lambda rng: (scaled(rng, 12, 4),)),
        Trial("one feature is constant", lambda rng: (with_constant(rng, 7, 3),)),
        Trial("features with a small spread", lambda rng: (scaled(rng, 6, 3, 1e-4, 2e-4),)),
        Trial(_FIT_SCALES, lambda rng: (scaled(rng, 30, 5),), hidden=True, weight=2),
        Trial(_FIT_CONSTANT, lambda rng: (with_constant(rng, 9, 4),), hidden=True),
        Trial(_FIT_FEW, lambda rng: (scaled(rng, 3, 4, 0.1, 10),), hidden=True),
        Trial(_FIT_SMALL, lambda rng: (scaled(rng, 8, 3, 1e-4, 2e-4),), hidden=True),
        Trial(_FIT_SQUARE, lambda rng: (scaled(rng, 5, 5, 0.1, 10),), hidden=True),
    ),
    misconceptions=(
        Misconception(
            "no axis",
            "Your `mu` and `sigma` are one number for all features together. Each feature needs "
            "its own: tell NumPy to average over the rows, with `axis=0`.",
            "theislab/moscot issue #698: coordinates standardized by one mean and one spread; "
            "also home-made scaler classes in public code",
            _FIT_SCALES,
            patch=(
                ("X.mean(axis=0)", "X.mean()"),
                (".sum(axis=0) / len(X)", ".sum() / X.size"),
            ),
        ),
        Misconception(
            "axis of the examples",
            "You averaged along each row, so you have one number per example. Examples are rows "
            "here and features are columns: `axis=0` runs down the rows.",
            "EpistasisLab/scikit-rebate pull request #20: pre-normalization ran over rows; the "
            "lectures keep examples in columns",
            _FIT_SQUARE,
            patch=(
                ("X.mean(axis=0)", "X.mean(axis=1)"),
                ("(X - mu)", "(X.T - mu).T"),
                (".sum(axis=0) / len(X)", ".sum(axis=1) / X.shape[1]"),
            ),
        ),
        Misconception(
            "swapped",
            "You return `(sigma, mu)`; the order asked for is `(mu, sigma)`.",
            "predictive-clinical-neuroscience/PCNtoolkit issue #89: the deviation passed as the "
            "mean, the mean as the deviation",
            _FIT_SCALES,
            patch=(("return mu, sigma", "return sigma, mu"),),
        ),
        Misconception(
            "variance for standard deviation",
            "Your `sigma` is the variance, the square of the standard deviation. Take its root.",
            "mwaskom/seaborn pull request #650 (z-score); tensorflow/tensorflow issue #48039; "
            "mbadry1/DeepLearning.ai-Summary issue #183",
            _FIT_SCALES,
            patch=(("np.sqrt((", "(("),),
        ),
        Misconception(
            "not centred",
            "Your `sigma` measures the distance from zero, not from the mean: subtract `mu` "
            "before you square.",
            "gmpassos/statistics issue #3: root of the mean square; the lectures' line for the "
            "variance presumes data already centred",
            _FIT_SCALES,
            patch=(("(X - mu) ** 2", "X**2"),),
        ),
        Misconception(
            "sum for mean",
            "You add up the squares and do not divide by the number of rows, so `sigma` grows "
            "with every example that you add.",
            "pgte/moving-average issue #2: variance not divided by the number of samples; "
            "lecture material on batch norm has the bare sum",
            _FIT_SCALES,
            patch=((" / len(X)", ""),),
        ),
        Misconception(
            "ddof = 1",
            "You divide by m − 1. That is the sample variance, the default of pandas and of "
            "`torch.std`; here, as in batch norm, divide by m (`ddof=0`).",
            "numpy/numpy issue #9230, scikit-learn/scikit-learn issue #7757: z-scores unlike "
            "those of R, pandas, MATLAB; Karpathy's makemore lecture",
            _FIT_FEW,
            patch=(("/ len(X)", "/ (len(X) - 1)"),),
        ),
        Misconception(
            "range for spread",
            "Your `sigma` is the range, largest minus smallest. The spread asked for is the "
            "standard deviation, which a single odd wine cannot stretch as far.",
            "rougier/numpy-100 issue #67 (range or deviation?); "
            "fengdu78/Coursera-ML-AndrewNg-Notes issue #17 (either allowed)",
            _FIT_SCALES,
            patch=(
                ("np.sqrt(((X - mu) ** 2).sum(axis=0) / len(X))", "X.max(axis=0) - X.min(axis=0)"),
            ),
        ),
        Misconception(
            "guarded here",
            "You report a spread of 1 for a feature that has none. A measurement should say what "
            "it found, 0; the guard against dividing by it belongs in `standardize`.",
            "ai2cm/fv3net pull request #639 sets the std of constant features to 1 in fit; "
            "scikit-learn/scikit-learn issue #35018 on `scale_`",
            _FIT_CONSTANT,
            patch=(("return mu, sigma", "sigma[sigma == 0] = 1\n    return mu, sigma"),),
        ),
        Misconception(
            "epsilon in sigma",
            "You add a small number to `sigma`. On a feature with a spread of a ten-thousandth it "
            "is no longer small; report the spread as it is.",
            "public code search: `std(axis=0) + 1e-8` stored as the fitted spread in three "
            "home-made scalers, repositories not named",
            _FIT_SMALL,
            patch=(("return mu, sigma", "return mu, sigma + 1e-8"),),
        ),
    ),
    variants=(_fit_numpy, _fit_loops, _fit_keepdims, _fit_float32, _fit_transposed),
)
