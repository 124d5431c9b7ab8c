"""Call a learner's function on one case and climb until a rung does not hold.

The rungs, in order: is it *written*, does it *run*, is the answer of the right *type* and *shape*,
is it *finite*, has it the right *value*. The last rung, whether the function left its *inputs*
alone, is climbed for all cases together and has a row of its own in the report: a function that
scribbles on its argument has made one mistake, not one in every case.
"""

from __future__ import annotations

import copy
import inspect
import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any

import numpy as np

from .spec import Case, Spec, printable, words_of
from .stand_ins import FUNCTIONS, Anything, Given, Own
from .values import Difference, Tolerance, compare

RUNGS = ("written", "runs", "type", "shape", "finite", "value", "inputs")
"""The ladder, lowest rung first."""
LEFT_BELOW = "is written, and `raise NotImplementedError` still stands below."
"""What is said of a function whose stub was left in place under the code."""


@dataclass(frozen=True)
class Outcome:
    """How far one case got.

    Attributes:
        case: the case.
        rung: the rung that did not hold, or None where the case passed.
        text: one sentence on what was found; may hold numbers and the learner's own text.
        got: what the function returned, where it returned.
        difference: where the answer parted from the right one, where it did.
        error: the exception that stopped it, where one did.
        changed: names of the arguments that the call changed.
        rounded: those of them that are as before but for the rounding of their last digits.
        remarks: what was accepted with a remark.
        right: where several values were asked for, the names of those that are right.
        credit: the share that is right: 1 where the case passed, else that of `right` in all.
    """

    case: Case
    rung: str | None
    text: str = ""
    got: Any = None
    difference: Difference | None = None
    error: BaseException | None = None
    changed: tuple[str, ...] = ()
    rounded: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    credit: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether every rung below *inputs* held."""
        return self.rung is None


@dataclass
class _Call:
    """What one call left behind."""

    got: Any = None
    error: BaseException | None = None
    warned: list[str] = field(default_factory=list)


def _call(function: Callable[..., Any], args: tuple[Any, ...]) -> _Call:
    """Call the function, keeping its answer, its exception and its warnings."""
    call = _Call()
    # errstate puts back what the function may set with np.seterr
    with np.errstate(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            call.got = function(*args)
        except KeyboardInterrupt:
            raise  # the learner's own stop button, or the time limit
        except BaseException as error:
            call.error = error
    call.warned = list(dict.fromkeys(str(w.message) for w in caught))
    return call


def _same(left: Any, right: Any) -> bool:
    """Whether two arguments are equal to the last bit, NaN for NaN."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray):
        return (left.shape, left.dtype) == (right.shape, right.dtype) and np.array_equal(
            left, right, equal_nan=left.dtype.kind == "f"
        )
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(_same(left[k], right[k]) for k in left)
    if isinstance(left, tuple | list):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right) or (left != left and right != right)


def _own_line(error: BaseException, function: Callable[..., Any]) -> str:
    """The learner's own line in which *error* arose, or nothing where it cannot be told."""
    code = getattr(function, "__code__", None)
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if code is not None and f.filename == code.co_filename]
    if not own or not own[-1].line:
        return ""
    return f" in `{own[-1].line.strip()}`"


def _error_text(error: BaseException, function: Callable[..., Any]) -> str:
    """One sentence on an exception: its kind, its words, the line it came from."""
    words = words_of(error)
    text = f"stopped{_own_line(error, function)} with {type(error).__name__}"
    return f"{text}: {words[:200]}" if words else f"{text}."


def _does_not_fit(function: Callable[..., Any], spec: Spec) -> str:
    """Why the function cannot take the case's arguments; empty where it can."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return ""
    try:
        signature.bind(*spec.params)
    except TypeError:
        asked = f"{spec.exercise}({', '.join(spec.params)})"
        return f"is written as {spec.exercise}{_written(signature)}, but is called as {asked}."
    return ""


def _written(signature: inspect.Signature) -> str:
    """A signature as text; without its defaults and annotations where they cannot be shown."""
    try:
        return printable(str(signature))[:200]
    except Exception:
        return f"({', '.join(signature.parameters)})"


def _own_result(own: Own, namespace: Mapping[str, Any] | None) -> Any:
    """What the learner's own function gives, or the reference where it gives nothing."""
    reference = copy.deepcopy(own.reference)
    if namespace is None:
        return reference
    try:
        function = namespace[own.name]
    except KeyError:
        return reference
    call = _call(function, arguments(own.args, namespace))
    if call.error is not None or not isinstance(call.got, tuple | list):
        return reference
    return call.got[own.part] if own.part < len(call.got) else reference


def arguments(
    args: tuple[Any, ...], namespace: Mapping[str, Any] | None = None
) -> tuple[Any, ...]:
    """Fresh arguments for one call, with every stand-in replaced.

    Args:
        args: a case's arguments.
        namespace: where the learner's own functions are; None takes every `Own` from its
            reference.
    """
    made = []
    for arg in args:
        if isinstance(arg, Own):
            made.append(_own_result(arg, namespace))
        elif isinstance(arg, Given):
            made.append(FUNCTIONS[arg.name])
        else:
            made.append(copy.deepcopy(arg))
    return tuple(made)


