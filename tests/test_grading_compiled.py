"""Tests of `bngrader.grading.compiled`: an exercise with its inputs drawn."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from bngrader.grading.compiled import compiled, visible_text
from bngrader.grading.exercise import Misconception, Trial
from bnlab.checking.spec import Spec, spec_from_data, spec_to_data
from grading_toy import MEANS, OTHER_SECRET, SECRET


def inputs(spec: Spec) -> list[bytes]:
    """Return the bytes of all inputs."""
    return [arg.tobytes() for case in spec.cases for arg in case.args]


def test_visible_and_hidden_trials_are_kept_apart() -> None:
    """Put each trial behind its own door."""
    visible, hidden = compiled(MEANS, None), compiled(MEANS, SECRET)
    assert [case.name for case in visible.cases] == ["two rows by hand", "numbers"]
    assert [case.name for case in hidden.cases] == ["a tall batch", "as many rows as columns"]
    assert [case.weight for case in hidden.cases] == [2, 1.0]
    assert (visible.hidden, hidden.hidden) == (False, True)
    assert list(visible.says) == [m.key for m in MEANS.misconceptions]


def test_hidden_inputs_belong_to_the_secret() -> None:
    """Draw the same inputs for one secret every time, and others for every other secret."""
    first, again = compiled(MEANS, SECRET), compiled(MEANS, SECRET)
    other = compiled(MEANS, OTHER_SECRET)
    assert inputs(first) == inputs(again)
    assert not set(inputs(first)) & set(inputs(other))


def test_visible_inputs_are_the_same_everywhere() -> None:
    """Draw the visible inputs without any secret."""
    assert inputs(compiled(MEANS, None)) == inputs(compiled(MEANS, None))


def test_inputs_do_not_depend_on_their_neighbours() -> None:
    """Keep a trial's numbers when another trial is added before it."""
    more = (Trial("new", lambda rng: (rng.normal(size=(2, 2)),), hidden=True), *MEANS.trials)
    longer = compiled(dataclasses.replace(MEANS, trials=more), SECRET)
    assert inputs(longer)[1:] == inputs(compiled(MEANS, SECRET))


def test_right_answers_are_the_oracles() -> None:
    """Expect what the oracle says of the very inputs that are handed out."""
    for secret in (None, SECRET):
        for case in compiled(MEANS, secret).cases:
            assert np.array_equal(case.expected, MEANS.oracle(*case.args))


def test_wrong_answers_are_those_of_the_mistakes() -> None:
    """List what each mistake gives, without what is right after all."""
    case = compiled(MEANS, None).cases[0]
    wrong = {w.keys: w for w in case.wrong}
    assert wrong["sum",].value.tolist() == [4.0, 60.0, 14.0]
    assert wrong["rows",].value.tolist() == [9.0, 30.0]
    assert ("in place",) not in wrong  # its values are right
    assert wrong["sum", "late"].value.tolist() == [3.0, 50.0, 7.0]


def test_two_that_look_like_one_are_listed_once() -> None:
    """Leave two mistakes together out where they look like one of them alone."""
    twin = Misconception(
        "also late", "", "", "numbers", patch=(("total /", "X[1:].sum(axis=0) /"),)
    )
    exercise = dataclasses.replace(MEANS, misconceptions=(MEANS.misconception("late"), twin))
    keys = [w.keys for w in compiled(exercise, None).cases[0].wrong]
    assert keys == [("late",), ("also late",)]


def test_a_mistake_that_stops_is_listed_with_its_words() -> None:
    """Keep the exception that a wrong answer stops with."""
    stops = Misconception("stops", "", "", "numbers", patch=(("X.sum", "X.som"),))
    exercise = dataclasses.replace(MEANS, misconceptions=(stops,))
    (wrong,) = compiled(exercise, None).cases[0].wrong
    assert wrong.raises is not None
    assert wrong.raises.startswith("AttributeError: ")
    assert "som" in wrong.raises


def test_compiling_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    """Let no warning out of a wrong answer that divides by zero."""
    divides = Misconception("zero", "", "", "numbers", patch=(("len(X)", "np.zeros(1)"),))
    exercise = dataclasses.replace(MEANS, misconceptions=(divides,))
    case = compiled(exercise, None).cases[0]
    assert np.isinf(case.wrong[0].value).all()
    assert capsys.readouterr() == ("", "")


def test_shipped_text_is_the_same_every_time() -> None:
    """Write the same bytes whenever the checks are built."""
    assert visible_text((MEANS,)) == visible_text((MEANS,))


def test_shipped_text_holds_what_is_visible_and_nothing_hidden() -> None:
    """Ship the visible cases, and no trace of hidden ones or of code."""
    text = visible_text((MEANS,))
    (data,) = json.loads(text)["exercises"]
    back = spec_from_data(data)
    assert inputs(back) == inputs(compiled(MEANS, None))
    for word in ("a tall batch", "as many rows", "lambda", "def ", "X.sum"):
        assert word not in text
    assert spec_to_data(back) == data


def test_shipped_numbers_have_twelve_digits() -> None:
    """Let two machines that differ in the last digits write the same text."""
    case = compiled(MEANS, None).cases[1]
    for number in case.args[0].ravel():
        assert float(f"{number:.12g}") == number
    assert '"numbers"' in visible_text((MEANS,))


def test_steps_are_shipped_where_there_are_some() -> None:
    """Write an exercise's steps beside its cases, and nothing where it has none."""
    steps = dataclasses.replace(MEANS, steps=lambda: {"total": np.array([4.0, 60.0])})
    data = json.loads(visible_text((steps,)))["exercises"][0]
    assert data["steps"]["total"]["$array"] == [4.0, 60.0]
    assert data["cases"]
    assert "steps" not in json.loads(visible_text((MEANS,)))["exercises"][0]
