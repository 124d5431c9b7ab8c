"""The band: where a unit lies beside the notebooks that we admire, and where it must not lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.table import Table

from .measure import LONG_LINE, Measures

INFINITE = float("inf")


@dataclass(frozen=True)
class Quantity:
    """One row of the band.

    Attributes:
        label: what a person calls it.
        of: reads it from the measures.
        band: the lowest and the highest value of the six anchors' middle.
        gate: the lowest and the highest value that is let through.
        share: whether it is shown in per cent.
    """

    label: str
    of: Callable[[Measures], float]
    band: tuple[float, float]
    gate: tuple[float, float] = (0, INFINITE)
    share: bool = False

    def verdict(self, value: float) -> str:
        """Return ``ok``, ``outside`` (of the band) or ``FAIL`` (outside the gate)."""
        if not self.gate[0] <= value <= self.gate[1]:
            return "FAIL"
        return "ok" if self.band[0] <= value <= self.band[1] else "outside"

    def shown(self, value: float) -> str:
        """Return a value as the table shows it."""
        if value == INFINITE:
            return ""
        return f"{value:.0%}" if self.share else f"{value:g}"

    def between(self, limits: tuple[float, float]) -> str:
        """Return limits as the table shows them."""
        low, high = limits
        if low == high:
            return f"exactly {self.shown(low)}"
        if high == INFINITE:
            return f"≥ {self.shown(low)}" if low else ""
        return f"{self.shown(low)}–{self.shown(high)}" if low else f"≤ {self.shown(high)}"


BAND = (
    Quantity("cells", lambda m: m.cells, (25, 70), (0, 70)),
    Quantity("words", lambda m: m.words, (1000, 2800), (0, 3000)),
    Quantity("words a paragraph cell, median", lambda m: m.words_median, (35, 75)),
    Quantity("words a paragraph cell, 90th percentile", lambda m: m.words_p90, (0, 200)),
    Quantity("words a paragraph cell, most", lambda m: m.words_max, (0, 300), (0, 300)),
    Quantity("code lines", lambda m: m.code_lines, (60, 250), (0, 350)),
    Quantity("lines a code cell, median", lambda m: m.lines_median, (2, 8)),
    Quantity("lines a code cell, 90th percentile", lambda m: m.lines_p90, (0, 20)),
    Quantity("lines a code cell, most", lambda m: m.lines_max, (0, 30), (0, 40)),
    Quantity("code cells of at most 5 lines", lambda m: m.short_cells, (0.5, 1), share=True),
    Quantity("code cells in a row, most", lambda m: m.code_run, (0, 2), (0, 3)),
    Quantity("code cells after prose", lambda m: m.introduced, (0.9, 1), (0.8, 1), share=True),
    Quantity("figures", lambda m: m.figures, (4, 10), (3, INFINITE)),
    Quantity("first figure at", lambda m: m.first_figure, (0, 0.25), share=True),
    Quantity("figures read by prose", lambda m: m.figures_read, (1, 1), (1, 1), share=True),
    Quantity("headings", lambda m: m.headings, (6, 14)),
    Quantity("titles (H1)", lambda m: m.titles, (1, 1), (1, 1)),
    Quantity("comments among code lines", lambda m: m.comments, (0, 0.12), share=True),
    Quantity(f"lines over {LONG_LINE} characters", lambda m: m.long_lines, (0, 0), (0, 0)),
    Quantity("graded exercises", lambda m: m.graded, (3, 6), (1, INFINITE)),
    Quantity("written answers", lambda m: m.written, (1, 2)),
)


def failures(measures: Measures) -> list[str]:
    """Return what keeps the unit from being let through, a sentence each; empty if nothing."""
    return [
        f"{row.label}: {row.shown(row.of(measures))}, must be {row.between(row.gate)}"
        for row in BAND
        if row.verdict(row.of(measures)) == "FAIL"
    ]


def table(name: str, measures: Measures) -> Table:
    """Return a unit's measures beside the band, readable without colour."""
    grid = Table(title=name, title_justify="left", title_style="bold")
    grid.add_column("quantity")
    grid.add_column("this unit", justify="right")
    grid.add_column("band", justify="right")
    grid.add_column("gate", justify="right")
    grid.add_column("")
    colours = {"ok": "green", "outside": "yellow", "FAIL": "bold red"}
    for row in BAND:
        value = row.of(measures)
        verdict = row.verdict(value)
        grid.add_row(
            row.label,
            row.shown(round(value, 2)),
            row.between(row.band),
            row.between(row.gate),
            f"[{colours[verdict]}]{verdict}[/]",
        )
    return grid
