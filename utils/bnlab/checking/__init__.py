"""The checking engine: one ladder, two doors.

The map, from the data up:

    spec      what a checked exercise is: inputs, right and known-wrong answers (data, no code)
    stand_ins what stands in a case where plain data will not do
    values    do two answers agree, and if not, at which rung of the ladder do they part
    ladder    call the learner's function on one case and climb
    diagnosis which known mistake explains what came back
    report    the table a person reads, as HTML and as plain text
    door      ``check``: the visible door, the one that learners use
    steps     ``compare_steps``: intermediate values, each by its own name

The hidden door is ``bngrader.grade``; it climbs the same ladder with cases that are not shipped.
"""

from .door import CheckFailed, check
from .ladder import RUNGS, Outcome, climb
from .report import Report, Row, examine
from .spec import Case, Spec, SpecError, Wrong, load_spec
from .steps import compare_steps

__all__ = [
    "RUNGS",
    "Case",
    "CheckFailed",
    "Outcome",
    "Report",
    "Row",
    "Spec",
    "SpecError",
    "Wrong",
    "check",
    "climb",
    "compare_steps",
    "examine",
    "load_spec",
]
