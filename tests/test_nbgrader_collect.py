"""Tests of `bngrader.nbgrader_plugins.collect` and `paths`: names of files handed in."""

import os
import re
from pathlib import Path

import pytest
from bngrader.nbgrader_plugins.collect import NAMED_REGEXP, UnitCollector, learner_id
from bngrader.nbgrader_plugins.paths import put_scripts_on_path

UNIT = "01_normalizing_inputs"
NAMES = {
    f"alice_{UNIT}": "alice",
    f"bob_b_{UNIT} (1)": "bob_b",
    f"s_12_{UNIT}": "s_12",
    f"lastfirst_12345_6789_{UNIT}": "lastfirst_12345",
    f"lastfirst_LATE_12345_6789_{UNIT}-1": "lastfirst_12345",
    f"First Last_123456_assignsubmission_file_{UNIT}": "First_Last",
    f"First Last_123456_assignsubmission_file_/{UNIT}": "First_Last",
    f"First Last_123456_assignsubmission_file/{UNIT}": "First_Last",
    f"Zoë O'Neil, Jr._1_assignsubmission_file_{UNIT}": "Zoë_O_Neil_Jr",
}


@pytest.mark.parametrize(("name", "learner"), NAMES.items())
def test_reads_plain_canvas_and_moodle_names(name: str, learner: str) -> None:
    """Read learner and unit from each file name that a course meets."""
    match = re.match(NAMED_REGEXP, f"/a course/01_ab_x/extracted/{name}.ipynb")
    assert match is not None
    assert match["file_id"] == UNIT
    assert learner_id(match.groupdict()) == learner


@pytest.mark.parametrize("name", [UNIT, "alice_notes", "alice"])
def test_skips_a_name_without_learner_or_unit(name: str) -> None:
    """Match nothing where learner or unit is missing: the folder above is not a learner."""
    assert re.match(NAMED_REGEXP, f"/course/downloaded/x/extracted/{name}.ipynb") is None


def collector() -> UnitCollector:
    """Return the collector as nbgrader_config.py sets it."""
    plugin = UnitCollector()
    plugin.named_regexp = NAMED_REGEXP
    return plugin


def test_takes_the_newest_of_several_tries(tmp_path: Path) -> None:
    """Keep the last submission, the last resubmission, the last copy of a browser."""
    tries = [
        f"amy_7_100_{UNIT}.ipynb",
        f"amy_LATE_7_101_{UNIT}.ipynb",
        f"amy_7_101_{UNIT}-1.ipynb",
    ]
    for name in tries:
        (tmp_path / name).touch()
    plugin = collector()
    found = [plugin.collect(str(tmp_path / name)) for name in tries]
    assert found == [None, None, {"student_id": "amy_7", "file_id": UNIT}]


def test_keeps_two_learners_of_one_name_apart(tmp_path: Path) -> None:
    """Add Moodle's number to the second of two learners called alike."""
    plugin, ids = collector(), []
    for number in ("11", "12"):
        path = tmp_path / f"Ann Lee_{number}_assignsubmission_file_" / f"{UNIT}.ipynb"
        found = plugin.collect(str(path))
        assert found is not None
        ids.append(found["student_id"])
    assert ids == ["Ann_Lee", "Ann_Lee_12"]


def test_a_name_of_signs_alone_is_still_a_folder() -> None:
    """Give a name that could be a path, or nothing, one that is neither."""
    assert learner_id({"student_id": "..", "user": None}) == "unnamed"


def test_scripts_are_put_on_the_path_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find `alembic` without an activated environment, without PATH growing."""
    monkeypatch.setenv("PATH", "/usr/bin")
    scripts = put_scripts_on_path()
    put_scripts_on_path()
    assert os.environ["PATH"].split(os.pathsep) == [scripts, "/usr/bin"]
