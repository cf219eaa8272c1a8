"""The ids a client application needs: their document, as text and as dotenv."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from typing import Protocol

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.model.address import Address
from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import FORMAT_VERSION, IdDocument, OutputDocument
from provisioner.reports.width import table


class Managed(Protocol):
    """One managed resource and its id."""

    @property
    def address(self) -> Address: ...
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def output_document(environment: str, resources: Iterable[Managed]) -> OutputDocument:
    """The ids, in the order given."""
    ids: list[IdDocument] = [
        {"address": str(one.address), "id": one.id, "name": one.name} for one in resources
    ]
    return {
        "format_version": FORMAT_VERSION,
        "report": "output",
        "environment": environment,
        "resources": ids,
        "errors": [],
        "exit_code": 0,
    }


def output_text(document: OutputDocument) -> str:
    """One aligned line an id."""
    rows = [(one["address"], plain(one["id"]), quoted(one["name"])) for one in document["resources"]]
    return "".join(f"{line}\n" for line in table(rows))


def output_dotenv(document: OutputDocument) -> str:
    """`CHANNEL_SALES_WEB_ID=...`; raises ProvisionerError when two addresses would share a variable."""
    addresses: dict[str, str] = {}
    lines = []
    for one in document["resources"]:
        variable = re.sub(r"[^A-Z0-9]", "_", one["address"].upper()) + "_ID"
        first = addresses.setdefault(variable, one["address"])
        if first != one["address"]:
            raise _shared_variable(variable, first, one["address"])
        lines.append(f"{variable}={shlex.quote(plain(one['id']))}\n")
    return "".join(lines)


def _shared_variable(variable: str, *addresses: str) -> ProvisionerError:
    return ProvisionerError(
        Diagnostic(
            "Two ids of one name",
            f"{' and '.join(addresses)} would both be {variable}",
            "use -o json, or change one of the keys",
        )
    )
