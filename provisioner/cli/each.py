"""One report over several environments, each of which may fail on its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace

from provisioner.cli.console import Console
from provisioner.cli.failure import failure_of
from provisioner.cli.progress import PATIENCE
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.reports.document import failure_document, several_document
from provisioner.reports.shape import Single
from provisioner.workflow.options import Options

Told = tuple[Single, tuple[Diagnostic, ...]]
"""A report, and what is said beside it."""

Report = Callable[[Options], Told]


def report_each(console: Console, options: Sequence[Options], report: Report, jobs: int) -> int:
    """Report on every environment, `jobs` at a time; the gravest exit code stands for all."""
    from provisioner.workflow.prepare import sharing_files

    attempt = _guarded(report, console)
    sharing = sharing_files(options)
    told = _side_by_side(console, sharing, attempt, jobs) if len(options) > 1 else [attempt(sharing[0])]
    documents = [document for document, _ in told]
    whole = documents[0] if len(documents) == 1 else several_document(documents)
    console.report(whole)
    for one, (_, diagnostics) in zip(options, told, strict=True):
        console.tell(*(diagnostics if len(options) == 1 else _apart(one, diagnostics)))
    return whole["exit_code"]


def one_after_the_other(console: Console, options: Sequence[Options], report: Report) -> int:
    """Carry out each after those it promotes from and try none after one that failed; then report on all."""
    from provisioner.workflow.prepare import sharing_files
    from provisioner.workflow.sequence import in_promotion_order

    attempt, failed = _guarded(report, console), ""
    documents: list[Single] = []
    for one in in_promotion_order(sharing_files(options)):
        if failed:
            documents.append(_not_tried(one, failed, documents[-1]["exit_code"]))
            continue
        document, diagnostics = attempt(one)
        console.tell(*_apart(one, diagnostics))
        documents.append(document)
        failed = one.environment if document["exit_code"] else ""
    whole = several_document(documents)
    console.report(whole, spare=True)
    return whole["exit_code"]


def _guarded(report: Report, console: Console) -> Report:
    """The same; whatever happens to one environment must not hide the others."""

    def attempt(options: Options) -> Told:
        try:
            return report(options)
        except Exception as error:
            failure = failure_of(error, console)
            told = failure.diagnostics
            return failure_document(told, failure.exit_code, options.environment), told

    return attempt


def _side_by_side(console: Console, options: Sequence[Options], attempt: Report, jobs: int) -> list[Told]:
    start = time.monotonic()
    pool = ThreadPoolExecutor(min(jobs, len(options)), "environment")
    try:
        futures = [pool.submit(attempt, one) for one in options]
        for done, _ in enumerate(as_completed(futures), 1):
            if console.rewrites and console.manner.verbosity >= 0 and time.monotonic() - start >= PATIENCE:
                console.rewrite(f"{done}/{len(options)} environments")
        return [future.result() for future in futures]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _apart(options: Options, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics that say which environment they are about."""
    return [replace(one, summary=f"{options.environment}: {one.summary}") for one in diagnostics]


def _not_tried(options: Options, failed: str, exit_code: int) -> Single:
    """The exit code is that of the failure: nothing happened here."""
    told = Diagnostic(f"Not tried: {failed} failed before", severity=Severity.NOTICE)
    return failure_document((told,), exit_code, options.environment)
