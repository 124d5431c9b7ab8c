"""Tests of bnlab.data."""

import doctest
from importlib import resources

import bnlab.data
import numpy as np
import pytest
from bnlab.data import load_wine, split


def test_shape_and_range() -> None:
    """Hold 178 wines with 13 features from 0.13 to 1680."""
    wine = load_wine()
    assert wine.X.shape == (178, 13)
    assert len(wine.features) == 13
    assert (wine.X.min(), wine.X.max()) == (0.13, 1680)
    assert np.bincount(wine.y).tolist() == [0, 59, 71, 48]


def test_known_statistics() -> None:
    """Agree with the means that the data's own description prints."""
    wine = load_wine()
    means = {"alcohol": 13.0, "malic acid": 2.34, "magnesium": 99.7, "hue": 0.96, "proline": 746}
    for feature, mean in means.items():
        assert wine.column(feature).mean() == pytest.approx(mean, rel=0.005)


def test_calls_are_independent() -> None:
    """Give each caller arrays of its own."""
    load_wine().X[:] = 0
    assert load_wine().X.max() == 1680


def test_unknown_feature() -> None:
    """Name the feature that was not found and those there are."""
    with pytest.raises(KeyError, match=r"no feature 'sugar'.*proline"):
        load_wine().column("sugar")


def test_source_and_licence() -> None:
    """Ship the data with its source and its licence."""
    about = resources.files("bnlab").joinpath("datasets", "README.md").read_text("utf-8")
    assert "10.24432/C5PC7J" in about
    assert "CC BY 4.0" in about


def test_split_shares_nothing() -> None:
    """Put every example on one side of a split, and only one."""
    train, test = split(178, train=124, seed=3)
    assert len(train) == 124
    assert sorted([*train, *test]) == list(range(178))


def test_split_is_repeatable() -> None:
    """Give the same split for the same seed and another for another."""
    assert np.array_equal(split(50, 30, seed=1)[0], split(50, 30, seed=1)[0])
    assert not np.array_equal(split(50, 30, seed=1)[0], split(50, 30, seed=2)[0])


@pytest.mark.parametrize("train", [0, 10, 11, -1])
def test_split_leaves_no_side_empty(train: int) -> None:
    """Refuse a split with nothing on one side, and say what to choose."""
    with pytest.raises(ValueError, match="choose 1 to 9"):
        split(10, train)


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.data).failed == 0
