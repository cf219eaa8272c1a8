"""Any report document as Markdown."""

from __future__ import annotations

from itertools import chain
from typing import assert_never

from provisioner.reports import markdown
from provisioner.reports.comment import comments_text
from provisioner.reports.configuration import rendering_text, state_text
from provisioner.reports.edit_markdown import edit_markdown
from provisioner.reports.pull_request import comments, overview_comment
from provisioner.reports.shape import AnyDocument, Filed, Portrayed, Single
from provisioner.reports.unmanaged import unmanaged_text


def as_markdown(document: AnyDocument) -> str:
    """Comments for a pull request where every report has one; what is only looked at is never cut."""
    if document["report"] == "several":
        singles, tables = document["documents"], [markdown.several_markdown(document)]
    else:
        singles, tables = [document], []
    told = [comments(one) for one in singles]
    if all(told):
        return comments_text([*map(overview_comment, tables), *chain.from_iterable(told)])
    return "\n".join(part for part in (*tables, *map(_single, singles)) if part)


def _single(document: Single) -> str:
    body, errors = _body(document), markdown.errors_markdown(document["errors"])
    return "\n".join(part for part in (body, errors) if part)


def _body(document: Single) -> str:
    match document["report"]:
        case "listing" | "queues" | "export" | "unmanaged":
            return _portrayed_markdown(document)
        case "history":
            return markdown.history_markdown(document)
        case "output":
            return markdown.output_markdown(document)
        case "validation" | "rendering" | "edit":
            return _filed_markdown(document)
        case "state":
            return markdown.fenced("State", document["environment"], state_text(document))
        case "plan" | "result" | "drift" | "outdated" | "compare" | "failure":
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
        case _:
            assert_never(document)
