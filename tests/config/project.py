"""A small configuration in a folder of its own, to be broken in one place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from provisioner.config.load import load, read
from provisioner.config.reader import Reader
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration, Definition
from provisioner.resources import RESOURCE_TYPES

ENVIRONMENT = """\
format_version: 1
environment: prod
tenant: { id: acmeprod01, api_key: { env: PROVISIONER_KEY } }
include: [shared]
vars: { host: bots.example.com }
queues:
  sales: { id: 101 }
  support: { name: Support Tier 1 }
"""
WEBHOOKS = """\
format_version: 1
webhooks:
  bot:
    name: Bot
    uri: https://${vars.host}/8x8
"""
CHANNELS = """\
format_version: 1
channels:
  web:
    name: Web chat
    webhook: bot
    queue: sales
"""
PROD = "environments/prod.yaml"
SHARED = "environments/shared"


class Project:
    """The folder that holds environments/; every file can be replaced, changed or added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write(PROD, ENVIRONMENT)
        self.write(f"{SHARED}/webhooks.yaml", WEBHOOKS)
        self.write(f"{SHARED}/channels.yaml", CHANNELS)

    def write(self, path: str, text: str | bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, path: str, before: str, after: str) -> None:
        text = (self.folder / path).read_text(encoding="utf-8")
        assert before in text
        self.write(path, text.replace(before, after))

    def environment(self, before: str, after: str) -> None:
        self.change(PROD, before, after)

    def overlay(self, text: str) -> None:
        """Add sections to the environment's own file."""
        self.write(PROD, (self.folder / PROD).read_text(encoding="utf-8") + text)

    def webhooks(self, before: str, after: str) -> None:
        self.change(f"{SHARED}/webhooks.yaml", before, after)

    def channels(self, before: str, after: str) -> None:
        self.change(f"{SHARED}/channels.yaml", before, after)

    def load(self, environ: Mapping[str, str] | None = None) -> Configuration:
        return load(self.folder, "prod", environ, RESOURCE_TYPES)

    def definition(self, address: str, environ: Mapping[str, str] | None = None) -> Definition:
        return self.load(environ).definitions[Address.parse(address)]

    def errors(self, environ: Mapping[str, str] | None = None, name: str = "prod") -> tuple[Diagnostic, ...]:
        """Every mistake, after proof that loading refuses with exactly these."""
        reading = read(Reader(self.folder, RESOURCE_TYPES), name, environ)
        errors = tuple(one for one in reading.diagnostics if one.severity is Severity.ERROR)
        if errors:
            with pytest.raises(ConfigurationError) as refused:
                load(self.folder, name, environ, RESOURCE_TYPES)
            assert (refused.value.diagnostics, refused.value.exit_code) == (errors, 78)
        return errors

    def error(self, environ: Mapping[str, str] | None = None) -> Diagnostic:
        """The one mistake there is: one mistake gives one error."""
        (error,) = self.errors(environ)
        assert error.hint, error
        return error

    def warning(self) -> Diagnostic:
        """The one warning of a configuration without errors."""
        (warning,) = self.load().warnings
        return warning


def place(diagnostic: Diagnostic) -> str:
    """What the caret points at."""
    position = diagnostic.position
    assert position is not None
    return diagnostic.source[position.column - 1 : position.column - 1 + position.length]
