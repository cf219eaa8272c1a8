"""Live resources that no file declares: their document, and as YAML to be pasted."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from provisioner.model.address import Address
from provisioner.model.environment import Environment
from provisioner.model.yaml_text import yaml_lines
from provisioner.reports.diagnostics import amount
from provisioner.reports.escape import disarmed, plain
from provisioner.reports.export import (
    Drafts,
    id_documents,
    left_out_documents,
    left_out_lines,
    variables_documents,
)
from provisioner.reports.shape import FORMAT_VERSION, UnmanagedDocument


class Unmanaged(Protocol):
    """What no file declares; `bound` are addresses that the state holds for some of it already."""

    @property
    def environment(self) -> Environment: ...
    @property
    def sections(self) -> Mapping[str, Mapping[str, Any]]: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def bound(self) -> frozenset[Address]: ...


def unmanaged_document(unmanaged: Unmanaged) -> UnmanagedDocument:
    """Sections that hold it all, and a command for each that is still to be bound."""
    drafts, environment = unmanaged.drafts, unmanaged.environment
    return {
        "format_version": FORMAT_VERSION,
        "report": "unmanaged",
        "environment": environment.name,
        "tenant": environment.tenant.id,
        "sections": {name: dict(section) for name, section in unmanaged.sections.items() if section},
        "resources": id_documents(drafts.drafts),
        "commands": [
            f"provisioner adopt -e {environment.name} {one.address} {shlex.quote(one.id)}"
            for one in drafts.drafts
            if one.address not in unmanaged.bound
        ],
        "variables": variables_documents(drafts.lifted),
        "left_out": left_out_documents(drafts.left_out),
        "errors": [],
        "exit_code": 0,
    }


def unmanaged_text(document: UnmanagedDocument) -> str:
    """YAML in which everything that is no definition is a comment."""
    blocks = [[line for line, _ in _section(name, section)] for name, section in document["sections"].items()]
    blocks += [[f"# {line}".rstrip() for line in block] for block in _remarks(document)]
    head = f"# {unmanaged_line(document)}"
    return "\n\n".join("\n".join(block) for block in [[head], *blocks]) + "\n"


def unmanaged_line(document: UnmanagedDocument) -> str:
    """How much there is."""
    amounts = amount(len(document["resources"]), "live resource")
    return f"{amounts} in no file of {plain(document['environment'])}"


def _section(name: str, section: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for line, path in yaml_lines({name: section}, short=True):
        yield disarmed(line), path


def _remarks(document: UnmanagedDocument) -> Iterator[list[str]]:
    if document["variables"]:
        variables = (f"  {one['variable']} for {one['address']}" for one in document["variables"])
        yield ["Set before the next plan:", *variables]
    if document["commands"]:
        yield ["Once it is declared:", *(f"  {plain(one)}" for one in document["commands"])]
    if document["left_out"]:
        yield ["Not declared here:", *left_out_lines(document["left_out"])]
