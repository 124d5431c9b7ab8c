"""Regions of a cell: what stands between ``### BEGIN X`` and ``### END X`` lines.

A marker is any line that contains the words, because that is how nbgrader finds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

SOLUTION = "SOLUTION"
MARK_SCHEME = "MARK SCHEME"
HIDDEN_TESTS = "HIDDEN TESTS"
NAMES = (SOLUTION, MARK_SCHEME, HIDDEN_TESTS)


class RegionError(ValueError):
    """A region that does not open and close once; ``offset`` is the line in the cell, from 0."""

    def __init__(self, offset: int, what: str, cure: str) -> None:
        self.offset = offset
        self.what = what
        self.cure = cure
        super().__init__(what)


@dataclass(frozen=True)
class Span:
    """The marker lines of one region: ``begin`` and ``end`` are line numbers from 0."""

    begin: int
    end: int


def spans(text: str, name: str) -> list[Span]:
    """Return the regions called ``name`` in reading order.

    Args:
        text: a cell's body.
        name: one of ``NAMES``.

    Raises:
        RegionError: if a region is nested, not closed, or closed before it opens.
    """
    found: list[Span] = []
    begin: int | None = None
    for offset, line in enumerate(text.split("\n")):
        if f"BEGIN {name}" in line:
            if begin is not None:
                raise RegionError(
                    offset,
                    f"BEGIN {name} inside a {name} region",
                    f"write ### END {name} before the next BEGIN",
                )
            begin = offset
        elif f"END {name}" in line:
            if begin is None:
                raise RegionError(
                    offset,
                    f"END {name} without BEGIN {name}",
                    f"write ### BEGIN {name} above it, or remove this line",
                )
            found.append(Span(begin, offset))
            begin = None
    if begin is not None:
        raise RegionError(
            begin,
            f"BEGIN {name} without END {name}",
            f"write ### END {name} after the last line of the region",
        )
    return found


def without(text: str, name: str) -> str:
    """Return ``text`` with all regions called ``name`` and their markers dropped."""
    lines = text.split("\n")
    for span in reversed(spans(text, name)):
        del lines[span.begin : span.end + 1]
    return "\n".join(lines).strip("\n")


def unmarked(text: str, name: str) -> str:
    """Return ``text`` with the markers of ``name`` dropped and what they enclose kept."""
    return "\n".join(
        line
        for line in text.split("\n")
        if f"BEGIN {name}" not in line and f"END {name}" not in line
    ).strip("\n")


def inside(text: str, name: str) -> list[str]:
    """Return what each region called ``name`` encloses, dedented."""
    lines = text.split("\n")
    return [
        dedent("\n".join(lines[span.begin + 1 : span.end])).strip("\n")
        for span in spans(text, name)
    ]
