"""Every link leads somewhere, and the pages speak of the project alone."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import PAGES, ROOT, Page, page

MACHINE = re.compile(r"/work\b|/home/|/root\b|/tmp\b|/Users/|[A-Z]:\\")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@each_page
def test_every_internal_link_resolves(page: Page) -> None:
    assert [link for link in page.links if not resolves(page, link)] == []


@each_page
def test_no_line_speaks_of_a_machine(page: Page) -> None:
    assert [line for line in page.text.splitlines() if MACHINE.search(line)] == []


@each_page
def test_a_page_has_one_title_and_no_two_headings_alike(page: Page) -> None:
    headings = re.findall(r"(?m)^#+ +.+$", page.prose)
    assert len([one for one in headings if one.startswith("# ")]) == 1
    assert len(page.anchors) == len(headings)


def test_the_readme_leads_to_every_page() -> None:
    linked = {link.partition("#")[0] for link in page("README.md").links}
    assert {one.name for one in PAGES} - {"README.md"} <= linked


def test_a_link_to_nowhere_is_seen() -> None:
    readme = page("README.md")
    assert not resolves(readme, "docs/nothing.md")
    assert not resolves(readme, "docs/files.md#nothing")
    assert not resolves(readme, "#nothing")
    assert resolves(readme, "docs/files.md#every-mistake")


def resolves(page: Page, link: str) -> bool:
    if re.match(r"https?://", link):
        return True
    name, _, wanted = link.partition("#")
    target = (page.path.parent / name).resolve() if name else page.path
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not wanted or wanted in Page(target).anchors
