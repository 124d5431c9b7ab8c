"""Tests of `bngrader.grading.matrix`: the kill matrix, and that it does show blanks."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from bngrader.exercises import catalogue
from bngrader.grading.exercise import Exercise, Maker, Misconception, Trial
from bngrader.grading.matrix import Matrix, kill_matrix, secrets_for_tests
from bnlab.checking.report import REMARK
from grading_toy import MEANS

FEW = secrets_for_tests(3)


def changed(**more: Any) -> Matrix:
    """Return the matrix of the toy exercise with something changed."""
    return kill_matrix(dataclasses.replace(MEANS, **more), FEW)


def test_a_sound_exercise_has_no_blank() -> None:
    """Find nothing to say against the toy exercise."""
    matrix = kill_matrix(MEANS, FEW)
    assert matrix.blanks == ()
    assert matrix.columns == (
        "a tall batch",
        "as many rows as columns",
        "leaves its inputs alone",
    )
    assert matrix.secrets == 3


def test_every_answer_has_a_line() -> None:
    """Show model, stub, variants, lazy answers, mistakes and pairs, with shares and counts."""
    lines = {(line.kind, line.key): line for line in kill_matrix(MEANS, FEW).lines}
    kinds = {kind for kind, _ in lines}
    assert kinds == {"model", "stub", "variant", "lazy", "misconception", "two at once"}
    assert lines["model", "model"].shares == [1.0] * 3
    assert lines["stub", "stub"].shares == [0.0] * 3
    assert lines["misconception", "sum"].cells["a tall batch"] == 0
    assert lines["misconception", "in place"].cells["a tall batch"] == 3
    assert ("two at once", "sum + late") in lines


def test_shows_a_hidden_trial_that_lets_its_mistake_through() -> None:
    """Show a blank where the trial meant for a mistake cannot catch it."""
    same = Trial("all rows alike", lambda rng: (np.ones((4, 3)) * rng.normal(),), hidden=True)
    mean = (("total / len(X)", "X[1:].mean(axis=0)"),)
    late = Misconception("late", "All of the rows.", "", "all rows alike", patch=mean)
    matrix = changed(trials=(*MEANS.trials, same), misconceptions=(late,))
    assert len([b for b in matrix.blanks if "passes “all rows alike”" in b]) == 3


def test_shows_a_mistake_that_is_meant_for_no_trial() -> None:
    """Show a blank where a mistake names a trial that there is not."""
    lost = dataclasses.replace(MEANS.misconception("sum"), caught="a talll batch")
    assert any("a talll batch" in blank for blank in changed(misconceptions=(lost,)).blanks)


def test_shows_a_mistake_that_costs_nothing() -> None:
    """Show a blank for a mistake that is right after all."""
    fine = Misconception("fine", "No.", "", "a tall batch", patch=(("len(X)", "X.shape[0]"),))
    blanks = changed(misconceptions=(fine,)).blanks
    assert "misconception fine: the visible checks do not name it" in blanks
    assert any("secret 2: passes" in blank for blank in blanks)


def test_shows_a_lazy_answer_that_scores() -> None:
    """Show a blank where zeros are the right answer."""

    def centred(rng: np.random.Generator) -> tuple[Any, ...]:
        X = rng.integers(-9, 9, (4, 3)).astype(float)
        return (np.concatenate([X, -X]),)

    trials = (*MEANS.trials[:2], Trial("a tall batch", centred, hidden=True))
    blanks = changed(trials=trials).blanks
    assert "lazy zeros: gets 100%" in blanks
    assert not any(blank.startswith("lazy ones") for blank in blanks)


def test_shows_hidden_answers_that_the_visible_ones_give_away() -> None:
    """Show a blank where knowing the visible answers by heart is enough."""
    hand = MEANS.trials[0]
    trials = (hand, Trial("the same again", hand.make, hidden=True))
    assert "lazy visible replayed: gets 100%" in changed(trials=trials).blanks


def test_shows_a_right_answer_that_fails() -> None:
    """Show a blank for a variant that does not get everything."""
    variant = "def means(X):\n    return X.mean(axis=0).tolist()\n"
    blanks = changed(variants=(variant,)).blanks
    assert len([b for b in blanks if b.startswith("variant text0: should pass")]) == 4


def test_shows_a_model_that_is_wrong() -> None:
    """Show a blank where oracle and model do not agree."""
    blanks = changed(oracle=lambda X: X.mean(axis=0) + 1, misconceptions=()).blanks
    assert any(blank.startswith("model model: should pass everything") for blank in blanks)


def test_shows_a_mistake_that_is_told_another_ones_sentence() -> None:
    """Show a blank where two mistakes look the same in every case."""
    twin = Misconception(
        "twin", "Never heard.", "", "a tall batch", patch=(("total / len(X)", "X.sum(axis=0)"),)
    )
    blanks = changed(misconceptions=(MEANS.misconception("sum"), twin)).blanks
    assert any("misconception twin: secret 0: is told ('sum',)" in blank for blank in blanks)


def test_shows_two_mistakes_that_look_like_a_third() -> None:
    """Show a blank where two at once are told a sentence that belongs to neither."""
    third = Misconception(
        "third",
        "Something else.",
        "",
        "a tall batch",
        code="def means(X):\n    return X[1:].sum(axis=0)\n",
    )
    two = (MEANS.misconception("sum"), MEANS.misconception("late"))
    blanks = changed(misconceptions=(third, *two)).blanks
    assert "two at once sum + late: case set 0: is told ('third',)" in blanks


def test_secrets_for_tests_differ_and_stay() -> None:
    """Give as many different secrets as asked for, the same ones every time."""
    assert len(set(secrets_for_tests(20))) == 20
    assert secrets_for_tests(20)[:3] == FEW


@pytest.mark.slow
@pytest.mark.parametrize("exercise", catalogue().values(), ids=lambda e: str(e.name))
def test_no_exercise_has_a_blank(exercise: Exercise) -> None:
    """Try every answer to every exercise under twenty secrets and find no blank."""
    assert kill_matrix(exercise, secrets_for_tests(20)).blanks == ()


def far(rng: np.random.Generator) -> tuple[Any, ...]:
    """Draw a batch far from zero, where float32 loses digits."""
    return (rng.integers(1, 9, (4, 3)) + 1e7 + 0.5,)


def rounded(make: Maker) -> Maker:
    """Draw whole numbers, of which float32 loses no digit."""
    return lambda rng: (np.round(make(rng)[0]),)


def test_what_is_worth_a_remark_costs_nothing() -> None:
    """Find no blank where a trial of weight 0 leads to a remark, and one where it costs marks."""
    body = "X.astype(np.float32).sum(axis=0).astype(float)"
    asides = (Trial("far", far, weight=0), Trial("far off", far, hidden=True, weight=0))
    single = Misconception("single", "It is single.", "", REMARK, patch=(("X.sum(axis=0)", body),))
    exact = tuple(dataclasses.replace(t, make=rounded(t.make)) for t in MEANS.trials)
    sound = changed(trials=(*exact, *asides), misconceptions=(single,))
    assert sound.blanks == ()
    assert "far off" not in sound.columns
    costly = dataclasses.replace(single, patch=(("X.sum", "X[1:].sum"),))
    blanks = changed(trials=(*exact, *asides), misconceptions=(costly,)).blanks
    assert any("passes “only a remark”" in blank for blank in blanks)
