"""Tests of `bngrader.grading.sources`: the text of right and wrong answers."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from bngrader.grading.exercise import Misconception
from bngrader.grading.sources import (
    PatchError,
    function_from,
    mistaken_text,
    model_text,
    pairs,
    patched,
    stub_of,
    text_of,
)
from grading_toy import MEANS

X = np.array([[1.0, 2.0], [3.0, 6.0]])


def test_the_model_is_written_as_a_learner_would_write_it() -> None:
    """Give the model the exercise's name, its parameters, and no docstring."""
    text = model_text(MEANS)
    assert text.startswith("def means(X):\n    total = X.sum(axis=0)\n")
    assert '"""' not in text
    assert function_from(text, "means")(X).tolist() == [2.0, 4.0]


def test_texts_are_renamed_too() -> None:
    """Rename an answer that is given as text."""
    assert text_of("  def f(X):\n      return X\n", "means") == "def means(X):\n    return X\n"


def test_the_stub_is_what_a_learner_finds() -> None:
    """Raise NotImplementedError, with the right parameters."""
    stub = function_from(stub_of(MEANS), "means")
    with pytest.raises(NotImplementedError):
        stub(X)


@pytest.mark.parametrize(("old", "count"), [("nowhere", 0), ("a", 2)])
def test_a_patch_must_fit_exactly_once(old: str, count: int) -> None:
    """Refuse a replacement that fits nowhere or twice, naming what and how often."""
    with pytest.raises(PatchError, match=rf"means/slip: '{old}' stands {count} times"):
        patched("banan", ((old, "x"),), "means/slip")


def test_patches_are_applied_in_order() -> None:
    """Let a later replacement see what an earlier one wrote."""
    assert patched("one", (("one", "two"), ("two", "three")), "it") == "three"


def test_a_mistake_is_the_model_with_a_slip() -> None:
    """Change the model where the patch says, and nowhere else."""
    text = mistaken_text(MEANS, MEANS.misconception("sum"))
    assert text == model_text(MEANS).replace(" / len(X)", "")
    assert function_from(text, "means")(X).tolist() == [4.0, 8.0]


def test_a_mistake_may_be_a_whole_function() -> None:
    """Take a mistake's own code under the exercise's name."""
    text = mistaken_text(MEANS, MEANS.misconception("in place"))
    assert text.startswith("def means(X):")


def test_a_whole_function_is_not_combined() -> None:
    """Refuse to patch one mistake's own code with another."""
    with pytest.raises(PatchError, match="cannot be combined"):
        mistaken_text(MEANS, MEANS.misconception("sum"), MEANS.misconception("in place"))


def test_pairs_are_those_that_go_together() -> None:
    """Combine each two slips, in the exercise's order, and skip those that exclude each other."""
    found = pairs(MEANS)
    assert list(found) == [
        ("sum", "rows"),
        ("sum", "late"),
        ("rows", "late"),
        ("rows", "twice the sum"),
        ("late", "twice the sum"),
    ]
    assert function_from(found["sum", "late"], "means")(X).tolist() == [3.0, 6.0]


def test_a_slip_that_no_longer_fits_is_the_authors_mistake() -> None:
    """Name exercise and misconception where the model was changed under a patch."""
    stale = Misconception("stale", "", "", "numbers", patch=(("X.total", "X"),))
    exercise = dataclasses.replace(MEANS, misconceptions=(stale,))
    with pytest.raises(PatchError, match=r"means/stale: 'X\.total' stands 0 times"):
        mistaken_text(exercise, stale)


def test_a_text_must_define_the_name() -> None:
    """Raise KeyError where the name is missing, or is no function."""
    for text in ("def other(X):\n    return X\n", "means = 3\n"):
        with pytest.raises(KeyError, match="means"):
            function_from(text, "means")


def test_a_solitary_mistake_has_no_pairs() -> None:
    """Leave out of the pairs what few learners make."""
    lonely = [dataclasses.replace(m, solo=m.key == "sum") for m in MEANS.misconceptions]
    found = pairs(dataclasses.replace(MEANS, misconceptions=tuple(lonely)))
    assert found
    assert not [keys for keys in found if "sum" in keys]
