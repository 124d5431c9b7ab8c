"""Tests of `bngrader.nbgrader_plugins.guard`: what may become a score."""

from pathlib import Path
from typing import Any

import pytest
from bngrader.classroom.grades import grade_unit
from bngrader.nbgrader_plugins.guard import ScoreGuard, is_fault, trusted_score
from classroom_toy import answered, hand_in, make_course, nbgrader_cell
from nbformat.v4 import new_code_cell, new_output


def result(text: str) -> Any:
    """Return an execute_result that shows one text."""
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


@pytest.mark.parametrize(("text", "score"), [("0.0", 0), ("2.5", 2.5), ("4.0", 4), ("4", 4)])
def test_takes_a_plain_number_within_the_points(text: str, score: float) -> None:
    """Take one number between nothing and everything."""
    assert trusted_score([result(text)], 4) == score


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("None", "no number"),
        ("np.float64(2.0)", "no number"),
        ("'4.0'", "no number"),
        ("", "an empty result"),
        ("nan", "outside"),
        ("inf", "outside"),
        ("-1.0", "outside"),
        ("5.0", "outside 0 to 4"),
    ],
)
def test_refuses_what_nbgrader_would_take_for_full_marks(text: str, found: str) -> None:
    """Refuse each text that is no score, and say what was found."""
    with pytest.raises(ValueError, match=found):
        trusted_score([result(text)], 4)


def test_refuses_no_result_two_results_and_an_error() -> None:
    """Refuse a cell that gave no single result, or that failed after it."""
    with pytest.raises(ValueError, match="0 results"):
        trusted_score([new_output("stream", name="stdout", text="4.0")], 4)
    with pytest.raises(ValueError, match="2 results"):
        trusted_score([result("4.0"), result("0.0")], 4)
    failed = new_output("error", ename="KeyError", evalue="'x'", traceback=[])
    with pytest.raises(ValueError, match="KeyError"):
        trusted_score([result("4.0"), failed], 4)


def test_refuses_a_result_without_plain_text() -> None:
    """Refuse a result that shows only a picture: nbgrader would raise KeyError."""
    picture = new_output("execute_result", data={"image/png": ""}, execution_count=1)
    with pytest.raises(ValueError, match="no number"):
        trusted_score([picture], 4)


def guarded(*outputs: Any) -> Any:
    """Return a test cell after the guard has seen it."""
    cell = nbgrader_cell("test", "t", "", 4)
    cell.outputs = list(outputs)
    return ScoreGuard().preprocess_cell(cell, {}, 0)[0]


def test_says_whose_fault_it_is() -> None:
    """Leave a sentence that clears the learner and names the cure, and keep the report."""
    table = new_output("display_data", data={"text/html": "<table></table>"})
    cell = guarded(table, result("None"))
    assert is_fault(cell)
    assert cell.outputs[0] == table
    assert "this is our fault, not yours" in cell.outputs[-1].evalue
    assert "tell your instructor" in cell.outputs[-1].evalue
    assert not [o for o in cell.outputs if o.output_type == "execute_result"]


def test_blames_nobody_for_an_endless_loop() -> None:
    """Tell a learner whose function never ended so, without calling it our fault."""
    error = new_output("error", ename="KeyboardInterrupt", evalue="", traceback=[])
    cell = guarded(error)
    assert not is_fault(cell)
    assert "loop" in cell.outputs[-1].evalue


def test_drops_noise_on_stderr_and_leaves_other_cells_alone() -> None:
    """Drop warnings in test cells only; elsewhere they are the learner's to read."""
    noise = new_output("stream", name="stderr", text="a warning")
    assert [o.output_type for o in guarded(noise, result("4.0")).outputs] == ["execute_result"]
    ordinary = new_code_cell("", outputs=[noise])
    assert ScoreGuard().preprocess_cell(ordinary, {}, 0)[0].outputs == [noise]


BAD = {
    "none": "None",
    "nothing": "score = 4.0",
    "numpy": "np.float64(2.0)",
    "nan": "float('nan')",
    "negative": "-1.0",
    "above": "5.0",
    "raising": "1 / 0",
    "text": "'4.0'",
    "twice": "get_ipython().displayhook(4.0)\n4.0",
}
GOOD = {"noisy": "import sys; print('boo', file=sys.stderr)\n3.0", "plain": "4.0"}


@pytest.mark.slow
def test_never_scores_by_mistake_in_a_real_run(tmp_path: Path) -> None:
    """Run each bad door through nbgrader: 0 points, a person is asked, the class goes on."""
    cells = [nbgrader_cell("locked", "setup", "import numpy as np")]
    cells += [nbgrader_cell("test", name, body, 4) for name, body in (BAD | GOOD).items()]
    course = make_course(tmp_path, cells)
    for student in ("alice", "bob"):
        hand_in(tmp_path, student, answered(tmp_path, {}))
    graded = grade_unit(course, "01_toy_unit")
    assert sorted(graded.after) == ["alice", "bob"]
    marks = graded.after["bob"]
    assert {name: marks[name].auto for name in BAD} == dict.fromkeys(BAD, 0.0)
    assert all(marks[name].waiting for name in BAD)
    assert (marks["noisy"].auto, marks["plain"].auto) == (3.0, 4.0)
    assert not marks["noisy"].waiting
    said = " ".join(graded.notes["bob"])
    assert all(f"{name}: not graded, our fault" in said for name in BAD)
    page = (tmp_path / "feedback/bob/01_toy_unit/01_toy_unit.html").read_text(encoding="utf-8")
    assert "this is our fault, not yours" in page
