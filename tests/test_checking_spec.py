"""Tests of `bnlab.checking.spec`: what a checked exercise is, and how it travels."""

from __future__ import annotations

import dataclasses
import json
import math
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bnlab.checking import spec as spec_module
from bnlab.checking.spec import (
    DIGITS,
    Case,
    Spec,
    SpecError,
    Wrong,
    decode,
    encode,
    load_spec,
    spec_from_data,
    spec_to_data,
    stop_of,
    words_of,
)
from checking_toy import means_spec
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp


def travelled(value: Any) -> Any:
    """Return the value after a journey through JSON text."""
    return decode(json.loads(json.dumps(encode(value), allow_nan=False)))


def same(left: Any, right: Any) -> bool:
    """Return whether two values agree in type and, to twelve digits, in number."""
    if isinstance(left, np.ndarray):
        if left.dtype != right.dtype or left.shape != right.shape:
            return False
        largest = np.abs(left[np.isfinite(left)]).max(initial=0.0) if left.size else 0.0
        near = np.allclose(left, right, rtol=1e-11, atol=1e-14 * largest, equal_nan=True)
        return bool(near)
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, tuple | list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float):
        return math.isclose(left, right, rel_tol=1e-11) or (left != left and right != right)
    return bool(left == right)


arrays = hnp.arrays(
    dtype=st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_]),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
scalars = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text()
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers(0, 3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(values)
def test_values_survive_the_journey(value: Any) -> None:
    """Bring every kind of value back with its type, its shape and twelve digits."""
    with np.errstate(all="ignore"):
        assert same(value, travelled(value))


@given(values)
def test_a_second_journey_changes_nothing(value: Any) -> None:
    """Write the same bytes for a value that has travelled before."""
    once = json.dumps(encode(value))
    assert json.dumps(encode(decode(json.loads(once)))) == once


def test_numbers_are_kept_to_twelve_digits() -> None:
    """Write twelve significant digits, so that two machines write the same bytes."""
    assert DIGITS == 12
    assert encode(1 / 3) == 0.333333333333
    assert encode(np.array([1e9 / 3]))["$array"] == [333333333.333]
    assert encode(1 / 3) == encode(1 / 3 + 1e-16)


def test_negative_zero_becomes_zero() -> None:
    """Write -0.0 as 0.0, alone and in arrays."""
    assert json.dumps(encode(-0.0)) == "0.0"
    assert json.dumps(encode(np.array([-0.0]))["$array"]) == "[0.0]"


def test_rounding_dust_becomes_zero() -> None:
    """Write what lies far below an array's largest value as zero, on every machine alike."""
    assert encode(np.array([1.0, 3e-17]))["$array"] == [1.0, 0.0]
    assert encode(np.array([1e-20, 3e-21]))["$array"] == [1e-20, 3e-21]


def test_dust_is_measured_against_its_own_column() -> None:
    """Keep a column of ordinary numbers beside one of 1.8e308, the mark of `nan_to_num`."""
    beside = np.array([[1.5, 1.7e308], [2.5, 0.0]])
    assert encode(beside)["$array"] == [1.5, 1.7e308, 2.5, 0.0]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_json_does_not_know_survives(value: float) -> None:
    """Bring NaN and the infinities back, alone and among finite numbers."""
    assert repr(travelled(value)) == repr(value)
    assert repr(travelled(np.array([1.0, value]))[1]) == f"np.float64({value!r})"


def test_kinds_are_kept_apart() -> None:
    """Bring bools back as bools, ints as ints, tuples as tuples and int keys as ints."""
    value = {"flags": np.array([True, False]), "n": 3, 1: (1, [2.0]), "yes": np.bool_(True)}
    back = travelled(value)
    assert back["flags"].dtype == np.bool_
    assert type(back["n"]) is int
    assert back[1] == (1, [2.0])
    assert back["yes"] is True


def test_arrays_come_back_writable() -> None:
    """Make a new array each time, one that a learner's function may change."""
    data = encode(np.zeros(2))
    first = decode(data)
    first += 1
    assert decode(data).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "value", [object(), np.array([object()]), np.array(["a"]), np.array([1j]), {1, 2}, print]
)
def test_what_is_no_data_is_refused(value: Any) -> None:
    """Refuse objects, text arrays and functions, and say what may be shipped."""
    with pytest.raises(TypeError, match="cannot be shipped; use numbers"):
        encode(value)


