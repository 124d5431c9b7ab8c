"""The text of right and wrong answers, and functions made from it."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from .exercise import Exercise, Function, Misconception


class PatchError(ValueError):
    """A misconception's patch does not fit the model's source exactly once."""


def text_of(function: Function | str, name: str) -> str:
    """The source of a function, renamed to *name*, without its docstring and type hints.

    Hints go because a notebook has not imported what they are called.
    """
    source = function if isinstance(function, str) else inspect.getsource(function)
    source = textwrap.dedent(source).strip() + "\n"
    source = re.sub(r"^def \w+\(", f"def {name}(", source, count=1)
    if not isinstance(function, str):
        source = _without_hints(source)
    return re.sub(r'\A(def [^\n]*:\n)\s+"""(?:.|\n)*?"""\n', r"\1", source)


def _without_hints(source: str) -> str:
    """A function's source with a bare head; the body keeps its text."""
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    given = node.args
    named = (*given.posonlyargs, *given.args, *given.kwonlyargs)
    for argument in (*named, given.vararg, given.kwarg):
        if argument is not None:
            argument.annotation = None
    body = source.splitlines(keepends=True)[node.body[0].lineno - 1 :]
    return f"def {node.name}({ast.unparse(given)}):\n" + "".join(body)


def stub_of(exercise: Exercise) -> str:
    """What a learner has who has not begun."""
    return f"def {exercise.name}({', '.join(exercise.params)}):\n    raise NotImplementedError\n"


def model_text(exercise: Exercise) -> str:
    """The model's source, under the exercise's name, without annotations in its signature."""
    text = text_of(exercise.model, exercise.name)
    head = f"def {exercise.name}({', '.join(exercise.params)}):"
    return re.sub(r"\Adef [^\n]*:(?=\n)", lambda _: head, text)


def patched(text: str, patch: Sequence[tuple[str, str]], what: str) -> str:
    """Apply replacements, each of which must fit exactly once.

    Raises:
        PatchError: names *what* and the text that was not found, or found more than once.
    """
    for old, new in patch:
        count = text.count(old)
        if count != 1:
            raise PatchError(f"{what}: {old!r} stands {count} times in the source, not once")
        text = text.replace(old, new)
    return text


def mistaken_text(exercise: Exercise, *mistakes: Misconception) -> str:
    """The source of an answer with one mistake, or with several at once.

    Raises:
        PatchError: if the mistakes do not go together.
    """
    if len(mistakes) == 1 and mistakes[0].code:
        return text_of(mistakes[0].code, exercise.name)
    text = model_text(exercise)
    for mistake in mistakes:
        if mistake.code:
            raise PatchError(f"{exercise.name}/{mistake.key}: a whole function cannot be combined")
        text = patched(text, mistake.patch, f"{exercise.name}/{mistake.key}")
    return text


def pairs(exercise: Exercise) -> dict[tuple[str, ...], str]:
    """The source of each two mistakes that go together, in the exercise's order.

    Those that few learners make (``Misconception.solo``) are left out: pairs grow with the square
    of the list, and with them the checks that are shipped and the time that grading takes.
    """
    found: dict[tuple[str, ...], str] = {}
    common = [mistake for mistake in exercise.misconceptions if not mistake.solo]
    for first, second in combinations(common, 2):
        try:
            found[first.key, second.key] = mistaken_text(exercise, first, second)
        except PatchError:
            continue
    return found


def function_from(text: str, name: str) -> Function:
    """Run a source text and return the function called *name*.

    Raises:
        KeyError: if the text defines no such name.
    """
    namespace: dict[str, object] = {"np": np, "__name__": "answer"}
    # without this module's __future__ imports, as in a notebook
    exec(compile(text, f"<{name}>", "exec", dont_inherit=True), namespace)
    found = namespace[name]
    if not callable(found):
        raise KeyError(name)
    return found