def _changed(case: Case, after: tuple[Any, ...], spec: Spec) -> tuple[str, ...]:
    """Names of the arguments that a call changed; what the learner's own code made is theirs."""
    return tuple(
        name
        for name, before, now in zip(spec.params, case.args, after, strict=False)
        if not isinstance(before, Own | Given) and not _same(before, now)
    )


def _rounded(case: Case, after: tuple[Any, ...], spec: Spec) -> tuple[str, ...]:
    """Names of the arrays that a call left as they were, up to rounding."""
    return tuple(
        name
        for name, before, now in zip(spec.params, case.args, after, strict=False)
        if isinstance(before, np.ndarray)
        and isinstance(now, np.ndarray)
        and before.shape == now.shape
        and before.dtype.kind + now.dtype.kind == "ff"
        and np.allclose(before, now, rtol=1e-12, atol=1e-14)
    )


def _parts_right(got: Any, case: Case, spec: Spec) -> tuple[tuple[str, ...], float]:
    """Of several values asked for: the names of those that are right, and their share.

    A learner whose mean is right and whose spread is not has made one mistake, and pays for one.
    """
    if not spec.parts or not isinstance(got, tuple | list) or len(got) != len(spec.parts):
        return (), 0.0
    tolerance = Tolerance(case.rtol, case.atol)
    asked = [
        (name, g, e)
        for name, g, e in zip(spec.parts, got, case.expected, strict=True)
        if not isinstance(e, Anything)
    ]
    right = tuple(name for name, g, e in asked if compare(g, e, tolerance, name) is None)
    return right, len(right) / len(asked)


def _innermost(error: BaseException) -> TracebackType | None:
    """Where an exception was raised, at the inner end of its traceback."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace


def _stub_within(error: BaseException, function: Callable[..., Any]) -> str:
    """The name of another function, called by this one, that is not written yet."""
    code, trace = getattr(function, "__code__", None), _innermost(error)
    if code is None or trace is None or trace.tb_frame.f_code is code:
        return ""
    return trace.tb_frame.f_code.co_name


def _code_above(error: BaseException, function: Callable[..., Any]) -> bool:
    """Whether a stub's `raise` has more above it than the two lines that a stub may give."""
    code, trace = getattr(function, "__code__", None), _innermost(error)
    if code is None or trace is None:
        return False
    lines = {line for _, _, line in code.co_lines() if line}
    return len([n for n in lines if code.co_firstlineno < n < trace.tb_lineno]) > 2


def _stopped(error: BaseException, case: Case, function: Callable[..., Any]) -> Outcome:
    """The outcome of a call that did not return."""
    if not isinstance(error, NotImplementedError):
        return Outcome(case, "runs", _error_text(error, function), error=error)
    other = _stub_within(error, function)
    if other:
        return Outcome(case, "runs", f"calls `{other}`, which is not written yet.", error=error)
    text = LEFT_BELOW if _code_above(error, function) else "is not written yet."
    return Outcome(case, "written", text, error=error)


def _attempt(
    function: Callable[..., Any], case: Case, spec: Spec, args: tuple[Any, ...]
) -> Outcome:
    """Call the function once and climb."""
    call = _call(function, args)
    if call.error is not None:
        return _stopped(call.error, case, function)
    changed = _changed(case, args, spec)
    rounded = _rounded(case, args, spec) if changed else ()
    remarks: list[str] = []
    difference = compare(
        call.got, case.expected, Tolerance(case.rtol, case.atol), "", remarks, spec.parts
    )
    if difference is None:
        return Outcome(
            case,
            None,
            got=call.got,
            changed=changed,
            rounded=rounded,
            remarks=tuple(remarks),
            credit=1.0,
        )
    right, credit = _parts_right(call.got, case, spec)
    remarks += [f"NumPy warned: {w}." for w in call.warned[:1]]
    return Outcome(
        case,
        difference.rung,
        difference.text,
        got=call.got,
        difference=difference,
        changed=changed,
        rounded=rounded,
        remarks=tuple(remarks),
        right=right,
        credit=credit,
    )


def _height(outcome: Outcome) -> tuple[float, int]:
    """How good an outcome is: what it earns, then how far up the ladder it came."""
    return outcome.credit, RUNGS.index(outcome.rung) if outcome.rung else len(RUNGS)


def climb(
    function: Callable[..., Any],
    case: Case,
    spec: Spec,
    namespace: Mapping[str, Any] | None = None,
) -> Outcome:
    """Call *function* on one case and say how far it got.

    Where the case builds on another of the learner's functions, that one's result is tried first
    and a reference second, and the better of the two counts: one mistake is paid once.

    Args:
        function: the learner's function; it gets copies of the arguments.
        case: the case.
        spec: the exercise that the case belongs to.
        namespace: where the learner's other functions are; None if only this one counts.
    """
    misfit = _does_not_fit(function, spec)
    if misfit:
        return Outcome(case, "runs", misfit)
    own = [arg for arg in case.args if isinstance(arg, Own)]
    first = _attempt(function, case, spec, arguments(case.args, namespace))
    if first.passed or not own or namespace is None:
        return first
    second = _attempt(function, case, spec, arguments(case.args))
    if _height(second) < _height(first):
        return first
    if not second.passed:
        return second
    name = own[0].name
    remark = (
        f"this works with what a right `{name}` hands over under the documented names; with what "
        f"yours hands over it does not. Do the two of yours agree on it, and is every entry right?"
    )
    return replace(second, remarks=(*second.remarks, remark))
