"""The zip that a class is given: release notebooks, the bnlab wheel, a learner's requirements.

No source, no solved notebook, nothing of the grader. The same tree gives the same bytes.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from bngrader.build.links import for_class
from bngrader.classroom import ClassroomError
from bngrader.classroom.units import release_notebook, released

NEEDED = ("jupyterlab", "numpy", "matplotlib", "ipywidgets", "tqdm", "ipython", "ipykernel")
"""What a learner installs by name; the rest follows."""

EPOCH = (2020, 1, 1, 0, 0, 0)
"""The one time stamp of everything in the zip."""

FOLDER = "batch-norm"

README = """\
# Batch normalization, from the lectures to working code

You need Python 3.11 or newer. In this folder:

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt
    .venv/bin/jupyter lab

On Windows:

    py -m venv .venv
    .venv\\Scripts\\pip install -r requirements.txt
    .venv\\Scripts\\jupyter lab

Then open {first} and go from top to bottom. Write where it says `# your code here`; the cell
below tells you at once what is wrong and why. Hand in the notebook under its own name{named}.
"""


def pins(lock: str, names: tuple[str, ...] = NEEDED) -> list[str]:
    """Return the lines of a lock file that pin some packages, without hashes.

    Args:
        lock: the text of requirements.lock.
        names: the packages wanted.

    Raises:
        ClassroomError: if one is not pinned.
    """
    found = []
    for name in names:
        lines = re.findall(rf"^({re.escape(name)}==[^\\\n]*?) *\\?$", lock, re.MULTILINE)
        if not lines:
            raise ClassroomError(
                f"requirements.lock does not pin {name}. Cure: make the lock anew"
            )
        found += lines
    return found


def without_written(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook without its written questions and the open cells for their answers."""
    kept, answer_next = [], False
    for cell in notebook["cells"]:
        is_task = bool(cell["metadata"].get("nbgrader", {}).get("task"))
        is_answer = answer_next and cell["cell_type"] == "markdown"
        is_answer = is_answer and "nbgrader" not in cell["metadata"]
        if not is_task and not is_answer:
            kept.append(cell)
        answer_next = is_task
    return {**notebook, "cells": kept}


def build_wheel(package: Path, folder: Path) -> Path:
    """Build a package's wheel without a network, the same bytes each time.

    Raises:
        ClassroomError: with what the build said, if it failed.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1577836800"}
    done = subprocess.run(command, cwd=package, env=environment, capture_output=True, text=True)
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        raise ClassroomError(f"the wheel of {package} could not be built:\n{done.stderr.strip()}")
    return wheels[0]


def write_handout(root: Path, written: bool = True) -> Path:
    """Write dist/handout.zip and return its path.

    Args:
        root: the course's folder.
        written: whether written questions stay in.

    Raises:
        ClassroomError: if no unit is released or the wheel cannot be built.
    """
    units = released(root)
    if not units:
        raise ClassroomError("release/ is empty. Cure: run `make build`")
    files = {f"{unit}.ipynb": _notebook(root, unit, written) for unit in units}
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(root / "utils", Path(scratch))
        files[wheel.name] = wheel.read_bytes()
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    files["requirements.txt"] = "\n".join([f"./{wheel.name}", *pins(lock), ""]).encode()
    named = f", `{units[0]}.ipynb`" if len(units) == 1 else ""
    files["README.md"] = README.format(first=f"`{units[0]}.ipynb`", named=named).encode()
    path = root / "dist" / "handout.zip"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(_zipped(files))
    return path


def _notebook(root: Path, unit: str, written: bool) -> bytes:
    content = for_class(release_notebook(root, unit).read_text(encoding="utf-8"))
    if written:
        return content.encode()
    notebook = without_written(json.loads(content))
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
