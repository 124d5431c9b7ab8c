"""What else goes wrong in `gradient_check`: slips that are looked for one at a time."""

from __future__ import annotations

from ...grading.exercise import Misconception
from .claims import FORGOTTEN, MANY, NEARLY, TINY, TURNED, WIDE

CHECK_SLIPS = (
    Misconception(
        "divided by 2, times h",
        "Your numeric slope comes out next to 0: `/ 2 * h` divides by 2 and then "
        "multiplies by h. Put brackets around what is below the fraction, `/ (2 * h)`.",
        "not seen in public threads; expected",
        WIDE,
        patch=(("/ (2 * h)", "/ 2 * h"),),
        solo=True,
    ),
    Misconception(
        "left and right swapped",
        "Your numeric slope has the wrong sign everywhere: take the left side from the "
        "right one, f(x + h) − f(x − h).",
        "not seen in public threads; expected",
        TURNED,
        patch=(("(plus - minus)", "(minus - plus)"),),
        solo=True,
    ),
    Misconception(
        "upstream on one side",
        "You weigh one of the two sides only by `upstream`: `upstream * f(right) - "
        "f(left)` lacks a pair of brackets, `upstream * (f(right) - f(left))`.",
        "not seen in public threads; expected",
        TURNED,
        patch=(("minus = (upstream * f(x)).sum()", "minus = f(x).sum()"),),
        solo=True,
    ),
    Misconception(
        "upstream of the place",
        "You weigh all outputs by the upstream gradient of the place that you move, "
        "`upstream[i]`. Each output has its own: `np.sum(upstream * (f(right) - "
        "f(left)))`.",
        "not seen in public threads; expected",
        FORGOTTEN,
        patch=(
            ("plus = (upstream * f(x)).sum()", "plus = upstream[i] * f(x).sum()"),
            ("minus = (upstream * f(x)).sum()", "minus = upstream[i] * f(x).sum()"),
        ),
        solo=True,
    ),
    Misconception(
        "own output only",
        "You look at one output only, the one at the place that you move. Each value of a "
        "batch moves others too: add up over all outputs.",
        "not seen in public threads; expected",
        FORGOTTEN,
        patch=(
            ("plus = (upstream * f(x)).sum()", "plus = (upstream * f(x))[i]"),
            ("minus = (upstream * f(x)).sum()", "minus = (upstream * f(x))[i]"),
        ),
        solo=True,
    ),
    Misconception(
        "error of the last place",
        "You return the error at the last place. Keep the largest of all: `largest = "
        "max(largest, error)` in the loop, `return` after it.",
        "not seen in public threads; expected",
        MANY,
        patch=(("/ size).max()", "/ size).flat[-1]"),),
        solo=True,
    ),
    Misconception(
        "error of the first place",
        "You return the error at the first place: does `return` stand inside the loop? "
        "Move it out, and keep the largest error on the way.",
        "not seen in public threads; expected",
        MANY,
        patch=(("/ size).max()", "/ size).flat[0]"),),
        solo=True,
    ),
    Misconception(
        "smallest error",
        "You return the smallest error. One right place says nothing about the others: "
        "take the largest.",
        "not seen in public threads; expected",
        MANY,
        patch=(("/ size).max()", "/ size).min()"),),
        solo=True,
    ),
    Misconception(
        "mean over the outputs",
        "You take the mean of the weighted outputs where their sum was asked for, so that "
        "your slopes are too small by the number of outputs: `np.sum`, not `np.mean`.",
        "not seen in public threads; expected",
        MANY,
        patch=(
            ("plus = (upstream * f(x)).sum()", "plus = (upstream * f(x)).mean()"),
            ("minus = (upstream * f(x)).sum()", "minus = (upstream * f(x)).mean()"),
        ),
        solo=True,
    ),
    Misconception(
        "smaller under the fraction",
        "Below the fraction you take the smaller of the two, so that you divide by 1e-8 "
        "nearly always. Take the larger: 1e-8 is there for places where both slopes are "
        "0.",
        "not seen in public threads; expected",
        MANY,
        patch=(
            (
                "np.maximum(np.abs(numeric) + np.abs(claimed), 1e-8)",
                "np.minimum(np.abs(numeric) + np.abs(claimed), 1e-8)",
            ),
        ),
        solo=True,
    ),
    Misconception(
        "1e-8 added",
        "You add 1e-8 to the sizes. Beside slopes of a millionth that is not nothing: "
        "take the larger of the two, `max(…, 1e-8)`.",
        "not seen in public threads; expected",
        TINY,
        patch=(
            (
                "np.maximum(np.abs(numeric) + np.abs(claimed), 1e-8)",
                "np.abs(numeric) + np.abs(claimed) + 1e-8",
            ),
        ),
        solo=True,
    ),
    Misconception(
        "size of the sum",
        "You divide by the size of the sum, `abs(numeric + claimed)`. Where the two have "
        "opposite signs they cancel there: add up the two sizes, `abs(numeric) + "
        "abs(claimed)`.",
        "not seen in public threads; expected",
        TURNED,
        patch=(("np.abs(numeric) + np.abs(claimed)", "np.abs(numeric + claimed)"),),
        solo=True,
    ),
    Misconception(
        "1e-5 below the fraction",
        "You move `x` by the given `h` and divide by a step of 1e-5 that is typed in. "
        "Where another `h` is given the two do not fit: divide by `2 * h`.",
        "not seen in public threads; expected",
        WIDE,
        patch=(("/ (2 * h)", "/ 2e-5"),),
        solo=True,
    ),
    Misconception(
        "all claims for one slope",
        "You compare the slope of one place with all of `claimed`. Only one of them "
        "belongs to it: `claimed[i]`.",
        "not seen in public threads; expected",
        NEARLY,
        patch=(
            (
                "size = np",
                "numeric, claimed = numeric.reshape(-1, 1), claimed.reshape(1, -1)\n    size = np",
            ),
        ),
        solo=True,
    ),
)
"""After the common ones, which come in twos."""
