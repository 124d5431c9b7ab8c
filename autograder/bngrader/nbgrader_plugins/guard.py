"""A test cell scores through one trustworthy number or not at all.

nbgrader reads a score from a cell's outputs and is generous where it cannot: no result, `None`,
`np.float64(2.0)`, NaN and negative numbers all count as full marks, a number above the cell's
points loses the submission, and one warning on stderr costs everything
(`nbgrader.utils.determine_grade` and `get_partial_grade`). `ScoreGuard` stands between the run
and the gradebook and leaves nothing to guess.
"""

import math
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

FAULT = "GradingFault"
"""Name of the error that stands in a test cell which could not be scored."""

OUT_OF_TIME = ("KeyboardInterrupt", "CellTimeoutError")
"""What nbclient leaves in a cell that ran into the time limit."""


def trusted_score(outputs: list[NotebookNode], points: float) -> float:
    """Return the one score among a test cell's outputs.

    Args:
        outputs: all outputs of the cell; what is displayed or printed does not count.
        points: the most that the cell can give.

    Returns:
        A finite float in [0, points].

    Raises:
        ValueError: if there is no such score or more than one; the message says what was found.
    """
    errors = [output for output in outputs if output.output_type == "error"]
    if errors:
        raise ValueError(f"the test cell itself failed with {_named(errors[0])}")
    results = [output for output in outputs if output.output_type == "execute_result"]
    if len(results) != 1:
        raise ValueError(f"the test cell gave {len(results)} results where one score is due")
    text = results[0].get("data", {}).get("text/plain", "")
    try:
        score = float("".join(text))
    except ValueError:
        raise ValueError(f"the test cell gave {_short(text)}, which is no number") from None
    if not math.isfinite(score) or not 0 <= score <= points:
        raise ValueError(f"the test cell gave {_short(text)}, outside 0 to {points:g}")
    return score


def _named(error: NotebookNode) -> str:
    return f"{error.get('ename', 'an error')}: {_short(error.get('evalue', ''))}"


def _short(text: Any, most: int = 80) -> str:
    words = " ".join(str(text).split()) or "an empty result"
    return words if len(words) <= most else words[: most - 1] + "…"


def fault_outputs(reason: str) -> list[NotebookNode]:
    """Return what stands in a cell that could not be scored: a sentence, then an error.

    The error makes nbgrader write 0, which `SaveScores` marks as waiting for a person.
    """
    sentence = (
        "this is our fault, not yours: this cell could not be graded "
        f"({reason}), so no points were given or taken yet: tell your instructor"
    )
    return [_error(FAULT, sentence)]


def out_of_time_outputs() -> list[NotebookNode]:
    """Return what stands in a test cell that ran into the time limit: 0, and the reason."""
    sentence = (
        "the time for this cell ran out while your function was being tried. "
        "Look for a loop that does not end."
    )
    return [_error("OutOfTime", sentence)]


def _error(name: str, sentence: str) -> NotebookNode:
    # The traceback is what a page shows, and it is learner-near text: keep it one plain line.
    return new_output("error", ename=name, evalue=sentence, traceback=[f"{name}: {sentence}"])


def is_fault(cell: NotebookNode) -> bool:
    """Return whether the guard found that this cell could not be graded."""
    return any(
        output.output_type == "error" and output.get("ename") == FAULT
        for output in cell.get("outputs", [])
    )


class ScoreGuard(NbGraderPreprocessor):  # type: ignore[misc]
    """Leaves in each test cell one trustworthy score, or an error that says why there is none.

    Stands after `Execute` and before `SaveAutoGrades`. It never raises: a cell that cannot be
    scored costs neither the rest of the notebook nor the rest of the class.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Guard one cell; cells that are not automatic tests stay as they are."""
        if cell.cell_type != "code" or not utils.is_grade(cell) or utils.is_solution(cell):
            return cell, resources
        # A warning is no wrong answer, but nbgrader takes any stderr in a test cell for one.
        outputs = [o for o in cell.outputs if not _is_stderr(o)]
        points = float(cell.metadata.nbgrader["points"])
        try:
            trusted_score(outputs, points)
        except ValueError as why:
            outputs = self._without_score(cell, outputs, str(why), resources)
        cell.outputs = outputs
        return cell, resources

    def _without_score(
        self, cell: NotebookNode, outputs: list[NotebookNode], why: str, resources: dict[str, Any]
    ) -> list[NotebookNode]:
        kept = [o for o in outputs if o.output_type not in ("execute_result", "error")]
        name = cell.metadata.nbgrader.get("grade_id")
        student = resources.get("nbgrader", {}).get("student", "?")
        if any(o.output_type == "error" and o.get("ename") in OUT_OF_TIME for o in outputs):
            self.log.warning("%s, %s: out of time, 0 points", student, name)
            return kept + out_of_time_outputs()
        self.log.warning("%s, %s: not graded, our fault: %s", student, name, why)
        return kept + fault_outputs(why)


def _is_stderr(output: NotebookNode) -> bool:
    return bool(output.output_type == "stream" and output.get("name") == "stderr")


class SaveScores(SaveAutoGrades):  # type: ignore[misc]
    """Writes scores as nbgrader does and leaves a cell that was our fault to a person.

    The formgrader lists such a cell under "needs manual grading" until it is graded again.
    """

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._add_score(cell, resources)
        if is_fault(cell):
            grade = self.gradebook.find_grade(
                cell.metadata["nbgrader"]["grade_id"],
                self.notebook_id,
                self.assignment_id,
                self.student_id,
            )
            grade.needs_manual_grade = True
            self.gradebook.db.commit()
