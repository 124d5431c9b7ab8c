"""Tests of `bngrader.exercises.unit02`: what learners of unit 02 write, and are told."""

from __future__ import annotations

import time

import numpy as np
import pytest
from bngrader.exercises import catalogue, visible_checks
from bngrader.exercises.unit02.claims import slope
from bngrader.grading.samples import answers
from bngrader.grading.score import report_on_text
from bngrader.grading.sources import function_from
from bnlab.checking.report import PURITY, REMARK, Report, examine
from bnlab.checking.stand_ins import FUNCTIONS
from grading_toy import SECRET
from unit02_bodies import (
    BACKWARD,
    CHECK,
    EDGES,
    FORWARD,
    HEADS,
    KEPT,
    LOOP,
    READ,
    SIMPLIFIED,
    STD,
    SUMS,
    WORST,
    spec_of,
    text_of,
)

UNIT = "02_implementing_batch_norm"


def reports(name: str, body: str) -> tuple[Report, Report]:
    """Return the visible and the hidden report on a body."""
    exercise, text = catalogue()[name], text_of(name, body)
    visible = report_on_text(exercise, text, spec_of(name, None))
    return visible, report_on_text(exercise, text, spec_of(name, SECRET))


RIGHT = [
    (FORWARD, f"std = (z.var(0) + eps) ** 0.5\nz_norm = (z - z.mean(0)) / std\n{KEPT}"),
    (FORWARD, f"{STD}z_norm = (z - np.average(z, axis=0)) * (1 / std)\n{KEPT}"),
    (FORWARD, f"{STD}mu = np.ones(len(z)) @ z / len(z)\nz_norm = (z - mu) / std\n{KEPT}"),
    (CHECK, f"{LOOP}{WORST}"),
    (CHECK, f"x = x.copy()\n{LOOP}return float({WORST.removeprefix('return ')})"),
    (BACKWARD, f"{READ}{EDGES}dz = d / s + dvar * 2 * u * s / m + dmu / m\n{SUMS}"),
    (
        BACKWARD,
        f"{READ}d = dz_tilde * g\ndz = d - d.mean(0) - u * (d * u).mean(0)\ndz = dz / s\n{SUMS}",
    ),
    (
        SIMPLIFIED,
        f"{READ}d = dz_tilde * g\ndz = (d - d.mean(0) - u * (d * u).mean(0)) / s\n{SUMS}",
    ),
]


@pytest.mark.parametrize(("name", "body"), RIGHT)
def test_right_ways_get_everything(name: str, body: str) -> None:
    """Give full marks to each right way that is not in the catalogue."""
    for report in reports(name, body):
        assert report.passed, str(report)
        assert report.fraction == 1.0
        assert report.remarks == ()


