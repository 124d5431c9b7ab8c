"""What an answer is worth."""

from __future__ import annotations

import math

from bnlab.checking.report import Report, examine
from bnlab.checking.spec import Spec

from .compiled import compiled
from .exercise import Exercise
from .sources import function_from


class ScoreError(ValueError):
    """A share of the marks that cannot be one; the fault is the grader's."""


def points_for(fraction: object, points: object) -> float:
    """Turn a share into points, refusing whatever nbgrader would misread.

    Args:
        fraction: a built-in float in [0, 1].
        points: what a wholly right answer is worth; 0 for an optional exercise.

    Returns:
        A built-in float in [0, points], rounded to a hundredth.

    Raises:
        ScoreError: for None, NumPy numbers, NaN, and anything outside of the range.
    """
    if type(points) not in (int, float) or not 0 <= points < math.inf:  # type: ignore[operator]
        raise ScoreError(f"points are {points!r}; a number from 0 was expected")
    if type(fraction) is not float or not 0.0 <= fraction <= 1.0:
        raise ScoreError(f"the share is {fraction!r}; a float from 0 to 1 was expected")
    whole = float(points)  # type: ignore[arg-type]
    return whole if fraction == 1.0 else min(round(fraction * whole, 2), whole)


def report_on_text(exercise: Exercise, text: str, spec: Spec) -> Report:
    """Examine an answer given as source text."""
    return examine(function_from(text, exercise.name), spec)


def fraction_of(exercise: Exercise, text: str, secret: bytes) -> float:
    """The share of the marks that a source text earns on the hidden cases of a course.

    Args:
        exercise: the exercise.
        text: source that defines the function.
        secret: the course's secret.
    """
    return report_on_text(exercise, text, compiled(exercise, secret)).fraction
