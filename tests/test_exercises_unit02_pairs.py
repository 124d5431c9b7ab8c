"""Tests of unit 02's forward and backward in one notebook: one mistake is paid once."""

from __future__ import annotations

from typing import Any

import pytest
from bngrader.exercises import catalogue
from bngrader.grading.samples import answers
from bngrader.grading.sources import function_from
from bnlab.checking.door import report_on
from bnlab.checking.report import Report, examine
from grading_toy import SECRET
from unit02_bodies import BACKWARD, FORWARD, KEPT, READ, STD, SUMS, spec_of, text_of

DICT_BACK = f"{READ}d = dz_tilde * g\ndz = (d - d.mean(0) - u * (d * u).mean(0)) / s\n{SUMS}"
WRONG_BACK = f"{READ}dz = dz_tilde * g / s\n{SUMS}"
RIGHT_FORWARD = f"{STD}z_norm = (z - z.mean(0)) / std\n{KEPT}"
WRONG_FORWARD = f"std = z.var(0) + eps\nz_norm = (z - z.mean(0)) / std\n{KEPT}"


def notebook_with(forward: str, backward: str) -> dict[str, Any]:
    """Return the names of a notebook with both functions."""
    bodies = {FORWARD: forward, BACKWARD: backward}
    return {name: function_from(text_of(name, body), name) for name, body in bodies.items()}


def both(names: dict[str, Any], secret: bytes | None) -> tuple[Report, Report]:
    """Return the reports on the forward and the backward function of a notebook."""
    return report_on(spec_of(FORWARD, secret), names), report_on(spec_of(BACKWARD, secret), names)


both_doors = pytest.mark.parametrize("secret", [None, SECRET], ids=["visible", "hidden"])


@both_doors
def test_a_wrong_forward_costs_the_backward_nothing(secret: bytes | None) -> None:
    """Try a right backward function on a right cache where the learner's own misleads it."""
    forward, backward = both(notebook_with(WRONG_FORWARD, DICT_BACK), secret)
    assert forward.mistakes == ("variance for standard deviation",)
    assert backward.fraction == 1.0
    if secret is None:
        assert "what a right `batch_norm_forward` hands over" in backward.remarks[0]


@both_doors
def test_a_wrong_backward_costs_the_forward_nothing(secret: bytes | None) -> None:
    """Charge a wrong backward function for its own mistake only."""
    forward, backward = both(notebook_with(RIGHT_FORWARD, WRONG_BACK), secret)
    assert forward.fraction == 1.0
    assert backward.mistakes == ("statistics as constants",)


@both_doors
def test_two_wrong_functions_are_charged_once_each(secret: bytes | None) -> None:
    """Take from two wrong functions what each loses by itself, and name both mistakes."""
    forward, backward = both(notebook_with(WRONG_FORWARD, WRONG_BACK), secret)
    alone = both(notebook_with(RIGHT_FORWARD, WRONG_BACK), secret)[1]
    assert forward.mistakes == ("variance for standard deviation",)
    assert backward.mistakes == alone.mistakes == ("statistics as constants",)
    assert backward.fraction == alone.fraction


@both_doors
@pytest.mark.parametrize(
    "forward", ["raise NotImplementedError", "return 1 / 0, None", "return 3"]
)
def test_a_forward_that_gives_no_cache_costs_the_backward_nothing(
    forward: str, secret: bytes | None
) -> None:
    """Use the reference where the learner's forward function stops or returns something else."""
    assert both(notebook_with(forward, DICT_BACK), secret)[1].fraction == 1.0


def test_a_backward_before_its_forward_is_graded() -> None:
    """Grade a backward function in a notebook that has no forward function."""
    names = notebook_with(RIGHT_FORWARD, DICT_BACK)
    del names[FORWARD]
    assert both(names, SECRET)[1].fraction == 1.0


