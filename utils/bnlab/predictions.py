"""A guess before a measurement, and the two side by side after it. Never graded."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from IPython.display import display

_BOX = (
    "border-left:4px solid #0072B2;padding:.4em .9em;margin:.4em 0;"
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
        """Return the guess as it is written among the choices; None for no guess or another."""
        if not self.choices:
            return self.mine or None
        return next((c for c in self.choices if _same(c, self.mine)), None)

    def about(self) -> str:
        """Return a sentence on the guess as it stands."""
        if not self.mine:
            how = "one of the choices" if self.choices else "your answer"
            return (
                f'No guess yet. Write {how} between the quotes of mine="" '
                "and run this cell again, before you read on."
            )
        if self.guess() is None:
            listed = " or ".join(f"“{c}”" for c in self.choices)
            return f"Your guess “{self.mine}” is not among the choices. Write {listed}."
        return f"Your guess: {self.guess()}. It is kept until you have measured."


_asked: dict[str, Prediction] = {}


def predict(name: str, question: str, choices: Sequence[object] = (), mine: object = "") -> None:
    """Show a question and the learner's guess, and keep the guess for `recall`.

    Args:
        name: what `recall` will ask for.
        question: one question about what the next measurement will give.
        choices: the answers to choose from; leave them out for a free answer.
        mine: the learner's guess: one of the choices, whatever its case.
    """
    asked = Prediction(question, tuple(str(c) for c in choices), str(mine).strip())
    _asked[name] = asked
    items = "".join(f"<li>{html.escape(c)}</li>" for c in asked.choices)
    _say(
        f"<b>Before you run on.</b> {html.escape(question)}"
        + (f"<ul style='margin:.2em 0'>{items}</ul>" if items else "<br>")
        + html.escape(asked.about(), quote=False),
        "\n".join([f"Before you run on. {question}", *(f"  - {c}" for c in asked.choices)])
        + f"\n{asked.about()}",
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
        _say(f"<b>Measured:</b> {html.escape(found)}", f"Measured: {found}")
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


def _say(markup: str, plain: str) -> None:
    box = f'<div style="{_BOX}">{markup}</div>'
    display({"text/html": box, "text/plain": plain}, raw=True)  # type: ignore[no-untyped-call]
