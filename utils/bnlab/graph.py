"""Batch norm as a graph: on every edge what goes forward, and the slope that comes back."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from numpy.typing import NDArray

from .batches import Batch
from .figures import BLUE, GREY, INK, PINK, RED

Array = NDArray[np.float64]

PLACES: dict[str, tuple[float, float]] = {
    "z": (0.0, 1.0),
    "mean": (1.5, 3.1),
    "−": (3.0, 1.0),
    "var": (3.7, -1.3),
    "std": (6.0, -1.3),
    "÷": (6.0, 1.0),
    "×": (8.2, 1.0),
    "+": (10.0, 1.0),
    "z̃": (11.8, 1.0),
    "γ": (8.2, 3.1),
    "β": (10.0, 3.1),
}
"""Where each node stands: numbers go in at the left, and z̃ comes out at the right."""

WORDS = {"mean": "mean", "var": "mean of\nsquares", "std": "√( · + ε)"}
"""What is written in a node whose name is not enough."""

Spot = tuple[float, float, str, str]
"""Where a column of numbers stands: x, y, and which of its sides is there."""


@dataclass(frozen=True)
class Edge:
    """One arrow of the graph.

    Attributes:
        start: the node it leaves.
        end: the node it goes to.
        path: "value", "mean" or "variance": by which of three ways z reaches z_norm there;
            "" where it is on none.
        went: where to write what goes forward; None where it stands on another arrow already.
        came: where to write the slope that comes back.
    """

    start: str
    end: str
    path: str
    went: Spot | None
    came: Spot


def _level(start: str, end: str, path: str) -> Edge:
    """Return a level arrow: what goes forward above it, what comes back below it."""
    x, y = (sum(pair) / 2 for pair in zip(PLACES[start], PLACES[end], strict=True))
    return Edge(
        start, end, path, (x, y + 0.12, "center", "bottom"), (x, y - 0.15, "center", "top")
    )


def _upright(start: str, end: str, path: str, y: float) -> Edge:
    """Return an upright arrow: what goes forward left of it, what comes back right of it."""
    x = PLACES[start][0]
    return Edge(
        start, end, path, (x - 0.15, y, "right", "center"), (x + 0.15, y, "left", "center")
    )


EDGES = (
    _level("z", "−", "value"),
    Edge("z", "mean", "mean", None, (0.62, 2.35, "right", "center")),
    Edge("mean", "−", "mean", (2.4, 2.35, "center", "center"), (2.85, 2.35, "center", "center")),
    _level("−", "÷", "value"),
    Edge("−", "var", "variance", None, (3.25, -0.35, "right", "center")),
    _level("var", "std", "variance"),
    _upright("std", "÷", "variance", -0.25),
    _level("÷", "×", ""),
    _upright("γ", "×", "", 2.2),
    _level("×", "+", ""),
    _upright("β", "+", "", 2.2),
    _level("+", "z̃", ""),
)
"""The arrows, in the order in which numbers go forward."""

COLORS = {"value": BLUE, "mean": PINK, "variance": RED, "": GREY}
"""Of the three ways: the mean as what is centred, the variance as in unit 01."""


def forward(batch: Batch) -> dict[tuple[str, str], Array]:
    """Return what goes along each edge of a batch with one unit: (m,) or a single number, ()."""
    z, gamma, beta = batch.z[:, 0], batch.gamma[0], batch.beta[0]
    mu = z.mean()
    apart = z - mu
    var = (apart**2).mean()
    std = np.sqrt(var + batch.eps)
    normal = apart / std
    found = {
        ("z", "−"): z,
        ("z", "mean"): z,
        ("mean", "−"): mu,
        ("−", "÷"): apart,
        ("−", "var"): apart,
        ("var", "std"): var,
        ("std", "÷"): std,
        ("÷", "×"): normal,
        ("γ", "×"): gamma,
        ("×", "+"): gamma * normal,
        ("β", "+"): beta,
        ("+", "z̃"): gamma * normal + beta,
    }
    return {edge: np.asarray(value) for edge, value in found.items()}


def backward(batch: Batch) -> dict[tuple[str, str], Array]:
    """Return the slope of the loss along each edge, of the shape that went forward.

    What comes back at a node with several arrows out of it is the sum of their slopes: the
    slope in z itself is that of ("z", "−") plus that of ("z", "mean").
    """
    went, d = forward(batch), batch.dz_tilde[:, 0]
    normal, std, apart = went["÷", "×"], went["std", "÷"], went["−", "÷"]
    d_normal = d * went["γ", "×"]
    d_std = -(d_normal * apart).sum() / std**2
    d_var = d_std / (2 * std)
    d_straight, d_square = d_normal / std, d_var * 2 * apart / len(d)
    d_apart = d_straight + d_square
    d_mu = -d_apart.sum()
    found = {
        ("+", "z̃"): d,
        ("β", "+"): d.sum(),
        ("×", "+"): d,
        ("γ", "×"): (d * normal).sum(),
        ("÷", "×"): d_normal,
        ("std", "÷"): d_std,
        ("var", "std"): d_var,
        ("−", "var"): d_square,
        ("−", "÷"): d_straight,
        ("mean", "−"): d_mu,
        ("z", "mean"): np.full(len(d), d_mu / len(d)),
        ("z", "−"): d_apart,
    }
    return {edge: np.asarray(slope) for edge, slope in found.items()}


def draw_graph(ax: Axes, batch: Batch, slopes: bool = False) -> None:
    """Draw the graph of a batch with one unit and the numbers on its edges.

    Args:
        ax: where to draw; it is left without axes.
        batch: a batch with one unit, such as `small().unit(0)`.
        slopes: whether to write, beside what went forward, the slope that comes back.
    """
    went, came = forward(batch), backward(batch)
    for edge in EDGES:
        ends, key = (PLACES[edge.start], PLACES[edge.end]), (edge.start, edge.end)
        room = 34 if edge.start in WORDS and edge.end in WORDS else 14
        look: dict[str, Any] = {"color": COLORS[edge.path], "shrinkA": room, "shrinkB": room}
        arrow = FancyArrowPatch(*ends, arrowstyle="-|>", mutation_scale=11, linewidth=1.7, **look)
        ax.add_patch(arrow)
        if edge.went:
            _write(ax, edge.went, went[key], _WENT)
        if slopes:
            _write(ax, edge.came, came[key], _COMES)
    for node, place in PLACES.items():
        _node(ax, node, place)
    ax.text(7.1, -1.2, "black: what goes forward", va="bottom", **_WENT)
    if slopes:
        _write(ax, (0, 0.6, "center", "top"), came["z", "−"] + came["z", "mean"], _COMES)
        ax.text(7.1, -1.3, "green: the slope that comes back", va="top", **_COMES)
    ax.set(xlim=(-0.5, 12.1), ylim=(-1.9, 3.5))
    ax.set_axis_off()


_WENT: dict[str, Any] = {"color": INK, "linespacing": 1.05, "fontsize": 9}
_COMES: dict[str, Any] = {**_WENT, "color": "#00694C", "fontweight": "bold"}


def _write(ax: Axes, spot: Spot, numbers: Array, look: dict[str, Any]) -> None:
    """Write numbers one below the other, short, at a place beside an arrow."""
    x, y, across, up = spot
    words = "\n".join(_short(float(n)) for n in numbers.reshape(-1))
    ax.text(x, y, words, ha=across, va=up, multialignment="right", **look)


def _node(ax: Axes, name: str, place: tuple[float, float]) -> None:
    """Draw a node: a circle for a calculation, a plain name for what goes in or comes out."""
    given = name in ("z", "γ", "β", "z̃")
    shape = {"boxstyle": "circle,pad=0.3" if len(name) == 1 else "round,pad=0.3"}
    look = {"facecolor": "white", "edgecolor": INK, "linewidth": 0.0 if given else 1.0}
    ax.text(
        *place,
        WORDS.get(name, name),
        ha="center",
        va="center",
        fontsize=13 if len(name) == 1 or given else 9,
        fontweight="bold" if given else "normal",
        bbox={**shape, **look},
    )


def _short(number: float) -> str:
    """Return a number with at most two decimals.

    >>> _short(-0.5), _short(3.0), _short(1e-9)
    ('−0.5', '3', '0')
    """
    words = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if words in ("-0", "") else words.replace("-", "−")
