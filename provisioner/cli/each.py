"""One report over several environments, each of which may fail on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from provisioner.cli.console import Console
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.reports.document import failure_document, several_document
from provisioner.reports.shape import Single
from provisioner.workflow.options import Options

Told = tuple[Single, tuple[Diagnostic, ...]]
"""A report, and what is said beside it."""


def report_each(console: Console, options: Sequence[Options], report: Callable[[Options], Told]) -> int:
    """Report on every environment; the gravest exit code stands for all."""
    told = [_attempt(one, report) for one in options]
    documents = [document for document, _ in told]
    whole = documents[0] if len(documents) == 1 else several_document(documents)
    console.report(whole)
    for one, (_, diagnostics) in zip(options, told, strict=True):
        prefix = f"{one.environment}: " if len(options) > 1 else ""
        console.tell(
            *(replace(diagnostic, summary=prefix + diagnostic.summary) for diagnostic in diagnostics)
        )
    return whole["exit_code"]


def _attempt(options: Options, report: Callable[[Options], Told]) -> Told:
    try:
        return report(options)
    except ProvisionerError as error:
        return failure_document(error.diagnostics, error.exit_code), error.diagnostics
