"""Readers see pictures, not live views, progress bars or addresses."""

from __future__ import annotations

from typing import Any

import pytest
from bngrader.build.outputs import WIDGET_STATE, WIDGET_VIEW, clean, complaints
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

BAR = "\r  0%|          | 0/3 [00:00<?, ?it/s]\r100%|##########| 3/3 [00:00<00:00, 9.1it/s]\n"


def display(**data: Any) -> Any:
    """Return a display of what is given by mime type."""
    return new_output("display_data", data=data)


def stream(name: str, text: str) -> Any:
    """Return what a cell wrote to stdout or stderr."""
    return new_output("stream", name=name, text=text)


def cleaned(*outputs: Any) -> list[Any]:
    """Return the outputs of a cell as readers get them."""
    cell = new_code_cell("x", outputs=list(outputs), metadata={"execution": {"started": "now"}})
    notebook = new_notebook(cells=[new_markdown_cell("words"), cell])
    notebook.metadata["widgets"] = {WIDGET_STATE: {}}
    clean(notebook)
    assert "widgets" not in notebook.metadata
    assert "execution" not in cell.metadata
    return list(cell.outputs)


def test_picture_beside_a_view_stays() -> None:
    """Drop the live view, keep the still and its alt text."""
    data = {WIDGET_VIEW: {"model_id": "1"}, "image/png": "aaaa", "text/html": "<img alt='a'>"}
    (output,) = cleaned(new_output("display_data", data=data, metadata={WIDGET_VIEW: {}}))
    assert set(output.data) == {"image/png", "text/html"}
    assert WIDGET_VIEW not in output.metadata


def test_view_alone_goes() -> None:
    """Drop a widget that leaves no picture, such as a progress bar."""
    assert cleaned(display(**{WIDGET_VIEW: {"model_id": "1"}, "text/plain": "HBox()"})) == []


def test_bars_go_from_streams() -> None:
    """Drop the lines a progress bar drew, and keep the words beside them."""
    assert cleaned(stream("stderr", BAR)) == []
    (output,) = cleaned(stream("stdout", f"{BAR}done in the end\n"))
    assert output.text == "done in the end\n"


def test_addresses_go() -> None:
    """Drop memory addresses, which differ in every run."""
    shown, said = cleaned(
        display(**{"text/plain": "<Axes at 0x7f00ab12>"}), stream("stdout", "<f at 0x1a>\n")
    )
    assert shown.data["text/plain"] == "<Axes>"
    assert said.text == "<f>\n"


def test_ordinary_outputs_stay() -> None:
    """Leave numbers, tables and words as they are."""
    outputs = [display(**{"text/html": "<b>1</b>"}), stream("stdout", "80% of 20 | a\n")]
    assert cleaned(*outputs) == outputs


@pytest.mark.parametrize(
    ("output", "what"),
    [
        (
            new_output("error", ename="KeyError", evalue="'x'", traceback=[]),
            "raises KeyError: 'x'",
        ),
        (new_output("error", ename="E", evalue="", traceback=[]), "raises E: "),
        (stream("stderr", "\x1b[31mUserWarning: slow\x1b[0m\nline two"), "UserWarning: slow"),
        (stream("stderr", f"{BAR}DeprecationWarning: old\n"), "stderr: DeprecationWarning: old"),
    ],
)
def test_errors_and_stderr_are_complaints(output: Any, what: str) -> None:
    """Complain of what no reader should see, in the cell's name."""
    (sentence,) = complaints(new_code_cell("x", id="here", outputs=[output]))
    assert sentence.startswith("cell 'here' ")
    assert what in sentence


def test_bars_and_words_are_no_complaint() -> None:
    """Accept progress bars on stderr, words on stdout, and markdown."""
    cell = new_code_cell("x", outputs=[stream("stderr", BAR), stream("stdout", "fine")])
    assert not [*complaints(cell), *complaints(new_markdown_cell("words"))]
