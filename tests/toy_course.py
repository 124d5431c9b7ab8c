"""A whole course of one three-cell unit: the real packages, the real nbgrader, a toy exercise."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import bnlab
import pytest
from bngrader import exercises

ROOT = Path(__file__).resolve().parents[1]
TOY = ROOT / "tests" / "toy"
UNIT = "01_toy"

sys.path.insert(0, str(TOY))
from toy_exercises import CENTRE as CENTRE  # noqa: E402

# the kernel's own bngrader learns the toy exercise from this file, as Python starts
SITECUSTOMIZE = """\
import sys
sys.path.append({toy!r})
from bngrader import exercises
from toy_exercises import CENTRE
exercises.register(CENTRE)
"""


def make_toy_course(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a fresh course in ``root`` whose only unit is tests/toy/01_toy.py."""
    only_the_toy(monkeypatch)
    for folder in ("source", "release", "notebooks", "autograder"):
        (root / folder).mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copy(TOY / f"{UNIT}.py", root / "source")
    ignore = shutil.ignore_patterns("__pycache__", "checks", "datasets")
    shutil.copytree(Path(bnlab.__file__).parent, root / "utils" / "bnlab", ignore=ignore)
    text = SITECUSTOMIZE.format(toy=str(TOY))
    (root / "autograder" / "sitecustomize.py").write_text(text, "utf-8")
    return root


def only_the_toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the toy's exercise in place of the course's."""
    monkeypatch.setattr(exercises, "_ALL", {CENTRE.name: CENTRE})


def edit(root: Path, old: str, new: str) -> None:
    """Replace a text, which must be there, in the toy unit of a course."""
    path = root / "source" / f"{UNIT}.py"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
