"""The mini-batch that unit 02 follows by hand: four examples, two units, short numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Batch:
    """A layer's input for one mini-batch, what batch norm needs beside it, and a slope.

    Attributes:
        z: what the layer computed, (m, n): m examples in rows, n units in columns.
        gamma: the scale of each unit, (n,).
        beta: the shift of each unit, (n,).
        eps: the small number that stands under the root.
        dz_tilde: the slope of the loss in each number of batch norm's output, (m, n).
    """

    z: Array
    gamma: Array
    beta: Array
    eps: float
    dz_tilde: Array

    def unit(self, j: int) -> "Batch":
        """Return the same batch with unit `j` alone, (m, 1)."""
        only = slice(j, j + 1)
        return Batch(
            self.z[:, only], self.gamma[only], self.beta[only], self.eps, self.dz_tilde[:, only]
        )


def small() -> Batch:
    """Return the small batch, made afresh, so that changing it changes nobody else's.

    Both units have a whole number for a standard deviation, and the first has short decimals
    for gradients.

    >>> small().z.mean(axis=0), small().z.std(axis=0)
    (array([  4., 100.]), array([ 3., 50.]))
    """
    return Batch(
        z=np.array([[9.0, 170.0], [1.0, 30.0], [3.0, 110.0], [3.0, 90.0]]),
        gamma=np.array([1.5, -2.0]),
        beta=np.array([0.5, 1.0]),
        eps=1e-5,
        dz_tilde=np.array([[3.0, 1.0], [1.0, -2.0], [-2.0, 3.0], [-4.0, 2.0]]),
    )
