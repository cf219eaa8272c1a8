"""A report document in the format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from typing import assert_never

from provisioner.reports import markdown
from provisioner.reports.comment import comments_text
from provisioner.reports.compare_text import compare_text
from provisioner.reports.configuration import rendering_text, state_text, validation_text
from provisioner.reports.drift_text import drift_text
from provisioner.reports.edit import edit_text
from provisioner.reports.edit_markdown import edit_markdown
from provisioner.reports.escape import json_text
from provisioner.reports.export import export_text
from provisioner.reports.history import history_text
from provisioner.reports.listing import listing_text
from provisioner.reports.output import output_text
from provisioner.reports.pull_request import comments, overview_comment
from provisioner.reports.queues import queues_text
from provisioner.reports.several import several_text
from provisioner.reports.shape import AnyDocument, Filed, Planned, Portrayed, Single
from provisioner.reports.style import PLAIN, Style
from provisioner.reports.text import outdated_text, plan_text, result_text
from provisioner.reports.unmanaged import unmanaged_text


class Format(StrEnum):
    """The formats every report has."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def render(document: AnyDocument, format: Format = Format.TEXT, style: Style = PLAIN) -> str:
    """The whole report, ending with a line break; text leaves the errors to whoever shows diagnostics."""
    match format:
        case Format.JSON:
            return json_text(json.dumps(document, indent=2)) + "\n"
        case Format.MARKDOWN:
            return _markdown(document)
        case Format.TEXT:
            return "\n".join(part for part in _text_parts(document, style) if part)
        case _:
            assert_never(format)


def _text_parts(document: AnyDocument, style: Style) -> Iterator[str]:
    if document["report"] != "several":
        yield _text(document, style)
        return
    yield several_text(document, style)
    yield from (_text(one, style) for one in document["documents"])


def _text(document: Single, style: Style) -> str:
    match document["report"]:
        case "plan" | "result" | "drift" | "outdated":
            return _planned_text(document, style)
        case "listing" | "queues" | "export" | "unmanaged" | "compare":
            return _portrayed_text(document, style)
        case "history":
            return history_text(document)
        case "output":
            return output_text(document)
        case "validation" | "rendering" | "edit":
            return _filed_text(document, style)
        case "state":
            return state_text(document)
        case "failure":
            return ""
        case _:
            assert_never(document)


def _planned_text(document: Planned, style: Style) -> str:
    match document["report"]:
        case "plan":
            return plan_text(document, style)
        case "result":
            return result_text(document, style)
        case "drift":
            return drift_text(document, style)
        case "outdated":
            return outdated_text(document, style)
        case _:
            assert_never(document)


def _filed_text(document: Filed, style: Style) -> str:
    match document["report"]:
        case "validation":
            return validation_text(document, style)
        case "rendering":
            return rendering_text(document)
        case "edit":
            return edit_text(document, style)
        case _:
            assert_never(document)


def _portrayed_text(document: Portrayed, style: Style) -> str:
    match document["report"]:
        case "listing":
            return listing_text(document)
        case "queues":
            return queues_text(document)
        case "export":
            return export_text(document)
        case "unmanaged":
            return unmanaged_text(document)
        case "compare":
            return compare_text(document, style)
        case _:
            assert_never(document)


def _markdown(document: AnyDocument) -> str:
    """Comments for a pull request where every report has one; what is only looked at is never cut."""
    if document["report"] == "several":
        singles, tables = document["documents"], [markdown.several_markdown(document)]
    else:
        singles, tables = [document], []
    told = [comments(one) for one in singles]
    if all(told):
        return comments_text([*map(overview_comment, tables), *chain.from_iterable(told)])
    return "\n".join(part for part in (*tables, *map(_markdown_single, singles)) if part)


def _markdown_single(document: Single) -> str:
    body, errors = _markdown_body(document), markdown.errors_markdown(document["errors"])
    return "\n".join(part for part in (body, errors) if part)


def _markdown_body(document: Single) -> str:
    match document["report"]:
        case "listing" | "queues" | "export" | "unmanaged" | "compare":
            return _portrayed_markdown(document)
        case "history":
            return markdown.history_markdown(document)
        case "output":
            return markdown.output_markdown(document)
        case "validation" | "rendering" | "edit":
            return _filed_markdown(document)
        case "state":
            return markdown.fenced("State", document["environment"], state_text(document))
        case "plan" | "result" | "drift" | "outdated" | "failure":
            return ""
        case _:
            assert_never(document)


def _filed_markdown(document: Filed) -> str:
    match document["report"]:
        case "validation":
            return markdown.validation_markdown(document)
        case "rendering":
            return markdown.fenced("Configuration", document["environment"], rendering_text(document))
        case "edit":
            return edit_markdown(document)
        case _:
            assert_never(document)


def _portrayed_markdown(document: Portrayed) -> str:
    match document["report"]:
        case "listing":
            return markdown.listing_markdown(document)
        case "queues":
            return markdown.queues_markdown(document)
        case "export":
            return markdown.export_markdown(document)
        case "unmanaged":
            return markdown.fenced("Unmanaged resources", document["environment"], unmanaged_text(document))
        case "compare":
            return markdown.compare_markdown(document)
        case _:
            assert_never(document)
