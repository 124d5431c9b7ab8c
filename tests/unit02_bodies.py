"""Bodies of unit 02's functions in few words, and functions and specs made of them."""

from __future__ import annotations

from functools import cache

from bngrader.exercises import catalogue
from bngrader.grading.compiled import compiled
from bnlab.checking.spec import Spec

FORWARD, CHECK, BACKWARD = "batch_norm_forward", "gradient_check", "batch_norm_backward"
SIMPLIFIED = "batch_norm_backward_simplified"

HEADS = {
    FORWARD: "def batch_norm_forward(z, gamma, beta, eps):\n",
    CHECK: "def gradient_check(f, x, upstream, claimed, h=1e-5):\n",
    BACKWARD: "def batch_norm_backward(dz_tilde, cache):\n",
    SIMPLIFIED: "def batch_norm_backward_simplified(dz_tilde, cache):\n",
}
KEPT = 'return gamma * z_norm + beta, {"z_norm": z_norm, "std": std, "gamma": gamma}'
STD = "std = np.sqrt(z.var(0) + eps)\n"
READ = 'u, s, g = cache["z_norm"], cache["std"], cache["gamma"]\nm = len(u)\n'
SUMS = "return dz, (dz_tilde * u).sum(0), dz_tilde.sum(0)"
EDGES = "d = dz_tilde * g\ndvar = -0.5 * (d * u * s).sum(0) / s**3\ndmu = -(d / s).sum(0)\n"
LOOP = (
    "n = np.zeros_like(x)\nfor i in np.ndindex(x.shape):\n    a, b = x.copy(), x.copy()\n"
    "    a[i] += h\n    b[i] -= h\n    n[i] = np.sum(upstream * (f(a) - f(b))) / (2 * h)\n"
)
WORST = "return np.max(abs(n - claimed) / np.maximum(abs(n) + abs(claimed), 1e-8))"


def text_of(name: str, body: str) -> str:
    """Return the source of a function with this body."""
    return HEADS[name] + "".join(f"    {line}\n" for line in body.split("\n"))


@cache
def spec_of(name: str, secret: bytes | None) -> Spec:
    """Return the compiled exercise; each is compiled once for all tests."""
    return compiled(catalogue()[name], secret)
