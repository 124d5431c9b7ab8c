"""Slopes measured by moving a number a little: the yardstick for every backward pass."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from .figures import BLUE, GREY, ORANGE

Array = NDArray[np.float64]

STEPS = 10.0 ** np.arange(-13, 0.1, 0.5)
"""How far a number is moved, for the picture: from nearly nothing to far too much."""


def one_sided(f: Callable[[Array], Array], at: ArrayLike, step: ArrayLike) -> Array:
    """Return the slope of each value of `f` from the point itself to one a step to the right."""
    x, h = np.asarray(at, dtype=np.float64), np.asarray(step)
    return np.asarray((f(x + h) - f(x)) / h)


def central(f: Callable[[Array], Array], at: ArrayLike, step: ArrayLike) -> Array:
    """Return the slope of each value of `f` from a step to the left to a step to the right.

    >>> central(lambda x: x**2, at=3.0, step=0.5)
    array(6.)
    """
    x, h = np.asarray(at, dtype=np.float64), np.asarray(step)
    return np.asarray((f(x + h) - f(x - h)) / (2 * h))


def slopes(f: Callable[[Array], Array], at: Array, upstream: Array, step: float = 1e-5) -> Array:
    """Return the slope of sum(upstream * f) in every number of `at`, measured one by one.

    Args:
        f: takes an array of the shape of `at`, returns one of the shape of `upstream`.
        at: where to measure; it is left as it is.
        upstream: how much each output counts.
        step: how far each number is moved, to the left and to the right.
    """
    found = np.zeros(at.size)
    for i, move in enumerate(np.eye(at.size).reshape(at.size, *at.shape)):
        apart = f(at + step * move) - f(at - step * move)
        found[i] = (upstream * apart).sum() / (2 * step)
    return found.reshape(at.shape)


def worst(measured: Array, claimed: Array) -> float:
    """Return the largest relative error between slopes that were measured and slopes claimed.

    Two slopes that are both all but zero count as equal.
    """
    sizes = np.maximum(np.abs(measured) + np.abs(claimed), 1e-8)
    return float((np.abs(measured - claimed) / sizes).max())


def draw_errors(ax: Axes, f: Callable[[Array], Array], at: float, slope: float) -> None:
    """Draw how far each kind of difference is from the true slope, for every step in `STEPS`.

    Args:
        ax: where to draw, logarithmic in both directions.
        f: a function of one number, which also takes arrays.
        at: where its slope is measured.
        slope: the true slope there.
    """
    kinds = ((one_sided, ORANGE, "--", "one-sided", 2), (central, BLUE, "-", "central", 8))
    for kind, color, dash, name, spot in kinds:
        off = np.abs(kind(f, at, STEPS) - slope) / abs(slope)
        ax.plot(STEPS, np.maximum(off, 1e-13), dash, color=color, marker="o", markersize=3.5)
        ax.annotate(
            name,
            (STEPS[-1 - spot], off[-1 - spot]),
            xytext=(8, -4) if kind is central else (-8, 4),
            ha="left" if kind is central else "right",
            textcoords="offset points",
            color="#005A8E" if kind is central else "#8A5F00",
            fontweight="bold",
        )
    ax.set(xscale="log", yscale="log", xlabel="step h", ylabel="relative error of the slope")
    ax.set_yticks(10.0 ** np.arange(-12, 1, 3))
    ax.axvline(1e-5, color=GREY, linewidth=0.7, linestyle=":")
