"""One change, one accepted write: what is sent for it and what its answer means."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from provisioner.apply.body import create_body, replace_body, texts
from provisioner.apply.context import Context
from provisioner.apply.movement import movement
from provisioner.apply.result import ChangeResult, Status
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, TenantError
from provisioner.model.attribute import Attribute
from provisioner.model.live import LiveResource
from provisioner.model.outcome import Done, NotSent, Outcome, Refused, Unknown
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import Binding, PendingWrite
from provisioner.model.uri import same_but_for_form
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

    def lives(self, live: LiveResource) -> bool:
        """Whether all that was wanted and can be read is there, be it in another form."""
        decoded = self.type.decode(live.body)
        readable = (one for one in self.type.attributes if one.name in self.wanted)
        return all(
            _stored(one, decoded[one.name] or "", self.wanted[one.name])
            for one in readable
            if not (one.maybe_unreadable and one.name not in live.body)
        )

    def _create(self) -> ChangeResult:
        self._intend()
        outcome = self.context.writer.create(self.type, create_body(self.type, self.wanted))
        if isinstance(outcome, Done):
            return self._created(outcome.body.get("id"), outcome.body.get("name"))
        return self._not_done(outcome)

    def _created(self, id: object, name: object) -> ChangeResult:
        """Believe an answer only if it is about what was sent: a new id, and the name that was asked for."""
        if isinstance(id, str) and id and id not in self.context.seen and name == self.wanted["name"]:
            return self._done(id)
        detail = f"the answer names id {id!r} and name {name!r}"
        return self._result(Status.UNKNOWN, Diagnostic("The answer is about something else", detail))

    def _update(self) -> ChangeResult:
        live = self._as_planned()
        if live is None:
            return self._result(Status.MOVED, movement(self.change, self.type, None))
        if isinstance(live, ChangeResult):
            return live
        id = str(self.change.id)
        body = replace_body(self.type, self.wanted, live.body, self.context.documented_only)
        self._intend()
        outcome = self.context.writer.replace(self.type, id, body)
        if isinstance(outcome, Unknown):
            return self._look_again(id, body, outcome)
        return self._answered(id, outcome)

    def _delete(self) -> ChangeResult:
        """What somebody else deleted meanwhile is done without a call."""
        live = self._as_planned()
        if isinstance(live, ChangeResult):
            return live
        id, unbound = str(self.change.id), replace(self.binding, id="")
        if live is None:
            return ChangeResult(self.change, Status.DONE, id, binding=unbound)
        self._intend()
        outcome = self.context.writer.delete(self.type, id)
        if isinstance(outcome, Unknown) and self._is_gone(id):
            outcome = Done()
        return self._concluded(unbound, id) if isinstance(outcome, Done) else self._not_done(outcome)

    def _as_planned(self) -> LiveResource | ChangeResult | None:
        """The live resource just before it is written to, None when it is gone, else why it is left alone."""
        try:
            live = self.context.writer.read(self.type, str(self.change.id))
        except TenantError as error:
            return self._result(Status.FAILED, error.diagnostics[0])
        moved = movement(self.change, self.type, live) if live else None
        return self._result(Status.MOVED, moved) if moved else live

    def _is_gone(self, id: str) -> bool:
        try:
            return self.context.writer.read(self.type, id) is None
        except TenantError:
            return False

    def _look_again(self, id: str, body: dict[str, object], unknown: Unknown) -> ChangeResult:
        """The answer to a PUT was lost: repeated if nothing changed, done if what was wanted lives."""
        try:
            live = self.context.writer.read(self.type, id)
        except TenantError:
            return self._not_done(unknown)
        moved = movement(self.change, self.type, live)
        if moved is None:
            return self._answered(id, self.context.writer.replace(self.type, id, body))
        if live is not None and self.lives(live):
            return self._done(id)
        self.context.journal.conclude(self.number, None)
        return replace(self._result(Status.MOVED, moved), sent=True)

    def _answered(self, id: str, outcome: Outcome) -> ChangeResult:
        return self._done(id) if isinstance(outcome, Done) else self._not_done(outcome)

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
        seal, kept = self.context.seal, self.change.kept or Binding("")
        applied = {
            name: seal.remember(value) if isinstance(value, Secret) else self.wanted[name]
            for name, value in desired.items()
        }
        return Binding(
            id=self.change.id or "",
            applied={**kept.applied, **applied},
            read_back=kept.read_back,
            unreadable=kept.unreadable,
            definition=self.change.definition,
            protect=self.change.protect,
            commit=self.context.commit,
            time=self.context.stamp,
        )

    def _done(self, id: str) -> ChangeResult:
        self.context.ids[self.change.address] = id
        self.context.seen.add(id)
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


def _stored(attribute: Attribute, live: str, wanted: str) -> bool:
    return live == wanted or (attribute.sensitive and same_but_for_form(live, wanted))
