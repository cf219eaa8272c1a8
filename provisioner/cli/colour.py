"""Whether a stream gets colours."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Colour(StrEnum):
    """What `--color` says."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wanted(choice: Colour, terminal: bool, environ: Mapping[str, str]) -> bool:
    """The flag decides, then NO_COLOR, FORCE_COLOR, TERM=dumb, and last whether it is a terminal."""
    if choice is not Colour.AUTO:
        return choice is Colour.ALWAYS
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return terminal and environ.get("TERM") != "dumb"
