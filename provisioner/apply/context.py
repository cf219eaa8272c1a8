"""What an apply works with, handed to each of its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from provisioner.apply.writer import Journal, Writer
from provisioner.model.address import Address
from provisioner.model.resource_type import ResourceType
from provisioner.model.seal import Seal


@dataclass(frozen=True)
class Context:
    """One apply's surroundings.

    `ids` grows with every create, so that a channel planned with its webhook finds it. `known` holds the ids
    that bore a (type, name) before the first write, `seen` every id met so far. `settle` is the window
    in seconds in which a tenant may still show an earlier moment. `clock` is monotonic seconds, `now` epoch
    seconds, `stamp` the ISO time written into bindings; `stopped` says that a signal came.
    `environment` is named in the commands a person is told to run.
    """

    writer: Writer
    journal: Journal
    types: Sequence[ResourceType]
    seal: Seal
    clock: Callable[[], float]
    now: Callable[[], float]
    sleep: Callable[[float], None]
    stopped: Callable[[], bool]
    ids: dict[Address, str] = field(default_factory=dict)
    known: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    parallelism: int = 8
    settle: float = 10.0
    documented_only: bool = False
    stamp: str = ""
    commit: str = ""
    environment: str = ""

    def type_of(self, address: Address) -> ResourceType:
        """The description of an address's type."""
        return next(one for one in self.types if one.name == address.type)
