"""What the two backward exercises share: the oracle, the trials, and right ways to write it."""

from __future__ import annotations

from typing import Any

import numpy as np
from bnlab.batches import small

from ...grading.exercise import Trial
from .data import Array, after_forward, batch, batch_of_one, batch_with_constant, with_slopes


def backward_oracle(dz_tilde: Array, cache: dict[str, Array]) -> tuple[Array, Array, Array]:
    """Unit by unit, by the matrix of all slopes of a unit's outputs in its inputs."""
    z_norm, std, gamma = cache["z_norm"], cache["std"], cache["gamma"]
    m, n = z_norm.shape
    dz = np.empty((m, n))
    for j in range(n):
        u = z_norm[:, j]
        slopes = (np.eye(m) - np.full((m, m), 1 / m) - np.outer(u, u) / m) * (gamma[j] / std[j])
        dz[:, j] = slopes.T @ dz_tilde[:, j]
    return dz, np.einsum("ij,ij->j", dz_tilde, z_norm), np.add.reduce(dz_tilde, axis=0)


def backward_second_term(dz_tilde: Any, cache: Any) -> Any:
    """Keep the second term of the mean's slope, which is always 0."""
    z_norm, std, gamma = cache["z_norm"], cache["std"], cache["gamma"]
    m, gap = dz_tilde.shape[0], z_norm * std
    dz_norm = dz_tilde * gamma
    dvar = np.sum(dz_norm * gap * -0.5 * (std**2) ** -1.5, axis=0)
    dmu = np.sum(-dz_norm / std, axis=0) + dvar * np.sum(-2 * gap, axis=0) / m
    dz = dz_norm / std + dvar * 2 * gap / m + dmu / m
    return dz, np.sum(dz_tilde * z_norm, axis=0), np.sum(dz_tilde, axis=0)


def backward_root_node(dz_tilde: Any, cache: Any) -> Any:
    """Go through the root and the reciprocal as nodes of their own."""
    z_norm, root, gamma = cache["z_norm"], cache["std"], cache["gamma"]
    m = len(z_norm)
    gap = root * z_norm
    dz_norm = gamma * dz_tilde
    dgap = dz_norm / root
    dinverse = (dz_norm * gap).sum(0)
    droot = dinverse * -1 / root**2
    dsquares = np.ones_like(gap) * (droot * 0.5 / root) / m
    dgap = dgap + 2 * gap * dsquares
    dz = dgap - dgap.sum(0) / m
    return dz, (dz_tilde * z_norm).sum(0), dz_tilde.sum(0)


def backward_simplified(dz_tilde: Any, cache: Any) -> Any:
    """Write it in one line."""
    z_norm, m = cache["z_norm"], len(dz_tilde)
    dbeta, dgamma = dz_tilde.sum(axis=0), (dz_tilde * z_norm).sum(axis=0)
    dz = cache["gamma"] / (m * cache["std"]) * (m * dz_tilde - dbeta - z_norm * dgamma)
    return dz, dgamma, dbeta


def backward_means(dz_tilde: Any, cache: Any) -> Any:
    """Take means in the one line, and an extra term that is always 0."""
    z_norm, g = cache["z_norm"], dz_tilde * cache["gamma"]
    rest = (g * z_norm).mean(0) * z_norm.mean(0)
    dz = (g - g.mean(0) - z_norm * (g * z_norm).mean(0) + rest) / cache["std"]
    return [dz, np.einsum("ij,ij->j", dz_tilde, z_norm), np.ones(len(dz_tilde)) @ dz_tilde]


def backward_keepdims(dz_tilde: Any, cache: Any) -> Any:
    """Keep every sum as a row of shape (1, n)."""
    z_norm, std = cache["z_norm"], cache["std"].reshape(1, -1)
    dgamma = (dz_tilde * z_norm).sum(axis=0, keepdims=True)
    dbeta = dz_tilde.sum(axis=0, keepdims=True)
    m = dz_tilde.shape[0]
    return (dz_tilde - (dbeta + dgamma * z_norm) / m) * cache["gamma"] / std, dgamma, dbeta


def backward_float32(dz_tilde: Any, cache: Any) -> Any:
    """Reckon in single precision."""
    d, u = dz_tilde.astype(np.float32), cache["z_norm"].astype(np.float32)
    slope = (cache["gamma"] / cache["std"]).astype(np.float32)
    dgamma, dbeta = (d * u).sum(axis=0), d.sum(axis=0)
    return slope * (d - dbeta / len(d) - u * dgamma / len(d)), dgamma, dbeta


def backward_loops(dz_tilde: Any, cache: Any) -> Any:
    """Visit every place by itself."""
    z_norm, std, gamma = cache["z_norm"], cache["std"].ravel(), cache["gamma"].ravel()
    m, n = z_norm.shape
    dz, dgamma, dbeta = np.zeros((m, n)), np.zeros(n), np.zeros(n)
    for j in range(n):
        for i in range(m):
            dbeta[j] += dz_tilde[i, j]
            dgamma[j] += dz_tilde[i, j] * z_norm[i, j]
        for i in range(m):
            share = dz_tilde[i, j] - dbeta[j] / m - z_norm[i, j] * dgamma[j] / m
            dz[i, j] = gamma[j] / std[j] * share
    return dz, dgamma, dbeta


VARIANTS = (
    backward_second_term,
    backward_root_node,
    backward_means,
    backward_keepdims,
    backward_float32,
    backward_loops,
)

PLAIN = "random slopes; units off centre at ordinary scale, γ far from 1, one γ negative"
SMALL = "units with spreads near a thousandth, where ε = 1e-5 counts"
LARGE_EPS = "a large ε, 0.5"
CONSTANT = "a batch in which one unit is constant"
TWO = "a batch of two examples"
ONE = "a batch of one example, where dz is 0"
SQUARE = "as many examples as units"

TRIALS = (
    Trial(
        "the unit's small batch: four examples, two units",
        lambda rng: after_forward(
            (small().z, small().gamma, small().beta, small().eps), small().dz_tilde
        ),
    ),
    Trial(
        "random slopes, six examples, three units", lambda rng: with_slopes(rng, batch(rng, 6, 3))
    ),
    Trial(
        "units with spreads near a thousandth, ε = 1e-5",
        lambda rng: with_slopes(rng, batch(rng, 5, 3, 1e-3)),
    ),
    Trial("one unit is constant", lambda rng: with_slopes(rng, batch_with_constant(rng, 5, 3))),
    Trial("a batch of two, ε = 0.5", lambda rng: with_slopes(rng, batch(rng, 2, 3, 0.3, 0.5))),
    Trial(PLAIN, lambda rng: with_slopes(rng, batch(rng, 8, 5)), hidden=True, weight=2),
    Trial(SMALL, lambda rng: with_slopes(rng, batch(rng, 7, 4, 1e-3)), hidden=True, weight=1.5),
    Trial(LARGE_EPS, lambda rng: with_slopes(rng, batch(rng, 6, 4, eps=0.5)), hidden=True),
    Trial(CONSTANT, lambda rng: with_slopes(rng, batch_with_constant(rng, 6, 4)), hidden=True),
    Trial(TWO, lambda rng: with_slopes(rng, batch(rng, 2, 4, 0.3, 0.5)), hidden=True, weight=0.5),
    Trial(ONE, lambda rng: with_slopes(rng, batch_of_one(rng, 4)), hidden=True, weight=0.25),
    Trial(SQUARE, lambda rng: with_slopes(rng, batch(rng, 5, 5)), hidden=True),
)
