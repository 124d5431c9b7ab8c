"""Tests of bnlab.predictions."""

import bnlab.predictions
import pytest
from bnlab.figures import BLUE, ORANGE
from bnlab.predictions import predict, recall

Bundle = dict[str, str]
SIDES = ("left", "right")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Bundle]:
    """Collect what is displayed, and start without a guess."""
    out: list[Bundle] = []
    monkeypatch.setattr(bnlab.predictions, "display", lambda bundle, raw: out.append(bundle))
    monkeypatch.setattr(bnlab.predictions, "_asked", {})
    return out


def test_no_guess_yet(said: list[Bundle]) -> None:
    """Say how to make a guess where there is none."""
    predict("side", "Which side?", choices=SIDES)
    for text in (said[0]["text/plain"], said[0]["text/html"]):
        assert "Which side?" in text
        assert 'between the quotes of mine=""' in text
        assert "left" in text


def test_a_guess_is_kept_and_shown_again(said: list[Bundle]) -> None:
    """Put the guess beside the measurement, and say that they differ."""
    predict("side", "Which side?", choices=SIDES, mine="left")
    recall("side", measured="right")
    assert "Your guess: left" in said[0]["text/plain"]
    assert BLUE in said[0]["text/html"]
    assert said[1]["text/plain"].startswith("You guessed: left\nMeasured:    right\nNot what")
    assert "<b>You guessed:</b> left" in said[1]["text/html"]


def test_a_right_guess(said: list[Bundle]) -> None:
    """Say in words that the guess was right, whatever its case and spaces."""
    predict("side", "Which side?", choices=SIDES, mine="  LEFT ")
    recall("side", measured="left")
    assert "As you said." in said[1]["text/plain"]


def test_a_guess_that_is_no_choice(said: list[Bundle]) -> None:
    """Name the choices to someone who wrote something else, and do not recall it."""
    predict("side", "Which side?", choices=SIDES, mine="<b>up</b>")
    assert "“<b>up</b>” fits none of the choices" in said[0]["text/plain"]
    assert "Write “left” or “right”, or the letter." in said[0]["text/plain"]
    assert "<b>up</b>" not in said[0]["text/html"]
    recall("side", measured="left")
    assert said[1]["text/plain"] == "No guess was kept.\nMeasured: left"
    assert ORANGE in said[0]["text/html"]


@pytest.mark.parametrize("mine", ["b", "B", "hue", "weight of hue", "along the weight of hue"])
def test_a_choice_has_short_names(said: list[Bundle], mine: str) -> None:
    """Accept the letter of a choice, and words that it alone has."""
    choices = ("along the weight of alcohol", "along the weight of hue", "in none")
    predict("axis", "Which?", choices=choices, mine=mine)
    assert "b) along the weight of hue" in said[0]["text/plain"]
    assert "b) along the weight of hue" in said[0]["text/html"]
    assert "Your guess: along the weight of hue." in said[0]["text/plain"]


@pytest.mark.parametrize("mine", ["times", "d", "?", "0"])
def test_words_of_several_choices_are_no_guess(said: list[Bundle], mine: str) -> None:
    """Ask again where the words fit more than one choice, or none."""
    predict("race", "How many?", choices=("10 times", "100 times", "1000 times"), mine=mine)
    assert "fits none of the choices, or more than one" in said[0]["text/plain"]


def test_everything_is_escaped(said: list[Bundle]) -> None:
    """Escape question, choices, guess and measurement in HTML."""
    predict("x", "is a < b?", choices=("a<i>", "b"), mine="a<i>")
    recall("x", measured="<script>")
    markup = said[0]["text/html"] + said[1]["text/html"]
    assert "<i>" not in markup
    assert "<script>" not in markup
    assert "a &lt; b" in markup


def test_recall_without_a_guess(said: list[Bundle]) -> None:
    """Say so and show the measurement alone where nothing was guessed or asked."""
    predict("side", "Which side?", choices=SIDES)
    recall("side", measured="right")
    recall("never asked", measured=3.5)
    none = "You made no guess.\nMeasured: "
    assert [s["text/plain"] for s in said[1:]] == [f"{none}right", f"{none}3.5"]


def test_a_free_answer(said: list[Bundle]) -> None:
    """Keep a number as it is and leave the comparison to the reader."""
    predict("steps", "How many steps?", mine=40)
    recall("steps", measured="52")
    assert said[1]["text/plain"] == "You guessed: 40\nMeasured:    52"


def test_a_free_answer_is_asked_for(said: list[Bundle]) -> None:
    """Ask for an answer of one's own where there are no choices."""
    predict("steps", "How many steps?")
    assert "Write your answer between" in said[0]["text/plain"]


def test_the_last_guess_counts(said: list[Bundle]) -> None:
    """Forget an earlier guess when the cell is run again."""
    predict("side", "Which side?", choices=SIDES, mine="left")
    predict("side", "Which side?", choices=SIDES, mine="right")
    recall("side", measured="right")
    assert "As you said." in said[2]["text/plain"]
