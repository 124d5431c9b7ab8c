"""How long a learner waits for `check`: one JSON line, medians in milliseconds.

    python bench/check.py

For each exercise the model answers, once as a right answer and once with its first misconception,
since a wrong answer is compared with every known mistake too. What is timed is what `check` does
between the call and the table: look the name up, climb every case, find the mistake, write the
HTML. Reading the shipped checks is timed apart, because a notebook does it once an exercise.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from bngrader.exercises import catalogue
from bngrader.grading.compiled import compiled
from bngrader.grading.exercise import Exercise
from bngrader.grading.samples import answers
from bngrader.grading.sources import function_from
from bnlab.checking.door import report_on
from bnlab.checking.spec import spec_from_data, spec_to_data

RUNS = 31


def median_ms(action: Callable[[], object]) -> float:
    """The median time of an action, in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return round(1000 * statistics.median(times), 2)


def measured(exercise: Exercise) -> dict[str, float]:
    """What one exercise's check takes: reading, a right answer, a wrong one."""
    text = json.dumps(spec_to_data(compiled(exercise, None)))
    spec = spec_from_data(json.loads(text))
    every = answers(exercise)
    wrong = next(answer for answer in every.values() if answer.kind == "misconception")

    def checking(source: str) -> Callable[[], object]:
        names = {exercise.name: function_from(source, exercise.name)}
        return lambda: report_on(spec, names)._repr_html_()

    return {
        "read": median_ms(lambda: spec_from_data(json.loads(text))),
        "right": median_ms(checking(every["model/model"].source)),
        "wrong": median_ms(checking(wrong.source)),
    }


if __name__ == "__main__":
    found = {name: measured(exercise) for name, exercise in catalogue().items()}
    print(json.dumps({"bench": "check", "unit": "ms", "runs": RUNS, "exercises": found}))
