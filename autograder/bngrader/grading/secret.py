"""The course's own secret, from which hidden inputs are drawn."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

import numpy as np

from ..root import find_root

FILE = "course.secret"
VISIBLE = b"the visible checks are public"
"""Stands in for the secret where inputs are shipped anyway."""


def course_secret(start: Path | None = None) -> bytes:
    """The secret of the course that *start* lies in, made at first use.

    A public repository gives nothing away by it, and no two courses share their hidden inputs.

    Args:
        start: any folder within the course; the current one by default.

    Raises:
        NoCourseError: outside of a course.
        ValueError: if the file holds too little to be a secret; says how to mend it.
    """
    path = find_root(start) / FILE
    if not path.exists():
        _write(path, secrets.token_hex(32))
    text = path.read_text(encoding="utf-8").strip()
    if len(text) < 32:
        raise ValueError(
            f"{path} holds {len(text)} characters, fewer than 32; delete it: "
            "the next run makes a new one (and hidden inputs change)"
        )
    return text.encode()


def _write(path: Path, text: str) -> None:
    """Write the file whole, readable by its owner alone; another process may have been first."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with open(handle, "w", encoding="utf-8") as draft:
            draft.write(text + "\n")
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)


def generator(secret: bytes, *names: str) -> np.random.Generator:
    """A random generator that depends on the secret and the names, and on nothing else."""
    digest = hmac.new(secret, "/".join(names).encode(), hashlib.sha256).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))
