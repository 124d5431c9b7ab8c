"""Batches for the trials of unit 02, and what a backward pass takes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from bnlab.checking.spec import decode, encode
from bnlab.checking.stand_ins import Own

UNIT = "02_implementing_batch_norm"

Array = npt.NDArray[np.float64]
Batch = tuple[Array, Array, Array, float]


def units(rng: np.random.Generator, m: int, n: int, size: float = 1.0) -> Array:
    """A layer's input, (m, n): units off centre, with spreads of exactly 0.4 to 3 times *size*.

    Exactly, so that no secret draws a unit whose variance hides ε, or is hidden by it.
    """
    z = rng.standard_normal((m, n))
    z = (z - z.mean(axis=0)) / z.std(axis=0)
    spread = size * rng.permutation(np.geomspace(0.4, 3.0, n))
    return np.asarray(spread * (z + rng.uniform(1, 3, n) * rng.choice([-1, 1], n)))


def scale_and_shift(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """γ and β, far from 1 and 0: no |γ| between 0.7 and 1.4, one negative, |β| at least 1.5."""
    gamma = rng.choice([rng.uniform(0.3, 0.7), rng.uniform(1.6, 2.4)], n) * rng.uniform(0.9, 1, n)
    gamma[int(rng.integers(n))] *= -1
    return gamma, rng.uniform(1.5, 4, n) * rng.choice([-1, 1], n)


def batch(rng: np.random.Generator, m: int, n: int, size: float = 1.0, eps: float = 1e-5) -> Batch:
    """What batch norm takes: z, γ, β and ε."""
    return units(rng, m, n, size), *scale_and_shift(rng, n), eps


def batch_of_one(rng: np.random.Generator, n: int, eps: float = 1e-3) -> Batch:
    """A mini-batch of one example: every unit has the variance 0."""
    return units(rng, 3, n)[:1], *scale_and_shift(rng, n), eps


def batch_with_constant(rng: np.random.Generator, m: int, n: int, eps: float = 1e-3) -> Batch:
    """A mini-batch in which one unit, not the first, has the same whole number in every row.

    Of a whole number the mean is exact, so that the variance is exactly 0.
    """
    z, gamma, beta, _ = batch(rng, m, n)
    z[:, int(rng.integers(1, n))] = float(rng.integers(2, 9))
    return z, gamma, beta, eps


def cache_of(z: Array, gamma: Array, eps: float) -> dict[str, Array]:
    """The cache that the exercise's stub gives: `z_norm`, `std` and `gamma`."""
    centred = z - np.add.reduce(z, axis=0) / z.shape[0]
    std = np.sqrt(np.einsum("ij,ij->j", centred, centred) / z.shape[0] + eps)
    return {"z_norm": centred / std, "std": std, "gamma": gamma}


def after_forward(drawn: Batch, slopes: Array) -> tuple[Array, Own]:
    """What a backward pass takes: the slopes above, and the learner's own cache of a batch.

    The batch is rounded as a shipped one is before the reference is made of it.
    """
    z, gamma, beta, eps = decode(encode(drawn))
    return slopes, Own("batch_norm_forward", (z, gamma, beta, eps), 1, cache_of(z, gamma, eps))


def with_slopes(rng: np.random.Generator, drawn: Batch) -> tuple[Array, Own]:
    """The same, with random slopes: all ones would make every gradient of z vanish.

    Each unit's have a spread of 0.5 to 2, so that two examples never get nearly the same slope,
    of whose difference float32 would keep little.
    """
    m, n = drawn[0].shape
    slopes = rng.standard_normal((m, n))
    if m > 1:
        slopes = (slopes - slopes.mean(axis=0)) / slopes.std(axis=0)
    slopes = slopes * rng.uniform(0.5, 2, n) + rng.uniform(0.3, 1, n) * rng.choice([-1, 1], n)
    return after_forward(drawn, slopes)
