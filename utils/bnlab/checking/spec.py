"""What a checked exercise is: plain data that travels as JSON, with no code in it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from .stand_ins import Anything, AtMost, Given, Own

DIGITS = 12
"""Significant digits kept in a shipped number, so that two BLAS kernels write the same bytes."""


def printable(text: str) -> str:
    """The text on one line, with what cannot be printed as a question mark."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


def words_of(error: BaseException) -> str:
    """What an exception says, on one line; nothing where its own ``__str__`` fails."""
    try:
        return printable(str(error))
    except Exception:
        return ""


def stop_of(error: BaseException) -> str:
    """An exception as `Wrong.raises` holds it: its type, and what it says.

    The type alone is no evidence: a TypeError may come from anything at all.
    """
    return f"{type(error).__name__}: {words_of(error)}"


class SpecError(LookupError):
    """An exercise was asked for that this copy of the course does not hold."""


@dataclass(frozen=True)
class Wrong:
    """What a known mistake, or two of them together, would have answered in one case.

    Attributes:
        keys: the mistakes' keys, in the exercise's own order; one or two of them.
        value: the answer they would give; unused where they stop with an exception.
        raises: where they stop with an exception, its type and words, as `stop_of` gives them.
    """

    keys: tuple[str, ...]
    value: Any = None
    raises: str | None = None


@dataclass(frozen=True)
class Case:
    """One named trial of a function: the inputs, the right answer and the known wrong ones.

    Attributes:
        name: in plain words, such that a learner can make the case again.
        args: positional arguments, passed as copies; some may be `Own` or `Given`.
        expected: the right answer; numbers, arrays, tuples, lists and dicts of them, `Anything`
            and `AtMost`.
        weight: its share of the marks, relative to the other cases; 0 where it may only lead to
            a remark.
        rtol: largest error allowed, relative to each right value.
        atol: largest error allowed, relative to the largest right value of its column.
        wrong: what known mistakes answer here, where it differs from ``expected``.
    """

    name: str
    args: tuple[Any, ...]
    expected: Any
    weight: float = 1.0
    rtol: float = 1e-9
    atol: float = 1e-12
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True)
class Spec:
    """All that the ladder needs to know of one exercise.

    Attributes:
        exercise: the function's name.
        params: names of its parameters, in order.
        parts: names of what it returns, where it returns several values.
        cases: the trials.
        says: for each known mistake, the sentence that helps whoever made it; order is priority.
        purity: weight of the last row, *leaves its inputs alone*; 0 leaves that row out.
        hidden: True where reports must show neither numbers nor the learner's own text.
    """

    exercise: str
    params: tuple[str, ...]
    cases: tuple[Case, ...]
    parts: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    purity: float = 0.0
    hidden: bool = False


def _number(value: float, digits: int) -> Any:
    """A float as JSON can hold it, with so many significant digits and no negative zero."""
    if not math.isfinite(value):
        return {"$float": repr(value)}
    return float(f"{value:.{digits}g}") + 0.0


