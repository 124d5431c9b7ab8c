"""Tests of `bngrader.exercises`: what holds for every exercise of the course."""

from __future__ import annotations

import copy
import dataclasses
import json
from typing import Any

import numpy as np
import pytest
from bngrader import exercises
from bngrader.exercises import catalogue, register, unit, visible_checks
from bngrader.grading.compiled import compiled
from bngrader.grading.exercise import Exercise
from bngrader.grading.samples import answers
from bngrader.grading.score import report_on_text
from bngrader.grading.sources import pairs
from bnlab.checking.ladder import arguments
from bnlab.checking.report import PURITY, REMARK, Row
from bnlab.checking.spec import spec_from_data, spec_to_data
from bnlab.checking.stand_ins import Own
from bnlab.checking.values import Tolerance, compare
from grading_toy import OTHER_SECRET, SECRET

each = pytest.mark.parametrize("exercise", catalogue().values(), ids=lambda e: str(e.name))


def test_the_catalogue_is_a_copy() -> None:
    """Hand out the exercises by name, in a dict that may be changed."""
    found = catalogue()
    assert all(name == exercise.name for name, exercise in found.items())
    found.clear()
    assert catalogue()


def test_a_unit_has_its_own_exercises() -> None:
    """Give a unit's exercises in order, and none for a unit that has none."""
    names = [exercise.name for exercise in unit("01_normalizing_inputs")]
    assert names == ["fit_standardizer", "standardize", "bowl_condition"]
    assert unit("99_nowhere") == ()


def test_a_name_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse another exercise of the same name, and accept the same one twice."""
    monkeypatch.setattr(exercises, "_ALL", dict(catalogue()))
    first = next(iter(catalogue().values()))
    register(first)
    with pytest.raises(ValueError, match=f"two exercises called {first.name}"):
        register(dataclasses.replace(first, rtol=0.5))


def test_visible_checks_of_a_unit_are_json() -> None:
    """Write the visible checks of a unit's exercises, in their order, the same every time."""
    text = visible_checks("01_normalizing_inputs")
    names = [data["exercise"] for data in json.loads(text)["exercises"]]
    assert names == [exercise.name for exercise in unit("01_normalizing_inputs")]
    assert visible_checks("01_normalizing_inputs") == text
    assert json.loads(visible_checks("99_nowhere")) == {"exercises": []}


def arrays_in(value: object) -> list[Any]:
    """Return the arrays and the floats in a case's arguments or answer, in their order."""
    if isinstance(value, Own):
        return arrays_in((value.args, value.reference))
    if isinstance(value, dict):
        return arrays_in(tuple(value.values()))
    if isinstance(value, tuple | list):
        return [array for part in value for array in arrays_in(part)]
    return [np.asarray(value)] if isinstance(value, np.ndarray | float) else []


@each
def test_each_misconception_says_something_and_was_seen(exercise: Exercise) -> None:
    """Have for each misconception a sentence, a source, and a hidden trial that is there."""
    hidden = {trial.name for trial in exercise.trials if trial.hidden}
    said = [mistake.says for mistake in exercise.misconceptions]
    assert len(set(said)) == len(said)
    for mistake in exercise.misconceptions:
        assert 20 <= len(mistake.says) <= 300, mistake.key
        assert mistake.says.endswith("."), mistake.key
        assert mistake.seen, mistake.key
        assert mistake.caught in hidden | {PURITY, REMARK}, mistake.key
        assert bool(mistake.patch) != bool(mistake.code), mistake.key


@each
def test_each_right_answer_has_company(exercise: Exercise) -> None:
    """Have three right answers unlike the oracle, and an oracle apart from the model."""
    assert len(exercise.variants) >= 3
    assert exercise.oracle is not exercise.model
    assert len({answer.source for answer in answers(exercise).values()}) == len(answers(exercise))


@each
@pytest.mark.parametrize("secret", [None, SECRET])
def test_each_right_answer_agrees_with_the_oracle(
    exercise: Exercise, secret: bytes | None
) -> None:
    """Give the oracle's answer from the model and from each variant that is a function."""
    for case in compiled(exercise, secret).cases:
        for function in (exercise.model, *exercise.variants):
            if case.weight and not isinstance(function, str):
                got = function(*arguments(case.args))
                tolerance = Tolerance(exercise.rtol, exercise.atol)
                assert compare(got, case.expected, tolerance, names=exercise.parts) is None


@each
def test_each_course_has_hidden_inputs_of_its_own(exercise: Exercise) -> None:
    """Share no hidden input between two courses, nor with the visible checks."""
    drawn = [
        b"".join(array.tobytes() for array in arrays_in(case.args))
        for secret in (None, SECRET, OTHER_SECRET)
        for case in compiled(exercise, secret).cases
    ]
    assert all(drawn)
    assert len(set(drawn)) == len(drawn)


@each
def test_each_oracle_leaves_its_inputs_alone(exercise: Exercise) -> None:
    """Hand out the inputs that the oracle saw."""
    args = arguments(compiled(exercise, SECRET).cases[0].args)
    before = copy.deepcopy(arrays_in(args))
    exercise.oracle(*args)
    assert all(map(np.array_equal, before, arrays_in(args)))


@each
def test_each_hidden_report_keeps_its_numbers(exercise: Exercise) -> None:
    """Show no number of a hidden case to anybody, whatever they handed in."""
    spec = compiled(exercise, SECRET)
    numbers = {
        f"{value:.6g}"
        for case in spec.cases
        for array in arrays_in((case.args, case.expected))
        for value in np.ravel(array)
        if len(f"{value:.6g}") > 4  # a shorter one is no drawn number: ε, or what a name says
    }
    assert len(numbers) > 10
    leak = (
        f"def {exercise.name}({', '.join(exercise.params)}):\n"
        f"    raise ValueError(repr({exercise.params[0]}))\n"
    )
    for source in (leak, *(answer.source for answer in answers(exercise).values())):
        report = report_on_text(exercise, source, spec)
        shown = str(report) + report._repr_html_()
        assert not [number for number in numbers if number in shown]


def texts_of_rows(rows: tuple[Row, ...]) -> list[tuple[str, str | None]]:
    """Return what tells one report's rows from another's."""
    return [(row.name, row.rung) for row in rows]


@each
def test_two_mistakes_at_once_get_one_of_their_sentences(exercise: Exercise) -> None:
    """Say the first mistake's sentence, or that of the second where it hides the first."""
    spec = compiled(exercise, None)
    sources = {key: answer.source for key, answer in answers(exercise).items()}
    for (first, second), source in pairs(exercise).items():
        if PURITY in {exercise.misconception(key).caught for key in (first, second)}:
            continue
        report = report_on_text(exercise, source, spec)
        alone = report_on_text(exercise, sources[f"misconception/{second}"], spec)
        assert report.mistakes[:1] == (first,) or report.rows == alone.rows, (first, second)
        assert report.help


@each
def test_each_visible_check_survives_its_journey(exercise: Exercise) -> None:
    """Judge answers by the shipped checks as by those that were never shipped."""
    spec = compiled(exercise, None)
    shipped = spec_from_data(json.loads(json.dumps(spec_to_data(spec))))
    for answer in answers(exercise).values():
        ours = report_on_text(exercise, answer.source, spec)
        theirs = report_on_text(exercise, answer.source, shipped)
        assert texts_of_rows(ours.rows) == texts_of_rows(theirs.rows), answer.key
        assert ours.mistakes == theirs.mistakes, answer.key
