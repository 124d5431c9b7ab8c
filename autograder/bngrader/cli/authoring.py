"""Commands for authors: build, check, lint, matrix."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from bngrader.build import lint as band
from bngrader.build import tree
from bngrader.build.cells import SourceError
from bngrader.build.execute import KernelError
from bngrader.build.measure import measure
from bngrader.build.release import LeakError
from bngrader.build.source import read_unit
from bngrader.root import NoCourseError, find_root

if TYPE_CHECKING:
    from bngrader.grading.matrix import Matrix


PAIRS = "two at once"


@contextmanager
def in_words() -> Iterator[None]:
    """Show what an author can mend as a sentence and exit code 1, not as a traceback."""
    try:
        yield
    except (SourceError, LeakError, KernelError, NoCourseError, tree.UnknownUnitError) as error:
        raise click.ClickException(str(error.args[0])) from error


def _root() -> Path:
    return find_root()


@click.command()
@click.argument("unit", required=False)
@click.option("--all", "force", is_flag=True, help="Run readers' notebooks though none changed.")
def build(unit: str | None, force: bool) -> None:
    """Write instructor's, learners' and readers' notebooks and the visible checks from source/.

    UNIT is a name or a number, such as 01; all units are built when it is left out.
    """
    with in_words():
        changed = tree.build(_root(), which=unit, force=force, say=click.echo)
    for path in changed:
        click.echo(f"wrote {path}" if (_root() / path).exists() else f"removed {path}")
    click.echo(f"{len(changed)} files changed." if changed else "Everything was up to date.")


@click.command()
def check() -> None:
    """Name every generated file that differs from what source/ gives now; run no unit."""
    with in_words():
        different = tree.check(_root())
    for path in different:
        click.echo(path)
    if different:
        raise click.ClickException(f"{len(different)} files differ: run `make build`.")
    click.echo("All generated files are what source/ gives.")


@click.command()
@click.argument("unit", required=False)
def lint(unit: str | None) -> None:
    """Print each unit beside the band of style; fail where it lies outside a gate."""
    console = Console()
    failed: list[str] = []
    with in_words():
        for path in tree.sources(_root(), unit):
            measures = measure(read_unit(path), path)
            console.print(band.table(path.stem, measures))
            failed += [f"{path.stem}: {line}" for line in band.failures(measures)]
    if failed:
        raise click.ClickException("\n".join(["outside the gate:", *failed]))


@click.command()
@click.option("--secrets", default=20, show_default=True, help="How many courses to draw for.")
def matrix(secrets: int) -> None:
    """Print which answer loses marks in which case of each exercise; fail on any blank."""
    from bngrader import exercises
    from bngrader.grading.matrix import kill_matrix, secrets_for_tests

    console = Console()
    blanks: list[str] = []
    for exercise in exercises.catalogue().values():
        made = kill_matrix(exercise, secrets_for_tests(secrets))
        console.print(matrix_table(made))
        blanks += [f"{made.exercise}: {blank}" for blank in made.blanks]
    if blanks:
        raise click.ClickException("\n".join(["blanks:", *blanks]))
    click.echo(f"No blank over {secrets} secrets.")


def matrix_table(made: Matrix) -> Table:
    """Return a kill matrix: a row an answer, a column a hidden case, the marks at the end."""
    legend = "  ".join(f"{n} {column}" for n, column in enumerate(made.columns, start=1))
    grid = Table(title=made.exercise, title_justify="left", title_style="bold", caption=legend)
    grid.add_column("answer")
    for number in range(1, len(made.columns) + 1):
        grid.add_column(str(number), justify="center")
    grid.add_column("marks", justify="right")
    grid.add_column("blanks", justify="right")
    quiet = [line for line in made.lines if line.kind == PAIRS and not line.blanks]
    for line in (line for line in made.lines if line not in quiet):
        marks = f"{sum(line.shares) / max(len(line.shares), 1):.0%}"
        cells = [passes(line.cells.get(column), made.secrets) for column in made.columns]
        blank = f"[bold red]{len(line.blanks)}[/]" if line.blanks else ""
        grid.add_row(f"{line.kind}: {line.key}", *cells, marks, blank)
    if quiet:
        grid.add_row(f"{PAIRS}: {len(quiet)} pairs, each told the right sentence")
    return grid


def passes(count: int | None, secrets: int) -> str:
    """Return a cell: ✓ passed under every secret, ✗ under none, else how often; empty: not run."""
    if count is None:
        return ""
    return {0: "✗", secrets: "✓"}.get(count, f"{count}/{secrets}")


COMMANDS: list[click.Command] = [build, check, lint, matrix]
