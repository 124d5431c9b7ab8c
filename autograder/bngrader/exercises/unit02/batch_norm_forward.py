"""`batch_norm_forward`: the four equations, and what the backward pass will need."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from bnlab.batches import small
from bnlab.checking.report import PURITY, REMARK
from bnlab.checking.stand_ins import Anything

from ...grading.exercise import Exercise, Misconception, Trial
from .data import UNIT, Array, Batch, batch, batch_of_one, batch_with_constant


def _forward_oracle(z: Array, gamma: Array, beta: Array, eps: float) -> tuple[Array, Anything]:
    """Each unit by itself, with sums that are exact to the last bit (`math.fsum`)."""
    m, n = z.shape
    z_tilde = np.empty((m, n))
    for j in range(n):
        mean = math.fsum(z[:, j]) / m
        gaps = [float(value) - mean for value in z[:, j]]
        std = math.sqrt(math.fsum(gap * gap for gap in gaps) / m + eps)
        z_tilde[:, j] = [gamma[j] * (gap / std) + beta[j] for gap in gaps]
    return z_tilde, Anything()


def _forward_steps() -> dict[str, Array]:
    """What stands between z and z_tilde on the unit's small batch."""
    b = small()
    mu, var = b.z.mean(axis=0), b.z.var(axis=0)
    std = np.sqrt(var + b.eps)
    z_norm = (b.z - mu) / std
    z_tilde = _forward_oracle(b.z, b.gamma, b.beta, b.eps)[0]
    return {"mu": mu, "var": var, "std": std, "z_norm": z_norm, "z_tilde": z_tilde}


