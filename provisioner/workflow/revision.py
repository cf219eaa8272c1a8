"""Edits of the files below `environments/`: made in memory, proved there, and only then written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from provisioner.config import files
from provisioner.config.edit import Wanted, edit
from provisioner.config.findings import conceal
from provisioner.config.reader import Reader
from provisioner.config.spelling import block_lines
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError, ProvisionerError, RefusedError
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.difference import unified

Step = tuple[str, ...]


@record
class FileDifference:
    """One edited file; `lines` is a unified diff without line ends, credentials written out concealed."""

    file: str
    lines: tuple[str, ...]


@record
class Edited:
    """One attribute as a file says it now, and as it is to say it; None where it does not say it.

    `attribute` is empty for a whole definition. `note` says why it stands in this file.
    """

    address: Address
    attribute: str
    before: str | None
    after: str | None
    file: str
    note: str = ""


@record
class Edits:
    """What a verb did to the files; without `written`, what it would do."""

    edited: tuple[Edited, ...]
    files: tuple[FileDifference, ...]
    notices: tuple[Diagnostic, ...]
    written: bool


@dataclass
class Revision:
    """Changes by file, as they are collected; what the files say then is made when it is first asked for."""

    folder: Path
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def put(self, file: str, path: Step, wanted: Wanted) -> None:
        """Let `wanted` stand at a path (section, key, attribute) of a file."""
        *outer, last = path
        place = self.changes.setdefault(file, {})
        for step in outer:
            place = place.setdefault(step, {})
        place[last] = wanted

    @cached_property
    def before(self) -> dict[str, bytes]:
        """What the files say now; raises ConfigurationError."""
        return {file: files.read(self.folder, self.folder / file) for file in self.changes}

    @cached_property
    def after(self) -> dict[str, bytes]:
        """What the files would say; raises RefusedError where an edit would do harm."""
        return {file: edit(content, file, self.changes[file]) for file, content in self.before.items()}

    @property
    def reader(self) -> Reader:
        """A reader of all files as they would be."""
        return Reader(self.folder, RESOURCE_TYPES, self.after)

    def differences(self) -> tuple[FileDifference, ...]:
        """The edited files, in order of name."""
        return tuple(
            FileDifference(file, tuple(_unified(file, self.before[file], self.after[file])))
            for file in sorted(self.after)
            if self.before[file] != self.after[file]
        )

    def pasted(self) -> str:
        """The changes as text for a person to put into the files."""
        lines = (
            line for file, one in self.changes.items() for line in (f"in {file}:", *block_lines(one, 2, 2))
        )
        return "\n".join(lines)

    def write(self) -> None:
        """Write the files; raises RefusedError if one changed meanwhile, ProvisionerError if it cannot."""
        changed = {file: after for file, after in self.after.items() if after != self.before[file]}
        for file in changed:
            if _read_again(self.folder, file) != self.before[file]:
                detail = "nothing was written"
                raise RefusedError(Diagnostic(f"{file} changed meanwhile", detail, "run the command again"))
        try:
            files.replace(self.folder, changed)
        except OSError as error:
            names = ", ".join(changed)
            reason = f"{names}: {error.strerror or error}"
            raise ProvisionerError(Diagnostic("The files cannot be written", reason)) from None


def _read_again(folder: Path, file: str) -> bytes | None:
    try:
        return files.read(folder, folder / file)
    except ConfigurationError:
        return None


def _unified(file: str, before: bytes, after: bytes) -> Iterator[str]:
    one, other = (content.decode("utf-8-sig").splitlines() for content in (before, after))
    for line in unified(file, one, other):
        yield line[:1] + conceal(line[1:])
