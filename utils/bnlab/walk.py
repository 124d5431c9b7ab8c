"""The interactive figure of unit 02: a mini-batch walks through the four equations."""

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from .batches import small
from .figures import BLUE, GREY, INK, ORANGE, canvas
from .interactive import Interactive, slider

Array = NDArray[np.float64]

ROWS = {"z": 2.0, "z_norm": 1.0, "z_tilde": 0.0}
"""How high each of the three arrays lies in the picture."""

PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
"""Behind words that threads may run under."""

SIZES = (7.0, 8.5, 10.0, 13.0)
"""Of the dots: the last example is a wide ring, so that an equal one is seen within it."""


class Walk(Interactive):
    """One unit of the small batch on its way from z to z_tilde, one equation at a time.

    The sliders choose how many equations have been applied, move the first example, and set
    γ, β and ε.
    """

    def __init__(self) -> None:
        self.z = small().unit(0).z[:, 0]
        fig, ax = canvas(size=(7.0, 3.7))
        _plain_axes(ax)
        self.dots = {name: self._dots(ax, height) for name, height in ROWS.items()}
        self.threads = LineCollection([], colors=GREY, linewidths=0.8)
        ax.add_collection(self.threads)
        (self.middle,) = ax.plot([], [], color=INK, linewidth=1.6)
        (self.reach,) = ax.plot([], [], color=INK, linewidth=1.2, marker="|", markersize=9)
        self.names = {
            "middle": ax.text(0, 2.42, "", ha="center", va="bottom"),
            "reach": ax.text(0, 1.7, "", ha="center", va="top", fontsize=9.5, bbox=PAPER),
            "z_norm": ax.text(13.8, 1.2, "", ha="right", va="bottom", fontsize=9.5),
            "z_tilde": ax.text(13.8, 0.2, "", ha="right", va="bottom", fontsize=9.5),
        }
        dots = [line for lines in self.dots.values() for line in lines]
        moving = [self.threads, self.middle, self.reach, *dots, *self.names.values()]
        super().__init__(fig, _controls(), moving)

    def move(self, **values: Any) -> str:
        """Follow the sliders: the dots of the equations applied so far, and what happened."""
        step, z = int(values["step"]), self.z.copy()
        z[0] = values["first"]
        seen = equations(z, values["gamma"], values["beta"], values["eps"])
        rows = ["z", "z_norm", "z_tilde"][: max(1, step - 1)]
        for name, lines in self.dots.items():
            for line, value in zip(lines, seen[name], strict=True):
                line.set_data([value] if name in rows else [], [ROWS[name]] * (name in rows))
        self.threads.set_segments(_threads(seen, rows))
        self._measure(seen, step)
        return said(step, seen, values["gamma"], values["beta"])

    def _measure(self, seen: dict[str, Array], step: int) -> None:
        """Draw mean and spread, and write the numbers that are known by now."""
        mu, std = float(seen["mu"]), float(seen["std"])
        self.middle.set_data(*([[mu, mu], [1.75, 2.38]] if step >= 1 else [[], []]))
        self.reach.set_data(*([[mu - std, mu + std], [1.8, 1.8]] if step >= 2 else [[], []]))
        for name in ("middle", "reach"):
            self.names[name].set_x(mu)
        self.names["middle"].set_text(f"μ = {mu:.2f}" if step >= 1 else "")
        self.names["reach"].set_text(f"√(σ² + ε) = {std:.2f}" if step >= 2 else "")
        for name, least in (("z_norm", 3), ("z_tilde", 4)):
            about = f"mean {_plain(seen[name].mean())}, spread {seen[name].std():.2f}"
            self.names[name].set_text(about if step >= least else "")

    def _dots(self, ax: Axes, height: float) -> list[Any]:
        """Return a dot for each example, the first in orange: it is the one that moves."""
        faces = (ORANGE, BLUE, BLUE, "none")
        return [
            ax.plot(
                [], [], "o", markersize=size, markerfacecolor=face, markeredgecolor=edge, zorder=3
            )[0]
            for size, face, edge in zip(SIZES, faces, (ORANGE, BLUE, BLUE, BLUE), strict=True)
        ]


def equations(z: Array, scale: float, shift: float, eps: float) -> dict[str, Array]:
    """Return everything that the four equations give for one unit, (m,), by its name.

    >>> float(equations(np.array([1.0, 3.0]), 2.0, 5.0, 0.0)["z_tilde"][1])
    7.0
    """
    mu, var = z.mean(), z.var()
    std = np.sqrt(var + eps)
    z_norm = (z - mu) / std
    return {
        "z": z,
        "mu": mu,
        "var": var,
        "std": std,
        "z_norm": z_norm,
        "z_tilde": scale * z_norm + shift,
    }


def said(step: int, seen: dict[str, Array], gamma: float, beta: float) -> str:
    """Return what the last equation did, in a sentence or two."""
    first = {name: _plain(seen[name][0]) for name in ROWS}
    mu, var, std = (_plain(seen[name]) for name in ("mu", "var", "std"))
    if step == 0:
        return "Step 0: four examples, and what one unit made of each. The orange dot is yours."
    if step == 1:
        return f"Step 1: the mean of the four is {mu}."
    if step == 2:
        return f"Step 2: their variance is {var}; its root, with ε under it, is {std}."
    if step == 3:
        return (
            f"Step 3: the orange dot goes from {first['z']} to ({first['z']} − {mu}) ÷ {std} = "
            f"{first['z_norm']}. The variance of the four is now {seen['z_norm'].var():.3f}."
        )
    return (
        f"Step 4: the orange dot goes from {first['z_norm']} to {_plain(gamma)} × "
        f"{first['z_norm']} + {_plain(beta)} = {first['z_tilde']}."
    )


def _plain(number: Any) -> str:
    """Return a number with two decimals, a true minus sign and no negative zero."""
    return f"{float(number) + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def _threads(seen: dict[str, Array], rows: list[str]) -> list[list[tuple[float, float]]]:
    """Return a line for each example from each row to the one below it."""
    return [
        [(a, ROWS[upper]), (b, ROWS[lower])]
        for upper, lower in pairwise(rows)
        for a, b in zip(seen[upper], seen[lower], strict=True)
    ]


def _controls() -> dict[str, Any]:
    """Return the five sliders; the picture starts with all four equations applied."""
    step = slider("equations applied", 4, 0, 4, 1)
    eps = slider("ε", 1e-5, 1e-5, 1e2, 0.5, log=True)
    step.readout_format, eps.readout_format = ".0f", ".1e"
    return {
        "step": step,
        "first": slider("z of the first example (orange)", 9, -6, 13, 0.5),
        "gamma": slider("γ", 1.5, -3, 3, 0.1),
        "beta": slider("β", 0.5, -5, 5, 0.1),
        "eps": eps,
    }


def _plain_axes(ax: Axes) -> None:
    """Draw the three number lines, which do not move."""
    for name, height in ROWS.items():
        ax.axhline(height, color=GREY, linewidth=0.6, zorder=0)
        ax.text(-10.6, height, {"z_tilde": "z̃"}.get(name, name), ha="left", va="bottom")
    ax.set(xlim=(-11, 14), ylim=(-0.5, 2.8), xlabel="value of the unit, for four examples")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.axvline(0, color=GREY, linewidth=0.6, linestyle=":")
