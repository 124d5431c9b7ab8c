"""What else goes wrong in `batch_norm_backward`: slips that are looked for one at a time."""

from __future__ import annotations

from ...grading.exercise import Misconception
from .backward import PLAIN

BACKWARD_SLIPS = (
    Misconception(
        "dvar and dmu averaged",
        "You average in both `dvar` and `dmu`, and divide by m once more in `dz`. What "
        "arrives is added up: `sum` in both, and one 1/m, in `dz`.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(
            ("(dz_norm * centred).sum(axis=0)", "(dz_norm * centred).mean(axis=0)"),
            ("-dz_norm.sum(axis=0) / std", "-dz_norm.mean(axis=0) / std"),
        ),
        solo=True,
    ),
    Misconception(
        "dvar averaged",
        "On the path by the variance you divide by m twice: is there a `mean` in `dvar`? "
        "What arrives is added up; the one 1/m is the variance's own.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("(dz_norm * centred).sum(axis=0)", "(dz_norm * centred).mean(axis=0)"),),
        solo=True,
    ),
    Misconception(
        "dmu averaged",
        "On the path by the mean you divide by m twice: is there a `mean` in `dmu`? What "
        "arrives is added up; the one 1/m is the mean's own.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("-dz_norm.sum(axis=0) / std", "-dz_norm.mean(axis=0) / std"),),
        solo=True,
    ),
    Misconception(
        "factor 2 too much",
        "The path by the variance is twice too strong: the derivative of (var + ε)^(−1/2) "
        "begins with −1/2, not with −1, and the 2 of the square stands there once.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("* -0.5", "* -1"),),
        solo=True,
    ),
    Misconception(
        "signs of dvar and dmu",
        "`dvar` and `dmu` both have the wrong sign: the mean is subtracted, and a larger "
        "variance makes every `z_norm` smaller in size.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(
            ("* -0.5", "* 0.5"),
            ("dmu = -dz_norm", "dmu = dz_norm"),
        ),
        solo=True,
    ),
    Misconception(
        "z_norm for z − mu",
        "On the path by the variance, in `dvar` or in `dz`, you have `z_norm` where z − "
        "mu belongs, which is `z_norm * std`: a division by `std` too many.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("dvar * 2 * centred", "dvar * 2 * z_norm"),),
        solo=True,
    ),
    Misconception(
        "z_norm for z − mu, twice",
        "On the path by the variance you have `z_norm` where z − mu belongs, both in "
        "`dvar` and in `dz`. There it is `z_norm * std`.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("centred = z_norm * std", "centred = z_norm"),),
        solo=True,
    ),
    Misconception(
        "dz_tilde in dvar",
        "`dvar` is made of `dz_tilde`. It stands further down the way back: make it of "
        "`dz_norm`, which has passed the scaling by `gamma`.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("(dz_norm * centred)", "(dz_tilde * centred)"),),
        solo=True,
    ),
    Misconception(
        "dz_tilde in dmu",
        "`dmu` is made of `dz_tilde`. It stands further down the way back: make it of "
        "`dz_norm`, which has passed the scaling by `gamma`.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("dmu = -dz_norm", "dmu = -dz_tilde"),),
        solo=True,
    ),
    Misconception(
        "dmu not divided",
        "In `dmu` the division by `std` is missing: z_norm is (z − mu) / std, so its "
        "slope in mu is −1 / std.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("-dz_norm.sum(axis=0) / std", "-dz_norm.sum(axis=0)"),),
        solo=True,
    ),
    Misconception(
        "straight path not divided",
        "In `dz` the straight path is `dz_norm / std`: the division by `std` is missing there.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("dz = dz_norm / std", "dz = dz_norm"),),
        solo=True,
    ),
    Misconception(
        "times std³",
        "In `dvar` you multiply by the third power of `std`. The exponent is −3: divide by it.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("std**-3", "std**3"),),
        solo=True,
    ),
    Misconception(
        "dvar not summed",
        "`dvar` is not added up: you keep one number an example. All examples of a unit "
        "share one variance: `.sum(axis=0)`.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("(dz_norm * centred).sum(axis=0)", "(dz_norm * centred)"),),
        solo=True,
    ),
    Misconception(
        "dmu not summed",
        "`dmu` is not added up: you keep one number an example. All examples of a unit "
        "share one mean: `.sum(axis=0)`.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("-dz_norm.sum(axis=0) / std", "-dz_norm / std"),),
        solo=True,
    ),
    Misconception(
        "m − 1",
        "You divide by m − 1. The forward pass divides by m, the number of rows, and its "
        "way back does so too.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("m = len(dz_tilde)", "m = len(dz_tilde) - 1"),),
        solo=True,
    ),
    Misconception(
        "gamma in dgamma",
        "There is a `gamma` in `dgamma`. The slope in γ is what γ is multiplied with: "
        "`dz_tilde * z_norm`, added up.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("(dz_tilde * z_norm).sum", "(dz_tilde * gamma * z_norm).sum"),),
        solo=True,
    ),
    Misconception(
        "gamma in dbeta",
        "There is a `gamma` in `dbeta`. β is added after the scaling: its slope is the "
        "sum of `dz_tilde`.",
        "not seen in public threads; expected",
        PLAIN,
        patch=(("dbeta = dz_tilde.sum", "dbeta = (dz_tilde * gamma).sum"),),
        solo=True,
    ),
)
"""After the common ones, which come in twos."""
