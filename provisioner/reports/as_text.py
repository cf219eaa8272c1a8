"""Any report document as text: each view is imported when there is something for it to show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from provisioner.reports.shape import AnyDocument, Filed, Planned, Portrayed, Single
from provisioner.reports.style import Style
from provisioner.reports.text import outdated_text, plan_text, result_text


def as_text(document: AnyDocument, style: Style) -> str:
    """What a person reads on a terminal."""
    return "\n".join(part for part in _parts(document, style) if part)


def _parts(document: AnyDocument, style: Style) -> Iterator[str]:
    if document["report"] != "several":
        yield _text(document, style)
        return
    from provisioner.reports.several import several_text

    yield several_text(document, style)
    yield from (_text(one, style) for one in document["documents"])


def _text(document: Single, style: Style) -> str:
    match document["report"]:
        case "plan" | "result" | "drift" | "outdated":
            return _planned_text(document, style)
        case "listing" | "queues" | "export" | "unmanaged":
            return _portrayed_text(document)
        case "compare":
            from provisioner.reports.compare_text import compare_text

            return compare_text(document, style)
        case "history":
            from provisioner.reports.history import history_text

            return history_text(document)
        case "output":
            from provisioner.reports.output import output_text

            return output_text(document)
        case "validation" | "rendering" | "edit":
            return _filed_text(document, style)
        case "state":
            from provisioner.reports.configuration import state_text

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
            from provisioner.reports.drift_text import drift_text

            return drift_text(document, style)
        case "outdated":
            return outdated_text(document, style)
        case _:
            assert_never(document)


def _filed_text(document: Filed, style: Style) -> str:
    match document["report"]:
        case "validation":
            from provisioner.reports.configuration import validation_text

            return validation_text(document, style)
        case "rendering":
            from provisioner.reports.configuration import rendering_text

            return rendering_text(document)
        case "edit":
            from provisioner.reports.edit import edit_text

            return edit_text(document, style)
        case _:
            assert_never(document)


def _portrayed_text(document: Portrayed) -> str:
    match document["report"]:
        case "listing":
            from provisioner.reports.listing import listing_text

            return listing_text(document)
        case "queues":
            from provisioner.reports.queues import queues_text

            return queues_text(document)
        case "export":
            from provisioner.reports.export import export_text

            return export_text(document)
        case "unmanaged":
            from provisioner.reports.unmanaged import unmanaged_text

            return unmanaged_text(document)
        case _:
            assert_never(document)
