"""Every kind of answer to an exercise: for the kill matrix, the demo class and the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from bnlab.checking.spec import Case, Spec
from bnlab.checking.stand_ins import AtMost, Given, Own

from .exercise import Exercise, Function
from .sources import mistaken_text, model_text, stub_of, text_of


@dataclass(frozen=True)
class Answer:
    """One answer to an exercise.

    Attributes:
        kind: ``model``, ``variant``, ``misconception`` or ``stub``.
        key: what tells it from others of its kind.
        source: text that defines the function; it needs NumPy as ``np``.
    """

    kind: str
    key: str
    source: str


def answers(exercise: Exercise) -> dict[str, Answer]:
    """Every answer that a learner might hand in, by ``kind/key``."""
    found = [
        Answer("model", "model", model_text(exercise)),
        Answer("stub", "stub", stub_of(exercise)),
    ]
    for i, variant in enumerate(exercise.variants):
        key = f"text{i}" if isinstance(variant, str) else variant.__name__.strip("_")
        found.append(Answer("variant", key, text_of(variant, exercise.name)))
    for mistake in exercise.misconceptions:
        found.append(Answer("misconception", mistake.key, mistaken_text(exercise, mistake)))
    return {f"{a.kind}/{a.key}": a for a in found}


def _like(value: Any, fill: float) -> Any:
    """A value of the same build with every number replaced."""
    if isinstance(value, tuple | list):
        return type(value)(_like(v, fill) for v in value)
    if isinstance(value, dict):
        return {k: _like(v, fill) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return np.full(value.shape, fill)
    return fill


def _is_case(case: Case, args: tuple[Any, ...]) -> bool:
    """Whether a case's plain arguments are these; what stand-ins became is not looked at."""
    pairs = zip(case.args, args, strict=False)
    plain = [(c, a) for c, a in pairs if not isinstance(c, Given | Own)]
    return len(case.args) == len(args) and all(np.array_equal(c, a) for c, a in plain)


def _looked_up(spec: Spec, answer: Callable[[Any], Any]) -> Function:
    """A function that finds the case by its arguments; it cheats as well as anyone could."""

    def lazy(*args: Any) -> Any:
        for case in spec.cases:
            if _is_case(case, args):
                return answer(case.expected)
        return None

    return lazy


def _shapes(args: tuple[Any, ...]) -> list[tuple[int, ...]]:
    return [np.shape(arg) for arg in args if isinstance(arg, np.ndarray)]


def _by_heart(expected: Any) -> Any:
    """A right answer as someone would write it down."""
    return 0.0 if isinstance(expected, AtMost) else expected


def _replayed(exercise: Exercise, visible: Spec) -> Function:
    """A function that knows the visible answers by heart and otherwise gives the likeliest one."""

    def lazy(*args: Any) -> Any:
        for case in visible.cases:
            if _is_case(case, args):
                return _by_heart(case.expected)
        alike = [c for c in visible.cases if _shapes(c.args) == _shapes(args)]
        return _by_heart((alike or list(visible.cases))[-1].expected)

    return lazy


def lazy_answers(exercise: Exercise, visible: Spec, hidden: Spec) -> dict[str, Function]:
    """Answers without work: the input back, zeros, ones, the visible answers replayed."""

    def input_back(*args: Any) -> Any:
        return tuple(args[0] for _ in exercise.parts) if exercise.parts else args[0]

    return {
        "input back": input_back,
        "zeros": _looked_up(hidden, lambda value: _like(value, 0.0)),
        "ones": _looked_up(hidden, lambda value: _like(value, 1.0)),
        "visible replayed": _replayed(exercise, visible),
    }
