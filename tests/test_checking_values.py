"""Tests of `bnlab.checking.values`: do two answers agree, and if not, where do they part?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from bnlab.checking.values import Difference, Tolerance, apart, compare, describe
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

TIGHT = Tolerance(1e-9, 1e-12)
ROW = np.array([1.0, 2.0, 3.0])


def parted(got: Any, expected: Any, tolerance: Tolerance = TIGHT, **more: Any) -> Difference:
    """Return where two answers part; they must."""
    found = compare(got, expected, tolerance, **more)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("got", "expected", "rung", "words"),
    [
        (None, ROW, "type", "None, asked for a NumPy array; is the `return` missing?"),
        ([1.0, 2.0, 3.0], ROW, "type", "a list of 3"),
        ((1.0, 2.0), 2.0, "type", "a tuple of 2 (one number, one number), asked for one number"),
        ("no", ROW, "type", "a string"),
        (True, 1.0, "type", "a bool"),
        (np.array([True, False, True]), ROW, "type", "of True and False"),
        (np.array(["a", "b", "c"]), ROW, "type", "of text"),
        (ROW.astype(object), ROW, "type", "of objects"),
        (ROW + 0j, ROW, "type", "complex"),
        (1j, 1.0, "type", "complex"),
        (10**400, 1.0, "type", "too large"),
        (np.zeros(3, "M8[s]"), ROW, "type", "datetime64"),
        (iter(ROW), ROW, "type", "iterator"),
        ({"a": 1}, ROW, "type", "a dict with 1 keys"),
        (np.zeros((3, 2)), ROW, "shape", "shape (3, 2), asked for (3,)"),
        (2.0, ROW, "shape", "one number for all columns"),
        (np.array(2.0), ROW, "shape", "one number for all columns"),
        (ROW, 2.0, "shape", "one number, not an array"),
        (np.zeros((2, 3)), np.zeros((3, 2)), "shape", "lying on its side"),
        (ROW[:, None], ROW, "shape", "(3, 1)"),
        (np.array([1.0, math.nan, 3.0]), ROW, "finite", "1 of 3 values are NaN"),
        (np.array([1.0, math.inf, math.inf]), ROW, "finite", "2 of 3 values are infinity"),
        (ROW + np.eye(3)[2], ROW, "value", "1 of 3 values are off; at [2] found 4, right is 3"),
        (2.5, 2.0, "value", "found 2.5, right is 2."),
        (2.9999999, 3.0, "value", "found 2.9999999, right is 3."),
        ("b", "a", "value", "'b', right is 'a'"),
        (1, True, "type", "asked for True or False"),
        (False, True, "value", "right is True"),
        ([1.0], None, "type", "asked for None"),
    ],
)
def test_names_the_rung_and_what_was_found(got: Any, expected: Any, rung: str, words: str) -> None:
    """Stop at the right rung, with a sentence that says what was found and what was asked."""
    found = parted(got, expected)
    assert found.rung == rung
    assert words in found.text


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (ROW, ROW),
        (ROW.astype(int), ROW),
        (ROW.astype(np.float32), ROW),
        (np.ma.array(ROW)[None], ROW),
        (np.ma.array(ROW), ROW),
        (np.array(2.0), 2.0),
        (np.float32(2.0), 2.0),
        (np.float64(2.0), 2),
        (2, 2.0),
        ([1.0, (2.0,)], (1.0, [2.0])),
        ({"a": 1.0, "extra": None}, {"a": 1.0}),
        (np.array([math.nan, math.inf]), np.array([math.nan, math.inf])),
        (np.bool_(True), True),
        (np.array([True, False]), np.array([True, False])),
        ("a", "a"),
        (None, None),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)
def test_accepts_what_is_right(got: Any, expected: Any) -> None:
    """Accept right numbers in whatever kind of number or array they come."""
    assert compare(got, expected, TIGHT) is None


def test_arrays_of_bools_are_compared() -> None:
    """Tell a right mask from a wrong one, and from an array of text."""
    mask = np.array([True, False, True])
    assert parted(~mask, mask).rung == "value"
    assert parted(np.array(["a", "b", "c"]), mask).rung == "type"


def test_float32_is_allowed_its_own_precision() -> None:
    """Accept the rounding of single precision and refuse the same error in double precision."""
    off = ROW * (1 + 5e-5)
    assert compare(off.astype(np.float32), ROW, TIGHT) is None
    assert parted(off, ROW).rung == "value"
    assert parted((ROW * 1.01).astype(np.float32), ROW).rung == "value"


def test_an_extra_axis_in_front_is_accepted_with_a_remark() -> None:
    """Take (1, n) for (n,) and say so, but not (n, 1)."""
    remarks: list[str] = []
    assert compare(ROW[None], ROW, TIGHT, "mu", remarks) is None
    assert len(remarks) == 1
    assert "mu" in remarks[0]
    assert "keepdims" in remarks[0]
    assert compare(np.array([2.0]), 2.0, TIGHT, "", remarks) is None
    assert parted(ROW[:, None], ROW).rung == "shape"


def test_an_extra_axis_does_not_hide_a_wrong_value() -> None:
    """Go on to compare the values of a (1, n) answer."""
    assert parted(ROW[None] + 1, ROW).rung == "value"


def test_each_column_has_its_own_scale() -> None:
    """Allow an absolute error that fits the column, not one that fits its largest neighbour."""
    expected = np.array([[1e6, 1e-3], [2e6, 0.0]])
    off = expected + np.array([[0, 0], [0, 1e-6]])
    assert parted(off, expected, Tolerance(1e-9, 1e-9)).rung == "value"
    dust = expected + np.array([[0, 0], [0, 1e-13]])
    assert compare(dust, expected, Tolerance(1e-9, 1e-9)) is None


def test_zeros_leave_room_for_rounding() -> None:
    """Accept rounding dust where the right answer is zero throughout."""
    assert compare(np.full(3, 1e-13), np.zeros(3), TIGHT) is None
    assert parted(np.full(3, 1e-3), np.zeros(3)).rung == "value"


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (None, "is the `return` missing?"),
        (ROW, "asked for 2 values: mu, sigma"),
        ((ROW,), "found 1 values, asked for 2 values: mu, sigma"),
        ((ROW, "x"), "sigma: found a string"),
        ((ROW + 1, ROW), "mu: 3 of 3 values are off"),
    ],
)
def test_several_values_are_called_by_name(got: Any, words: str) -> None:
    """Say which of the returned values is wrong, or that they are not all there."""
    assert words in parted(got, (ROW, ROW), names=("mu", "sigma")).text


def test_dicts_are_compared_key_by_key() -> None:
    """Say which key is missing, and which key's value is wrong."""
    expected = {"W1": ROW, "b1": 0.5}
    assert "has no 'b1'" in parted({"W1": ROW}, expected).text
    assert "['b1']: found 1, right is 0.5" in parted({"W1": ROW, "b1": 1.0}, expected).text
    assert "asked for a dict" in parted([1], expected).text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        (3, "one number"),
        (np.float32(3), "one number"),
        (True, "a bool"),
        ("secret text", "a string"),
        ([1, "a"], "a list of 2 (one number, a string)"),
        (list(range(9)), "a list of 9"),
        ({"a": 1}, "a dict with 1 keys"),
        (len, "a builtin_function_or_method"),
        (np.zeros((2, 3)), "an array of shape (2, 3)"),
    ],
)
def test_describes_without_showing_content(value: Any, words: str) -> None:
    """Say what kind of thing a value is, and nothing of what is in it."""
    assert describe(value) == words


