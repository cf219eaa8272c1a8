"""The counts that GitLab shows beside a merge request: its `terraform` report."""

from __future__ import annotations

import json
from collections import Counter

from provisioner.plan.change import Action
from provisioner.reports.shape import AnyDocument
from provisioner.reports.sheet import sheets


def gitlab_json(document: AnyDocument) -> str:
    """How many resources a plan would create, update and delete, in all environments; adopting updates."""
    actions: Counter[str] = Counter()
    for sheet in sheets(document):
        actions += sheet.actions
    counts = {
        "create": actions[Action.CREATE],
        "update": actions[Action.UPDATE] + actions[Action.ADOPT],
        "delete": actions[Action.DELETE],
    }
    return json.dumps(counts) + "\n"
