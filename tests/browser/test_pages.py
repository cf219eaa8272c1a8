"""The HTML report in a real browser: how it looks, and that everybody can read it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page

from provisioner.reports.html import html_page
from provisioner.reports.shape import AnyDocument
from tests.browser.conftest import SCREENSHOTS, Look
from tests.reports import tenants
from tests.reports.pictured import DOCUMENTS, evil
from tests.reports.samples import EVIL

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
LOOKS = {
    "light": Look(),
    "dark": Look(scheme="dark"),
    "phone": Look(390, 844),
    "phone-dark": Look(390, 844, "dark"),
}
BACKGROUNDS = {"light": "rgb(246, 247, 248)", "dark": "rgb(18, 21, 25)"}


def show(page: Page, document: AnyDocument, folder: Path) -> None:
    """Open a report as a person would: from a file."""
    file = folder / "report.html"
    file.write_text(html_page(document, tenants.NOW), encoding="utf-8")
    page.goto(file.as_uri())


@pytest.mark.parametrize(("look", "page"), LOOKS.items(), ids=LOOKS, indirect=["page"])
@pytest.mark.parametrize("name", ["drift", "several", "plan", "result", "compare"])
def test_a_page_fits_its_window_in_the_colours_that_were_asked_for(
    name: str, look: str, page: Page, tmp_path: Path
) -> None:
    show(page, DOCUMENTS[name], tmp_path)
    SCREENSHOTS.mkdir(exist_ok=True)
    image = page.screenshot(full_page=True, path=SCREENSHOTS / f"{name}-{look}.png")
    assert len(image) > 50_000
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == BACKGROUNDS["dark" if "dark" in look else "light"]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        *(pytest.param(name, Look(), id=name) for name in DOCUMENTS),
        *(
            pytest.param(name, LOOKS[look], id=f"{name}-{look}")
            for name in ("several", "result", "compare")
            for look in ("dark", "phone")
        ),
    ],
    indirect=["page"],
)
def test_axe_finds_no_violation(name: str, page: Page, tmp_path: Path) -> None:
    show(page, DOCUMENTS[name], tmp_path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(AXE)
    violations = page.evaluate("axe.run().then(results => results.violations)")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []


@pytest.mark.parametrize("name", EVIL, ids=ascii)
def test_fault_66_an_evil_name_runs_and_loads_nothing(name: str, page: Page, tmp_path: Path) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: requests.append(dialog.message))
    show(page, evil(name)["several"], tmp_path)
    assert requests == [(tmp_path / "report.html").as_uri()]


def test_the_keyboard_reaches_every_link_map_and_fold(page: Page, tmp_path: Path) -> None:
    show(page, DOCUMENTS["several"], tmp_path)
    seen = page.locator("a:visible, summary:visible, [tabindex]:visible").count()
    reached = set()
    for _ in range(seen):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
    assert (len(reached), seen) == (4 + 3 + 2, 4 + 3 + 2)


def test_on_paper_every_fold_is_open(page: Page, tmp_path: Path) -> None:
    show(page, DOCUMENTS["drift"], tmp_path)
    cell = page.locator("details table td").first
    assert not cell.is_visible()
    page.emulate_media(media="print")
    assert cell.is_visible()
    SCREENSHOTS.mkdir(exist_ok=True)
    page.pdf(path=SCREENSHOTS / "drift.pdf", format="A4")
