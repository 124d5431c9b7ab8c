"""Gradient descent on a logistic loss, for many learning rates at once: the race of unit 01.

Examples are in rows: `X` is (m, n), `y` holds m zeros and ones. The bias is the last weight.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from tqdm import tqdm

Array = NDArray[np.float64]

RATES = 10.0 ** np.arange(-1.5, 2.01, 0.25)
"""Fifteen learning rates, as multiples of the largest stable one: the same for every arm."""


def scalings(X: Array, like: Array | None = None) -> dict[str, Array]:
    """Return the same data four times: raw, centred, over variance and standardized.

    Args:
        X: the data, (m, n).
        like: whose mean and spread to use, (k, n); by default those of `X` itself.
    """
    base = X if like is None else like
    middle, spread = base.mean(axis=0), base.std(axis=0)
    centred = X - middle
    return {
        "raw": X,
        "centred": centred,
        "over variance": centred / spread**2,
        "standardized": centred / spread,
    }


def with_ones(V: Array) -> Array:
    """Return `V` with a column of ones at its right, (m, n + 1), for the bias."""
    return np.column_stack([V, np.ones(len(V))])


def sigmoid(z: ArrayLike) -> Array:
    """Return 1 / (1 + exp(-z)) without overflow, whatever z is."""
    half = np.tanh(0.5 * np.asarray(z, dtype=np.float64))
    return np.asarray(0.5 * (1.0 + half))


def loss(w: ArrayLike, X: Array, y: Array) -> float:
    """Return the mean logistic loss of the weights `w`, (n + 1,): log 2 where all are zero.

    >>> round(loss(np.zeros(2), np.array([[1.0], [-1.0]]), np.array([1.0, 0.0])), 4)
    0.6931
    """
    z = with_ones(X) @ np.asarray(w)
    return float(np.logaddexp(0, np.where(y == 1, -z, z)).mean())


def gradient(w: ArrayLike, X: Array, y: Array) -> Array:
    """Return the slope of `loss` in each weight, (n + 1,)."""
    Xb = with_ones(X)
    return np.asarray(Xb.T @ (sigmoid(Xb @ np.asarray(w)) - y) / len(y))


def hessian(X: Array, w: ArrayLike | None = None) -> Array:
    """Return the curvature of `loss` at `w`, (n + 1, n + 1); at zero weights if none are given.

    It does not depend on `y`. At zero weights every probability is 1/2, and p (1 - p) is 1/4.
    """
    Xb = with_ones(X)
    p = sigmoid(np.zeros(len(X)) if w is None else Xb @ np.asarray(w))
    return np.asarray((Xb * (p * (1 - p))[:, None]).T @ Xb / len(X))


def length(H: Array) -> float:
    """Return how many times more a bowl bends along its narrowest axis than along its longest.

    The bowl's curvature is `H`, symmetric. 1 is a round bowl. The name of this ratio is the
    condition number.
    """
    curvatures = np.linalg.eigvalsh(H)
    return float(curvatures[-1] / curvatures[0])


def largest_stable_rate(H: Array) -> float:
    """Return the learning rate beyond which descent on a bowl of curvature `H` runs away."""
    return float(2.0 / np.linalg.eigvalsh(H)[-1])


@dataclass(frozen=True)
class Race:
    """How many steps each learning rate needed to bring the loss to a target for good.

    Attributes:
        rates: the learning rates, (k,).
        targets: the losses to reach, from the highest to the lowest.
        steps: (len(targets), k): the first step from which the loss stays at the target or
            below it; inf where there was none up to `cap`.
        cap: the largest number of steps that counts.
    """

    rates: Array
    targets: tuple[float, ...]
    steps: Array
    cap: int

    def best(self, target: float) -> float:
        """Return the smallest number of steps that any learning rate needed; inf if none did."""
        return float(self.steps[self.targets.index(target)].min())

    def said(self, target: float) -> str:
        """Return `best` in words: "12", or "not in 20,000"."""
        steps = self.best(target)
        return f"{steps:,.0f}" if np.isfinite(steps) else f"not in {self.cap:,}"

    def working(self, target: float) -> int:
        """Return how many of the learning rates brought the loss to the target for good."""
        return int(np.isfinite(self.steps[self.targets.index(target)]).sum())


def race(
    X: Array,
    y: Array,
    targets: Sequence[float],
    rates: ArrayLike | None = None,
    cap: int = 20_000,
    watch: int = 2_000,
) -> Race:
    """Run gradient descent from zero weights with many learning rates side by side.

    Each step uses all m examples. At rates above the stable one the loss leaps about and may
    dip below a target for a step or two, so the first touch is not an arrival: what counts is
    the first step from which the loss stays there to the end of the run. Every run goes on to
    its end, `watch` steps past the cap.

    Args:
        X: the data, (m, n).
        y: zeros and ones, (m,).
        targets: losses to reach.
        rates: learning rates; by default `RATES` times the largest stable one for this `X`,
            so that each arm of a comparison looks through the same grid around its own border.
        cap: the largest number of steps that counts.
        watch: for how many steps after the cap the loss has to stay.
    """
    own = RATES * largest_stable_rate(hessian(X)) if rates is None else np.asarray(rates)
    goals = tuple(sorted(targets, reverse=True))
    sides = with_ones(X) * np.where(y == 1, 1.0, -1.0)[:, None]
    mean, limits = np.full(len(y), 1 / len(y)), np.array(goals)[:, None]
    w, last_above = np.zeros((sides.shape[1], len(own))), np.full((len(goals), len(own)), -1)
    with np.errstate(divide="ignore"):  # a runner that fell off has an infinite loss
        for step in range(cap + watch + 1):
            right = sigmoid(sides @ w)
            last_above[-(mean @ np.log(right)) > limits] = step
            w += own * (sides.T @ (1 - right)) / len(y)
    steps = np.where(last_above < cap, last_above + 1.0, np.inf)
    return Race(rates=own, targets=goals, steps=steps, cap=cap)


def races(
    arms: Mapping[str, Array], y: Array, targets: Sequence[float], **settings: Any
) -> dict[str, Race]:
    """Run one `race` for each treatment of the same examples, with a bar that counts them.

    Args:
        arms: the data of each treatment, (m, n), by its name.
        y: zeros and ones, (m,).
        targets: losses to reach.
        **settings: handed to `race`, the same for every arm.
    """
    # On stdout: what goes to stderr stands in red in a notebook, as if it were a mistake. A bar
    # for less than a second would only flicker.
    bar = tqdm(arms.items(), leave=False, delay=1, file=sys.stdout)
    return {arm: race(X, y, targets, **settings) for arm, X in bar}


def fit(X: Array, y: Array, rate: float = 0.5, steps: int = 300) -> Array:
    """Return the weights, (n + 1,), after a number of steps from zero."""
    w = np.zeros(X.shape[1] + 1)
    for _ in range(steps):
        w = w - rate * gradient(w, X, y)
    return w


def accuracy(w: ArrayLike, X: Array, y: Array) -> float:
    """Return the share of examples on the right side of the border that `w` draws."""
    return float(np.mean((with_ones(X) @ np.asarray(w) > 0) == (y == 1)))


def minimum(X: Array, y: Array, steps: int = 50) -> Array:
    """Return the weights at the bottom of the loss, (n + 1,), by Newton's method.

    Raises:
        ValueError: if the classes can be told apart without an error, for then there is none:
            larger weights are always better.
    """
    w, sides = np.zeros(X.shape[1] + 1), with_ones(X) * np.where(y == 1, 1.0, -1.0)[:, None]
    for _ in range(steps):
        if (sides @ w > 0).all():  # then 2 w has a lower loss still, and so on
            raise ValueError("this loss has no minimum: these weights make no error at all")
        slope = gradient(w, X, y)
        if np.abs(slope).max() < 1e-12:
            return w
        w = w - np.linalg.solve(hessian(X, w), slope)
    raise ValueError(
        f"no minimum found in {steps} steps: the slope is still {np.abs(slope).max()}"
    )


@dataclass(frozen=True)
class Bowl:
    """The logistic loss over the two weights of two features, and a descent in it.

    Attributes:
        X: two features, (m, 2).
        y: zeros and ones, (m,).
        lowest: the two best weights and the best bias, (3,). The bias stays there, so that
            the bowl can be drawn in two dimensions.
    """

    X: Array
    y: Array
    lowest: Array

    @classmethod
    def of(cls, X: Array, y: Array) -> "Bowl":
        """Return the bowl of two features, with its lowest point found."""
        if X.ndim != 2 or X.shape[1] != 2:
            raise ValueError(f"a bowl is drawn over two features; X has shape {X.shape}")
        return cls(X=X, y=y, lowest=minimum(X, y))

    @property
    def at_start(self) -> Array:
        """The Hessian in the two weights where both are zero, (2, 2).

        The bias stands at its best there too, so p (1 - p) is below 1/4, but the same for
        all examples: the ratio of the curvatures is the one that zero bias has.
        """
        return hessian(self.X, [0.0, 0.0, self.lowest[2]])[:2, :2]

    @property
    def at_lowest(self) -> Array:
        """The Hessian in the two weights at the lowest point, (2, 2)."""
        return hessian(self.X, self.lowest)[:2, :2]

    def heights(self, w1: Array, w2: Array) -> Array:
        """Return the loss above the lowest point on a grid: `w1` (a,), `w2` (b,) → (b, a)."""
        grid = np.stack(np.meshgrid(w1, w2), axis=-1).reshape(-1, 2)
        z = self.X @ grid.T + self.lowest[2]
        losses = np.logaddexp(0, np.where(self.y[:, None] == 1, -z, z)).mean(axis=0)
        return np.asarray(losses.reshape(len(w2), len(w1)) - loss(self.lowest, self.X, self.y))

    def path(self, rate: float, steps: int) -> Array:
        """Return where gradient descent walks from zero weights, (steps + 1, 2)."""
        w, walked = np.array([0.0, 0.0, self.lowest[2]]), [np.zeros(2)]
        for _ in range(steps):
            w[:2] -= rate * gradient(w, self.X, self.y)[:2]
            walked.append(w[:2].copy())
        return np.array(walked)
