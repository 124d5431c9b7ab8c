"""Tests of `bngrader.exercises.unit02`: slips as learners write them, and what they are told."""

from __future__ import annotations

import pytest
from bngrader.exercises import catalogue
from bngrader.grading.score import report_on_text
from bnlab.checking.report import Report
from grading_toy import SECRET
from unit02_bodies import BACKWARD, CHECK, FORWARD, KEPT, READ, STD, SUMS, spec_of, text_of

NUMERIC = "np.sum(upstream * (f(right) - f(left))) / (2 * h)"
VISIT = f"""largest = 0.0
for i in np.ndindex(x.shape):
    right, left = x.copy(), x.copy()
    right[i] += h
    left[i] -= h
    numeric = {NUMERIC}
    size = max(abs(numeric) + abs(claimed[i]), 1e-8)
    largest = max(largest, abs(numeric - claimed[i]) / size)
return largest"""
KEEP = "    largest = max(largest, abs(numeric - claimed[i]) / size)"
WHOLE = "abs(numeric - claimed) / np.maximum(abs(numeric) + abs(claimed), 1e-8)"
BACK = f"{READ}d = dz_tilde * g\ndz = (d - d.mean(0) - u * (d * u).mean(0)) / s\n"
STAND = "z_norm = (z - z.mean(0)) / std\n"


def reports(name: str, body: str) -> tuple[Report, Report]:
    """Return the visible and the hidden report on a body."""
    text = text_of(name, body)
    visible, hidden = (
        report_on_text(catalogue()[name], text, spec_of(name, s)) for s in (None, SECRET)
    )
    return visible, hidden


SLIPS = [
    (CHECK, "/ (2 * h)", "/ 2*h", "divided by 2, times h"),
    (CHECK, "f(right) - f(left)", "f(left) - f(right)", "left and right swapped"),
    (
        CHECK,
        "upstream * (f(right) - f(left))",
        "upstream * f(right) - f(left)",
        "upstream on one side",
    ),
    (CHECK, "np.sum(upstream * (", "upstream[i] * np.sum((", "upstream of the place"),
    (CHECK, NUMERIC, "(upstream * (f(right) - f(left)))[i] / (2 * h)", "own output only"),
    (CHECK, "max(largest, ", "(", "error of the last place"),
    (CHECK, KEEP, "    return abs(numeric - claimed[i]) / size", "error of the first place"),
    (CHECK, "np.sum", "np.mean", "mean over the outputs"),
    (CHECK, "max(abs", "min(abs", "smaller under the fraction"),
    (CHECK, "abs(numeric) + abs(claimed[i])", "abs(numeric + claimed[i])", "size of the sum"),
    (CHECK, "(2 * h)", "(2 * 1e-5)", "1e-5 below the fraction"),
    (CHECK, KEEP, f"    largest = max(largest, np.max({WHOLE}))", "all claims for one slope"),
]


@pytest.mark.parametrize(("name", "old", "new", "key"), SLIPS, ids=[s[-1] for s in SLIPS])
def test_slips_in_a_loop_are_told_apart(name: str, old: str, new: str, key: str) -> None:
    """Say each slip's own sentence, and not that of another with a like result."""
    assert old in VISIT
    for report in reports(name, VISIT.replace(old, new)):
        assert report.mistakes == (key,), str(report)


def test_the_loop_is_right() -> None:
    """Give full marks to the loop that the slips are made of."""
    assert all(report.fraction == 1.0 for report in reports(CHECK, VISIT))


FORWARD_SLIPS = [
    (f"std = np.sqrt(z.var(0) + 1e-5)\n{STAND}{KEPT}", "eps typed in"),
    (f"std = np.sqrt(z.var(0) + eps**2)\n{STAND}{KEPT}", "eps squared"),
    (f"{STD}z_norm = z - z.mean(0) / std\n{KEPT}", "mu divided alone"),
]


@pytest.mark.parametrize(("body", "key"), FORWARD_SLIPS, ids=[k for _, k in FORWARD_SLIPS])
def test_slips_of_the_forward_pass_are_named(body: str, key: str) -> None:
    """Name what is done with ε and with the brackets."""
    for report in reports(FORWARD, body):
        assert report.mistakes == (key,), str(report)


def test_numbers_that_look_alike_are_shown_in_full() -> None:
    """Show so many digits that what was found and what is right differ."""
    visible, _ = reports(FORWARD, f"std = z.std(0)\n{STAND}{KEPT}")
    found, right = visible.rows[0].text.rstrip(".").split("found ")[1].split(", right is ")
    assert found != right


def test_x_put_back_by_adding_is_told_of_rounding() -> None:
    """Say that only the last digits differ where h was added and taken off again."""
    body = """worst = 0.0
for i in np.ndindex(x.shape):
    x[i] += h
    n = np.sum(upstream * f(x))
    x[i] -= 2 * h
    n = (n - np.sum(upstream * f(x))) / (2 * h)
    x[i] += h
    worst = max(worst, abs(n - claimed[i]) / max(abs(n) + abs(claimed[i]), 1e-8))
return worst"""
    for report in reports(CHECK, body):
        (failed,) = [row for row in report.rows if row.rung]
        assert "last digits" in failed.text
        assert "old = x[i]" in failed.text


def test_a_stub_left_below_the_code_is_named() -> None:
    """Say to delete the line where there is code above it, and only there."""
    code = f"{READ}dbeta = dz_tilde.sum(0)\nraise NotImplementedError"
    stub = f"{READ}raise NotImplementedError"
    for written, empty in zip(reports(BACKWARD, code), reports(BACKWARD, stub), strict=True):
        assert "delete that line" in written.help
        assert empty.help.startswith("Write `batch_norm_backward`")
        assert written.fraction == empty.fraction == 0.0


def test_factors_are_told_part_by_part() -> None:
    """Say of each gradient that it is off by a factor, where it is by one in every case."""
    body = BACK + SUMS.replace("dz,", "dz * 5,").replace("sum(0), ", "sum(0) * 3, ")
    visible, _ = reports(BACKWARD, body)
    assert "dz: every value is off by the same factor 5" in visible.help
    assert "dgamma: every value is off by the same factor 3" in visible.help
