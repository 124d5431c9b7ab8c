"""The bowl of unit 01: descent on the contours of a loss, standing still and with sliders."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import LogNorm

from .descent import Array, Bowl, length
from .figures import GREY, INK, canvas, look
from .interactive import Interactive, choice, slider

STEPS = 40
ARMS = {"none": "centred", "divide by σ²": "over variance", "divide by σ": "standardized"}


def draw_bowl(ax: Axes, bowl: Bowl, variant: str, path: Array, reach: float = 1.6) -> None:
    """Draw the contours of a bowl, a descent in it and its lowest point.

    Both axes have the same unit, so that a long bowl looks long.

    Args:
        ax: where to draw.
        bowl: the loss over two weights.
        variant: whose colour and dash the path has.
        path: where descent walked, (steps + 1, 2).
        reach: how far to look from the middle, in widths of the path and its goal.
    """
    goal = bowl.lowest[:2]
    seen = np.vstack([path, goal])
    middle, half = (seen.max(0) + seen.min(0)) / 2, reach * np.ptp(seen, axis=0).max() / 2
    w1, w2 = (np.linspace(c - half, c + half, 160) for c in middle)
    start = bowl.heights(np.zeros(1), np.zeros(1))[0, 0]
    levels = start * 2.0 ** np.arange(-7, 7)
    ax.contour(w1, w2, bowl.heights(w1, w2), levels, colors=GREY, linewidths=0.7, alpha=0.75)
    ax.plot(*path.T, marker="o", markersize=2.6, linewidth=1.3, **look(variant).line())
    ax.plot(*path[0], "o", color=INK)
    ax.plot(*goal, "*", color=INK, markersize=12)
    ax.set_aspect("equal")
    ax.locator_params(nbins=5)


class Descent(Interactive):
    """Gradient descent in the bowl of two features whose spreads are `ratio` apart.

    The bowl is the parabola that touches the logistic loss at zero weights: there the border
    of what is stable is exact. Its curvature is X^T X / (4 m) for centred features.

    Args:
        X: two features, (m, 2); they are standardized first, then set `ratio` apart.
        y: zeros and ones, (m,).
    """

    def __init__(self, X: Array, y: Array) -> None:
        Z = (X - X.mean(axis=0)) / X.std(axis=0)
        self.round = Z.T @ Z / (4 * len(Z))
        self.slope = Z.T @ (0.5 - y) / len(Z)
        fig, (left, right) = canvas(1, 2, size=(7.0, 3.7), width_ratios=[1.15, 1])
        _plain_axes(left, right)
        self.rings = LineCollection([], linewidths=0.9, cmap="cividis", norm=LogNorm(1e-3, 1e2))
        left.add_collection(self.rings)
        (self.walk,) = left.plot([], [], marker="o", markersize=3, linewidth=1.3)
        (self.ends,) = left.plot([], [], "*", color=INK, markersize=13)
        (self.begin,) = left.plot([0], [0], "o", color=INK, markersize=6)
        (self.fall,) = right.plot([], [], marker="o", markersize=3, linewidth=1.3)
        # The titles move too: they are set here so that the layout keeps room for them.
        self.titles = [ax.set_title("condition number", fontsize=10.5) for ax in (left, right)]
        moving = [self.rings, self.walk, self.ends, self.begin, self.fall, *self.titles]
        super().__init__(fig, _controls(), moving)

    def move(self, **values: Any) -> str:
        """Follow the sliders: another bowl, another path, and what to say about them."""
        scale, rate, arm = spreads(values["ratio"], values["arm"]), values["rate"], values["arm"]
        H = self.round * np.outer(scale, scale)
        goal = -np.linalg.solve(H, self.slope * scale)
        unit, kappa = np.abs(goal).max(), length(H)
        path, excess = walk(H, goal, rate)
        self.rings.set_segments(list(rings(H, goal) / unit))
        self.rings.set_array(LEVELS)
        self.walk.set_data(*(path / unit).T)
        self.ends.set_data(*(goal / unit)[:, None])
        self.fall.set_data(np.arange(STEPS + 1), excess)
        for line in (self.walk, self.fall):
            line.set(**look(ARMS[arm]).line())
        self.titles[0].set_text(f"condition number {kappa:,.3g}")
        self.titles[1].set_text(f"{left(excess[-1])} after {STEPS} steps")
        return said(kappa, rate, excess)


LEVELS = 4.0 ** np.arange(-4, 4)
"""The contours, in multiples of how high the start lies above the lowest point."""


def spreads(ratio: float, arm: str) -> Array:
    """Return the standard deviations of the two features, the smaller one being 1.

    >>> spreads(6.0, "divide by σ²")
    array([6., 1.])
    """
    own = np.array([1.0, ratio])
    if ARMS[arm] == "over variance":
        return ratio / own
    return own if ARMS[arm] == "centred" else np.ones(2)


def walk(H: Array, goal: Array, fraction: float) -> tuple[Array, Array]:
    """Return the path of descent from zero and the share of the loss left at each step.

    Args:
        H: the curvature of a parabola, (2, 2).
        goal: its lowest point, (2,).
        fraction: the learning rate, in units of the largest stable one, 2 / λmax.
    """
    curve, axes = np.linalg.eigh(H)
    shrink = 1 - fraction * 2 * curve / curve[-1]
    away = (axes.T @ -goal) * shrink ** np.arange(STEPS + 1)[:, None]
    height = (away**2 * curve).sum(axis=1)
    return goal + away @ axes.T, height / height[0]


def rings(H: Array, goal: Array) -> Array:
    """Return the contours at `LEVELS` as polygons, (levels, 121, 2)."""
    curve, axes = np.linalg.eigh(H)
    angle = np.linspace(0, 2 * np.pi, 121)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1) / np.sqrt(curve)
    start = np.sqrt(goal @ H @ goal)
    return np.asarray(goal + np.sqrt(LEVELS)[:, None, None] * start * (circle @ axes.T))


def left(share: float) -> str:
    """Return the share of the loss that is left, in words short enough for a picture."""
    if share > 1:
        return f"{share:,.3g} times higher"
    return f"{100 * share:.2g} % left" if share >= 1e-4 else "under 0.01 % left"


def said(kappa: float, rate: float, excess: Array) -> str:
    """Return what the picture shows, in two sentences."""
    bowl = f"The condition number is {kappa:,.3g}."
    if rate > 1:
        return f"{bowl} Over the border: every step lands higher up, and the loss runs away."
    home = np.flatnonzero(excess <= 0.01)
    if home.size:
        steps = f"{home[0]} step{'s' if home[0] > 1 else ''}"
        return f"{bowl} After {steps} less than 1 % of the loss is left to lose."
    return f"{bowl} After {STEPS} steps {100 * excess[-1]:.2g} % of the loss is left to lose."


def _controls() -> dict[str, Any]:
    """Return the two sliders and the list; the first starts on one of its own steps."""
    ratio = slider("spread of hue ÷ spread of alcohol", 10**0.7, 1, 10**1.5, 0.05, log=True)
    rate = slider("learning rate ÷ largest stable one", 0.95, 0.05, 1.15, 0.05)
    return {"ratio": ratio, "rate": rate, "arm": choice("normalize", list(ARMS))}


def _plain_axes(bowl: Axes, fall: Axes) -> None:
    """Lay out what does not move: the weights at the left, the loss by steps at the right."""
    bowl.set(xlim=(-2.0, 0.8), ylim=(-0.9, 1.9), aspect="equal")
    bowl.set(xlabel="weight of alcohol (larger best one: 1)", ylabel="weight of hue (same unit)")
    fall.set(xlim=(-1, STEPS + 1), ylim=(1e-6, 1e2), yscale="log", xlabel="step")
    fall.set(ylabel="loss left to lose (1 at the start)")
    fall.axhline(1, color=GREY, linewidth=0.6)
