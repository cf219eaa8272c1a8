"""Which environment comes before which: changes are tried where `promotes_from` begins."""

from __future__ import annotations

from collections.abc import Iterable

from provisioner.config.load import load_environment
from provisioner.errors import ConfigurationError
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.options import Options


def in_promotion_order(options: Iterable[Options]) -> list[Options]:
    """Each after the environments it promotes from, those that are not asked for counted as well.

    What stands equally far from a beginning keeps its order. A file with a mistake promotes from nothing:
    whoever reads it next tells the mistake.
    """
    return sorted(options, key=lambda one: len(_before(one)))


def _before(options: Options) -> list[str]:
    """The environments that come before one; a circle, which is a mistake, is gone through once."""
    before: list[str] = []
    name = _promotes_from(options, options.environment)
    while name is not None and name not in before:
        before.append(name)
        name = _promotes_from(options, name)
    return before


def _promotes_from(options: Options, name: str) -> str | None:
    try:
        environment = load_environment(options.folder, name, RESOURCE_TYPES, options.reader)
    except ConfigurationError:
        return None
    return environment.promotes_from
