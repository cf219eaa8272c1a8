"""The last runs of one environment: their document, and as text."""

from __future__ import annotations

from collections.abc import Iterable
from signal import Signals

from provisioner.model.state import Run
from provisioner.reports.escape import plain
from provisioner.reports.shape import FORMAT_VERSION, HistoryDocument, RunDocument
from provisioner.reports.width import table

NO_COMMIT = "-"
_RESULTS = {0: "done", 1: "failed", 3: "partly done", 5: "unknown", 7: "not saved"}


def history_document(environment: str, runs: Iterable[Run]) -> HistoryDocument:
    """Every run, in the order given."""
    return {
        "format_version": FORMAT_VERSION,
        "report": "history",
        "environment": environment,
        "runs": [_run(one) for one in runs],
        "errors": [],
        "exit_code": 0,
    }


def history_text(document: HistoryDocument) -> str:
    """One aligned line a run: how it ended, when, the counts, who, from which commit."""
    if not document["runs"]:
        return "No run is remembered.\n"
    return "".join(f"{line}\n" for line in table([_cells(one) for one in document["runs"]]))


def counts_text(run: RunDocument) -> str:
    """`3 done, 1 failed`."""
    return ", ".join(f"{count} {status}" for status, count in run["counts"].items()) or "nothing to write"


def skipped_text(run: RunDocument) -> str:
    """`ahead: channel.sales-web`, empty when nothing was."""
    return f"ahead: {', '.join(run['skipped'])}" if run["skipped"] else ""


def _run(run: Run) -> RunDocument:
    return {
        "time": run.time,
        "owner": run.owner,
        "commit": run.commit,
        "result": _result(run.exit_code),
        "exit_code": run.exit_code,
        "counts": dict(run.counts),
        "skipped": [str(one) for one in run.skipped],
    }


def _result(exit_code: int) -> str:
    if exit_code in _RESULTS:
        return _RESULTS[exit_code]
    number = exit_code - 128
    return f"stopped by {Signals(number).name}" if number in set(Signals) else f"exit code {exit_code}"


def _cells(run: RunDocument) -> tuple[str, ...]:
    cells = (run["result"], run["time"], counts_text(run), run["owner"], run["commit"] or NO_COMMIT)
    return tuple(map(plain, (*cells, skipped_text(run))))
