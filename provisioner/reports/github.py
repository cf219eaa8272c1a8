"""The report for a GitHub workflow: annotations beside the lines of the files, and outputs of the step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from provisioner.model.record import record
from provisioner.plan.change import Action
from provisioner.plan.drift import GRAVE, Word
from provisioner.reports.compare import DIFFERENT
from provisioner.reports.compare_text import headline, label, of_word, told
from provisioner.reports.diagnostics import amount
from provisioner.reports.drift_text import sides
from provisioner.reports.escape import plain, workflow_message, workflow_property
from provisioner.reports.shape import (
    AnyDocument,
    CompareDocument,
    DiagnosticDocument,
    PositionDocument,
    ResourceDocument,
)
from provisioner.reports.sheet import Sheet, sheets
from provisioner.reports.verdict import overall
from provisioner.reports.words import gravity

SHOWN = 10
"""So many annotations of one level GitHub shows of a step; the others it drops without a word."""

_LEVELS = {"error": "error", "warning": "warning"}


@record
class Annotation:
    """`level` is error, warning or notice."""

    level: str
    title: str
    message: str
    position: PositionDocument | None


def annotations_text(document: AnyDocument, root: str = "") -> str:
    """Workflow commands, the gravest first; `root` leads from the repository to the folder of the files."""
    levels: dict[str, list[Annotation]] = {level: [] for level in ("error", "warning", "notice")}
    for one in _found(document):
        levels[one.level].append(one)
    return "".join(f"{_command(one, root)}\n" for of_level in levels.values() for one in _fitting(of_level))


def outputs_text(document: AnyDocument) -> str:
    """`name=value` lines: the headline, and numbers over all environments."""
    told = _compared_outputs(document) if document["report"] == "compare" else _outputs(sheets(document))
    return "".join(
        f"{name}={value}\n" for name, value in {"exit-code": document["exit_code"], **told}.items()
    )


def _outputs(sheets: Sequence[Sheet]) -> dict[str, object]:
    words: Counter[str] = Counter()
    actions: Counter[str] = Counter()
    for sheet in sheets:
        words += sheet.words
        actions += sheet.actions
    return {
        "headline": plain(overall(sheets).headline) if sheets else "",
        **{action.value: actions[action] for action in (Action.CREATE, Action.UPDATE, Action.DELETE)},
        **{word.value: words[word] for word in (Word.PENDING, Word.DRIFT, Word.CONFLICT, Word.MISSING)},
    }


def _compared_outputs(document: CompareDocument) -> dict[str, object]:
    counts = {word.replace(" ", "-"): number for word, number in document["counts"].items()}
    return {"headline": headline(document), **counts}


def _found(document: AnyDocument) -> Iterator[Annotation]:
    if document["report"] == "compare":
        return _compared(document)
    return chain.from_iterable(map(_annotations, sheets(document)))


def _compared(document: CompareDocument) -> Iterator[Annotation]:
    """What differs in earnest, and what is told beside; a comparison has no one place in a file."""
    for one in of_word(document, DIFFERENT):
        yield Annotation("warning", f"{one['word']}: {label(one)}", "\n".join(told(one)), None)
    yield from (_diagnostic(one, "") for one in document["notices"])


def _annotations(sheet: Sheet) -> Iterator[Annotation]:
    prefix = f"{sheet.environment}: " if sheet.environment else ""
    failed = {address: one["diagnostic"] for address, one in sheet.results.items() if one["diagnostic"]}
    places = {one["address"]: one["position"] for one in sheet.resources}
    for address, diagnostic in failed.items():
        yield _diagnostic(diagnostic, f"{prefix}{address}: ", places.get(address))
    for diagnostic in (*sheet.errors, *sheet.notices):
        if diagnostic not in failed.values():
            yield _diagnostic(diagnostic, prefix)
    apart = (one for one in sheet.settled if one["word"] != Word.IN_SYNC and one["address"] not in failed)
    for resource in sorted(apart, key=lambda one: gravity(one["word"])):
        yield _resource(resource, prefix)


def _diagnostic(one: DiagnosticDocument, prefix: str, place: PositionDocument | None = None) -> Annotation:
    hint = f"hint: {one['hint']}" if one["hint"] else ""
    message = "\n".join(part for part in (one["detail"], hint) if part) or one["summary"]
    level = _LEVELS.get(one["severity"], "notice")
    return Annotation(level, prefix + one["summary"], message, one["position"] or place)


def _resource(resource: ResourceDocument, prefix: str) -> Annotation:
    """Both values of each attribute; what the tenant changed is a warning, what is to come a notice."""
    lines = [f"{one['attribute']}: {sides(one)}" for one in resource["differences"]]
    message = "\n".join((resource["reason"], *lines, *resource["warnings"]))
    title = f"{prefix}{resource['word']}: {resource['address']}"
    level = "warning" if resource["word"] in GRAVE else "notice"
    return Annotation(level, title, message, resource["position"])


def _fitting(annotations: list[Annotation]) -> list[Annotation]:
    """As many as are shown; the last one says how many are not."""
    if len(annotations) <= SHOWN:
        return annotations
    left = len(annotations) - SHOWN + 1
    more = Annotation(annotations[0].level, f"{amount(left, 'more annotation')}", "see the summary", None)
    return [*annotations[: SHOWN - 1], more]


def _command(one: Annotation, root: str) -> str:
    properties = {"title": one.title}
    if one.position:
        place = f"{root}{one.position['file']}", str(one.position["line"]), str(one.position["column"])
        properties = dict(zip(("file", "line", "col"), place, strict=True)) | properties
    told = ",".join(f"{name}={workflow_property(value)}" for name, value in properties.items())
    return f"::{one.level} {told}::{workflow_message(one.message)}"
