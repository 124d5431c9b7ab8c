"""Tests of `bnlab.checking.steps`: intermediate values, each by its own name."""

from __future__ import annotations

import json
from typing import Any

import bnlab
import numpy as np
import pytest
from bngrader.exercises import catalogue, visible_checks
from bnlab.batches import small
from bnlab.checking import spec as spec_module
from bnlab.checking.spec import SpecError, load_steps
from bnlab.checking.steps import Steps, compare_steps, steps_table
from conftest import Notebook

SHIPPED = json.loads(visible_checks("02_implementing_batch_norm"))["exercises"]


@pytest.fixture(autouse=True)
def as_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read what a build would ship now, not what the last one did."""
    monkeypatch.setattr(spec_module, "_shipped", lambda: iter(SHIPPED))


def by_hand() -> dict[str, Any]:
    """Return every step on the small batch, as a learner writes them."""
    b = small()
    m, d = len(b.z), b.dz_tilde
    mu, var = b.z.mean(axis=0), ((b.z - b.z.mean(axis=0)) ** 2).mean(axis=0)
    std = np.sqrt(var + b.eps)
    z_norm = (b.z - mu) / std
    dz_norm = b.gamma * d
    dvar = (dz_norm * (b.z - mu) * -0.5 * (var + b.eps) ** -1.5).sum(axis=0)
    dmu = (-dz_norm / std).sum(axis=0) + dvar * (-2 * (b.z - mu)).mean(axis=0)
    return {
        "mu": mu,
        "var": var,
        "std": std,
        "z_norm": z_norm,
        "z_tilde": b.gamma * z_norm + b.beta,
        "dbeta": d.sum(axis=0),
        "dgamma": (d * z_norm).sum(axis=0),
        "dz_norm": dz_norm,
        "dstd": 2 * std * dvar,
        "dvar": dvar,
        "dmu": dmu,
        "dz": dz_norm / std + dvar * 2 * (b.z - mu) / m + dmu / m,
    }


def row(table: Steps) -> tuple[str, str, str]:
    """Return the name, the verdict and the text of a table of one row."""
    (only,) = table.rows
    return only.name, only.mark, only.text


def test_every_step_is_right_by_its_name() -> None:
    """Know each value between input and answer, in the order in which it is reached."""
    mine = by_hand()
    assert list(load_steps()) == list(mine)
    table = steps_table(mine)
    assert table.passed, str(table)
    assert table.headline == "All 12 steps are right."
    assert row(steps_table({"dvar": mine["dvar"]})) == ("dvar", "✓ right", "")


FACTORS = [
    (2.0, "every value is off by the same factor 2"),
    (0.25, "every value is off by the same factor 0.25"),
    (-1.0, "every value has the right size and the wrong sign"),
]


@pytest.mark.parametrize(("factor", "says"), FACTORS)
@pytest.mark.parametrize("name", ["dvar", "dmu", "dz", "dgamma"])
def test_a_factor_is_named(name: str, factor: float, says: str) -> None:
    """Say that the shape is right and by which factor the values are off."""
    found = row(steps_table({name: factor * by_hand()[name]}))
    assert found == (name, "✗ value", f"shape right; {says}.")


def test_a_shape_is_named() -> None:
    """Say which shape was found and which was asked for."""
    mine = by_hand()
    assert row(steps_table({"dmu": mine["dz_norm"]}))[1:] == (
        "✗ shape",
        "found shape (4, 2), asked for (2,).",
    )
    assert "lying on its side" in row(steps_table({"dz": mine["dz"].T}))[2]
    assert "one number for all columns" in row(steps_table({"dbeta": mine["dz"].sum()}))[2]
    assert steps_table({"dbeta": mine["dbeta"][None, :]}).passed


def test_a_value_that_is_another_step_is_named() -> None:
    """Say where a value belongs that was handed over by another step's name."""
    mine = by_hand()
    assert row(steps_table({"dvar": mine["dstd"]})) == ("dvar", "✗ value", "this is `dstd`.")


