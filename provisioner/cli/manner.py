"""How the flags of one run want to be spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provisioner.cli.colour import Colour
from provisioner.cli.report_files import ReportFile
from provisioner.reports.formats import Format


class LogFormat(StrEnum):
    """How stderr speaks."""

    TEXT = "text"
    JSON = "json"


@dataclass
class Manner:
    """`verbosity` is -1 for quiet, 0, 1 or 2; `files` is where else the report goes."""

    format: Format = Format.TEXT
    files: tuple[ReportFile, ...] = ()
    colour: Colour = Colour.AUTO
    log_format: LogFormat = LogFormat.TEXT
    verbosity: int = 0

    @property
    def json_log(self) -> bool:
        """Whether every line of stderr is to be a JSON document."""
        return self.log_format is LogFormat.JSON
