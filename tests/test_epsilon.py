"""Tests of bnlab.epsilon."""

import numpy as np
import pytest
from bnlab.epsilon import PLACES, SPREADS, draw_spreads, two_examples
from bnlab.figures import canvas
from bnlab.layers import BatchNorm


def test_two_examples_spread_as_said() -> None:
    """Give each unit the mean 0 and exactly its spread."""
    pair = two_examples()
    np.testing.assert_array_equal(pair.mean(axis=0), 0)
    np.testing.assert_allclose(pair.std(axis=0), SPREADS)


def test_inside_the_root_is_what_batch_norm_does() -> None:
    """Agree with the layer at every spread."""
    k = len(SPREADS)
    after = BatchNorm(np.ones(k), np.zeros(k), 1e-5).forward(two_examples()).std(axis=0)
    np.testing.assert_allclose(PLACES["inside the root"](SPREADS, 1e-5), after)


@pytest.mark.parametrize(
    ("place", "border"), [("inside the root", 1e-5**0.5), ("outside the root", 1e-5)]
)
def test_border(place: str, border: float) -> None:
    """Lose most of the spread below the border and next to none far above it."""
    low, high = PLACES[place](np.array([border / 10, border * 10]), 1e-5)
    assert low < 0.11
    assert high > 0.9


def test_picture() -> None:
    """Draw a line for each place and dots for what was measured."""
    _, ax = canvas()
    draw_spreads(ax, 1e-5, {"inside the root": np.ones(len(SPREADS))})
    lengths = [len(np.asarray(line.get_xdata())) for line in ax.lines]
    assert lengths == [200, len(SPREADS), 200, 200]
    assert [text.get_text() for text in ax.texts] == ["ε inside the root", "outside", "no ε"]
