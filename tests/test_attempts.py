"""Tests of bnlab.attempts."""

import doctest
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


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.attempts).failed == 0
