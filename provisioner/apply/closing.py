"""The closing read: proves that what was written is what lives, or says what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from provisioner.apply.body import texts
from provisioner.apply.context import Context
from provisioner.apply.patience import moments
from provisioner.apply.result import ChangeResult, Status
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.model.live import LiveResource
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import Binding, Remembered
from provisioner.model.uri import conceal, conceal_beside, same_but_for_form
from provisioner.model.value import Secret, comparable
from provisioner.plan.change import Action


@record
class Proof:
    """The results after the closing read, and what a person should know about them."""

    results: tuple[ChangeResult, ...]
    notices: tuple[Diagnostic, ...]


def prove(results: Sequence[ChangeResult], context: Context) -> Proof:
    """List each written type once and compare; what differs is read again by id within the settle window.

    Raises TenantError when the tenant cannot be listed.
    """
    written = {one.change.address: one for one in results if _is_written(one)}
    live = _listed(written.values(), context)
    readings = {address: Reading(one, context) for address, one in written.items()}
    for reading in readings.values():
        reading.take(live.get(str(reading.written.id)))
    _read_again([one for one in readings.values() if not one.converged], context)
    notices = [notice for reading in readings.values() for notice in reading.notices()]
    proved = (readings[one.change.address].result() if _is_written(one) else one for one in results)
    return Proof(tuple(proved), (*notices, *_unreadable(readings.values())))


class Reading:
    """One written resource and what the tenant shows of it."""

    def __init__(self, result: ChangeResult, context: Context) -> None:
        self.written = result
        self.context = context
        self.type: ResourceType = context.type_of(result.change.address)
        self.wanted = texts(self.type, result.change.desired or {}, context.ids)
        self.stored: Mapping[str, str | None] = {}
        self.unreadable: frozenset[str] = frozenset()
        self.seen = False

    def take(self, live: LiveResource | None) -> None:
        """Look at what the tenant shows now; None when it shows nothing."""
        self.seen = live is not None
        if live is not None:
            self.stored = self.type.decode(live.body)
            unread = (
                one.name for one in self.type.attributes if one.maybe_unreadable and one.name not in live.body
            )
            self.unreadable = frozenset(unread).intersection(self.wanted)

    def read(self) -> None:
        """Ask for the resource itself once more."""
        self.take(self.context.writer.read(self.type, str(self.written.id)))

    @property
    def differing(self) -> tuple[str, ...]:
        """The attributes that live otherwise than they were written."""
        readable = (name for name in self.wanted if name not in self.unreadable)
        return tuple(name for name in readable if (self.stored.get(name) or "") != self.wanted[name])

    @property
    def converged(self) -> bool:
        return self.seen and not self.differing

    def result(self) -> ChangeResult:
        """The result as it stands after the read, with what is to be remembered."""
        if not self.seen:
            return replace(self.written, status=Status.DIFFERS, diagnostic=self._invisible())
        wrong = [name for name in self.differing if not self._is_only_form(name)]
        ignored = [name for name in wrong if self._is_unchanged(name)]
        result = replace(self.written, binding=self._remembered(ignored))
        return (
            replace(result, status=Status.DIFFERS, diagnostic=self._told(wrong, ignored)) if wrong else result
        )

    def notices(self) -> Iterator[Diagnostic]:
        """What is worth knowing and not wrong."""
        for name in self.differing:
            if self._is_only_form(name):
                yield Diagnostic(
                    f"{self.written.change.address}: the tenant stores {name} in another form",
                    "host case or a trailing slash; it will not come back as a change",
                    severity=Severity.NOTICE,
                )

    def _remembered(self, ignored: Sequence[str]) -> Binding:
        """A value the tenant ignored is not remembered: it is planned again."""
        binding = self.written.binding or Binding(str(self.written.id))
        read = {name: self._sealed(name) for name in self.differing if name not in ignored}
        applied = {name: value for name, value in binding.applied.items() if name not in ignored}
        read_back, unreadable = {**binding.read_back, **read}, binding.unreadable | self.unreadable
        return replace(binding, applied=applied, read_back=read_back, unreadable=unreadable)

    def _sealed(self, name: str) -> Remembered:
        stored = self.stored.get(name)
        if stored is None or not self.type.attribute(name).sensitive:
            return stored
        desired = (self.written.change.desired or {}).get(name)
        beside = isinstance(desired, Secret)
        return self.context.seal.remember(conceal_beside(stored, str(desired)) if beside else conceal(stored))

    def _is_unchanged(self, name: str) -> bool:
        observed = self.written.change.observed
        return observed is not None and self.stored.get(name) == comparable(observed.get(name))

    def _is_only_form(self, name: str) -> bool:
        sensitive = self.type.attribute(name).sensitive
        return sensitive and same_but_for_form(self.stored.get(name) or "", self.wanted[name])

    def _told(self, wrong: Sequence[str], ignored: Sequence[str]) -> Diagnostic:
        names = ", ".join(wrong)
        if set(wrong) <= set(ignored):
            detail = "the tenant accepted the write and kept what it had"
        else:
            detail = "the tenant stored something else"
        hint = "run plan to see both values; ask 8x8 support why the tenant changes them"
        return Diagnostic(
            f"{self.written.change.address}: written but reads back differently: {names}", detail, hint
        )

    def _invisible(self) -> Diagnostic:
        return Diagnostic(
            f"{self.written.change.address}: written but not shown by the tenant yet",
            f"id {self.written.id} was accepted",
            "its id is saved; run plan in a while",
        )


def _is_written(result: ChangeResult) -> bool:
    return result.status is Status.DONE and result.change.action is not Action.DELETE


def _listed(results: Iterable[ChangeResult], context: Context) -> dict[str, LiveResource]:
    names = {one.change.address.type for one in results}
    listed = (one for type in context.types if type.name in names for one in context.writer.list(type))
    return {one.id: one for one in listed if one.id is not None}


def _read_again(readings: Sequence[Reading], context: Context) -> None:
    waiting = list(readings)
    if not waiting:
        return
    for _ in moments(context):
        for reading in waiting:
            reading.read()
        waiting = [one for one in waiting if not one.converged]
        if not waiting:
            return


def _unreadable(readings: Iterable[Reading]) -> Iterator[Diagnostic]:
    names = sorted({(one.type.name, name) for one in readings for name in one.unreadable})
    for type, name in names:
        yield Diagnostic(
            f"The {name} of a {type} is not readable in this tenant",
            "it was sent; from now on it is compared with what was last applied, not with the tenant",
            severity=Severity.NOTICE,
        )
