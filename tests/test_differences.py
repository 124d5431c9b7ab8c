"""Tests of bnlab.differences."""

import doctest

import bnlab.differences
import numpy as np
import pytest
from bnlab.differences import STEPS, central, draw_errors, one_sided, slopes, worst
from bnlab.figures import canvas


def test_central_is_exact_to_the_second_order() -> None:
    """Leave h² of the bend, where the one-sided difference leaves 3 x h."""
    assert central(lambda x: x**3, 2.0, 0.01) == pytest.approx(12 + 0.01**2)
    assert one_sided(lambda x: x**3, 2.0, 0.01) == pytest.approx(12 + 0.06 + 0.01**2)


def test_slopes_weigh_the_outputs() -> None:
    """Return the slope of the weighted sum in every number, and leave the numbers alone."""
    x, upstream = np.array([[1.0, 2.0], [3.0, -4.0]]), np.array([[1.0, -1.0], [0.5, 2.0]])
    found = slopes(lambda v: v * v, x, upstream)
    np.testing.assert_allclose(found, 2 * x * upstream, rtol=1e-8)
    assert x.tolist() == [[1, 2], [3, -4]]


def test_slopes_of_a_function_that_changes_the_shape() -> None:
    """Return slopes in the shape of the input when the output has another."""
    found = slopes(lambda v: np.outer([1.0, 2.0, 3.0], v), np.ones(2), np.ones((3, 2)))
    np.testing.assert_allclose(found, [6, 6])


def test_worst_is_relative_and_the_largest() -> None:
    """Find the one entry that is off, however small the numbers, and forgive two zeros."""
    right = np.array([1e-6, 1.0, 0.0])
    assert worst(right, right) == 0
    assert worst(right, np.array([3e-6, 1.0, 0.0])) == pytest.approx(0.5)
    assert worst(right, np.array([1e-6, 1.0, 1e-13])) < 1e-4


def test_errors_are_drawn_for_both_kinds() -> None:
    """Draw both curves over all steps, and see the central one win at the dotted line."""
    _, ax = canvas()
    draw_errors(ax, lambda x: x * x * x, at=2.0, slope=12.0)
    (one, both) = ax.lines[:2]
    np.testing.assert_array_equal(one.get_xdata(), STEPS)
    at = int(np.argmin(np.abs(STEPS - 1e-5)))
    assert 1000 * np.asarray(both.get_ydata())[at] < np.asarray(one.get_ydata())[at]
    assert [text.get_text() for text in ax.texts] == ["one-sided", "central"]


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.differences).failed == 0
