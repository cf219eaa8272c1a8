"""A report document in the format that was asked for."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import assert_never

from provisioner.reports.escape import json_text
from provisioner.reports.shape import AnyDocument
from provisioner.reports.style import PLAIN, Style


class Format(StrEnum):
    """The formats every report has."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def render(document: AnyDocument, format: Format = Format.TEXT, style: Style = PLAIN) -> str:
    """The whole report, ending with a line break; text leaves the errors to whoever shows diagnostics.

    Only what the format needs is imported.
    """
    match format:
        case Format.JSON:
            return json_text(json.dumps(document, indent=2)) + "\n"
        case Format.MARKDOWN:
            from provisioner.reports.as_markdown import as_markdown

            return as_markdown(document)
        case Format.TEXT:
            from provisioner.reports.as_text import as_text

            return as_text(document, style)
        case _:
            assert_never(format)
