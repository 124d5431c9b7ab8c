"""``compare_steps``: what stands between input and answer, each line by its own name.

The right values are data that the build makes and ships beside the visible checks, for the small
batch that the unit follows by hand. There is no backward pass in this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .diagnosis import looks_like
from .door import show_report
from .report import WAITS, Report, Row
from .spec import SpecError, load_steps
from .values import Tolerance, compare

EXACT = Tolerance(1e-9, 1e-9)
NEARLY = Tolerance(1e-5, 1e-5)
"""What leaving out an ε of 1e-5 changes where the variance is 9 or 2500."""


@dataclass(frozen=True)
class Step(Row):
    """One intermediate value; `rung` is `WAITS` where nothing is known by its name."""

    @property
    def mark(self) -> str:
        """The verdict in words, readable without colour."""
        if self.rung is None:
            return "✓ right"
        return "· not known" if self.rung == WAITS else super().mark


@dataclass(frozen=True, repr=False)
class Steps(Report):
    """A table of intermediate values."""

    @property
    def headline(self) -> str:
        """The verdict in one line."""
        good = sum(row.rung is None for row in self.rows)
        if not self.rows:
            return "No step was handed over to be compared."
        if good == len(self.rows):
            every = "Both" if good == 2 else f"All {good}"
            return "Right." if good == 1 else f"{every} steps are right."
        return f"{good} of {len(self.rows)} steps {'is' if good == 1 else 'are'} right."


def _agrees(mine: Any, right: Any) -> bool:
    return compare(mine, right, EXACT) is None


def _namesake(mine: Any, known: Mapping[str, Any]) -> str:
    """The step that has this value; empty where none has."""
    return next((name for name, right in known.items() if _agrees(mine, right)), "")


def _off(mine: Any, name: str, known: Mapping[str, Any]) -> Step:
    """The row of a value that is not right."""
    difference = compare(mine, known[name], EXACT)
    assert difference is not None
    if difference.rung != "value":
        return Step(name, difference.rung, difference.text)
    if compare(mine, known[name], NEARLY) is None:
        text = "right to five digits and no further: is ε in it, under the root?"
    elif other := _namesake(mine, known):
        text = f"this is `{other}`."
    else:
        alike = looks_like(difference.got, difference.expected)
        text = f"shape right; {alike}." if alike else f"shape right; {difference.text}"
    return Step(name, "value", text)


def _step(name: str, mine: Any, known: Mapping[str, Any]) -> Step:
    """The row of one value that a learner handed over."""
    if name in known:
        right = _agrees(mine, known[name])
        return Step(name, None, credit=1.0) if right else _off(mine, name, known)
    other = _namesake(mine, known)
    if other:
        return Step(name, None, f"it is called `{other}` here.", credit=1.0)
    return Step(name, WAITS, "no step has this name, and none has this value.")


def _another_batch(mine: Mapping[str, Any]) -> bool:
    """Whether a value is of a batch of another size, as inside a function that is checked.

    It has as many axes as it should, and a length that neither axis of the small batch has: a
    sum that was forgotten, or taken along the wrong axis, makes no other batch.
    """
    known = load_steps()
    lengths = {n for right in known.values() for n in np.shape(right)}
    return any(
        np.ndim(value) == np.ndim(known[name]) and not set(np.shape(value)) <= lengths
        for name, value in mine.items()
        if name in known and isinstance(value, np.ndarray)
    )


def steps_table(mine: Mapping[str, Any]) -> Steps:
    """Compare intermediate values with the right ones, by name.

    Args:
        mine: values by name. One whose name is not known is right where some step has its value.

    Raises:
        SpecError: if this copy of the course carries no steps.
    """
    known = load_steps()
    if not known:
        raise SpecError("this copy of the course has no steps to compare with (run `make build`)")
    note = f"On the unit's small batch. Known by name: {', '.join(known)}."
    return Steps(
        "steps", tuple(_step(name, value, known) for name, value in mine.items()), note=note
    )


def compare_steps(*unnamed: Any, **mine: Any) -> None:
    """Show which of your intermediate values are right, and how the others are off.

    It looks at the small batch that the unit follows by hand, counts for nothing, and raises
    nothing: ``compare_steps(dz_norm=dz_norm, dvar=dvar)``.

    Args:
        *unnamed: values without a name, which cannot be looked up; a sentence says what to write.
        **mine: your values, by the unit's names or by any you like.
    """
    if unnamed:
        print("Give each value its name: write `compare_steps(dbeta=dbeta)`.")
    elif _another_batch(mine):
        print(
            "compare_steps: this is another batch than the unit's small one, (4, 2): passed over."
        )
    else:
        show_report(steps_table(mine))
