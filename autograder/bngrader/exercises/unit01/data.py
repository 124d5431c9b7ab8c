"""Batches for the trials of unit 01."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

UNIT = "01_normalizing_inputs"

Array = npt.NDArray[np.float64]


def scaled(
    rng: np.random.Generator, m: int, n: int, low: float = 1e-2, high: float = 1e3
) -> Array:
    """A batch whose features lie around different centres, with spreads from low to high."""
    spread = np.exp(rng.uniform(np.log(low), np.log(high), n))
    spread[:2] = (low, high)
    centre = spread * rng.uniform(2, 4, n) * rng.choice([-1, 1], n)
    return rng.permuted(centre + spread * rng.standard_normal((m, n)), axis=0)


def with_constant(rng: np.random.Generator, m: int, n: int) -> Array:
    """A batch in which one feature, not the first, has the same whole number in every row.

    Of a whole number the mean is exact and the spread exactly 0; nine times 6.3 has a spread of
    9e-16 by rounding, which no guard against 0 would see.
    """
    X = scaled(rng, m, n, 0.1, 10)
    X[:, int(rng.integers(1, n))] = float(rng.integers(2, 9))
    return X
