"""Tests of `bngrader.grading.exercise`: an exercise as its author writes it."""

from __future__ import annotations

import dataclasses

import pytest
from grading_toy import MEANS


def test_finds_a_misconception_by_its_key() -> None:
    """Return the misconception asked for, and raise KeyError for one that is not there."""
    assert MEANS.misconception("rows").says == "Use axis=0."
    with pytest.raises(KeyError, match="columns"):
        MEANS.misconception("columns")


def test_two_misconceptions_of_one_name_are_refused() -> None:
    """Refuse what could never be told apart, naming exercise and key."""
    with pytest.raises(ValueError, match=r"means: two misconceptions are called sum"):
        dataclasses.replace(MEANS, misconceptions=(*MEANS.misconceptions, MEANS.misconceptions[0]))


def test_two_trials_of_one_name_are_refused() -> None:
    """Refuse two trials that would draw the same numbers, naming them."""
    with pytest.raises(ValueError, match=r"means: two trials are called numbers"):
        dataclasses.replace(MEANS, trials=(*MEANS.trials, MEANS.trials[1]))


@pytest.mark.parametrize(("hidden", "kind"), [(True, "hidden"), (False, "visible")])
def test_an_exercise_needs_both_kinds_of_trials(hidden: bool, kind: str) -> None:
    """Refuse an exercise that could not be checked, or not be graded."""
    trials = tuple(t for t in MEANS.trials if t.hidden is not hidden)
    with pytest.raises(ValueError, match=f"no {kind} trial"):
        dataclasses.replace(MEANS, trials=trials)
