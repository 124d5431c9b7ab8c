"""A learner's own copies of the released units, mended without loss.

`work/` holds them, and in `work/solutions/` the solved units that they link to. `work/.laid.json`
remembers what was laid there, cell by cell, so that a copy nobody touched can be replaced when a
unit was mended, and one that was touched never is.
"""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from bngrader.build.links import LAID, for_learner
from bngrader.classroom.units import release_notebook, released

MEMORY = ".laid.json"

Cells = list[list[str]]
"""Each cell of a notebook as [what a person would call it, digest of what stands in it]."""


def describe_cells(text: str) -> Cells:
    """Return the name and digest of each cell of a notebook.

    Outputs and metadata do not count: running a notebook is no edit.

    Raises:
        ValueError: if the text is no notebook.
    """
    try:
        cells = json.loads(text)["cells"]
        return _described([_content(cell) for cell in cells], cells)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no notebook: {error!r}") from error


def _content(cell: dict[str, Any]) -> str:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    return json.dumps([cell["cell_type"], text, cell.get("attachments", {})], sort_keys=True)


def _described(contents: list[str], cells: list[dict[str, Any]]) -> Cells:
    described, heading = [], "the beginning"
    for content, cell in zip(contents, cells, strict=True):
        text = json.loads(content)[1]
        if cell["cell_type"] == "markdown":
            heading = next(
                (line.lstrip("# ") for line in text.splitlines() if line.startswith("#")), heading
            )
        name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        digest = hashlib.sha256(content.encode()).hexdigest()[:16]
        described.append([name or f"“{heading}”", digest])
    return described


def changed_names(old: Cells, new: Cells) -> list[str]:
    """Return the names of cells that are new, other, or gone, each once, in their order."""
    before, after = {digest for _, digest in old}, {digest for _, digest in new}
    names = [name for name, digest in new if digest not in before]
    names += [name for name, digest in old if digest not in after]
    return list(dict.fromkeys(names))


@dataclass
class Desk:
    """The folder `work/` and what was laid in it.

    Attributes:
        root: the course's folder.
        laid: for each file the cells that were laid last.
        said: one line for each thing that a learner should know.
    """

    root: Path
    laid: dict[str, Cells] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where a learner works."""
        return self.root / "work"

    def lay(self) -> list[str]:
        """Lay all released units and return one line for each thing that changed.

        A file with edits is never written to, whatever happened to the memory.
        """
        self.folder.mkdir(exist_ok=True)
        self._remember()
        for unit in released(self.root):
            self._lay_unit(unit)
            self._lay_solution(unit)
        text = json.dumps(self.laid, indent=0, sort_keys=True, ensure_ascii=False)
        _replace(self.folder / MEMORY, text.encode())
        return self.said

    def _remember(self) -> None:
        try:
            memory = json.loads((self.folder / MEMORY).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(memory, dict):
            self.laid = memory

    def _lay_unit(self, unit: str) -> None:
        text = for_learner(release_notebook(self.root, unit).read_text(encoding="utf-8"))
        content, cells = text.encode(), describe_cells(text)
        for attempt in range(1000):
            name = _file_name(unit, attempt)
            if self._settle(name, content, cells, f"{unit}.ipynb"):
                return

    def _lay_solution(self, unit: str) -> None:
        """Lay the solved unit, always the newest: it is there to be read, not to be worked in."""
        solved = self.root / "notebooks" / f"{unit}.ipynb"
        if solved.is_file():
            path = self.folder / LAID / solved.name
            path.parent.mkdir(exist_ok=True)
            _replace(path, solved.read_bytes())

    def _settle(self, name: str, content: bytes, cells: Cells, original: str) -> bool:
        """Lay one file unless edits stand there; return whether the unit is settled."""
        path, laid = self.folder / name, self.laid.get(name)
        if not path.exists():
            if name != original:
                if laid == cells:
                    return True  # it was laid beside already, and thrown away
                changed = changed_names(self.laid.get(original, []), cells)
                self.said.append(
                    f"{original}: yours is kept; the mended unit is {name} "
                    f"(changed: {_listed(changed)})"
                )
            self._write(name, content, cells)
            return True
        if laid == cells:
            return True  # nothing new since this file was laid
        standing = _standing(path)
        if standing == cells:
            self.laid[name] = cells
            return True
        if laid is not None and standing == laid:
            changed = changed_names(laid, cells)
            self.said.append(f"{name}: mended (changed: {_listed(changed)})")
            self._write(name, content, cells)
            return True
        return False

    def _write(self, name: str, content: bytes, cells: Cells) -> None:
        _replace(self.folder / name, content)
        self.laid[name] = cells


def _file_name(unit: str, attempt: int) -> str:
    return f"{unit}{['', '.new'][min(attempt, 1)]}{attempt if attempt > 1 else ''}.ipynb"


def _standing(path: Path) -> Cells | None:
    try:
        return describe_cells(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None  # unreadable is not ours to overwrite


def _listed(names: list[str], most: int = 4) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return (", ".join(names[:most]) or "the notebook's settings") + more


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    scratch = path.with_name(f"{path.name}.part")
    scratch.write_bytes(content)
    os.replace(scratch, path)


def open_lab(folder: Path, arguments: list[str]) -> NoReturn:
    """Become JupyterLab in a folder; the arguments go to it as they are.

    JupyterLab refuses to run as root unless told to. Who is root here is most often alone in a
    container, so it is told to, and the person is told so.
    """
    command = [sys.executable, "-m", "jupyterlab", *arguments]
    if _is_root() and "--allow-root" not in arguments:
        print("You are root here, so JupyterLab is started with --allow-root.")
        command.append("--allow-root")
    os.chdir(folder)
    sys.stdout.flush()
    if os.name == "nt":  # where exec leaves the terminal to two programs at once
        sys.exit(subprocess.call(command))
    os.execv(sys.executable, command)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
