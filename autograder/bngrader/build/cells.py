"""What a unit is made of: typed cells, and the error that names a place in the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """What the author meant a cell to be; the word stands in the cell's header."""

    SOLUTION = "solution"
    TEST = "test"
    WRITTEN = "written"
    PREDICT = "predict"
    EXPERIMENT = "experiment"
    LOCKED = "locked"
    PLAIN = "plain"


CellType = Literal["code", "markdown"]


@dataclass(frozen=True)
class Cell:
    """One cell of a unit as its author wrote it.

    Attributes:
        kind: what the cell is for.
        cell_type: ``code`` or ``markdown``.
        text: the cell's body, markers included.
        line: the line of the header in the source file, counted from 1.
        name: the author's name for it, where the kind has one.
        points: what a test or a written answer is worth, else None.
        tags: claim ids and other tags, in the author's order.
    """

    kind: Kind
    cell_type: CellType
    text: str
    line: int
    name: str | None = None
    points: float | None = None
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> str | None:
        """The stable id that the author's name gives: nbgrader's grade_id, and the cell's id."""
        return f"{self.name}-test" if self.kind is Kind.TEST else self.name

    @property
    def graded(self) -> bool:
        """Whether the cell carries points."""
        return self.kind in (Kind.TEST, Kind.WRITTEN)


@dataclass(frozen=True)
class Unit:
    """A unit read from its source.

    Attributes:
        name: the file's stem, such as ``01_normalizing_inputs``.
        file: the source's path as it is shown to people, such as ``source/01_x.py``.
        cells: all cells in reading order.
    """

    name: str
    file: str
    cells: tuple[Cell, ...]


class SourceError(Exception):
    """An author's mistake: file, line, what is wrong, and what mends it.

    Several mistakes of one file travel together: the first is raised, ``everything`` has all.
    """

    def __init__(
        self, file: str, line: int, what: str, cure: str, others: tuple[SourceError, ...] = ()
    ) -> None:
        self.file = file
        self.line = line
        self.what = what
        self.cure = cure
        self.others = others
        super().__init__("\n".join(error.sentence for error in self.everything))

    @property
    def sentence(self) -> str:
        """This mistake alone, in one line."""
        return f"{self.file}:{self.line}: {self.what}. Cure: {self.cure}."

    @property
    def everything(self) -> tuple[SourceError, ...]:
        """This mistake and those found with it, in the order of the file."""
        return (self, *self.others)

    @classmethod
    def together(cls, errors: list[SourceError]) -> SourceError:
        """Return one error that carries all of ``errors`` (at least one), sorted by line."""
        first, *rest = sorted(errors, key=lambda error: (error.file, error.line))
        return cls(first.file, first.line, first.what, first.cure, tuple(rest))
