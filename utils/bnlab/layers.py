"""Layers of a network, in the library's own way: what stands in for a learner's functions.

A layer keeps what its backward pass will need, so that its two methods take one array each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


Slopes = tuple[Array, Array, Array]
"""Of the loss in z, (m, n), in gamma and in beta, (n,) each."""


def edge_by_edge(upstream: Array, kept: Mapping[str, Array]) -> Slopes:
    """Return the slopes behind batch norm, found by walking its graph backwards.

    Args:
        upstream: the slope of the loss in what came out, (m, n).
        kept: what `BatchNorm.forward` keeps.
    """
    normal, spread = kept["z_norm"], kept["std"]
    in_normal, apart = kept["gamma"] * upstream, normal * spread
    in_variance = -(in_normal * apart).sum(axis=0) / (2 * spread**3)
    in_mean = -(in_normal / spread).sum(axis=0)
    in_z = in_normal / spread + (2 * in_variance * apart + in_mean) / len(upstream)
    return in_z, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


def in_one_line(upstream: Array, kept: Mapping[str, Array]) -> Slopes:
    """Return what `edge_by_edge` returns, with fewer passes over memory.

    Args:
        upstream: the slope of the loss in what came out, (m, n).
        kept: what `BatchNorm.forward` keeps.
    """
    in_beta, in_gamma = upstream.sum(axis=0), (upstream * kept["z_norm"]).sum(axis=0)
    shared = (in_beta + kept["z_norm"] * in_gamma) / len(upstream)
    return kept["gamma"] / kept["std"] * (upstream - shared), in_gamma, in_beta


@dataclass
class BatchNorm:
    """Batch norm in training: each unit normalized over the batch, then scaled and shifted.

    Source: Ioffe and Szegedy, *Batch Normalization* (2015), algorithm 1.

    Attributes:
        gamma: the scale of each unit, (n,).
        beta: the shift of each unit, (n,).
        eps: what is added to the variance, under the root.
        kept: after `forward`, what the way back needs: z_norm, (m, n), std and gamma, (n,).
        slopes: after `backward`, the slope of the loss in gamma and in beta, (n,) each.

    >>> layer = BatchNorm(np.ones(1), np.zeros(1), eps=0.0)
    >>> layer.forward(np.array([[1.0], [3.0]]))
    array([[-1.],
           [ 1.]])
    """

    gamma: Array
    beta: Array
    eps: float = 1e-5
    kept: dict[str, Array] = field(default_factory=dict, init=False)
    slopes: dict[str, Array] = field(default_factory=dict, init=False)

    def forward(self, z: Array) -> Array:
        """Return the batch `z`, (m, n), normalized, scaled and shifted, (m, n)."""
        std = np.sqrt(z.var(axis=0) + self.eps)
        z_norm = (z - z.mean(axis=0)) / std
        self.kept = {"z_norm": z_norm, "std": std, "gamma": self.gamma}
        return np.asarray(self.gamma * z_norm + self.beta)

    def backward(self, upstream: Array) -> Array:
        """Return the slope of the loss in the last batch, (m, n), and fill `slopes`.

        Args:
            upstream: the slope of the loss in what `forward` returned, (m, n).
        """
        in_z, in_gamma, in_beta = in_one_line(upstream, self.kept)
        self.slopes = {"gamma": in_gamma, "beta": in_beta}
        return in_z
