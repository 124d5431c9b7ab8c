"""The pages for people say what is so: links, commands, names, points, mistakes, examples."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import click
import pytest
from bngrader import exercises
from bngrader.build.lint import BAND
from bngrader.build.pictures import PICTURES, pictures_of
from bngrader.build.source import read_unit
from bngrader.cli import main
from bngrader.grading.exercise import Exercise
from bngrader.grading.matrix import kill_matrix, secrets_for_tests
from bngrader.nbgrader_plugins.collect import NAMED_REGEXP, learner_id
from tracked import ROOT, tracked_files

PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in tracked_files()
    if path.suffix == ".md" and "datasets" not in path.parts
}
README, TEACHERS = PAGES["README.md"], PAGES["TEACHERS.md"]
CONTRIBUTING, STYLE = PAGES["CONTRIBUTING.md"], PAGES["STYLE.md"]
EXERCISES = ROOT / "autograder" / "bngrader" / "exercises"
SOURCES = sorted((ROOT / "source").glob("*.py"))


def rows(text: str, columns: int) -> list[list[str]]:
    """Return the cells of every table row with that many columns."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    found = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [cells for cells in found if len(cells) == columns]


def section(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of its rank."""
    rank = heading.split()[0]
    return re.split(rf"^#{{1,{len(rank)}}} ", text.split(f"\n{heading}\n", 1)[1], flags=re.M)[0]


def anchor(heading: str) -> str:
    """Return the anchor that a heading has on a page."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", sorted(PAGES))
def test_links_lead_somewhere(page: str) -> None:
    """Lead every link within the course to a file, and to a heading where it names one."""
    for target in re.findall(r"\]\(([^)\s]+)\)", PAGES[page]):
        if target.startswith(("http://", "https://")):
            continue
        name, _, place = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.exists(), target
        if place:
            headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.M)
            assert place in map(anchor, headings), target


@pytest.mark.parametrize("page", sorted(PAGES))
def test_pictures_have_alt_text(page: str) -> None:
    """Say of each picture what a person would see."""
    for alt in re.findall(r"!\[([^\]]*)\]", PAGES[page]):
        assert len(alt.split()) >= 10


@pytest.mark.parametrize("page", sorted(PAGES))
def test_make_targets_exist(page: str) -> None:
    """Name no target that the Makefile lacks."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z][a-z ]*):", makefile, re.M))
    known = {name for names in targets for name in names.split()}
    for target in re.findall(r"(?:`|\$ )make ([a-z]+)", PAGES[page]):
        assert target in known, f"make {target}"


@pytest.mark.parametrize("page", sorted(PAGES))
def test_commands_exist(page: str) -> None:
    """Name no command of bngrader, and no option of one, that there is not."""
    typed = r"(?:`|[$>] [^\s`]*)bngrader ([a-z][a-z-]*)((?: +(?!#)[^\s`]+)*)"
    for name, rest in re.findall(typed, PAGES[page]):
        assert name in main.commands, f"bngrader {name}"
        command = main.commands[name]
        known = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
        passes_on = command.context_settings.get("ignore_unknown_options", False)
        for option in re.findall(r"(--[a-z-]+)", rest):
            assert passes_on or option in known, f"bngrader {name} {option}"


def test_every_command_is_told() -> None:
    """Tell of every command of bngrader, or of the make target behind it, on some page."""
    told = "\n".join(PAGES.values())
    for name, command in main.commands.items():
        assert isinstance(command, click.Command)
        behind = {"self-grade": "make grade"}.get(name, f"make {name}")
        assert behind in told or f"bngrader {name}" in told, name


def test_plain_commands_are_those_of_make() -> None:
    """Install in the README, for Windows and for Linux, exactly what the Makefile installs."""
    makefile = re.sub(r"\s*\\\n\s*", " ", (ROOT / "Makefile").read_text("utf-8"))
    quiet = " --quiet --disable-pip-version-check"
    installs = re.findall(r"-m pip (install .*)", makefile.replace(quiet, ""))
    assert len(installs) == 2
    unix = re.findall(r"^\$ \.venv/bin/(.*)$", README, re.M)
    windows = re.findall(r"^> \.venv\\Scripts\\(.*)$", README, re.M)
    assert unix == windows
    assert [line for line in unix if "pip" in line] == [f"python -m pip {i}" for i in installs]


def test_units_and_their_status() -> None:
    """List nine units, and call exactly those ready that have a source."""
    listed = [cells for cells in rows(README, 2) if re.match(r"\d\d ", cells[0])]
    assert [cells[0][:2] for cells in listed] == [f"{n:02}" for n in range(1, 10)]
    ready = [cells[0][:2] for cells in listed if cells[1].startswith("ready")]
    assert ready == [path.stem[:2] for path in SOURCES]


def test_tree_is_there() -> None:
    """Draw no folder and no file that the course lacks."""
    drawn = re.findall(r"^([\w./]+)  +\w", section(README, "## What is where"), re.M)
    assert len(drawn) >= 6
    for name in drawn:
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in SOURCES])
def test_points_and_minutes(path: Path) -> None:
    """Give teachers the points and minutes that the unit itself gives."""
    text = path.read_text("utf-8")
    (row,) = [cells for cells in rows(TEACHERS, 6) if cells[0].startswith(path.stem[:2])]
    (minutes,) = re.findall(r"\*\*Time\*\*: about (\d+) minutes", text)
    assert row[1] == minutes
    graded = {c.name: f"{c.points:g}" for c in read_unit(path).cells if c.graded}
    assert row[2] == f"{sum(map(float, graded.values())):g}"
    assert dict(re.findall(r"`([\w-]+)` \((\d+)\)", " ".join(row[4:]))) == graded


@pytest.mark.parametrize("exercise", exercises.catalogue().values(), ids=lambda e: e.name)
def test_common_mistakes(exercise: Exercise) -> None:
    """Tell teachers of each known mistake, under its own name, in the exercise's order."""
    told = TEACHERS.split(f"\n`{exercise.name}`\n\n", 1)[1].split("\n\n", 1)[0]
    keys = [cells[0] for cells in rows(told, 2) if cells[0] != "mistake"]
    assert keys == [m.key for m in exercise.misconceptions]


