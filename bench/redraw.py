"""How long a slider of each unit's interactive figure takes to become a new picture.

Moves one slider through its range, waits for the picture and its PNG each time, and prints for
each figure one line of JSON and a sentence. The goal is a median under 60 ms on two cores.

    .venv/bin/python bench/redraw.py
"""

import json
import statistics
import time
from collections.abc import Iterable

import numpy as np
from bnlab.bowl import Descent
from bnlab.data import load_wine
from bnlab.interactive import Interactive
from bnlab.walk import Walk

GOAL_MS = 60.0


def descent() -> Interactive:
    """Return the figure of unit 01."""
    wine = load_wine()
    two = np.column_stack([wine.column("alcohol"), wine.column("hue")])
    return Descent(two, np.where(wine.y == 2, 1.0, 0.0))


def redraws(figure: Interactive, name: str, values: Iterable[float]) -> list[float]:
    """Return the milliseconds that each value of a control takes, PNG encoding included."""
    taken = []
    for value in values:
        start = time.perf_counter()
        figure.controls[name].value = float(value)
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def main() -> None:
    """Measure, and print what was measured."""
    measured = {
        "01": redraws(descent(), "ratio", np.geomspace(1.1, 29.0, 100)),
        "02": redraws(Walk(), "first", np.linspace(-6, 13, 100)),
    }
    for unit, taken in measured.items():
        median, slowest = statistics.median(taken), max(taken)
        facts = {"unit": unit, "median_ms": round(median, 1), "max_ms": round(slowest, 1)}
        print(json.dumps({**facts, "goal": GOAL_MS}))
        verdict = "under" if median < GOAL_MS else "over"
        print(
            f"A slider of unit {unit} is followed in {median:.0f} ms (median), {verdict} the goal "
            f"of {GOAL_MS:.0f}."
        )


if __name__ == "__main__":
    main()
