"""What the offline commands tell: checked files, a resolved configuration, a stored state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from provisioner.diagnostics import Diagnostic, Severity
from provisioner.reports.diagnostics import amount
from provisioner.reports.document import diagnostic_document
from provisioner.reports.escape import plain
from provisioner.reports.shape import (
    FORMAT_VERSION,
    CheckedDocument,
    RenderingDocument,
    StateDocument,
    ValidationDocument,
)
from provisioner.reports.style import PLAIN, Style
from provisioner.reports.yaml_text import yaml_text


class Checked(Protocol):
    """One environment that was checked; `counts` says how many of each type it declares, by plural."""

    @property
    def environment(self) -> str: ...
    @property
    def valid(self) -> bool: ...
    @property
    def counts(self) -> Mapping[str, int]: ...


def validation_document(
    checked: Iterable[Checked], diagnostics: Iterable[Diagnostic], exit_code: int
) -> ValidationDocument:
    """Every environment that was checked and everything that was found."""
    found = tuple(diagnostics)
    environments: list[CheckedDocument] = [
        {"environment": one.environment, "valid": one.valid, "counts": dict(one.counts)} for one in checked
    ]
    return {
        "format_version": FORMAT_VERSION,
        "report": "validation",
        "environments": environments,
        "warnings": [diagnostic_document(one) for one in found if one.severity is not Severity.ERROR],
        "errors": [diagnostic_document(one) for one in found if one.severity is Severity.ERROR],
        "exit_code": exit_code,
    }


def validation_text(document: ValidationDocument, style: Style = PLAIN) -> str:
    """One line an environment, its word first; what was found is told as diagnostics, beside this."""
    return "".join(f"{_checked(one, style)}\n" for one in document["environments"])


def rendering_document(
    environment: str, configuration: Mapping[str, Any], origins: Mapping[str, str] | None
) -> RenderingDocument:
    """The resolved configuration, with the place of every leaf if it is asked for."""
    document: RenderingDocument = {
        "format_version": FORMAT_VERSION,
        "report": "rendering",
        "environment": environment,
        "configuration": dict(configuration),
        "errors": [],
        "exit_code": 0,
    }
    if origins is not None:
        document["origins"] = dict(origins)
    return document


def rendering_text(document: RenderingDocument) -> str:
    """An environment file that needs no other file."""
    return yaml_text(document["configuration"], document.get("origins"))


def state_document(environment: str, state: Mapping[str, Any]) -> StateDocument:
    """The state as it is stored."""
    return {
        "format_version": FORMAT_VERSION,
        "report": "state",
        "environment": environment,
        "state": dict(state),
        "errors": [],
        "exit_code": 0,
    }


def state_text(document: StateDocument) -> str:
    """The state, indented for people."""
    return yaml_text(document["state"])


def _checked(checked: CheckedDocument, style: Style) -> str:
    name = plain(checked["environment"])
    if not checked["valid"]:
        return f"{style.paint('error', 'invalid')}  {name}"
    counts = ", ".join(
        amount(number, plural.removesuffix("s")) for plural, number in checked["counts"].items()
    )
    return f"{style.paint('done', 'valid')}    {name}: {counts}"
