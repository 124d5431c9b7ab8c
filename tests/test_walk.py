"""Tests of bnlab.walk."""

import doctest

import bnlab.walk
import numpy as np
import pytest
from bnlab.batches import small
from bnlab.layers import BatchNorm
from bnlab.walk import ROWS, Walk, equations


@pytest.fixture
def figure() -> Walk:
    """The interactive figure of unit 02."""
    return Walk()


def row(figure: Walk, name: str) -> list[float]:
    """Return where the dots of a row are; none for a row that is not there yet."""
    return [float(x) for line in figure.dots[name] for x in np.asarray(line.get_xdata())]


def test_equations_are_those_of_the_layer() -> None:
    """Give what batch norm gives."""
    batch = small().unit(0)
    layer = BatchNorm(batch.gamma, batch.beta, batch.eps)
    found = equations(batch.z[:, 0], 1.5, 0.5, batch.eps)["z_tilde"]
    np.testing.assert_allclose(found, layer.forward(batch.z)[:, 0])


@pytest.mark.parametrize(
    ("step", "rows", "words"),
    [
        (0, ["z"], "Step 0"),
        (1, ["z"], "the mean of the four is 4.00"),
        (2, ["z"], "variance is 9.00"),
        (3, ["z", "z_norm"], "(9.00 − 4.00) ÷ 3.00 = 1.67"),
        (4, ["z", "z_norm", "z_tilde"], "1.50 × 1.67 + 0.50 = 3.00"),
    ],
)
def test_each_step_shows_what_is_known(
    figure: Walk, step: int, rows: list[str], words: str
) -> None:
    """Show the rows that have been computed by now, and say what happened last."""
    figure.controls["step"].value = step
    assert [name for name in ROWS if row(figure, name)] == rows
    assert words in figure.words.value
    assert bool(figure.names["middle"].get_text()) == (step >= 1)
    assert bool(figure.names["reach"].get_text()) == (step >= 2)
    assert len(figure.threads.get_segments()) == 4 * (len(rows) - 1)


def test_one_example_moves_them_all(figure: Walk) -> None:
    """Move every dot of z_norm when the first example is moved, and no other dot of z."""
    before, normal = row(figure, "z"), row(figure, "z_norm")
    figure.controls["first"].value = 12
    assert row(figure, "z") == [12.0, *before[1:]]
    assert all(one != other for one, other in zip(row(figure, "z_norm"), normal, strict=True))


@pytest.mark.parametrize(("name", "value"), [("gamma", -2), ("beta", 3), ("eps", 10)])
def test_each_slider_moves_the_last_row(figure: Walk, name: str, value: float) -> None:
    """Give z_tilde other values when γ, β or ε is moved."""
    before = row(figure, "z_tilde")
    figure.controls[name].value = value
    assert row(figure, "z_tilde") != before


def test_no_example_goes_further_than_it_can(figure: Walk) -> None:
    """Keep z_norm within the root of m − 1, as the unit says."""
    for first in (-6, 9, 13):
        figure.controls["first"].value = first
        assert np.abs(row(figure, "z_norm")).max() < 3**0.5


def test_a_large_eps_is_seen_in_the_words(figure: Walk) -> None:
    """Say that the variance has shrunk when ε is as large as it."""
    figure.controls["step"].value = 3
    figure.controls["eps"].value = 10
    assert "variance of the four is now 0.474" in figure.words.value


def test_no_negative_zero(figure: Walk) -> None:
    """Write 0.00 for what is only rounding error below zero."""
    assert "−0.00" not in figure.names["z_norm"].get_text()


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.walk).failed == 0
