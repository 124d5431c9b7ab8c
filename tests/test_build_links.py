"""Tests of `bngrader.build.links`: a link to a solution holds wherever a unit is read."""

from __future__ import annotations

import json

from bngrader.build.links import for_class, for_learner, for_reader

TEXT = "[fit](../../notebooks/01_toy.ipynb#fit), [other](../../notebooks/02_b.ipynb#x), [a](b.md)"


def test_a_reader_stays_on_the_page() -> None:
    """Point within the same page, and to the page beside it for another unit."""
    assert for_reader(TEXT, "01_toy") == "[fit](#fit), [other](02_b.ipynb#x), [a](b.md)"


def test_a_learner_finds_the_laid_solutions() -> None:
    """Point into the folder of solved units that is laid beside a learner's copies."""
    expected = "[fit](solutions/01_toy.ipynb#fit), [other](solutions/02_b.ipynb#x), [a](b.md)"
    assert for_learner(TEXT) == expected


def test_a_class_sees_words_only() -> None:
    """Leave the words of a link to a solution that the handout does not hold."""
    assert for_class(TEXT) == "fit, other, [a](b.md)"


def test_a_whole_notebook_stays_one() -> None:
    """Take no bracket of the notebook's own for the beginning of a link."""
    notebook = {"cells": [{"source": ["A line.\n", TEXT]}, {"source": [TEXT]}]}
    text = json.dumps(notebook, indent=1)
    assert json.loads(for_class(text))["cells"][0]["source"][1] == for_class(TEXT)
    assert json.loads(for_learner(text))["cells"][1]["source"] == [for_learner(TEXT)]
