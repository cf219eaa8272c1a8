"""`destroy`: delete every managed resource of one environment."""

from __future__ import annotations

from dataclasses import replace

from provisioner.apply.result import Result
from provisioner.model.configuration import Configuration
from provisioner.workflow.apply import Confirm, Intent, OnEvent, carry_out, unheard
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import configured


def destroy(options: Options, confirm: Confirm, on_event: OnEvent = unheard) -> Result:
    """Apply an empty configuration with prune: what the state binds is deleted, nothing else.

    All guards hold but the one against an empty configuration, and `confirm` is to ask for the environment's
    name. Raises what apply raises.
    """
    allowances = replace(options.allowances, empty=True)
    options = replace(options, prune=True, allowances=allowances)
    return carry_out(Intent("destroy", _emptied(configured(options))), options, confirm, on_event)


def _emptied(configuration: Configuration) -> Configuration:
    environment = configuration.environment
    guards = replace(environment.guards, confirm="name")
    return replace(configuration, definitions={}, environment=replace(environment, guards=guards))
