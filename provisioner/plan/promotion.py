"""What an environment must have had before the one that promotes from it."""

from __future__ import annotations

from collections.abc import Iterator

from provisioner.diagnostics import Diagnostic, Severity
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.record import record
from provisioner.model.state import State


@record
class Predecessor:
    """The environment that `promotes_from` names: what its files declare, and what was applied there.

    `state` is None where nothing ever was. With `unusable`, its files or its state cannot be read, and why.
    """

    name: str
    configuration: Configuration | None = None
    state: State | None = None
    unusable: Diagnostic | None = None

    @property
    def standing(self) -> str:
        """What is to be said of definitions it has not had."""
        if self.unusable is not None:
            return f"nobody can tell what that has had ({self.unusable.summary})"
        return "that has not had these as they are now" if self.state else "nothing was applied there yet"

    def declares(self, address: Address) -> bool:
        """Whether it has the resource too; what it cannot tell it might have."""
        return self.configuration is None or address in self.configuration.definitions

    def had(self, definition: Definition, include: tuple[str, ...]) -> bool:
        """Whether the definition was applied there as it stands before the overlay of an environment.

        Folders that only one of the two includes are overlays as well: then what counts is that it has had
        all that its own files say.
        """
        binding = self.state.bindings.get(definition.address) if self.state else None
        if binding is None or self.configuration is None:
            return False
        wanted = {definition.digest}
        if self.configuration.environment.include != include:
            wanted.add(self.configuration.definitions[definition.address].digest)
        return binding.definition in wanted


def ahead(configuration: Configuration, predecessor: Predecessor | None) -> tuple[Definition, ...]:
    """The definitions that the environment before has as well, and has not had as they are now."""
    if predecessor is None:
        return ()
    include = configuration.environment.include
    return tuple(
        one
        for one in configuration.definitions.values()
        if predecessor.declares(one.address) and not predecessor.had(one, include)
    )


def exempt(configuration: Configuration, predecessor: Predecessor | None) -> Iterator[Diagnostic]:
    """A notice that names what the environment before does not have and nobody can have tried there."""
    if predecessor is None:
        return
    own = [str(one) for one in configuration.definitions if not predecessor.declares(one)]
    if own:
        counted = "1 resource is" if len(own) == 1 else f"{len(own)} resources are"
        summary = f"{counted} not held against {predecessor.name}, which declares no such"
        yield Diagnostic(summary, ", ".join(own), severity=Severity.NOTICE)
