"""What may import what, what `bnlab` may not do, and how long a module may be."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bngrader import exercises
from tracked import ROOT, tracked_files

BNLAB = ROOT / "utils" / "bnlab"
BNGRADER = ROOT / "autograder" / "bngrader"

LEARNERS = {"numpy", "matplotlib", "ipywidgets", "IPython", "tqdm"}
INSTRUCTORS = LEARNERS | {
    "click",
    "jupytext",
    "nbclient",
    "nbconvert",
    "nbformat",
    "nbgrader",
    "rich",
    "sqlalchemy",  # nbgrader's gradebook speaks it
    "traitlets",  # nbgrader's settings are made of it
}

# of bngrader: each part, and the parts that it may import; itself always
PARTS = {
    "root": set[str](),
    "grading": {"root"},
    "exercises": {"grading", "root"},
    "door": {"exercises", "grading"},
    "__init__": {"door"},
    "nbgrader_plugins": {"root"},
    "build": {"exercises", "grading", "root"},
    "classroom": {"build", "exercises", "grading", "nbgrader_plugins", "root"},
    "cli": {"build", "classroom", "door", "exercises", "grading", "nbgrader_plugins", "root"},
}

LONGEST = 400


def modules(*folders: Path) -> list[Path]:
    """Return the course's Python files below some folders."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in folders)
    ]


def named(paths: list[Path]) -> list[object]:
    """Return a test parameter for each file, named by its path from the root."""
    return [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in paths]


def tree_of(path: Path) -> ast.Module:
    """Return a file's syntax tree; IPython's own lines are blanked, their cells stay."""
    lines = path.read_text("utf-8").split("\n")
    return ast.parse("\n".join("" if line.startswith(("%", "!")) else line for line in lines))


def dotted(path: Path) -> str:
    """Return the name under which a file of the two packages is imported."""
    package = BNLAB if path.is_relative_to(BNLAB) else BNGRADER
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, module: str = "") -> Iterator[str]:
    """Yield every module that a file imports, anywhere in it, by its full name.

    Args:
        path: the file.
        module: its own dotted name, where it may use relative imports.
    """
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = _above(path, module, node.level) if node.level else ""
            base = ".".join(filter(None, (above, node.module or "")))
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            first = node.args[0]
            assert isinstance(first, ast.Constant), f"{path}:{node.lineno}: imports what it likes"
            yield str(first.value)


def _above(path: Path, module: str, level: int) -> str:
    parts = module.split(".")
    drop = level - 1 if path.name == "__init__.py" else level
    return ".".join(parts[: len(parts) - drop])


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def foreign(names: Iterator[str], allowed: set[str]) -> set[str]:
    """Return the top packages among imported names that are neither allowed nor Python's own."""
    tops = {name.split(".")[0] for name in names}
    return tops - allowed - set(sys.stdlib_module_names)


def part_of(name: str) -> str:
    """Return the part of bngrader that a dotted name belongs to; what is no part is its root."""
    second = [*name.split("."), "__init__"][1]
    return second if second in PARTS else "__init__"


@pytest.mark.parametrize("path", named(modules(ROOT / "source")))
def test_units_import_bnlab_alone(path: Path) -> None:
    """Let a unit import bnlab, NumPy, matplotlib and ipywidgets, and PyTorch where it is there."""
    allowed = {"bnlab", "numpy", "matplotlib", "ipywidgets"}
    assert foreign(imports(path), allowed) <= optional(path) & {"torch"}


def optional(path: Path) -> set[str]:
    """Return what a file imports with `except ImportError` below: it can do without."""
    return {
        alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Try)
        and any(getattr(h.type, "id", "") == "ImportError" for h in node.handlers)
        for line in node.body
        if isinstance(line, ast.Import)
        for alias in line.names
    }


@pytest.mark.parametrize("path", named(modules(BNLAB)))
def test_bnlab_imports_what_a_browser_has(path: Path) -> None:
    """Let bnlab import nothing but its five packages, Python itself and bnlab."""
    assert foreign(imports(path, dotted(path)), LEARNERS | {"bnlab"}) == set()


@pytest.mark.parametrize("path", named(modules(BNGRADER)))
def test_bngrader_imports_nbgrader_and_bnlab(path: Path) -> None:
    """Let bngrader import bnlab, nbgrader and the packages around it."""
    assert foreign(imports(path, dotted(path)), INSTRUCTORS | {"bnlab", "bngrader"}) == set()


