"""Reading a unit: percent text to typed cells, with each author's mistake named."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import jupytext

from .cells import Cell, Kind, SourceError, Unit
from .rules import mistakes

UNIT_NAME = re.compile(r"\d\d_[a-z0-9_]+")
NAME = re.compile(r"[A-Za-z0-9_-]{1,50}")
NAMED_KINDS = (Kind.SOLUTION, Kind.TEST, Kind.WRITTEN, Kind.PREDICT, Kind.LOCKED)
KEYS = (*(kind.value for kind in NAMED_KINDS), "points", "tags")
_OF_JUPYTEXT = {"lines_to_next_cell", "title", "incorrectly_encoded_metadata", "cell_depth"}

_HEADER = re.compile(r"^\s*#\s*%%(%*)(\s.*)?$")
_LINE_KEY = "bngrader_line"
_LINE_MARK = re.compile(rf"[ ]{_LINE_KEY}=(\d+)")


def read_unit(path: Path, known: Collection[str] | None = None) -> Unit:
    """Read one unit and promise that it is free of the mistakes that can be seen in its text.

    Args:
        path: the source, ``NN_name.py``.
        known: the names of all exercises; the catalogue of ``bngrader.exercises`` by default.

    Returns:
        The unit with its cells in reading order.

    Raises:
        SourceError: if the author made mistakes; it carries all that were found.
    """
    unit, errors = _parse(path)
    if not errors:
        errors = mistakes(unit, _catalogue() if known is None else known)
    if errors:
        raise SourceError.together(errors)
    return unit


def _catalogue() -> Collection[str]:
    from bngrader import exercises

    return exercises.catalogue()


def _parse(path: Path) -> tuple[Unit, list[SourceError]]:
    file = f"{path.parent.name}/{path.name}"
    errors: list[SourceError] = []
    if not UNIT_NAME.fullmatch(path.stem):
        cure = "rename it to two digits, an underscore and a small name, such as 01_name.py"
        errors.append(SourceError(file, 1, f"{path.stem!r} is not the name of a unit", cure))
    try:
        notebook = jupytext.reads(_numbered(path.read_text("utf-8")), fmt="py:percent")
    except Exception as error:  # jupytext has no class of its own for a text it cannot read
        raise _unreadable(file, path.read_text("utf-8"), error) from error
    cells: list[Cell] = []
    for node in notebook.cells:
        try:
            cells.append(_cell(file, node))
        except SourceError as error:
            errors.append(error)
    return Unit(path.stem, file, tuple(cells)), errors


def _unreadable(file: str, text: str, error: Exception) -> SourceError:
    """Return why jupytext refuses the text: of our keys only ``tags`` has a type of its own."""
    for number, line in enumerate(text.split("\n"), start=1):
        if _HEADER.match(line) and re.search(r"\btags=(?!\[\s*[\"\]])", line):
            cure = 'write tags=["C01", "C02"]'
            return SourceError(file, number, "tags are not a list of words", cure)
    what = f"jupytext cannot read the file: {str(error).splitlines()[0]}"
    return SourceError(file, 1, what, "remove the header between `# ---` lines, units need none")


def _numbered(text: str) -> str:
    """Write each header's line number into it: jupytext does not report where a cell began."""
    return "\n".join(
        f"{line.rstrip()} {_LINE_KEY}={number}" if _HEADER.match(line) else line
        for number, line in enumerate(text.split("\n"), start=1)
    )


def _cell(file: str, node: Any) -> Cell:
    """Return the typed cell for one of jupytext's, or raise what is wrong with its header."""
    meta: dict[str, Any] = dict(node.metadata)
    line = _line_of(meta)

    def wrong(what: str, cure: str) -> SourceError:
        return SourceError(file, line, what, cure)

    if line == 0:
        line = 1
        raise wrong("text before the first cell", "begin the file with `# %% [markdown]`")
    if garbled := meta.get("incorrectly_encoded_metadata"):
        cure = 'write names in double quotes and points as a number: # %% test="name" points=4'
        raise wrong(f"the header cannot be read: {_unmark(garbled)}", cure)
    if node.cell_type not in ("code", "markdown") or "cell_depth" in meta:
        raise wrong("a cell is code or markdown", "begin it with `# %%` or `# %% [markdown]`")
    for key in meta.keys() - _OF_JUPYTEXT - set(KEYS):
        raise wrong(f"unknown key {key!r} in the header", f"use one of {', '.join(KEYS)}")
    kind = _kind(meta, node.cell_type, wrong)
    name = meta.get(kind.value)
    if kind in NAMED_KINDS and not (isinstance(name, str) and NAME.fullmatch(name)):
        cure = "use letters, digits, - and _, at most 50 of them"
        raise wrong(f"{name!r} is not a name", cure)
    return Cell(
        kind=kind,
        cell_type=node.cell_type,
        text=_LINE_MARK.sub("", node.source),
        line=line,
        name=name,
        points=_points(meta, kind, wrong),
        tags=tuple(meta.get("tags", [])),
    )


def _line_of(meta: dict[str, Any]) -> int:
    """Take the line number out of the metadata; 0 when the cell has no header."""
    if _LINE_KEY in meta:
        return int(meta.pop(_LINE_KEY))
    for value in (meta.get("incorrectly_encoded_metadata"), meta.get("title")):
        if isinstance(value, str) and (match := _LINE_MARK.search(f" {value}")):
            return int(match.group(1))
    return 0


def _unmark(text: str) -> str:
    return _LINE_MARK.sub("", f" {text}").strip()


def _kind(meta: dict[str, Any], cell_type: str, wrong: Any) -> Kind:
    """Return what the header makes of the cell."""
    kinds = [kind for kind in NAMED_KINDS if kind.value in meta]
    title = meta.get("title")
    if title == Kind.EXPERIMENT and cell_type == "code":
        kinds.append(Kind.EXPERIMENT)
    elif title is not None:
        cure = "the only bare word is `experiment`, on a code cell; put a title in the prose above"
        raise wrong(f"unknown word {_unmark(title)!r} in the header", cure)
    if len(kinds) > 1:
        raise wrong(f"a cell that is both {' and '.join(kinds)}", "split it, or keep one of them")
    kind = kinds[0] if kinds else Kind.PLAIN
    if kind is Kind.WRITTEN and cell_type != "markdown":
        raise wrong("a written answer in a code cell", "write `# %% [markdown] written=...`")
    if kind in (Kind.SOLUTION, Kind.TEST, Kind.PREDICT) and cell_type != "code":
        raise wrong(f"a {kind} in a markdown cell", f"write `# %% {kind}=...`")
    return kind


def _points(meta: dict[str, Any], kind: Kind, wrong: Any) -> float | None:
    """Return the cell's points, exactly where the kind is graded; 0 marks an optional exercise."""
    points = meta.get("points")
    if kind not in (Kind.TEST, Kind.WRITTEN):
        if points is not None:
            raise wrong(f"points on a {kind} cell", "only test and written cells carry points")
        return None
    if points is None:
        raise wrong(f"points are missing on {kind}={meta[kind]!r}", "add points=4, say")
    least = 0 if kind is Kind.TEST else 0.01
    if isinstance(points, bool) or not isinstance(points, int | float) or points < least:
        cure = "write points=4, say (0 only for the test of an optional exercise)"
        raise wrong(f"points={points!r} is not a positive number", cure)
    return points