def _forward_model(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    mu = z.mean(axis=0)
    centred = z - mu
    var = (centred**2).sum(axis=0) / len(z)
    std = np.sqrt(var + eps)
    z_norm = centred / std
    z_tilde = gamma * z_norm + beta
    cache = {"z_norm": z_norm, "std": std, "gamma": gamma}
    return z_tilde, cache


def _forward_numpy(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    std = np.sqrt(np.var(z, axis=0) + eps)
    z_norm = (z - np.mean(z, axis=0)) / std
    return gamma * z_norm + beta, {"z_norm": z_norm, "std": std, "gamma": gamma}


def _forward_loops(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    m, n = z.shape
    z_norm, std = np.zeros((m, n)), np.zeros(n)
    for j in range(n):
        mu = sum(z[:, j]) / m
        std[j] = (sum((z[i, j] - mu) ** 2 for i in range(m)) / m + eps) ** 0.5
        for i in range(m):
            z_norm[i, j] = (z[i, j] - mu) / std[j]
    return z_norm * gamma + beta, {"z_norm": z_norm, "std": std, "gamma": gamma}


def _forward_keepdims(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    mu = z.mean(axis=0, keepdims=True)
    var = ((z - mu) ** 2).mean(axis=0, keepdims=True)
    std = np.sqrt(var + eps)
    z_norm = (z - mu) / std
    gamma = gamma.reshape(1, -1)
    cache = {"z_norm": z_norm, "std": std, "gamma": gamma}
    return gamma * z_norm + beta.reshape(1, -1), cache


def _forward_float32(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    z = z.astype(np.float32)
    std = np.sqrt(z.var(axis=0) + np.float32(eps))
    z_norm = (z - z.mean(axis=0)) / std
    gamma = gamma.astype(np.float32)
    cache = {"z_norm": z_norm, "std": std, "gamma": gamma}
    return gamma * z_norm + beta.astype(np.float32), cache


def _forward_tuple_cache(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    mu, var = z.mean(0), z.var(0)
    return (z - mu) / np.sqrt(var + eps) * gamma + beta, (z, mu, var, gamma, eps)


def _forward_list_cache(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    inverse = (z.var(axis=0) + eps) ** -0.5
    centred = z - z.mean(axis=0)
    return [centred * (inverse * gamma) + beta, [centred, inverse, gamma]]


def _forward_object_cache(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    class Kept:
        pass

    kept: Any = Kept()
    kept.slope = gamma / np.sqrt(z.var(axis=0) + eps)
    kept.z, kept.gamma = z, gamma
    return kept.slope * z + (beta - kept.slope * z.mean(axis=0)), kept


def _forward_columns(z: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    columns, cache = [], {}
    for j, column in enumerate(z.T):
        gap = column - column.mean()
        cache[j] = np.linalg.norm(gap) / np.sqrt(column.size)
        columns.append(gamma[j] * gap / np.hypot(cache[j], np.sqrt(eps)) + beta[j])
    return np.column_stack(columns), cache


def _far(rng: np.random.Generator, m: int, n: int) -> Batch:
    """A batch a million or more away from zero, in halves: sums and means come out exact."""
    z, gamma, beta, eps = batch(rng, m, n, 3.0)
    return np.round(2 * z) / 2 + 2.0**20 * rng.integers(1, 5, n), gamma, beta, eps


_PLAIN = "units off centre at ordinary scale, γ and β far from 1 and 0, one γ negative"
_SMALL = "units with spreads near a thousandth, where ε = 1e-5 counts"
_LARGE_EPS = "a large ε, 0.5"
_CONSTANT = "a batch in which one unit is constant"
_TWO = "a batch of two examples"
_ONE = "a batch of one example, where the variance is 0"
_SQUARE = "as many examples as units, where a wrong axis keeps its shape"

BATCH_NORM_FORWARD = Exercise(
    name="batch_norm_forward",
    unit=UNIT,
    params=("z", "gamma", "beta", "eps"),
    parts=("z_tilde", "cache"),
    oracle=_forward_oracle,
    model=_forward_model,
    # Over 200 secrets right answers agree to 3e-14 of the column's largest value, shipping rounds
    # to 5e-13; ε missing where it shows least, at a variance of 9, is off by 5e-7.
    rtol=1e-9,
    atol=1e-10,
    steps=_forward_steps,
    trials=(
        Trial(
            "the unit's small batch: four examples, two units",
            lambda rng: (small().z, small().gamma, small().beta, small().eps),
        ),
        Trial("units off centre at ordinary scale", lambda rng: batch(rng, 6, 3)),
        Trial(
            "units with spreads near a thousandth, ε = 1e-5", lambda rng: batch(rng, 5, 3, 1e-3)
        ),
        Trial("one unit is constant", lambda rng: batch_with_constant(rng, 5, 3)),
        Trial("a batch of one", lambda rng: batch_of_one(rng, 3)),
        Trial(
            "units a million away from zero",
            lambda rng: _far(rng, 6, 2),
            weight=0,
        ),
        Trial(_PLAIN, lambda rng: batch(rng, 8, 5), hidden=True, weight=2),
        Trial(_SMALL, lambda rng: batch(rng, 7, 4, 1e-3), hidden=True, weight=1.5),
        Trial(_LARGE_EPS, lambda rng: batch(rng, 6, 4, eps=0.5), hidden=True),
        Trial(_CONSTANT, lambda rng: batch_with_constant(rng, 6, 4), hidden=True),
        Trial(_TWO, lambda rng: batch(rng, 2, 3, eps=1e-3), hidden=True, weight=0.5),
        Trial(_ONE, lambda rng: batch_of_one(rng, 4), hidden=True, weight=0.25),
        Trial(_SQUARE, lambda rng: batch(rng, 5, 5, eps=1e-3), hidden=True),
        Trial("units millions away from zero", lambda rng: _far(rng, 7, 3), hidden=True, weight=0),
    ),
    misconceptions=(
        Misconception(
            "axis of the examples",
            "You take the mean and the variance along each row, over the units of one example. "
            "That is layer norm. Batch norm looks down each column, over the mini-batch: "
            "`axis=0`.",
            "keras-team/keras pull request #13475 and RubixML/ML pull request #423 (axis "
            "misread); the lectures keep examples in columns",
            _SQUARE,
            patch=(
                ("z.mean(axis=0)", "z.mean(axis=1, keepdims=True)"),
                (".sum(axis=0) / len(z)", ".sum(axis=1, keepdims=True) / z.shape[1]"),
            ),
        ),
        Misconception(
            "axis of the examples, no keepdims",
            "Your mean holds one number an example, and does not fit beside the units. Batch norm "
            "needs one for each unit, over the mini-batch: `axis=0`.",
            "RubixML/ML pull request #423: a wrong axis that square test matrices hid; the form "
            "that stops is expected from it",
            _SQUARE,
            patch=(
                ("z.mean(axis=0)", "z.mean(axis=1)"),
                (".sum(axis=0) / len(z)", ".sum(axis=1) / z.shape[1]"),
            ),
            solo=True,
        ),
        Misconception(
            "no axis",
            "You take one mean and one variance for all units together. Each unit gets its own: "
            "tell NumPy to average over the mini-batch, with `axis=0`.",
            "theislab/moscot issue #698: everything standardized by one mean and one spread; for "
            "batch norm itself expected",
            _PLAIN,
            patch=(("z.mean(axis=0)", "z.mean()"), (".sum(axis=0) / len(z)", ".mean()")),
        ),
        Misconception(
            "variance for standard deviation",
            "You divide by the variance. It has the square of z's units, so the result changes "
            "when z is measured in others. Divide by its root: `np.sqrt(var + eps)`.",
            "tensorflow/tensorflow issue #48039 (a Keras page), rinuboney/ladder issue #17; "
            "lecture slides divide by σ² too",
            _PLAIN,
            patch=(("np.sqrt(var + eps)", "var + eps"),),
        ),
        Misconception(
            "square for root",
            "You square the variance where its root was meant: divide by `np.sqrt(var + eps)`.",
            "jax-ml/jax issue #442, mended in pull request #443: batch norm divided by the square",
            _PLAIN,
            patch=(("np.sqrt(var + eps)", "(var + eps) ** 2"),),
            solo=True,
        ),
        Misconception(
            "rooted twice",
            "You took a standard deviation for the variance and drew its root once more. "
            "`np.var` gives the variance; `np.std` is its root already.",
            "fastai/course-v3 pull request #363; `var` and `std` change names in "
            "keras-team/keras issue #3484",
            _PLAIN,
            patch=(("(centred**2).sum(axis=0) / len(z)", "np.sqrt((centred**2).mean(axis=0))"),),
            solo=True,
        ),
        Misconception(
            "eps missing",
            "You left out ε. A unit that is the same for the whole mini-batch has the variance 0, "
            "and you divide by it: add `eps` under the root.",
            "Tencent/ncnn issue #303, chainer/chainer pull request #2214; 7 of 95 public "
            "solutions of one course, in their test branch",
            _SMALL,
            patch=(("var + eps", "var"),),
        ),
        Misconception(
            "eps outside the root",
            "You add ε to the root. It belongs inside, to the variance: `np.sqrt(var + eps)`. "
            "Where the variance is small the two are far apart.",
            "Tencent/ncnn pull request #311, pjreddie/darknet pull request #17; 6 of 95 public "
            "solutions of one course, in their test branch",
            _SMALL,
            patch=(("np.sqrt(var + eps)", "np.sqrt(var) + eps"),),
        ),
        Misconception(
            "ddof = 1",
            "You divide the squares by m − 1. That estimates the variance of a larger population; "
            "batch norm takes the mini-batch as it is and divides by m (`ddof=0`).",
            "Karpathy's makemore lectures choose it; oneapi-src/oneDNN issue #517 and "
            "pytorch/pytorch issue #3122 argue for it",
            _PLAIN,
            patch=(("/ len(z)", "/ (len(z) - 1)"),),
        ),
        Misconception(
            "gamma and beta forgotten",
            "You return `z_norm`. One equation is left: scale it by `gamma` and shift it by "
            "`beta`, so that the network may choose the spread and the mean it wants.",
            "3 of 95 public solutions of one course, in their test branch; its checker tries γ = "
            "1 and β = 0 only",
            _PLAIN,
            patch=(("gamma * z_norm + beta", "z_norm"),),
        ),
        Misconception(
            "gamma forgotten",
            "You shift by `beta` and do not scale: multiply `z_norm` by `gamma` first.",
            "denizyuret/Knet.jl issue #288: γ lost on the way, unseen while tests had γ = 1",
            _PLAIN,
            patch=(("gamma * z_norm + beta", "z_norm + beta"),),
            solo=True,
        ),
        Misconception(
            "beta forgotten",
            "You scale by `gamma` and do not shift: add `beta`.",
            "expected beside γ forgotten; checkers that try β = 0 only let it pass",
            _PLAIN,
            patch=(("gamma * z_norm + beta", "gamma * z_norm"),),
            solo=True,
        ),
        Misconception(
            "gamma and beta swapped",
            "You scale by `beta` and shift by `gamma`. It is the other way round: `gamma` takes "
            "the place of the standard deviation, `beta` that of the mean.",
            "qualcomm/aimet issue #85: a layer built with the start values of γ and β exchanged",
            _PLAIN,
            patch=(("gamma * z_norm + beta", "beta * z_norm + gamma"),),
        ),
        Misconception(
            "beta inside the scale",
            "You add `beta` before you multiply, so that `gamma` scales it too. Multiply first, "
            "then add: `gamma * z_norm + beta`.",
            "not seen in batch norm; expected from misplaced means in keras-team/keras issue "
            "#17047",
            _PLAIN,
            patch=(("gamma * z_norm + beta", "gamma * (z_norm + beta)"),),
            solo=True,
        ),
        Misconception(
            "in place",
            "You work in place (`z -= mu`), and the layer below loses what it computed. Write "
            "`z - mu` into a name of its own.",
            "davidmascharka/MyNN pull request #32; PaddlePaddle/Paddle pull request #21065 on "
            "what the backward pass then reads",
            PURITY,
            code="""
def batch_norm_forward(z, gamma, beta, eps):
    z -= z.mean(axis=0)
    std = np.sqrt((z**2).mean(axis=0) + eps)
    z /= std
    return gamma * z + beta, {"z_norm": z, "std": std, "gamma": gamma}
""",
        ),
        Misconception(
            "eps typed in",
            "You use an ε of your own, 1e-5, and not the `eps` that is given. The two differ "
            "in some of the cases: write `var + eps`.",
            "not seen in public threads; expected",
            _LARGE_EPS,
            patch=(("var + eps", "var + 1e-5"),),
            solo=True,
        ),
        Misconception(
            "mu divided alone",
            "Only `mu` is divided: `z - mu / std` is read as z − (mu / std). Put brackets "
            "around the difference, `(z - mu) / std`.",
            "not seen in public threads; expected",
            _PLAIN,
            patch=(("z_norm = centred / std", "z_norm = z - mu / std"),),
            solo=True,
        ),
        Misconception(
            "eps squared",
            "You square ε before you add it. Under the root stands ε as it is: `var + eps`.",
            "not seen in public threads; expected",
            _SMALL,
            patch=(("var + eps", "var + eps**2"),),
            solo=True,
        ),
        Misconception(
            "mean of squares minus square of mean",
            "Your variance is E[z²] − E[z]², right on paper. A million away from zero both are "
            "1e12 and their difference keeps only four digits: subtract the mean first, then "
            "square.",
            "google/flax issue #1491, tensorflow/tensorflow issue #3290",
            REMARK,
            patch=(("(centred**2).sum(axis=0) / len(z)", "(z**2).mean(axis=0) - mu**2"),),
            solo=True,
        ),
    ),
    variants=(
        _forward_numpy,
        _forward_loops,
        _forward_keepdims,
        _forward_float32,
        _forward_tuple_cache,
        _forward_list_cache,
        _forward_object_cache,
        _forward_columns,
    ),
)
