"""One change, one accepted write: what is sent for it and what its answer means."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from provisioner.apply.body import create_body, replace_body, texts
from provisioner.apply.context import Context
from provisioner.apply.result import ChangeResult, Status
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, TenantError
from provisioner.model.live import LiveResource
from provisioner.model.outcome import Done, NotSent, Outcome, Refused, Unknown
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import Binding, PendingWrite
from provisioner.model.value import Secret
from provisioner.plan.change import Action, Change


class Write:
    """One change on its way to the tenant; journaled before it is sent and after it is answered."""

    def __init__(self, change: Change, context: Context) -> None:
        self.change = change
        self.context = context
        self.type: ResourceType = context.type_of(change.address)
        self.number = 0
        self.wanted = texts(self.type, change.desired or {}, context.ids)
        self.binding = self._binding()

    def send(self) -> ChangeResult:
        """Carry the change out; raises ProvisionerError only when the journal cannot be written."""
        match self.change.action:
            case Action.CREATE:
                return self._create()
            case Action.UPDATE | Action.ADOPT:
                return self._update()
            case Action.DELETE:
                return self._delete()
            case Action.FORGET | Action.NO_OP:
                raise AssertionError(f"{self.change.address} has nothing to send")
            case _:
                assert_never(self.change.action)

    def settled(self, id: str) -> ChangeResult:
        """A create whose outcome was unknown was found under this id."""
        return self._done(id)

    def _create(self) -> ChangeResult:
        self._intend()
        outcome = self.context.writer.create(self.type, create_body(self.type, self.wanted))
        if isinstance(outcome, Done):
            return self._created(outcome.body.get("id"), outcome.body.get("name"))
        return self._not_done(outcome)

    def _created(self, id: object, name: object) -> ChangeResult:
        """Believe an answer only if it is about what was sent: a new id, and the name that was asked for."""
        seen = id in self.context.ids.values() or id in self.context.seen
        if isinstance(id, str) and id and not seen and name == self.wanted["name"]:
            return self._done(id)
        detail = f"the answer names id {id!r} and name {name!r}"
        return self._result(Status.UNKNOWN, Diagnostic("The answer is about something else", detail))

    def _update(self) -> ChangeResult:
        id = str(self.change.id)
        try:
            live = self.context.writer.read(self.type, id)
        except TenantError as error:
            return self._result(Status.FAILED, error.diagnostics[0])
        moved = self._moved(live)
        if moved is not None or live is None:
            return self._result(Status.MOVED, moved)
        body = replace_body(self.type, self.wanted, live.body, self.context.documented_only)
        self._intend()
        outcome = self.context.writer.replace(self.type, id, body)
        if isinstance(outcome, Unknown):
            outcome = self._look_again(id, body, outcome)
        if isinstance(outcome, Done):
            return self._done(id)
        return self._not_done(outcome)

    def _delete(self) -> ChangeResult:
        id = str(self.change.id)
        self._intend()
        outcome = self.context.writer.delete(self.type, id)
        if isinstance(outcome, Done):
            return self._concluded(replace(self.binding, id=""), id)
        return self._not_done(outcome)

    def _look_again(self, id: str, body: dict[str, object], unknown: Unknown) -> Outcome:
        """The answer to a PUT was lost: done if what was wanted lives, repeated if nothing changed."""
        try:
            live = self.context.writer.read(self.type, id)
        except TenantError:
            return unknown
        if live is not None and self._lives(live):
            return Done(live.body)
        if self._moved(live) is None:
            return self.context.writer.replace(self.type, id, body)
        return unknown

    def _lives(self, live: LiveResource) -> bool:
        decoded = self.type.decode(live.body)
        return all((decoded[name] or "") == text for name, text in self.wanted.items())

    def _moved(self, live: LiveResource | None) -> Diagnostic | None:
        """What changed since the plan was made: that is never overwritten."""
        hint = "run plan again and look at the new difference"
        if live is None:
            return Diagnostic(f"{self.change.address} was deleted since the plan was made", hint=hint)
        observed = texts(self.type, self.change.observed or {}, self.context.ids)
        decoded = self.type.decode(live.body)
        moved = [name for name, text in observed.items() if (decoded[name] or "") != text]
        if not moved:
            return None
        detail = ", ".join(self._movement(name) for name in moved)
        return Diagnostic(f"{self.change.address} moved since the plan was made", detail, hint)

    def _movement(self, name: str) -> str:
        return f"{name} is no longer {(self.change.observed or {}).get(name)}"

    @property
    def pending(self) -> PendingWrite:
        """What the journal is told before the write is sent."""
        change = self.change
        known = self.context.known.get((change.address.type, change.name), ()) if change.id is None else ()
        return PendingWrite(
            change.address, change.action, change.name, self.context.now(), self.binding, change.id, known
        )

    def _intend(self) -> None:
        self.number = self.context.journal.intend(self.pending)

    def _binding(self) -> Binding:
        desired = self.change.desired or {}
        seal = self.context.seal
        return Binding(
            id=self.change.id or "",
            applied={
                name: seal.remember(value) if isinstance(value, Secret) else self.wanted[name]
                for name, value in desired.items()
            },
            definition=self.change.definition,
            protect=self.change.protect,
            commit=self.context.commit,
            time=self.context.stamp,
        )

    def _done(self, id: str) -> ChangeResult:
        self.context.ids[self.change.address] = id
        return self._concluded(replace(self.binding, id=id), id)

    def _concluded(self, binding: Binding, id: str) -> ChangeResult:
        """The write was accepted; a journal that cannot be written any more ends the run after it."""
        done = ChangeResult(self.change, Status.DONE, id, binding=binding)
        try:
            self.context.journal.conclude(self.number, binding)
        except ProvisionerError as error:
            return replace(done, diagnostic=error.diagnostics[0], stops=True)
        return done

    def _not_done(self, outcome: Refused | NotSent | Unknown) -> ChangeResult:
        if isinstance(outcome, Unknown):
            return self._result(Status.UNKNOWN, outcome.diagnostic)
        self.context.journal.conclude(self.number, None)
        hopeless = isinstance(outcome, NotSent) or outcome.concerns_everything
        return self._result(Status.FAILED, outcome.diagnostic, stops=hopeless)

    def _result(self, status: Status, diagnostic: Diagnostic | None, stops: bool = False) -> ChangeResult:
        return ChangeResult(self.change, status, self.change.id, diagnostic, stops=stops)
