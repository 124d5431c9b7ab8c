"""Tests of bnlab.bowl."""

import doctest

import bnlab.bowl
import numpy as np
import pytest
from bnlab.bowl import STEPS, Descent, draw_bowl, rings, walk
from bnlab.data import load_wine
from bnlab.descent import Bowl, hessian, largest_stable_rate, length, scalings
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
    Z = (two[0] - two[0].mean(0)) / two[0].std(0) * [5.0, 1]
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

    stands = sides()
    number = figure.titles[0].get_text()
    assert "The rings stand upright." in figure.words.value
    figure.controls["arm"].value = "divide by σ²"
    lies = sides()
    assert stands[1] > 3 * stands[0]
    assert lies[0] > 3 * lies[1]
    assert "The rings lie flat." in figure.words.value
    assert figure.titles[0].get_text() == number


def test_beyond_one_descent_runs_away(figure: Descent) -> None:
    """Say in words that the loss grows, and let it grow in the picture."""
    figure.controls["rate"].value = 1.1
    assert "runs away" in figure.words.value
    assert figure.fall.get_ydata()[-1] > 1
    assert figure.titles[1].get_text().startswith("times ")
    assert len(figure.walk.get_xdata()) == 11


def test_below_one_descent_arrives(figure: Descent) -> None:
    """Say how many steps take away all but a hundredth of the loss."""
    figure.controls["arm"].value = "divide by σ"
    figure.controls["rate"].value = 0.5
    assert "After 1 step less than 1 %" in figure.words.value
    assert "The rings are round." in figure.words.value


def test_large_numbers_are_written_out(figure: Descent) -> None:
    """Write no exponent, and no title that is wider than its panel."""
    figure.controls["ratio"].value = 10**1.5
    figure.controls["rate"].value = 1.15
    assert figure.titles[0].get_text() == "condition number 1,005"
    assert figure.titles[1].get_text() == "times 1.1 billion after 40 steps"
    width = figure.canvas.get_width_height()[0]
    assert all(title.get_window_extent().x1 <= width for title in figure.titles)


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
    seen = draw_bowl(ax, bowl, "centred", path)
    line = ax.lines[0]
    np.testing.assert_array_equal(line.get_xydata(), path)
    assert line.get_color() == look("centred").color
    assert ax.get_aspect() == 1
    low, high = ax.get_xlim()
    assert low < bowl.lowest[0] < high
    assert f"start {length(bowl.at_start):.2g}" in ax.get_title(loc="left")
    assert f"star {length(bowl.at_lowest):.2g}" in ax.get_title(loc="left")
    long = np.sqrt(length(bowl.at_lowest))
    assert seen.startswith(f"Centred: rings {long:.1f} times as long as wide, upright; ")
    away = np.linalg.norm(path - bowl.lowest[:2], axis=1) / np.linalg.norm(bowl.lowest[:2])
    assert f"the first step leaves {100 * away[1]:.0f} % of the way" in seen
    assert seen.endswith(f"all 10 leave {100 * away[10]:.0f} %.")


def test_variance_turns_the_logistic_bowl_and_leaves_it_as_long(
    two: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> None:
    """Find the very condition number at zero weights, with the axes of the rings exchanged."""
    arms = scalings(two[0])
    centred, over = (Bowl.of(arms[arm], two[1]) for arm in ("centred", "over variance"))
    assert length(centred.at_start) == pytest.approx(length(over.at_start))
    assert length(centred.at_start) == pytest.approx(length(hessian(arms["centred"])[:2, :2]))
    assert length(over.at_lowest) > 2 * length(centred.at_lowest)
    _, (left, right) = canvas(1, 2)
    assert "upright" in draw_bowl(left, centred, "centred", centred.path(0.1, 5))
    assert "lying flat" in draw_bowl(right, over, "over variance", over.path(0.1, 5))


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.bowl).failed == 0
