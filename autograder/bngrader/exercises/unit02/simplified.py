"""`batch_norm_backward_simplified`: all paths in one line. Optional."""

from __future__ import annotations

from typing import Any

from bnlab.checking.report import PURITY

from ...grading.exercise import Exercise, Misconception
from .backward import PLAIN, TRIALS, VARIANTS, backward_oracle, backward_simplified
from .data import UNIT


def _staged(dz_tilde: Any, cache: Any) -> Any:
    z_norm, std = cache["z_norm"], cache["std"]
    dz_norm = dz_tilde * cache["gamma"]
    dvar = -0.5 * (dz_norm * z_norm).sum(axis=0) / std**2
    dmu = -dz_norm.sum(axis=0) / std
    dz = dz_norm / std + (2 * dvar * z_norm * std + dmu) / len(dz_tilde)
    return dz, (dz_tilde * z_norm).sum(axis=0), dz_tilde.sum(axis=0)


_LINE = 'cache["gamma"] / (m * cache["std"]) * (m * dz_tilde - dbeta - z_norm * dgamma)'
_SCALE = 'cache["gamma"] / (m * cache["std"])'
_SUMS = "dz_tilde.sum(axis=0), (dz_tilde * z_norm).sum(axis=0)"

BATCH_NORM_BACKWARD_SIMPLIFIED = Exercise(
    name="batch_norm_backward_simplified",
    unit=UNIT,
    params=("dz_tilde", "cache"),
    parts=("dz", "dgamma", "dbeta"),
    oracle=backward_oracle,
    model=backward_simplified,
    # As for the staged form, whose trials these are.
    rtol=1e-9,
    atol=1e-10,
    trials=TRIALS,
    purity=0.25,
    misconceptions=(
        Misconception(
            "statistics as constants",
            "What you have is the path straight through, as if mean and variance were constants. "
            "Take `dbeta` and `z_norm * dgamma` off, each over m.",
            "facebookresearch/CrypTen pull request #143, keras-team/keras pull request #19102",
            PLAIN,
            patch=((_LINE, 'cache["gamma"] / cache["std"] * dz_tilde'),),
        ),
        Misconception(
            "mean path missing",
            "The path by the mean is missing. In the short form it is the term `- dbeta`: it "
            "makes every column of `dz` add up to 0.",
            "one half of the statistics taken for constants; alone not seen",
            PLAIN,
            patch=(("m * dz_tilde - dbeta - z_norm * dgamma", "m * dz_tilde - z_norm * dgamma"),),
        ),
        Misconception(
            "variance path missing",
            "The path by the variance is missing. In the short form it is the term "
            "`- z_norm * dgamma`.",
            "abhiskk/ladder issue #2: the variance came from a detached copy",
            PLAIN,
            patch=(("m * dz_tilde - dbeta - z_norm * dgamma", "m * dz_tilde - dbeta"),),
        ),
        Misconception(
            "gamma forgotten",
            "`gamma` is missing: everything that reaches z has passed the scaling, so the whole "
            "line is multiplied by `gamma`.",
            "denizyuret/Knet.jl issue #288: its tests had γ = 1",
            PLAIN,
            patch=((_SCALE, '1 / (m * cache["std"])'),),
        ),
        Misconception(
            "m missing inside",
            "`dbeta` and `dgamma` are sums over m examples, `dz_tilde` is not: inside the "
            "brackets it is `m * dz_tilde`.",
            "not seen in public threads; expected where 1/m is taken out in front",
            PLAIN,
            patch=(("(m * dz_tilde - dbeta", "(dz_tilde - dbeta"),),
        ),
        Misconception(
            "1/m missing",
            "The 1/m in front is missing, so that `dz` is m times too large: the line is "
            "`gamma / (m * std) * (…)`.",
            "expected; the wrong count in RubixML/ML pull request #423",
            PLAIN,
            patch=((_SCALE, 'cache["gamma"] / cache["std"]'),),
        ),
        Misconception(
            "variance for standard deviation",
            "You divide by the variance. In front stands the standard deviation, `std`: the "
            "second one that you expect is inside of `z_norm`.",
            "expected from the derivation, in which both stand; division by σ² is the commonest "
            "slip of the forward pass",
            PLAIN,
            patch=((_SCALE, 'cache["gamma"] / (m * cache["std"] ** 2)'),),
        ),
        Misconception(
            "z_norm missing",
            "You take off `dgamma` as it is. The variance pulls at each example as far as it lies "
            "from the mean: the term is `z_norm * dgamma`.",
            "not seen in public threads; expected beside the term of the mean, which has no "
            "factor",
            PLAIN,
            patch=(("- z_norm * dgamma", "- dgamma"),),
        ),
        Misconception(
            "sign of the variance path",
            "The term of the variance has the wrong sign: both corrections are taken off, "
            "`- dbeta - z_norm * dgamma`.",
            "not seen in public threads; expected from two minus signs that meet",
            PLAIN,
            patch=(("- z_norm * dgamma", "+ z_norm * dgamma"),),
        ),
        Misconception(
            "dgamma and dbeta averaged",
            "`dz` is right, and you return the means that it was made with. `dgamma` and `dbeta` "
            "are sums: one γ acts on all m examples.",
            "wjbKimberly/cs231n_spring_2017_assignment issue #7, cthorey/CS231 issue #9",
            PLAIN,
            patch=(
                (_SUMS, _SUMS.replace("sum", "mean")),
                (_LINE, 'cache["gamma"] / cache["std"] * (dz_tilde - dbeta - z_norm * dgamma)'),
            ),
        ),
        Misconception(
            "units counted for examples",
            "Your m is the number of units; it has to be the number of rows, `len(dz_tilde)`.",
            "RubixML/ML pull request #423: divided by the width, unseen while test matrices were "
            "square",
            PLAIN,
            patch=(("len(dz_tilde)", "dz_tilde.shape[1]"),),
            solo=True,
        ),
        Misconception(
            "in place",
            "You change `dz_tilde` in place (`dz_tilde -= …`), and whoever handed it to you finds "
            "it changed. Give the result a name of its own.",
            "yjxiong/caffe issue #165 on what may be overwritten when; as a learner's slip "
            "expected",
            PURITY,
            code="""
def batch_norm_backward_simplified(dz_tilde, cache):
    z_norm, m = cache["z_norm"], len(dz_tilde)
    dgamma = (dz_tilde * z_norm).sum(axis=0)
    dbeta = dz_tilde.sum(axis=0)
    dz_tilde -= (dbeta + z_norm * dgamma) / m
    return cache["gamma"] / cache["std"] * dz_tilde, dgamma, dbeta
""",
        ),
        Misconception(
            "dgamma and dbeta swapped",
            "You return `(dz, dbeta, dgamma)`; the order asked for is `(dz, dgamma, dbeta)`.",
            "not seen in public threads; expected",
            PLAIN,
            patch=(("return dz, dgamma, dbeta", "return dz, dbeta, dgamma"),),
            solo=True,
        ),
        Misconception(
            "times std",
            "You multiply by `std`: `gamma / m * std` divides by m only. Put brackets around "
            "what is below the fraction, `gamma / (m * std)`.",
            "not seen in public threads; expected",
            PLAIN,
            patch=(('cache["gamma"] / (m * cache["std"])', 'cache["gamma"] / m * cache["std"]'),),
            solo=True,
        ),
        Misconception(
            "gamma twice",
            "`gamma` is in there twice. It stands in front of the whole line; inside the "
            "brackets is `dz_tilde`, not `dz_norm`.",
            "not seen in public threads; expected",
            PLAIN,
            patch=(('cache["gamma"] / (m', 'cache["gamma"] ** 2 / (m'),),
            solo=True,
        ),
    ),
    variants=(_staged, *VARIANTS),
)
