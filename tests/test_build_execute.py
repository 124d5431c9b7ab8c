"""The reader's notebook is solved, run and clean, and graded cells need no experiment."""

from __future__ import annotations

from pathlib import Path

import pytest
from bngrader.build import execute
from bngrader.build.cells import SourceError, Unit
from bngrader.build.execute import (
    Graded,
    KernelError,
    compile_reader,
    digest_of,
    execute_reader,
    grade_without_experiments,
    lines_by_id,
    require_full_marks,
)
from bngrader.build.notebook import text_of
from bngrader.build.source import read_unit
from bngrader.build.tree import make
from toy_course import CENTRE, UNIT, edit, make_toy_course


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a toy course with its visible checks in place."""
    made = make_toy_course(tmp_path / "course", monkeypatch)
    checks = Path("utils", "bnlab", "checks", f"{UNIT}.json")
    (made / checks.parent).mkdir()
    (made / checks).write_text(make(made, toy(made)).files[checks], "utf-8")
    return made


def toy(root: Path) -> Unit:
    """Return the toy unit as it stands in the course."""
    return read_unit(root / "source" / f"{UNIT}.py")


def test_hidden_regions_are_dropped(root: Path) -> None:
    """Show answers without markers, checks without hidden tests, questions without rubric."""
    notebook = compile_reader(toy(root))
    text = text_of(notebook)
    cells = {cell.id: cell for cell in notebook.cells}
    assert "canary_solution" in cells["centre"].source
    assert cells["centre-test"].source == 'check("centre")'
    answer = cells["why-zero-answer"].source
    assert answer.startswith("**A model answer.** The mean of a difference")
    hidden = ("MARK SCHEME", "BEGIN", "bngrader", "nbgrader", "canary mark scheme", "Your answer")
    assert not [word for word in (*hidden, "raises-exception") if word in text]


def test_question_without_model_answer_stands_alone(root: Path) -> None:
    """Give readers no empty answer cell where the author wrote no answer."""
    edit(root, "# ### BEGIN SOLUTION\n# The mean of a", "# The mean of a")
    edit(root, "canary model answer.\n# ### END SOLUTION\n", "canary model answer.\n")
    assert "why-zero-answer" not in {cell.id for cell in compile_reader(toy(root)).cells}


def test_every_cell_has_its_line(root: Path) -> None:
    """Find the source line of each cell of the reader's notebook."""
    unit = toy(root)
    lines = lines_by_id(unit)
    assert set(lines) == {cell.id for cell in compile_reader(unit).cells}
    text = (root / unit.file).read_text("utf-8").split("\n")
    assert text[lines["centre"] - 1].startswith('# %% solution="centre"')
    assert lines["why-zero-answer"] == lines["why-zero"]


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(root: Path) -> None:
    """Run the toy twice, cleanly, to the same notebook with its digest."""
    edit(root, "measured = centre", "from tqdm.auto import tqdm\nprint(object())\n"
         "[None for _ in tqdm(range(3))]\nmeasured = centre")  # fmt: skip
    first, second = (text_of(execute_reader(toy(root), root, "abc")) for _ in range(2))
    assert first == second
    assert '"digest": "abc"' in first
    assert "the mean is now 0.0" in first
    assert "four numbers" in first
    assert '"widgets"' not in first
    assert "it/s" not in first
    assert " at 0x" not in first


@pytest.mark.slow
def test_faults_name_the_cell_and_its_line(root: Path) -> None:
    """Report a cell that raises and a cell that warns, both, by file and line."""
    edit(root, "measured = centre", "import warnings\nwarnings.warn('slow')\nmeasured = centre")
    edit(root, "return x - canary_solution", "return x - canary_solution + 1")
    with pytest.raises(SourceError) as caught:
        execute_reader(toy(root), root, "abc")
    checked, warned = caught.value.everything
    assert "cell 'centre-test' raises CheckFailed" in checked.what
    assert "writes to stderr" in warned.what
    text = (root / "source" / f"{UNIT}.py").read_text("utf-8").split("\n")
    assert text[checked.line - 1].startswith("# %% test=")
    assert text[warned.line - 1] == "# %% experiment"


@pytest.mark.slow
def test_solved_unit_gets_full_marks_without_experiments(root: Path) -> None:
    """Give the toy's own solution all points though its experiments do not run."""
    edit(root, "measured = centre", "raise SystemExit('never run')\nmeasured = centre")
    assert grade_without_experiments(toy(root), root) == {"centre": Graded(18.0)}
    require_full_marks(toy(root), root)
    assert not (root / "course.secret").exists()


@pytest.mark.slow
def test_graded_cell_that_depends_on_an_experiment_is_an_authors_error(root: Path) -> None:
    """Name the graded cell, its file and line, and the cure."""
    edit(root, "# %% solution=", "# %% experiment\noffset = 0.0\n\n# %% solution=")
    edit(root, "return x - canary_solution", "return x - canary_solution + offset")
    with pytest.raises(SourceError) as caught:
        require_full_marks(toy(root), root)
    (error,) = caught.value.everything
    text = (root / "source" / f"{UNIT}.py").read_text("utf-8").split("\n")
    assert text[error.line - 1] == '# %% test="centre" points=18'
    assert "'centre' gets 0 of 18 points when the experiments are left out" in error.what
    assert "locked" in error.cure


@pytest.mark.slow
def test_graded_cell_without_a_number_gets_nothing(root: Path) -> None:
    """Count a graded cell that ends in something else as nothing, not as full marks."""
    edit(root, "# %% predict", "# %%\nNone\n\n# %% predict")
    (root / "autograder" / "sitecustomize.py").write_text(
        "import bngrader\nbngrader.grade = lambda name, points: 'four'\n", "utf-8"
    )
    assert grade_without_experiments(toy(root), root) == {"centre": Graded(0.0)}
    (root / "autograder" / "sitecustomize.py").write_text(
        "import bngrader\nbngrader.grade = lambda name, points: None\n", "utf-8"
    )
    assert grade_without_experiments(toy(root), root) == {"centre": Graded(0.0)}


@pytest.mark.slow
def test_cell_that_hangs_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop a unit that does not end, and say so."""
    monkeypatch.setattr(execute, "TIMEOUT", 2)
    edit(root, "measured = centre", "import time\ntime.sleep(60)\nmeasured = centre")
    with pytest.raises(KernelError, match=r"the kernel gave up: .*Cure"):
        execute_reader(toy(root), root, "abc")


def test_digest_covers_unit_package_and_its_own_checks(tmp_path: Path) -> None:
    """Change with the unit, bnlab's files and this unit's checks, and with nothing else."""
    package = tmp_path / "bnlab"
    (package / "checks").mkdir(parents=True)
    (package / "__init__.py").write_text("a = 1")

    def digest(source: bytes = b"x", checks: str = "{}") -> str:
        return digest_of(source, package, checks, UNIT)

    first = digest()
    (package / "checks" / "02_other.json").write_text("{}")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "a.pyc").write_text("")
    assert digest() == first
    assert digest(source=b"y") != first
    assert digest(checks="[]") != first
    (package / "__init__.py").write_text("a = 2")
    assert digest() != first


def test_toy_exercise_is_the_units(root: Path) -> None:
    """Hold the toy's exercise and its unit together."""
    assert CENTRE.unit == toy(root).name
