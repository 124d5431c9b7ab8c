"""`batch_norm_backward`: back through the graph, one edge a line."""

from __future__ import annotations

from typing import Any

from bnlab.batches import small
from bnlab.checking.report import PURITY

from ...grading.exercise import Exercise, Misconception
from .backward import PLAIN, TRIALS, VARIANTS, backward_oracle, backward_simplified
from .backward_slips import BACKWARD_SLIPS
from .data import UNIT, Array, cache_of


def _backward_steps() -> dict[str, Array]:
    """What stands between dz_tilde and dz on the unit's small batch."""
    b = small()
    cache = cache_of(b.z, b.gamma, b.eps)
    dz, dgamma, dbeta = backward_oracle(b.dz_tilde, cache)
    std, dz_norm = cache["std"], b.gamma * b.dz_tilde
    dstd = -(dz_norm * cache["z_norm"]).sum(axis=0) / std
    return {
        "dbeta": dbeta,
        "dgamma": dgamma,
        "dz_norm": dz_norm,
        "dstd": dstd,
        "dvar": dstd / (2 * std),
        "dmu": -dz_norm.sum(axis=0) / std,
        "dz": dz,
    }


def _backward_model(dz_tilde: Any, cache: Any) -> Any:
    z_norm, std, gamma = cache["z_norm"], cache["std"], cache["gamma"]
    m = len(dz_tilde)
    dgamma = (dz_tilde * z_norm).sum(axis=0)
    dbeta = dz_tilde.sum(axis=0)
    dz_norm = dz_tilde * gamma
    centred = z_norm * std
    dvar = (dz_norm * centred).sum(axis=0) * -0.5 * std**-3
    dmu = -dz_norm.sum(axis=0) / std
    dz = dz_norm / std + dvar * 2 * centred / m + dmu / m
    return dz, dgamma, dbeta


_DZ = " + dvar * 2 * centred / m + dmu / m"
_SUMS = ".sum(axis=0)\n    dbeta = dz_tilde.sum(axis=0)"

