"""The oracles of unit 02 beside PyTorch; skipped where PyTorch is not installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from bngrader.exercises import catalogue
from bngrader.grading.matrix import secrets_for_tests
from bnlab.batches import small
from bnlab.checking.ladder import arguments
from bnlab.checking.stand_ins import Own
from unit02_bodies import BACKWARD, FORWARD, SIMPLIFIED, spec_of

torch: Any = pytest.importorskip("torch")

SECRETS = (None, *secrets_for_tests(5))


def layer(n: int, gamma: Any, beta: Any, eps: float) -> Any:
    """Return PyTorch's batch norm in training, in double precision."""
    norm = torch.nn.BatchNorm1d(n, eps=eps, dtype=torch.float64)
    with torch.no_grad():
        norm.weight.copy_(torch.tensor(gamma))
        norm.bias.copy_(torch.tensor(beta))
    return norm


def both_ways(batch: Any, slopes: Any) -> tuple[Any, Any, Any, Any]:
    """Return z_tilde, dz, dgamma and dbeta as PyTorch computes them."""
    z, gamma, beta, eps = batch
    norm = layer(z.shape[1], gamma, beta, eps)
    there = torch.tensor(z, requires_grad=True)
    out = norm(there)
    out.backward(torch.tensor(slopes))
    grads = (there.grad, norm.weight.grad, norm.bias.grad)
    return (out.detach().numpy(), *(grad.numpy() for grad in grads))


def close(ours: Any, theirs: Any) -> None:
    """Hold two arrays against each other: to 1e-12 of the column's largest value."""
    scale = np.abs(theirs).max(axis=0) if np.ndim(theirs) == 2 else np.abs(theirs).max()
    scale = np.where(scale > 1e-9, scale, 1.0)
    assert (np.abs(ours - theirs) <= 1e-12 * scale).all()


@pytest.mark.parametrize("secret", SECRETS, ids=range(len(SECRETS)))
def test_the_forward_oracle_is_pytorchs(secret: bytes | None) -> None:
    """Normalize as torch.nn.BatchNorm1d does, with any γ, β and ε."""
    exercise = catalogue()[FORWARD]
    for case in spec_of(FORWARD, secret).cases:
        z, gamma, beta, eps = case.args
        if len(z) > 1 and case.weight:  # PyTorch refuses a batch of one
            theirs = layer(z.shape[1], gamma, beta, eps)(torch.tensor(z)).detach().numpy()
            close(exercise.oracle(z, gamma, beta, eps)[0], theirs)


@pytest.mark.parametrize("name", [BACKWARD, SIMPLIFIED])
@pytest.mark.parametrize("secret", SECRETS, ids=range(len(SECRETS)))
def test_the_backward_oracle_is_pytorchs(name: str, secret: bytes | None) -> None:
    """Give the gradients in z, γ and β that PyTorch's own backward pass gives."""
    forward = catalogue()[FORWARD]
    for case in spec_of(name, secret).cases:
        slopes, own = case.args
        assert isinstance(own, Own)
        if len(slopes) > 1:
            z, gamma, beta, eps = own.args
            cache = forward.model(z, gamma, beta, eps)[1]  # not rounded to be shipped
            answer = catalogue()[name].oracle(slopes, cache)
            for ours, theirs in zip(answer, both_ways(own.args, slopes)[1:], strict=True):
                close(ours, theirs)


def test_the_steps_of_the_small_batch_are_pytorchs() -> None:
    """Hold the steps that are shipped against PyTorch at both ends."""
    b = small()
    theirs = both_ways((b.z, b.gamma, b.beta, b.eps), b.dz_tilde)
    steps: dict[str, Any] = {}
    for name in (FORWARD, BACKWARD):
        made = catalogue()[name].steps
        assert made is not None
        steps |= made()
    for name, right in zip(("z_tilde", "dz", "dgamma", "dbeta"), theirs, strict=True):
        close(steps[name], right)


def test_the_shipped_cache_is_the_models() -> None:
    """Ship a reference cache that the model would have made, under the documented keys."""
    for case in spec_of(BACKWARD, None).cases:
        own = case.args[1]
        cache = catalogue()[FORWARD].model(*own.args)[1]
        _, reference = arguments(case.args)
        assert reference.keys() == cache.keys() == {"z_norm", "std", "gamma"}
        for key, value in cache.items():
            np.testing.assert_allclose(reference[key], value, rtol=1e-11, atol=1e-11)
