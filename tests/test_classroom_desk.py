"""Tests of `bngrader.classroom.desk`: a learner's edits are never lost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bngrader.classroom import desk as desk_module
from bngrader.classroom.desk import Desk, changed_names, describe_cells, open_lab
from classroom_toy import UNIT, nbgrader_cell, toy_notebook
from nbformat.v4 import new_markdown_cell
from nbformat.v4 import writes as notebook_text

FILE = f"{UNIT}.ipynb"
NEW = f"{UNIT}.new.ipynb"


class Windows:
    """As much of `os` as opening the lab needs, on Windows."""

    name = "nt"

    def chdir(self, folder: Path) -> None:
        """Stay where we are."""


def release(root: Path, prose: str = "Twice the number.", stub: str = "def double(x): ...") -> str:
    """Write a release of the toy unit and return its text."""
    cells = [
        new_markdown_cell("# A toy unit", id="title"),
        new_markdown_cell(f"## Doubling\n{prose}", id="prose"),
        nbgrader_cell("solution", "double", stub),
    ]
    text: str = notebook_text(toy_notebook(cells))
    path = root / "release" / UNIT / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return text


def edit(path: Path, source: str = "def double(x): return 2 * x") -> str:
    """Write a solution into a learner's file, with an output, and return the file's text."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][2]["source"] = source
    text = json.dumps(notebook)
    path.write_text(text, encoding="utf-8")
    return text


def read(root: Path, name: str = FILE) -> str:
    """Return the text of a file on the desk."""
    return (root / "work" / name).read_text(encoding="utf-8")


def test_lays_a_unit_once_and_then_leaves_it(tmp_path: Path) -> None:
    """Lay the release as it is, and say nothing when nothing changed."""
    text = release(tmp_path)
    assert Desk(tmp_path).lay() == []
    assert read(tmp_path) == text
    assert Desk(tmp_path).lay() == []


def test_replaces_an_unedited_copy_although_it_was_run(tmp_path: Path) -> None:
    """Mend a copy that holds outputs and no edit, and name the cell that changed."""
    release(tmp_path)
    Desk(tmp_path).lay()
    path = tmp_path / "work" / FILE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][2]["execution_count"] = 7
    path.write_text(json.dumps(notebook), encoding="utf-8")
    text = release(tmp_path, prose="Two times the number.")
    assert Desk(tmp_path).lay() == [f"{FILE}: mended (changed: “Doubling”)"]
    assert read(tmp_path) == text


def test_keeps_edits_and_lays_the_mended_unit_beside(tmp_path: Path) -> None:
    """Keep an edited copy to the byte; say in one line what changed, once."""
    release(tmp_path)
    Desk(tmp_path).lay()
    mine = edit(tmp_path / "work" / FILE)
    text = release(tmp_path, stub="def double(x): ...  # mended")
    said = Desk(tmp_path).lay()
    assert said == [f"{FILE}: yours is kept; the mended unit is {NEW} (changed: double)"]
    assert (read(tmp_path), read(tmp_path, NEW)) == (mine, text)
    assert Desk(tmp_path).lay() == []
    (tmp_path / "work" / NEW).unlink()
    assert Desk(tmp_path).lay() == []
    assert not (tmp_path / "work" / NEW).exists()


def test_never_overwrites_edits_in_the_copy_beside(tmp_path: Path) -> None:
    """Lay a third version beside two that were edited."""
    release(tmp_path)
    Desk(tmp_path).lay()
    first = edit(tmp_path / "work" / FILE)
    release(tmp_path, prose="Second.")
    Desk(tmp_path).lay()
    second = edit(tmp_path / "work" / NEW)
    third = release(tmp_path, prose="Third.")
    assert "01_toy_unit.new2.ipynb" in Desk(tmp_path).lay()[0]
    assert (read(tmp_path), read(tmp_path, NEW)) == (first, second)
    assert read(tmp_path, f"{UNIT}.new2.ipynb") == third