def test_a_spec_survives_the_journey() -> None:
    """Bring a whole spec back, wrong answers and exceptions included."""
    sent = means_spec()
    stops = Wrong(("late",), raises="ValueError: empty")
    first = dataclasses.replace(sent.cases[0], wrong=(*sent.cases[0].wrong, stops), weight=2)
    sent = dataclasses.replace(sent, cases=(first, *sent.cases[1:]), parts=("a", "b"))
    text = json.dumps(spec_to_data(sent), allow_nan=False)
    back = spec_from_data(json.loads(text))
    assert json.dumps(spec_to_data(back)) == text
    assert (back.exercise, back.params, back.parts) == ("means", ("X",), ("a", "b"))
    assert (back.says, back.purity, back.hidden) == (sent.says, sent.purity, False)
    assert back.cases[0].wrong[-1] == stops
    assert back.cases[0].weight == 2
    assert np.array_equal(back.cases[1].args[0], sent.cases[1].args[0])


def test_a_hidden_spec_is_never_written() -> None:
    """Refuse to turn hidden cases into something that could be shipped."""
    with pytest.raises(ValueError, match=r"means.*hidden"):
        spec_to_data(means_spec(hidden=True))


def test_an_unknown_exercise_names_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say which exercises this copy has when asked for one that it has not."""
    shipped = [spec_to_data(means_spec()), {**spec_to_data(means_spec()), "exercise": "spread"}]
    monkeypatch.setattr(spec_module, "_shipped", lambda: iter(shipped))
    load_spec.cache_clear()
    assert load_spec("spread").exercise == "spread"
    with pytest.raises(SpecError, match=r"'meens'.*means, spread"):
        load_spec("meens")
    load_spec.cache_clear()


def test_reads_the_checks_that_the_package_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Find an exercise in any of the package's files, and read nothing but JSON."""
    (tmp_path / "checks").mkdir()
    for name in ("means", "spread"):
        data = {**spec_to_data(means_spec()), "exercise": name}
        text = json.dumps({"exercises": [data]})
        (tmp_path / "checks" / f"{name}.json").write_text(text, encoding="utf-8")
    (tmp_path / "checks" / "notes.txt").write_text("no json", encoding="utf-8")
    monkeypatch.setattr(resources, "files", {"bnlab": tmp_path}.__getitem__)
    load_spec.cache_clear()
    assert load_spec("spread").exercise == "spread"
    assert load_spec("spread") is load_spec("spread")
    with pytest.raises(SpecError, match="means, spread"):
        load_spec("other")
    load_spec.cache_clear()


def test_a_copy_without_checks_says_how_to_make_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Name the command that builds the checks where there is not even a folder for them."""
    monkeypatch.setattr(resources, "files", {"bnlab": tmp_path}.__getitem__)
    load_spec.cache_clear()
    with pytest.raises(SpecError, match="make build"):
        load_spec("means")
    load_spec.cache_clear()


def test_an_exception_is_known_by_its_words() -> None:
    """Tell two exceptions of one type apart, and put each on one printable line."""
    assert stop_of(TypeError("a\n b")) == "TypeError: a b"
    assert stop_of(TypeError("a")) != stop_of(TypeError("b"))
    assert words_of(ValueError("\x1b[31m\ud800")) == "?[31m?"


def test_an_exception_that_cannot_speak_says_nothing() -> None:
    """Survive an exception whose own __str__ fails."""

    class MuteError(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no words")

    assert words_of(MuteError()) == ""


def test_specs_compare_by_what_they_hold() -> None:
    """Keep the defaults that most exercises rely on."""
    case = Case("one", (1,), 1)
    assert (case.weight, case.wrong) == (1.0, ())
    assert Spec("f", ("x",), (case,)).hidden is False


@pytest.mark.parametrize(("rtol", "shipped"), [(1e-3, 0.333333), (1e-9, 0.333333333333)])
def test_answers_keep_the_digits_that_their_tolerance_needs(rtol: float, shipped: float) -> None:
    """Ship three digits more than are compared: the rest is rounding, other on each machine."""
    case = Case("a third", (1 / 3,), 1 / 3, rtol=rtol, wrong=(Wrong(("slip",), 1 / 3),))
    (data,) = spec_to_data(Spec("thirds", ("x",), (case,), says={"slip": "…"}))["cases"]
    assert data["expected"] == shipped
    assert data["wrong"][0]["value"] == shipped
    assert data["args"] == [0.333333333333]
