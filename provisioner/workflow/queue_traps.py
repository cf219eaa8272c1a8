"""Queue keys that mean nothing, or something else, in the tenant a definition is carried to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.environment import Environment
from provisioner.model.live import LiveQueue
from provisioner.plan.queues import find_queue
from provisioner.resources.queue import QUEUE
from provisioner.workflow.blockers import Side
from provisioner.workflow.carrying import Carrying, referred

MOST_CANDIDATES = 10


def unbound(carrying: Carrying, target: Environment, sides: tuple[Side, Side] | None) -> Iterator[Diagnostic]:
    """Queue keys that the target does not bind, each with the queues that it may mean there."""
    users = _users(carrying)
    for key in sorted(users.keys() - target.queues.keys()):
        name = _name_in(sides[0], key) if sides else None
        told = f'; in {sides[0].name} it is "{name}"' if sides and name else ""
        yield Diagnostic(
            f"{target.path} does not bind the queue {key}",
            f"{', '.join(map(str, users[key]))} routes to it{told}",
            _candidates(key, name, sides[1].queues if sides else None),
        )


def misbound(carrying: Carrying, sides: tuple[Side, Side]) -> Iterator[Diagnostic]:
    """Queue keys that are bound to no queue of the target's tenant, to several, or to another one's id."""
    source, target = sides
    for key in sorted(_users(carrying).keys() & target.environment.queues.keys()):
        if target.queues is None:
            continue
        found = find_queue(key, target.environment, target.queues)
        if isinstance(found, Diagnostic):
            yield found
        elif copied := _copied(key, found, source, target):
            yield copied


def _users(carrying: Carrying) -> dict[str, list[Address]]:
    users: dict[str, list[Address]] = {}
    for address, type, key in referred(carrying):
        if type == QUEUE.name:
            users.setdefault(key, []).append(address)
    return users


def _copied(key: str, id: str, source: Side, target: Side) -> Diagnostic | None:
    """An id that is another queue there: whoever copied the line meant the queue of the first tenant."""
    binding = target.environment.queues[key]
    if binding.id is None or key not in source.environment.queues or source.queues is None:
        return None
    meant = find_queue(key, source.environment, source.queues)
    names = {one.id: one.name for one in target.queues or ()}
    wanted = _name_in(source, key)
    if meant != id or names.get(id) == wanted:
        return None
    return Diagnostic(
        f"The queue {key} of {target.name} has the id it has in {source.name}",
        f'{id} is "{wanted}" in {source.name} and "{names.get(id)}" in {target.name}',
        f"{_candidates(key, wanted, target.queues)}\nif it is meant: bind it by its name",
        binding.position,
    )


def _name_in(side: Side, key: str) -> str | None:
    if side.queues is None or key not in side.environment.queues:
        return None
    found = find_queue(key, side.environment, side.queues)
    return next((one.name for one in side.queues if one.id == found), None)


def _candidates(key: str, name: str | None, queues: Iterable[LiveQueue] | None) -> str:
    """Lines to put under `queues:`: the queues of that name in whatever case, else all chat queues."""
    if queues is None:
        return f"add `{key}` under `queues:` there"
    queues = tuple(queues)
    near = [one for one in queues if one.name.casefold() == (name or key).casefold()]
    listed = near or [one for one in queues if one.usable]
    lines = [f"  {key}: {{ id: {one.id} }}  # {_described(one)}" for one in listed[:MOST_CANDIDATES]]
    more = [f"  # and {len(listed) - MOST_CANDIDATES} more"] if len(listed) > MOST_CANDIDATES else []
    return "\n".join(["bind it under `queues:` there, to one of these:", *lines, *more])


def _described(queue: LiveQueue) -> str:
    return queue.name if queue.usable else f"{queue.name}, a {queue.media} queue: no chat can enter it"