SLIPS = [
    (FORWARD, f"std = np.std(z, 0)\nz_norm = (z - z.mean(0)) / std\n{KEPT}", "eps missing"),
    (
        FORWARD,
        f"std = z.std(0) + eps\nz_norm = (z - z.mean(0)) / std\n{KEPT}",
        "eps outside the root",
    ),
    (
        FORWARD,
        f"std = z.var(0) + eps\nz_norm = (z - z.mean(0)) / std\n{KEPT}",
        "variance for standard deviation",
    ),
    (
        FORWARD,
        f"std = (z.std(0) + eps) ** 0.5\nz_norm = (z - z.mean(0)) / std\n{KEPT}",
        "rooted twice",
    ),
    (
        FORWARD,
        f"std = (z.var(0, ddof=1) + eps) ** 0.5\nz_norm = (z - z.mean(0)) / std\n{KEPT}",
        "ddof = 1",
    ),
    (FORWARD, f"std = (z.var() + eps) ** 0.5\nz_norm = (z - z.mean()) / std\n{KEPT}", "no axis"),
    (
        FORWARD,
        f"mu = z.mean(1)\nstd = (z.var(1) + eps) ** 0.5\nz_norm = (z - mu) / std\n{KEPT}",
        "axis of the examples, no keepdims",
    ),
    (FORWARD, f"{STD}return (z - z.mean(0)) / std, None", "gamma and beta forgotten"),
    (FORWARD, f"{STD}return beta * (z - z.mean(0)) / std + gamma, None", "gamma and beta swapped"),
    (CHECK, f"{LOOP}return np.max(abs(n - claimed))", "absolute error"),
    (CHECK, f"{LOOP}{WORST.replace('np.max(', 'np.mean(')}", "mean for the worst"),
    (CHECK, f"{LOOP}{WORST.replace('abs(n - claimed)', '(n - claimed)')}", "signs kept"),
    (
        CHECK,
        f"{LOOP}{WORST.replace('abs(n - claimed)', '(claimed - n)')}",
        "signs kept, claim first",
    ),
    (CHECK, f"{LOOP.replace('upstream * ', '')}{WORST}", "upstream forgotten"),
    (CHECK, f"{LOOP.replace('(2 * h)', 'h')}{WORST}", "divided by h"),
    (CHECK, f"{LOOP.replace('    b[i] -= h', '').replace('(2 * h)', 'h')}{WORST}", "one-sided"),
    (CHECK, f"{LOOP.replace('x.copy(), x.copy()', 'x, x')}{WORST}", "copy that is no copy"),
    (
        CHECK,
        f"{LOOP}return np.max(abs(n - claimed) / (abs(n) + abs(claimed)))",
        "nothing under the fraction",
    ),
    (CHECK, f"h = 1e-5\n{LOOP}{WORST}", "h ignored"),
    (CHECK, f"n = (f(x + h) - f(x - h)) / 2 / h * upstream\n{WORST}", "all places at once"),
    (BACKWARD, f"{READ}dz = dz_tilde * g / s\n{SUMS}", "statistics as constants"),
    (
        BACKWARD,
        f"{READ}d = dz_tilde * g\ndz = (d - d.mean(0)) / s\n{SUMS}",
        "variance path missing",
    ),
    (
        BACKWARD,
        f"{READ}d = dz_tilde * g\ndz = (d - u * (d * u).mean(0)) / s\n{SUMS}",
        "mean path missing",
    ),
    (
        BACKWARD,
        f"{READ}d = dz_tilde\ndz = (d - d.mean(0) - u * (d * u).mean(0)) / s\n{SUMS}",
        "gamma forgotten",
    ),
    (
        BACKWARD,
        f"{READ}{EDGES}dz = d / s + dvar * u * s / m + dmu / m\n{SUMS}",
        "factor 2 missing",
    ),
    (
        BACKWARD,
        f"{READ}{EDGES}dvar *= s\ndz = d / s + dvar * 2 * u * s / m + dmu / m\n{SUMS}",
        "exponent −1",
    ),
    (
        BACKWARD,
        f"{READ}{EDGES}dz = d / s + dvar * 2 * u * s + dmu / m\n{SUMS}",
        "1/m missing by the variance",
    ),
    (
        BACKWARD,
        f"{READ}d = dz_tilde * g\ndz = (d - d.mean(0) - u * (d * u).mean(0)) / s\n"
        f"{SUMS.replace('sum', 'mean')}",
        "dgamma and dbeta averaged",
    ),
    (
        SIMPLIFIED,
        f"{READ}dz = g / s * (dz_tilde - dz_tilde.mean(0))\n{SUMS}",
        "variance path missing",
    ),
    (
        SIMPLIFIED,
        f"{READ}d = dz_tilde\ndz = (m * d - d.sum(0) - u * (d * u).sum(0)) / (m * s)\n{SUMS}",
        "gamma forgotten",
    ),
]


@pytest.mark.parametrize(("name", "body", "key"), SLIPS, ids=[f"{n}-{k}" for n, _, k in SLIPS])
def test_slips_written_in_other_words_are_recognised(name: str, body: str, key: str) -> None:
    """Say the slip's own sentence, visible and hidden, however the code is written."""
    says = catalogue()[name].misconception(key).says
    for report in reports(name, body):
        assert report.help.startswith(says), str(report)
        assert report.fraction < 1.0


UNKNOWN = [
    (FORWARD, "return gamma * z + beta, None"),
    (FORWARD, "return gama * z, None"),
    (CHECK, "return 0.5"),
    (CHECK, "return None"),
    (BACKWARD, "return dz_tilde"),
    (BACKWARD, f"{READ}dz = dz_tilde * 17\n{SUMS.replace('sum', 'max')}"),
    (SIMPLIFIED, "return np.linalg.inv(dz_tilde)"),
]


@pytest.mark.parametrize(("name", "body"), UNKNOWN)
def test_other_slips_are_told_nothing_wrong(name: str, body: str) -> None:
    """Accuse nobody of a misconception that is not theirs."""
    for report in reports(name, body):
        assert report.mistakes == (), report.help
        assert report.fraction <= 0.1


GAMMA_IN_PLACE = f"""{READ}out = (dz_tilde * u).sum(0), dz_tilde.sum(0)
dz_tilde *= g
d = dz_tilde
return ((d - d.mean(0) - u * (d * u).mean(0)) / s, *out)"""
PURE = [
    (FORWARD, f"{STD}z -= z.mean(0)\nz_norm = z / std\n{KEPT}", "`z`"),
    (BACKWARD, GAMMA_IN_PLACE, "`dz_tilde`"),
]


@pytest.mark.parametrize(("name", "body", "argument"), PURE)
def test_what_is_changed_in_place_costs_one_row(name: str, body: str, argument: str) -> None:
    """Take the row on inputs alone, and name the argument."""
    for report in reports(name, body):
        failed = [row for row in report.rows if row.rung]
        assert [row.name for row in failed] == [PURITY]
        assert argument in failed[0].text


