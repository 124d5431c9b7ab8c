"""Tests of `bngrader.grading.secret`: the course's own secret."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from bngrader.grading.secret import FILE, course_secret, generator
from bngrader.root import NoCourseError


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return an empty course."""
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "work" / "unit").mkdir(parents=True)
    return tmp_path


def test_made_once_and_kept(course: Path) -> None:
    """Make the secret at first use, and read the same one ever after, from any folder."""
    first = course_secret(course)
    assert len(first) >= 32
    assert course_secret(course / "work" / "unit") == first
    assert (course / FILE).read_text(encoding="utf-8").strip().encode() == first


def test_looks_from_the_current_folder(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start where the notebook runs."""
    monkeypatch.chdir(course / "work")
    assert course_secret() == course_secret(course)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_its_owner_alone_may_read_it(course: Path) -> None:
    """Give the file mode 0600, whatever the umask."""
    before = os.umask(0)
    try:
        course_secret(course)
    finally:
        os.umask(before)
    assert stat.S_IMODE((course / FILE).stat().st_mode) == 0o600


def test_two_courses_share_nothing(tmp_path: Path) -> None:
    """Make another secret for another course."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "nbgrader_config.py").touch()
    assert course_secret(tmp_path / "one") != course_secret(tmp_path / "two")


def test_makers_at_the_same_time_get_the_same(course: Path) -> None:
    """Agree on one secret when several processes and threads make it at once."""
    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(course_secret, [course] * 32))
    assert made == {course_secret(course)}
    (course / FILE).unlink()
    with get_context("spawn").Pool(3) as processes:
        made = set(processes.map(course_secret, [course] * 16, chunksize=1))
    assert made == {course_secret(course)}


def test_whoever_was_first_is_believed(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the secret that another process wrote while this one was making its own."""

    def slow(size: int) -> str:
        (course / FILE).write_text("f" * 64, encoding="utf-8")
        return "5" * 64

    monkeypatch.setattr(secrets, "token_hex", slow)
    assert course_secret(course) == b"f" * 64
    assert course_secret(course) == b"f" * 64
    assert len(list(course.iterdir())) == 3


def test_leaves_nothing_else_behind(course: Path) -> None:
    """Leave the secret and no draft of it."""
    course_secret(course)
    names = {path.name for path in course.iterdir()}
    assert names == {"nbgrader_config.py", "work", FILE}


def test_too_short_a_secret_is_refused(course: Path) -> None:
    """Name the file, what it holds and what to do."""
    (course / FILE).write_text("password\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"course\.secret holds 8 characters.*delete it"):
        course_secret(course)


def test_outside_of_a_course_there_is_none(tmp_path: Path) -> None:
    """Make no secret where there is no course."""
    with pytest.raises(NoCourseError):
        course_secret(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_generator_depends_on_secret_and_names() -> None:
    """Draw the same for the same, and other numbers for any other secret or name."""
    drawn = [
        generator(secret, *names).random()
        for secret in (b"one", b"two")
        for names in (("a", "b"), ("a", "c"), ("ab",))
    ]
    assert len(set(drawn)) == 6
    assert generator(b"one", "a", "b").random() == drawn[0]
