"""The course's root folder: the one that holds nbgrader_config.py."""

from __future__ import annotations

from pathlib import Path

MARKER = "nbgrader_config.py"


class NoCourseError(FileNotFoundError):
    """No folder from here upwards is a course."""


def find_root(start: Path | None = None) -> Path:
    """Return the nearest folder, from ``start`` upwards, that holds nbgrader_config.py.

    Args:
        start: the folder to begin at; the current folder by default.

    Returns:
        The course's root as an absolute path.

    Raises:
        NoCourseError: if neither ``start`` nor a folder above it is a course.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
    raise NoCourseError(
        f"{here} is not inside the course: neither it nor a folder above it holds {MARKER}. "
        "Cure: change into the course's folder and try again."
    )
