"""Claims about gradients, right and wrong: the trials of `gradient_check`."""

from __future__ import annotations

from typing import Any

import numpy as np
from bnlab.checking.stand_ins import FUNCTIONS, Given

from ...grading.exercise import Function, Trial
from .data import Array


def _skew_slope(x: Array, u: Array) -> Array:
    direct = 3 * (x - x.mean(axis=0)) ** 2 * u
    return np.asarray(direct - direct.mean(axis=0))


_SLOPES: dict[str, Any] = {
    "cube": lambda x, u: 3 * x**2 * u,
    "wave": lambda x, u: (np.cos(x) + 2 * x) * u,
    "centred": lambda x, u: u - u.mean(axis=0),
    "skew": _skew_slope,
    "softmax": lambda x, u: (
        FUNCTIONS["softmax"](x) * (u - (u * FUNCTIONS["softmax"](x)).sum(axis=1, keepdims=True))
    ),
}


def slope(name: str, x: Array, upstream: Array) -> Array:
    """The gradient of ``sum(upstream * f(x))``, by the rules of calculus."""
    return np.asarray(_SLOPES[name](x, upstream), dtype=np.float64)


def error_of(f: Function, x: Array, upstream: Array, claimed: Array, h: float) -> float:
    """The largest error of a claim: all displaced copies first, then all differences."""
    away = [h * e.reshape(x.shape) for e in np.eye(x.size)]
    two = [[np.vdot(upstream, f(x + sign * step)) for step in away] for sign in (1, -1)]
    n = (np.array(two[0]) - np.array(two[1])) / (2 * h)
    c = claimed.ravel()
    return float(max(abs(n - c) / np.clip(abs(n) + abs(c), 1e-8, None)))


def question(
    rng: np.random.Generator, name: str, shape: tuple[int, ...], centre: float = 1.0
) -> tuple[Given, Array, Array, Array]:
    """A function, a place, an upstream gradient and the right claim.

    Drawn until no slope is small beside the others: there the rounding of a difference would
    show in its relative error. The upstream gradient has no minus signs: left out, it would turn
    a slope round there, and the error be 1, which it is for many another mistake.
    """
    while True:
        x = centre * rng.uniform(0.6, 1.5, shape) * rng.choice([-1, 1], shape)
        upstream = rng.uniform(0.3, 3, shape)
        right = slope(name, x, upstream)
        if np.abs(right).min() > 0.05 * np.abs(right).max():
            return Given(name), x, upstream, right


def spoilt(rng: np.random.Generator, claim: Array, low: float, high: float) -> Array:
    """The claim with one value off by a share of it, and another the other way by a third of that.

    The share is from low to high; where they are negative the worst value is too small. The other
    is what somebody finds who minds the signs. All the rest is off by a little, less than a
    quarter of the share, so that an error at any place is a number and not mere rounding. The
    worst is neither first nor last: whoever returns one of those errors gets another number.
    """
    share = rng.uniform(low, high)
    little = share * rng.permutation(np.linspace(0.1, 0.24, claim.size)).reshape(claim.shape)
    claimed = claim * (1 + little)
    one, other = 1 + rng.choice(claim.size - 2, 2, replace=False)
    claimed.flat[one] = claim.flat[one] * (1 + share)
    claimed.flat[other] = claim.flat[other] * (1 - share / 3)
    return claimed


Args = tuple[Any, ...]


def _right(rng: np.random.Generator, name: str, shape: tuple[int, ...]) -> Args:
    """A right claim."""
    return question(rng, name, shape)


def _wrong(
    rng: np.random.Generator,
    name: str,
    shape: tuple[int, ...],
    low: float,
    high: float,
    centre: float = 1.0,
) -> Args:
    """A claim that is off at two values, one of them by a share from low to high."""
    f, x, upstream, right = question(rng, name, shape, centre)
    return f, x, upstream, spoilt(rng, right, low, high)


def _nearly(rng: np.random.Generator, name: str, shape: tuple[int, ...]) -> Args:
    """A claim whose worst value is off by one part in two to ten thousand."""
    return _wrong(rng, name, shape, 1e-4, 5e-4)


def _statistics_forgotten(rng: np.random.Generator, shape: tuple[int, ...]) -> Args:
    """The claim of someone who takes the mean for a constant; no sign is wrong in it."""
    while True:
        x = rng.uniform(0.6, 1.5, shape) * rng.choice([-1, 1], shape)
        upstream = rng.uniform(0.5, 2, shape) * rng.choice([-1, 1], shape)
        right = slope("centred", x, upstream)
        if (right / upstream).min() > 0.1:
            return Given("centred"), x, upstream, upstream.copy()


def _flat_place(rng: np.random.Generator, shape: tuple[int, ...]) -> Args:
    """A claim, nearly right, where one place has no slope at all."""
    f, x, upstream, right = question(rng, "cube", shape)
    claimed = spoilt(rng, right, -5e-4, -1e-4)
    between = np.argsort((claimed / right).ravel())[1:-1]
    place = int(rng.choice(between))
    upstream.flat[place] = claimed.flat[place] = 0.0
    return f, x, upstream, claimed


def _small_slopes(rng: np.random.Generator, name: str, shape: tuple[int, ...]) -> Args:
    """Slopes of about a millionth, and a claim that is off by a good part of one."""
    f, x, upstream, claimed = _wrong(rng, name, shape, -0.6, -0.2)
    return f, x, 1e-7 * upstream, 1e-7 * claimed


