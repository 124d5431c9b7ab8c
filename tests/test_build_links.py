"""Tests of `bngrader.build.links`: a link to a solution holds wherever a unit is read."""

from __future__ import annotations

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
