"""What ε does to a unit that hardly moves, drawn for the places where ε can stand."""

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from .figures import BLUE, GREY, INK, RED

Array = NDArray[np.float64]

SPREADS = 10.0 ** np.arange(-7, 1.01, 0.5)
"""Spreads of units before batch norm, from almost constant to wide."""

PLACES: dict[str, Callable[[Array, float], Array]] = {
    "inside the root": lambda spread, eps: spread / np.sqrt(spread**2 + eps),
    "outside the root": lambda spread, eps: spread / (spread + eps),
    "nowhere": lambda spread, eps: spread / spread,
}
"""Where ε can stand, and the spread that a unit is left with."""

_LOOKS = {
    "inside the root": (BLUE, "-"),
    "outside the root": (RED, ":"),
    "nowhere": (GREY, "--"),
}


def two_examples(spreads: Array = SPREADS) -> Array:
    """Return a batch of two in which each unit has one of some spreads, (2, k)."""
    return np.stack([spreads, -spreads])


def draw_spreads(ax: Axes, eps: float, measured: Mapping[str, Array]) -> None:
    """Draw the spread after batch norm against the spread before it, for each place of ε.

    Args:
        ax: where to draw.
        eps: how large ε is.
        measured: spreads after a batch norm that was run on `two_examples()`, drawn as dots;
            by the place of its ε.
    """
    fine = 10.0 ** np.linspace(-7, 1, 200)
    for place, after in PLACES.items():
        color, dash = _LOOKS[place]
        ax.plot(fine, after(fine, eps), dash, color=color)
        if place in measured:
            ax.plot(SPREADS, measured[place], "o", color=color)
    ax.text(4e-3, 0.52, "ε inside the root", color="#005A8E", fontweight="bold")
    ax.text(8e-6, 0.52, "outside", color="#A34700", fontweight="bold", ha="right")
    ax.text(1.2e-7, 0.93, "no ε", color=INK, fontweight="bold", va="top")
    ax.set(xscale="log", xlabel="spread of the unit before", ylim=(-0.03, 1.08))
    ax.set_ylabel("spread after, with γ = 1")
