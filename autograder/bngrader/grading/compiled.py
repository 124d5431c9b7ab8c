"""An exercise with its inputs drawn: visible checks to ship, hidden cases to grade with."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from typing import Any

import numpy as np
from bnlab.checking.ladder import arguments
from bnlab.checking.spec import Case, Spec, Wrong, decode, encode, spec_to_data, stop_of
from bnlab.checking.stand_ins import Anything
from bnlab.checking.values import Tolerance, apart, compare

from .exercise import Exercise, Function, Trial
from .secret import VISIBLE, generator
from .sources import function_from, mistaken_text, pairs

Keys = tuple[str, ...]


def _mistakes(exercise: Exercise) -> dict[Keys, Function]:
    """A function for each mistake and for each two that go together."""
    texts: dict[Keys, str] = {
        (m.key,): mistaken_text(exercise, m) for m in exercise.misconceptions
    }
    texts |= pairs(exercise)
    return {keys: function_from(text, exercise.name) for keys, text in texts.items()}


def _answer(function: Function, args: tuple[Any, ...], keys: Keys) -> Wrong:
    """What a wrong function answers, or the exception it stops with."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return Wrong(keys, function(*arguments(args)))
        except Exception as error:
            return Wrong(keys, raises=stop_of(error))


def _is(wrong: Wrong, other: Wrong, tolerance: Tolerance, parts: tuple[str, ...]) -> bool:
    """Whether two wrong answers cannot be told apart."""
    if wrong.raises or other.raises:
        return wrong.raises == other.raises
    if apart(wrong.value, other.value, tolerance):
        return False
    return compare(wrong.value, other.value, tolerance, names=parts) is None


def _masked(wrong: Wrong, right: Any) -> Wrong:
    """A wrong answer without the parts that are the learner's own affair."""
    value = wrong.value
    if not isinstance(right, tuple) or not isinstance(value, tuple) or len(value) != len(right):
        return wrong
    parts = (r if isinstance(r, Anything) else v for v, r in zip(value, right, strict=True))
    return replace(wrong, value=tuple(parts))


def _wrong_answers(
    exercise: Exercise, mistakes: dict[Keys, Function], args: tuple[Any, ...], right: Any
) -> tuple[Wrong, ...]:
    """The wrong answers to one case; a pair is left out where it looks like one mistake alone."""
    tolerance = Tolerance(exercise.rtol, exercise.atol)
    kept: list[Wrong] = []
    for keys, function in mistakes.items():
        wrong = _masked(_answer(function, args, keys), right)
        if _is(wrong, Wrong((), right), tolerance, exercise.parts):
            continue
        if len(keys) > 1 and any(
            len(k.keys) == 1 and _is(wrong, k, tolerance, exercise.parts) for k in kept
        ):
            continue
        kept.append(wrong)
    return tuple(kept)


def _case(exercise: Exercise, trial: Trial, secret: bytes, mistakes: dict[Keys, Function]) -> Case:
    """One trial with its inputs drawn and its answers computed."""
    drawn = trial.make(generator(secret, exercise.unit, exercise.name, trial.name))
    # Shipped numbers have twelve digits; answers belong to the shipped inputs, not the drawn ones.
    args = tuple(decode(encode(a)) for a in drawn)
    right = exercise.oracle(*arguments(args))
    wrong = _wrong_answers(exercise, mistakes, args, right)
    return Case(trial.name, args, right, trial.weight, exercise.rtol, exercise.atol, wrong)


def compiled(exercise: Exercise, secret: bytes | None) -> Spec:
    """An exercise with inputs drawn.

    Args:
        exercise: the exercise.
        secret: the course's secret for the hidden cases; None for the visible ones.
    """
    hidden = secret is not None
    mistakes = _mistakes(exercise)
    seed = VISIBLE if secret is None else secret
    cases = tuple(
        _case(exercise, t, seed, mistakes) for t in exercise.trials if t.hidden is hidden
    )
    return Spec(
        exercise=exercise.name,
        params=exercise.params,
        cases=cases,
        parts=exercise.parts,
        says={m.key: m.says for m in exercise.misconceptions},
        purity=exercise.purity,
        hidden=hidden,
    )


def visible_text(exercises: tuple[Exercise, ...]) -> str:
    """The visible checks of a unit as the JSON text that ``bnlab`` ships, byte for byte."""
    lines = []
    for exercise in exercises:
        data = spec_to_data(compiled(exercise, None))
        if exercise.steps:
            data["steps"] = {name: encode(value) for name, value in exercise.steps().items()}
        cases = ",\n".join(f"   {json.dumps(c, ensure_ascii=False)}" for c in data.pop("cases"))
        head = json.dumps(data, ensure_ascii=False)[:-1]
        lines.append(f'  {head}, "cases": [\n{cases}\n  ]}}')
    return '{"exercises": [\n' + ",\n".join(lines) + "\n]}\n"
