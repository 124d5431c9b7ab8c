"""The wheel of `bnlab`: pure, whole, nothing beside the package, and able to stand alone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tracked import ROOT, tracked_files

pytestmark = pytest.mark.slow

PACKAGE = ROOT / "utils" / "bnlab"
ALONE = """\
import pathlib, sys
import bnlab, bnlab.data, bnlab.checking.spec
assert pathlib.Path(bnlab.__file__).is_relative_to(sys.argv[1]), bnlab.__file__
assert bnlab.data.load_wine().X.shape == (178, 13)
for exercise in sys.argv[2:]:
    assert bnlab.checking.spec.load_spec(exercise).cases
assert "bngrader" not in sys.modules
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of bnlab, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT / "utils", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_is_pure(wheel: Path) -> None:
    """Build one wheel for every system and every Python 3: the browser's kernel takes no other."""
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("/WHEEL"))
        assert "Root-Is-Purelib: true" in archive.read(metadata).decode()


def test_wheel_holds_the_package_alone(wheel: Path) -> None:
    """Ship every file of the package, data and style included, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {name for name in names if not name.split("/")[0].endswith(".dist-info")}
    ours = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in tracked_files()
        if path.is_relative_to(PACKAGE)
    }
    assert shipped == ours
    assert "bnlab/course.mplstyle" in shipped
    assert "bnlab/datasets/wine.csv" in shipped
    assert "bnlab/datasets/README.md" in shipped, "data travel with their source and licence"
    for unit in sorted((ROOT / "source").glob("*.py")):
        assert f"bnlab/checks/{unit.stem}.json" in shipped, "Cure: run `make build`"


def test_wheel_stands_alone(wheel: Path, tmp_path: Path) -> None:
    """Import from the wheel alone, read the data and the checks, far from the course's folder."""
    from bngrader import exercises

    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install = [*pip, "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    # an editable bnlab would stand in: -S leaves the environment's packages out, and the ones
    # that bnlab needs come back by their folder, behind the wheel
    needed = str(Path(pytest.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(target), needed])}
    command = [sys.executable, "-S", "-c", ALONE, str(target), *exercises.catalogue()]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
