"""Tests of bnlab.batches."""

import doctest

import bnlab.batches
import numpy as np
from bnlab.batches import small


def test_numbers_are_short() -> None:
    """Keep mean and spread whole, so that the batch can be followed by hand."""
    z = small().z
    assert z.mean(axis=0).tolist() == [4, 100]
    assert z.std(axis=0).tolist() == [3, 50]


def test_slopes_are_uneven() -> None:
    """Give slopes that neither vanish in the sum nor are all equal."""
    slopes = small().dz_tilde
    assert slopes.sum(axis=0).tolist() == [-2, 4]
    assert all(len(set(column)) > 1 for column in slopes.T)


def test_changing_one_changes_no_other() -> None:
    """Make the arrays afresh for every caller."""
    small().z[:] = 0
    assert small().z[0, 0] == 9


def test_one_unit() -> None:
    """Keep everything that belongs to a unit, with its two dimensions."""
    alone = small().unit(1)
    np.testing.assert_array_equal(alone.z, small().z[:, 1:])
    assert (alone.gamma.tolist(), alone.beta.tolist()) == ([-2], [1])
    assert alone.dz_tilde.shape == (4, 1)


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.batches).failed == 0