def _wide_step(rng: np.random.Generator, shape: tuple[int, ...]) -> Args:
    """A wrong claim, and a step so wide that its difference is not the slope.

    Wrong, so that whoever takes a step of their own finds a number and not mere rounding; drawn
    until that number is another one, and no sign is wrong for one who weighs all outputs alike.
    """
    skew = FUNCTIONS["skew"]
    while True:
        f, x, upstream, claimed = _wrong(rng, "skew", shape, 0.1, 0.3)
        h = float(rng.uniform(0.2, 0.4))
        wide, narrow = (error_of(skew, x, upstream, claimed, w) for w in (h, 1e-5))
        if abs(wide - narrow) < 0.1 * wide or wide > 0.9:
            continue
        alike = error_of(skew, x, np.ones(shape), claimed / upstream, h)
        if abs(alike - wide) > 0.1 * wide and alike < 0.95:
            return f, x, upstream, claimed, h


def _turned(rng: np.random.Generator, shape: tuple[int, ...]) -> Args:
    """A claim with every sign wrong, and a wide step.

    All upstream gradients are below 1 and all outputs positive, so that a side which was not
    weighed outweighs the other: the slope that comes of it has the claim's wrong sign.
    """
    x, upstream = rng.uniform(0.8, 1.5, shape), rng.uniform(0.2, 0.5, shape)
    claimed = -spoilt(rng, slope("cube", x, upstream), 0.2, 0.4)
    return Given("cube"), x, upstream, claimed, float(rng.uniform(0.15, 0.25))


def _by_hand(rng: np.random.Generator) -> Args:
    x, upstream = np.array([1.0, 2.0, -3.0]), np.array([2.0, 0.5, 3.0])
    return Given("cube"), x, upstream, slope("cube", x, upstream)


def _wrong_by_hand(rng: np.random.Generator) -> Args:
    f, x, upstream, right = _by_hand(rng)
    return f, x, upstream, right + np.array([0.0, 6.0, -9.0])


MANY = "a claim with one value among many far too large, and another too small"
NEARLY = "a claim off by one part in a few thousand, at its worst value"
NEARLY_MIXED = "the same for a softmax over rows, where each value moves its neighbours"
FORGOTTEN = "a batch minus its mean, and a claim that takes the mean for a constant"
FLAT = "a claim nearly right, with a place where the slope is 0"
TINY = "slopes of about a millionth, one of them claimed too small"
WIDE = "a wide step, such as h = 0.3, on a bent function in which each value moves others"
TURNED = "a claim in which every slope has the wrong sign, and a step such as h = 0.2"
LARGE = "x near 40, and a wrong claim"

TRIALS = (
    Trial("a right claim, by hand: three numbers to the third", _by_hand),
    Trial(
        "the same with one slope claimed twice as large, another a ninth too small", _wrong_by_hand
    ),
    Trial(
        "a claim off by one part in a few thousand",
        lambda rng: _nearly(rng, "cube", (3, 2)),
    ),
    Trial(
        "a right claim for a batch minus its mean, where each value moves a whole column",
        lambda rng: _right(rng, "centred", (3, 2)),
    ),
    Trial(
        "a claim that takes that mean for a constant",
        lambda rng: _statistics_forgotten(rng, (3, 2)),
    ),
    Trial("a place where the slope is 0", lambda rng: _flat_place(rng, (4,))),
    Trial(
        "slopes of about a millionth, and a wrong claim",
        lambda rng: _small_slopes(rng, "cube", (4,)),
    ),
    Trial(
        "a wide step, given as h, on a bent function in which each value moves others",
        lambda rng: _wide_step(rng, (3, 2)),
    ),
    Trial(
        "a claim in which every slope has the wrong sign, with h = 0.2 or so",
        lambda rng: _turned(rng, (4,)),
        weight=0.5,
    ),
    Trial(
        "a right claim for a softmax over rows",
        lambda rng: _right(rng, "softmax", (3, 3)),
        hidden=True,
        weight=0.1,
    ),
    Trial(
        "a right claim for sin x + x²",
        lambda rng: _right(rng, "wave", (6,)),
        hidden=True,
        weight=0.1,
    ),
    Trial(MANY, lambda rng: _wrong(rng, "cube", (4, 3), 0.2, 0.6), hidden=True, weight=1.5),
    Trial(NEARLY, lambda rng: _nearly(rng, "wave", (3, 4)), hidden=True, weight=1.5),
    Trial(NEARLY_MIXED, lambda rng: _nearly(rng, "softmax", (3, 3)), hidden=True),
    Trial(FORGOTTEN, lambda rng: _statistics_forgotten(rng, (4, 3)), hidden=True),
    Trial(FLAT, lambda rng: _flat_place(rng, (3, 2)), hidden=True),
    Trial(TINY, lambda rng: _small_slopes(rng, "cube", (5,)), hidden=True),
    Trial(WIDE, lambda rng: _wide_step(rng, (4, 2)), hidden=True),
    Trial(TURNED, lambda rng: _turned(rng, (3, 2)), hidden=True, weight=0.5),
    Trial(LARGE, lambda rng: _wrong(rng, "wave", (4,), 0.1, 0.3, 40.0), hidden=True),
)
