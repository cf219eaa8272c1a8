"""The product as a measured program: its library is driven as the command line drives it."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections import Counter
from pathlib import Path

from benchmarks.environment import NAME
from provisioner.plan.change import Action
from provisioner.plan.plan import Plan
from provisioner.workflow.options import Options


def plan(options: Options) -> Plan:
    """Plan, and print the plan to nowhere."""
    from provisioner.reports.document import plan_document
    from provisioner.reports.formats import render
    from provisioner.workflow import plan as verb

    planned = verb.plan(options)
    Path(os.devnull).write_text(render(plan_document(planned)), encoding="utf-8")
    return planned


def apply(options: Options) -> Plan:
    """Apply without a question; raises AssertionError unless everything was done."""
    from provisioner.workflow import apply as verb

    result = verb.apply(options, confirm=lambda plan: True, on_event=lambda event: None)
    ends = Counter(one.status.value for one in result.results)
    assert result.exit_code == 0, f"exit code {result.exit_code}: {dict(ends)}"
    return result.plan


def main(verb: str, folder: str, connections: str) -> None:
    """Carry out `plan` or `apply` and write what was found to do."""
    options = Options(Path(folder), NAME, parallelism=int(connections))
    counts = {"plan": plan, "apply": apply}[verb](options).counts
    found = {"created": Action.CREATE, "updated": Action.UPDATE, "unchanged": Action.NO_OP}
    json.dump({word: counts[action] for word, action in found.items()}, sys.stdout)
    gc.freeze()  # as the command line ends


if __name__ == "__main__":
    main(*sys.argv[1:])
