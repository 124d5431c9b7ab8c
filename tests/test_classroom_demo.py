"""Tests of the synthetic class, of one learner's own grading, and of what pages give away."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from bngrader import exercises
from bngrader.build import tree
from bngrader.classroom import ClassroomError, demo
from bngrader.classroom.alone import LEARNER, grade_own_work
from bngrader.classroom.demo import Demo, Submission, run_demo
from bngrader.classroom.handout import without_written
from bngrader.classroom.marks import Mark, total
from bngrader.cli.classes import demo_table
from bngrader.grading.compiled import compiled
from bngrader.grading.samples import Answer
from bngrader.grading.secret import course_secret
from toy_course import UNIT, make_toy_course


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A built course of one toy unit, whose exercise this process and its kernels know."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        root = make_toy_course(tmp_path_factory.mktemp("toy") / "course", monkeypatch)
        paths = (str(root / "utils"), str(root / "autograder"))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
        tree.build(root)
        yield root


def silent(unit: str, count: int, done: Iterator[str]) -> None:
    """Go through a grading without a bar, and count."""
    assert len(list(done)) == count, unit


@pytest.mark.slow
def test_every_mark_of_the_synthetic_class_is_as_it_must_be(toy: Path) -> None:
    """Grade twelve learners by nbgrader's commands: right, wrong, stub and lazy answers."""
    result = run_demo(toy, silent)
    assert len(result.submissions) == 12
    assert result.mismatches() == []
    kinds = {a.kind for s in result.submissions for a in s.answers.values()}
    assert {"variant", "misconception", "stub", "lazy"} <= kinds
    got = {s.learner: result.got(s, "centre-test") for s in result.submissions}
    assert max(v for v in got.values() if v is not None) == 18.0
    assert {"ada", "blaise_1001", "carl_1002", "Dorothy_Demo", "Emmy_Demo"} <= set(got)
    pages = list(result.root.glob(f"feedback/*/{UNIT}/{UNIT}.html"))
    assert len(pages) == 12
    assert not (toy / "gradebook.db").exists()
    _give_nothing_away(result, toy)


def _give_nothing_away(result: Demo, toy: Path) -> None:
    """Find no solution, oracle value, hidden input or build metadata where learners look."""
    spec = compiled(exercises.catalogue()["centre"], course_secret(result.root))
    numbers = {
        f"{number:.6f}"[:7]
        for case in spec.cases
        for values in (*case.args, case.expected)
        for number in values.ravel()
        if case.name == "numbers far from zero"
    }
    assert len(numbers) == 14
    pages = [p.read_text(encoding="utf-8") for p in result.root.glob("feedback/*/*/*.html")]
    release = (toy / "release" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8")
    gradebook = (result.root / "gradebook.db").read_bytes().decode("utf-8", "replace")
    for text in (*pages, release, gradebook):
        assert not [number for number in numbers if number in text]
        assert "canary_solution" not in text
        assert "canary model answer" not in text
        assert "jupytext" not in text
    assert "canary mark scheme" not in release
    assert "from bngrader" not in release
    assert "canary mark" not in json.dumps(without_written(json.loads(release)))


@pytest.mark.slow
def test_a_learner_alone_is_graded_like_a_class(toy: Path) -> None:
    """Grade work/ in a scratch course: marks, a page, and the class's gradebook untouched."""
    work = toy / "work" / f"{UNIT}.ipynb"
    with pytest.raises(ClassroomError, match="make lab"):
        grade_own_work(toy, UNIT)
    work.parent.mkdir()
    notebook = json.loads((toy / "release" / UNIT / work.name).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "centre":
            cell["source"] = "def centre(x):\n    return x - x.mean()\n"
    work.write_text(json.dumps(notebook), encoding="utf-8")
    before = work.read_bytes()
    returned = grade_own_work(toy, UNIT)
    assert total(returned.graded.after[LEARNER]) == 18.0
    assert "centre" in returned.page.read_text(encoding="utf-8")
    assert work.read_bytes() == before
    secret = (toy / "course.secret").read_bytes()
    assert (returned.page.parents[3] / "course.secret").read_bytes() == secret
    assert not (toy / "gradebook.db").exists()
    work.write_text("half a file", encoding="utf-8")
    with pytest.raises(ClassroomError, match="not graded"):
        grade_own_work(toy, UNIT)


def test_a_mark_that_differs_is_named() -> None:
    """Name unit, learner, cell and both marks where nbgrader gave another one, or none."""
    answer = {"f": Answer("variant", "loops", "")}
    result = Demo(
        Path(),
        [Submission("01_x", "amy", answer, {"f-test": 4.0, "g-test": 1.0})],
        {"01_x": {"amy": {"f-test": Mark(3.0, None, 3.0, 4.0, False)}}},
    )
    assert result.mismatches() == [
        "01_x, amy, f-test: must get 4, got 3.0",
        "01_x, amy, g-test: must get 1, got None",
    ]
    assert demo_table(result).row_count == 1


def test_the_demo_needs_a_release(tmp_path: Path) -> None:
    """Name the cure where nothing is built, and what a step of nbgrader said."""
    with pytest.raises(ClassroomError, match="make build"):
        run_demo(tmp_path, silent)
    with pytest.raises(ClassroomError, match="autograde 01_x failed"):
        list(demo._autograde(tmp_path, "01_x"))
    with pytest.raises(ClassroomError, match="generate_feedback 01_x failed"):
        demo._nbgrader(tmp_path, "generate_feedback", "01_x")
