"""The compiler: golden notebooks, stable ids, schema 3.

After a change that is meant, write the golden notebooks anew and read their diff:
    REGENERATE=1 .venv/bin/pytest tests/test_build_notebook.py
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from bngrader.build.cells import Unit
from bngrader.build.notebook import ANSWER, compile_instructor, text_of
from bngrader.build.release import generate_assignment
from bngrader.build.source import read_unit
from nbgrader.nbgraderformat import MetadataValidator

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = Path(__file__).with_name("golden")
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
KNOWN = {"centre", "first", "second"}


def read_case(case: str, folder: Path, old: str = "", new: str = "") -> Unit:
    """Return a golden case as a unit, with one text replaced."""
    path = folder / "source" / "01_case.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(GOLDEN / case / "source.py", path)
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return read_unit(path, known=KNOWN)


def compare(path: Path, text: str) -> None:
    """Compare a text with the golden file, or write it when that is asked for."""
    if os.environ.get("REGENERATE"):
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("case", CASES)
def test_instructor_notebook_is_the_golden_one(case: str, tmp_path: Path) -> None:
    """Compile each golden source to the same bytes as ever."""
    text = text_of(compile_instructor(read_case(case, tmp_path)))
    compare(GOLDEN / case / "instructor.ipynb", text)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_release_notebook_is_the_golden_one(case: str, tmp_path: Path) -> None:
    """Release each golden source to the same bytes as ever."""
    instructor = text_of(compile_instructor(read_case(case, tmp_path)))
    compare(GOLDEN / case / "release.ipynb", generate_assignment("01_case", instructor, ROOT))


def test_two_compilations_give_the_same_bytes(tmp_path: Path) -> None:
    """Give no cell a random id."""
    first, second = (compile_instructor(read_case("repeats", tmp_path)) for _ in range(2))
    assert text_of(first) == text_of(second)


def test_repeated_cells_have_ids_of_their_own(tmp_path: Path) -> None:
    """Number the ids of cells that look alike."""
    ids = [cell.id for cell in compile_instructor(read_case("repeats", tmp_path)).cells]
    assert len(set(ids)) == len(ids)
    assert sum(name.endswith("-2") for name in ids) == 2


def test_prose_change_moves_no_named_id(tmp_path: Path) -> None:
    """Keep every name, and every id but one, when a word of prose changes."""
    before = compile_instructor(read_case("everything", tmp_path))
    after = compile_instructor(read_case("everything", tmp_path, "Three cells", "Two cells"))
    changed = [a.id for a, b in zip(before.cells, after.cells, strict=True) if a.id != b.id]
    assert changed == [before.cells[0].id]


def test_metadata_is_schema_three(tmp_path: Path) -> None:
    """Satisfy nbgrader's own validator, and leave ordinary cells alone."""
    notebook = compile_instructor(read_case("everything", tmp_path))
    MetadataValidator().validate_nb(notebook)
    ours = {c.id: dict(c.metadata.nbgrader) for c in notebook.cells if "nbgrader" in c.metadata}
    assert set(ours) == {"setup", "centre", "centre-test", "why-zero"}
    assert ours["centre-test"]["points"] == 18
    assert [name for name, made in ours.items() if made["task"]] == ["why-zero"]
    assert [name for name, made in ours.items() if made["solution"]] == ["centre"]
    assert [name for name, made in ours.items() if made["grade"]] == ["centre-test"]


def test_no_build_metadata_in_the_notebook(tmp_path: Path) -> None:
    """Keep jupytext, and header keys, out of the compiled notebook."""
    notebook = compile_instructor(read_case("everything", tmp_path))
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    keys = {key for cell in notebook.cells for key in cell.metadata}
    assert keys == {"nbgrader", "tags", "deletable"}


def test_written_answer_has_an_open_cell_after_it(tmp_path: Path) -> None:
    """Follow the question with a cell of the learner's own, without the model answer."""
    question, answer = compile_instructor(read_case("everything", tmp_path)).cells[-2:]
    assert question.metadata.nbgrader.task
    assert "MARK SCHEME" in question.source
    assert "canary model answer" not in question.source
    assert (answer.id, answer.source) == ("why-zero-answer", ANSWER)
    assert not answer.metadata.deletable
