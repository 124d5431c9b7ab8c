"""The band measures what it says, and its gates close."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from bngrader.build.cells import Cell, Kind, Unit
from bngrader.build.lint import BAND, failures, table
from bngrader.build.measure import Measures, code_lines, measure, shown
from rich.console import Console

GOOD = Measures(
    cells=40,
    words=1800,
    words_median=50,
    words_p90=120,
    words_max=200,
    code_lines=120,
    lines_median=5,
    lines_p90=12,
    lines_max=25,
    short_cells=0.6,
    code_run=2,
    introduced=0.95,
    figures=6,
    first_figure=0.2,
    figures_read=1.0,
    headings=10,
    titles=1,
    comments=0.05,
    long_lines=0,
    graded=4,
    written=1,
)


def words(text: str) -> Cell:
    """Return a cell of prose."""
    return Cell(Kind.PLAIN, "markdown", text, 1)


def code(text: str, kind: Kind = Kind.PLAIN, name: str | None = None) -> Cell:
    """Return a cell of code."""
    return Cell(kind, "code", text, 1, name)


def measured(folder: Path, *cells: Cell, source: str = "") -> Measures:
    """Return the measures of a unit of these cells."""
    path = folder / "01_x.py"
    path.write_text(source, "utf-8")
    return measure(Unit("01_x", "source/01_x.py", cells), path)


def test_solution_counts_without_docstring_and_answer() -> None:
    """Count what learners see of a stub, less its docstring."""
    text = (
        'def f(x):\n    """One.\n\n    Two.\n    """\n    y = 1\n    ### BEGIN SOLUTION\n'
        "    return y\n    ### END SOLUTION"
    )
    assert code_lines(code(text, Kind.SOLUTION, "f")) == ["def f(x):", "    y = 1"]
    assert len(code_lines(code(text))) == 8


def test_words_are_those_learners_read(tmp_path: Path) -> None:
    """Count no mark scheme, no model answer and no HTML tag."""
    text = "Why *is* it so?\n### BEGIN MARK SCHEME\nmany words\n### END MARK SCHEME"
    cell = Cell(Kind.WRITTEN, "markdown", text, 1, "why", 2)
    assert shown(cell) == "Why *is* it so?"
    made = measured(tmp_path, cell, words("<details><summary>A hint</summary></details>"))
    assert (made.words, made.words_max, made.written) == (6, 4, 1)


def test_runs_and_introductions(tmp_path: Path) -> None:
    """Let a test belong to its solution, and let a prediction introduce what follows it."""
    made = measured(
        tmp_path,
        words("# Title"),
        code(
            "def f():\n    ...\n    ### BEGIN SOLUTION\n    ### END SOLUTION", Kind.SOLUTION, "f"
        ),
        code("", Kind.TEST, "f"),
        code("a = 1"),
        words("And so on:"),
        code("predict('x')", Kind.PREDICT, "x"),
        code("b = 1"),
    )
    assert made.code_run == 2
    assert made.introduced == pytest.approx(3 / 4)
    assert (made.graded, made.cells, made.titles) == (1, 7, 1)


def test_figures_and_the_prose_that_reads_them(tmp_path: Path) -> None:
    """Count shows, displays and helpers that draw; want prose, at most after a recall."""
    made = measured(
        tmp_path,
        words("# T"),
        code("def draw(x):\n    show(x)\n\ndraw(1)"),
        words("Read."),
        code("Bowl().display()"),
        code("recall('a', measured=1)"),
        words("Read."),
        code("for i in range(2):\n    show(i)"),
        code("x = 1"),
        code("%time bowl.show()\nbowl.show()"),
    )
    assert made.figures == 4
    assert made.first_figure == pytest.approx(1 / 9)
    assert made.figures_read == pytest.approx(2 / 4)


def test_headings_titles_comments_and_long_lines(tmp_path: Path) -> None:
    """Count headings outside fences, comments, and lines of the source over 99 characters."""
    made = measured(
        tmp_path,
        words("# One\n## Two\n```\n# no heading\n```"),
        code("# a comment\nx = 1"),
        source="x" * 99 + "\n" + "x" * 100,
    )
    assert (made.headings, made.titles, made.comments, made.long_lines) == (2, 1, 0.5, 1)


def test_an_empty_unit_can_be_measured(tmp_path: Path) -> None:
    """Divide by nothing nowhere."""
    made = measured(tmp_path)
    assert (made.words, made.code_lines, made.first_figure) == (0, 0, 1.0)


def test_unit_inside_the_band_passes() -> None:
    """Let a unit through that lies in the band, and call it ok all over."""
    assert failures(GOOD) == []
    assert {row.verdict(row.of(GOOD)) for row in BAND} == {"ok"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"cells": 71}, "cells: 71, must be ≤ 70"),
        ({"words": 3001}, "words: 3001, must be ≤ 3000"),
        ({"words_max": 301}, "words a paragraph cell, most: 301, must be ≤ 300"),
        ({"code_lines": 351}, "code lines: 351, must be ≤ 350"),
        ({"lines_max": 41}, "lines a code cell, most: 41, must be ≤ 40"),
        ({"code_run": 4}, "code cells in a row, most: 4, must be ≤ 3"),
        ({"introduced": 0.79}, "code cells after prose: 79%, must be 80%–100%"),
        ({"figures": 2}, "figures: 2, must be ≥ 3"),
        ({"figures_read": 0.9}, "figures read by prose: 90%, must be exactly 100%"),
        ({"titles": 2}, "titles (H1): 2, must be exactly 1"),
        ({"long_lines": 1}, "lines over 99 characters: 1, must be exactly 0"),
        ({"graded": 0}, "graded exercises: 0, must be ≥ 1"),
    ],
)
def test_each_gate_closes(change: dict[str, float], sentence: str) -> None:
    """Fail a unit outside any one gate, in words."""
    assert failures(replace(GOOD, **change)) == [sentence]  # type: ignore[arg-type]


def test_outside_the_band_is_shown_but_passes() -> None:
    """Mark what lies outside the band, and let it through."""
    made = replace(GOOD, headings=20, first_figure=0.4)
    console = Console(width=120, record=True, file=StringIO())
    console.print(table("01_x", made))
    text = console.export_text()
    assert failures(made) == []
    assert text.count("outside") == 2
    assert "FAIL" not in text
    assert "01_x" in text
    assert "40%" in text
