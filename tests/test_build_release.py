"""Nothing that learners must not see reaches release/."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from bngrader.build.cells import Kind, Unit
from bngrader.build.notebook import compile_instructor, text_of
from bngrader.build.release import FORBIDDEN, LeakError, guard, release_text
from bngrader.build.source import read_unit
from toy_course import ROOT, TOY, UNIT

CANARIES = ("canary_solution", "canary model answer", "canary mark scheme")


@pytest.fixture(scope="module")
def unit() -> Unit:
    """Return the toy unit, whose secrets are canaries."""
    return read_unit(TOY / f"{UNIT}.py", known={"centre"})


@pytest.fixture(scope="module")
def released(unit: Unit) -> str:
    """Return the toy unit's released notebook."""
    return release_text(unit, compile_instructor(unit), ROOT)


@pytest.mark.slow
def test_no_canary_in_release(unit: Unit, released: str) -> None:
    """Clear solution, model answer, mark scheme, hidden test and build metadata."""
    planted = (TOY / f"{UNIT}.py").read_text("utf-8")
    assert all(canary in planted for canary in CANARIES)
    assert not [word for word in (*CANARIES, *FORBIDDEN, "grade(") if word in released]


@pytest.mark.slow
def test_release_keeps_what_learners_need(released: str) -> None:
    """Leave the stub with its docstring, the check, the question and an open cell."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(released)["cells"]}
    stub = cells["centre"]
    assert stub.endswith("    # your code here\n    raise NotImplementedError")
    assert "Return x less its mean." in stub
    assert cells["centre-test"].strip() == 'check("centre")'
    assert cells["why-zero"].strip().endswith("in one sentence.")
    assert cells["why-zero-answer"].startswith("*Your answer:*")


@pytest.mark.slow
def test_release_is_deterministic(unit: Unit, released: str) -> None:
    """Give the same bytes twice."""
    assert release_text(unit, compile_instructor(unit), ROOT) == released


def leaking(unit: Unit, text: str) -> str:
    """Return a notebook for learners whose first cell was replaced by ``text``."""
    plain = tuple(cell for cell in unit.cells if cell.kind is Kind.PLAIN)
    first = replace(plain[0], text=text)
    return text_of(compile_instructor(replace(unit, cells=(first, *plain[1:]))))


@pytest.mark.parametrize(
    "text",
    [
        "### BEGIN SOLUTION",
        "### END HIDDEN TESTS",
        "# BEGIN MARK SCHEME",
        "paired with jupytext",
        "from bngrader import grade",
    ],
)
def test_guard_finds_markers(unit: Unit, text: str) -> None:
    """Refuse a marker or a word of the build in any cell, and name the cell."""
    with pytest.raises(LeakError, match=r"release/01_toy/01_toy\.ipynb, cell 1 .* is in it.*Cure"):
        guard(unit, leaking(unit, text))


@pytest.mark.parametrize(
    "text",
    [
        "canary_solution = x.mean()\nreturn x - canary_solution",
        "    canary_solution = x.mean()\n\n        return x  -  canary_solution",
        "So: The mean of a difference\nis the difference of the means: canary model answer.",
        "Two points for saying that the mean is linear: canary mark scheme.",
    ],
)
def test_guard_finds_answers_however_they_are_spaced(unit: Unit, text: str) -> None:
    """Refuse the text of a solution, a model answer or a mark scheme in another cell."""
    with pytest.raises(LeakError, match="it holds the answer"):
        guard(unit, leaking(unit, text))


def test_guard_finds_build_metadata(unit: Unit) -> None:
    """Refuse jupytext's metadata, which would pair the answers back."""
    notebook = json.loads(leaking(unit, "# Fine"))
    notebook["metadata"]["jupytext"] = {"formats": "ipynb,py:percent"}
    with pytest.raises(LeakError, match=r"metadata: 'jupytext' is in it"):
        guard(unit, json.dumps(notebook))


def test_guard_lets_honest_prose_pass(unit: Unit) -> None:
    """Let a notebook through that gives nothing away."""
    guard(unit, leaking(unit, "# The solution is yours to find"))


@pytest.mark.slow
def test_leak_stops_the_release(unit: Unit) -> None:
    """Refuse to release a unit whose prose repeats a solution."""
    told = replace(
        unit.cells[0], text="Write `canary_solution = x.mean()\nreturn x - canary_solution`"
    )
    leaky = replace(unit, cells=(told, *unit.cells[1:]))
    with pytest.raises(LeakError, match=r"cell 1 .*it holds the answer"):
        release_text(leaky, compile_instructor(leaky), ROOT)
