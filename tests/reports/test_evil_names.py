"""Nothing a tenant or a file says acts on a browser, a renderer, a parser or a pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import html5lib
import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from prometheus_client.parser import text_string_to_metric_families

from provisioner.reports.escape import plain
from provisioner.reports.graph import GraphFormat, graph_text
from provisioner.reports.kinds import Kind, report_text
from provisioner.reports.routing import Column, Link, Node, Routing
from tests.reports.pictured import evil
from tests.reports.samples import EVIL
from tests.reports.tenants import NOW

MARKUP = (
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><base href=//evil.example>",
    "javascript:alert(1)",
    "--><h1>owned</h1>",
    "]]><owned/>",
    "&lt;script&gt;",
    "${title}$digest",
    "</summary></details># owned",
    "[x](javascript:alert(1))",
    "https://evil.example @team #1 cc @org/team",
    "```\n# owned\n```",
    "~~~",
    "\n\n- [ ] owned",
    'a"} 1\nowned{x="y',
    '"]; owned [label="x',
    "\\",
    'x"\\',
    "%%{init: {}}%%",
    "%0A::error::owned",
)
NAMES = (*EVIL, *MARKUP)
LINK = re.compile(r"#e\d+")
COMMAND = re.compile(r"::(error|warning|notice) (?:(?:file|line|col|title)=[^,:]*,?)+::[^\r\n]*")
HTML_BLOCKS = re.compile(
    r"<!-- provisioner(:[\w.-]+(\+[\w.-]+)*)? -->"
    r"|<details><summary>\d+ (change|resource|intended difference)s?</summary>|</details>"
)

each_name = pytest.mark.parametrize("name", NAMES, ids=ascii)


def texts(name: str, kind: Kind) -> Iterator[str]:
    """Every sort of document, the name wherever one can stand."""
    return (report_text(document, kind, NOW, "") for document in evil(name).values())


def pages(name: str) -> Iterator[str]:
    """The page of a command that failed, whose name is the headline, and those that hold all others."""
    documents = evil(name)
    return (report_text(documents[one], Kind.HTML, NOW) for one in ("failure", "several", "compare"))


def shape(page: str) -> set[tuple[str, ...]]:
    """The elements of a page with the names of their attributes; a page with any error raises."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return {(str(one.tag), *sorted(one.attrib)) for one in tree.iter()}


INNOCENT = set().union(*(shape(page) for page in pages("innocent")))


@each_name
def test_fault_66_a_page_has_no_element_no_attribute_and_no_address_of_a_name(name: str) -> None:
    for page in pages(name):
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert {(str(one.tag), *sorted(one.attrib)) for one in tree.iter()} <= INNOCENT | {("mark",)}
        assert all(LINK.fullmatch(one.attrib["href"]) for one in tree.iter() if "href" in one.attrib)


def test_no_page_has_an_element_that_loads_or_runs_something() -> None:
    assert not {tag for tag, *_ in INNOCENT} & {"script", "img", "link", "iframe", "base", "form", "object"}
    assert not {name for _, *names in INNOCENT for name in names} & {"src", "style", "action", "data"}


@each_name
def test_fault_65_every_kind_is_lines_that_can_be_seen(name: str) -> None:
    for kind in Kind:
        for text in texts(name, kind):
            assert all(line.isprintable() for line in text.split("\n"))
            assert not re.search(r"##(vso)?\[", text)
            text.encode("utf-8")


@each_name
def test_fault_65_no_kind_but_the_one_for_github_has_a_workflow_command(name: str) -> None:
    for kind in set(Kind) - {Kind.GITHUB}:
        for text in texts(name, kind):
            assert not re.search(r"(?m)^\s*::", text)


@each_name
def test_fault_65_github_is_told_only_commands_of_the_report(name: str) -> None:
    for text in texts(name, Kind.GITHUB):
        assert all(map(COMMAND.fullmatch, text.splitlines()))


@each_name
def test_fault_66_rendered_markdown_has_no_markup_link_image_or_mention_of_a_name(name: str) -> None:
    renderer = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    for text in texts(name, Kind.MARKDOWN):
        for token in _flat(renderer.parse(text)):
            assert token.type not in ("link_open", "image", "fence", "code_block", "html_inline")
            if token.type == "html_block":
                assert all(map(HTML_BLOCKS.fullmatch, token.content.split("\n")[:-1])), token.content
            if token.type == "text":
                assert "@" not in token.content
                assert "owned" not in token.content


@each_name
def test_fault_65_junit_parses_and_tells_the_name_as_text(name: str) -> None:
    for text in texts(name, Kind.JUNIT):
        told = {one.tag for one in ElementTree.fromstring(text).iter()}
        assert told <= {"testsuites", "testsuite", "testcase", "failure", "error", "skipped"}
        assert JUnitXml.fromstring(text.encode())


@each_name
def test_fault_65_prometheus_reads_the_name_as_one_label(name: str) -> None:
    for text in texts(name, Kind.PROMETHEUS):
        samples = [one for family in text_string_to_metric_families(text) for one in family.samples]
        assert {one.labels.get("environment", "") for one in samples} <= {plain(name), "prod", ""}
        assert {one.labels.get("environments", "") for one in samples} <= {plain(f"dev,prod,{name}"), ""}
        assert len(samples) == len([line for line in text.splitlines() if not line.startswith("#")])


@each_name
@pytest.mark.parametrize("format", GraphFormat)
def test_fault_65_a_graph_has_one_node_a_name(name: str, format: GraphFormat) -> None:
    nodes = tuple(Node(column, f"{column}", name, name + "x") for column in Column)
    links = tuple(Link("channel", column, column) for column in (Column.WEBHOOK, Column.QUEUE))
    text = graph_text(Routing(nodes, links), name, format)
    assert all(line.isprintable() for line in text.split("\n"))
    match format:
        case GraphFormat.MERMAID:
            labels = re.findall(r'(?m)^    \w\d\["([\w .,/#;-]*<br>[\w .,/#;-]*)"\]$', text, re.ASCII)
            assert (len(labels), text.count("\n")) == (3, 12)
        case GraphFormat.DOT:
            quoted = r'"(?:[^"\\]|\\.)*"'
            assert re.fullmatch(rf"digraph {quoted} \{{", text.splitlines()[0])
            labels = re.findall(rf"(?m)^    \w\d \[label={quoted}\];$", text)
            assert (len(labels), text.count("\n")) == (3, 18)
        case GraphFormat.SVG:
            tags = [one.tag.rpartition("}")[2] for one in ElementTree.fromstring(text).iter()]
            assert set(tags) == {"svg", "title", "style", "text", "g", "path", "rect"}


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])
