"""The exercises, each defined once: what `check`, `grade`, feedback and the tests know of it."""

from __future__ import annotations

from ..grading.compiled import visible_text
from ..grading.exercise import Exercise
from . import unit01, unit02

_ALL: dict[str, Exercise] = {}


def register(exercise: Exercise) -> None:
    """Add an exercise to the catalogue.

    Raises:
        ValueError: if another exercise has that name already.
    """
    if _ALL.get(exercise.name, exercise) != exercise:
        raise ValueError(f"there are two exercises called {exercise.name}")
    _ALL[exercise.name] = exercise


def catalogue() -> dict[str, Exercise]:
    """Every exercise of the course by name."""
    return dict(_ALL)


def unit(name: str) -> tuple[Exercise, ...]:
    """The exercises of one unit, in their order; empty where it has none."""
    return tuple(e for e in _ALL.values() if e.unit == name)


def visible_checks(name: str) -> str:
    """The visible checks of unit *name* as the JSON text that ``bnlab`` ships."""
    return visible_text(unit(name))


for _exercise in (*unit01.EXERCISES, *unit02.EXERCISES):
    register(_exercise)
