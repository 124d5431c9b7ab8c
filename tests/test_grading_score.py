"""Tests of `bngrader.grading.score`: what an answer is worth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from bngrader.grading.samples import answers
from bngrader.grading.score import ScoreError, fraction_of, points_for
from grading_toy import MEANS, SECRET
from hypothesis import example, given
from hypothesis import strategies as st


@given(st.floats(0, 1), st.floats(0.001, 1000) | st.integers(1, 100))
@example(0.9999, 0.338)
def test_points_are_plain_and_within_reach(fraction: float, points: float) -> None:
    """Give a built-in float from 0 to the points, whatever the share."""
    found = points_for(fraction, points)
    assert type(found) is float
    assert 0 <= found <= points
    assert abs(found - fraction * points) <= 0.0051


@given(st.floats(0.001, 1000) | st.integers(1, 100))
def test_everything_right_gets_every_point(points: float) -> None:
    """Lose nothing to rounding at either end."""
    assert points_for(1.0, points) == points
    assert points_for(0.0, points) == 0


@pytest.mark.parametrize(
    "fraction", [None, np.float64(0.5), math.nan, math.inf, 1.5, -0.1, 1, True, "1.0", [0.5]]
)
def test_a_share_that_is_none_is_refused(fraction: object) -> None:
    """Refuse whatever is no built-in float from 0 to 1, and show it."""
    with pytest.raises(ScoreError, match="the share is"):
        points_for(fraction, 4)


@pytest.mark.parametrize("points", [-1, None, "4", True, math.nan, math.inf, np.float64(4)])
def test_points_that_are_none_are_refused(points: object) -> None:
    """Refuse points that are no number from 0, and show them."""
    with pytest.raises(ScoreError, match="points are"):
        points_for(0.5, points)


def test_answers_are_worth_what_they_are() -> None:
    """Give everything to right answers, nothing to the stub, part to a slip."""
    worth = {k: fraction_of(MEANS, a.source, SECRET) for k, a in answers(MEANS).items()}
    assert worth["model/model"] == worth["variant/loops"] == worth["variant/text1"] == 1.0
    assert worth["stub/stub"] == worth["misconception/sum"] == 0.0
    assert worth["misconception/in place"] == 3 / 3.5
