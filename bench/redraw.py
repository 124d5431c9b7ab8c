"""How long a slider of unit 01's interactive figure takes to become a new picture.

Moves the first slider through its range, waits for the picture and its PNG each time, and
prints one line of JSON and a sentence. The goal is a median under 60 ms on two cores.

    .venv/bin/python bench/redraw.py
"""

import json
import statistics
import time

import numpy as np
from bnlab.bowl import Descent
from bnlab.data import load_wine

GOAL_MS = 60.0


def redraws(moves: int = 100) -> list[float]:
    """Return the milliseconds of each of a number of redraws, PNG encoding included."""
    wine = load_wine()
    two = np.column_stack([wine.column("alcohol"), wine.column("hue")])
    figure = Descent(two, np.where(wine.y == 2, 1.0, 0.0))
    taken = []
    for ratio in np.geomspace(1.1, 29.0, moves):
        start = time.perf_counter()
        figure.controls["ratio"].value = float(ratio)
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def main() -> None:
    """Measure, and print what was measured."""
    taken = redraws()
    median, slowest = statistics.median(taken), max(taken)
    print(
        json.dumps({"median_ms": round(median, 1), "max_ms": round(slowest, 1), "goal": GOAL_MS})
    )
    verdict = "under" if median < GOAL_MS else "over"
    print(
        f"A slider is followed in {median:.0f} ms (median), {verdict} the goal of {GOAL_MS:.0f}."
    )


if __name__ == "__main__":
    main()
