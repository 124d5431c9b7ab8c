"""An author's mistakes: each names file, line and cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from bngrader.build.cells import Kind, SourceError
from bngrader.build.source import read_unit
from toy_course import TOY

GOOD = (TOY / "01_toy.py").read_text("utf-8")
SOLUTION = '# %% solution="centre" tags=["C01"]'
TEST = '# %% test="centre" points=18'
WRITTEN = '# %% [markdown] written="why-zero" points=2'
RECALL = '# %% experiment\nrecall("where", measured="at zero")\n\n'
PREDICT = '# %% predict="where"'


def read(folder: Path, text: str, name: str = "01_toy.py") -> SourceError | None:
    """Return the mistakes of a text, or None if there are none."""
    path = folder / "source" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    try:
        read_unit(path, known={"centre", "scale"})
    except SourceError as error:
        return error
    return None


def line_of(text: str, part: str) -> int:
    """Return the number of the first line that holds ``part``."""
    return next(n for n, line in enumerate(text.split("\n"), start=1) if part in line)


# each: what is replaced, by what, the line that is named (by a text on it, or by a text and the
# lines from there), words of what is wrong, words of the cure
Place = str | tuple[str, int]
MISTAKES: dict[str, tuple[str, str, Place, str, str]] = {
    "test without solution": (
        TEST,
        '# %% test="scale" points=18',
        "scale",
        "has no solution",
        "solution=",
    ),
    "solution without test": (TEST, "# %%", SOLUTION, "has no test", "# %% test="),
    "test above its solution": (
        SOLUTION,
        f"{TEST}\n\n{SOLUTION}",
        TEST,
        "stands above its solution",
        "move the test",
    ),
    "duplicate name": (
        'predict="where"',
        'predict="centre"',
        'predict="centre"',
        "stands already",
        "another name",
    ),
    "no BEGIN": (
        "    ### BEGIN SOLUTION\n    can",
        "    can",
        "### END SOLUTION",
        "END SOLUTION without",
        "### BEGIN SOLUTION",
    ),
    "no END": (
        "ry_solution\n    ### END SOLUTION",
        "ry_solution",
        "### BEGIN SOLUTION",
        "without END SOLUTION",
        "### END SOLUTION",
    ),
    "nested": (
        "    return x -",
        "    ### BEGIN SOLUTION\n    return x -",
        ("    return x -", -1),
        "inside a SOLUTION region",
        "### END SOLUTION",
    ),
    "no region": (
        GOOD[GOOD.index("    ### BEGIN SOLUTION") : GOOD.index("\n\n# %% test=")],
        "    return x",
        SOLUTION,
        "has no BEGIN SOLUTION",
        "enclose the answer",
    ),
    "region in another cell": (
        "measured = c",
        "### BEGIN SOLUTION\n### END SOLUTION\nmeasured = c",
        ("measured = c", -2),
        "of the kind 'experiment'",
        "move it",
    ),
    "hidden tests by hand": (
        "measured = c",
        "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\nmeasured = c",
        "HIDDEN TESTS",
        "BEGIN HIDDEN TESTS",
        "the compiler writes",
    ),
    "points missing": (
        TEST,
        '# %% test="centre"',
        'test="centre"',
        "points are missing",
        "points=4",
    ),
    "points no number": (
        TEST,
        '# %% test="centre" points="many"',
        'points="many"',
        "not a positive number",
        "points=4",
    ),
    "points negative": (
        TEST,
        '# %% test="centre" points=-1',
        "points=-1",
        "not a positive number",
        "points=4",
    ),
    "a written answer for no points": (
        "points=2",
        "points=0",
        "points=0",
        "not a positive number",
        "optional exercise",
    ),
    "points do not add up": (
        "points=18",
        "points=17",
        WRITTEN,
        "add up to 19, not 20",
        "share out 20",
    ),
    "points on another cell": (
        PREDICT,
        f"{PREDICT} points=2",
        PREDICT,
        "points on a predict cell",
        "only test and written",
    ),
    "body in a test": (TEST, f"{TEST}\nassert True", TEST, "has a body", "leave the cell empty"),
    "typo in the bare word": (
        "# %% experiment\nm",
        "# %% experimnt\nm",
        "experimnt",
        "unknown word 'experimnt'",
        "`experiment`",
    ),
    "experiment of words": (
        "# %% experiment\nm",
        "# %% experiment [markdown]\n# m",
        "experiment [markdown]",
        "unknown word",
        "code cell",
    ),
    "unknown key": (
        SOLUTION,
        '# %% solution="centre" tag="C01"',
        'tag="C01"',
        "unknown key 'tag'",
        "tags",
    ),
    "tags no list": ('tags=["C01"]', 'tags="C01"', 'tags="C01"', "not a list", "tags=["),
    "tags no words": ('tags=["C01"]', "tags=[1]", "tags=[1]", "not a list", "tags=["),
    "garbled header": (
        TEST,
        "# %% test=centre points=18",
        "test=centre",
        "cannot be read",
        "double quotes",
    ),
    "bad name": (
        PREDICT,
        '# %% predict="where does"',
        "where does",
        "is not a name",
        "letters, digits",
    ),
    "two kinds": (
        PREDICT,
        '# %% predict="where" locked="here"',
        'locked="here"',
        "both",
        "split it",
    ),
    "written as code": (
        WRITTEN,
        '# %% written="why-zero" points=2',
        "written=",
        "in a code cell",
        "[markdown]",
    ),
    "solution as words": (
        SOLUTION,
        '# %% [markdown] solution="centre"',
        "solution=",
        "in a markdown cell",
        "# %% solution",
    ),
    "written without mark scheme": (
        GOOD[GOOD.index("# ### BEGIN MARK SCHEME") :],
        "",
        WRITTEN,
        "has no mark scheme",
        "BEGIN MARK SCHEME",
    ),
    "predict without recall": (RECALL, "", PREDICT, "never recalled", "call recall("),
    "recall without predict": (
        PREDICT,
        "# %%",
        ('recall("where"', -1),
        "without a predict cell",
        "predict=",
    ),
    "never asked": (
        'predict("where", "Where',
        'print("where", "Where',
        PREDICT,
        "never asked",
        "call predict(",
    ),
    "unknown exercise": (
        f"{SOLUTION}\ndef centre",
        f"{SOLUTION.replace('centre', 'center')}\ndef center",
        "center",
        "no exercise is called 'center'",
        "bngrader/exercises",
    ),
    "name not defined": (
        "def centre(x)",
        "def center(x)",
        SOLUTION,
        "does not define",
        "def centre(",
    ),
    "not Python": (
        "measured = c",
        "measured = = c",
        "measured = =",
        "not Python",
        "mend the line",
    ),
    "raw cell": ("# %% experiment\nm", "# %% [raw]\n# m", "[raw]", "code or markdown", "# %%"),
    "text before the first cell": (
        "# %% [markdown]\n# # A toy",
        "import os\n\n# %% [markdown]\n# # A toy",
        "import os",
        "before the first cell",
        "# %% [markdown]",
    ),
}


def test_the_toy_is_free_of_mistakes(tmp_path: Path) -> None:
    """Accept a unit that is right."""
    assert read(tmp_path, GOOD) is None


def test_an_optional_exercise_is_worth_nothing(tmp_path: Path) -> None:
    """Let a test carry 0 points, so that a climb can be checked and graded for nothing."""
    error = read(tmp_path, GOOD.replace("points=18", "points=0"))
    assert error is not None
    assert [e.what for e in error.everything] == ["the unit's points add up to 2, not 20"]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_names_file_line_and_cure(mistake: str, tmp_path: Path) -> None:
    """Say where the mistake is, what it is, and what mends it."""
    old, new, place, what, cure = MISTAKES[mistake]
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    error = read(tmp_path, text)
    assert error is not None
    found = next((e for e in error.everything if what in e.what), None)
    assert found is not None, str(error)
    assert found.file == "source/01_toy.py"
    anchor, offset = place if isinstance(place, tuple) else (place, 0)
    assert found.line == line_of(text, anchor) + offset
    assert cure in found.cure
    assert f"source/01_toy.py:{found.line}: {found.what}. Cure: {found.cure}." in str(error)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Report every mistake of a file in the order of its lines."""
    error = read(tmp_path, GOOD.replace(TEST, "# %%").replace(RECALL, ""))
    assert error is not None
    assert len(error.everything) == 3  # no test, never recalled, points
    assert [e.line for e in error.everything] == sorted(e.line for e in error.everything)
    assert str(error).count("Cure:") == 3


