"""The class side end to end on a toy unit, with nbgrader's own commands and converters."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bngrader.classroom import ClassroomError
from bngrader.classroom.course import Course, register
from bngrader.classroom.grades import grade_unit, report, submitted_learners
from bngrader.classroom.marks import export_csv, read_marks, total
from classroom_toy import (
    UNIT,
    answered,
    hand_in,
    make_course,
    nbgrader_cell,
    toy_cells,
    write_source,
)
from nbgrader.converters import GenerateAssignment
from rich.console import Console

pytestmark = pytest.mark.slow

RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "triple": "def triple(x):\n    return 3 * x",
}
HIDDEN = "4.0 if double(2) == 4 else 0.0", "4.0 if triple(2) == 6 else 0.0"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course folder with the toy unit in its gradebook, made once and never changed."""
    return make_course(tmp_path_factory.mktemp("made") / "course", toy_cells(*HIDDEN))


@pytest.fixture
def course(made: Course, tmp_path: Path) -> Course:
    """A course folder of the test's own."""
    return Course(Path(shutil.copytree(made.root, tmp_path / "course")))


def nbgrader(course: Course, *arguments: str) -> str:
    """Run nbgrader's command line in a course folder and return what it logged."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def shown(graded: Any) -> str:
    """Return the printed report of a grading."""
    console = Console(file=StringIO(), width=140)
    console.print(report(graded))
    return str(console.file.getvalue())  # type: ignore[attr-defined]


NAMES = {
    "alice_{unit}.ipynb": "alice",
    "alice_{unit} (1).ipynb": None,  # replaced below: the newer of two
    "lastfirst_12345_6789_{unit}.ipynb": "lastfirst_12345",
    "otherone_LATE_12346_6790_{unit}-1.ipynb": "otherone_12346",
    "First Last_123456_assignsubmission_file_{unit}.ipynb": "First_Last",
    "Second Last_123457_assignsubmission_file_/{unit}.ipynb": "Second_Last",
    "First Last_123499_assignsubmission_file_/{unit}.ipynb": "First_Last_123499",
    "nobody.ipynb": None,
}


def test_goes_from_upload_to_export_by_commands(course: Course) -> None:
    """Run every command that an instructor runs, from a clone without a gradebook."""
    course.gradebook_path.unlink()
    nbgrader(course, "generate_assignment", UNIT, "--force")
    archive = course.root / "downloaded" / UNIT / "archive"
    archive.mkdir(parents=True)
    text = json.dumps(answered(course.root, RIGHT))
    with zipfile.ZipFile(archive / "all.zip", "w") as bundle:
        for name in NAMES:
            bundle.writestr(
                name.format(unit=UNIT), "{}" if name.startswith("alice_{unit}.") else text
            )
    (archive / "bob_01_toy_unit.ipynb").write_text(text, encoding="utf-8")
    (archive / "bob_02_other.ipynb").write_text(text, encoding="utf-8")
    said = nbgrader(course, "zip_collect", UNIT)
    assert "of another unit" in said
    assert "the newer file counts" in said
    assert "two learners are called First_Last" in said
    learners = sorted({"bob", *filter(None, NAMES.values())})
    assert sorted(submitted_learners(course, UNIT)) == learners
    nbgrader(course, "autograde", UNIT)
    nbgrader(course, "generate_feedback", UNIT)
    nbgrader(course, "export", "--to", "grades.csv")
    with (course.root / "grades.csv").open(encoding="utf-8") as table:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}
    assert rows == dict.fromkeys(learners, 8.0)
    pages = course.root.glob(f"feedback/*/{UNIT}/{UNIT}.html")
    assert sorted(page.parent.parent.name for page in pages) == learners


def test_grades_a_class_and_exports(course: Course, tmp_path: Path) -> None:
    """Give each learner what the tests say, show it, and write it as a table."""
    hand_in(course.root, "right", answered(course.root, RIGHT))
    hand_in(course.root, "stub", answered(course.root, {}))
    graded = grade_unit(course, UNIT)
    assert {s: total(m) for s, m in graded.after.items()} == {"right": 8.0, "stub": 0.0}
    graded_file = course.root / "autograded" / "right" / UNIT / f"{UNIT}.ipynb"
    cells = json.loads(graded_file.read_text(encoding="utf-8"))["cells"]
    assert [c["outputs"] for c in cells if "experiment" in c["metadata"].get("tags", [])] == [[]]
    # The stub raises in the toy's door, which has no engine around it: a person must look.
    assert graded.after["stub"]["double-test"].waiting
    assert "right" in shown(graded)
    again = grade_unit(course, UNIT)
    assert not [s for s in again.changed if s == "right"]
    assert "right 8" in shown(again)
    export_csv(course, UNIT, tmp_path / "marks.csv")
    assert "right" in (tmp_path / "marks.csv").read_text(encoding="utf-8")


def test_prose_changes_cost_nobody_anything(course: Course) -> None:
    """Change a word between release and submission, and again after grading: same marks."""
    early = answered(course.root, RIGHT)
    for word in ("number", "figure"):
        cells = toy_cells(*HIDDEN)
        cells[2].source = f"## Doubling\nTwice the {word}, said otherwise."
        cells[0].source = f"# A toy unit with another {word}"
        write_source(course.root, cells)
        run = course.run(GenerateAssignment, UNIT, ".")
        assert run.ok, run.lines
        hand_in(course.root, "early", early)
        graded = grade_unit(course, UNIT)
        assert total(graded.after["early"]) == 8.0
        assert not graded.notes
    assert graded.changed == []


@pytest.mark.parametrize(
    ("gone", "mark"),
    [
        ({"double-test"}, 8.0),
        ({"double", "double-test"}, 4.0),
        ({"setup"}, 8.0),
        ({"why", "triple-test", "setup"}, 8.0),
        ({"double", "triple"}, 0.0),
    ],
)
def test_a_deleted_cell_costs_only_what_is_missing(
    course: Course, gone: set[str], mark: float
) -> None:
    """Put tests and locked cells back where they were, and say so."""
    notebook = answered(course.root, RIGHT)
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") not in gone
    ]
    hand_in(course.root, "careless", notebook)
    hand_in(course.root, "tidy", answered(course.root, RIGHT))
    graded = grade_unit(course, UNIT)
    assert total(graded.after["careless"]) == mark
    assert total(graded.after["tidy"]) == 8.0
    said = " ".join(graded.notes["careless"])
    assert all(f"{name} was missing" in said for name in gone)
    assert "tidy" not in graded.notes


def spoil_copied(cells: list[Any]) -> None:
    """Copy every cell of the course, as Ctrl-C and Ctrl-V do."""
    cells[4:4] = [json.loads(json.dumps(cell)) for cell in cells[3:8]]


def spoil_schema(cells: list[Any]) -> None:
    """Claim a version of the metadata that does not exist."""
    cells[3]["metadata"]["nbgrader"]["schema_version"] = 99


def spoil_points(cells: list[Any]) -> None:
    """Claim more points and skip the test."""
    cells[4]["metadata"]["nbgrader"]["points"] = 400
    cells[4]["metadata"]["tags"] = ["experiment"]


def spoil_names(cells: list[Any]) -> None:
    """Rename a cell, and put nonsense where nbgrader looks."""
    cells[0]["metadata"]["nbgrader"] = {"grade_id": "made-up", "grade": True}
    cells[2]["metadata"]["nbgrader"] = ["nonsense"]
    cells[4]["source"] = "100.0"


@pytest.mark.parametrize("spoil", [spoil_copied, spoil_schema, spoil_points, spoil_names])
def test_edited_metadata_changes_nothing(course: Course, spoil: Any) -> None:
    """Take the course's word, not the notebook's, for what a cell is."""
    notebook = answered(course.root, RIGHT)
    spoil(notebook["cells"])
    hand_in(course.root, "odd", notebook)
    hand_in(course.root, "pat", answered(course.root, RIGHT))
    graded = grade_unit(course, UNIT)
    assert total(graded.after["odd"]) == total(graded.after["pat"]) == 8.0


def test_a_broken_file_stops_nobody_else(course: Course) -> None:
    """Note the learner whose file is no notebook, and grade the rest, without a gradebook yet."""
    course.gradebook_path.unlink()
    hand_in(course.root, "broken", {}).write_text("{ no json", encoding="utf-8")
    hand_in(course.root, "sound", answered(course.root, RIGHT))
    graded = grade_unit(course, UNIT)
    assert graded.failed == {"broken"}
    assert "not graded" in graded.notes["broken"][0]
    assert total(graded.after["sound"]) == 8.0
    assert "not graded" in shown(graded)


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module outside of the notebook that gives the marks, as bngrader does."""
    folder = tmp_path / "door"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    return folder / "toy_door.py"


