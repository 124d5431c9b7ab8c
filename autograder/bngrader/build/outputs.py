"""Outputs as readers get them: pictures stay, live views and progress bars go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_BAR = re.compile(r"\d+%\|.*\||\d+it \[|\d+/\d+ \[")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def complaints(cell: NotebookNode) -> Iterator[str]:
    """Yield what an executed cell did that no reader should see, in one sentence each."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            yield f"cell {cell.id!r} raises {output.ename}: {_first_line(output.evalue)}"
        elif _is_stderr(output) and (text := _without_bars(output.text).strip()):
            yield f"cell {cell.id!r} writes to stderr: {_first_line(text)}"


def clean(notebook: NotebookNode) -> None:
    """Drop, in place, what only lives with a kernel or differs between two runs.

    A display that holds a widget's view beside a picture keeps the picture; a view alone goes.
    Progress bars, timing metadata and memory addresses go too.
    """
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if _kept(output)]


def _is_stderr(output: NotebookNode) -> bool:
    return bool(output.output_type == "stream" and output.name == "stderr")


def _kept(output: NotebookNode) -> bool:
    """Clean one output in place; whether anything is left to show."""
    if output.output_type == "stream":
        output.text = _ADDRESS.sub("", _without_bars(output.text))
        return bool(output.text.strip())
    data = output.get("data", {})
    data.pop(WIDGET_STATE, None)
    live = data.pop(WIDGET_VIEW, None) is not None
    output.get("metadata", {}).pop(WIDGET_VIEW, None)
    if isinstance(plain := data.get("text/plain"), str):
        data["text/plain"] = _ADDRESS.sub("", plain)
    return not (live and set(data) <= {"text/plain"})


def _without_bars(text: str) -> str:
    """Return a stream's text without the lines that a progress bar has drawn."""
    if not _BAR.search(text):
        return str(text)
    pieces = re.split(r"(?<=[\r\n])", text)
    return "".join(piece for piece in pieces if not _BAR.search(piece) and piece.strip("\r\n"))


def _first_line(text: str) -> str:
    lines = _COLOUR.sub("", text).strip().splitlines()
    return lines[0] if lines else ""