def _flushed(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The array with rounding dust set to zero: below 1e-14 of its column's largest value."""
    size = np.abs(np.where(np.isfinite(array), array, 0.0))
    columns = tuple(range(size.ndim - 1)) if size.ndim > 1 else None
    return np.where(np.abs(array) < 1e-14 * size.max(axis=columns, initial=0.0), 0.0, array)


def encode(value: Any, digits: int = DIGITS) -> Any:
    """Turn a value into JSON's own types; `decode` turns it back.

    Args:
        value: what is to travel.
        digits: significant digits kept in floats.

    Raises:
        TypeError: for anything but None, bool, numbers, str, arrays, tuples, lists, dicts and
            stand-ins.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return _number(float(value), digits)
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "f":
            flat = [_number(float(v), digits) for v in _flushed(value).ravel()]
        elif value.dtype.kind in "biu":
            flat = value.ravel().tolist()
        else:
            raise TypeError(f"an array of dtype {value.dtype} cannot be shipped; use numbers")
        return {"$array": flat, "shape": list(value.shape), "dtype": value.dtype.name}
    if isinstance(value, tuple):
        return {"$tuple": [encode(v, digits) for v in value]}
    if isinstance(value, list):
        return [encode(v, digits) for v in value]
    if isinstance(value, dict):
        return {"$dict": [[encode(k), encode(v, digits)] for k, v in value.items()]}
    if isinstance(value, Anything):
        return {"$anything": True}
    if isinstance(value, AtMost):
        return {"$at_most": value.bound}
    if isinstance(value, Given):
        return {"$given": value.name}
    if isinstance(value, Own):
        return {"$own": [value.name, encode(value.args), value.part, encode(value.reference)]}
    raise TypeError(
        f"{type(value).__name__} cannot be shipped; use numbers, arrays, tuples, dicts"
    )


def decode(value: Any) -> Any:
    """Turn what `encode` made back into values; arrays are new and writable."""
    if isinstance(value, list):
        return [decode(v) for v in value]
    if not isinstance(value, dict):
        return value
    if "$float" in value:
        return float(value["$float"])
    if "$array" in value:
        flat = [decode(v) for v in value["$array"]]
        return np.array(flat, dtype=value["dtype"]).reshape(value["shape"])
    if "$tuple" in value:
        return tuple(decode(v) for v in value["$tuple"])
    if "$anything" in value:
        return Anything()
    if "$at_most" in value:
        return AtMost(value["$at_most"])
    if "$given" in value:
        return Given(value["$given"])
    if "$own" in value:
        name, args, part, reference = value["$own"]
        return Own(name, decode(args), part, decode(reference))
    return {decode(k): decode(v) for k, v in value["$dict"]}


def _digits(case: Case) -> int:
    """The digits that a case's answers need: three more than its tolerance looks at.

    The rest may be rounding, which differs between two BLAS kernels, and so would the bytes.
    """
    return min(DIGITS, 3 - math.floor(math.log10(case.rtol))) if case.rtol > 0 else DIGITS


def spec_to_data(spec: Spec) -> dict[str, Any]:
    """A spec as a JSON object; hidden specs are refused, so that none is ever shipped.

    Raises:
        ValueError: if ``spec.hidden``.
    """
    if spec.hidden:
        raise ValueError(f"{spec.exercise}: a hidden spec must not be written to a file")
    return {
        "exercise": spec.exercise,
        "params": list(spec.params),
        "parts": list(spec.parts),
        "says": dict(spec.says),
        "purity": spec.purity,
        "cases": [
            {
                "name": case.name,
                "weight": case.weight,
                "rtol": case.rtol,
                "atol": case.atol,
                "args": [encode(a) for a in case.args],
                "expected": encode(case.expected, _digits(case)),
                "wrong": [
                    {"keys": list(w.keys), "raises": w.raises}
                    if w.raises
                    else {"keys": list(w.keys), "value": encode(w.value, _digits(case))}
                    for w in case.wrong
                ],
            }
            for case in spec.cases
        ],
    }


def _case_from_data(data: Mapping[str, Any]) -> Case:
    """One case from its JSON object."""
    return Case(
        name=data["name"],
        args=tuple(decode(a) for a in data["args"]),
        expected=decode(data["expected"]),
        weight=data["weight"],
        rtol=data["rtol"],
        atol=data["atol"],
        wrong=tuple(
            Wrong(tuple(w["keys"]), decode(w.get("value")), w.get("raises")) for w in data["wrong"]
        ),
    )


def spec_from_data(data: Mapping[str, Any]) -> Spec:
    """The spec that `spec_to_data` wrote."""
    return Spec(
        exercise=data["exercise"],
        params=tuple(data["params"]),
        cases=tuple(_case_from_data(c) for c in data["cases"]),
        parts=tuple(data["parts"]),
        says=data["says"],
        purity=data["purity"],
    )


def _shipped() -> Iterator[Mapping[str, Any]]:
    """The JSON object of each exercise whose visible checks this package carries."""
    folder = resources.files("bnlab") / "checks"
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".json"):
            yield from json.loads(path.read_text(encoding="utf-8"))["exercises"]


@cache
def load_spec(name: str) -> Spec:
    """The visible checks of exercise *name*.

    Raises:
        SpecError: if no unit of this copy has an exercise of that name; says which there are.
    """
    known = []
    for data in _shipped():
        if data["exercise"] == name:
            return spec_from_data(data)
        known.append(data["exercise"])
    raise SpecError(
        f"there is no exercise called {name!r}; this copy of the course has: "
        f"{', '.join(known) or 'none (run `make build`)'}"
    )


def load_steps() -> dict[str, Any]:
    """What stands between input and answer on the units' small batches, by name."""
    return {
        name: decode(value) for data in _shipped() for name, value in data.get("steps", {}).items()
    }
