"""The files that belong to the course: what git tracks, or would track if it were asked now."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MADE_BY_USE = {
    "autograded",
    "course.secret",
    "dist",
    "downloaded",
    "feedback",
    "gradebook.db",
    "submitted",
    "work",
}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file of the course, ignored ones left out; works without git too."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not _left_out(path)]
    else:
        found = [ROOT / name for name in done.stdout.split("\0") if name]
    return tuple(sorted(path for path in found if path.is_file()))


def _left_out(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = any(part.startswith(".") for part in parts) and parts[0] not in (".ci", ".gitignore")
    return hidden or parts[0] in _MADE_BY_USE or "__pycache__" in parts
