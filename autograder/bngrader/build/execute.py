"""The reader's notebook: answers filled in, every cell run, nothing hidden, nothing left over."""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from bngrader.root import MARKER

from . import links, regions
from .cells import Cell, Kind, SourceError, Unit
from .notebook import METADATA, assemble, check_call, compile_instructor, node, tags_of
from .outputs import clean, complaints

TIMEOUT = 600  # seconds for one cell; no cell of the course needs a tenth of it
_CURE = "run the unit in Jupyter, and make the cell that hangs or dies smaller"
MODEL_ANSWER = "**A model answer.**"


class KernelError(RuntimeError):
    """The kernel died, or a cell ran longer than any cell of the course may."""


def compile_reader(unit: Unit) -> NotebookNode:
    """Return the solved notebook before it is run: hidden regions dropped, answers filled in."""
    notebook = assemble([made for cell in unit.cells for made in _nodes(cell)])
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = links.for_reader(cell.source, unit.name)
    return notebook


def execute_reader(unit: Unit, root: Path, digest: str) -> NotebookNode:
    """Return the solved notebook with its outputs, cleaned for readers.

    Args:
        unit: the unit.
        root: the course; its ``utils`` and ``autograder`` come first on the path.
        digest: recorded in the notebook's metadata as ``bnlab.digest``.

    Raises:
        SourceError: if a cell fails or writes to stderr; it carries every such cell.
    """
    notebook = compile_reader(unit)
    run(notebook, root)
    lines = lines_by_id(unit)
    errors = [
        SourceError(unit.file, lines[cell.id], what, "run the cell in Jupyter and mend it")
        for cell in notebook.cells
        for what in complaints(cell)
    ]
    if errors:
        raise SourceError.together(errors)
    clean(notebook)
    notebook.metadata = {**METADATA, "bnlab": {"digest": digest}}
    return notebook


@dataclass(frozen=True)
class Graded:
    """What a graded cell gave: its points, and the complaint if it failed."""

    points: float
    complaint: str = ""


def grade_without_experiments(unit: Unit, root: Path) -> dict[str, Graded]:
    """Grade the solved unit as a submission is graded: its experiment cells are left out.

    Args:
        unit: the unit.
        root: the course.

    Returns:
        What each exercise got, by its name; no points where the graded cell gave no number.
    """
    notebook = compile_instructor(unit)
    run(notebook, root, skip="experiment", env={"NBGRADER_EXECUTION": "autograde"})
    keys = {cell.key: cell.name for cell in unit.cells if cell.kind is Kind.TEST}
    return {
        name: Graded(_number(cell), next(complaints(cell), ""))
        for cell in notebook.cells
        if (name := keys.get(cell.id)) is not None
    }


def require_full_marks(unit: Unit, root: Path) -> None:
    """Pass a unit whose own solutions get full marks when its experiments are not run.

    Raises:
        SourceError: naming each graded cell that loses points.
    """
    results = grade_without_experiments(unit, root)
    cure = (
        "move what the cell needs from an experiment cell to a locked or an ordinary one, "
        "or mend the solution"
    )
    errors = [
        SourceError(
            unit.file,
            cell.line,
            f"graded cell {cell.name!r} gets {got.points:g} of {cell.points:g} points when the "
            "experiments are left out" + (f" ({got.complaint})" if got.complaint else ""),
            cure,
        )
        for cell in unit.cells
        if cell.kind is Kind.TEST
        and (got := results[str(cell.name)])
        and got.points != cell.points
    ]
    if errors:
        raise SourceError.together(errors)


def digest_of(source: bytes, package: Path, checks: str, unit: str) -> str:
    """Return the digest of all that a reader's outputs come from.

    Args:
        source: the unit's text.
        package: the folder of ``bnlab``.
        checks: the unit's visible checks as they are compiled now.
        unit: its name; the checks of other units do not count.
    """
    digest = hashlib.sha256()
    parts = {"unit": source, f"checks/{unit}.json": checks.encode()}
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.is_file() and not is_litter(inside) and inside.parts[0] != "checks":
            parts[inside.as_posix()] = path.read_bytes()
    for name, content in sorted(parts.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def is_litter(path: Path) -> bool:
    """Whether tools left the file behind, such as Jupyter's checkpoints; ``path`` is relative."""
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def lines_by_id(unit: Unit) -> dict[str, int]:
    """Return the source line of each of the unit's notebook cells by cell id."""
    ids = iter(compile_reader(unit).cells)
    return {made.id: cell.line for cell in unit.cells for made in _take(ids, cell)}


def run(
    notebook: NotebookNode, root: Path, *, skip: str = "", env: dict[str, str] | None = None
) -> None:
    """Run a notebook in place, in a scratch folder and with nobody's own settings.

    Args:
        notebook: the notebook; its outputs are written into it, errors included.
        root: the course; the kernel imports ``bnlab`` and ``bngrader`` from there.
        skip: cells with this tag are left out.
        env: further environment variables for the kernel.
    """
    # a fresh matplotlib writes to stderr while it lists the fonts: let it do so here
    importlib.import_module("matplotlib.font_manager")
    with _scratch_course() as folder:
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT,
            kernel_name="python3",
            allow_errors=True,
            record_timing=False,
            skip_cells_with_tag=skip,
            # it warns on the terminal that it talks over TCP, which it does within this machine
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute(env=_environment(root, folder, env or {}))
        except (CellTimeoutError, DeadKernelError) as error:
            why = str(error).strip().splitlines()[0]
            raise KernelError(f"the kernel gave up: {why}. Cure: {_CURE}.") from error


@contextmanager
def _scratch_course() -> Iterator[Path]:
    """Give an empty folder that counts as a course, where hidden inputs have a secret."""
    with TemporaryDirectory(prefix="bngrader-") as scratch:
        Path(scratch, MARKER).touch()
        yield Path(scratch)


def _environment(root: Path, folder: Path, extra: dict[str, str]) -> dict[str, str]:
    paths = [str(root / "utils"), str(root / "autograder"), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": str(folder / ".ipython"),
        **extra,
    }


def _nodes(cell: Cell) -> list[NotebookNode]:
    """Return the reader's cells for one source cell: two for a written answer, else one."""
    tags = [tag for tag in tags_of(cell) if tag != "raises-exception"]
    metadata = {"tags": tags} if tags else {}
    if cell.kind is not Kind.WRITTEN:
        return [node(cell.cell_type, _text(cell), cell.key, metadata)]
    question = regions.without(regions.without(cell.text, regions.SOLUTION), regions.MARK_SCHEME)
    made = [node("markdown", question, cell.key, metadata)]
    if answer := "\n\n".join(regions.inside(cell.text, regions.SOLUTION)):
        made.append(node("markdown", f"{MODEL_ANSWER} {answer}", f"{cell.key}-answer", {}))
    return made


def _text(cell: Cell) -> str:
    if cell.kind is Kind.TEST:
        return check_call(cell)
    if cell.kind is Kind.SOLUTION:
        return regions.unmarked(cell.text, regions.SOLUTION)
    return cell.text


def _take(ids: Iterator[NotebookNode], cell: Cell) -> list[NotebookNode]:
    return [next(ids) for _ in _nodes(cell)]


def _number(cell: NotebookNode) -> float:
    """Return the number that a graded cell ended with, 0 for anything else."""
    for output in cell.outputs:
        if output.output_type == "execute_result":
            try:
                return float(output.data.get("text/plain", ""))
            except ValueError:
                return 0.0
    return 0.0
