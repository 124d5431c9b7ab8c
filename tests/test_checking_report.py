"""Tests of `bnlab.checking.report`: the table that a person reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from bnlab.checking.ladder import RUNGS
from bnlab.checking.report import PURITY, WAITS, Report, Row, examine, not_found
from bnlab.checking.spec import Case, Spec, Wrong
from checking_toy import FIRST, SAYS, WRONG, means, means_spec, range_spec

SPEC = means_spec()
HIDDEN = means_spec(hidden=True)


class Page(HTMLParser):
    """What a browser makes of a report: its tags and its text."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(report._repr_html_())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def row_of(report: Report, name: str) -> Row:
    """Return the row of that name."""
    return next(row for row in report.rows if row.name == name)


def test_a_right_answer_passes_everything() -> None:
    """Give everything to what is right, with nothing left to say."""
    report = examine(means, SPEC)
    assert report.passed
    assert report.fraction == 1.0
    assert report.help == ""
    assert report.headline == "means: all 3 checks pass."
    assert [row.name for row in report.rows] == ["two rows", "four rows", PURITY]


def test_a_stub_fails_everything_and_is_told_what_to_do() -> None:
    """Give nothing to a stub, call it once, and say where to write."""
    calls = []

    def stub(X: Any) -> Any:
        calls.append(X)
        raise NotImplementedError

    report = examine(stub, SPEC)
    assert report.fraction == 0.0
    assert len(calls) == 1
    assert {row.rung for row in report.rows[:2]} == {"written"}
    assert "Write `means`" in report.help


def test_a_branch_not_written_yet_costs_only_its_case() -> None:
    """Keep what is right where one branch alone is left to write."""

    def half(X: Any) -> Any:
        if len(X) == 4:
            raise NotImplementedError
        return means(X)

    report = examine(half, SPEC)
    assert row_of(report, "two rows").rung is None
    assert row_of(report, "four rows").rung == "written"
    assert 0 < report.fraction < 1


def test_marks_can_be_read_without_colour() -> None:
    """Say each verdict in words, in text and in HTML."""

    def half(X: Any) -> Any:
        return means(X) if len(X) == 2 else X.sum(axis=0)

    report = examine(half, SPEC)
    for text in (str(report), Page(report).text):
        assert "✓ passes" in text
        assert "✗ value" in text
        assert "2 of 3 checks pass" in text
        assert SAYS["sum"] in text
    waiting = examine(lambda X: None, SPEC)
    assert "· waits" in str(waiting)
    ends = range_spec()
    assert "◐ value" in str(examine(lambda x: (2.0, 1.0), ends))


def test_every_rung_has_a_word() -> None:
    """Say in words of its own at which rung a case stopped, and never that it passed."""
    marks = [Row("case", rung).mark for rung in RUNGS]
    assert len(set(marks)) == len(RUNGS)
    for mark in marks:
        assert re.fullmatch(r"✗ [a-z ]+", mark)
        assert "passes" not in mark
    assert Row("case", "written").mark == "✗ not written"
    assert Row("case", "inputs").mark == "✗ inputs changed"


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("keys", WRONG)
def test_two_mistakes_at_once_get_the_first_sentence(keys: tuple[str, ...], hidden: bool) -> None:
    """Say the first mistake's sentence, and that a second one stands behind it."""
    report = examine(WRONG[keys], means_spec(hidden))
    assert report.mistakes == keys
    assert report.help.startswith(SAYS[keys[0]])
    assert ("second mistake" in report.help) == (len(keys) == 2)


def test_an_unknown_mistake_is_told_what_it_resembles() -> None:
    """Say how the numbers are off where no known mistake fits."""
    assert "same factor 7" in examine(lambda X: means(X) * 7, SPEC).help
    assert "same factor" in examine(lambda X: means(X) * 7, HIDDEN).help
    assert examine(lambda X: np.cos(means(X)), SPEC).help == ""


def halves(X: Any) -> Any:
    """Be right and scribble."""
    right = means(X)
    X /= 2
    return right


def test_a_changed_input_is_one_mistake() -> None:
    """Take the row on inputs and nothing else, and name the argument."""
    for spec in (SPEC, HIDDEN):
        report = examine(halves, spec)
        assert [row.rung for row in report.rows] == [None, None, "inputs"]
        assert "`X`" in report.rows[-1].text
        assert "copy" in report.rows[-1].text
        assert report.fraction == 0.8


