"""A learner's own functions in an experiment, and the library's where they cannot serve yet."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np

T = TypeVar("T")


def yours(names: str, run: Callable[[], T], otherwise: Callable[[], T], compare: bool = True) -> T:
    """Return what the learner's functions give, or the library's answer, and say which ran.

    So a learner who is stuck on an exercise can read on and come back, and one whose function is
    not right yet is not shown numbers that the text beside them contradicts.

    Args:
        names: the learner's functions that `run` calls, for the sentence: "standardize".
        run: a measurement with the learner's functions.
        otherwise: the same measurement with the library's.
        compare: whether the two must agree to about a hundredth; False where they may differ.

    >>> yours("halve", lambda: 8 / 2, otherwise=lambda: 4.0)
    Measured with your halve.
    4.0
    """
    try:
        value = run()
    except NotImplementedError:
        print(f"Not written yet: your {names}. Measured with the library's own.")
    except Exception as error:  # whatever a learner's function does, the story goes on
        kind = type(error).__name__
        print(f"Your {names} stopped with {kind}: {error}. Measured with the library's own.")
    else:
        library = otherwise() if compare else None
        if not compare or _agree(value, library):
            print(f"Measured with your {names}.")
            return value
        print(f"Not right yet: your {names}, see its check. Measured with the library's own.")
        return cast(T, library)
    return otherwise()


def _numbers(value: Any) -> list[float]:
    """All numbers within arrays, dicts, lists and tuples, in their order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [number for part in value for number in _numbers(part)]
    return [float(number) for number in np.ravel(value)]


def _agree(value: Any, expected: Any) -> bool:
    """Whether two measurements hold as many numbers, and about the same ones."""
    try:
        ours, theirs = _numbers(value), _numbers(expected)
    except (TypeError, ValueError):  # no numbers at all
        return False
    return len(ours) == len(theirs) and np.allclose(ours, theirs, 1e-2, 1e-3, equal_nan=True)
