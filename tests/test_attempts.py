"""Tests of bnlab.attempts."""

import doctest
from collections.abc import Callable
from typing import Any

import bnlab.attempts
import numpy as np
import pytest
from bnlab.attempts import yours


def _unwritten() -> int:
    raise NotImplementedError


def test_a_working_function_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    """Return the learner's result and say so."""
    assert yours("f", lambda: 1.001, otherwise=lambda: 1.0) == 1.001
    assert capsys.readouterr().out == "Measured with your f.\n"


WRONG = [2.0, [1.0], {"a": [1.0, 2.0], "b": np.array([3.0, 5.0])}, float("nan"), "one"]
RIGHT = [1.0, [1.0, 1.0], {"a": [1.0, 2.0], "b": np.array([3.0, 4.0])}, 1.0, 1.0]


@pytest.mark.parametrize(("value", "right"), list(zip(WRONG, RIGHT, strict=True)))
def test_a_wrong_function_does_not_spoil_the_story(
    value: Any, right: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Show the library's numbers where the learner's are others, and say so."""
    assert yours("f", lambda: value, otherwise=lambda: right) is right
    assert "your f" in capsys.readouterr().out.lower()


def test_a_function_that_may_differ_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    """Return the learner's own count where the library's may be another."""
    assert yours("f", lambda: 33, otherwise=lambda: 27, compare=False) == 33
    assert capsys.readouterr().out == "Measured with your f.\n"


def test_an_unwritten_function_does_not_stop_the_story(capsys: pytest.CaptureFixture[str]) -> None:
    """Measure with the library's own where the function is not written yet."""
    assert yours("f", _unwritten, otherwise=lambda: 2) == 2
    assert "Not written yet: your f." in capsys.readouterr().out


def test_a_broken_function_does_not_stop_the_story(capsys: pytest.CaptureFixture[str]) -> None:
    """Say how the function failed, and go on with the library's own."""
    assert yours("f", lambda: 1 // 0, otherwise=lambda: 2) == 2
    assert "Your f stopped with ZeroDivisionError" in capsys.readouterr().out


@pytest.mark.parametrize("run", [lambda: 1.0, lambda: 2.0, _unwritten, lambda: 1 // 0])
def test_the_librarys_answer_is_computed_once(run: Callable[[], float]) -> None:
    """Measure with the library's own once, however the learner's measurement ended."""
    calls: list[float] = []

    def library() -> float:
        calls.append(1.0)
        return 1.0

    yours("f", run, otherwise=library)
    assert len(calls) == 1


def _faulty() -> float:
    raise KeyError("ours")


def test_a_fault_of_the_librarys_is_not_the_learners() -> None:
    """Let the library's own failure through, and blame no learner for it."""
    with pytest.raises(KeyError):
        yours("f", lambda: 1.0, otherwise=_faulty)


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.attempts).failed == 0