def test_a_mended_hidden_case_needs_no_new_release(tmp_path: Path, door: Path) -> None:
    """Grade again after the door was mended: old beside new, and a manual mark stays."""
    test = "import toy_door\ntoy_door.grade({name}, 4.0)"
    cells = toy_cells(test.format(name="double"), test.format(name="triple"))
    course = make_course(tmp_path / "course", cells)
    for student in ("amy", "ben"):
        hand_in(course.root, student, answered(course.root, RIGHT))
    release = (course.root / "release" / UNIT / f"{UNIT}.ipynb").read_bytes()
    door.write_text("def grade(f, points):\n    return points if f(2) == 4 else 1.0\n")
    first = grade_unit(course, UNIT)
    assert total(first.after["amy"]) == 5.0
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("double-test", UNIT, UNIT, "ben")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        written = gradebook.find_grade("why", UNIT, UNIT, "ben")
        written.manual_score, written.needs_manual_grade = 2.0, False
        gradebook.db.commit()
    door.write_text("def grade(f, points):\n    return points if f(2) in (4, 6) else 1.0\n")
    second = grade_unit(course, UNIT)
    assert total(second.after["amy"]) == 8.0
    assert second.after["ben"]["double-test"].score == 3.0
    assert second.after["ben"]["why"].score == 2.0
    assert total(second.after["ben"]) == 9.0
    table = shown(second)
    assert "triple-test: 1 → 4" in table
    assert "unchanged" not in table
    assert "why: 1 to be read by a person" in table
    assert (course.root / "release" / UNIT / f"{UNIT}.ipynb").read_bytes() == release