def test_describes_a_list_that_holds_itself() -> None:
    """Look only so far into a list that never ends."""
    endless: list[Any] = []
    endless.append(endless)
    assert describe(endless).startswith("a list of 1 (a list of 1")
    deep: Any = 1
    for _ in range(10_000):
        deep = [deep]
    assert len(describe(deep)) < 100


def test_numpy_settings_of_the_learner_do_not_matter() -> None:
    """Compare the largest numbers there are even where NumPy was told to raise."""
    with np.errstate(all="raise"):
        assert parted(np.full(3, 1e308), np.full(3, -1e308)).rung == "value"
        assert parted(np.full(3, -1e308), np.full(3, math.inf)).rung == "value"
        assert parted(np.full(3, 1e-320), ROW * 1e-310).rung == "value"


def test_huge_arrays_of_a_wrong_shape_cost_nothing() -> None:
    """Look at the shape before at the numbers."""
    huge = np.broadcast_to(1.0, (10**8, 10**8))
    assert parted(huge, ROW).rung == "shape"


finite = hnp.arrays(
    np.float64,
    hnp.array_shapes(max_dims=2, max_side=4),
    elements=st.floats(-1e6, 1e6, allow_subnormal=False),
)


@given(finite)
def test_every_array_agrees_with_itself(value: np.ndarray[Any, Any]) -> None:
    """Find no difference between an array and its copy."""
    assert compare(value.copy(), value, Tolerance(0.0, 0.0)) is None


@given(finite, st.data())
def test_one_wrong_number_is_found(value: np.ndarray[Any, Any], data: st.DataObject) -> None:
    """Notice a single number that is off, wherever it stands, and point at it."""
    at = data.draw(st.integers(0, value.size - 1))
    off = value.copy()
    off.flat[at] += 1 + abs(off.flat[at])
    found = parted(off, value, Tolerance(1e-9, 1e-9))
    assert found.rung == "value"
    assert f"[{', '.join(str(int(i)) for i in np.unravel_index(at, value.shape))}]" in found.text


SOME = st.one_of(
    st.floats(-2, 2),
    st.sampled_from([0.0, 1.0, 1.0 + 1e-10, 1.0 + 1e-5, 1e30, math.inf, math.nan]),
)
SHAPES = st.sampled_from([(2,), (1, 2), (2, 2), (0,), ()])
ARRAYS = SHAPES.flatmap(
    lambda shape: st.sampled_from([np.float64, np.float32]).flatmap(
        lambda dtype: st.lists(
            SOME, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))
        ).map(lambda flat: np.array(flat, dtype=np.float64).astype(dtype).reshape(shape))
    )
)
ANSWERS = st.one_of(ARRAYS, st.tuples(ARRAYS, ARRAYS), st.none(), st.floats(), st.text(max_size=2))


@given(ANSWERS, ANSWERS)
def test_what_is_apart_never_agrees(got: Any, expected: Any) -> None:
    """Never part at a glance what agrees when looked at."""
    with np.errstate(all="ignore"):
        if apart(got, expected, TIGHT):
            assert compare(got, expected, TIGHT) is not None


def test_a_glance_tells_most_answers_apart() -> None:
    """Tell apart what begins otherwise, also within a tuple, and leave the rest to `compare`."""
    assert apart(ROW, ROW + 1, TIGHT)
    assert apart((ROW, ROW), (ROW, ROW + 1), TIGHT)
    assert not apart(ROW, ROW + 1e-7, TIGHT)
    assert not apart(ROW, np.array([1.0, 9.0, 9.0]), TIGHT)
    assert not apart(3, ROW, TIGHT)