def test_leaving_inputs_alone_is_worth_nothing_by_itself() -> None:
    """Give no marks for purity to a function that has nothing right."""
    for function in (lambda X: None, lambda X: X * 0, lambda X: X.nothing):
        assert examine(function, SPEC).fraction == 0.0


def test_no_row_on_inputs_where_they_cannot_change() -> None:
    """Leave the row out where its weight is zero."""
    report = examine(means, means_spec(purity=0))
    assert [row.name for row in report.rows] == ["two rows", "four rows"]


def test_one_of_two_values_earns_its_share() -> None:
    """Say which value is right, in visible and hidden reports."""
    for hidden in (False, True):
        report = examine(lambda x: (x.min(), x.mean()), range_spec(hidden))
        assert report.fraction == 0.5
        assert "low is right" in report.rows[0].text
        assert "high" in report.rows[0].text


def test_weights_decide_the_share() -> None:
    """Weigh each row as its case says."""
    report = Report("f", (Row("a", None, weight=3, credit=1.0), Row("b", "value")))
    assert report.fraction == 0.75
    assert Report("f", ()).fraction == 0.0
    assert not Report("f", ()).passed


class OwnError(ValueError):
    """An exception of the learner's own."""


OwnError.__name__ = "<script>canary</script>"


class Box:
    """A thing of the learner's own."""


Box.__name__ = "<script>canary</script>"


def raises_script(X: Any) -> Any:
    """Put HTML into an exception."""
    raise ValueError("<script>canary</script>")


def raises_own(X: Any) -> Any:
    """Raise an exception with HTML for a name."""
    raise OwnError("<script>canary</script> `")


def takes_script(X: Any, Y: Any = "<script>canary</script>", *, Z: Any) -> Any:
    """Have HTML in the signature."""


def raises_lookalike(X: Any) -> Any:
    """Raise an own exception that has the name of a builtin one."""
    raise type("KeyError", (ArithmeticError,), {})("<script>canary</script>")


NASTY: tuple[Callable[..., Any], ...] = (
    raises_script,
    raises_own,
    takes_script,
    lambda X: "<script>canary</script>",
    lambda X: Box(),
    lambda X: {"<script>canary</script>": 1},
)


@pytest.mark.parametrize("function", NASTY)
def test_learner_text_is_escaped(function: Callable[..., Any]) -> None:
    """Let no tag through from a message, a string, a class name or a signature."""
    for spec in (SPEC, HIDDEN):
        page = Page(examine(function, spec))
        assert "script" not in page.tags
        assert page.tags.count("table") == 1


def test_learner_text_is_escaped_in_a_wrong_string() -> None:
    """Escape a string that came back where another was asked for."""
    case = Case("one", (1,), "right")
    report = examine(lambda x: "<script>canary</script>", Spec("f", ("x",), (case,)))
    page = Page(report)
    assert "script" not in page.tags
    assert "<script>" in page.text


def test_backticks_become_code_and_odd_ones_stay() -> None:
    """Set code as code, and survive text whose backticks do not pair."""
    assert "<code>X</code>" in Report("f", (Row("a", "value", "see `X` there"),))._repr_html_()
    html = Report("f", (Row("a", "value", "see `X there"),))._repr_html_()
    assert "<code>" not in html
    assert "`X there" in html


def test_visible_reports_show_what_was_said() -> None:
    """Repeat the exception's words and type where the case is visible."""
    text = str(examine(raises_script, SPEC))
    assert "ValueError" in text
    assert "<script>canary</script>" in text


@pytest.mark.parametrize("function", NASTY)
def test_hidden_reports_repeat_no_text_of_the_learner(function: Callable[..., Any]) -> None:
    """Say nothing in a hidden report that the learner's code could have made up."""
    report = examine(function, HIDDEN)
    assert "canary" not in str(report)
    assert "canary" not in report._repr_html_()


def test_hidden_reports_name_the_builtin_kind_of_an_exception() -> None:
    """Show ValueError for a learner's own kind of ValueError."""
    assert "stopped with ValueError." in str(examine(raises_own, HIDDEN))
    assert "stopped with ArithmeticError." in str(examine(raises_lookalike, HIDDEN))


PLANTED = 8317.25


