"""Tests of bnlab.layers."""

import doctest

import bnlab.layers
import numpy as np
import pytest
from bnlab.differences import slopes
from bnlab.layers import BatchNorm, Slopes, edge_by_edge, in_one_line
from numpy.typing import NDArray

Array = NDArray[np.float64]

RNG = np.random.default_rng(0)
Z = RNG.normal(2, [0.05, 1, 30], (5, 3))
GAMMA, BETA, UPSTREAM = np.array([1.7, -0.6, 3.0]), np.array([2.0, 0, -1]), RNG.normal(size=(5, 3))


@pytest.fixture
def layer() -> BatchNorm:
    """A layer with an ε that the narrowest unit feels, after its way forward."""
    made = BatchNorm(GAMMA.copy(), BETA.copy(), eps=1e-3)
    made.forward(Z)
    return made


def test_forward_is_the_four_equations(layer: BatchNorm) -> None:
    """Normalize with the biased variance and ε under the root, then scale and shift."""
    var = ((Z - Z.mean(0)) ** 2).sum(0) / 5
    expected = GAMMA * (Z - Z.mean(0)) / np.sqrt(var + 1e-3) + BETA
    np.testing.assert_allclose(layer.forward(Z), expected, rtol=1e-13)


@pytest.mark.parametrize("way", [edge_by_edge, in_one_line])
def test_slopes_agree_with_differences(layer: BatchNorm, way: object) -> None:
    """Agree in z, gamma and beta with slopes measured by small steps."""
    assert callable(way)
    found: Slopes = way(UPSTREAM, layer.kept)

    def forward(z: Array, gamma: Array, beta: Array) -> Array:
        return BatchNorm(gamma, beta, eps=1e-3).forward(z)

    measured = (
        slopes(lambda v: forward(v, GAMMA, BETA), Z, UPSTREAM),
        slopes(lambda v: forward(Z, v, BETA), GAMMA, UPSTREAM),
        slopes(lambda v: forward(Z, GAMMA, v), BETA, UPSTREAM),
    )
    for one, other in zip(found, measured, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-8)


def test_backward_keeps_the_slopes_of_its_parameters(layer: BatchNorm) -> None:
    """Return the slope in z, and keep those in gamma and beta."""
    in_z, in_gamma, in_beta = edge_by_edge(UPSTREAM, layer.kept)
    np.testing.assert_allclose(layer.backward(UPSTREAM), in_z, atol=1e-12)
    np.testing.assert_allclose(layer.slopes["gamma"], in_gamma)
    np.testing.assert_allclose(layer.slopes["beta"], in_beta)


def test_nothing_is_changed_in_place(layer: BatchNorm) -> None:
    """Leave the batch and the upstream slopes as they were."""
    z, upstream = Z.copy(), UPSTREAM.copy()
    layer.forward(z)
    layer.backward(upstream)
    np.testing.assert_array_equal(z, Z)
    np.testing.assert_array_equal(upstream, UPSTREAM)


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.layers).failed == 0