BATCH_NORM_BACKWARD = Exercise(
    name="batch_norm_backward",
    unit=UNIT,
    params=("dz_tilde", "cache"),
    parts=("dz", "dgamma", "dbeta"),
    oracle=backward_oracle,
    model=_backward_model,
    # Over 200 secrets right answers agree to 5e-12 of the column's largest value. Most of that is
    # the reference cache's rounding to twelve digits: from one of full precision, to 4e-15.
    rtol=1e-9,
    atol=1e-10,
    steps=_backward_steps,
    trials=TRIALS,
    purity=0.25,
    misconceptions=(
        Misconception(
            "statistics as constants",
            "You treat the mean and the variance as constants. Each z moves them too, and with "
            "them the whole column: two paths are missing, by the variance and by the mean.",
            "facebookresearch/CrypTen pull request #143 (its test was wrong too), "
            "keras-team/keras pull request #19102; a fast.ai notebook detaches them",
            PLAIN,
            patch=((_DZ, ""),),
        ),
        Misconception(
            "mean path missing",
            "The path by the mean is missing: each z is a 1/m of it. A quick look would show it: "
            "the columns of `dz` have to add up to 0. Add `dmu / m`.",
            "one half of the statistics taken for constants; alone not seen (the worry, in "
            "tensorflow/tensorflow pull request #24508)",
            PLAIN,
            patch=((_DZ, " + dvar * 2 * centred / m"),),
        ),
        Misconception(
            "variance path missing",
            "The path by the variance is missing: each z moves it by 2 (z − mu) / m. Add "
            "`dvar * 2 * (z - mu) / m`, where z − mu is `z_norm * std`.",
            "abhiskk/ladder issue #2: the variance came from a detached copy",
            PLAIN,
            patch=((_DZ, " + dmu / m"),),
        ),
        Misconception(
            "gamma forgotten",
            "`gamma` is missing on the way to `dz`: z_tilde = gamma · z_norm + beta, so `dz_norm` "
            "is `dz_tilde * gamma`.",
            "denizyuret/Knet.jl issue #288, mended in pull request #289: its tests had γ = 1",
            PLAIN,
            patch=(("dz_norm = dz_tilde * gamma", "dz_norm = dz_tilde"),),
        ),
        Misconception(
            "dgamma and dbeta averaged",
            "You average `dgamma` and `dbeta` over the mini-batch. One γ acts on all m examples, "
            "so its slopes add up. If there is a 1/m, it is the loss's, and in `dz_tilde` "
            "already.",
            "wjbKimberly/cs231n_spring_2017_assignment issue #7 and cthorey/CS231 issue #9 ask "
            "for it; kvfrans/notes issue #5",
            PLAIN,
            patch=((_SUMS, _SUMS.replace("sum", "mean")),),
        ),
        Misconception(
            "dgamma averaged",
            "You average `dgamma` over the mini-batch. One γ acts on all m examples, so its "
            "slopes add up: `sum`, as for `dbeta`.",
            "wjbKimberly/cs231n_spring_2017_assignment issue #7, cthorey/CS231 issue #9",
            PLAIN,
            patch=((_SUMS, _SUMS.replace("sum", "mean", 1)),),
            solo=True,
        ),
        Misconception(
            "dbeta averaged",
            "You average `dbeta` over the mini-batch. One β acts on all m examples, so its slopes "
            "add up: `sum`, as for `dgamma`.",
            "kvfrans/notes issue #5: the gradient of a bias by its mean, in lecture notes",
            PLAIN,
            patch=((_SUMS, ".sum(axis=0)\n    dbeta = dz_tilde.mean(axis=0)"),),
            solo=True,
        ),
        Misconception(
            "not summed",
            "Your `dgamma` and `dbeta` still have one number an example. There is one γ and one β "
            "for each unit: add up over the mini-batch, with `.sum(axis=0)`.",
            "not seen in public threads; expected, since the graph's last edge is the easiest to "
            "forget",
            PLAIN,
            patch=((_SUMS, "\n    dbeta = dz_tilde"),),
            solo=True,
        ),
        Misconception(
            "dgamma from centred",
            "`dgamma` takes what γ is multiplied with, `z_norm`. You took z − mu, which is not "
            "yet divided by the standard deviation.",
            "expected; a near relation, the input taken for a slope, in pytorch/pytorch issue "
            "#2330",
            PLAIN,
            patch=(("(dz_tilde * z_norm).sum", "(dz_tilde * (z_norm * std)).sum"),),
            solo=True,
        ),
        Misconception(
            "dgamma with the root upside down",
            "In `dgamma` you multiply z − mu by the standard deviation where `z_norm` divides by "
            "it. `z_norm` is in the cache: take it from there.",
            "tensorflow/tensorflow issue #14676: so it stood in the XLA documentation",
            PLAIN,
            patch=(("(dz_tilde * z_norm).sum", "(dz_tilde * z_norm * std**2).sum"),),
            solo=True,
        ),
        Misconception(
            "dgamma and dbeta swapped",
            "You return `(dz, dbeta, dgamma)`; the order asked for is `(dz, dgamma, dbeta)`.",
            "expected; scale and shift change places in qualcomm/aimet issue #85",
            PLAIN,
            patch=(("return dz, dgamma, dbeta", "return dz, dbeta, dgamma"),),
            solo=True,
        ),
        Misconception(
            "dbeta missing",
            "You return two gradients; three are asked for. β has one too, the sum of `dz_tilde` "
            "over the mini-batch: return `dz, dgamma, dbeta`.",
            "not seen in public threads; expected from layers that have no β",
            PLAIN,
            patch=(("return dz, dgamma, dbeta", "return dz, dgamma"),),
            solo=True,
        ),
        Misconception(
            "exponent −1/2",
            "In `dvar` you kept the exponent. A power loses one when it is differentiated: "
            "(var + ε)^(−1/2) becomes −1/2 · (var + ε)^(−3/2), and that is `std**-3`.",
            "flagos-ai/FlagGems issue #5222 has the cube of the wrong root; the bare slip "
            "expected",
            PLAIN,
            patch=(("std**-3", "std**-1"),),
        ),
        Misconception(
            "exponent −1",
            "In `dvar` the power of the standard deviation is −3, not −2: "
            "(var + ε)^(−3/2) is `std**-3`.",
            "flagos-ai/FlagGems issue #5222: such slips agree where the variance is 1",
            PLAIN,
            patch=(("std**-3", "std**-2"),),
            solo=True,
        ),
        Misconception(
            "exponent of the variance on std",
            "The exponent −3/2 belongs to var + ε. Written with its root, the `std` of the cache, "
            "it is `std**-3`.",
            "flagos-ai/FlagGems issue #5222: an inverse root taken for the variance",
            PLAIN,
            patch=(("std**-3", "std**-1.5"),),
            solo=True,
        ),
        Misconception(
            "std taken for the variance",
            "You draw the root of `std`. It is the root of var + ε already, computed in the "
            "forward pass: use it as it is.",
            "Nico-Curti/NumPyNet issue #7 (`self.var` holds a root); fastai/course-v3 pull "
            "request #363",
            PLAIN,
            patch=(('cache["std"]', 'np.sqrt(cache["std"])'),),
            solo=True,
        ),
        Misconception(
            "sign of dvar",
            "`dvar` has the wrong sign. A larger variance makes every `z_norm` smaller in size: "
            "the derivative of (var + ε)^(−1/2) begins with −1/2.",
            "not seen in public threads; expected from the staged derivation",
            PLAIN,
            patch=(("* -0.5", "* 0.5"),),
            solo=True,
        ),
        Misconception(
            "sign of dmu",
            "`dmu` has the wrong sign: the mean is subtracted, so its slope is minus the sum of "
            "what arrives.",
            "not seen in public threads; expected from the staged derivation",
            PLAIN,
            patch=(("dmu = -dz_norm", "dmu = dz_norm"),),
            solo=True,
        ),
        Misconception(
            "factor 2 missing",
            "On the path by the variance a factor 2 is missing: the variance is a mean of "
            "squares, and the derivative of a square is twice what is squared.",
            "not seen by itself; expected wherever a square is differentiated",
            PLAIN,
            patch=(("dvar * 2 * centred", "dvar * centred"),),
        ),
        Misconception(
            "1/m missing by the variance",
            "On the path by the variance 1/m is missing: the variance is a mean, so one example "
            "moves it by a share of 1/m only.",
            "expected; the wrong count in RubixML/ML pull request #423",
            PLAIN,
            patch=(("2 * centred / m", "2 * centred"),),
        ),
        Misconception(
            "1/m missing by the mean",
            "On the path by the mean 1/m is missing: one example moves the mean by a share of 1/m "
            "only, so add `dmu / m`.",
            "expected; the wrong count in RubixML/ML pull request #423",
            PLAIN,
            patch=(("dmu / m", "dmu"),),
        ),
        Misconception(
            "units counted for examples",
            "Your m is the number of units. The statistics are means over the mini-batch, so m is "
            "the number of rows: `len(dz_tilde)`.",
            "RubixML/ML pull request #423: divided by the width, unseen while test matrices were "
            "square",
            PLAIN,
            patch=(("m = len(dz_tilde)", "m = dz_tilde.shape[1]"),),
            solo=True,
        ),
        Misconception(
            "no axis in dvar",
            "Your `dvar` is one number for all units. Each unit has a variance of its own: sum "
            "over the mini-batch only, with `axis=0`.",
            "a thread of r/cs231n (“Batchnorm W1,2 gradient error 1e0”): sums without an axis",
            PLAIN,
            patch=(("(dz_norm * centred).sum(axis=0)", "(dz_norm * centred).sum()"),),
            solo=True,
        ),
        Misconception(
            "in place",
            "You multiply `dz_tilde` by `gamma` in place, and whoever handed it to you finds it "
            "changed. Write `dz_norm = dz_tilde * gamma`.",
            "yjxiong/caffe issue #165 on what may be overwritten when; as a learner's slip "
            "expected",
            PURITY,
            code="""
def batch_norm_backward(dz_tilde, cache):
    z_norm, std = cache["z_norm"], cache["std"]
    dgamma = (dz_tilde * z_norm).sum(axis=0)
    dbeta = dz_tilde.sum(axis=0)
    dz_tilde *= cache["gamma"]
    dz = dz_tilde - dz_tilde.mean(axis=0) - z_norm * (dz_tilde * z_norm).mean(axis=0)
    return dz / std, dgamma, dbeta
""",
        ),
        *BACKWARD_SLIPS,
    ),
    variants=(backward_simplified, *VARIANTS),
)
