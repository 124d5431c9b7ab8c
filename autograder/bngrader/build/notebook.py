"""Compiling: a unit's cells to the instructor's notebook, with nbgrader's schema 3."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from . import regions
from .cells import Cell, Kind, Unit

SCHEMA_VERSION = 3
ANSWER = "*Your answer:* (double-click or press Enter to write here, Shift+Enter when done)"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def compile_instructor(unit: Unit) -> NotebookNode:
    """Return the notebook that nbgrader takes: solutions, hidden tests and mark schemes in it.

    The same unit gives the same notebook, cell ids included.
    """
    cells = [node for cell in unit.cells for node in _nodes(cell)]
    return assemble(cells)


def assemble(cells: list[NotebookNode]) -> NotebookNode:
    """Return a notebook of ``cells`` with the course's metadata; cells that have no id get one."""
    name_cells(cells)
    return new_notebook(cells=cells, metadata=json.loads(json.dumps(METADATA)))


def text_of(notebook: NotebookNode) -> str:
    """Return the notebook's JSON as it is written: sorted, indented, one newline at the end."""
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook, version=4)).rstrip("\n") + "\n"


def name_cells(cells: list[NotebookNode]) -> None:
    """Give each cell without a name of its author's an id derived from its type and text."""
    seen: dict[str, int] = {}
    for cell in cells:
        if cell.id:
            continue
        digest = hashlib.sha256(f"{cell.cell_type}{cell.source}".encode()).hexdigest()[:12]
        seen[digest] = seen.get(digest, 0) + 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def node(cell_type: str, text: str, key: str | None, metadata: dict[str, Any]) -> NotebookNode:
    """Return one notebook cell; ``key`` is its id, or None for an id from its content."""
    new = new_code_cell if cell_type == "code" else new_markdown_cell
    made = new(text, metadata=metadata)
    made.id = key or ""
    return made


def check_call(cell: Cell) -> str:
    """Return the visible line of a test cell."""
    return f'check("{cell.name}")'


def tags_of(cell: Cell) -> list[str]:
    """Return the cell's tags: what its kind asks for, then the author's own."""
    own = {
        Kind.TEST: ["raises-exception"],
        Kind.PREDICT: ["predict"],
        Kind.EXPERIMENT: ["experiment"],
    }
    return [*own.get(cell.kind, []), *cell.tags]


def _nodes(cell: Cell) -> list[NotebookNode]:
    """Return the notebook cells for one source cell: two for a written answer, else one."""
    metadata: dict[str, Any] = {}
    if tags := tags_of(cell):
        metadata["tags"] = tags
    if nbgrader := _nbgrader(cell):
        metadata["nbgrader"] = nbgrader
    if cell.kind is Kind.PREDICT:
        metadata["deletable"] = False
    first = node(cell.cell_type, _text(cell), cell.key, metadata)
    if cell.kind is not Kind.WRITTEN:
        return [first]
    return [first, node("markdown", ANSWER, f"{cell.key}-answer", {"deletable": False})]


def _text(cell: Cell) -> str:
    if cell.kind is Kind.TEST:
        return "\n".join(
            [
                check_call(cell),
                "### BEGIN HIDDEN TESTS",
                "from bngrader import grade",
                f'grade("{cell.name}", points={cell.points:g})',
                "### END HIDDEN TESTS",
            ]
        )
    if cell.kind is Kind.WRITTEN:
        question = regions.without(cell.text, regions.SOLUTION)
        # nbgrader keeps the empty lines before the mark scheme in the released question
        return re.sub(r"\n+(?=[^\n]*BEGIN MARK SCHEME)", "\n", question)
    return cell.text


def _nbgrader(cell: Cell) -> dict[str, Any] | None:
    """Return nbgrader's metadata, or None for a cell that is none of its business."""
    if cell.kind not in (Kind.SOLUTION, Kind.TEST, Kind.WRITTEN, Kind.LOCKED):
        return None
    made: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "grade_id": cell.key,
        "grade": cell.kind is Kind.TEST,
        "solution": cell.kind is Kind.SOLUTION,
        "task": cell.kind is Kind.WRITTEN,
        # nbgrader's own editor locks task cells too: the question is put back when grading
        "locked": cell.kind is not Kind.SOLUTION,
    }
    if cell.points is not None:
        made["points"] = cell.points
    return made
