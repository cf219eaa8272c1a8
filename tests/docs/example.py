"""The two files that the README shows, and what the other pages lay over them."""

from __future__ import annotations

import re
from pathlib import Path

from provisioner.config.load import Reading, read
from provisioner.config.reader import Reader
from provisioner.diagnostics import Severity
from provisioner.resources import RESOURCE_TYPES
from tests.docs.pages import page

ENVIRONMENT = "environments/prod.yaml"
SHARED = "environments/shared/chat.yaml"
FILES = {block.marks["file"]: block.text for block in page("README.md").blocks if "file" in block.marks}
_SECTION = re.compile(r"(?m)^(?=[a-z_]+:)")


class Example:
    """A folder with these files; a section laid over one of them replaces the section of its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def lay(self, name: str, text: str) -> None:
        """Lay sections over a file."""
        laid = sections(text)
        assert laid, text
        self.write(name, "".join((sections((self.folder / name).read_text("utf-8")) | laid).values()))

    def read(self) -> Reading:
        """What came of the environment, no secret read."""
        return read(Reader(self.folder, RESOURCE_TYPES), "prod", environ=None)

    def told(self, severity: Severity) -> list[str]:
        """The summaries of one severity."""
        return [one.summary for one in self.read().diagnostics if one.severity is severity]

    def write(self, name: str, text: str) -> None:
        """Write a file, whatever stood there."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """The sections of a file by name, each with its line breaks."""
    return {part.partition(":")[0]: part.rstrip("\n") + "\n" for part in _SECTION.split(text) if part.strip()}
