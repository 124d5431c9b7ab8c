"""A learner's own functions in an experiment, and the library's where they cannot serve yet."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def yours(names: str, run: Callable[[], T], otherwise: Callable[[], T]) -> T:
    """Return what the learner's functions give, or the library's answer, and say which ran.

    So a learner who is stuck on an exercise can read on and come back.

    Args:
        names: the learner's functions that `run` calls, for the sentence: "standardize".
        run: a measurement with the learner's functions.
        otherwise: the same measurement with the library's.

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
        print(f"Measured with your {names}.")
        return value
    return otherwise()
