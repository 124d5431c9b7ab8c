"""The course's cells as they were given out, whatever a learner did to them.

Learners copy, delete and retag cells. nbgrader stops the whole class at a copied cell or an
edited schema number, and cannot put back a test whose solution cell is gone too. Here the
gradebook alone says what a cell is: it costs its owner exactly what is missing, with a reason.
"""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook, Notebook
from nbgrader.preprocessors import NbGraderPreprocessor

PUT_BACK = (
    "*The cell below was missing from the notebook that was handed in. "
    "It was put back, so that the work above could be graded.*"
)
SCHEMA = 3
"""The version of nbgrader's cell metadata that the builder writes."""


def nbgrader_metadata(notebook: Notebook) -> dict[str, dict[str, Any]]:
    """Return the nbgrader metadata of each of a unit's cells by name, in the unit's order."""
    tests = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    tasks = {cell.name: float(cell.max_score) for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    described = {}
    for source in notebook.source_cells:
        name = source.name
        described[name] = {
            "cell_type": source.cell_type,
            "checksum": source.checksum,
            "grade": name in tests,
            "grade_id": name,
            "locked": bool(source.locked),
            "schema_version": SCHEMA,
            "solution": name in solutions,
            "task": name in tasks,
        }
        if name in tests or name in tasks:
            described[name]["points"] = tests.get(name, tasks.get(name))
    return described


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Gives each cell back the metadata that the gradebook holds, and puts lost cells back.

    Takes the place of nbgrader's `DeduplicateIds`, before `OverwriteCells`, which then restores
    the text of locked cells. Of a cell that was copied the last one counts, as in nbgrader.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Restore one submission in place."""
        ours = resources["nbgrader"]
        self.student = ours["student"]
        with Gradebook(ours["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(ours["notebook"], ours["assignment"])
            described = nbgrader_metadata(notebook)
            sources = {cell.name: cell.source for cell in notebook.source_cells}
        self._name_cells(nb, described)
        self._put_back(nb, described, sources)
        return nb, resources

    def _name_cells(self, nb: NotebookNode, described: dict[str, dict[str, Any]]) -> None:
        seen: set[str] = set()
        for cell in reversed(nb.cells):
            claimed = cell.metadata.pop("nbgrader", None)
            if claimed is None:
                continue
            name = claimed.get("grade_id") if isinstance(claimed, dict) else None
            if not isinstance(name, str) or name not in described:
                self.log.warning("%s: the cell %r is not of this unit", self.student, name)
            elif name in seen:
                self.log.warning("%s: %s stands twice; the last one counts", self.student, name)
            else:
                seen.add(name)
                cell.metadata["nbgrader"] = NotebookNode(described[name])
                if described[name]["locked"]:
                    # A tag decides whether a cell runs; on the course's cells it is not theirs.
                    cell.metadata.pop("tags", None)

    def _put_back(
        self,
        nb: NotebookNode,
        described: dict[str, dict[str, Any]],
        sources: dict[str, str],
    ) -> None:
        place = 0
        for name, metadata in described.items():
            found = [i for i, cell in enumerate(nb.cells) if _name(cell) == name]
            if found:
                place = found[0] + 1
            elif metadata["locked"] or metadata["task"]:
                self.log.warning("%s: %s was missing and is put back", self.student, name)
                make = new_code_cell if metadata["cell_type"] == "code" else new_markdown_cell
                cell = make(sources[name], metadata={"nbgrader": dict(metadata)})
                nb.cells[place:place] = [new_markdown_cell(PUT_BACK), cell]
                place += 2
            else:
                self.log.warning("%s: %s was missing", self.student, name)


def _name(cell: NotebookNode) -> str | None:
    name: str | None = cell.metadata.get("nbgrader", {}).get("grade_id")
    return name
