"""Do two answers agree, and if not, at which rung do they part?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .stand_ins import Anything, AtMost

Array = npt.NDArray[Any]

FLOAT32_RTOL = 1e-4
FLOAT32_ATOL = 1e-5
"""What single precision is allowed: it keeps 7 digits, and a mean of squares may lose two."""


@dataclass(frozen=True)
class Difference:
    """Where an answer parts from the right one.

    Attributes:
        rung: ``type``, ``shape``, ``finite`` or ``value``.
        part: which part of the answer, in words; empty for the whole.
        text: one sentence with what was found and what was asked; may hold numbers.
        got: the numbers found, where the parting is at *finite* or *value*.
        expected: the numbers asked for, of the same shape.
    """

    rung: str
    part: str
    text: str
    got: Array | None = None
    expected: Array | None = None


@dataclass(frozen=True)
class Tolerance:
    """Largest errors allowed: relative to each value, and to its column's largest value."""

    rtol: float
    atol: float

    def allowed(self, got: Array, expected: Array) -> Array:
        """The error allowed at each place, shape of *expected*; wider where *got* is float32."""
        rtol, atol = self.rtol, self.atol
        if got.dtype == np.float32:
            rtol, atol = max(rtol, FLOAT32_RTOL), max(atol, FLOAT32_ATOL)
        size = np.abs(np.nan_to_num(expected, nan=0.0, posinf=0.0, neginf=0.0))
        columns = tuple(range(size.ndim - 1)) if size.ndim > 1 else None
        scale = size.max(axis=columns, initial=0.0)
        return np.asarray(rtol * size + atol * np.where(scale > 0, scale, 1.0))


def apart(got: Any, expected: Any, tolerance: Tolerance) -> bool:
    """Whether one glance tells that two answers do not agree.

    It looks at the first number of each array only, many times faster than `compare`: what is
    apart never agrees, what is not apart may or may not.
    """
    if isinstance(got, tuple | list) and isinstance(expected, tuple | list):
        return any(apart(g, e, tolerance) for g, e in zip(got, expected, strict=False))
    arrays = isinstance(got, np.ndarray) and isinstance(expected, np.ndarray)
    if not arrays or got.dtype.kind + expected.dtype.kind != "ff" or not got.size * expected.size:
        return False
    size = float(np.abs(expected).max())
    rtol, atol = max(tolerance.rtol, FLOAT32_RTOL), max(tolerance.atol, FLOAT32_ATOL)
    return bool(abs(got.item(0) - expected.item(0)) > rtol * size + atol * max(size, 1.0))


_KINDS = {
    "O": "of objects",
    "U": "of text",
    "S": "of text",
    "b": "of True and False",
    "c": "of complex numbers",
}


def describe(value: Any, depth: int = 2) -> str:
    """Say in a few words what kind of thing *value* is, without showing its content.

    Args:
        value: anything at all, even a list that holds itself.
        depth: how far to look into tuples and lists.
    """
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        kind = value.dtype.kind
        what = "" if kind in "iuf" else f" {_KINDS.get(kind, f'of type {value.dtype}')}"
        return f"an array of shape {value.shape}{what}"
    if isinstance(value, bool | np.bool_):
        return "a bool"
    if isinstance(value, complex | np.complexfloating):
        return "a complex number"
    if isinstance(value, int | float | np.number):
        return "one number"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, tuple | list):
        short = depth > 0 and len(value) <= 4
        inner = ", ".join(describe(v, depth - 1) for v in value) if short else ""
        kind = "a tuple" if isinstance(value, tuple) else "a list"
        return f"{kind} of {len(value)}" + (f" ({inner})" if inner else "")
    if isinstance(value, dict):
        return f"a dict with {len(value)} keys"
    return f"a {type(value).__name__}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool | np.bool_)


def _where(part: str) -> str:
    return f"{part}: " if part else ""


def _numbers(got: Any, expected: Array | float, part: str) -> Array | Difference:
    """The answer as an array of real numbers, or why it is not one."""
    asked = "one number" if np.ndim(expected) == 0 else "a NumPy array"
    found = f"{_where(part)}found {describe(got)}, asked for {asked}"
    if got is None:
        return Difference("type", part, f"{found}; is the `return` missing?")
    if isinstance(got, list | tuple):
        if np.ndim(expected) == 0:
            return Difference("type", part, f"{found}.")
        return Difference("type", part, f"{found}; `np.array(...)` makes one of it.")
    if not (isinstance(got, np.ndarray) or _is_number(got)):
        return Difference("type", part, f"{found}.")
    array = np.asarray(got)
    if array.dtype == object and not isinstance(got, np.ndarray):
        return Difference("type", part, f"{_where(part)}found a number too large for a float.")
    if array.dtype.kind == "b" and np.asarray(expected).dtype.kind == "b":
        return array.astype(np.int8)
    if array.dtype.kind not in "iuf":
        return Difference("type", part, f"{_where(part)}found {describe(got)}, asked for numbers.")
    return array


def _shape_text(got: Array, expected: Array, part: str) -> str:
    """What was found and asked, with the commonest cause where the shapes tell it."""
    text = f"{_where(part)}found shape {got.shape}, asked for {expected.shape}"
    if expected.ndim == 0:
        return f"{text}: one number, not an array."
    if got.ndim == 0:
        return f"{text}: one number for all columns together; `axis=0` keeps one for each."
    if got.ndim == 2 and got.T.shape == expected.shape:
        return f"{text}: it is lying on its side; is something transposed?"
    return f"{text}."


