"""bngrader: what instructors run.

Graded cells call `grade`, the hidden door; everything else is behind the ``bngrader`` command.
"""

from .door import grade

__all__ = ["grade"]
