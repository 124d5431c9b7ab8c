"""Tests of bnlab.costs."""

import doctest
import time

import bnlab.costs
import numpy as np
from bnlab.costs import draw_passes, passes, times_faster
from bnlab.figures import canvas

A, B, ROW = np.ones((4, 3)), np.ones((4, 3)), np.ones(3)


def test_reading_and_writing_count() -> None:
    """Count each large array that goes in and each that comes out, small ones not."""
    assert passes(lambda a: a + ROW, A) == 2
    assert passes(lambda a, b: a * b, A, B) == 3
    assert passes(lambda a: a.sum(axis=0), A) == 1
    assert passes(lambda a: a[0] + a[1], A) == 0


def test_a_larger_one_beside_it_counts_too() -> None:
    """Count an array that is watched through nothing but its neighbour."""
    assert passes(lambda a: a + B, A) == 3


def test_arrays_in_a_dictionary_are_watched() -> None:
    """Follow arrays into a cache."""
    assert passes(lambda _, kept: np.sqrt(kept["x"]), A, {"x": B, "eps": 1e-5}) == 2


def test_work_in_place_counts_and_works() -> None:
    """Count an operation that writes where it read, and let it write there."""

    def twice(a: object) -> object:
        a *= 2  # type: ignore[operator]
        return a

    mine = np.ones((4, 3))
    assert passes(twice, mine) == 2
    assert mine[0, 0] == 2


def test_each_count_starts_at_zero() -> None:
    """Forget an earlier count."""
    assert [passes(lambda a: 2 * a, A) for _ in range(2)] == [2, 2]


def test_times_faster_is_rounded_to_halves() -> None:
    """Tell a slow function from a fast one, in halves."""
    found = times_faster(lambda: time.sleep(0.004), lambda: time.sleep(0.012), runs=5)
    assert found in (2.5, 3.0, 3.5)


def test_bars_have_their_numbers() -> None:
    """Draw a bar for each way, with its count behind it."""
    _, ax = canvas()
    draw_passes(ax, {"long": 27, "short": 16, "least": 5})
    assert [bar.get_width() for bar in ax.patches] == [27, 16, 5]
    assert [text.get_text() for text in ax.texts] == ["27", "16", "5"]


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.costs).failed == 0
