"""Tests of bnlab.bowl."""

import doctest

import bnlab.bowl
import numpy as np
import pytest
from bnlab.bowl import STEPS, Descent, draw_bowl, rings, walk
from bnlab.data import load_wine
from bnlab.descent import Bowl, hessian, largest_stable_rate, length
from bnlab.figures import canvas, look
from numpy.typing import NDArray

H = np.array([[2.0, 0.3], [0.3, 0.5]])
GOAL = np.array([-1.0, 2.0])


@pytest.fixture
def two() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Alcohol and hue of the wines, and whether they are by grower 2."""
    wine = load_wine()
    X = np.column_stack([wine.column("alcohol"), wine.column("hue")])
    return X, np.where(wine.y == 2, 1.0, 0.0)


@pytest.fixture
def figure(two: tuple[NDArray[np.float64], NDArray[np.float64]]) -> Descent:
    """The interactive figure of unit 01."""
    return Descent(*two)


@pytest.mark.parametrize(("name", "value"), [("ratio", 20), ("rate", 0.4), ("arm", "divide by σ")])
def test_each_control_moves_the_path(figure: Descent, name: str, value: object) -> None:
    """Give the path other data when a control is moved."""
    before = np.array(figure.walk.get_data())
    figure.controls[name].value = value
    assert not np.allclose(np.array(figure.walk.get_data()), before)


def test_path_condition_number_and_words_follow(figure: Descent) -> None:
    """Make the bowl longer with the ratio of spreads, in the picture's title and in words."""
    figure.controls["ratio"].value = 1
    assert figure.titles[0].get_text() == "condition number 1.15"
    figure.controls["ratio"].value = 10
    assert figure.titles[0].get_text() == "condition number 101"
    assert "condition number is 101" in figure.words.value


def test_condition_number_is_that_of_the_features(
    figure: Descent, two: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> None:
    """Agree with the Hessian of features that spread so far apart."""
    Z = (two[0] - two[0].mean(0)) / two[0].std(0) * [1, 5.0]
    figure.controls["ratio"].value = 5
    expected = length(hessian(Z)[:2, :2])
    assert figure.titles[0].get_text() == f"condition number {expected:,.3g}"


def test_standardizing_makes_the_ratio_irrelevant(figure: Descent) -> None:
    """Show the same round bowl for every ratio once the features are standardized."""
    figure.controls["arm"].value = "divide by σ"
    before = np.array(figure.walk.get_data())
    figure.controls["ratio"].value = 30
    np.testing.assert_allclose(np.array(figure.walk.get_data()), before)


def test_dividing_by_the_variance_turns_the_bowl(figure: Descent) -> None:
    """Keep the condition number and change the direction in which the rings are long."""

    def sides() -> NDArray[np.float64]:
        return np.asarray(np.ptp(figure.rings.get_segments()[0], axis=0))

    lies = sides()
    number = figure.titles[0].get_text()
    figure.controls["arm"].value = "divide by σ²"
    stands = sides()
    assert lies[0] > 3 * lies[1]
    assert stands[1] > 3 * stands[0]
    assert figure.titles[0].get_text() == number


def test_beyond_one_descent_runs_away(figure: Descent) -> None:
    """Say in words that the loss grows, and let it grow in the picture."""
    figure.controls["rate"].value = 1.1
    assert "runs away" in figure.words.value
    assert figure.fall.get_ydata()[-1] > 1
    assert "times higher" in figure.titles[1].get_text()


def test_below_one_descent_arrives(figure: Descent) -> None:
    """Say how many steps take away all but a hundredth of the loss."""
    figure.controls["arm"].value = "divide by σ"
    figure.controls["rate"].value = 0.5
    assert "After 1 step less than 1 %" in figure.words.value


def test_walk_agrees_with_descent() -> None:
    """Walk where a loop over the gradient walks, and count the loss that is left."""
    path, excess = walk(H, GOAL, 0.9)
    w, rate = np.zeros(2), 0.9 * largest_stable_rate(H)
    for step in range(STEPS + 1):
        np.testing.assert_allclose(path[step], w, atol=1e-12)
        share = (w - GOAL) @ H @ (w - GOAL) / (GOAL @ H @ GOAL)
        assert excess[step] == pytest.approx(share)
        w = w - rate * H @ (w - GOAL)


def test_rings_join_points_of_equal_loss() -> None:
    """Draw each ring where the loss is its level times that of the start."""
    for ring, level in zip(rings(H, GOAL), bnlab.bowl.LEVELS, strict=True):
        heights = np.einsum("ij,jk,ik->i", ring - GOAL, H, ring - GOAL)
        np.testing.assert_allclose(heights, level * GOAL @ H @ GOAL)


def test_draw_bowl(two: tuple[NDArray[np.float64], NDArray[np.float64]]) -> None:
    """Draw the path in its variant's look, on axes with one unit, with the goal in view."""
    bowl = Bowl.of(two[0] - two[0].mean(0), two[1])
    path = bowl.path(1.0, steps=10)
    _, ax = canvas()
    draw_bowl(ax, bowl, "centred", path)
    line = ax.lines[0]
    np.testing.assert_array_equal(line.get_xydata(), path)
    assert line.get_color() == look("centred").color
    assert ax.get_aspect() == 1
    low, high = ax.get_xlim()
    assert low < bowl.lowest[0] < high


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.bowl).failed == 0
