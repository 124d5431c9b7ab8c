"""The commands around a class: lab, teach, grade, self-grade, demo, handout."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table
from rich.text import Text

from bngrader.classroom import ClassroomError
from bngrader.classroom.units import find_unit, released
from bngrader.root import NoCourseError, find_root


def _plain_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what a person must mend into one message in place of a traceback."""

    @functools.wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (ClassroomError, NoCourseError) as error:
            raise click.ClickException(str(error)) from None

    return guarded


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@_plain_errors
def lab(arguments: tuple[str, ...]) -> None:
    """Lay your own copies of the units in work/ and open JupyterLab there.

    ARGUMENTS go to JupyterLab as they are, for example --no-browser --port 8899.
    """
    from bngrader.classroom.desk import Desk, open_lab

    desk = Desk(find_root())
    for line in desk.lay():
        click.echo(line)
    open_lab(desk.folder, list(arguments))


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@_plain_errors
def teach(arguments: tuple[str, ...]) -> None:
    """Register all units in the gradebook and open JupyterLab with the formgrader.

    ARGUMENTS go to JupyterLab as they are.
    """
    from bngrader.classroom.course import Course, register
    from bngrader.classroom.desk import open_lab

    root = find_root()
    course = Course(root)
    for unit in released(root):
        register(course, unit)
        click.echo(f"{unit}: in the gradebook")
    click.echo("The formgrader is in JupyterLab's menu: Nbgrader, then Formgrader.")
    click.echo("Its remarks on an unwritable exchange do no harm: files come by zip_collect.")
    open_lab(root, list(arguments))


@click.command()
@click.argument("unit")
@click.option("--export", type=click.Path(path_type=Path), help="Write the marks as CSV.")
@_plain_errors
def grade(unit: str, export: Path | None) -> None:
    """Grade what lies in submitted/ for UNIT ("01", "1" or its name), again if need be."""
    from bngrader.classroom.course import Course
    from bngrader.classroom.grades import grade_unit, report
    from bngrader.classroom.marks import export_csv

    course = Course(find_root())
    name = find_unit(course.root, unit)
    console = Console()

    def progress(students: list[str]) -> Iterator[str]:
        yield from track(students, f"grading {name}", console=console, transient=True)

    graded = grade_unit(course, name, progress)
    console.print(report(graded))
    console.print(f"feedback pages: feedback/*/{name}/{name}.html", highlight=False)
    if export:
        export_csv(course, name, export)
        console.print(f"marks: {export}", highlight=False)
    if graded.failed:
        raise SystemExit(1)


@click.command("self-grade")
@click.argument("unit")
@click.option("--browser/--no-browser", default=True, help="Open the feedback page.")
@_plain_errors
def self_grade(unit: str, browser: bool) -> None:
    """Grade your own work/ on UNIT ("01", "1" or its name) and open its feedback."""
    from bngrader.classroom.alone import LEARNER, grade_own_work, open_page
    from bngrader.classroom.marks import points_of, total

    root = find_root()
    console = Console()
    with console.status("running your notebook from top to bottom"):
        returned = grade_own_work(root, find_unit(root, unit))
    marks = returned.graded.after[LEARNER]
    table = Table("cell", "points", "of", title=returned.graded.unit, title_justify="left")
    for name, mark in marks.items():
        given = "a person reads it" if mark.auto is None else f"{mark.score:g}"
        table.add_row(name, given, f"{mark.points:g}")
    table.add_section()
    table.add_row("together", f"{total(marks):g}", f"{points_of(marks):g}")
    console.print(table)
    for note in returned.graded.notes.get(LEARNER, []):
        console.print(note, markup=False)
    click.echo(f"feedback: {returned.page}")
    if browser:
        open_page(returned.page)


@click.command()
@_plain_errors
def demo() -> None:
    """Grade a synthetic class of twelve and compare every mark with what it must be."""
    from bngrader.classroom.demo import Demo, run_demo

    console = Console()

    def progress(unit: str, count: int, done: Iterator[str]) -> None:
        with Progress(console=console) as bar:
            task = bar.add_task(f"nbgrader autograde {unit}", total=count)
            for _ in done:
                bar.advance(task)

    result: Demo = run_demo(find_root(), progress)
    console.print(demo_table(result))
    wrong = result.mismatches()
    for line in wrong:
        console.print(line, style="bold", highlight=False, markup=False)
    click.echo(f"{len(result.submissions)} submissions, {len(wrong)} marks not as they must be")
    click.echo(f"feedback pages: {result.root / 'feedback'}")
    if wrong:
        raise SystemExit(1)


def demo_table(result: Any) -> Table:
    """Return what each synthetic learner answered, must get and got."""
    table = Table("learner", "answers", "must get", "got", "", title="the synthetic class")
    table.show_lines = True
    for submission in result.submissions:
        must = sum(submission.expected.values())
        got = sum(result.got(submission, cell) or 0.0 for cell in submission.expected)
        kinds = "\n".join(f"{name}: {a.key}" for name, a in submission.answers.items())
        verdict = "ok" if _same(got, must) else "differs"
        table.add_row(submission.learner, Text(kinds), f"{must:g}", f"{got:g}", verdict)
    return table


def _same(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9


@click.command()
@click.option("--written/--no-written", default=True, help="Keep the written questions.")
@_plain_errors
def handout(written: bool) -> None:
    """Write dist/handout.zip, what a class is given."""
    from bngrader.classroom.handout import write_handout

    click.echo(f"written: {write_handout(find_root(), written)}")


COMMANDS = [lab, teach, grade, self_grade, demo, handout]