@pytest.mark.parametrize("path", named(modules(BNGRADER)))
def test_parts_of_bngrader(path: Path) -> None:
    """Keep the order of bngrader's parts: nothing imports the command line, grading stands low."""
    module = dotted(path)
    own = part_of(module)
    found = {part_of(name) for name in imports(path, module) if name.split(".")[0] == "bngrader"}
    assert found - PARTS[own] - {own} == set(), f"{own} may import {sorted(PARTS[own])}"


def test_every_part_has_its_line() -> None:
    """Know every part of bngrader, so that a new one cannot come in without a line of its own."""
    there = {path.relative_to(BNGRADER).parts[0].removesuffix(".py") for path in modules(BNGRADER)}
    assert there == PARTS.keys()


def functions(path: Path) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Yield the name, the parameters (without self) and the line of each function in a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            names = tuple(arg.arg for arg in every if arg.arg not in ("self", "cls"))
            yield node.name, names, node.lineno


@pytest.mark.parametrize("path", named(modules(BNLAB)))
def test_bnlab_solves_no_exercise(path: Path) -> None:
    """Hold no function in bnlab that is called as an exercise is, by name or by parameters."""
    for exercise in exercises.catalogue().values():
        for name, parameters, line in functions(path):
            alike = name == exercise.name or parameters == exercise.params
            assert not alike, f"line {line}: {name}{parameters} is too like {exercise.name}"


# reaching for a file, the network or another program, in the words of Python and of NumPy
FORBIDDEN_MODULES = {
    "asyncio", "ctypes", "ftplib", "glob", "http", "mmap", "multiprocessing", "pathlib", "shelve",
    "shutil", "socket", "sqlite3", "subprocess", "tempfile", "threading", "urllib", "zipfile",
}  # fmt: skip
FORBIDDEN_CALLS = {
    "open", "fdopen", "fromfile", "genfromtxt", "imread", "loadtxt", "memmap", "popen", "save",
    "savetxt", "savez", "savez_compressed", "system", "tofile", "write_bytes", "write_text",
}  # fmt: skip


@pytest.mark.parametrize("path", named(modules(BNLAB)))
def test_bnlab_opens_its_own_data_only(path: Path) -> None:
    """Reach no file from bnlab but its own data, through importlib.resources."""
    tops = {name.split(".")[0] for name in imports(path, dotted(path))}
    assert tops & FORBIDDEN_MODULES == set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            assert _called(node) not in FORBIDDEN_CALLS, f"line {node.lineno}: {_called(node)}"
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "os":
            assert node.attr == "environ", f"line {node.lineno}: os.{node.attr}"


EVERYTHING = modules(BNLAB, BNGRADER, ROOT / "tests", ROOT / "bench")


@pytest.mark.parametrize("path", named(EVERYTHING))
def test_modules_are_short(path: Path) -> None:
    """Keep every module within 400 lines."""
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST, f"{lines} lines. Cure: move one of its nouns to a module of its own"


@pytest.mark.parametrize("path", named(modules(ROOT / "tests")))
def test_tests_say_what_they_hold(path: Path) -> None:
    """Give each test one sentence as docstring: what must be, as an order."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            said = ast.get_docstring(node) or ""
            where = f"line {node.lineno}: {node.name}: {said!r}"
            assert said.endswith("."), f"{where} is no sentence"
            assert "\n" not in said, f"{where} is longer than a line"
            assert ". " not in said, f"{where} is more than one sentence"
            first = said.split(maxsplit=1)[0]
            assert first[0].isupper(), f"{where} begins small"
            assert first not in ("Test", "Tests", "The", "A", "An", "It"), f"{where} is no order"


def test_the_rules_bite(tmp_path: Path) -> None:
    """See an import in a function, a relative one, a computed one and an exercise's parameters."""
    path = tmp_path / "bngrader" / "grading" / "x.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        "def f(X, mu, *, sigma):\n    from ..cli import main\n    import bngrader.build.tree\n"
        "    import_module('requests')\n%magic\n",
        "utf-8",
    )
    names = set(imports(path, "bngrader.grading.x"))
    assert names == {"bngrader.cli.main", "bngrader.build.tree", "requests"}
    assert {part_of(name) for name in names if name != "requests"} == {"cli", "build"}
    assert foreign(iter(names), {"bngrader"}) == {"requests"}
    assert list(functions(path)) == [("f", ("X", "mu", "sigma"), 1)]
