"""Tests of bnlab.attempts."""

import doctest

import bnlab.attempts
import pytest
from bnlab.attempts import yours


def _unwritten() -> int:
    raise NotImplementedError


def test_a_working_function_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    """Return the learner's result and say so."""
    assert yours("f", lambda: 1, otherwise=lambda: 2) == 1
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
