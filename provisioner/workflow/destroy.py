"""`destroy`: delete every managed resource of one environment."""

from __future__ import annotations

from dataclasses import replace

from provisioner.apply.result import Result
from provisioner.workflow.apply import Confirm, OnEvent, apply_configuration
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import configured


def destroy(options: Options, confirm: Confirm, on_event: OnEvent) -> Result:
    """Apply an empty configuration with prune: what the state binds is deleted, nothing else.

    All guards hold but the one against an empty configuration. Raises what apply raises.
    """
    configuration = replace(configured(options), definitions={})
    allowances = replace(options.allowances, empty=True)
    return apply_configuration(
        configuration, replace(options, prune=True, allowances=allowances), confirm, on_event
    )
