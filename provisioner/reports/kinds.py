"""A report document as what a file of each kind holds: for people, for browsers, for pipelines."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from provisioner.reports.formats import Format, render
from provisioner.reports.shape import AnyDocument


class Kind(StrEnum):
    """The kinds of files a report can be written to."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    JUNIT = "junit"
    PROMETHEUS = "prometheus"
    GITHUB = "github"
    GITLAB = "gitlab"


def report_text(document: AnyDocument, kind: Kind, time: str, root: str = "") -> str:
    """The whole file; `time` is now, `root` leads from a repository to the folder of the files."""
    match kind:
        case Kind.TEXT | Kind.JSON | Kind.MARKDOWN:
            return render(document, Format(kind.value))
        case Kind.HTML:
            from provisioner.reports.html import html_page

            return html_page(document, time)
        case Kind.JUNIT:
            from provisioner.reports.junit import junit_xml

            return junit_xml(document, time)
        case Kind.PROMETHEUS:
            from provisioner.reports.prometheus import prometheus_text

            return prometheus_text(document, time)
        case Kind.GITHUB:
            from provisioner.reports.github import annotations_text

            return annotations_text(document, root)
        case Kind.GITLAB:
            from provisioner.reports.gitlab import gitlab_json

            return gitlab_json(document)
        case _:
            assert_never(kind)
