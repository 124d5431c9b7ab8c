"""Links from a unit to its solved copy, which lies elsewhere for each of its readers.

Authors write them as they hold on GitHub from ``release/``, ``../../notebooks/NN_name.ipynb#…``.
"""

from __future__ import annotations

import re

SOLVED = "../../notebooks/"
"""Where solved units lie, seen from a released one."""

LAID = "solutions/"
"""Where they lie in a learner's own folder."""


def for_reader(text: str, unit: str) -> str:
    """Links as they hold within ``notebooks/``: to the same page, or to one beside it.

    Args:
        text: markdown.
        unit: the unit that the text stands in.
    """
    return text.replace(f"({SOLVED}{unit}.ipynb#", "(#").replace(f"({SOLVED}", "(")


def for_learner(text: str) -> str:
    """Links as they hold within ``work/``, where solved units lie in a folder of their own."""
    return text.replace(f"({SOLVED}", f"({LAID}")


def for_class(text: str) -> str:
    """The words of the links alone: a class is given no solved units.

    Args:
        text: markdown, or the whole text of a notebook, whose own brackets stand on other lines.
    """
    return re.sub(rf"\[([^\[\]\n]*)\]\({re.escape(SOLVED)}[^)\n]*\)", r"\1", text)
