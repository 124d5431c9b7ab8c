"""What the units of the batch norm course import.

``check`` answers for a function that a learner wrote, ``compare_steps`` for the values on the way
to its answer, ``predict`` and ``recall`` keep a guess and show it again beside what was measured,
``show`` puts a figure with its alt text on the page.
Data, experiments and interactive figures have modules of their own.
"""

from .checking import CheckFailed, check, compare_steps
from .figures import show
from .predictions import predict, recall

__all__ = ["CheckFailed", "check", "compare_steps", "predict", "recall", "show"]
