"""The units of a course by the short names that people type."""

import re
from pathlib import Path

from bngrader.classroom import ClassroomError


def released(root: Path) -> list[str]:
    """Return the names of all released units, in their order.

    Args:
        root: the course's folder.
    """
    folders = (root / "release").glob("*/")
    return sorted(f.name for f in folders if (f / f"{f.name}.ipynb").is_file())


def find_unit(root: Path, wanted: str) -> str:
    """Return the released unit that a short name means.

    Args:
        root: the course's folder.
        wanted: "01", "1", or the whole name, with or without .ipynb.

    Raises:
        ClassroomError: if no released unit is called so; the message lists those there are.
    """
    units = released(root)
    name = wanted.strip().removesuffix(".ipynb").rstrip("/")
    number = f"{int(name):02d}" if re.fullmatch(r"[0-9]{1,2}", name) else None
    for unit in units:
        if unit == name or (number and unit.startswith(f"{number}_")):
            return unit
    there = ", ".join(units) or "none yet: run `make build` first"
    raise ClassroomError(f"there is no unit {wanted!r}. Units: {there}")


def release_notebook(root: Path, unit: str) -> Path:
    """Return the path of a unit's notebook as learners get it."""
    return root / "release" / unit / f"{unit}.ipynb"


def source_notebook(root: Path, unit: str) -> Path:
    """Return the path of a unit's notebook as nbgrader wants it, with solutions and tests."""
    return root / "source" / unit / f"{unit}.ipynb"
