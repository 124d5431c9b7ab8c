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
START: dict[str, Any] = {  # open, so that a path of tiny steps can be seen in it
    "marker": "o",
    "linestyle": "none",
    "markersize": 8,
    "markerfacecolor": "none",
    "markeredgecolor": INK,
    "markeredgewidth": 1.4,
}
ARMS = {"none": "centred", "divide by σ²": "over variance", "divide by σ": "standardized"}


def draw_bowl(ax: Axes, bowl: Bowl, variant: str, path: Array, reach: float = 1.6) -> str:
    """Draw the contours of a bowl, a descent in it, its lowest point and its condition numbers.

    Both axes have the same unit, so that a long bowl looks long. Returns what is to be seen, in
    words made from the numbers: alt text that stands in a cell would answer a question before
    it is asked.

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
    ax.plot(*path[0], **START)
    ax.plot(*goal, "*", color=INK, markersize=12)
    ax.set_aspect("equal")
    ax.locator_params(nbins=5)
    start, star = (f"{length(H):.2g}" for H in (bowl.at_start, bowl.at_lowest))
    ax.set_title(f"{variant}\ncondition number\nstart {start}, star {star}", fontsize=10)
    return f"{variant.capitalize()}: {_rings_in_words(bowl)}; {_path_in_words(path, goal)}."


def _rings_in_words(bowl: Bowl) -> str:
    """Return how long the innermost rings are, and in which direction."""
    curve, axes = np.linalg.eigh(bowl.at_lowest)
    across, up = np.abs(axes[:, 0])  # the direction in which the bowl bends least
    along = "upright" if up > 0.95 else "lying flat" if across > 0.95 else "tilted"
    return f"rings {np.sqrt(curve[1] / curve[0]):.1f} times as long as wide, {along}"


def _path_in_words(path: Array, goal: Array) -> str:
    """Return how far a path came with its first step and with all of them."""
    away = np.linalg.norm(path - goal, axis=1) / np.linalg.norm(path[0] - goal)
    last = f"all {len(path) - 1} leave {100 * away[-1]:.0f} %"
    return f"the first step leaves {100 * away[1]:.0f} % of the way to the star, {last}"


class Descent(Interactive):
    """Gradient descent in the bowl of two features, the first spread `ratio` times as wide.

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
        fig.get_layout_engine().set(wspace=0.08)
        _plain_axes(left, right)
        self.rings = LineCollection([], linewidths=0.9, cmap="cividis", norm=LogNorm(1e-3, 1e2))
        left.add_collection(self.rings)
        (self.walk,) = left.plot([], [], marker="o", markersize=3, linewidth=1.3)
        (self.ends,) = left.plot([], [], "*", color=INK, markersize=13)
        (self.begin,) = left.plot([0], [0], **START)
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
        drawn = path[: 11 if rate > 1 else None]  # more would be nothing but hatching
        self.rings.set_segments(list(rings(H, goal) / unit))
        self.rings.set_array(LEVELS)
        self.walk.set_data(*(drawn / unit).T)
        self.ends.set_data(*(goal / unit)[:, None])
        self.fall.set_data(np.arange(STEPS + 1), excess)
        for line in (self.walk, self.fall):
            line.set(**look(ARMS[arm]).line())
        self.titles[0].set_text(f"condition number {number(kappa)}")
        self.titles[1].set_text(f"{left(excess[-1])} after {STEPS} steps")
        return f"{shape(H)} {said(kappa, rate, excess)}"


LEVELS = 4.0 ** np.arange(-4, 4)
"""The contours, in multiples of how high the start lies above the lowest point."""


def spreads(ratio: float, arm: str) -> Array:
    """Return the standard deviations of the two features, the smaller one being 1.

    >>> spreads(6.0, "divide by σ²")
    array([1., 6.])
    """
    own = np.array([ratio, 1.0])
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


def number(kappa: float) -> str:
    """Return a condition number with at least three digits, and never with an exponent.

    >>> number(1.0784), number(999.6)
    ('1.08', '1,000')
    """
    return f"{kappa:,.0f}" if kappa >= 99.5 else f"{kappa:.3g}"


def shape(H: Array) -> str:
    """Return in a sentence how the rings of a bowl of curvature `H` lie."""
    curve, axes = np.linalg.eigh(H)
    if curve[1] < 1.5 * curve[0]:
        return "The rings are round."
    across, up = np.abs(axes[:, 0])  # the direction in which the bowl bends least
    return f"The rings {'stand upright' if up > across else 'lie flat'}."


def left(share: float) -> str:
    """Return the share of the loss that is left, in words short enough for a picture.

    >>> left(0.031), left(1809.2), left(1.21e9)
    ('3.1 % left', 'times 1,809', 'times 1.2 billion')
    """
    if share >= 1e9:
        return f"times {share / 1e9:.1f} billion"
    if share >= 1e6:
        return f"times {share / 1e6:.1f} million"
    if share > 1:
        return f"times {share:,.0f}"
    return f"{100 * share:.2g} % left" if share >= 1e-4 else "under 0.01 % left"


def said(kappa: float, rate: float, excess: Array) -> str:
    """Return what the picture shows, in two sentences."""
    bowl = f"The condition number is {number(kappa)}."
    if rate > 1:
        return f"{bowl} Over the border: the steps across grow and grow, and the loss runs away."
    home = np.flatnonzero(excess <= 0.01)
    if home.size:
        steps = f"{home[0]} step{'s' if home[0] > 1 else ''}"
        return f"{bowl} After {steps} less than 1 % of the loss above the minimum is left."
    share = f"{100 * excess[-1]:.2g} %"
    return f"{bowl} After {STEPS} steps {share} of the loss above the minimum is left."


def _controls() -> dict[str, Any]:
    """Return the two sliders and the list; the first starts on one of its own steps."""
    ratio = slider("spread, alcohol ÷ hue", 10**0.7, 1, 10**1.5, 0.05, log=True)
    rate = slider("rate ÷ largest stable rate", 0.95, 0.05, 1.15, 0.05)
    return {"ratio": ratio, "rate": rate, "arm": choice("normalize", list(ARMS))}


def _plain_axes(bowl: Axes, fall: Axes) -> None:
    """Lay out what does not move: the weights at the left, the loss by steps at the right."""
    bowl.set(xlim=(-2.0, 0.8), ylim=(-0.9, 1.9), aspect="equal")
    unit = "÷ the larger best weight"
    bowl.set(xlabel=f"weight of alcohol {unit}", ylabel=f"weight of hue {unit}")
    fall.set(xlim=(-1, STEPS + 1), ylim=(1e-6, 1e2), yscale="log", xlabel="step")
    fall.set(ylabel="loss above the minimum (1 at the start)")
    fall.axhline(1, color=GREY, linewidth=0.6)
