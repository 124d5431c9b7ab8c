"""pyproject.toml, requirements.lock and environment.yml say the same, and name no index."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from tracked import ROOT, tracked_files

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
OURS = {"bnlab", "bngrader"}
COMMAND = (
    "uv pip compile --universal --generate-hashes --no-emit-package bnlab "
    "--no-emit-package bngrader --no-emit-index-url --no-emit-find-links --python-version 3.11 "
    "--group course --group build --group dev utils/pyproject.toml autograder/pyproject.toml "
    "-o requirements.lock"
)
# written in pieces, for this file is looked through as well
INDEX_HOSTS = [
    host + ending
    for host, ending in (
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("anaconda", ".com"),
        ("anaconda", ".org"),
        ("download.pytorch", ".org"),
    )
]
PLACES = "|".join(("home", "Users", "root", "opt", "work", "mnt", "srv", "tmp"))
MACHINE_PATH = re.compile(rf"""(?:^|[\s"'`=(<:,])(?:file://)?/(?:{PLACES})/[\w.]""", re.MULTILINE)


@dataclass(frozen=True)
class Pin:
    """One entry of the lock: its version, where it holds, and how many hashes stand below it."""

    version: Version
    marker: Marker | None
    hashes: int

    def holds(self, python: str) -> bool:
        """Whether the entry is installed on Linux under that version of Python."""
        place = {"python_full_version": f"{python}.9", "python_version": python}
        return self.marker is None or self.marker.evaluate(place)


def read_lock(text: str) -> dict[str, list[Pin]]:
    """Return the entries of a lock by canonical name."""
    entry = re.compile(r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\\n]+?))?(?: \\)?\n((?:    .*\n)*)", re.M)
    pins: dict[str, list[Pin]] = {}
    for name, version, marker, below in entry.findall(text):
        pin = Pin(Version(version), Marker(marker) if marker else None, below.count("--hash="))
        pins.setdefault(canonicalize_name(name), []).append(pin)
    return pins


PINS = read_lock(LOCK)


def project(folder: str) -> dict[str, Any]:
    """Return a pyproject.toml as data."""
    return tomllib.loads((ROOT / folder / "pyproject.toml").read_text("utf-8"))


def asked() -> dict[str, list[str]]:
    """Return every requirement that is asked for, by the place that asks."""
    places: dict[str, list[str]] = {}
    for folder in ("utils", "autograder"):
        made = project(folder)
        places[f"{folder}: dependencies"] = made["project"]["dependencies"]
        places[f"{folder}: build-system"] = made["build-system"]["requires"]
    for group, requirements in project(".")["dependency-groups"].items():
        places[f"group {group}"] = requirements
    return places


REQUIREMENTS = {
    f"{place}: {text}": Requirement(text)
    for place, texts in asked().items()
    for text in texts
    if canonicalize_name(Requirement(text).name) not in OURS
}


def environment() -> tuple[dict[str, str], list[str]]:
    """Return the pins of environment.yml by name, and what pip installs there."""
    made = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    assert made["name"] == "bn-course"
    assert made["channels"] == ["conda-forge"]
    plain = [entry for entry in made["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in made["dependencies"] if isinstance(entry, dict)]
    return dict(re.split(r"=+", entry, maxsplit=1) for entry in plain if "=" in entry), pip


@pytest.mark.parametrize("requirement", REQUIREMENTS.values(), ids=REQUIREMENTS)
def test_lock_satisfies(requirement: Requirement) -> None:
    """Pin every requirement of the packages and the groups to a version that satisfies it."""
    pins = PINS.get(canonicalize_name(requirement.name))
    assert pins, f"requirements.lock lacks {requirement.name}. Cure: run the command in its header"
    for pin in pins:
        assert pin.version in requirement.specifier, f"{requirement} is pinned to {pin.version}"


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_one_pin_for_each_python(python: str) -> None:
    """Pin each package once for each Python, and every requirement for all of them."""
    needed = {canonicalize_name(requirement.name) for requirement in REQUIREMENTS.values()}
    for name, pins in PINS.items():
        holding = [str(pin.version) for pin in pins if pin.holds(python)]
        assert len(holding) <= 1, f"{name} is pinned to {holding} under Python {python}"
        assert holding or name not in needed, f"{name} has no pin under Python {python}"


def test_every_entry_has_hashes() -> None:
    """Leave no entry of the lock without a hash, and none unread by this test."""
    bare = [name for name, pins in PINS.items() if not all(pin.hashes for pin in pins)]
    assert not bare
    assert sum(len(pins) for pins in PINS.values()) == len(
        re.findall(r"^[^\s#][^\n]*?==", LOCK, re.M)
    )
    assert not OURS & PINS.keys(), "the course's own packages are installed from the tree"


def test_header_names_the_command() -> None:
    """Begin the lock with the command that made it, whole, so that anybody can run it again."""
    header = "\n".join(line for line in LOCK.splitlines()[:3] if line.startswith("#"))
    assert COMMAND in header
    for group in project(".")["dependency-groups"]:
        assert f"--group {group} " in COMMAND
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert COMMAND in re.sub(r"\s*\\\n\s*", " ", contributing)


def test_environment_equals_lock() -> None:
    """Ask conda for the very versions of the lock, under the Python that it names."""
    pins, _ = environment()
    python = pins.pop("python")
    for name, version in pins.items():
        locked = [
            pin.version for pin in PINS.get(canonicalize_name(name), []) if pin.holds(python)
        ]
        assert locked == [Version(version)], f"{name}={version}, but the lock has {locked}"


def test_environment_is_complete() -> None:
    """Give conda all that the packages ask for, so that pip has only the packages to install."""
    pins, pip = environment()
    needed = {
        Requirement(text).name
        for place, texts in asked().items()
        if place != "group dev"
        for text in texts
    }
    assert needed - OURS - pins.keys() == set()
    assert pip == ["--editable ./utils", "--editable ./autograder"]


def test_one_lowest_python() -> None:
    """Name one lowest Python in both packages, the tools, the lock and environment.yml."""
    (lowest,) = {
        project(folder)["project"]["requires-python"] for folder in ("utils", "autograder")
    }
    number = lowest.removeprefix(">=")
    tools = project(".")["tool"]
    assert tools["mypy"]["python_version"] == number
    assert tools["ruff"]["target-version"] == f"py{number.replace('.', '')}"
    assert f"--python-version {number} " in COMMAND
    assert environment()[0]["python"] in SpecifierSet(lowest)


def test_no_index_and_no_machine_path() -> None:
    """Name no package index, no way to one and no folder of one machine in any tracked file."""
    found = []
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        shown = path.relative_to(ROOT)
        found += [f"{shown}: {host}" for host in INDEX_HOSTS if host in text]
        options = re.findall(r"(?<!no-emit-)(?:extra-)?(?:index-url|find-links)\b", text)
        if path.name != "test_pins.py":
            found += [f"{shown}: {option}" for option in options]
        found += [f"{shown}: {place.strip()}" for place in MACHINE_PATH.findall(text)]
    assert not found


@pytest.mark.parametrize("place", ["home/a/x", "work/x.py", "opt/wheels", "Users/a", "tmp/x"])
@pytest.mark.parametrize("around", ['"{}"', "cd {}", "file://{}", "a={}", "`{}`", "{}"])
def test_the_search_bites(place: str, around: str) -> None:
    """Find a folder of one machine wherever it is written, and no folder of the course."""
    assert MACHINE_PATH.search(around.format(f"/{place}"))
    assert not MACHINE_PATH.search(around.format(f"course/{place}"))
