"""Tests of bnlab.hidden."""

import numpy as np
import pytest
from bnlab.data import load_wine
from bnlab.figures import canvas
from bnlab.hidden import PLACES, activations, bowls, draw_bowls
from numpy.typing import NDArray

Array = NDArray[np.float64]


def normal(v: Array) -> Array:
    """Normalize as batch norm does, with a scale of 1 and a shift of 0."""
    return np.asarray((v - v.mean(0)) / np.sqrt(v.var(0) + 1e-5))


@pytest.fixture(scope="module")
def wines() -> Array:
    """The standardized wines."""
    return normal(load_wine().X)


@pytest.mark.parametrize("place", PLACES)
def test_where_it_is_normalized(wines: Array, place: str) -> None:
    """Normalize the activations where a is meant, and keep them sigmoids elsewhere."""
    a = activations(wines, "sigmoid", place, normal, (6, 4), seed=0)
    assert a.shape == (len(wines), 4)
    if place == "a normalized":
        np.testing.assert_allclose(a.mean(0), 0, atol=1e-9)
    else:
        assert ((a > 0) & (a < 1)).all()
        assert (a.std(0).min() > 0.15) == (place == "z normalized")


def test_places_share_their_weights(wines: Array) -> None:
    """Compare the same network: one seed gives one set of weights."""
    one, other = (activations(wines, "tanh", PLACES[0], normal, (6,), seed=3) for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_unknown_place_is_named(wines: Array) -> None:
    """Say which places there are."""
    with pytest.raises(ValueError, match="no place 'x'; there are nothing normalized"):
        activations(wines, "tanh", "x", normal, (6,), seed=0)


def test_what_the_unit_says(wines: Array) -> None:
    """Keep the order and the size of the gains that the unit reads aloud."""
    found = bowls(wines, normal)
    plain, before, behind = (np.median(found["sigmoid"][place]) for place in PLACES)
    assert 50 < plain / before < 100
    assert 1500 < plain / behind < 2100
    plain, before, behind = (np.median(found["tanh"][place]) for place in PLACES)
    assert 3.5 < plain / before < 5
    assert 0.8 < before / behind < 1.25


def test_picture_has_the_medians() -> None:
    """Write each median, to two digits, above its dot."""
    numbers = {place: np.array([9.0, 12.4, 999.0]) * 10**k for k, place in enumerate(PLACES)}
    _, axes = canvas(1, 2)
    draw_bowls(axes, {"sigmoid": numbers, "tanh": numbers})
    assert [text.get_text() for text in axes[0].texts] == ["12", "120", "1,200"]
    assert axes[1].get_title(loc="left") == "tanh"
