"""Which known mistake explains what came back, and where none does, what can be said at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .ladder import Outcome
from .spec import Spec, Wrong, stop_of, words_of
from .values import Array, Difference, Tolerance, apart, compare

Keys = tuple[str, ...]


def _matches(outcome: Outcome, wrong: Wrong, parts: tuple[str, ...]) -> bool:
    """Whether a failed case ended as this mistake would have ended it."""
    if wrong.raises is not None or outcome.error is not None:
        return outcome.error is not None and wrong.raises == stop_of(outcome.error)
    tolerance = Tolerance(outcome.case.rtol, outcome.case.atol)
    if apart(outcome.got, wrong.value, tolerance):
        return False
    with np.errstate(all="ignore"):
        return compare(outcome.got, wrong.value, tolerance, names=parts) is None


def _explains(keys: Keys, matched: set[Keys], listed: set[Keys]) -> bool:
    """Whether a mistake explains a failed case.

    Two mistakes at once are not listed where one of them hides the other; there the one that
    shows speaks for both.
    """
    return keys in matched or (keys not in listed and any((key,) in matched for key in keys))


def _evidence(outcomes: Sequence[Outcome], spec: Spec) -> dict[Keys, tuple[int, int]]:
    """For each mistake that fits somewhere: cases it explains, and cases it speaks against."""
    cases = []
    for outcome in outcomes:
        wrongs = outcome.case.wrong
        hits = () if outcome.passed else (w for w in wrongs if _matches(outcome, w, spec.parts))
        cases.append(({w.keys for w in hits}, {w.keys for w in wrongs}))
    every: set[Keys] = set().union(*(matched for matched, _ in cases)) if cases else set()
    evidence = {}
    for keys in every:
        explained = sum(_explains(keys, matched, listed) for matched, listed in cases)
        against = sum(keys in listed and keys not in matched for matched, listed in cases)
        evidence[keys] = (explained, against)
    return evidence


def known_mistake(outcomes: Sequence[Outcome], spec: Spec) -> Keys:
    """The keys of the mistake (or the two together) that best explain the failed cases.

    The mistake that explains most failed cases wins; then the one least contradicted by the
    others; then one alone before two together; then the order in ``spec.says``. One that is
    contradicted more often than it fits is not named: two answers can meet in one case by chance.

    Returns:
        One or two keys of ``spec.says``, or an empty tuple where no known mistake fits.
    """
    order = list(spec.says)
    evidence = {k: e for k, e in _evidence(outcomes, spec).items() if e[0] >= e[1]}
    if not evidence:
        return ()
    return min(
        evidence,
        key=lambda k: (-evidence[k][0], evidence[k][1], len(k), [order.index(key) for key in k]),
    )


_ADVICE = (
    (
        "truth value of an array",
        "`if`, `max` and `and` ask for one True or False, and an array holds many. Take one "
        "number of it, such as `a[i]`; or choose at each place, with `np.where` or `np.maximum`.",
    ),
    (
        "tuple index out of range",
        "A tuple has fewer entries than you ask for: `x.shape[1]` of an array with one axis does "
        "that. `for i in np.ndindex(x.shape)` visits every place of any shape.",
    ),
    (
        "could not be broadcast",
        "Two arrays do not fit together: NumPy compares shapes from the right, so (m, n) goes "
        "with (n,) and not with (m,). Print the shapes just before that line.",
    ),
    (
        "mismatch in its core dimension",
        "The inner sizes of `@` differ: (a, b) @ (b, c). Is a transpose missing, or one too many?",
    ),
    (
        "cannot access local variable",
        "That name gets its value further down, or in a branch that was not taken.",
    ),
    (
        "is not defined",
        "Python does not know that name: is it misspelled, or does it stand in a cell that has "
        "not run yet?",
    ),
    (
        "object is not callable",
        "Round brackets after a value call it like a function: is a `*` missing, or has a "
        "variable taken a function's name?",
    ),
    (
        "has no attribute",
        "That value does not have what is asked of it after the dot: is it a list where an array "
        "was meant?",
    ),
)
"""What to do about the exceptions that beginners meet most, by words of their messages."""


def advice(error: BaseException | None) -> str:
    """What to do about an exception, in one or two sentences; empty for one of the rarer kind."""
    words = words_of(error) if error is not None else ""
    return next((says for part, says in _ADVICE if part in words), "")


def _close(left: Array, right: Array) -> bool:
    return bool(np.allclose(left, right, rtol=1e-5, atol=1e-8 * (1 + np.abs(right).max())))


def _factor(got: Array, right: Array, numbers: bool) -> str:
    """A sentence where the answer is the right one times one constant."""
    mask = np.abs(right) > 1e-9 * np.abs(right).max()
    if mask.sum() < min(2, right.size) or not np.abs(got[~mask]).max(initial=0.0) < 1e-6:
        return ""
    ratios = got[mask] / right[mask]
    ratio = float(np.median(ratios))
    if abs(ratio) < 1e-9 or abs(ratio - 1) < 1e-3 or not np.allclose(ratios, ratio, rtol=1e-4):
        return ""
    if abs(ratio + 1) < 1e-4:
        return "every value has the right size and the wrong sign"
    return f"every value is off by the same factor{f' {ratio:.4g}' if numbers else ''}"


def _offset(got: Array, right: Array, numbers: bool) -> str:
    """A sentence where the answer is the right one plus one constant."""
    gaps = got - right
    gap = float(np.median(gaps))
    if right.size < 3 or np.ptp(gaps) > 1e-5 * (abs(gap) + 1e-12):
        return ""
    return f"every value is off by the same amount{f', {gap:.4g}' if numbers else ''}"


def _columns(got: Array, right: Array, numbers: bool) -> str:
    """A sentence where whole columns are right and others are not."""
    if right.ndim != 2 or right.shape[1] < 2:
        return ""
    bad = [j for j in range(right.shape[1]) if not _close(got[:, j], right[:, j])]
    if not bad or len(bad) == right.shape[1]:
        return ""
    if not numbers:
        return "some columns are right and some are not"
    named = ", ".join(map(str, bad[:5])) + (", …" if len(bad) > 5 else "")
    which = f"column {named} is" if len(bad) == 1 else f"columns {named} are"
    return f"{which} off and the others are right"


def _square(got: Array, right: Array, numbers: bool) -> str:
    """A sentence where the answer is the square or the root of the right one."""
    if right.size < 2 or (right < 0).any() or _close(right, right**2):
        return ""
    if _close(got, right**2):
        return "every value is the square of the right one"
    if (got >= 0).all() and _close(got, np.sqrt(right)):
        return "every value is the square root of the right one"
    return ""


def _turned(got: Array, right: Array, numbers: bool) -> str:
    """A sentence where the answer is the right one transposed."""
    square = right.ndim == 2 and right.shape[0] == right.shape[1]
    return "it is the right answer transposed" if square and _close(got, right.T) else ""


_LOOKS: tuple[Callable[[Array, Array, bool], str], ...] = (
    _turned,
    _square,
    _factor,
    _offset,
    _columns,
)


def looks_like(got: Any, right: Any, numbers: bool = True) -> str:
    """How wrong numbers resemble the right ones, of the same shape.

    Args:
        got: the numbers found.
        right: the numbers asked for.
        numbers: whether factors and places may be shown; False for hidden cases.

    Returns:
        Half a sentence such as ``every value is off by the same factor 2``, or nothing.
    """
    found, asked = np.asarray(got, dtype=float), np.asarray(right, dtype=float)
    if not (np.isfinite(found).all() and np.isfinite(asked).all()) or asked.ndim == 0:
        return ""
    with np.errstate(all="ignore"):
        return next((text for look in _LOOKS if (text := look(found, asked, numbers))), "")


def _of_difference(difference: Difference | None, numbers: bool) -> str:
    """What `looks_like` says of one difference, after the name of the part that is off."""
    if difference is None or difference.rung != "value" or difference.got is None:
        return ""
    found = looks_like(difference.got, difference.expected, numbers)
    return f"{difference.part}: {found}" if found and difference.part else found


def resemblance(outcome: Outcome, numbers: bool = True, parts: tuple[str, ...] = ()) -> str:
    """How a wrong answer resembles the right one, where no known mistake fits.

    Args:
        outcome: a failed case.
        numbers: whether factors and places may be shown; False for hidden cases.
        parts: names of the returned values, where there are several: each is looked at.

    Returns:
        What `looks_like` says of each part that is off, after its name.
    """
    got, right = outcome.got, outcome.case.expected
    if not (parts and isinstance(got, tuple | list) and len(got) == len(parts)):
        return _of_difference(outcome.difference, numbers)
    tolerance = Tolerance(outcome.case.rtol, outcome.case.atol)
    with np.errstate(all="ignore"):
        found = [
            compare(g, e, tolerance, part) for g, e, part in zip(got, right, parts, strict=True)
        ]
    return "; ".join(text for d in found if (text := _of_difference(d, numbers)))
