"""Tests of claims.toml: every claim is shown, practised and limited in an executed notebook."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LEDGER: dict[str, Any] = tomllib.loads((ROOT / "claims.toml").read_text(encoding="utf-8"))

Cell = dict[str, Any]
Entry = dict[str, Any]

# a claim has one entry, or a list with one for each unit that shows it
ENTRIES: list[tuple[str, Entry]] = [
    (claim, entry)
    for claim, found in LEDGER.items()
    for entry in (found if isinstance(found, list) else [found])
]
each_entry = pytest.mark.parametrize(
    ("claim", "entry"), ENTRIES, ids=[f"{claim}-{entry['unit'][:2]}" for claim, entry in ENTRIES]
)


@cache
def cells(unit: str) -> list[Cell]:
    """Return the cells of a unit's solved and executed notebook."""
    path = ROOT / "notebooks" / f"{unit}.ipynb"
    found: list[Cell] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def source(cell: Cell) -> str:
    """Return the text of a cell, with each run of white space as one space."""
    return " ".join("".join(cell["source"]).split())


@each_entry
def test_shown(claim: str, entry: Entry) -> None:
    """Find the one cell that shows the claim, tagged with it, with an output."""
    tagged = [c for c in cells(entry["unit"]) if entry["shown"] in c["metadata"].get("tags", ())]
    assert len(tagged) == 1
    assert claim in tagged[0]["metadata"]["tags"]
    assert any(out["output_type"] in {"stream", "display_data"} for out in tagged[0]["outputs"])


@each_entry
def test_practised(claim: str, entry: Entry) -> None:
    """Find every exercise, prediction and written answer by its name."""
    ids = {cell["id"] for cell in cells(entry["unit"])}
    assert entry["practised"]
    assert set(entry["practised"]) <= ids


@each_entry
def test_limited(claim: str, entry: Entry) -> None:
    """Find the paragraph that says what is not shown."""
    prose = [source(c) for c in cells(entry["unit"]) if c["cell_type"] == "markdown"]
    assert any(entry["limit"] in text for text in prose)


def test_a_unit_has_one_entry_for_a_claim() -> None:
    """Enter no claim twice for the same unit."""
    pairs = [(claim, entry["unit"]) for claim, entry in ENTRIES]
    assert len(pairs) == len(set(pairs))


def test_every_tag_is_in_the_ledger() -> None:
    """Enter each claim that a source tags."""
    text = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "source").glob("*.py"))
    tagged = set(re.findall(r'"(C\d\d)"', text))
    assert tagged
    assert tagged <= set(LEDGER)
