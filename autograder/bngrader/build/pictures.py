"""Pictures that pages outside the units show: taken from the readers' notebooks, never by hand."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat

PICTURES: Mapping[tuple[str, str], Path] = {
    ("01_normalizing_inputs", "shows-C02"): Path("docs", "contours.png"),  # in the README
}
"""By unit and tag of the cell that draws it, the file that each picture goes to."""


class PictureError(LookupError):
    """A page wants a picture that the unit's notebook has not."""


def pictures_of(unit: str, text: str) -> Iterator[tuple[Path, bytes]]:
    """Yield each file that a unit's picture goes to, from the root, with its PNG bytes.

    Args:
        unit: the unit's name.
        text: its executed notebook.

    Raises:
        PictureError: if no cell with the tag shows a picture, or more than one picture is there.
    """
    for (name, tag), path in PICTURES.items():
        if name == unit:
            yield path, _picture(text, tag, path)


def _picture(text: str, tag: str, path: Path) -> bytes:
    """Return the one PNG that the cells with a tag show."""
    cells = [c for c in nbformat.reads(text, as_version=4).cells if c.cell_type == "code"]
    tagged = [cell for cell in cells if tag in cell.metadata.get("tags", [])]
    shown = [output.get("data", {}) for cell in tagged for output in cell.outputs]
    found = [str(data["image/png"]) for data in shown if "image/png" in data]
    if len(found) != 1:
        raise PictureError(
            f"{path.as_posix()} is the picture of the cell tagged {tag!r}, which shows "
            f"{len(found)} pictures. Cure: tag one cell that shows one, or change PICTURES "
            "in bngrader/build/pictures.py."
        )
    return base64.b64decode(found[0])
