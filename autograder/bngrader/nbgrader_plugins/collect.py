r"""Which learner and which unit a file handed in belongs to, by its name.

Read by `nbgrader zip_collect UNIT` from `downloaded/UNIT/archive/` (files, or zips of them):

- plain: `alice_01_normalizing_inputs.ipynb`, that is `<learner>_<unit>.ipynb`;
- Canvas: `lastfirst_12345_6789_01_normalizing_inputs.ipynb` with the learner's and the
  submission's number, `_LATE` behind the name of a late one, `-1` behind a resubmission;
- Moodle: `First Last_123456_assignsubmission_file_01_normalizing_inputs.ipynb`, or the folder
  `First Last_123456_assignsubmission_file_/` with the notebook in it.

A browser's ` (1)` behind any of them does no harm.
"""

import re
from pathlib import Path
from typing import Any

from nbgrader.plugins import FileNameCollectorPlugin

NAMED_REGEXP = (
    r".*[\\/](?P<student_id>[^\\/]+?)(?P<late>_LATE)?"
    r"(?:_(?P<user>\d+)_(?P<submission>\d+)(?=_)|_(?P<moodle>\d+)_assignsubmission_file)?"
    r"(?:_(?=\d\d_[a-z])|(?<=_file)[\\/]|(?<=_file)_[\\/])"
    r"(?P<file_id>\d\d_[a-z][a-z0-9_]*?)(?:-(?P<again>\d+))?(?: ?\((?P<copy>\d+)\))?\.ipynb$"
)
"""Plain, Canvas and Moodle file names in one expression, matched against the whole path."""


def learner_id(match: dict[str, str | None]) -> str:
    """Return a learner's id that is safe as a folder's name and in a table with commas.

    Canvas gives names without spaces that two people may share, so their number is kept; Moodle's
    number is another one in each assignment, so only the name stays.

    >>> learner_id({"student_id": "First Last", "user": None})
    'First_Last'
    >>> learner_id({"student_id": "doejane", "user": "12345"})
    'doejane_12345'
    """
    parts = (match["student_id"], match.get("user"))
    name = "_".join(part for part in parts if part)
    return re.sub(r"[^\w.-]+", "_", name).strip("._") or "unnamed"


class UnitCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Collects by `NAMED_REGEXP`, keeps the newest of several files, and names what it skips.

    nbgrader's own stops the whole collection when a learner has two files and no timestamps.
    """

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Return the learner and unit of one file, or None with a warning why it is skipped."""
        match = super().collect(submitted_file)
        if match is None:
            return None
        unit = self._unit()
        if unit and match["file_id"] != unit:
            self.log.warning("%s is of another unit than %s", submitted_file, unit)
            return None
        if self._has_newer(submitted_file, match):
            self.log.warning("%s was handed in again: the newer file counts", submitted_file)
            return None
        return {"student_id": self._distinct(match), "file_id": match["file_id"]}

    def _unit(self) -> str:
        coursedir = getattr(self.parent, "coursedir", None)
        return getattr(coursedir, "assignment_id", "") or ""

    def _has_newer(self, submitted_file: str, match: dict[str, Any]) -> bool:
        """Return whether the same folder holds a later try of the same learner."""
        for other in Path(submitted_file).parent.glob("*.ipynb"):
            found = re.match(self.named_regexp, str(other))
            if found is None or str(other) == submitted_file:
                continue
            theirs = found.groupdict()
            same = all(theirs[key] == match[key] for key in ("student_id", "user", "file_id"))
            if same and theirs["moodle"] == match["moodle"] and _try(theirs) > _try(match):
                return True
        return False

    def _distinct(self, match: dict[str, Any]) -> str:
        """Return the learner's id; two of one name in Moodle are kept apart by their number."""
        learner = learner_id(match)
        if not hasattr(self, "_numbers"):
            self._numbers: dict[str, str] = {}
        number = match["moodle"] or ""
        if self._numbers.setdefault(learner, number) == number:
            return learner
        self.log.warning(
            "two learners are called %s: the second is %s_%s", learner, learner, number
        )
        return f"{learner}_{number}"


def _try(match: dict[str, str | None]) -> tuple[int, ...]:
    return tuple(int(match[key] or 0) for key in ("submission", "again", "copy"))
