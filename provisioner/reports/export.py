"""What was exported: its document, and as text."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.environment import Environment
from provisioner.reports.diagnostics import amount
from provisioner.reports.document import diagnostic_document
from provisioner.reports.escape import plain, quoted
from provisioner.reports.output import Managed
from provisioner.reports.shape import (
    FORMAT_VERSION,
    ExportDocument,
    IdDocument,
    LeftOutDocument,
    VariableDocument,
)
from provisioner.reports.width import table


class LeftOut(Protocol):
    """A live resource that was not written; its id or name is empty where it cannot be read."""

    @property
    def type(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Lifted(Protocol):
    """A variable that holds a credential."""

    @property
    def variable(self) -> str: ...
    @property
    def address(self) -> Address: ...


class Drafts(Protocol):
    """What a tenant holds, in the words of files."""

    @property
    def drafts(self) -> Sequence[Managed]: ...
    @property
    def queues(self) -> Mapping[str, object]: ...
    @property
    def lifted(self) -> Sequence[Lifted]: ...
    @property
    def left_out(self) -> Sequence[LeftOut]: ...


class Exported(Protocol):
    """An export that was written."""

    @property
    def environment(self) -> Environment: ...
    @property
    def folder(self) -> Path: ...
    @property
    def files(self) -> Sequence[str]: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def secrets_to(self) -> Path | None: ...
    @property
    def notices(self) -> Sequence[Diagnostic]: ...


def export_document(exported: Exported) -> ExportDocument:
    """Everything that was written; of a credential only the name of its variable."""
    drafts, environment = exported.drafts, exported.environment
    folder = str(exported.folder)
    return {
        "format_version": FORMAT_VERSION,
        "report": "export",
        "environment": environment.name,
        "tenant": environment.tenant.id,
        "folder": folder,
        "files": list(exported.files),
        "resources": id_documents(drafts.drafts),
        "queues": list(drafts.queues),
        "variables": variables_documents(drafts.lifted),
        "secrets_to": str(exported.secrets_to) if exported.secrets_to else None,
        "left_out": left_out_documents(drafts.left_out),
        "notices": [diagnostic_document(one) for one in exported.notices],
        "next": f"provisioner plan {_named(folder)}-e {environment.name}",
        "errors": [],
        "exit_code": 0,
    }


def left_out_documents(left_out: Iterable[LeftOut]) -> list[LeftOutDocument]:
    """What no file can declare."""
    return [
        {"type": one.type, "id": one.id or None, "name": one.name or None, "reason": one.reason}
        for one in left_out
    ]


def export_text(document: ExportDocument) -> str:
    """The files, what was left out, the variables, the next command."""
    blocks = [_written(document)]
    if document["left_out"]:
        blocks.append(["Not declared:", *left_out_lines(document["left_out"])])
    if document["variables"]:
        rows = [(f"  {one['variable']}", one["address"]) for one in document["variables"]]
        blocks.append(["Variables for credentials:", *table(rows)])
    blocks.append([f"Next: {plain(document['next'])}"])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def written_words(document: ExportDocument) -> str:
    """How much was written and bound."""
    types = [one["address"].partition(".")[0] for one in document["resources"]]
    counts = [amount(types.count(type), type) for type in dict.fromkeys(types)]
    counts += [amount(len(document["queues"]), "queue")] if document["queues"] else []
    return f"{', '.join(counts) or 'no resource'} written, {amount(len(document['resources']), 'id')} bound."


def written_paths(document: ExportDocument) -> list[str]:
    """The files as a person finds them."""
    return [str(Path(document["folder"]) / file) for file in document["files"]]


def left_out_lines(left_out: Iterable[LeftOutDocument]) -> Iterator[str]:
    """One line for each resource that no file can declare."""
    for one in left_out:
        name = f" {quoted(one['name'])}" if one["name"] else ""
        id = f" ({plain(one['id'])})" if one["id"] else ""
        yield f"  {one['type']}{name}{id}: {plain(one['reason'])}"


def variables_documents(lifted: Iterable[Lifted]) -> list[VariableDocument]:
    """The variables that hold credentials, without them."""
    return [{"variable": one.variable, "address": str(one.address)} for one in lifted]


def id_documents(drafts: Iterable[Managed]) -> list[IdDocument]:
    """The live resource of each draft."""
    return [{"address": str(one.address), "id": one.id, "name": one.name} for one in drafts]


def _written(document: ExportDocument) -> list[str]:
    return [*(f"wrote {plain(path)}" for path in written_paths(document)), written_words(document)]


def _named(folder: str) -> str:
    return "" if folder == "." else f"-C {shlex.quote(folder)} "
