"""Measuring a unit: the numbers that ``bngrader lint`` holds beside the band."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from . import regions
from .cells import Cell, Kind, Unit
from .rules import calls, without_magics

LONG_LINE = 99
_WORD = re.compile(r"\w[\w'’-]*")
_HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
_FENCE = re.compile(r"```.*?```", re.DOTALL)
_HTML = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Measures:
    """A unit in numbers; shares are between 0 and 1, ``first_figure`` is a share of the cells."""

    cells: int
    words: int
    words_median: float
    words_p90: float
    words_max: int
    code_lines: int
    lines_median: float
    lines_p90: float
    lines_max: int
    short_cells: float
    code_run: int
    introduced: float
    figures: int
    first_figure: float
    figures_read: float
    headings: int
    titles: int
    comments: float
    long_lines: int
    graded: int
    written: int


def measure(unit: Unit, path: Path) -> Measures:
    """Return a unit's measures.

    A solution counts without its docstring and its answer, a test belongs to its solution, and a
    prediction introduces what follows it, because it is a question in words.

    Args:
        unit: the unit.
        path: its source, for the length of its lines.
    """
    prose = [shown(cell) for cell in unit.cells if cell.cell_type == "markdown"]
    words = [len(_WORD.findall(_HTML.sub(" ", text))) for text in prose]
    code = [code_lines(cell) for cell in unit.cells if _is_code(cell)]
    sizes = [len(lines) for lines in code]
    comments = sum(line.lstrip().startswith("#") for lines in code for line in lines)
    figures = _figure_cells(unit)
    headings = [mark for text in prose for mark in _HEADING.findall(_FENCE.sub("", text))]
    return Measures(
        cells=len(unit.cells),
        words=sum(words),
        words_median=_median(words),
        words_p90=_p90(words),
        words_max=max(words, default=0),
        code_lines=sum(sizes),
        lines_median=_median(sizes),
        lines_p90=_p90(sizes),
        lines_max=max(sizes, default=0),
        short_cells=_share([size <= 5 for size in sizes]),
        code_run=_longest_run(unit),
        introduced=_share(_introduced(unit)),
        figures=len(figures),
        first_figure=figures[0] / len(unit.cells) if figures else 1.0,
        figures_read=_share([_is_read(unit, index) for index in figures]),
        headings=len(headings),
        titles=headings.count("#"),
        comments=comments / max(sum(sizes), 1),
        long_lines=sum(len(line) > LONG_LINE for line in path.read_text("utf-8").split("\n")),
        graded=sum(cell.kind is Kind.TEST for cell in unit.cells),
        written=sum(cell.kind is Kind.WRITTEN for cell in unit.cells),
    )


def shown(cell: Cell) -> str:
    """Return a markdown cell's text as learners read it."""
    text = cell.text
    for name in (regions.SOLUTION, regions.MARK_SCHEME):
        text = regions.without(text, name)
    return text


def code_lines(cell: Cell) -> list[str]:
    """Return a code cell's lines: none blank, no docstring and no answer of a solution."""
    text = cell.text
    if cell.kind is Kind.SOLUTION:
        text = regions.without(_without_docstrings(text), regions.SOLUTION)
    return [line for line in text.split("\n") if line.strip()]


def _without_docstrings(text: str) -> str:
    lines = text.split("\n")
    for definition in ast.walk(ast.parse(without_magics(text))):
        if isinstance(definition, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
            definition
        ):
            docstring = definition.body[0]
            for number in range(docstring.lineno - 1, docstring.end_lineno or docstring.lineno):
                lines[number] = ""
    return "\n".join(lines)


def _is_code(cell: Cell) -> bool:
    return cell.cell_type == "code" and cell.kind is not Kind.TEST


def _longest_run(unit: Unit) -> int:
    """Return the most code cells between two paragraphs, tests aside."""
    longest = run = 0
    for cell in unit.cells:
        if cell.cell_type == "markdown":
            run = 0
        elif cell.kind is not Kind.TEST:
            run += 1
        longest = max(longest, run)
    return longest


def _introduced(unit: Unit) -> list[bool]:
    """Return for each code cell whether words stand right before it."""
    before = (None, *unit.cells)
    return [
        previous is not None
        and (previous.cell_type == "markdown" or previous.kind is Kind.PREDICT)
        for previous, cell in zip(before, unit.cells, strict=False)
        if _is_code(cell)
    ]


def _figure_cells(unit: Unit) -> list[int]:
    """Return the index of the cell of each figure, once for each figure."""
    drawing = {
        node.name
        for cell in unit.cells
        if cell.cell_type == "code"
        for node in ast.walk(_tree(cell))
        if isinstance(node, ast.FunctionDef) and _draws(node, set())
    }
    found: list[int] = []
    for index, cell in enumerate(unit.cells):
        if cell.cell_type == "code":
            top = [
                node
                for node in _tree(cell).body
                if not isinstance(node, ast.FunctionDef | ast.ClassDef)
            ]
            found += [index] * sum(_draws(node, drawing) for node in top)
    return found


def _tree(cell: Cell) -> ast.Module:
    return ast.parse(without_magics(cell.text))


def _draws(root: ast.AST, functions: set[str]) -> int:
    """Return how often code calls show, x.show, x.display or one of ``functions``."""
    return sum(
        (isinstance(node.func, ast.Name) and node.func.id in {"show", *functions})
        or (isinstance(node.func, ast.Attribute) and node.func.attr in {"show", "display"})
        for node in ast.walk(root)
        if isinstance(node, ast.Call)
    )


def _is_read(unit: Unit, index: int) -> bool:
    """Whether words follow the figure, at most a recalled prediction between."""
    for cell in unit.cells[index + 1 :]:
        if cell.cell_type == "markdown":
            return True
        if not calls(cell.text, "recall"):
            return False
    return False


def _median(values: list[int]) -> float:
    return float(median(values)) if values else 0.0


def _p90(values: list[int]) -> float:
    if len(values) < 2:
        return float(sum(values))
    return quantiles(values, n=10, method="inclusive")[-1]


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 1.0
