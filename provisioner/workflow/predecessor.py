"""The environment that must have had a change before: its files and its state, as they are found."""

from __future__ import annotations

from dataclasses import replace

from provisioner.config.load import load
from provisioner.errors import ConfigurationError, StateError
from provisioner.model.configuration import Configuration
from provisioner.plan.promotion import Predecessor
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.memory import known, store_of
from provisioner.workflow.options import Options


def predecessor_of(options: Options, configuration: Configuration) -> Predecessor | None:
    """What `promotes_from` names, if anything is declared to be held against it; reads no secret, no tenant.

    A mistake in its files or its state is carried along: whether it matters, the guards decide.
    """
    name = configuration.environment.promotes_from
    if name is None or not configuration.definitions:
        return None
    try:
        before = load(options.folder, name, None, RESOURCE_TYPES, options.reader)
        state = known(store_of(replace(options, environment=name)), before.environment)
    except (ConfigurationError, StateError) as error:
        return Predecessor(name, unusable=error.diagnostics[0])
    return Predecessor(name, before, state)
