"""The course's own units: each gets full marks from its own solutions, without experiments."""

from __future__ import annotations

from pathlib import Path

import pytest
from bngrader.build.execute import require_full_marks
from bngrader.build.source import read_unit
from bngrader.build.tree import sources
from toy_course import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("path", sources(ROOT), ids=lambda path: path.stem)
def test_unit_gets_full_marks_without_its_experiments(path: Path) -> None:
    """Grade the solved unit as a submission is graded."""
    require_full_marks(read_unit(path), ROOT)