def test_file_names_are_understood() -> None:
    """Read from each file name in the teachers' table the learner that stands beside it."""
    table = [cells for cells in rows(TEACHERS, 3) if ".ipynb" in cells[1]]
    assert len(table) >= 5
    for _, name, learner in table:
        match = re.match(NAMED_REGEXP, "extracted/" + name.strip("`"))
        assert match, name
        assert learner_id(match.groupdict()) == learner.strip("`")
        assert match["file_id"] == "01_normalizing_inputs"


def test_band_is_the_gate() -> None:
    """Print in STYLE.md the very band and gate that `make lint` uses."""
    printed = [tuple(cells) for cells in rows(STYLE, 3) if cells[0] != "quantity"]
    assert printed == [(q.label, q.between(q.band), q.between(q.gate)) for q in BAND]


def examples() -> list[str]:
    """Return the blocks of Python in CONTRIBUTING.md."""
    return re.findall(r"```python\n(.*?)```", CONTRIBUTING, re.S)


def test_example_unit_compiles(tmp_path: Path) -> None:
    """Accept the unit in CONTRIBUTING.md, which shows every kind of cell."""
    source = tmp_path / "01_toy.py"
    source.write_text(examples()[0], "utf-8")
    unit = read_unit(source, known={"centre"})
    headers = [cells[0] for cells in rows(CONTRIBUTING, 2) if cells[0].startswith("`# %%")]
    kinds = {cell.kind.value for cell in unit.cells}
    assert len(kinds) == len(headers) == 7


def test_example_exercise_has_no_blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill every wrong answer to the exercise in CONTRIBUTING.md, each with its own sentence."""
    path = tmp_path / "example_exercise.py"
    path.write_text(examples()[1], "utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, module)
    spec.loader.exec_module(module)
    made = kill_matrix(module.CENTRE, secrets_for_tests(5))
    assert made.blanks == ()
    assert module.CENTRE.unit == "01_toy"


def test_ci_runs_what_contributors_run() -> None:
    """Run test, check and lint in `.ci/run`, as CONTRIBUTING.md says."""
    script = ROOT / ".ci" / "run"
    lines = script.read_text("utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    order = ["make test", "make check", "make lint"]
    assert [line for line in lines if re.fullmatch(r"make [a-z]+", line)] == order
    assert re.findall(r"^ +\$ (make (?:test|check|lint))$", CONTRIBUTING, re.M) == order
    assert script.stat().st_mode & 0o111


def test_changelog_has_its_form() -> None:
    """Head the changelog with what is unreleased, and use the six kinds of change only."""
    text = PAGES["CHANGELOG.md"]
    assert re.findall(r"^## \[(.+?)\]", text, re.M)[0] == "Unreleased"
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.M)) <= kinds


def test_words_we_do_without() -> None:
    """Tell nobody that a thing is simple or obvious; STYLE.md alone may quote the words."""
    told = [path for path in tracked_files() if path.suffix == ".md" or path in SOURCES]
    told += [path for path in tracked_files() if path.is_relative_to(EXERCISES)]
    for path in told:
        text = path.read_text("utf-8")
        if path.name == "STYLE.md":
            text = re.sub(r'"\w+"', "", text)
        found = re.findall(r"\b(?:simply|obviously)\b", text, re.IGNORECASE)
        assert not found, f"{path.relative_to(ROOT)}: {found}"


@pytest.mark.parametrize(("cell", "path"), PICTURES.items(), ids=str)
def test_pictures_are_those_of_the_units(cell: tuple[str, str], path: Path) -> None:
    """Show in the pages, byte for byte, the pictures that the executed units show."""
    text = (ROOT / "notebooks" / f"{cell[0]}.ipynb").read_text("utf-8")
    assert dict(pictures_of(cell[0], text))[path] == (ROOT / path).read_bytes()
    assert any(path.as_posix() in page for page in PAGES.values())


def test_licences_name_each_other() -> None:
    """Name both licences, by their SPDX ids, where somebody would look for them."""
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    text = (ROOT / "LICENSE-text").read_text("utf-8")
    assert text.startswith("SPDX-License-Identifier: CC-BY-4.0\n")
    for name in re.findall(r"[A-Z]+\.md", text):
        assert (ROOT / name).exists(), name
    for name in ("LICENSE", "LICENSE-text"):
        assert f"]({name})" in README
