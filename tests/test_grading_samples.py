"""Tests of `bngrader.grading.samples`: every kind of answer to an exercise."""

from __future__ import annotations

import numpy as np
import pytest
from bngrader.exercises import catalogue
from bngrader.grading.compiled import compiled
from bngrader.grading.exercise import Exercise
from bngrader.grading.samples import answers, lazy_answers
from bnlab.checking.ladder import arguments
from bnlab.checking.values import Tolerance, compare
from grading_toy import MEANS, SECRET

EVERY = [MEANS, *catalogue().values()]


def test_every_kind_of_answer_is_there() -> None:
    """Give model, stub, variants and misconceptions by kind and key."""
    assert list(answers(MEANS)) == [
        "model/model",
        "stub/stub",
        "variant/loops",
        "variant/text1",
        "misconception/sum",
        "misconception/rows",
        "misconception/late",
        "misconception/twice the sum",
        "misconception/in place",
    ]


EXACT = Tolerance(1e-9, 1e-9)


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: str(e.name))
def test_each_answer_stands_on_its_own(exercise: Exercise) -> None:
    """Define the function in a notebook that has NumPy as np and nothing else."""
    spec = compiled(exercise, None)
    for key, answer in answers(exercise).items():
        assert key == f"{answer.kind}/{answer.key}"
        names: dict[str, object] = {"np": np}
        exec(compile(answer.source, key, "exec", dont_inherit=True), names)
        function = names[exercise.name]
        assert callable(function)
        if answer.kind != "stub":
            try:
                function(*arguments(spec.cases[0].args))
            except NameError as error:  # pragma: no cover - the failure that is looked for
                pytest.fail(f"{key} uses a name that a notebook has not: {error}")
            except Exception:
                if answer.kind != "misconception":
                    raise


def test_lazy_answers_do_no_work() -> None:
    """Give the input back, zeros, ones, and what was seen before, in the right build."""
    visible, hidden = compiled(MEANS, None), compiled(MEANS, SECRET)
    lazy = lazy_answers(MEANS, visible, hidden)
    X = hidden.cases[0].args[0]
    assert lazy["input back"](X) is X
    assert lazy["zeros"](X).tolist() == [0.0] * 4
    assert lazy["ones"](X).tolist() == [1.0] * 4
    seen = visible.cases[0]
    assert np.array_equal(lazy["visible replayed"](*seen.args), seen.expected)
    assert lazy["visible replayed"](X).shape == (3,)


def test_lazy_answers_fit_several_values() -> None:
    """Answer with as many values as are asked for."""
    exercise = catalogue()["fit_standardizer"]
    visible, hidden = compiled(exercise, None), compiled(exercise, SECRET)
    for function in lazy_answers(exercise, visible, hidden).values():
        assert len(function(*hidden.cases[0].args)) == 2


def test_lazy_answers_see_past_stand_ins() -> None:
    """Replay what was seen where an argument is a function or a cache, and 0 for a small error."""
    for name in ("gradient_check", "batch_norm_backward"):
        exercise = catalogue()[name]
        visible, hidden = compiled(exercise, None), compiled(exercise, SECRET)
        replayed = lazy_answers(exercise, visible, hidden)["visible replayed"]
        first, last = visible.cases[0], visible.cases[-1]
        assert compare(replayed(*arguments(first.args)), first.expected, EXACT) is None
        assert compare(replayed(*arguments(last.args)), last.expected, EXACT) is None
        assert replayed(*arguments(hidden.cases[0].args)) is not None


def test_lazy_answers_do_not_know_a_case_they_have_not_seen() -> None:
    """Give None from the cheat where no hidden case has these arguments."""
    visible, hidden = compiled(MEANS, None), compiled(MEANS, SECRET)
    assert lazy_answers(MEANS, visible, hidden)["zeros"](visible.cases[0].args[0]) is None
