"""What must hold between the cells of a unit; each broken rule is one author's mistake."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator

from . import regions
from .cells import Cell, Kind, SourceError, Unit

UNIT_POINTS = 20
_ALLOWED = {
    Kind.SOLUTION: (regions.SOLUTION,),
    Kind.WRITTEN: (regions.SOLUTION, regions.MARK_SCHEME),
}


def mistakes(unit: Unit, known: Collection[str]) -> list[SourceError]:
    """Return every mistake that the unit's text shows, in no particular order.

    Args:
        unit: the parsed unit.
        known: the names of all exercises that ``bngrader.exercises`` defines.
    """
    return [
        SourceError(unit.file, line, what, cure)
        for rule in (_regions, _python, _names, _pairs, _definitions, _predictions, _sum)
        for line, what, cure in rule(unit)
    ] + [
        SourceError(
            unit.file,
            cell.line,
            f"no exercise is called {cell.name!r}",
            f"define it in bngrader/exercises, or correct the name; known: {_listed(known)}",
        )
        for cell in unit.cells
        if cell.kind is Kind.SOLUTION and cell.name not in known
    ]


Broken = Iterator[tuple[int, str, str]]


def without_magics(text: str) -> str:
    """Return code with IPython's ``%`` and ``!`` lines blanked, so that ``ast`` can read it."""
    return "\n".join("" if line.startswith(("%", "!")) else line for line in text.split("\n"))


def calls(text: str, function: str) -> set[str]:
    """Return the constant first arguments with which ``function`` is called by name in code."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(without_magics(text)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == function
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _of(unit: Unit, *kinds: Kind) -> list[Cell]:
    return [cell for cell in unit.cells if cell.kind in kinds]


def _regions(unit: Unit) -> Broken:
    for cell in unit.cells:
        for name in regions.NAMES:
            try:
                found = regions.spans(cell.text, name)
            except regions.RegionError as error:
                yield cell.line + 1 + error.offset, error.what, error.cure
                continue
            if found and name not in _ALLOWED.get(cell.kind, ()):
                cure = (
                    "leave it out, the compiler writes the hidden test"
                    if name == regions.HIDDEN_TESTS
                    else "move it to the cell that it belongs to, or give this cell its header"
                )
                line = cell.line + 1 + found[0].begin
                yield line, f"BEGIN {name} in a cell of the kind {cell.kind.value!r}", cure
            if not found and cell.kind is Kind.SOLUTION and name == regions.SOLUTION:
                cure = "enclose the answer between ### BEGIN SOLUTION and ### END SOLUTION"
                yield cell.line, f"solution {cell.name!r} has no BEGIN SOLUTION", cure
            if not found and cell.kind is Kind.WRITTEN and name == regions.MARK_SCHEME:
                cure = "write one between ### BEGIN MARK SCHEME and ### END MARK SCHEME"
                yield cell.line, f"written answer {cell.name!r} has no mark scheme", cure


def _python(unit: Unit) -> Broken:
    for cell in unit.cells:
        if cell.cell_type == "code" and (problem := _syntax(cell)):
            yield cell.line + (problem.lineno or 1), f"not Python: {problem.msg}", "mend the line"


def _syntax(cell: Cell) -> SyntaxError | None:
    try:
        ast.parse(without_magics(cell.text))
    except SyntaxError as error:
        return error
    return None


def _names(unit: Unit) -> Broken:
    seen: dict[str, int] = {}
    for cell in unit.cells:
        for key in _keys(cell):
            if key in seen:
                what = f"the name {key!r} stands already in line {seen[key]}"
                yield cell.line, what, "give one of the two cells another name"
            seen.setdefault(key, cell.line)


def _keys(cell: Cell) -> list[str]:
    """Return the ids that the cell takes: a written answer has a second cell."""
    if cell.key is None:
        return []
    return [cell.key, f"{cell.key}-answer"] if cell.kind is Kind.WRITTEN else [cell.key]


def _pairs(unit: Unit) -> Broken:
    solutions = {cell.name for cell in _of(unit, Kind.SOLUTION)}
    tests = {cell.name for cell in _of(unit, Kind.TEST)}
    written: set[str | None] = set()
    for cell in _of(unit, Kind.SOLUTION, Kind.TEST):
        if cell.kind is Kind.SOLUTION:
            written.add(cell.name)
            if cell.name not in tests:
                cure = f'write `# %% test="{cell.name}" points=4` below it'
                yield cell.line, f"solution {cell.name!r} has no test", cure
            continue
        if cell.text.strip():
            what = f"test {cell.name!r} has a body"
            yield cell.line, what, "leave the cell empty, the compiler writes it"
        if cell.name not in solutions:
            cure = f'write `# %% solution="{cell.name}"` above it, or correct the name'
            yield cell.line, f"test {cell.name!r} has no solution", cure
        elif cell.name not in written:
            cure = "move the test below its solution"
            yield cell.line, f"test {cell.name!r} stands above its solution", cure


def _definitions(unit: Unit) -> Broken:
    for cell in _of(unit, Kind.SOLUTION):
        if _syntax(cell) is None and cell.name not in _defined(cell.text):
            cure = f"write `def {cell.name}(...)` in it, or correct the header"
            yield cell.line, f"solution {cell.name!r} does not define that name", cure


def _defined(text: str) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(without_magics(text)).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return names


def _predictions(unit: Unit) -> Broken:
    asked: Counter[str] = Counter()
    recalled: set[str] = set()
    for cell in unit.cells:
        if cell.cell_type != "code" or _syntax(cell) is not None:
            continue
        if cell.kind is Kind.PREDICT and cell.name is not None:
            asked[cell.name] += 1
            if cell.name not in calls(cell.text, "predict"):
                cure = f'call predict("{cell.name}", ...) in it'
                yield cell.line, f"prediction {cell.name!r} is never asked", cure
        for name in sorted(calls(cell.text, "recall")):
            recalled.add(name)
            if name not in asked:
                cure = f'write `# %% predict="{name}"` above it, or correct the name'
                yield cell.line, f"recall of {name!r} without a predict cell before it", cure
    for cell in _of(unit, Kind.PREDICT):
        if cell.name not in recalled:
            cure = f'call recall("{cell.name}", measured=...) in a later cell'
            yield cell.line, f"prediction {cell.name!r} is never recalled", cure


def _sum(unit: Unit) -> Broken:
    graded = [cell for cell in unit.cells if cell.graded]
    total = sum(cell.points or 0 for cell in graded)
    if total != UNIT_POINTS:
        line = graded[-1].line if graded else 1
        cure = f"share out {UNIT_POINTS} points over its tests and written answers"
        yield line, f"the unit's points add up to {total:g}, not {UNIT_POINTS}", cure