def test_x_that_is_not_put_back_is_named() -> None:
    """Take the row on inputs from a gradient check that leaves x moved, and say what to do."""
    exercise = catalogue()[CHECK]
    source = answers(exercise)["misconception/x not restored"].source
    for secret in (None, SECRET):
        report = report_on_text(exercise, source, spec_of(CHECK, secret))
        assert report.help == exercise.misconception("x not restored").says
        assert report.rows[-1].rung == "inputs"


SCHOOL = [
    "var = (z**2).mean(0) - z.mean(0) ** 2",
    "var = (z * z).sum(axis=0) / len(z) - (z.sum(axis=0) / len(z)) ** 2",
    "var = np.mean(np.square(z), axis=0) - np.square(np.mean(z, axis=0))",
]


@pytest.mark.parametrize("var", SCHOOL)
def test_the_school_formula_is_worth_a_remark(var: str) -> None:
    """Give full marks to E[z²] − E[z]², and say where its digits go."""
    mistake = catalogue()[FORWARD].misconception("mean of squares minus square of mean")
    assert mistake.caught == REMARK
    body = f"{var}\nstd = (var + eps) ** 0.5\nz_norm = (z - z.mean(0)) / std\n{KEPT}"
    for report in reports(FORWARD, body):
        assert report.fraction == 1.0
        assert report.passed
        assert report.help == ""
        assert report.remarks == (mistake.says,)


def test_a_wrong_answer_gets_no_remark_for_show() -> None:
    """Leave the remark for the day when all the rest is right."""
    body = f"std = (z**2).mean(0) - z.mean(0) ** 2 + eps\nz_norm = (z - z.mean(0)) / std\n{KEPT}"
    for report in reports(FORWARD, body):
        assert report.mistakes == ("variance for standard deviation",)
        assert report.remarks == ()


def test_rows_of_one_are_accepted_with_a_remark() -> None:
    """Accept gradients of shape (1, n), and say that the axis in front may go."""
    body = f"{READ}k = dict(axis=0, keepdims=True)\nd = dz_tilde * g\n" + (
        "dz = (d - d.mean(**k) - u * (d * u).mean(**k)) / s\n"
        "return dz, (dz_tilde * u).sum(**k), dz_tilde.sum(**k)"
    )
    visible, hidden = reports(BACKWARD, body)
    assert visible.fraction == hidden.fraction == 1.0
    assert "extra axis of length 1" in visible.remarks[0]


def test_a_name_read_before_it_is_set_gets_advice() -> None:
    """Say what an UnboundLocalError means, and never the learner's names where it is hidden."""
    body = f"if len(z) > 99:\n    secret_name = z.mean(0)\n{STD}z_norm = (z - secret_name) / std"
    body += f"\n{KEPT}"
    visible, hidden = reports(FORWARD, body)
    assert "in a branch that was not taken" in visible.help
    assert "secret_name" not in str(hidden)
    assert "UnboundLocalError" in str(hidden)


def test_two_at_once_name_the_first_and_announce_the_second() -> None:
    """Mend one mistake at a time, the one that comes first."""
    body = "std = (z.var(0, ddof=1)) ** 0.5\nreturn gamma * (z - z.mean(0)) / std + beta, None"
    visible, _ = reports(FORWARD, body)
    assert visible.mistakes == ("eps missing", "ddof = 1")
    assert visible.help.endswith("a second mistake stands behind it.")


def test_one_gradient_of_three_earns_a_third() -> None:
    """Pay for `dbeta` alone where `dz` and `dgamma` are wrong."""
    for report in reports(BACKWARD, f"{READ}return dz_tilde * 3, u[0], dz_tilde.sum(0)"):
        assert "dbeta is right" in str(report)
        assert 0.3 <= report.fraction < 0.4


def test_slopes_are_what_differences_show() -> None:
    """Hold the claims of the trials against differences."""
    rng = np.random.default_rng(0)
    x, upstream = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    for name, f in FUNCTIONS.items():
        numeric = np.zeros_like(x)
        for i in np.ndindex(x.shape):
            step = np.zeros_like(x)
            step[i] = 1e-5
            numeric[i] = (upstream * (f(x + step) - f(x - step))).sum() / 2e-5
        np.testing.assert_allclose(slope(name, x, upstream), numeric, rtol=1e-6, atol=1e-8)


def test_visible_checks_are_small_and_quick() -> None:
    """Ship less than half a megabyte, and answer a learner in less than a tenth of a second."""
    assert len(visible_checks(UNIT)) < 500_000
    for name in HEADS:
        exercise = catalogue()[name]
        spec, texts = spec_of(name, None), answers(exercise)
        for key in ("model/model", f"misconception/{exercise.misconceptions[0].key}"):
            function = function_from(texts[key].source, name)
            took = []
            for _ in range(3):
                start = time.perf_counter()
                examine(function, spec)
                took.append(time.perf_counter() - start)
            assert min(took) < 0.1, f"{name}, {key}: {min(took):.3f} s"
