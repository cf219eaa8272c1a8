"""Edited files: their document, and as text with the unified diff first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.plan.change import Change
from provisioner.reports.diagnostics import amount
from provisioner.reports.document import change_documents, diagnostic_document
from provisioner.reports.escape import plain
from provisioner.reports.shape import (
    FORMAT_VERSION,
    ChangeDocument,
    EditDocument,
    EditedDocument,
    FileDocument,
)
from provisioner.reports.style import PLAIN, Style, action_words
from provisioner.reports.text import difference_line
from provisioner.reports.values import value_text

_VERBS = {
    "accept": ("Accepted", "Would accept", "for"),
    "promote": ("Promoted", "Would promote", "to"),
    "lift": ("Lifted", "Would lift", "to"),
}
_COMMAND = re.compile(r"^(\s*)::")
_SIGNS = {"+": "create", "-": "delete"}


class Edited(Protocol):
    """One attribute as a file says it now and as it is to say it; see `EditedDocument`."""

    @property
    def address(self) -> Address: ...
    @property
    def attribute(self) -> str: ...
    @property
    def before(self) -> str | None: ...
    @property
    def after(self) -> str | None: ...
    @property
    def file(self) -> str: ...
    @property
    def note(self) -> str: ...


class FileDifference(Protocol):
    """One edited file and its unified diff."""

    @property
    def file(self) -> str: ...
    @property
    def lines(self) -> tuple[str, ...]: ...


class Edits(Protocol):
    """What a verb did to the files; without `written`, what it would do."""

    @property
    def edited(self) -> Sequence[Edited]: ...
    @property
    def files(self) -> Sequence[FileDifference]: ...
    @property
    def notices(self) -> Sequence[Diagnostic]: ...
    @property
    def written(self) -> bool: ...


@record
class Errand:
    """Which verb edited the files for which environment, and from which one it carried what it wrote."""

    verb: str
    environment: str
    source: str | None = None


def edit_document(
    errand: Errand, edits: Edits, changes: Iterable[Change] = (), unchecked: Iterable[str] = ()
) -> EditDocument:
    """The edits in the order given; `changes` are what a plan then shows, `unchecked` is what nobody saw."""
    files: list[FileDocument] = [{"file": one.file, "lines": list(one.lines)} for one in edits.files]
    return {
        "format_version": FORMAT_VERSION,
        "report": "edit",
        "verb": errand.verb,
        "environment": errand.environment,
        "source": errand.source,
        "written": edits.written,
        "edits": [_edited(one) for one in edits.edited],
        "files": files,
        "changes": change_documents(changes),
        "unchecked": list(unchecked),
        "notices": [diagnostic_document(one) for one in edits.notices],
        "next": _next(errand) if edits.written else None,
        "errors": [],
        "exit_code": 0,
    }


def edit_text(document: EditDocument, style: Style = PLAIN) -> str:
    """The diff of each file, one line an attribute, what a plan then shows, what was not looked at."""
    blocks = ["\n".join(_painted(line, style) for line in diff_lines(one)) for one in document["files"]]
    blocks.append("\n".join(edited_words(one) for one in document["edits"]))
    blocks.append("\n".join(_changes(document)))
    blocks.append("\n".join(f"not checked: {plain(one)}" for one in document["unchecked"]))
    blocks.append("\n".join(edit_summary(document)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def diff_lines(file: FileDocument) -> Iterator[str]:
    """The unified diff; a line that did not change has no sign before it, and may be no command either."""
    for line in file["lines"]:
        yield plain(_COMMAND.sub(r"\1\\x3a:", line))


def edit_summary(document: EditDocument) -> Iterator[str]:
    """The last lines: how much was edited, and the next command."""
    if not document["edits"]:
        yield f"Nothing to {document['verb']}."
    else:
        files = {one["file"] for one in document["files"] or document["edits"]}
        counted = f"{amount(len(document['edits']), 'value')} in {amount(len(files), 'file')}"
        carried = f" from {plain(document['source'])}" if document["source"] else ""
        done, planned, preposition = _VERBS[document["verb"]]
        what = f"{counted}{carried} {preposition} {plain(document['environment'])}"
        yield f"{done} {what}." if document["written"] else f"{planned} {what}; nothing was written."
    if document["next"]:
        yield f"Next: {plain(document['next'])}"


def edited_words(one: EditedDocument) -> str:
    """`channel.web name: "a" -> "b" (environments/dev.yaml)`."""
    what = f"{one['address']} {one['attribute']}" if one["attribute"] else one["address"]
    note = f", {plain(one['note'])}" if one["note"] else ""
    return f"{what}: {value_text(one['before'])} -> {value_text(one['after'])} ({plain(one['file'])}{note})"


def change_words(change: ChangeDocument) -> Iterator[str]:
    """One change of the coming plan, and a line for each of its differences."""
    yield f"{action_words(change['action'])}  {change['address']}"
    for one in change["differences"]:
        yield f"    {one['attribute']}: {difference_line(one, change)}"


def _next(errand: Errand) -> str:
    return "provisioner plan --all" if errand.verb == "lift" else f"provisioner plan -e {errand.environment}"


def _edited(one: Edited) -> EditedDocument:
    return {
        "address": str(one.address),
        "attribute": one.attribute or None,
        "before": one.before,
        "after": one.after,
        "file": one.file,
        "note": one.note,
    }


def _changes(document: EditDocument) -> Iterator[str]:
    if document["changes"]:
        yield f"A plan of {plain(document['environment'])} then shows of these:"
    for change in document["changes"]:
        yield from change_words(change)


def _painted(line: str, style: Style) -> str:
    return style.paint(_SIGNS.get(line[:1], ""), line)
