"""`standardize`: features moved and scaled by statistics that are given."""

from __future__ import annotations

from typing import Any

import numpy as np
from bnlab.checking.report import PURITY

from ...grading.exercise import Exercise, Misconception, Trial
from .data import UNIT, Array, scaled


def _standardize_oracle(X: Array, mu: Array, sigma: Array) -> Array:
    """Each feature minus its mean, over its spread where it has one."""
    return np.asarray((X - mu) / np.array([s if s else 1.0 for s in sigma]), dtype=np.float64)


def _standardize_model(X: Any, mu: Any, sigma: Any) -> Any:
    spread = np.where(sigma == 0, 1, sigma)
    return (X - mu) / spread


def _standardize_loops(X: Any, mu: Any, sigma: Any) -> Any:
    Z = X.copy()
    for row in Z:
        for j in range(len(row)):
            row[j] = row[j] - mu[j]
            if sigma[j] > 0:
                row[j] = row[j] / sigma[j]
    return Z


def _standardize_where(X: Any, mu: Any, sigma: Any) -> Any:
    Z = X - mu
    return np.divide(Z, sigma, out=Z.copy(), where=sigma != 0)


def _standardize_copied(X: Any, mu: Any, sigma: Any) -> Any:
    sigma = sigma.copy()
    sigma[sigma == 0] = 1.0
    return np.stack([(x - mu) / sigma for x in X])


def _standardize_float32(X: Any, mu: Any, sigma: Any) -> Any:
    spread = np.where(sigma == 0, 1, sigma)
    return ((X - mu) / spread).astype(np.float32)


def _standardize_matrix(X: Any, mu: Any, sigma: Any) -> Any:
    return (X - mu) @ np.diag([1 / s if s else 1.0 for s in sigma])


def _old_and_new(
    rng: np.random.Generator, m: int, n: int, low: float = 1e-2, high: float = 1e3
) -> tuple[Array, Array, Array]:
    """New data, and the statistics of other data: shifted and spread otherwise."""
    old = scaled(rng, 30, n, low, high)
    mu, sigma = old.mean(axis=0), old.std(axis=0)
    new = mu + sigma * (rng.uniform(0.5, 1.5, n) + rng.uniform(0.6, 0.8) * rng.normal(size=(m, n)))
    return new, mu, sigma


def _constant_in_training(rng: np.random.Generator, m: int, n: int) -> tuple[Array, Array, Array]:
    """New data in which a feature moves that had one value in the old data."""
    new, mu, sigma = _old_and_new(rng, m, n, 1e-2, 10)
    j = int(rng.integers(1, n))
    mu[j], sigma[j] = float(rng.integers(2, 9)), 0.0
    new[:, j] = mu[j] + rng.choice([-1.0, 1.0, 2.0], m)
    new[0, j] = mu[j]
    return new, mu, sigma


_STD_HAND = "three rows and two features, with given statistics"
_STD_SHIFTED = "new data that lie elsewhere than the old, scales from 0.01 to 1000"
_STD_ONE = "one example alone, of shape (1, n)"
_STD_CONSTANT = "a feature that was constant in training and moves now"
_STD_SMALL = "features with a spread of a thousandth"
_STD_SQUARE = "as many rows as features"