def test_mends_an_unedited_copy_beside(tmp_path: Path) -> None:
    """Replace the copy beside when nobody touched it."""
    release(tmp_path)
    Desk(tmp_path).lay()
    edit(tmp_path / "work" / FILE)
    release(tmp_path, prose="Second.")
    Desk(tmp_path).lay()
    third = release(tmp_path, prose="Third.")
    assert Desk(tmp_path).lay()[0].startswith(f"{NEW}: mended")
    assert read(tmp_path, NEW) == third


@pytest.mark.parametrize("memory", [None, "{ broken", "[]"])
def test_without_its_memory_it_keeps_what_stands_there(tmp_path: Path, memory: str | None) -> None:
    """Take each file for edited when nothing is remembered of it."""
    release(tmp_path)
    Desk(tmp_path).lay()
    mine = edit(tmp_path / "work" / FILE)
    path = tmp_path / "work" / ".laid.json"
    path.unlink()
    if memory is not None:
        path.write_text(memory, encoding="utf-8")
    text = release(tmp_path, prose="Mended.")
    Desk(tmp_path).lay()
    assert (read(tmp_path), read(tmp_path, NEW)) == (mine, text)


def test_keeps_a_file_it_cannot_read(tmp_path: Path) -> None:
    """Leave a file alone that is no notebook any more."""
    release(tmp_path)
    Desk(tmp_path).lay()
    (tmp_path / "work" / FILE).write_text("half a file", encoding="utf-8")
    release(tmp_path, prose="Mended.")
    Desk(tmp_path).lay()
    assert read(tmp_path) == "half a file"
    assert (tmp_path / "work" / NEW).exists()


def test_names_cells_that_came_and_went() -> None:
    """Name new, other and lost cells, each once."""
    old = [["a", "1"], ["b", "2"], ["gone", "3"]]
    new = [["a", "1"], ["b", "9"], ["b", "8"], ["c", "7"]]
    assert changed_names(old, new) == ["b", "c", "gone"]


def test_describing_what_is_no_notebook_is_an_error() -> None:
    """Refuse a text without cells."""
    with pytest.raises(ValueError, match="no notebook"):
        describe_cells("{}")


def test_becomes_jupyterlab_with_the_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hand the arguments on as they are, in the learner's folder."""
    seen: list[Any] = []
    monkeypatch.setattr(os, "execv", lambda *a: seen.append((Path.cwd(), *a)))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    open_lab(tmp_path, ["--port", "8899"])
    program = sys.executable
    assert seen == [(tmp_path, program, [program, "-m", "jupyterlab", "--port", "8899"])]


def test_lets_root_in_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Add once what JupyterLab asks of root, who is most often alone in a container."""
    seen: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, command: seen.append(command))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.chdir(tmp_path)
    open_lab(tmp_path, ["--no-browser"])
    open_lab(tmp_path, ["--allow-root"])
    assert [command[3:] for command in seen] == [
        ["--no-browser", "--allow-root"],
        ["--allow-root"],
    ]
    assert capsys.readouterr().out.count("You are root here") == 1


def test_waits_for_the_lab_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run JupyterLab as a child where exec would leave the terminal to two programs."""
    monkeypatch.setattr(desk_module, "_is_root", lambda: False)
    monkeypatch.setattr(subprocess, "call", lambda command: len(command))
    monkeypatch.setattr(desk_module, "os", Windows())
    with pytest.raises(SystemExit) as ended:
        open_lab(tmp_path, ["--no-browser"])
    assert ended.value.code == 4


def test_lays_solved_units_beside(tmp_path: Path) -> None:
    """Lay the solved unit that links point to, and always the newest, over what stood there."""
    release(tmp_path, prose="[solved](../../notebooks/01_toy.ipynb#double)")
    solved = tmp_path / "notebooks" / FILE
    solved.parent.mkdir()
    for content in (b"first", b"second"):
        solved.write_bytes(content)
        Desk(tmp_path).lay()
        assert (tmp_path / "work" / "solutions" / FILE).read_bytes() == content
    assert "(solutions/01_toy.ipynb#double)" in read(tmp_path)
