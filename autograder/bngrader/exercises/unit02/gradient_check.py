"""`gradient_check`: is a claimed gradient the slope that differences show?"""

from __future__ import annotations

from typing import Any

import numpy as np
from bnlab.checking.report import PURITY
from bnlab.checking.stand_ins import AtMost

from ...grading.exercise import Exercise, Function, Misconception
from .check_slips import CHECK_SLIPS
from .claims import FLAT, FORGOTTEN, MANY, NEARLY, TINY, TRIALS, WIDE, error_of
from .data import UNIT, Array

SMALL_ERROR = 1e-6
"""What a right claim may come to: over 200 secrets 4e-9 at most, one-sided at least 1e-6."""


def _check_oracle(
    f: Function, x: Array, upstream: Array, claimed: Array, h: float = 1e-5
) -> float | AtMost:
    """The largest error of a claim; what is small has only to be small."""
    error = error_of(f, x, upstream, claimed, h)
    return AtMost(SMALL_ERROR) if error < SMALL_ERROR else error


def _check_model(f: Any, x: Any, upstream: Any, claimed: Any, h: Any = 1e-5) -> Any:
    numeric = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        plus = (upstream * f(x)).sum()
        x[i] = old - h
        minus = (upstream * f(x)).sum()
        x[i] = old
        numeric[i] = (plus - minus) / (2 * h)
    size = np.maximum(np.abs(numeric) + np.abs(claimed), 1e-8)
    return (np.abs(numeric - claimed) / size).max()


def _check_copies(f: Any, x: Any, upstream: Any, claimed: Any, h: Any = 1e-5) -> Any:
    numeric = np.empty_like(claimed)
    for i in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        numeric[i] = np.sum(upstream * (f(up) - f(down))) / (up[i] - down[i])
    error = np.abs(numeric - claimed)
    return float(np.max(error / np.maximum(np.abs(numeric) + np.abs(claimed), 1e-8)))


def _check_flat(f: Any, x: Any, upstream: Any, claimed: Any, h: Any = 1e-5) -> Any:
    flat, worst = x.copy().reshape(-1), 0.0
    for k in range(flat.size):
        values = []
        for step in (h, -2 * h):
            flat[k] += step
            values.append(float(np.vdot(upstream, f(flat.reshape(x.shape)))))
        flat[k] = x.flat[k]
        n, c = (values[0] - values[1]) / (2 * h), claimed.flat[k]
        worst = max(worst, abs(n - c) / max(abs(n) + abs(c), 1e-8))
    return worst


def _check_nditer(f: Any, x: Any, upstream: Any, claimed: Any, h: Any = 1e-5) -> Any:
    errors, it = [], np.nditer(x, flags=["multi_index"])
    while not it.finished:
        e = np.zeros_like(x)
        e[it.multi_index] = h
        n = ((upstream * f(x + e)).sum() - (upstream * f(x - e)).sum()) / 2 / h
        c = claimed[it.multi_index]
        errors.append(np.abs(n - c) / max(np.abs(n) + np.abs(c), 1e-8))
        it.iternext()
    return np.array(max(errors))


def _check_basis(f: Any, x: Any, upstream: Any, claimed: Any, h: Any = 1e-5) -> Any:
    basis = np.eye(x.size).reshape(x.size, *x.shape)
    ups = np.array([np.tensordot(upstream, f(x + h * e), x.ndim) for e in basis])
    downs = np.array([np.tensordot(upstream, f(x - h * e), x.ndim) for e in basis])
    n, c = (ups - downs) / (2 * h), np.ravel(claimed)
    gap = np.abs(n - c)
    return np.divide(gap, np.abs(n) + np.abs(c), out=np.zeros_like(gap), where=gap > 0).max()


