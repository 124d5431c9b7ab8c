"""The course's tree: what is generated from the sources, written or compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from .cells import SourceError, Unit
from .execute import compile_reader, digest_of, execute_reader, is_litter, require_full_marks
from .notebook import compile_instructor, text_of
from .pictures import pictures_of
from .release import release_text
from .source import UNIT_NAME, read_unit

CHECKS = Path("utils", "bnlab", "checks")
# folders that hold nothing but what the build writes, and the kind of file it writes there
_GENERATED = ((Path("source"), "*/*"), (Path("release"), "**/*"), (Path("notebooks"), "**/*"))

Say = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """What one unit gives, before anything is run.

    Attributes:
        unit: the unit.
        files: text by path from the root, of all that is compared byte for byte.
        digest: of all that the reader's outputs come from.
    """

    unit: Unit
    files: dict[Path, str]
    digest: str

    @property
    def reader(self) -> Path:
        """The path of the reader's notebook from the root."""
        return Path("notebooks", f"{self.unit.name}.ipynb")


class UnknownUnitError(LookupError):
    """No unit goes by that name."""


def sources(root: Path, which: str | None = None) -> list[Path]:
    """Return the units' sources in order.

    Args:
        root: the course.
        which: a unit's name or its number, such as ``01``; all units by default.

    Raises:
        UnknownUnitError: if ``which`` is no unit of the course.
    """
    found = sorted((root / "source").glob("*.py"))
    if which is None:
        return found
    chosen = [path for path in found if which in (path.stem, path.stem.split("_")[0])]
    if not chosen:
        known = ", ".join(path.stem for path in found) or "none"
        raise UnknownUnitError(f"no unit is called {which!r}. Cure: name one of these: {known}.")
    return chosen


def build(
    root: Path,
    *,
    which: str | None = None,
    force: bool = False,
    say: Say = lambda line: None,
) -> list[Path]:
    """Write everything that the sources give, and remove what they no longer give.

    Nothing is written before all units compiled. Readers' notebooks are run only when their text
    or their digest changed.

    Args:
        root: the course.
        which: a unit's name or number; all units by default.
        force: run readers' notebooks though nothing changed.
        say: is told what is going on, a line at a time.

    Returns:
        The paths, from the root, that were written or removed.

    Raises:
        SourceError: if an author made mistakes; it carries all of them.
        LeakError: if a released notebook gave something away.
    """
    everything = read_all(root)
    chosen = {path.stem for path in sources(root, which)}
    made = [make(root, unit) for unit in everything if unit.name in chosen]
    changed: list[Path] = []
    for item in made:
        changed += [path for path, text in item.files.items() if _write(root / path, text)]
    for item in made:
        if force or not is_current(root / item.reader, item):
            say(f"running {item.unit.name}")
            require_full_marks(item.unit, root)
            notebook = execute_reader(item.unit, root, item.digest)
            if _write(root / item.reader, text_of(notebook)):
                changed.append(item.reader)
        changed += [path for path, png in _pictures(root, item) if _write_bytes(root / path, png)]
    changed += _clear(root, strays(root, [unit.name for unit in everything]))
    return changed


def check(root: Path) -> list[Path]:
    """Return every path, from the root, that differs from what ``build`` would write.

    Nothing is run: a reader's notebook is compared by its cells' texts and by its digest, and a
    page's picture with the one in the notebook.

    Args:
        root: the course.

    Raises:
        SourceError: if an author made mistakes.
        LeakError: if a released notebook gave something away.
    """
    units = read_all(root)
    different = list(strays(root, [unit.name for unit in units]))
    for unit in units:
        made = make(root, unit)
        different += [p for p, text in made.files.items() if _read(root / p) != text]
        if not is_current(root / made.reader, made):
            different.append(made.reader)
        else:
            pictures = _pictures(root, made)
            different += [p for p, png in pictures if _read_bytes(root / p) != png]
    return sorted(different)


def read_all(root: Path) -> list[Unit]:
    """Read all units of the course, and report the mistakes of all of them together."""
    units: list[Unit] = []
    errors: list[SourceError] = []
    for path in sources(root):
        try:
            units.append(read_unit(path))
        except SourceError as error:
            errors += error.everything
    if errors:
        raise SourceError.together(errors)
    return units


def make(root: Path, unit: Unit) -> Made:
    """Compile one unit to everything that it gives without being run."""
    instructor = compile_instructor(unit)
    checks = _visible_checks(unit.name)
    files = {
        Path("source", unit.name, f"{unit.name}.ipynb"): text_of(instructor),
        Path("release", unit.name, f"{unit.name}.ipynb"): release_text(unit, instructor, root),
        CHECKS / f"{unit.name}.json": checks,
    }
    source = (root / "source" / f"{unit.name}.py").read_bytes()
    return Made(unit, files, digest_of(source, root / "utils" / "bnlab", checks, unit.name))


def is_current(path: Path, made: Made) -> bool:
    """Whether the reader's notebook at ``path`` is the one that the unit gives now."""
    text = _read(path)
    if text is None:
        return False
    try:
        notebook = nbformat.reads(text, as_version=4)
    except Exception:  # a notebook that cannot be read is not current, whatever is wrong with it
        return False
    if notebook.metadata.get("bnlab", {}).get("digest") != made.digest:
        return False
    return _bare(notebook) == _bare(compile_reader(made.unit))


def strays(root: Path, units: Iterable[str]) -> list[Path]:
    """Return the files, from the root, in generated folders that no unit gives."""
    expected: set[Path] = set()
    for name in units:
        expected |= {Path(folder, name, f"{name}.ipynb") for folder in ("source", "release")}
        expected |= {Path("notebooks", f"{name}.ipynb"), CHECKS / f"{name}.json"}
    found = {
        path.relative_to(root)
        for folder, pattern in (*_GENERATED, (CHECKS, "*.json"))
        for path in (root / folder).glob(pattern)
        if path.is_file()
    }
    return sorted(path for path in found - expected if not is_litter(path))


def _pictures(root: Path, made: Made) -> list[tuple[Path, bytes]]:
    """Return the pictures that pages outside the units take from the reader's notebook."""
    text = _read(root / made.reader)
    return [] if text is None else list(pictures_of(made.unit.name, text))


def _visible_checks(unit: str) -> str:
    from bngrader import exercises

    return exercises.visible_checks(unit)


def _bare(notebook: NotebookNode) -> list[tuple[str, str, str, list[str]]]:
    """Return what a notebook says apart from its outputs."""
    return [
        (cell.id, cell.cell_type, cell.source, list(cell.metadata.get("tags", [])))
        for cell in notebook.cells
    ]


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def _read_bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write(path: Path, text: str) -> bool:
    """Write ``text`` unless it stands there already; whether it was written."""
    return _read(path) != text and _write_bytes(path, text.encode("utf-8"))


def _write_bytes(path: Path, content: bytes) -> bool:
    """Write ``content`` unless it stands there already; whether it was written."""
    if _read_bytes(path) == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _clear(root: Path, paths: Iterable[Path]) -> list[Path]:
    """Remove strays that an earlier build wrote; anything else is left to its owner."""
    gone = [path for path in paths if path.suffix in (".ipynb", ".json")]
    for path in gone:
        (root / path).unlink()
        folder = root / path.parent
        if UNIT_NAME.fullmatch(folder.name) and not any(folder.iterdir()):
            folder.rmdir()
    return gone
