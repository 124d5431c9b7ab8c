"""What several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell


class Notebook:
    """A shell as a kernel has it, and what it was asked to show."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self.shown: list[dict[str, Any]] = []
        shell.display_pub.publish = lambda data, **more: self.shown.append(data)

    def run(self, source: str, **names: Any) -> Any:
        """Run a cell and return its result; raise what it raises."""
        self.shell.push(names)  # type: ignore[no-untyped-call]
        result = self.shell.run_cell(source)  # type: ignore[no-untyped-call]
        result.raise_error()
        return result.result


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notebook]:
    """Be inside of a notebook: `get_ipython()` gives a shell, and `display` is recorded."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    yield Notebook(shell)
    shell.restore_sys_module_state()
    InteractiveShell.clear_instance()
