"""Commands for authors: what they print and how they end."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
from bngrader import exercises
from bngrader.build import tree
from bngrader.cli import main
from bngrader.cli.authoring import matrix_table, passes
from bngrader.grading.matrix import Line, Matrix
from bngrader.root import find_root
from click.testing import CliRunner, Result
from rich.console import Console
from toy_course import UNIT, edit, make_toy_course, only_the_toy


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a toy course that was built once."""
    with pytest.MonkeyPatch.context() as patch:
        root = make_toy_course(tmp_path_factory.mktemp("built") / "course", patch)
        tree.build(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a built toy course of the test's own, which is the current folder."""
    only_the_toy(monkeypatch)
    made = Path(shutil.copytree(built, tmp_path / "course"))
    monkeypatch.chdir(made)
    return made


def run(*words: str) -> Result:
    """Return the result of a command."""
    return CliRunner().invoke(main, words)


def test_help_names_every_command() -> None:
    """List the authors' commands."""
    result = run("--help")
    assert result.exit_code == 0
    assert all(name in result.output for name in ("build", "check", "lint", "matrix"))


def test_root_is_found_from_below(root: Path) -> None:
    """Find the course from any folder in it."""
    assert find_root() == find_root(root / "source" / UNIT) == root.resolve()


def test_outside_a_course_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Say that there is no course here, and the cure."""
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 1
    assert "not inside the course" in result.output
    assert "Cure" in result.output


@pytest.mark.slow
def test_check_is_one_line_when_equal(root: Path) -> None:
    """Exit 0 with one line."""
    result = run("check")
    assert (result.exit_code, result.output.count("\n")) == (0, 1), result.output


@pytest.mark.slow
def test_check_names_files_and_the_cure(root: Path) -> None:
    """Print each path that differs, say what mends it, and exit 1."""
    edit(root, "Three cells", "Four cells")
    result = run("check")
    assert result.exit_code == 1
    assert result.output.splitlines()[:3] == [
        f"notebooks/{UNIT}.ipynb",
        f"release/{UNIT}/{UNIT}.ipynb",
        f"source/{UNIT}/{UNIT}.ipynb",
    ]
    assert "run `make build`" in result.output


@pytest.mark.slow
def test_build_says_what_it_did(root: Path) -> None:
    """Name what was written and removed, then that nothing is left to do."""
    edit(root, "Three cells", "Four cells")
    (root / "notebooks" / "02_gone.ipynb").write_text("{}")
    result = run("build", "01")
    assert result.exit_code == 0, result.output
    assert f"running {UNIT}" in result.output
    assert f"wrote release/{UNIT}/{UNIT}.ipynb" in result.output
    assert "removed notebooks/02_gone.ipynb" in result.output
    assert "4 files changed." in result.output
    assert run("build").output == "Everything was up to date.\n"
    assert run("check").exit_code == 0


@pytest.mark.slow
def test_authors_mistake_is_a_sentence(root: Path) -> None:
    """Show an author's mistake with file, line and cure, not a traceback."""
    edit(root, "points=18", "points=17")
    text = (root / "source" / f"{UNIT}.py").read_text("utf-8").split("\n")
    line = next(n for n, words in enumerate(text, start=1) if "written=" in words)
    for command in ("build", "check", "lint"):
        result = run(command)
        assert result.exit_code == 1
        assert f"Error: source/01_toy.py:{line}: the unit's points add up to 19" in result.output
        assert "Traceback" not in result.output


@pytest.mark.slow
def test_unknown_unit_is_a_sentence(root: Path) -> None:
    """Name the known units."""
    result = run("build", "77")
    assert result.exit_code == 1
    assert "no unit is called '77'" in result.output
    assert UNIT in result.output


@pytest.mark.slow
def test_lint_prints_the_band_and_fails_at_a_gate(root: Path) -> None:
    """Print the toy, which has no figure, beside the band, and exit 1."""
    result = run("lint")
    assert result.exit_code == 1
    assert "figures read by prose" in result.output
    assert f"{UNIT}: figures: 0, must be ≥ 3" in result.output


@pytest.mark.slow
def test_lint_passes_where_no_gate_closes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 0 when each unit is let through."""
    monkeypatch.setattr("bngrader.build.lint.failures", lambda measures: [])
    assert run("lint", "01").exit_code == 0


def test_matrix_of_the_toy_has_no_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print the toy's kill matrix and exit 0."""
    only_the_toy(monkeypatch)
    result = run("matrix", "--secrets", "2")
    assert result.exit_code == 0, result.output
    assert "misconception: median" in result.output
    assert "No blank over 2 secrets." in result.output


def test_matrix_fails_on_a_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name each blank and exit 1."""
    only_the_toy(monkeypatch)
    line = Line("misconception", "median", [1.0], {"a": 1}, ["is told nothing"])
    made = Matrix("centre", ("a",), 1, (line,))
    monkeypatch.setattr("bngrader.grading.matrix.kill_matrix", lambda *_: made)
    result = run("matrix")
    assert list(exercises.catalogue()) == ["centre"]
    assert result.exit_code == 1
    assert "centre: misconception median: is told nothing" in result.output


def test_matrix_cells_read_without_colour() -> None:
    """Show passes, failures, parts and what was not run; fold the pairs that are right."""
    assert [passes(n, 20) for n in (20, 0, 7, None)] == ["✓", "✗", "7/20", ""]
    lines = (
        Line("model", "model", [1.0, 0.5], {"a": 2}),
        Line("two at once", "one + two", [0.0], {"a": 0}),
        Line("two at once", "one + three", [0.0], {"a": 0}, ["is told nothing"]),
    )
    console = Console(width=120, record=True, file=StringIO())
    console.print(matrix_table(Matrix("f", ("a", "b"), 2, lines)))
    text = console.export_text()
    assert "two at once: 1 pairs, each told the right sentence" in text
    assert "one + three" in text
    assert "one + two" not in text
    assert "75%" in text
    assert "1 a  2 b" in text
