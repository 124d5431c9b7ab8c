"""What stands in a case where plain data will not do: four stand-ins, each data itself.

Among the arguments: `Given`, a function that this package holds under a name, and `Own`, what the
learner's own earlier function returned, with a reference to fall back on. In the right answer:
`Anything`, a part that is the learner's own affair, and `AtMost`, a number that has only to be
small.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Anything:
    """A part of the answer that is not compared, such as a cache."""


@dataclass(frozen=True)
class AtMost:
    """A number from 0 to a bound.

    Attributes:
        bound: the largest value that is right.
    """

    bound: float


@dataclass(frozen=True)
class Given:
    """A function handed to the learner's function, by its name in `FUNCTIONS`.

    Attributes:
        name: the name.
    """

    name: str


@dataclass(frozen=True)
class Own:
    """What the learner's own function gives, where it runs.

    One mistake is paid once: a function that takes what another returned is tried on the
    learner's own first, and where that does not lead to the right answer, on the reference.

    Attributes:
        name: the learner's function.
        args: what it is called with.
        part: which of its returned values is meant.
        reference: what a right function would have given.
    """

    name: str
    args: tuple[Any, ...]
    part: int
    reference: Any


def _cube(x: Any) -> Any:
    """Each value to the third, by products: a power's last digit differs between machines."""
    return x * x * x


def _wave(x: Any) -> Any:
    """The sine of each value, and its square."""
    return np.sin(x) + x**2


def _centred(x: Any) -> Any:
    """Each column minus its mean: one value in moves every value out."""
    return x - x.mean(axis=0)


def _skew(x: Any) -> Any:
    """Each column's distances from its mean, to the third: bent, and each value moves all."""
    gap = x - x.mean(axis=0)
    return gap * gap * gap


def _softmax(x: Any) -> Any:
    """Each row as shares that add up to 1."""
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "cube": _cube,
    "wave": _wave,
    "centred": _centred,
    "skew": _skew,
    "softmax": _softmax,
}
"""What `Given` may name."""
