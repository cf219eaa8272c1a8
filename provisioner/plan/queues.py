"""From the queue keys of the files to the queues of one tenant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.model.environment import Environment, QueueBinding
from provisioner.model.live import LiveQueue


def used_queues(configuration: Configuration) -> tuple[str, ...]:
    """The queue keys that channels name, sorted."""
    named = {definition.attributes.get("queue") for definition in configuration.definitions.values()}
    return tuple(sorted(key for key in named if isinstance(key, str)))


def names_needed(configuration: Configuration) -> bool:
    """Whether a queue in use is bound by name, so that the tenant must be asked."""
    bindings = configuration.environment.queues
    return any(bindings[key].name is not None for key in used_queues(configuration))


def resolve_queues(configuration: Configuration, queues: Iterable[LiveQueue] | None) -> Mapping[Address, str]:
    """The id of every queue key that is in use or bound by id; raises ConfigurationError with all mistakes.

    Ids are trusted when the queues were not read, and checked when they were.
    """
    environment = configuration.environment
    used = {key: environment.queues[key] for key in used_queues(configuration)}
    by_id = {Address("queue", key): one.id for key, one in environment.queues.items() if one.id is not None}
    if queues is None:
        return by_id
    lookup = _Lookup(tuple(queues), environment)
    found = {key: lookup.find(key, binding) for key, binding in used.items()}
    mistakes = [one for one in found.values() if isinstance(one, Diagnostic)]
    if mistakes:
        raise ConfigurationError(*mistakes)
    ids = {Address("queue", key): one for key, one in found.items() if isinstance(one, str)}
    return {**ids, **by_id}


def find_queue(key: str, environment: Environment, queues: Iterable[LiveQueue]) -> str | Diagnostic:
    """The id of one bound key, or what is wrong with its binding."""
    return _Lookup(tuple(queues), environment).find(key, environment.queues[key])


class _Lookup:
    """The queues of one tenant by id and by name."""

    def __init__(self, queues: tuple[LiveQueue, ...], environment: Environment) -> None:
        self.queues = queues
        self.tenant = environment.tenant.id
        self.by_id = {one.id: one for one in queues}
        self.by_name: dict[str, list[LiveQueue]] = defaultdict(list)
        for one in queues:
            self.by_name[one.name].append(one)

    def find(self, key: str, binding: QueueBinding) -> str | Diagnostic:
        """The id, or what is wrong with the binding."""
        wanted = f'named "{binding.name}"' if binding.name is not None else f"with id {binding.id}"
        found = self.by_name.get(binding.name, []) if binding.name is not None else self._with_id(binding)
        usable = [one for one in found if one.usable]
        if len(usable) == 1:
            return usable[0].id
        if len(usable) > 1:
            ids = " and ".join(one.id for one in usable)
            return _mistake(
                key,
                binding,
                f"tenant {self.tenant} has {len(usable)} queues {wanted}: {ids}",
                "bind it by id",
            )
        if found:
            media = ", ".join(f"{one.id} is a {one.media} queue" for one in found)
            return _mistake(key, binding, f"no chat queue {wanted}: {media}", self._candidates(key, binding))
        return _mistake(
            key, binding, f"tenant {self.tenant} has no queue {wanted}", self._candidates(key, binding)
        )

    def _with_id(self, binding: QueueBinding) -> list[LiveQueue]:
        found = self.by_id.get(str(binding.id))
        return [found] if found else []

    def _candidates(self, key: str, binding: QueueBinding) -> str:
        """The chat queues it may have meant: those that differ in case first, else all, ten at most."""
        usable = [one for one in self.queues if one.usable]
        wanted = (binding.name or key).casefold()
        near = [one for one in usable if one.name.casefold() == wanted] or usable
        shown = ", ".join(f'"{one.name}" ({one.id})' for one in near[:10])
        more = f" and {len(near) - 10} more" if len(near) > 10 else ""
        return f"the tenant has {shown}{more}" if near else "the tenant shows no chat queue to this key"


def _mistake(key: str, binding: QueueBinding, detail: str, hint: str) -> Diagnostic:
    return Diagnostic(f"Queue {key} cannot be found", detail, hint, binding.position)
