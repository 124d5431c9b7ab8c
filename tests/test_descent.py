"""Tests of bnlab.descent."""

import doctest

import bnlab.descent
import numpy as np
import pytest
from bnlab.descent import (
    RATES,
    Bowl,
    accuracy,
    fit,
    gradient,
    hessian,
    largest_stable_rate,
    length,
    loss,
    minimum,
    race,
    races,
    scalings,
    sigmoid,
)
from numpy.typing import NDArray

Array = NDArray[np.float64]
W = np.array([0.7, -1.2, 0.4, 0.2])


@pytest.fixture
def data() -> tuple[Array, Array]:
    """Make 80 examples of three features, with classes that overlap."""
    rng = np.random.default_rng(0)
    X = rng.normal([1.0, -2.0, 0.5], [0.5, 2.0, 1.0], (80, 3))
    return X, (X @ [1.0, 0.5, -1.0] + rng.normal(0, 2, 80) > 0).astype(float)


def test_sigmoid_does_not_overflow() -> None:
    """Give 0 and 1 far out, without a warning, and exact values between."""
    with np.errstate(all="raise"):
        assert sigmoid([-1e4, 0.0, 1e4]).tolist() == [0.0, 0.5, 1.0]
    assert sigmoid(1.0) == pytest.approx(1 / (1 + np.exp(-1)))


def test_gradient_agrees_with_finite_differences(data: tuple[Array, Array]) -> None:
    """Match the slope of the loss in each weight and the bias."""
    X, y = data
    h, slope = 1e-6, np.empty(4)
    for j, step in enumerate(h * np.eye(4)):
        slope[j] = (loss(W + step, X, y) - loss(W - step, X, y)) / (2 * h)
    np.testing.assert_allclose(gradient(W, X, y), slope, rtol=1e-6, atol=1e-9)


def test_hessian_agrees_with_finite_differences(data: tuple[Array, Array]) -> None:
    """Match how the gradient changes in each weight and the bias."""
    X, y = data
    h = 1e-6
    rows = [(gradient(W + s, X, y) - gradient(W - s, X, y)) / (2 * h) for s in h * np.eye(4)]
    np.testing.assert_allclose(hessian(X, W), np.array(rows), rtol=1e-6, atol=1e-9)


def test_hessian_at_zero_weights(data: tuple[Array, Array]) -> None:
    """Be Xb.T Xb / 4m where all weights are zero."""
    X, _ = data
    Xb = np.hstack([X, np.ones((80, 1))])
    np.testing.assert_allclose(hessian(X), Xb.T @ Xb / 320, rtol=1e-12)
    assert length(hessian(X)) == pytest.approx(np.linalg.cond(Xb.T @ Xb))