GRADIENT_CHECK = Exercise(
    name="gradient_check",
    unit=UNIT,
    params=("f", "x", "upstream", "claimed", "h=1e-5"),
    oracle=_check_oracle,
    model=_check_model,
    # Over 200 secrets right answers agree to 5e-5: the rounding of a difference, 1e-8, beside an
    # error of 1e-4. A one-sided step is off by 4e-3 and more in the trial that is meant for it.
    rtol=1e-3,
    atol=0.0,
    trials=TRIALS,
    misconceptions=(
        Misconception(
            "upstream forgotten",
            "You add up the outputs of `f` as they are. The claim belongs to the loss "
            "`sum(upstream * f(x))`: weight each output by its upstream gradient.",
            "HomericIntelligence/Odyssey issues #2018 and #2882, torch/nn issue #744: outputs "
            "summed on the numerical side",
            MANY,
            patch=(
                ("plus = (upstream * f(x)).sum()", "plus = f(x).sum()"),
                ("minus = (upstream * f(x)).sum()", "minus = f(x).sum()"),
            ),
        ),
        Misconception(
            "one-sided",
            "You step to one side only, `f(x + h) - f(x)`, and are off by about h. Stepping to "
            "both sides is off by h² only: the errors of the two sides cancel.",
            "apache/mxnet issue #3693 (needed huge tolerances); SciPy's `check_grad` steps to one "
            "side",
            NEARLY,
            patch=(
                ("        x[i] = old - h\n", "        x[i] = old\n"),
                ("/ (2 * h)", "/ h"),
            ),
        ),
        Misconception(
            "divided by h",
            "From x − h to x + h it is a way of 2h: divide by `2 * h`. Your slopes are twice too "
            "steep.",
            "expected; a factor of two in a gradient check is argued over in BVLC/caffe issue "
            "#6814",
            MANY,
            patch=(("/ (2 * h)", "/ h"),),
        ),
        Misconception(
            "whole rows at once",
            "You move a whole row at a time: `x[i]` of a matrix is a row. Visit each place by "
            "itself, for instance with `np.ndindex(x.shape)`.",
            "not seen in public threads; expected, since a loop over `len(x)` is right in 1-D",
            NEARLY,
            patch=(
                ("np.ndindex(x.shape)", "range(len(x))"),
                ("old = x[i]", "old = x[i].copy()"),
            ),
            solo=True,
        ),
        Misconception(
            "all places at once",
            "Your slopes are right for a function that works value by value only, as if all of "
            "`x` were moved at once. In a batch one value moves many outputs: move one place, and "
            "add up over all outputs.",
            "not seen in public threads; expected, since it is right for element-wise functions",
            FORGOTTEN,
            code="""
def gradient_check(f, x, upstream, claimed, h=1e-5):
    numeric = upstream * (f(x + h) - f(x - h)) / (2 * h)
    size = np.maximum(np.abs(numeric) + np.abs(claimed), 1e-8)
    return (np.abs(numeric - claimed) / size).max()
""",
        ),
        Misconception(
            "copy that is no copy",
            "Your numeric slope comes out next to 0 everywhere, as if both sides were the same. "
            "Does `up = x` stand there? It gives `x` a second name and copies nothing: use "
            "`x.copy()`, and look at the two sides.",
            "HomericIntelligence/Odyssey pull request #2089: a shallow copy, so that both sides "
            "moved together",
            NEARLY,
            code="""
def gradient_check(f, x, upstream, claimed, h=1e-5):
    numeric = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x, x
        up[i] += h
        down[i] -= h
        numeric[i] = ((upstream * f(up)).sum() - (upstream * f(down)).sum()) / (2 * h)
    size = np.maximum(np.abs(numeric) + np.abs(claimed), 1e-8)
    return (np.abs(numeric - claimed) / size).max()
""",
        ),
        Misconception(
            "x not restored",
            "Your slopes are those of an `x` whose earlier places are still moved by h, and the "
            "caller's `x` is spoilt too. Put the old value back before you go on.",
            "HomericIntelligence/Odyssey pull request #2090: right at the first place, wrong "
            "after",
            PURITY,
            patch=(("        x[i] = old\n", ""),),
        ),
        Misconception(
            "absolute error",
            "You return a difference as it is. Where slopes are a millionth, a wrong one looks "
            "right that way: divide by the sizes of the two.",
            "scipy/scipy issue #7766; of 20 answers expected in one course 9 lie below its "
            "checker's absolute tolerance",
            TINY,
            patch=(
                ("(np.abs(numeric - claimed) / size).max()", "np.abs(numeric - claimed).max()"),
            ),
        ),
        Misconception(
            "mean for the worst",
            "You return the mean error. One wrong value among a thousand right ones disappears in "
            "it: return the largest.",
            "apache/mxnet issue #3997, where a bound on the mean held and one on the largest "
            "broke",
            MANY,
            patch=(("/ size).max()", "/ size).mean()"),),
        ),
        Misconception(
            "signs kept",
            "You take the largest of differences that have a sign, so that a claim which is too "
            "large counts as less than nothing. Take their sizes first, with `np.abs`.",
            "not seen; expected. In Theano/Theano pull request #144 a true zero hid other errors",
            MANY,
            patch=(("(np.abs(numeric - claimed) / size)", "((numeric - claimed) / size)"),),
        ),
        Misconception(
            "signs kept, claim first",
            "You take the largest of `claimed - numeric` with its sign, so that a claim which is "
            "too small counts as less than nothing. Take the sizes first, with `np.abs`.",
            "not seen; expected. In Theano/Theano pull request #144 a true zero hid other errors",
            TINY,
            patch=(("(np.abs(numeric - claimed) / size)", "((claimed - numeric) / size)"),),
            solo=True,
        ),
        Misconception(
            "larger for the sum",
            "You divide by the size of one of the two numbers. That is in use too, and up to "
            "twice as large; here divide by the sum of the two sizes.",
            "jcjohnson/torch-rnn issue #13 asks which it should be; both are in use",
            NEARLY,
            patch=(
                ("np.abs(numeric) + np.abs(claimed)", "np.maximum(abs(numeric), abs(claimed))"),
            ),
            solo=True,
        ),
        Misconception(
            "nothing under the fraction",
            "Where the slope and the claim are both 0 you divide 0 by 0, and NaN is neither large "
            "nor small. Divide by at least 1e-8: `np.maximum(…, 1e-8)`.",
            "OpenMDAO/OpenMDAO pull request #928 (NaN was passed over); karpathy/neuraltalk issue "
            "#19",
            FLAT,
            patch=(
                (
                    "np.maximum(np.abs(numeric) + np.abs(claimed), 1e-8)",
                    "np.abs(numeric) + np.abs(claimed)",
                ),
            ),
        ),
        Misconception(
            "step too wide",
            "Your own step is wide: between x − h and x + h the function bends, and the error "
            "grows with h². Use the `h` that is given, 1e-5 by default.",
            "apache/mxnet issue #3997 has a table over steps; pasteurlabs/tesseract-core pull "
            "request #740",
            NEARLY,
            patch=(("h=1e-5", "h=0.1"),),
            solo=True,
        ),
        Misconception(
            "step too small",
            "Your own step is so small that f(x + h) and f(x − h) agree in nearly all of their "
            "digits: their difference is noise. Use the `h` that is given, 1e-5 by default.",
            "PaddlePaddle/Paddle issue #4283, pasteurlabs/tesseract-core issue #706: 400 false "
            "alarms of 400",
            NEARLY,
            patch=(("h=1e-5", "h=1e-12"),),
            solo=True,
        ),
        Misconception(
            "h ignored",
            "You take a step of your own and leave the given `h` unused: whoever wants to see how "
            "the error depends on the step asks in vain.",
            "not seen; expected from 1e-5 written into the line that divides",
            WIDE,
            patch=(("    numeric = np.zeros", "    h = 1e-5\n    numeric = np.zeros"),),
            solo=True,
        ),
        *CHECK_SLIPS,
    ),
    variants=(
        _check_copies,
        _check_flat,
        _check_nditer,
        _check_basis,
    ),
)
