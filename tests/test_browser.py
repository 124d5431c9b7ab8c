"""Tests in a real browser: what a learner sees after `make lab`."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
UNITS = sorted(path.parent.name for path in (ROOT / "release").glob("*/*.ipynb"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TOKEN = "a-token-for-the-test"
SECONDS = 120

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed"),
]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(SECONDS * 2):
        assert process.poll() is None, "JupyterLab ended before it answered"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A learner's JupyterLab, opened as `make lab` opens it; its address."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    shutil.copytree(ROOT / "release", course / "release")
    settings = course / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    # Cells that are off the screen are otherwise not in the page, and not to be looked at.
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    port = _free_port()
    command = [str(Path(sys.executable).with_name("bngrader")), "lab", "--no-browser"]
    command += [f"--port={port}", "--allow-root", f"--IdentityProvider.token={TOKEN}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    environment = {
        **os.environ,
        "JUPYTERLAB_SETTINGS_DIR": str(course / "settings"),
        "IPYTHONDIR": str(course / "ipython"),
        "JUPYTER_CONFIG_DIR": str(course / "config"),
        "JUPYTERLAB_WORKSPACES_DIR": str(course / "workspaces"),
    }
    with (course / "lab.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=course, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, Debian's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def opened(browser: Browser, lab: str, unit: str) -> Page:
    """A page with a unit open in it, run from top to bottom."""
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.goto(f"{lab}/lab/tree/{unit}.ipynb?reset&token={TOKEN}")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=SECONDS * 1000)
    page.wait_for_function("window.jupyterapp !== undefined")
    page.wait_for_function(
        "window.jupyterapp.shell.currentWidget?.context?.sessionContext?.session?.kernel"
        "?.status === 'idle'",
        timeout=SECONDS * 1000,
    )
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    # the last code cell has a number when all before it have run
    page.wait_for_function(
        "[...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]"
        ".every(prompt => /\\[\\d+\\]/.test(prompt.textContent))",
        timeout=SECONDS * 1000,
    )
    return page


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_opens_and_runs(browser: Browser, lab: str, unit: str) -> None:
    """Run a unit with nothing written: pictures with alt text, and no error but the checks'."""
    page = opened(browser, lab, unit)
    errors = page.locator(".jp-OutputArea-output[data-mime-type*='stderr']").all_inner_texts()
    assert errors
    for text in errors:
        assert re.match(r"CheckFailed: \w+: 0 of \d+ checks pass", text.strip()), text
    pictures = page.locator(".jp-OutputArea-output img")
    assert pictures.count() >= 4
    for i in range(pictures.count()):
        assert len(pictures.nth(i).get_attribute("alt") or "") > 20
    page.close()


@pytest.mark.parametrize("unit", UNITS)
def test_a_slider_moves_its_figure(browser: Browser, lab: str, unit: str) -> None:
    """Move a slider with the keyboard and see another picture in the same place."""
    page = opened(browser, lab, unit)
    handle = page.locator(".widget-slider .noUi-handle").first
    handle.scroll_into_view_if_needed()
    picture = page.locator(".jp-OutputArea-output:has(.widget-slider) img").first
    before = picture.get_attribute("src")
    assert before
    handle.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "before => [...document.querySelectorAll('.jp-OutputArea-output img')]"
        ".every(img => img.getAttribute('src') !== before)",
        arg=before,
        timeout=SECONDS * 1000,
    )
    page.close()