def test_registering_keeps_the_release(course: Course) -> None:
    """Put a unit into a fresh gradebook without a byte of release/ changing, twice."""
    release = course.root / "release" / UNIT / f"{UNIT}.ipynb"
    before = release.read_bytes(), release.stat().st_mtime_ns
    course.gradebook_path.unlink()
    for _ in range(2):
        register(Course(course.root), UNIT)
    assert (release.read_bytes(), release.stat().st_mtime_ns) == before
    assert read_marks(course, UNIT) == {}
    assert not list(course.root.glob(".registering-*"))


def test_names_what_is_wrong_before_it_grades(course: Course) -> None:
    """Say what is missing or in the way, with its cure, for each way to begin wrongly."""
    with pytest.raises(ClassroomError, match="zip_collect"):
        grade_unit(course, UNIT)
    hand_in(course.root, "amy", answered(course.root, RIGHT))
    release = course.root / "release" / UNIT / f"{UNIT}.ipynb"
    kept = release.read_text(encoding="utf-8")
    release.write_text(kept.replace("Twice", "Thrice"), encoding="utf-8")
    with pytest.raises(ClassroomError, match="make build"):
        register(course, UNIT)
    release.unlink()
    with pytest.raises(ClassroomError, match="make build"):
        register(course, UNIT)
    release.write_text(kept, encoding="utf-8")
    grade_unit(course, UNIT)
    cells = [*toy_cells(*HIDDEN), nbgrader_cell("locked", "new", "1")]
    write_source(course.root, cells)
    with pytest.raises(ClassroomError, match="after somebody handed in"):
        register(course, UNIT)


def test_waits_for_a_gradebook_in_use_and_says_so(course: Course) -> None:
    """Name the gradebook that another program writes to, and leave the marks alone."""
    hand_in(course.root, "amy", answered(course.root, RIGHT))
    busy = sqlite3.connect(course.gradebook_path)
    busy.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ClassroomError, match=r"gradebook\.db cannot be written"):
            course.require_free_gradebook(wait=0.1)
        with pytest.raises(ClassroomError, match="close it"):
            grade_unit(course, UNIT)
    finally:
        busy.close()