def test_scalings(data: tuple[Array, Array]) -> None:
    """Center, divide by the variance and standardize, and leave raw data as they are."""
    X, _ = data
    arms = scalings(X)
    assert list(arms) == ["raw", "centred", "over variance", "standardized"]
    assert arms["raw"] is X
    for arm in ("centred", "over variance", "standardized"):
        np.testing.assert_allclose(arms[arm].mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(arms["over variance"].std(0), 1 / X.std(0))
    np.testing.assert_allclose(arms["standardized"].std(0), 1)


def test_scalings_with_the_statistics_of_others(data: tuple[Array, Array]) -> None:
    """Use the mean and spread of other examples where they are given."""
    X, _ = data
    expected = (X[60:] - X[:60].mean(0)) / X[:60].std(0)
    np.testing.assert_allclose(scalings(X[60:], like=X[:60])["standardized"], expected)


def test_race_agrees_with_plain_descent(data: tuple[Array, Array]) -> None:
    """Count the steps that a loop over one learning rate counts."""
    X, y = data
    run = race(X, y, targets=(0.64,), rates=[0.05, 0.2], cap=500)
    for rate, steps in zip(run.rates, run.steps[0], strict=True):
        assert loss(fit(X, y, rate, int(steps)), X, y) <= 0.64
        assert loss(fit(X, y, rate, int(steps) - 1), X, y) > 0.64


def test_every_arm_looks_through_the_same_grid(data: tuple[Array, Array]) -> None:
    """Choose rates relative to the arm's own border, so that the race is fair."""
    X, y = data
    for V in scalings(X).values():
        run = race(V, y, targets=(0.69,), cap=1, watch=0)
        np.testing.assert_allclose(run.rates / largest_stable_rate(hessian(V)), RATES)


def test_race_ends_with_the_cap(data: tuple[Array, Array]) -> None:
    """Say so where no rate reached the loss, and that the start needs no step."""
    X, y = data
    run = race(X, y, targets=(0.01, 0.7), rates=[0.01], cap=30)
    assert run.targets == (0.7, 0.01)
    assert run.said(0.7) == "0"
    assert run.said(0.01) == "not in 30"
    assert (run.working(0.7), run.working(0.01)) == (1, 0)


def test_a_dip_is_no_arrival(data: tuple[Array, Array]) -> None:
    """Count from where the loss stays below, watched past the cap, and not the first touch."""
    X, y = data
    rate = 8 * largest_stable_rate(hessian(X))
    losses = np.array([loss(fit(X, y, rate, step), X, y) for step in range(41)])
    target = float(np.sort(losses)[10])
    below = losses <= target
    touch, stays = int(below.argmax()), 41 - int(below[::-1].argmin()) if below[-1] else np.inf
    run = race(X, y, targets=(target,), rates=[rate], cap=20, watch=20)
    assert touch < 20
    assert run.best(target) == (stays if stays <= 20 else np.inf)
    assert run.best(target) != touch


def test_races_run_each_arm_by_the_same_rules(
    data: tuple[Array, Array], capsys: pytest.CaptureFixture[str]
) -> None:
    """Give every arm the race that it would run alone, and write nothing in red."""
    X, y = data
    arms = scalings(X)
    found = races(arms, y, targets=(0.6,), rates=[0.1, 1.0], cap=50, watch=10)
    assert list(found) == list(arms)
    for arm, V in arms.items():
        alone = race(V, y, targets=(0.6,), rates=[0.1, 1.0], cap=50, watch=10)
        np.testing.assert_array_equal(found[arm].steps, alone.steps)
    assert capsys.readouterr().err == ""


def test_runaways_are_no_error(data: tuple[Array, Array]) -> None:
    """Let a rate that is far too large lose the race without a warning."""
    X, y = data
    run = race(1000 * X, y, targets=(0.5,), rates=[1e6], cap=20)
    assert run.best(0.5) == np.inf


def test_the_border_of_what_is_stable() -> None:
    """Put the largest stable rate where descent on a parabola begins to run away."""
    H = np.diag([0.5, 4.0])
    for factor, grows in ((0.99, False), (1.01, True)):
        w = np.ones(2)
        for _ in range(2000):
            w = w - factor * largest_stable_rate(H) * H @ w
        assert bool(np.abs(w).max() > 1) is grows


def test_fit_learns(data: tuple[Array, Array]) -> None:
    """Get better than the larger class, and count verdicts rightly."""
    X, y = data
    w = fit(scalings(X)["standardized"], y)
    assert accuracy(w, scalings(X)["standardized"], y) > max(y.mean(), 1 - y.mean())
    assert accuracy([1.0, 0.0], np.array([[1.0], [-1.0], [2.0]]), np.array([1.0, 0, 0])) == 2 / 3


def test_minimum_is_flat(data: tuple[Array, Array]) -> None:
    """Find the point where the loss has no slope."""
    X, y = data
    np.testing.assert_allclose(gradient(minimum(X, y), X, y), 0, atol=1e-10)


def test_separable_classes_have_no_minimum() -> None:
    """Refuse to look for a minimum that is not there, and say why."""
    X = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    with pytest.raises(ValueError, match="has no minimum"):
        minimum(X, np.array([0.0, 0, 1, 1]))


def test_too_few_steps_to_the_minimum(data: tuple[Array, Array]) -> None:
    """Say so where the steps did not suffice."""
    with pytest.raises(ValueError, match="no minimum found in 1 steps"):
        minimum(*data, steps=1)


def test_bowl_heights(data: tuple[Array, Array]) -> None:
    """Be 0 at the lowest point, above 0 elsewhere, and equal to the loss itself."""
    X, y = data
    bowl = Bowl.of(X[:, :2], y)
    w1, w2 = bowl.lowest[0] + np.array([0.0, 1.0]), bowl.lowest[1] + np.array([0.0, 2.0, 3.0])
    heights = bowl.heights(w1, w2)
    assert heights.shape == (3, 2)
    assert heights[0, 0] == pytest.approx(0, abs=1e-12)
    assert (heights.ravel()[1:] > 0).all()
    direct = loss([w1[1], w2[2], bowl.lowest[2]], X[:, :2], y) - loss(bowl.lowest, X[:, :2], y)
    assert heights[2, 1] == pytest.approx(direct)


def test_bowl_path_descends(data: tuple[Array, Array]) -> None:
    """Start at zero weights, and arrive at the lowest point with enough steps."""
    X, y = data
    bowl = Bowl.of(X[:, :2], y)
    path = bowl.path(largest_stable_rate(hessian(X[:, :2])) / 2, steps=5000)
    assert path.shape == (5001, 2)
    assert (path[0] == 0).all()
    np.testing.assert_allclose(path[-1], bowl.lowest[:2], rtol=1e-3)


def test_bowl_needs_two_features(data: tuple[Array, Array]) -> None:
    """Refuse data that cannot be drawn, and name their shape."""
    with pytest.raises(ValueError, match=r"two features; X has shape \(80, 3\)"):
        Bowl.of(*data)


def test_docstrings() -> None:
    """Keep the examples in the docstrings true."""
    assert doctest.testmod(bnlab.descent).failed == 0
