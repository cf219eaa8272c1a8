"""The report as a Prometheus text file, for node_exporter's textfile collector or a push gateway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from provisioner.model.record import record
from provisioner.plan.drift import GRAVE, OF_RESOURCES
from provisioner.reports.escape import in_double_quotes, plain
from provisioner.reports.moment import seconds
from provisioner.reports.shape import AnyDocument, CompareDocument
from provisioner.reports.sheet import Sheet, sheets

_HELP = {
    "resources": "Resources by what is said of them.",
    "planned_changes": "Changes that apply would make, by action.",
    "applied_changes": "Changes of the apply, by how they ended.",
    "compared_resources": "Resources of the environments, by how they differ between them.",
    "declared_ratio": "The declared part of what lives and could be managed.",
    "first_seen_timestamp_seconds": "When the oldest drift that still stands was first told.",
    "exit_code": "The exit code for this environment.",
    "report_timestamp_seconds": "When the report was made.",
}


@record
class Sample:
    """One line of a metric, its label beside those every line has."""

    metric: str
    value: float
    label: str = ""
    word: str = ""


def prometheus_text(document: AnyDocument, time: str) -> str:
    """One gauge a line; `time` is now in ISO 8601. What is not known is left out, never 0."""
    if document["report"] == "compare":
        names = ",".join(one["environment"] for one in document["environments"])
        samples = [({"environments": names}, one) for one in _compared(document, time)]
    else:
        samples = [
            ({"environment": sheet.environment or "", "report": sheet.report}, one)
            for sheet in sheets(document)
            for one in _samples(sheet, time)
        ]
    lines: list[str] = []
    for metric, told in _HELP.items():
        of_metric = [_line(labels, one) for labels, one in samples if one.metric == metric]
        if of_metric:
            lines += [f"# HELP provisioner_{metric} {told}", f"# TYPE provisioner_{metric} gauge", *of_metric]
    return "".join(f"{line}\n" for line in lines)


def _samples(sheet: Sheet, time: str) -> Iterator[Sample]:
    if sheet.report != "failure" and sheet.complete:
        yield from _known(sheet)
    if sheet.coverage is not None:
        yield Sample("declared_ratio", sheet.coverage / 100)
    seen = [
        one["first_seen"] for one in sheet.resources if one["word"] in GRAVE and one["first_seen"] is not None
    ]
    if seen:
        yield Sample("first_seen_timestamp_seconds", min(map(seconds, seen)))
    yield Sample("exit_code", sheet.exit_code)
    yield Sample("report_timestamp_seconds", seconds(sheet.time or time))


def _known(sheet: Sheet) -> Iterator[Sample]:
    if sheet.report == "result":
        statuses = Counter(one["status"] for one in sheet.results.values())
        yield from _each("applied_changes", "status", statuses, list(statuses))
        return
    yield from _each("resources", "word", sheet.words, OF_RESOURCES)
    yield from _each("planned_changes", "action", sheet.actions, ["create", "update", "adopt", "delete"])


def _each(metric: str, label: str, counts: Counter[str], words: Sequence[str]) -> Iterator[Sample]:
    yield from (Sample(metric, counts[word], label, word) for word in words)


def _compared(document: CompareDocument, time: str) -> Iterator[Sample]:
    counts = Counter(document["counts"])
    yield from _each("compared_resources", "word", counts, list(counts))
    yield Sample("exit_code", document["exit_code"])
    yield Sample("report_timestamp_seconds", seconds(time))


def _line(labels: dict[str, str], sample: Sample) -> str:
    if sample.label:
        labels = labels | {sample.label: str(sample.word)}
    told = ",".join(f'{name}="{in_double_quotes(value)}"' for name, value in labels.items())
    return plain(f"provisioner_{sample.metric}{{{told}}} {sample.value:.15g}")
