"""A guess before a measurement, and the two side by side after it. Never graded."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from IPython.display import display

from .figures import BLUE, ORANGE

_BOX = (
    "border-left:4px solid {edge};padding:.4em .9em;margin:.4em 0;"
    "max-width:44em;line-height:1.5;text-align:left"
)


@dataclass(frozen=True)
class Prediction:
    """A question with a name, and what the learner thinks the answer is.

    Attributes:
        question: what is asked.
        choices: the answers to choose from; none for a free answer.
        mine: the guess, "" where there is none yet.
    """

    question: str
    choices: tuple[str, ...]
    mine: str

    def guess(self) -> str | None:
        """Return the choice that was meant; None for no guess, or one that fits no choice.

        A choice may be written out, or named by its letter, or by words that only it has.
        """
        if not self.choices:
            return self.mine or None
        by_letter = dict(zip(ascii_lowercase, self.choices, strict=False))
        fits = [c for c in self.choices if _same(c, self.mine)]
        fits = fits or [c for letter, c in by_letter.items() if _same(letter, self.mine)]
        fits = fits or [c for c in self.choices if set() < _words(self.mine) <= _words(c)]
        return fits[0] if len(fits) == 1 else None

    def about(self) -> str:
        """Return a sentence on the guess as it stands."""
        if not self.mine:
            how = "one of the choices, or its letter," if self.choices else "your answer"
            return (
                f'No guess yet. Write {how} between the quotes of mine="" '
                "and run this cell again, before you read on."
            )
        if self.guess() is None:
            listed = " or ".join(f"“{c}”" for c in self.choices)
            return (
                f"Your guess “{self.mine}” fits none of the choices, or more than one. "
                f"Write {listed}, or the letter."
            )
        return f"Your guess: {self.guess()}. It is kept until you have measured."


_asked: dict[str, Prediction] = {}


def predict(name: str, question: str, choices: Sequence[object] = (), mine: object = "") -> None:
    """Show a question and the learner's guess, and keep the guess for `recall`.

    Args:
        name: what `recall` will ask for.
        question: one question about what the next measurement will give.
        choices: the answers to choose from; leave them out for a free answer.
        mine: the learner's guess: one of the choices, whatever its case, or its letter, or
            words that only one of them has.
    """
    asked = Prediction(question, tuple(str(c) for c in choices), str(mine).strip())
    _asked[name] = asked
    listed = [f"{a}) {c}" for a, c in zip(ascii_lowercase, asked.choices, strict=False)]
    items = "".join(f"<li>{html.escape(line)}</li>" for line in listed)
    _say(
        f"<b>Before you run on.</b> {html.escape(question)}"
        + (f"<ul style='margin:.2em 0;list-style:none'>{items}</ul>" if items else "<br>")
        + html.escape(asked.about(), quote=False),
        "\n".join([f"Before you run on. {question}", *(f"  {line}" for line in listed)])
        + f"\n{asked.about()}",
        edge=BLUE if asked.guess() else ORANGE,
    )


def recall(name: str, measured: object) -> None:
    """Show what was measured, beside the guess where there is one.

    Args:
        name: the name that was given to `predict`.
        measured: the answer that the experiment gave.
    """
    asked, found = _asked.get(name), str(measured)
    guess = asked.guess() if asked else None
    if asked is None or guess is None:
        none = "No guess was kept." if asked and asked.mine else "You made no guess."
        _say(f"{none}<br><b>Measured:</b> {html.escape(found)}", f"{none}\nMeasured: {found}")
        return
    verdict = _verdict(asked, guess, found)
    _say(
        f"<b>You guessed:</b> {html.escape(guess)}<br>"
        f"<b>Measured:</b> {html.escape(found)}" + (f"<br>{verdict}" if verdict else ""),
        f"You guessed: {guess}\nMeasured:    {found}" + (f"\n{verdict}" if verdict else ""),
    )


def _verdict(asked: Prediction, guess: str, found: str) -> str:
    """Return a sentence that compares the two, or nothing where only a reader can compare."""
    if _same(guess, found):
        return "As you said."
    if any(_same(choice, found) for choice in asked.choices):
        return "Not what you expected: now is the moment when something can be learned."
    return ""


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _say(markup: str, plain: str, edge: str = BLUE) -> None:
    box = f'<div style="{_BOX.format(edge=edge)}">{markup}</div>'
    display({"text/html": box, "text/plain": plain}, raw=True)  # type: ignore[no-untyped-call]