CENTRED = "c, i = z - z.mean(0), 1 / np.sqrt(z.var(0) + eps)\n"
BACK = "d = dz_tilde * {g}\nu = {u}\ndz = {i} * (d - d.mean(0) - u * (d * u).mean(0))\n" + SUMS
LAYOUTS = {
    "tuple": (
        f"{CENTRED}return gamma * c * i + beta, (c, i, gamma)",
        "c, i, g = cache\n" + BACK.format(g="g", u="c * i", i="i"),
    ),
    "list": (
        f"{CENTRED}return gamma * c * i + beta, [i, c * i, gamma, beta]",
        BACK.format(g="cache[2]", u="cache[1]", i="cache[0]"),
    ),
    "other keys": (
        f'{CENTRED}return gamma * c * i + beta, {{"x": z, "g": gamma, "e": eps}}',
        'x, g, e = cache["x"], cache["g"], cache["e"]\ni = (x.var(0) + e) ** -0.5\n'
        + BACK.format(g="g", u="(x - x.mean(0)) * i", i="i"),
    ),
    "object": (
        f"{CENTRED}class Kept: pass\nk = Kept()\nk.u, k.i, k.g = c * i, i, gamma\n"
        "return gamma * k.u + beta, k",
        BACK.format(g="cache.g", u="cache.u", i="cache.i"),
    ),
    "one array": (
        f"{CENTRED}return gamma * c * i + beta, np.vstack([c * i, i, gamma])",
        BACK.format(g="cache[-1]", u="cache[:-2]", i="cache[-2]"),
    ),
    "function": (
        f"{CENTRED}return gamma * c * i + beta, lambda: (c * i, i, gamma)",
        "u, i, g = cache()\n" + BACK.format(g="g", u="u", i="i"),
    ),
}


@both_doors
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_cache_is_the_learners_own_affair(layout: str, secret: bytes | None) -> None:
    """Give full marks to a pair of functions that understand each other, whatever they keep."""
    forward, backward = both(notebook_with(*LAYOUTS[layout]), secret)
    assert forward.fraction == backward.fraction == 1.0
    assert backward.remarks == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_wrong_backward_of_ones_own_layout_is_named(layout: str) -> None:
    """Recognise a mistake in a backward function that reads a cache of its own."""
    forward, backward = LAYOUTS[layout]
    wrong = backward.replace("(d - d.mean(0) - u * (d * u).mean(0))", "d")
    report = both(notebook_with(forward, wrong), SECRET)[1]
    assert report.mistakes == ("statistics as constants",)


def test_a_cache_that_backward_spoils_is_the_learners_own() -> None:
    """Let a backward function work in place on what its own forward function made."""
    body = f'{READ}u = cache["z_norm"]\n{DICT_BACK}'.replace(SUMS, f'cache["z_norm"] *= 0\n{SUMS}')
    body = body.replace("(dz_tilde * u).sum(0)", "dg").replace("m = len(u)", "dg = 0", 1)
    body = body.replace("d = dz_tilde * g", "d, dg = dz_tilde * g, (dz_tilde * u).sum(0)")
    report = both(notebook_with(RIGHT_FORWARD, body), SECRET)[1]
    assert report.fraction == 1.0, str(report)


@pytest.mark.slow
def test_every_pair_of_the_catalogue_is_charged_once_each() -> None:
    """Give each backward answer the same marks beside whichever forward answer it stands."""
    forwards, backwards = (answers(catalogue()[name]) for name in (FORWARD, BACKWARD))
    spec = spec_of(BACKWARD, SECRET)
    for key, answer in backwards.items():
        backward = function_from(answer.source, BACKWARD)
        alone = examine(backward, spec)
        for other, first in forwards.items():
            names = {FORWARD: function_from(first.source, FORWARD), BACKWARD: backward}
            report = report_on(spec, names)
            assert report.fraction == alone.fraction, f"{other} + {key}"
            assert report.mistakes == alone.mistakes, f"{other} + {key}"