def test_a_name_of_ones_own_is_known_by_its_value() -> None:
    """Find out which step is meant where the name is the learner's own."""
    mine = by_hand()
    found = row(steps_table({"dxhat": mine["dz_norm"].astype(np.float32)}))
    assert found == ("dxhat", "✓ right", "it is called `dz_norm` here.")
    table = steps_table({"dxhat": mine["dz_norm"] + 1})
    assert row(table)[1] == "· not known"
    assert not table.passed
    assert "dbeta, dgamma, dz_norm, dstd, dvar, dmu, dz" in str(table)


def test_a_missing_epsilon_is_named() -> None:
    """Ask for ε where a value is right to five digits and no further."""
    b = small()
    name, mark, text = row(steps_table({"std": b.z.std(axis=0)}))
    assert (name, mark) == ("std", "✗ value")
    assert "is ε in it" in text


def test_a_column_alone_is_named() -> None:
    """Say which unit is off, and show a number where nothing else can be said."""
    dz = by_hand()["dz"]
    dz[:, 1] = 0
    assert "column 1 is off" in row(steps_table({"dz": dz}))[2]
    dz[2, 0] += 1
    assert "at [" in row(steps_table({"dz": dz}))[2]


@pytest.mark.parametrize("mine", [None, "text", [1.0, 2.0], {}, np.array([np.nan, 1.0]), print])
def test_anything_may_be_handed_over(mine: Any) -> None:
    """Answer with a row, not with an error, whatever is handed over."""
    assert row(steps_table({"dvar": mine}))[1].startswith("✗ ")
    assert row(steps_table({"what": mine}))[1] == "· not known"


def test_headlines_count() -> None:
    """Say how many are right, and that none was handed over."""
    mine = by_hand()
    assert steps_table({}).headline == "No step was handed over to be compared."
    assert steps_table({"dz": mine["dz"]}).headline == "Right."
    two = {"dz": mine["dz"], "dmu": mine["dz"], "dvar": 0}
    assert steps_table(two).headline == "1 of 3 steps is right."


def test_it_shows_a_table_and_raises_nothing(notebook: Notebook) -> None:
    """Show an escaped table in a notebook, and count for nothing."""
    source = "from bnlab import compare_steps\ncompare_steps(dvar=dvar, **{'<b>': 1})"
    assert notebook.run(source, dvar=by_hand()["dvar"]) is None
    (shown,) = notebook.shown
    assert "✓ right" in shown["text/html"]
    assert "&lt;b&gt;" in shown["text/html"]
    assert "<b>&" not in shown["text/html"]
    assert "1 of 2 steps is right." in shown["text/plain"]


def test_it_prints_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """Print the same table outside of a notebook."""
    bnlab.compare_steps(dz=by_hand()["dz"])
    assert "✓ right  dz" in capsys.readouterr().out
    assert bnlab.compare_steps is compare_steps


def test_a_value_without_a_name_gets_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Say what to write where a value is handed over by its place."""
    compare_steps(by_hand()["dbeta"])
    assert "compare_steps(dbeta=dbeta)" in capsys.readouterr().out


@pytest.mark.parametrize("shape", [(6, 3), (2, 3), (7, 4), (8, 5)])
def test_another_batch_is_passed_over_in_one_line(
    shape: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Show no table for a batch that is not the small one."""
    compare_steps(dz=np.zeros(shape), dbeta=np.zeros(shape[1]))
    (line,) = capsys.readouterr().out.splitlines()
    assert "another batch" in line


def test_a_copy_without_steps_says_how_to_make_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name the command that builds them."""
    monkeypatch.setattr(spec_module, "_shipped", lambda: iter([{"exercise": "means"}]))
    with pytest.raises(SpecError, match="make build"):
        compare_steps(dz=1)


def test_steps_are_shipped_with_their_exercises() -> None:
    """Ship steps where an exercise has some, and no entry where it has none."""
    for data in SHIPPED:
        exercise = catalogue()[data["exercise"]]
        assert ("steps" in data) == (exercise.steps is not None)
