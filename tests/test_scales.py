"""Tests of bnlab.scales."""

import numpy as np
import pytest
from bnlab.data import load_wine
from bnlab.descent import Race
from bnlab.figures import canvas
from bnlab.scales import WAYS, at_test_time, draw_race, draw_ranges, draw_test_time, standard_error
from numpy.typing import NDArray


@pytest.fixture(scope="module")
def results() -> dict[str, NDArray[np.float64]]:
    """Ten splits of the wines."""
    wine = load_wine()
    return at_test_time(wine.X, np.where(wine.y == 2, 1.0, 0.0), splits=10)


def test_ranges_stand_in_order() -> None:
    """Draw a line for each feature, the smallest values at the bottom."""
    wine = load_wine()
    _, ax = canvas()
    draw_ranges(ax, wine.X, wine.features)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert (names[0], names[-1]) == ("nonflavanoid phenols", "proline")
    segments = ax.collections[0].get_segments()
    assert segments[-1][:, 0].tolist() == [278, 1680]


def test_race_draws_the_rates_that_arrive() -> None:
    """Draw a curve for each variant, and name one that never arrived."""
    rates = np.array([0.1, 1.0])
    runs = {
        "raw": Race(rates, (0.4,), np.array([[np.inf, np.inf]]), cap=2000),
        "standardized": Race(rates, (0.4,), np.array([[30.0, 3.0]]), cap=2000),
    }
    _, ax = canvas()
    draw_race(ax, runs, target=0.4)
    words = [text.get_text() for text in ax.texts]
    assert words == ["raw: at no rate within 2,000 steps", "standardized"]
    assert ax.lines[1].get_ydata().tolist() == [30, 3]


def test_own_statistics_at_test_time(results: dict[str, NDArray[np.float64]]) -> None:
    """Find the right way best, one group by its own bad, and single wines at the base rate."""
    right, together, own, group, alone = (results[way].mean() for way in WAYS)
    assert right > 0.95
    assert abs(together - right) < 0.02
    assert own < right
    assert group < 0.6
    assert 0.5 < alone < 0.7


def test_standard_error_says_how_far_means_spread() -> None:
    """Agree with the spread of the means of many samples."""
    rng = np.random.default_rng(0)
    samples = rng.normal(size=(4000, 25))
    assert samples.mean(axis=1).std() == pytest.approx(0.2, rel=0.05)
    assert np.mean([standard_error(s) for s in samples]) == pytest.approx(0.2, rel=0.05)


def test_test_time_picture(results: dict[str, NDArray[np.float64]]) -> None:
    """Draw a row for each way with its mean in figures."""
    _, ax = canvas()
    draw_test_time(ax, results)
    assert [label.get_text() for label in ax.get_yticklabels()] == list(WAYS)
    assert ax.texts[0].get_text() == f"{results[WAYS[0]].mean():.2f}"
