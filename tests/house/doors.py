"""Who may import whom: the rooms, the owner of each library, and the checker that names a forbidden arrow."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import PACKAGE, Import, imports, modules

BELOW = {"errors", "diagnostics", PACKAGE}
"""What every room but the simulator may import; `provisioner` itself holds the version and nothing else."""

DOORS: dict[str, set[str]] = {
    "cli": {"workflow", "reports", "resources", "model"} | BELOW,
    "workflow": {"apply", "plan", "diff", "config", "client", "state", "resources", "model"} | BELOW,
    "reports": {"apply", "plan", "diff", "model"} | BELOW,
    "apply": {"plan", "diff", "model"} | BELOW,
    "plan": {"diff", "model"} | BELOW,
    "diff": {"model"} | BELOW,
    "config": {"model"} | BELOW,
    "client": {"model"} | BELOW,
    "state": {"model"} | BELOW,
    "resources": {"model"} | BELOW,
    "model": BELOW,
    "simulator": set(),
    "errors": {"diagnostics"},
    "diagnostics": set(),
    PACKAGE: set(),
}

OWNERS: dict[str, tuple[str, ...]] = {
    "click": ("provisioner.cli",),
    "deepdiff": ("provisioner.diff",),
    "pydantic": ("provisioner.config",),
    "pydantic_core": ("provisioner.config",),
    "requests": ("provisioner.client",),
    "urllib3": ("provisioner.client",),
    "yaml": ("provisioner.config",),
}
"""The rooms or modules that may import each third-party library."""

EMBEDDED = "provisioner.workflow.embedded"
"""The one module that may start the simulator."""


def forbidden(root: Path) -> list[str]:
    """One sentence for every import below `root` that goes through no door."""
    found = (one for module in modules(PACKAGE, root) for one in imports(module))
    return [f"{one}: {reason}" for one in found for reason in objections(one)]


def objections(one: Import) -> Iterator[str]:
    """Why an import is not allowed; nothing if it is."""
    library = one.name.partition(".")[0]
    if one.relative:
        yield "relative imports hide the room"
    elif library == PACKAGE:
        yield from _between_rooms(one)
    elif not library:
        yield "nobody can tell what that is"
    elif library in OWNERS:
        if not owns(one.module.name, library):
            yield f"{library} belongs to {', '.join(OWNERS[library])}"
    elif library not in sys.stdlib_module_names:
        yield f"{library} has no owner"


def _between_rooms(one: Import) -> Iterator[str]:
    here, there = room_of(one.module.name), room_of(one.name)
    if here not in DOORS:
        yield f"{here} is no room of the table"
    elif there != here and there not in DOORS[here] and not _starts_the_simulator(one):
        yield f"{here} may import {', '.join(sorted(DOORS[here])) or 'nothing of ours'}"


def _starts_the_simulator(one: Import) -> bool:
    return one.module.name == EMBEDDED and room_of(one.name) == "simulator"


def owns(module: str, library: str) -> bool:
    """Whether a module lies in a room that owns the library, or is the one module that does."""
    return any(f"{module}.".startswith(f"{owner}.") for owner in OWNERS[library])


def room_of(name: str) -> str:
    """The room a dotted name lies in; a name that is no room (`__version__`) lies in the package itself."""
    second = name.split(".")[1:2]
    return second[0] if second and (second[0] in DOORS or _looks_like_a_module(second[0])) else PACKAGE


def _looks_like_a_module(name: str) -> bool:
    return name.islower() and not name.startswith("_")
