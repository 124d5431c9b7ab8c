"""Tests of `bngrader.exercises.unit01`: what learners of unit 01 write, and are told."""

from __future__ import annotations

import pytest
from bngrader.exercises import catalogue
from bngrader.grading.compiled import compiled
from bngrader.grading.score import fraction_of, report_on_text
from bnlab.checking.report import PURITY, Report
from grading_toy import SECRET

HEADS = {
    "fit_standardizer": "def fit_standardizer(X):\n    ",
    "standardize": "def standardize(X, mu, sigma):\n    ",
    "bowl_condition": "def bowl_condition(X):\n    ",
}
XB = "Xb = np.hstack([X, np.ones((X.shape[0], 1))])\n    "


def reports(name: str, body: str) -> tuple[Report, Report]:
    """Return the visible and the hidden report on a body."""
    exercise = catalogue()[name]
    text = HEADS[name] + body + "\n"
    visible = report_on_text(exercise, text, compiled(exercise, None))
    return visible, report_on_text(exercise, text, compiled(exercise, SECRET))


RIGHT = [
    ("fit_standardizer", "return X.mean(0), X.std(0)"),
    ("fit_standardizer", "return np.average(X, axis=0), np.sqrt(np.var(X, axis=0))"),
    ("fit_standardizer", "return [X.mean(0), np.sqrt((X**2).mean(0) - X.mean(0) ** 2).clip(0)]"),
    ("fit_standardizer", "return X.mean(0), np.sqrt(np.diag(np.cov(X.T, bias=True)))"),
    ("standardize", "return (X - mu) / np.where(sigma > 0, sigma, 1)"),
    ("standardize", "s = sigma.copy()\n    s[s == 0] = 1\n    return (X - mu) / s"),
    ("standardize", "return (X - mu) / (sigma + (sigma == 0))"),
    ("standardize", "return ((X.T - mu[:, None]) / np.where(sigma, sigma, 1)[:, None]).T"),
    ("bowl_condition", XB + "return np.linalg.cond(Xb.T @ Xb)"),
    ("bowl_condition", XB + "return np.linalg.cond(Xb) ** 2"),
    ("bowl_condition", XB + "s = np.linalg.svd(Xb)[1]\n    return (s[0] / s[-1]) ** 2"),
]


@pytest.mark.parametrize(("name", "body"), RIGHT)
def test_right_ways_get_everything(name: str, body: str) -> None:
    """Give full marks to each right way that is not in the catalogue."""
    for report in reports(name, body):
        assert report.passed, str(report)
    assert fraction_of(catalogue()[name], HEADS[name] + body + "\n", SECRET) == 1.0


SLIPS = [
    ("fit_standardizer", "return X.mean(), X.std()", "no axis"),
    ("fit_standardizer", "return X.mean(1), X.std(1)", "axis of the examples"),
    ("fit_standardizer", "return X.std(0), X.mean(0)", "swapped"),
    ("fit_standardizer", "return X.mean(0), X.var(0)", "variance for standard deviation"),
    ("fit_standardizer", "return X.mean(0), X.std(0, ddof=1)", "ddof = 1"),
    ("fit_standardizer", "return X.mean(0), np.ptp(X, axis=0)", "range for spread"),
    ("fit_standardizer", "return X.mean(0), np.sqrt((X**2).mean(0))", "not centred"),
    ("fit_standardizer", "return X.mean(0), X.std(0) + 1e-8", "epsilon in sigma"),
    ("fit_standardizer", "return X.mean(0), np.where(X.std(0), X.std(0), 1)", "guarded here"),
    ("standardize", "return (X - X.mean(0)) / np.where(X.std(0), X.std(0), 1)", "own statistics"),
    ("standardize", "return (X - mu) / sigma", "no guard"),
    ("standardize", "return (X - mu) / (sigma + 1e-8)", "epsilon for guard"),
    ("standardize", "return X / np.where(sigma, sigma, 1)", "not centred"),
    ("standardize", "return X - mu", "not scaled"),
    ("standardize", "return X - mu / np.where(sigma, sigma, 1)", "missing parentheses"),
    ("standardize", "return np.nan_to_num((X - mu) / sigma)", "nan patched over"),
    ("bowl_condition", "return np.linalg.cond(X.T @ X)", "no bias column"),
    ("bowl_condition", "return np.linalg.cond(X)", "no bias column"),
    ("bowl_condition", XB + "return np.linalg.cond(Xb)", "condition of the data"),
    ("bowl_condition", XB + "return 1 / np.linalg.cond(Xb.T @ Xb)", "upside down"),
    (
        "bowl_condition",
        "X = (X - X.mean(0)) / X.std(0)\n    " + XB + "return np.linalg.cond(Xb) ** 2",
        "standardized first",
    ),
]


@pytest.mark.parametrize(("name", "body", "key"), SLIPS)
def test_slips_written_in_other_words_are_recognised(name: str, body: str, key: str) -> None:
    """Say the slip's own sentence, visible and hidden, however the code is written."""
    says = catalogue()[name].misconception(key).says
    for report in reports(name, body):
        assert report.help.startswith(says), str(report)
        assert report.fraction < 1.0


UNKNOWN = [
    ("fit_standardizer", "return X.mean(axes=0), X.std(0)"),
    ("fit_standardizer", "return X.mean(0) + int('three'), X.std(0)"),
    ("fit_standardizer", "return X.mean(0), X.std(0).reshape(17)"),
    ("standardize", "return (X - mu) / sigm"),
    ("bowl_condition", "return np.linalg.inv(X)"),
]


@pytest.mark.parametrize(("name", "body"), UNKNOWN)
def test_other_slips_are_told_nothing_wrong(name: str, body: str) -> None:
    """Accuse nobody of a misconception that is not theirs."""
    for report in reports(name, body):
        assert report.mistakes == (), report.help
        assert report.fraction == 0.0


PURE = [
    ("standardize", "X -= mu\n    X /= np.where(sigma == 0, 1, sigma)\n    return X", "`X`"),
    ("standardize", "sigma[sigma == 0] = 1\n    return (X - mu) / sigma", "`sigma`"),
    ("fit_standardizer", "m = X.mean(0)\n    X -= m\n    return m, X.std(0)", "`X`"),
]


@pytest.mark.parametrize(("name", "body", "argument"), PURE)
def test_what_is_changed_in_place_costs_one_row(name: str, body: str, argument: str) -> None:
    """Take the row on inputs alone, and name the argument."""
    for report in reports(name, body):
        failed = [row for row in report.rows if row.rung]
        assert [row.name for row in failed] == [PURITY]
        assert argument in failed[0].text


def test_half_an_answer_earns_half() -> None:
    """Give the mean's share to a learner whose spread is wrong."""
    for report in reports("fit_standardizer", "return X.mean(0), X.std(0) * 3"):
        assert 0.5 <= report.fraction < 0.6
        assert "mu is right" in str(report)