def planted_spec() -> Spec:
    """Return hidden cases full of one number that can be recognised."""
    X = np.array([[PLANTED, 1.0, 2.0], [PLANTED, 3.0, 5.0]])
    case = Case("a feature is constant", (X,), means(X))
    return Spec("means", ("X",), (case,), purity=0.5, hidden=True)


def raises_numbers(X: Any) -> Any:
    """Try to carry the inputs out."""
    raise ValueError(str(X.tolist()))


@pytest.mark.parametrize(
    "function",
    [
        raises_numbers,
        lambda X: X,
        lambda X: str(X.tolist()),
        lambda X: {X[0, 0]: X},
        lambda X: X.mean(axis=0) * 2,
        lambda X: X.mean(axis=0) + PLANTED,
        lambda X: X.mean(axis=0) + np.nan,
        lambda X: X.mean(axis=1),
        lambda X: type(f"N{X[0, 0]}", (), {})(),
        lambda X: X.mean(axis=0, keepdims=True) + np.array([0, 0, 1]),
        means,
        halves,
    ],
)
def test_hidden_reports_hold_no_numbers_of_the_case(function: Callable[..., Any]) -> None:
    """Keep inputs and answers out of a hidden report, whatever the function does."""
    report = examine(function, planted_spec())
    for text in (str(report), report._repr_html_()):
        assert "8317" not in text
        assert "16634" not in text
    shown = " ".join([row.text for row in report.rows] + [report.help, *report.remarks])
    assert not any(character.isdigit() for character in shown)


def test_says_which_checks_these_were() -> None:
    """Tell visible checks from hidden ones."""
    assert "visible checks" in examine(means, SPEC).note
    assert "hidden" in examine(means, HIDDEN).note


def test_remarks_are_shown_once() -> None:
    """Say once what was accepted with a remark, however many cases show it."""
    report = examine(lambda X: X.mean(axis=0, keepdims=True), SPEC)
    assert report.passed
    assert len(report.remarks) == 1
    assert str(report).count("keepdims") == 1


def test_examining_leaves_the_spec_alone() -> None:
    """Find the cases the same after any function."""
    before = FIRST.copy()
    examine(halves, SPEC)
    assert np.array_equal(SPEC.cases[0].args[0], before)


def test_a_name_that_is_not_there_fails_every_row() -> None:
    """Show every case as not written, with the sentence that helps."""
    report = not_found(SPEC, "write it")
    assert report.fraction == 0.0
    assert [row.rung for row in report.rows] == ["written", "written", WAITS]
    assert report.help == "write it"


def remark_spec(hidden: bool) -> Spec:
    """Return the spec of `means` with a case of weight 0, in which all but exact sums show."""
    X = FIRST + 1e6
    aside = Case("far away", (X,), means(X), weight=0, wrong=(Wrong(("late",), means(X) + 1),))
    spec = means_spec(hidden=hidden)
    return Spec("means", ("X",), (*spec.cases, aside), says=SAYS, purity=0.5, hidden=hidden)


@pytest.mark.parametrize("hidden", [False, True])
def test_a_case_of_weight_0_costs_nothing_and_may_be_remarked_on(hidden: bool) -> None:
    """Say a known mistake's sentence as a remark, have no row for it, and pass."""

    def off_far_away(X: Any) -> Any:
        return means(X) + (X.max() > 1e5)

    report = examine(off_far_away, remark_spec(hidden))
    assert report.passed
    assert report.fraction == 1.0
    assert report.help == ""
    assert report.remarks == (SAYS["late"],)
    assert "far away" not in [row.name for row in report.rows]
    assert examine(means, remark_spec(hidden)).remarks == ()


def test_no_remark_is_made_while_something_is_wrong() -> None:
    """Leave the remark for the day when every row passes."""

    def wrong(X: Any) -> Any:
        return means(X) + (X.max() > 1e5) + (len(X) == 2)

    report = examine(wrong, remark_spec(hidden=False))
    assert not report.passed
    assert report.remarks == ()


def test_what_is_not_there_has_no_row_for_remarks() -> None:
    """Show the rows that count, and no others, for a stub and for a missing name."""

    def stub(X: Any) -> Any:
        raise NotImplementedError

    spec = remark_spec(hidden=False)
    assert len(examine(stub, spec).rows) == len(not_found(spec, "").rows) == len(spec.cases)
