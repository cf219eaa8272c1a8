"""What is carried from one environment's definitions into another's file, and what the other says itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from provisioner.config.edit import REMOVED
from provisioner.config.findings import conceal
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import UsageError
from provisioner.model.address import Address
from provisioner.resources.queue import QUEUE
from provisioner.workflow.revision import Edited, Revision
from provisioner.workflow.written import PROTECT, Layers, Written, in_order, shown, type_of


@dataclass
class Carrying:
    """Definitions on their way from `source` to `target`; `revision` gets the edits of the target's file.

    `blockers` is what the target says itself, `notices` what stays behind.
    """

    source: Layers
    target: Layers
    revision: Revision
    edited: list[Edited] = field(default_factory=list)
    blockers: list[Diagnostic] = field(default_factory=list)
    notices: list[Diagnostic] = field(default_factory=list)

    def carry(self, named: Collection[Address]) -> None:
        """Carry the named resources, else all that the source's own file says something of.

        Raises UsageError for a resource that the source does not say anything of.
        """
        for address in named:
            if self.source.whole(address) is None and self.source.removes(address) is None:
                raise UsageError(
                    Diagnostic(f"{address} is not declared in {self.source.path} or what it includes")
                )
        for address in named or self.source.overlaid():
            wanted = self.source.whole(address)
            if wanted is not None:
                self._define(address, wanted, address in named)
            elif address in named:
                self._remove(address)
            elif self.target.whole(address) is not None:
                self._leave(address)

    @property
    def addresses(self) -> frozenset[Address]:
        """The resources of which something is carried."""
        return frozenset(one.address for one in self.edited)

    def _define(self, address: Address, wanted: dict[str, Written], named: bool) -> None:
        found, removal = self.target.whole(address), self.target.removes(address)
        if removal is not None and not named:
            detail = f"{self.target.path} removes it by `null`"
            self.blockers.append(self._overlaid(address, "", detail))
        elif removal is not None:
            self._restore(address, wanted)
        else:
            names = wanted.keys() | (found or {}).keys()
            for name in in_order(address, names if found is None else names - {PROTECT}):
                if wanted.get(name) != (found or {}).get(name):
                    self._set(address, name, wanted.get(name), named)

    def _restore(self, address: Address, wanted: dict[str, Written]) -> None:
        """What stands where the target's file says null: only what differs from the shared definition."""
        shared = self.target.shared(address) or {}
        names = [one for one in wanted.keys() | shared.keys() if wanted.get(one) != shared.get(one)]
        for name in in_order(address, names):
            self._set(address, name, wanted.get(name), named=True)
        if not names:
            self.revision.put(self.target.path, (type_of(address).plural, address.key), REMOVED)
            self._tell(address, "", None, "as shared")

    def _set(self, address: Address, name: str, value: Written | None, named: bool) -> None:
        own, found = self.target.own(address).get(name), (self.target.whole(address) or {}).get(name)
        if own is not None and not named:
            says = f"{self.target.path} says {_quoted(found)}, {self.source.path} {_quoted(value)}"
            self.blockers.append(self._overlaid(address, name, says))
            return
        below = (self.target.shared(address) or {}).get(name)
        wanted = REMOVED if value == below else value
        self.revision.put(self.target.path, self.target.steps(address, name), wanted)
        self._tell(address, name, shown(found), shown(value))

    def _remove(self, address: Address) -> None:
        """The source removes it: so does the target, or it no longer says it."""
        if self.target.whole(address) is None:
            return
        shared = self.target.shared(address) is not None
        path = (type_of(address).plural, address.key)
        self.revision.put(self.target.path, path, None if shared else REMOVED)
        assigned = self.target.steps(address, "queue")
        if address.type == "channel" and len(assigned) < 3:
            self.revision.put(self.target.path, assigned, REMOVED)
        self._tell(address, "", "declared", None)

    def _leave(self, address: Address) -> None:
        summary = f"{address} is removed in {self.source.path}, and stays in {self.target.path}"
        self.notices.append(
            Diagnostic(summary, hint=f"to remove it there: --only {address}", severity=Severity.NOTICE)
        )

    def _overlaid(self, address: Address, name: str, detail: str) -> Diagnostic:
        own = self.target.own(address).get(name) or self.target.removes(address)
        hint = f"if the value of the other is wanted: --only {address}"
        what = f"{address}.{name}" if name else str(address)
        return Diagnostic(f"{what} is overlaid there", detail, hint, own.position if own else None)

    def _tell(self, address: Address, name: str, before: str | None, after: str | None) -> None:
        one, other = (None if text is None else conceal(text) for text in (before, after))
        self.edited.append(Edited(address, name, one, other, self.target.path))


def _quoted(value: Written | None) -> str:
    return "nothing" if value is None else f'"{conceal(str(shown(value)))}"'


def referred(carrying: Carrying) -> Iterator[tuple[Address, str, str]]:
    """The references of what is carried: the resource, the type and the key it refers to."""
    for address in sorted(carrying.addresses):
        wanted = carrying.source.whole(address) or {}
        for attribute in type_of(address).references:
            key = wanted.get(attribute.name)
            if isinstance(key, str):
                yield address, str(attribute.reference), key


def routes(carrying: Carrying) -> bool:
    """Whether anything that is carried refers to a queue."""
    return any(type == QUEUE.name for _, type, _ in referred(carrying))
