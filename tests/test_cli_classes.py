"""Tests of `bngrader.cli.classes`: what instructors and learners type."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bngrader.classroom import alone, demo, desk
from bngrader.classroom.course import Course
from bngrader.classroom.demo import Demo, Submission
from bngrader.classroom.marks import Mark
from bngrader.cli import main
from bngrader.grading.samples import Answer
from classroom_toy import ROOT, UNIT, answered, hand_in, make_course, toy_cells
from click.testing import CliRunner, Result

HIDDEN = "4.0 if double(2) == 4 else 0.0", "4.0 if triple(2) == 6 else 0.0"
RIGHT = {"double": "def double(x):\n    return 2 * x"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course folder with the toy unit, made once and never changed."""
    return make_course(tmp_path_factory.mktemp("made") / "course", toy_cells(*HIDDEN))


@pytest.fixture
def course(made: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder of the test's own, which is the current one."""
    root = Path(shutil.copytree(made.root, tmp_path / "course"))
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, list(arguments), env={"COLUMNS": "120"})


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would have been opened in JupyterLab."""
    calls: list[Any] = []
    monkeypatch.setattr(desk, "open_lab", lambda *arguments: calls.append(arguments))
    return calls


@pytest.mark.slow
def test_lab_lays_the_units_and_hands_arguments_on(course: Path, opened: list[Any]) -> None:
    """Open work/ with a copy of each unit, and pass what JupyterLab understands."""
    done = run("lab", "--no-browser", "--port", "8899")
    assert done.exit_code == 0, done.output
    assert opened == [(course / "work", ["--no-browser", "--port", "8899"])]
    assert (course / "work" / f"{UNIT}.ipynb").is_file()


@pytest.mark.slow
def test_teach_registers_and_opens_the_course(course: Path, opened: list[Any]) -> None:
    """Put each unit into the gradebook and open the course's root."""
    (course / "gradebook.db").unlink()
    done = run("teach", "--no-browser")
    assert done.exit_code == 0, done.output
    assert f"{UNIT}: in the gradebook" in done.output
    assert opened == [(course, ["--no-browser"])]


@pytest.mark.slow
def test_grade_prints_marks_and_exports_them(course: Path) -> None:
    """Grade by a short name, show the table, write the marks; fail when a file is broken."""
    hand_in(course, "amy", answered(course, RIGHT))
    done = run("grade", "1", "--export", "marks.csv")
    assert done.exit_code == 0, done.output
    assert "amy" in done.output
    assert "amy" in (course / "marks.csv").read_text(encoding="utf-8")
    hand_in(course, "bob", {}).write_text("{", encoding="utf-8")
    done = run("grade", "01")
    assert done.exit_code == 1
    assert "not graded" in done.output


@pytest.mark.slow
def test_wrong_beginnings_get_one_sentence(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name what is missing and the cure, without a traceback."""
    for arguments, told in (
        (("grade", "7"), UNIT),
        (("grade", UNIT), "zip_collect"),
        (("self-grade", "1"), "make lab"),
        (("handout",), "requirements.lock"),
    ):
        if arguments[0] == "handout":
            shutil.rmtree(course / "release")
            told = "make build"
        done = run(*arguments)
        assert done.exit_code == 1
        assert done.output.startswith("Error: ")
        assert told in done.output
    monkeypatch.chdir(course.parent)
    assert "nbgrader_config.py" in run("grade", "1").output


@pytest.mark.slow
def test_self_grade_shows_points_and_opens_the_page(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Show each cell's points, what a person must read, and where the page is."""
    pages: list[Path] = []
    monkeypatch.setattr(alone, "open_page", pages.append)
    (course / "work").mkdir()
    work = course / "work" / f"{UNIT}.ipynb"
    work.write_text(json.dumps(answered(course, RIGHT)), encoding="utf-8")
    done = run("self-grade", "01")
    assert done.exit_code == 0, done.output
    assert "a person reads it" in done.output
    assert "not graded, our fault" in done.output  # the toy's door does not bear a stub
    assert pages[0].is_file()


def test_opening_a_page_without_a_browser_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Say that nothing opened where there is no browser."""

    def none(_: str) -> bool:
        raise webbrowser.Error("none")

    monkeypatch.setattr(webbrowser, "open", none)
    assert alone.open_page(tmp_path) is False


@pytest.mark.parametrize(("got", "code"), [(4.0, 0), (3.0, 1)])
def test_demo_fails_when_a_mark_differs(
    got: float, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Print the table, name the mark that differs, and exit with 1 then."""
    submission = Submission(UNIT, "amy", {"f": Answer("stub", "s", "")}, {"f-test": 4.0})
    marks = {UNIT: {"amy": {"f-test": Mark(got, None, got, 4.0, False)}}}

    def fake(root: Path, progress: Any) -> Demo:
        progress(UNIT, 1, iter(["one"]))
        return Demo(tmp_path, [submission], marks)

    monkeypatch.setattr(demo, "run_demo", fake)
    (tmp_path / "nbgrader_config.py").touch()
    monkeypatch.chdir(tmp_path)
    done = run("demo")
    assert done.exit_code == code, done.output
    assert ("must get 4, got 3.0" in done.output) is bool(code)


@pytest.mark.slow
def test_handout_is_written(course: Path) -> None:
    """Write the zip with and without written questions."""
    shutil.copytree(ROOT / "utils", course / "utils")
    shutil.copy(ROOT / "requirements.lock", course)
    for option, count in (("--written", 1), ("--no-written", 0)):
        done = run("handout", option)
        assert done.exit_code == 0, done.output
        with zipfile.ZipFile(course / "dist" / "handout.zip") as archive:
            text = archive.read(f"batch-norm/{UNIT}.ipynb").decode()
        assert text.count("Your answer:") == count


@pytest.mark.slow
def test_the_formgrader_opens_under_teach(course: Path) -> None:
    """Start the server as an instructor does and open the formgrader's pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", "from bngrader.cli import main; main()", "teach"),
            *("--no-browser", "--allow-root", "--port", port, "--ServerApp.port_retries=0"),
        ],
        cwd=course,
        env={**os.environ, "JUPYTER_TOKEN": "token", "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        page = fetch(f"http://127.0.0.1:{port}/formgrader/manage_assignments?token=token", process)
        assert "formgrader" in page.lower()
        known = fetch(f"http://127.0.0.1:{port}/formgrader/api/assignments?token=token", process)
        assert [unit["name"] for unit in json.loads(known)] == [UNIT]
    finally:
        process.terminate()
        process.wait(30)


def fetch(url: str, process: subprocess.Popen[bytes], patience: float = 90) -> str:
    """Return a page as soon as the server gives it."""
    end = time.monotonic() + patience
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                assert answer.status == 200
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    raise AssertionError(f"{url} gave nothing; the server's exit code: {process.poll()}")