def test_file_name_must_be_a_units(tmp_path: Path) -> None:
    """Refuse a source that is not called NN_name.py."""
    error = read(tmp_path, GOOD, "notes.py")
    assert error is not None
    assert "not the name of a unit" in str(error)


def test_header_that_jupytext_refuses_is_a_mistake(tmp_path: Path) -> None:
    """Turn jupytext's exception into a sentence."""
    bad = "# ---\n# jupyter:\n#   kernelspec:\n#     name: python3\n# ---\n\n" + GOOD
    error = read(tmp_path, bad)
    assert error is not None
    assert "jupytext cannot read the file" in str(error)


def test_cells_know_their_kind_and_line(tmp_path: Path) -> None:
    """Type each cell, keep its tags, and count lines as an editor does."""
    path = tmp_path / "source" / "01_toy.py"
    path.parent.mkdir()
    path.write_text(GOOD, "utf-8")
    unit = read_unit(path, known={"centre"})
    assert {cell.kind for cell in unit.cells} == set(Kind)
    lines = GOOD.split("\n")
    assert all(lines[cell.line - 1].startswith("# %%") for cell in unit.cells)
    assert not any("bngrader_line" in cell.text for cell in unit.cells)
    assert next(c for c in unit.cells if c.kind is Kind.SOLUTION).tags == ("C01",)


def test_header_inside_a_string_is_no_cell(tmp_path: Path) -> None:
    """Leave the text of a string as it is, a header's look-alike included."""
    path = tmp_path / "source" / "01_toy.py"
    path.parent.mkdir()
    path.write_text(GOOD + '\n# %%\ntext = """\n# %% not a cell\n"""\n', "utf-8")
    unit = read_unit(path, known={"centre"})
    assert unit.cells[-1].text == 'text = """\n# %% not a cell\n"""'


def test_exercises_come_from_the_catalogue(tmp_path: Path) -> None:
    """Look names up in bngrader.exercises unless told otherwise."""
    path = tmp_path / "source" / "01_toy.py"
    path.parent.mkdir()
    path.write_text(GOOD, "utf-8")
    with pytest.raises(SourceError, match="no exercise is called 'centre'"):
        read_unit(path)
