"""What unit 01 measures and draws beside the bowl: ranges, the race, statistics at test time."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from .data import Rows, split
from .descent import Array, Race, accuracy, fit, scalings
from .figures import BLUE, GREY, INK, ORANGE, look, name_line

WAYS = (
    "mean and spread of the training wines",
    "of training and test wines together",
    "of the test wines",
    "of grower 2's test wines (counting these only)",
    "of each test wine by itself",
)
"""Whose mean and spread a wine meets at test time: the right way first."""


def draw_ranges(ax: Axes, X: Array, names: Sequence[str]) -> None:
    """Draw for each feature a line from its smallest to its largest value, longest at the top.

    Args:
        ax: where to draw.
        X: positive data, (m, n).
        names: the n names.
    """
    order = np.argsort(X.mean(axis=0))
    low, high, middle = X.min(axis=0)[order], X.max(axis=0)[order], X.mean(axis=0)[order]
    rows = np.arange(len(order))
    ax.hlines(rows, low, high, color=ORANGE, linewidth=5, alpha=0.55)
    ax.plot(middle, rows, "o", color=INK, markersize=4)
    ax.set(
        xscale="log",
        xlabel="value, in the feature's own unit (each grid line is ten times the one before)",
    )
    ax.set_yticks(rows, [names[i] for i in order])
    ax.set_xticks([0.1, 1, 10, 100, 1000], ["0.1", "1", "10", "100", "1000"])
    ax.grid(axis="x")


def draw_race(ax: Axes, races: Mapping[str, Race], target: float) -> None:
    """Draw the steps to a loss against the learning rate, one curve for each variant.

    Args:
        ax: where to draw.
        races: by the name of the variant, which has a look of its own.
        target: the loss; a learning rate that did not bring it there for good has no point,
            and a variant that never did is named in a corner.
    """
    absent = 0
    for variant, run in races.items():
        steps = run.steps[run.targets.index(target)]
        ax.plot(run.rates, np.maximum(steps, 1), marker="o", **look(variant).line())
        home = np.flatnonzero(np.isfinite(steps))
        if home.size:
            spot = run.rates[home[-1]], max(steps[home[-1]], 1)
            name_line(ax, *spot, variant, variant, offset=(4, 6), ha="right", va="bottom")
        else:
            place = (0.02, 0.05 + 0.08 * absent)
            words = f"{variant}: at no rate within {run.cap:,} steps"
            name_line(ax, *place, words, variant, xycoords="axes fraction")
            absent += 1
    ax.set(xscale="log", yscale="log", xlabel="learning rate")
    rates = np.concatenate([run.rates for run in races.values()])
    ax.set_xlim(rates.min() / 2, rates.max() * 2)
    ax.set_ylabel(f"steps to stay below {target}")


def at_test_time(X: Array, y: Array, train: int = 124, splits: int = 50) -> dict[str, Array]:
    """Return the test accuracy for each of `WAYS` over many splits, (splits,) each.

    Every split trains one classifier on wines that were standardized in the right way; only
    "together" trains its own, for there the test wines have a say in training too.

    Args:
        X: the data, (m, n).
        y: zeros and ones, (m,); the ones are grower 2.
        train: how many examples to train on.
        splits: how many splits, with seeds 0, 1, 2 and so on.
    """
    runs = [_one_split(X, y, *split(len(y), train, seed)) for seed in range(splits)]
    return dict(zip(WAYS, np.array(runs).T, strict=True))


def standard_error(values: Array) -> float:
    """Return how far the mean of such values would spread, had they been drawn many times.

    >>> standard_error(np.array([1.0, 2.0, 3.0]))
    0.5773502691896258
    """
    return float(values.std(ddof=1) / np.sqrt(len(values)))


def _one_split(X: Array, y: Array, train: Rows, test: Rows) -> list[float]:
    """Return the five accuracies of one split, in the order of `WAYS`."""
    X_train, X_test, y_train, y_test = X[train], X[test], y[train], y[test]
    ones = X_test[y_test == 1]
    w, w_all = (fit(_like(X_train, of), y_train, steps=150) for of in (X_train, X))
    return [
        accuracy(w, _like(X_test, X_train), y_test),
        accuracy(w_all, _like(X_test, X), y_test),
        accuracy(w, _like(X_test, X_test), y_test),
        accuracy(w, _like(ones, ones), np.ones(len(ones))),
        accuracy(w, X_test - X_test, y_test),
    ]


def _like(rows: Array, others: Array) -> Array:
    """Return the rows standardized with the mean and spread of others."""
    return scalings(rows, like=others)["standardized"]


def draw_test_time(ax: Axes, results: Mapping[str, Array]) -> None:
    """Draw each way's mean accuracy, and a line from the 10th to the 90th percentile."""
    place: dict[str, Any] = {"ha": "right", "va": "center", "fontsize": 9.5}
    for row, found in enumerate(results.values()):
        color, (low, high) = BLUE if row == 0 else ORANGE, np.percentile(found, [10, 90])
        ax.plot([low, high], [row, row], color=color)
        ax.plot(found.mean(), row, "o", color=color)
        ax.text(low - 0.02, row, f"{found.mean():.2f}", **place)
    ax.set_yticks(range(len(results)), list(results))
    ax.set(xlim=(0, 1.02), xlabel="test accuracy: the mean, and where 8 of 10 splits lie")
    ax.set_ylim(len(results) - 0.5, -0.5)
    ax.axvline(1, color=GREY, linewidth=0.6)
