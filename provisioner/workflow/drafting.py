"""From a live tenant to drafts: what every resource would be called, and what stands against declaring it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from provisioner.config.names import looks
from provisioner.config.objection import objection
from provisioner.model.address import Address
from provisioner.model.attribute import Attribute
from provisioner.model.key import free_keys, key_of
from provisioner.model.live import LiveResource, Snapshot
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.queue import QUEUE
from provisioner.workflow.draft import Draft, Drafts, LeftOut
from provisioner.workflow.draft_template import Templates, variables_of
from provisioner.workflow.known import Identity, Known
from provisioner.workflow.queue_keys import Binding, QueueKeys

UNREADABLE = "its id or name is missing or no text"


def drafts(known: Known, snapshot: Snapshot) -> Drafts:
    """Draft every live resource that can be managed and stands in no file yet.

    The same tenant gives the same drafts, and the same name the same key in every tenant.
    """
    drafting = _Drafting(known, snapshot)
    for type in RESOURCE_TYPES:
        drafting.draft(type)
    found = sorted(drafting.found, key=lambda one: (_TYPES[one.address.type], one.address.key))
    left_out = sorted(drafting.left_out, key=lambda one: (_TYPES[one.type], one.name, one.id))
    return Drafts(tuple(found), drafting.bindings(found), drafting.templates.lifted, tuple(left_out))


_TYPES = {type.name: place for place, type in enumerate(RESOURCE_TYPES)}


@record
class _Candidate:
    """A live resource that a file could declare, `words` being its attributes before it has a key."""

    live: LiveResource
    words: Mapping[str, str]
    decoded: Mapping[str, str]

    @property
    def identity(self) -> Identity:
        return self.live.type, str(self.live.id)

    @property
    def name(self) -> str:
        return str(self.live.name)

    @property
    def place(self) -> tuple[object, ...]:
        """By name; resources of one name by what they are, so that their numbers mean the same elsewhere."""
        return self.name, sorted(self.words.items()), str(self.live.id)


class _Drafting:
    """One drafting under way."""

    def __init__(self, known: Known, snapshot: Snapshot) -> None:
        self.known = known
        self.snapshot = snapshot
        self.queues = QueueKeys(known.environment.queues, snapshot.queues)
        self.templates = Templates(known.outline.vars, variables_of(known))
        self.keys = {identity: address.key for identity, address in known.addresses.items()}
        self.live = {(one.type, one.id) for listed in snapshot.resources.values() for one in listed}
        self.live_keys: dict[Identity, str] = {}
        self.found: list[Draft] = []
        self.left_out: list[LeftOut] = []

    def draft(self, type: ResourceType) -> None:
        """Draft the resources of one type; those it refers to are drafted before."""
        fit = list(self._unlike(type, sorted(self._candidates(type), key=self._order)))
        self._name(type, fit)
        names = Counter(one.name for one in self.snapshot.of(type.name) if one.accepted)
        for one in sorted(fit, key=lambda one: self.keys[one.identity]):
            self.found.append(self._draft(type, one, names[one.name]))

    def _order(self, one: _Candidate) -> tuple[object, ...]:
        """Those that have a key already come first."""
        return one.identity not in self.keys, one.place

    def bindings(self, found: Iterable[Draft]) -> dict[str, Binding]:
        """The queue bindings that drafts need beside those there are, by key."""
        needed = {one.attributes[QUEUE.name]: one.live[QUEUE.name] for one in found if QUEUE.name in one.live}
        made = ((key, self.queues.binding(id)) for key, id in sorted(needed.items()))
        return {key: binding for key, binding in made if binding is not None}

    def _candidates(self, type: ResourceType) -> Iterator[_Candidate]:
        for live in self.snapshot.of(type.name):
            identity = type.name, str(live.id)
            if self.known.addresses.get(identity) in self.known.declared:
                self.live_keys[identity] = self.keys[identity]
                continue
            decoded = {name: value for name, value in type.decode(live.body).items() if value}
            reason = self._objection(type, live, decoded)
            if reason is None:
                yield _Candidate(live, self._words(type, decoded), decoded)
            else:
                self.left_out.append(LeftOut(type.name, live.id or "", live.name or "", reason))

    def _objection(self, type: ResourceType, live: LiveResource, decoded: Mapping[str, str]) -> str | None:
        """Why a live resource cannot be declared."""
        if not live.readable:
            return UNREADABLE
        if not live.accepted:
            return f"of type {live.body.get('type')}"
        ambiguous = self.known.ambiguous.get((type.name, str(live.id)))
        if ambiguous is not None:
            return f"it may be {ambiguous}: several live resources bear that name"
        for attribute in type.attributes:
            reason = self._attribute_objection(attribute, decoded.get(attribute.name))
            if reason is not None:
                return reason
        return None

    def _attribute_objection(self, attribute: Attribute, value: str | None) -> str | None:
        if value is None:
            return f"it has no {attribute.name}" if attribute.required else None
        if attribute.reference == QUEUE.name:
            return self.queues.objection(value)
        if attribute.reference:
            known = (attribute.reference, value) in self.live_keys
            return None if known else self._dangling(attribute.reference, value)
        complaint = objection(attribute, value, self.known.outline.destination)
        return f"its {attribute.name}: {complaint.detail}" if complaint else None

    def _dangling(self, type: str, id: str) -> str:
        return f"its {type} {id} is {'left out' if (type, id) in self.live else 'not in the tenant'}"

    def _words(self, type: ResourceType, decoded: Mapping[str, str]) -> dict[str, str]:
        return {
            one.name: self._word(one, decoded[one.name]) for one in type.attributes if one.name in decoded
        }

    def _word(self, attribute: Attribute, value: str) -> str:
        if attribute.reference == QUEUE.name:
            return self.queues.key(value)
        return self.live_keys[attribute.reference, value] if attribute.reference else value

    def _unlike(self, type: ResourceType, candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
        """Those whose names can be told from all others; the loader takes no two that only look the same."""
        declared = (one for address, one in self.known.definitions.items() if address in self.known.declared)
        seen = {looks(one.name): one.name for one in declared if one.address.type == type.name}
        for one in candidates:
            if seen.setdefault(looks(one.name), one.name) == one.name:
                yield one
            else:
                reason = "its name cannot be told from another one"
                self.left_out.append(LeftOut(*one.identity, one.name, reason))

    def _name(self, type: ResourceType, candidates: Iterable[_Candidate]) -> None:
        """Give each a key: the one it has, else the one its name gives."""
        taken = [key for (of, _), key in self.keys.items() if of == type.name]
        taken += [address.key for address in self.known.mentioned if address.type == type.name]
        nameless = [one for one in candidates if one.identity not in self.keys]
        self.keys |= free_keys(((one.identity, key_of(one.name, type.name)) for one in nameless), taken)
        self.live_keys |= {one.identity: self.keys[one.identity] for one in candidates}

    def _draft(self, type: ResourceType, one: _Candidate, twins: int) -> Draft:
        address = Address(type.name, self.keys[one.identity])
        definition = self.known.definitions.get(address)
        templates = definition.templates if definition else {}
        words = dict(one.words)
        for attribute in type.attributes:
            if attribute.name in words and not attribute.reference:
                make = self.templates.of_uri if attribute.sensitive else self.templates.of_text
                words[attribute.name] = make(address, words[attribute.name], templates.get(attribute.name))
        protect = definition is not None and definition.protect
        return Draft(address, str(one.live.id), one.name, words, one.decoded, protect, twins)
