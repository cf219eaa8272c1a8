"""Plain data as YAML to be shown, each leaf with the place it comes from if that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provisioner.model.yaml_text import yaml_lines
from provisioner.reports.escape import disarmed, quoted
from provisioner.reports.width import padded, width


def yaml_text(data: Mapping[str, Any], origins: Mapping[str, str] | None = None) -> str:
    """Two blanks an indentation; with `origins` (dotted path to place) each leaf says where it comes from."""
    lines = [(disarmed(line), ".".join(path)) for line, path in yaml_lines(data)]
    column = max((width(line) for line, path in lines if path), default=0) + 2
    told = origins or {}
    return "".join(
        f"{padded(line, column)}# {quoted(told[path])[1:-1]}\n" if path in told else f"{line}\n"
        for line, path in lines
    )
