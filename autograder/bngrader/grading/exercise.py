"""One exercise as its author writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Maker = Callable[[np.random.Generator], tuple[Any, ...]]
Function = Callable[..., Any]


@dataclass(frozen=True)
class Trial:
    """A named way of making inputs; the numbers come from the generator it is handed.

    Attributes:
        name: in plain words; for a hidden trial, such that a learner can make one like it.
        make: draws the arguments; must use nothing random but its generator.
        hidden: whether it is kept for grading.
        weight: its share of the marks; 0 for a trial that may only lead to a remark.
    """

    name: str
    make: Maker
    hidden: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that learners really write.

    Attributes:
        key: short name, unique within the exercise.
        says: the sentence that helps *this* learner: what was done, and what to do instead.
        seen: where it was seen.
        caught: name of the hidden trial meant for it, or ``report.PURITY``; ``report.REMARK`` for
            what is right on paper and loses digits: it costs nothing, and its sentence is a
            remark where all the rest is right.
        patch: replacements of text in the model's source, each of which must fit exactly once.
        code: the whole function, where it is not the model with a slip.
        solo: whether it is looked for alone only, and not together with a second one.
    """

    key: str
    says: str
    seen: str
    caught: str
    patch: tuple[tuple[str, str], ...] = ()
    code: str = ""
    solo: bool = False


@dataclass(frozen=True)
class Exercise:
    """One exercise: everything that checking, grading, feedback and tests need to know.

    Attributes:
        name: the function that learners write.
        unit: the unit it belongs to, such as ``01_normalizing_inputs``.
        params: names of its parameters, with a default where one has it (``h=1e-5``).
        oracle: the right answer in float64, written apart from the unit's solution.
        model: a right answer as a good learner would write it; misconceptions patch its source.
        trials: visible and hidden.
        misconceptions: in order of priority: of two mistakes at once the first is named first.
        variants: right answers unlike the oracle; each a function or the text of one.
        parts: names of the returned values, where there are several.
        rtol: largest relative error; set from measured errors of right answers.
        atol: largest error relative to the largest value of the column.
        purity: weight of the row *leaves its inputs alone*; 0 where inputs cannot change.
        steps: gives what stands between input and answer on the unit's small batch, by name;
            `bnlab` ships it for ``compare_steps``.
    """

    name: str
    unit: str
    params: tuple[str, ...]
    oracle: Function
    model: Function
    trials: tuple[Trial, ...]
    misconceptions: tuple[Misconception, ...]
    variants: tuple[Function | str, ...]
    parts: tuple[str, ...] = ()
    rtol: float = 1e-9
    atol: float = 1e-12
    purity: float = 0.5
    steps: Callable[[], Mapping[str, Any]] | None = None

    def __post_init__(self) -> None:
        """Refuse what would make a check that cannot fail."""
        keys = [m.key for m in self.misconceptions]
        names = [t.name for t in self.trials]
        for what, values in (("misconception", keys), ("trial", names)):
            twice = {v for v in values if values.count(v) > 1}
            if twice:
                raise ValueError(f"{self.name}: two {what}s are called {', '.join(twice)}")
        for hidden in (False, True):
            if not any(t.hidden is hidden for t in self.trials):
                kind = "hidden" if hidden else "visible"
                raise ValueError(f"{self.name}: there is no {kind} trial; add one")

    def misconception(self, key: str) -> Misconception:
        """The misconception of that key.

        Raises:
            KeyError: if there is none.
        """
        return {m.key: m for m in self.misconceptions}[key]