def _compare_numbers(
    got: Any, expected: Any, tolerance: Tolerance, part: str, remarks: list[str]
) -> Difference | None:
    """Climb type, shape, finite and value for one array or number."""
    right = np.asarray(expected)
    array = _numbers(got, expected, part)
    right = right.astype(np.int8) if right.dtype.kind == "b" else right
    if isinstance(array, Difference):
        return array
    if array.shape != right.shape:
        row = right.ndim <= 1 and array.shape == (1, *right.shape)
        if not row:
            return Difference("shape", part, _shape_text(array, right, part))
        remarks.append(
            f"{_where(part)}an extra axis of length 1 in front was taken as if it were not there; "
            "without `keepdims` it goes away."
        )
        array = array.reshape(right.shape)
    bad = ~np.isfinite(array) & np.isfinite(right)
    if bad.any():
        what = "NaN" if np.isnan(array[bad]).any() else "infinity"
        text = f"{_where(part)}{int(bad.sum())} of {bad.size} values are {what}."
        return Difference("finite", part, text, array, right)
    with np.errstate(all="ignore"):
        near = np.abs(array - right) <= tolerance.allowed(array, right)
    near |= (array == right) | (np.isnan(array) & np.isnan(right))
    if near.all():
        return None
    return Difference("value", part, _worst(array, right, near, part), array, right)


def _texts(found: float, right: float) -> tuple[str, str]:
    """Two numbers in as few digits, from 6 to 12, as show that they differ."""
    for digits in range(6, 13):
        texts = f"{found:.{digits}g}", f"{right:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return texts


def _worst(got: Array, expected: Array, near: Array, part: str) -> str:
    """Show the place that is furthest off, and how many are off at all."""
    if expected.ndim == 0:
        found, right = _texts(float(got), float(expected))
        return f"{_where(part)}found {found}, right is {right}."
    with np.errstate(all="ignore"):
        gap = np.where(near, -1.0, np.abs(got - expected))
    at = np.unravel_index(int(np.argmax(gap)), gap.shape)
    place = ", ".join(str(int(i)) for i in at)
    found, right = _texts(float(got[at]), float(expected[at]))
    return (
        f"{_where(part)}{int((~near).sum())} of {near.size} values are off; "
        f"at [{place}] found {found}, right is {right}."
    )


def _compare_parts(
    got: Any,
    expected: tuple[Any, ...] | list[Any],
    tolerance: Tolerance,
    part: str,
    remarks: list[str],
    names: tuple[str, ...],
) -> Difference | None:
    """Climb each value of a tuple or list in turn."""
    asked = f"{len(expected)} values" + (f": {', '.join(names)}" if names else "")
    if not isinstance(got, tuple | list):
        text = f"{_where(part)}found {describe(got)}, asked for {asked}"
        tail = "; is the `return` missing?" if got is None else "."
        return Difference("type", part, text + tail)
    if len(got) != len(expected):
        return Difference(
            "type", part, f"{_where(part)}found {len(got)} values, asked for {asked}."
        )
    for i, (g, e) in enumerate(zip(got, expected, strict=True)):
        name = names[i] if names else f"{part}[{i}]"
        found = compare(g, e, tolerance, name, remarks)
        if found:
            return found
    return None


def _compare_bound(got: Any, expected: AtMost, part: str) -> Difference | None:
    """Climb type, shape, finite and value for a number that has only to be small."""
    array = _numbers(got, 0.0, part)
    if isinstance(array, Difference):
        return array
    if array.size != 1:
        return Difference("shape", part, _shape_text(array, np.zeros(()), part))
    number = float(array.reshape(()))
    if not np.isfinite(number):
        return Difference("finite", part, f"{_where(part)}found {number}.")
    if 0 <= number <= expected.bound:
        return None
    text = f"{_where(part)}found {number:.3g}, right is anything from 0 to {expected.bound:.0e}."
    return Difference("value", part, text)


def compare(
    got: Any,
    expected: Any,
    tolerance: Tolerance,
    part: str = "",
    remarks: list[str] | None = None,
    names: tuple[str, ...] = (),
) -> Difference | None:
    """Climb *got* against *expected* and say where they part; None where they agree.

    Args:
        got: anything at all; nothing of it is called but what NumPy calls on numbers.
        expected: numbers, arrays, strings, bools, tuples, lists and dicts of them, and the
            stand-ins `Anything` and `AtMost`.
        tolerance: how far numbers may be off.
        part: in words, which part of the answer this is.
        remarks: collects what was accepted with a remark, such as shape (1, n) for (n,).
        names: names of the parts where *expected* is a tuple.
    """
    remarks = remarks if remarks is not None else []
    if isinstance(expected, Anything):
        return None
    if isinstance(expected, AtMost):
        return _compare_bound(got, expected, part)
    if isinstance(expected, tuple | list):
        return _compare_parts(got, expected, tolerance, part, remarks, names)
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            text = f"{_where(part)}found {describe(got)}, asked for a dict."
            return Difference("type", part, text)
        missing = [k for k in expected if k not in got]
        if missing:
            text = f"{_where(part)}the dict has no {', '.join(map(repr, missing))}."
            return Difference("type", part, text)
        for key, value in expected.items():
            found = compare(got[key], value, tolerance, f"{part}[{key!r}]", remarks)
            if found:
                return found
        return None
    if isinstance(expected, bool | str) or expected is None:
        if isinstance(expected, bool) and isinstance(got, bool | np.bool_):
            got = bool(got)
        if type(got) is not type(expected):
            asked = "True or False" if isinstance(expected, bool) else describe(expected)
            text = f"{_where(part)}found {describe(got)}, asked for {asked}."
            return Difference("type", part, text)
        if got != expected:
            text = f"{_where(part)}found {got!r:.60}, right is {expected!r}."
            return Difference("value", part, text)
        return None
    return _compare_numbers(got, expected, tolerance, part, remarks)
