"""Unit 01, normalizing inputs: `fit_standardizer`, `standardize`, `bowl_condition`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from bnlab.checking.report import PURITY

from ..grading.exercise import Exercise, Misconception, Trial

UNIT = "01_normalizing_inputs"

Array = npt.NDArray[np.float64]


def _scaled(
    rng: np.random.Generator, m: int, n: int, low: float = 1e-2, high: float = 1e3
) -> Array:
    """A batch whose features lie around different centres, with spreads from low to high."""
    spread = np.exp(rng.uniform(np.log(low), np.log(high), n))
    spread[:2] = (low, high)
    centre = spread * rng.uniform(2, 4, n) * rng.choice([-1, 1], n)
    return rng.permuted(centre + spread * rng.standard_normal((m, n)), axis=0)


def _with_constant(rng: np.random.Generator, m: int, n: int) -> Array:
    """A batch in which one feature, not the first, has the same whole number in every row.

    Of a whole number the mean is exact and the spread exactly 0; nine times 6.3 has a spread of
    9e-16 by rounding, which no guard against 0 would see.
    """
    X = _scaled(rng, m, n, 0.1, 10)
    X[:, int(rng.integers(1, n))] = float(rng.integers(2, 9))
    return X


# --- fit_standardizer ---------------------------------------------------------------------


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
        Trial("features on scales from 0.01 to 1000", lambda rng: (_scaled(rng, 12, 4),)),
        Trial("one feature is constant", lambda rng: (_with_constant(rng, 7, 3),)),
        Trial("features with a small spread", lambda rng: (_scaled(rng, 6, 3, 1e-4, 2e-4),)),
        Trial(_FIT_SCALES, lambda rng: (_scaled(rng, 30, 5),), hidden=True, weight=2),
        Trial(_FIT_CONSTANT, lambda rng: (_with_constant(rng, 9, 4),), hidden=True),
        Trial(_FIT_FEW, lambda rng: (_scaled(rng, 3, 4, 0.1, 10),), hidden=True),
        Trial(_FIT_SMALL, lambda rng: (_scaled(rng, 8, 3, 1e-4, 2e-4),), hidden=True),
        Trial(_FIT_SQUARE, lambda rng: (_scaled(rng, 5, 5, 0.1, 10),), hidden=True),
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
            "You averaged along each row, so you have one number an example. Examples are rows "
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


# --- standardize --------------------------------------------------------------------------


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
    old = _scaled(rng, 30, n, low, high)
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


# --- bowl_condition -----------------------------------------------------------------------


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
            "You divide the smallest eigenvalue by the largest. A condition number is 1 for a "
            "round bowl and larger for every other one.",
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
            "You return the largest eigenvalue, which says how steep the bowl is. How long it is "
            "takes both ends: divide by the smallest.",
            "not seen in public code; expected from sharpness, the largest eigenvalue alone "
            "(debcaldarola/fedsam issue #3)",
            _BOWL_SCALES,
            patch=((" / eigenvalues[0]", ""),),
        ),
    ),
    variants=(_bowl_cond, _bowl_ones_first, _bowl_loops, _bowl_float32),
)


def _bowl_data(rng: np.random.Generator, m: int, n: int) -> Array:
    """Features off centre with spreads from a half to five: a bowl that float32 can measure."""
    spread = rng.permutation(np.geomspace(0.5, 5.0, n) if n > 1 else np.array([0.5]))
    centre = spread * rng.uniform(0.8, 1.2, n) * rng.choice([-1, 1], n)
    return np.asarray(centre + spread * rng.standard_normal((m, n)), dtype=np.float64)


def _bowl_correlated(rng: np.random.Generator, m: int, n: int) -> Array:
    """Features of mean 0 and spread 1 that share a common part."""
    X = rng.standard_normal((m, n)) + 1.5 * rng.standard_normal((m, 1))
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0), dtype=np.float64)


EXERCISES = (FIT_STANDARDIZER, STANDARDIZE, BOWL_CONDITION)
