"""A headless Chromium, the reports as pages in it, and a folder that keeps what it saw."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium refuses its sandbox to root, and would look for Google's hosts at every start.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SCREENSHOTS = Path(__file__).parents[2] / ".screenshots"


@dataclass(frozen=True)
class Look:
    """The size of a window, and the colours its owner prefers."""

    width: int = 1280
    height: int = 900
    scheme: Literal["light", "dark"] = "light"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this run; tests that need one are skipped where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of the size and the colours a test asks for, offline; a message on its console is a failure."""
    look = getattr(request, "param", Look())
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme, offline=True
    )
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    context.close()
    assert told == []
