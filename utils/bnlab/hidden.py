"""Inside a small network: how long the bowl is that its last layer has to descend in."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from .descent import hessian, length, sigmoid
from .figures import look

Array = NDArray[np.float64]
Normalize = Callable[[Array], Array]

SQUASHES: dict[str, Callable[[Array], Array]] = {
    "sigmoid": sigmoid,
    "tanh": lambda z: np.asarray(np.tanh(z)),
}
"""The activations of the comparison."""

PLACES = ("nothing normalized", "z normalized", "a normalized")
"""Where a hidden layer is normalized: nowhere, before its activation, after it."""


def activations(
    X: Array, squash: str, place: str, normalize: Normalize, widths: Sequence[int], seed: int
) -> Array:
    """Return what an untrained network's last hidden layer hands on, (m, widths[-1]).

    Args:
        X: the inputs, (m, n).
        squash: the activation, one of `SQUASHES`.
        place: where every hidden layer is normalized, one of `PLACES`.
        normalize: takes a layer's values, (m, n), and returns them normalized.
        widths: the number of units in each hidden layer.
        seed: of the weights, whose variance is one over the number of a layer's inputs.
    """
    if place not in PLACES:
        raise ValueError(f"no place {place!r}; there are {', '.join(PLACES)}")
    rng, a = np.random.default_rng(seed), X
    for width in widths:
        z = a @ (rng.standard_normal((a.shape[1], width)) / np.sqrt(a.shape[1]))
        a = SQUASHES[squash](normalize(z) if place == "z normalized" else z)
        a = normalize(a) if place == "a normalized" else a
    return a


def bowls(
    X: Array, normalize: Normalize, widths: Sequence[int] = (6, 6), nets: int = 50
) -> dict[str, dict[str, Array]]:
    """Return the condition number of the next layer's bowl, by activation and place, (nets,).

    It is the number of unit 01, with a hidden layer's values in the place of the inputs.
    """
    return {
        squash: {
            place: np.array(
                [
                    length(hessian(activations(X, squash, place, normalize, widths, seed)))
                    for seed in range(nets)
                ]
            )
            for place in PLACES
        }
        for squash in SQUASHES
    }


def draw_bowls(axes: Sequence[Axes], found: Mapping[str, Mapping[str, Array]]) -> None:
    """Draw for each activation and place the median, and a line where 8 of 10 networks lie."""
    colors = [look(arm).color for arm in ("plain", "batch norm", "batch norm")]
    inks = [look(arm).ink for arm in ("plain", "batch norm", "batch norm")]
    for ax, (squash, places) in zip(axes, found.items(), strict=True):
        for row, numbers in enumerate(places.values()):
            low, middle, high = np.percentile(numbers, [10, 50, 90])
            ax.plot([low, high], [row, row], color=colors[row])
            ax.plot(middle, row, "s" if row == 2 else "o", color=colors[row], markersize=6)
            words = f"{float(f'{middle:.2g}'):,.0f}"
            ax.text(middle, row - 0.18, words, ha="center", va="bottom", color=inks[row])
        ax.set_yticks(range(len(places)), list(places))
        ax.set(xscale="log", xlim=(10, 1e7), ylim=(2.5, -0.7), title=squash)
        ax.set_xlabel("condition number")