STANDARDIZE = Exercise(
    name="standardize",
    unit=UNIT,
    params=("X", "mu", "sigma"),
    oracle=_standardize_oracle,
    model=_standardize_model,
    # Wide enough that 1e-8 added to a spread of 0.01 costs nothing where it changes nothing.
    rtol=1e-4,
    atol=1e-11,
    trials=(
        Trial(
            _STD_HAND,
            lambda rng: (
                np.array([[1.0, 10], [2, 30], [6, 20]]),
                np.array([2.0, 25.0]),
                np.array([0.5, 10.0]),
            ),
        ),
        Trial("new data with the statistics of old data", lambda rng: _old_and_new(rng, 6, 3)),
        Trial(
            "a feature that was constant in training", lambda rng: _constant_in_training(rng, 5, 3)
        ),
        Trial("one example alone", lambda rng: _old_and_new(rng, 1, 3, 1e-3, 1)),
        Trial(_STD_SHIFTED, lambda rng: _old_and_new(rng, 20, 5), hidden=True, weight=2),
        Trial(_STD_ONE, lambda rng: _old_and_new(rng, 1, 4), hidden=True),
        Trial(
            _STD_CONSTANT, lambda rng: _constant_in_training(rng, 6, 4), hidden=True, weight=1.5
        ),
        Trial(_STD_SMALL, lambda rng: _old_and_new(rng, 8, 3, 1e-3, 2e-3), hidden=True),
        Trial(_STD_SQUARE, lambda rng: _old_and_new(rng, 5, 5, 0.1, 10), hidden=True),
    ),
    purity=1.0,
    misconceptions=(
        Misconception(
            "own statistics",
            "You measured `X` itself and left the given `mu` and `sigma` unused. New data must be "
            "moved and scaled exactly as the old were, or the model meets a different language.",
            "campusx-official/100-days-of-machine-learning issue #75, "
            "MLEveryday/100-Days-Of-ML-Code issue #113: `fit_transform` on test data",
            _STD_SHIFTED,
            patch=(
                ("spread = np.", "mu, sigma = X.mean(axis=0), X.std(axis=0)\n    spread = np."),
            ),
        ),
        Misconception(
            "missing parentheses",
            "`X - mu / sigma` divides only `mu`: division binds more tightly than minus. "
            "Put `X - mu` in parentheses.",
            "public code search: `x - x.mean(axis=0) / x.std(axis=0)` in nine files, among them "
            "a perceptron on iris and slides on Dask",
            _STD_SHIFTED,
            patch=(("(X - mu) / spread", "X - mu / spread"),),
        ),
        Misconception(
            "not centred",
            "You divide and never subtract `mu`: the spread is right and the centre is not 0.",
            "bpietraga/coursera-mathematics-for-ml-pca pull request #2 (a course's normalize); "
            "soda-inria/nanotabicl issue #2",
            _STD_SHIFTED,
            patch=(("(X - mu)", "X"),),
        ),
        Misconception(
            "not scaled",
            "You subtract `mu` and never divide by `sigma`: the centre is right and the "
            "features still have spreads of their own.",
            "bearpaw/pytorch-pose issue #99: colours are centred and never divided, though "
            "`std` is an argument",
            _STD_SHIFTED,
            patch=((" / spread", ""),),
        ),
        Misconception(
            "variance for standard deviation",
            "You divide by `sigma` squared. The units give it away: centimetres over centimetres "
            "is a plain number, centimetres over square centimetres is not. Divide by `sigma`.",
            "rinuboney/ladder issue #17 and joshday/OnlineStats.jl issue #15; lecture slides "
            "and a transcript divide by σ² too",
            _STD_SHIFTED,
            patch=((" / spread", " / spread**2"),),
        ),
        Misconception(
            "multiplied",
            "You multiply by the spread: large features become larger still. Divide.",
            "gabrieltseng/solar-panel-segmentation issue #10: the centred image times the "
            "deviation",
            _STD_SHIFTED,
            patch=((" / spread", " * spread"),),
        ),
        Misconception(
            "no guard",
            "A feature with `sigma` 0 makes you divide by zero, and the NaN or infinity spreads "
            "to everything that touches it. Where `sigma` is 0, divide by 1.",
            "keras-team/keras issue #1880 (on MNIST), Project-MONAI/MONAI issue #1092, "
            "mllam/neural-lam issue #136: NaN",
            _STD_CONSTANT,
            patch=(("np.where(sigma == 0, 1, sigma)", "sigma"),),
        ),
        Misconception(
            "epsilon for guard",
            "You add a small number to `sigma`. A feature that was constant in training and moves "
            "by 1 now comes out as 100 million. Where `sigma` is 0, divide by 1.",
            "vanvalenlab/deepcell-toolbox pull request #72; keplr-io/quiver pull request #56, "
            "whose review warns of the huge number",
            _STD_CONSTANT,
            patch=(("np.where(sigma == 0, 1, sigma)", "sigma + 1e-8"),),
        ),
        Misconception(
            "nan patched over",
            "You divide by zero first and tidy up with `nan_to_num`, which turns infinity into "
            "the largest number there is, 1.8e308. Guard before you divide.",
            "KamitaniLab/bdpy pull request #110: infinity and NaN replaced after the division; "
            "`nan_to_num` round z-scores in public code",
            _STD_CONSTANT,
            code="""
def standardize(X, mu, sigma):
    with np.errstate(all="ignore"):
        return np.nan_to_num((X - mu) / sigma)
""",
        ),
        Misconception(
            "in place",
            "You work in place (`X -= mu`), which changes the data of whoever called you.",
            "ScrollPrize/villa pull request #1446 and pytorch/vision issue #517: normalizing "
            "changed the caller's array",
            PURITY,
            code="""
def standardize(X, mu, sigma):
    X -= mu
    X /= np.where(sigma == 0, 1, sigma)
    return X
""",
        ),
        Misconception(
            "sigma overwritten",
            "`sigma[sigma == 0] = 1` changes the array of whoever called you; write into a copy.",
            "public code search: an `apply(X, mu, sigma)` that writes 1 into the sigma it was "
            "given; scikit-learn copies it first",
            PURITY,
            patch=(
                ("spread = np.where(sigma == 0, 1, sigma)", "sigma[sigma == 0] = 1"),
                ("/ spread", "/ sigma"),
            ),
        ),
    ),
    variants=(
        _standardize_loops,
        _standardize_where,
        _standardize_copied,
        _standardize_float32,
        _standardize_matrix,
    ),
)
