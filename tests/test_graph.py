"""Tests of bnlab.graph."""

import doctest

import bnlab.graph
import numpy as np
import pytest
from bnlab.batches import Batch, small
from bnlab.figures import canvas
from bnlab.graph import EDGES, PLACES, backward, draw_graph, forward
from bnlab.layers import BatchNorm
from matplotlib.patches import FancyArrowPatch
from numpy.typing import NDArray

Array = NDArray[np.float64]

RNG = np.random.default_rng(1)
UNEVEN = Batch(
    z=RNG.normal(3, 0.5, (5, 1)),
    gamma=np.array([-1.7]),
    beta=np.array([0.4]),
    eps=0.1,
    dz_tilde=RNG.normal(size=(5, 1)),
)


def loss(batch: Batch, **instead: Array) -> float:
    """Compute the loss with some value on the way replaced: the graph once more, by hand."""
    z = batch.z[:, 0]
    mu = instead.get("mu", z.mean())
    apart = instead.get("apart", z - mu)
    var = instead.get("var", (instead.get("squared", apart) ** 2).mean())
    std = instead.get("std", np.sqrt(var + batch.eps))
    normal = instead.get("normal", apart / std)
    out = instead.get("gamma", batch.gamma[0]) * normal + instead.get("beta", batch.beta[0])
    return float((batch.dz_tilde[:, 0] * out).sum())


SLOPES_OF = {
    ("mean", "−"): "mu",
    ("var", "std"): "var",
    ("std", "÷"): "std",
    ("÷", "×"): "normal",
    ("γ", "×"): "gamma",
    ("β", "+"): "beta",
    ("−", "var"): "squared",
}


@pytest.mark.parametrize(("edge", "name"), SLOPES_OF.items(), ids=SLOPES_OF.values())
def test_every_slope_is_that_of_the_loss(edge: tuple[str, str], name: str) -> None:
    """Agree with what the loss does when the value on the edge is moved a little."""
    value, slope = forward(UNEVEN)[edge], backward(UNEVEN)[edge]
    for i in np.ndindex(value.shape):
        step = np.zeros(value.shape)
        step[i] = 1e-6
        up, down = (loss(UNEVEN, **{name: value + s * step}) for s in (1, -1))
        assert (up - down) / 2e-6 == pytest.approx(slope[i], rel=1e-6)


def test_ways_of_z_add_up() -> None:
    """Find in z the slope that the layer finds, as the sum of two arrows."""
    layer = BatchNorm(UNEVEN.gamma, UNEVEN.beta, UNEVEN.eps)
    out = layer.forward(UNEVEN.z)
    came = backward(UNEVEN)
    expected = layer.backward(UNEVEN.dz_tilde)[:, 0]
    np.testing.assert_allclose(came["z", "−"] + came["z", "mean"], expected, atol=1e-12)
    np.testing.assert_allclose(came["z", "−"], came["−", "÷"] + came["−", "var"])
    np.testing.assert_allclose(forward(UNEVEN)["+", "z̃"], out[:, 0])


def test_numbers_of_the_small_batch() -> None:
    """Keep the slopes of the small batch's first unit as short as the unit reads them aloud."""
    came = {edge: slope.round(4).tolist() for edge, slope in backward(small().unit(0)).items()}
    assert came["÷", "×"] == [4.5, 1.5, -3, -6]
    assert (came["γ", "×"], came["β", "+"], came["var", "std"]) == (6, -2, -0.5)
    assert came["mean", "−"] == 1
    assert came["z", "−"] == [0.25, 1.25, -0.75, -1.75]
    assert came["z", "mean"] == [0.25] * 4


def texts(slopes: bool) -> list[str]:
    """Return what is written in the picture."""
    _, ax = canvas()
    draw_graph(ax, small().unit(0), slopes=slopes)
    assert sum(isinstance(patch, FancyArrowPatch) for patch in ax.patches) == len(EDGES)
    return [text.get_text() for text in ax.texts]


def test_picture_without_slopes() -> None:
    """Write what goes forward, and none of what comes back."""
    written = texts(slopes=False)
    assert "9\n1\n3\n3" in written
    assert "4.5\n1.5\n−3\n−6" not in written
    assert len(written) == len(PLACES) + len(EDGES) - 2 + 1


def test_picture_with_slopes() -> None:
    """Write a slope beside every arrow, and their sum at z."""
    written = texts(slopes=True)
    assert {"4.5\n1.5\n−3\n−6", "0.5\n1.5\n−0.5\n−1.5", "−0.5", "6", "−2"} <= set(written)
    assert len(written) == len(PLACES) + 2 * len(EDGES) - 2 + 3


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.graph).failed == 0
