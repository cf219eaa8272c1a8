"""The simulated tenant beside the files: what its section says, and who else may serve it."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from provisioner.errors import ConfigurationError, ProvisionerError, UsageError
from provisioner.model.environment import Environment, Tenant
from provisioner.simulator import Queue
from provisioner.workflow.embedded import (
    KEY,
    database_of,
    embedded,
    serve_empty,
    serve_environment,
    tenant_setup,
)


def sandbox(endpoint: str = "simulator", **section: Any) -> Environment:
    return Environment("sandbox", "environments/sandbox.yaml", Tenant("box", endpoint), simulator=section)


def test_the_section_says_what_the_tenant_starts_with() -> None:
    setup = tenant_setup(sandbox(queues={"101": "Sales"}, description="dropped", latency="20ms"))
    assert (setup.id, setup.key.value, setup.queues) == ("box", KEY, (Queue(101, "Sales"),))
    assert (setup.switches.description, setup.switches.latency) == ("dropped", 0.02)


def test_a_section_may_say_nothing() -> None:
    assert tenant_setup(sandbox()).queues == ()


def test_a_switch_nobody_knows_names_the_file() -> None:
    with pytest.raises(ConfigurationError, match=r"environments/sandbox\.yaml: simulator: .*description"):
        tenant_setup(sandbox(descripton="dropped"))


def test_a_broken_database_is_told_with_its_place(tmp_path: Path) -> None:
    database = database_of(tmp_path, sandbox())
    database.write_text("this is no database, but long enough to be looked at as if it were one")
    with pytest.raises(ProvisionerError, match="cannot be opened"), embedded(tmp_path, sandbox()):
        pass


def test_a_real_tenant_is_not_simulated(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a real tenant"):
        serve_environment(tmp_path, sandbox(endpoint="https://api.8x8.com"), 0, lambda url: None)


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ProvisionerError, match=f"Port {port} cannot be served"):
            serve_empty("box", port, lambda url: None)


class ServedError(Exception):
    """Ends the serving from within: what was told stands in its arguments."""


def end(url: str) -> None:
    raise ServedError(url)


def test_an_empty_tenant_tells_its_url_once_it_answers() -> None:
    with pytest.raises(ServedError, match=r"http://127\.0\.0\.1:\d+"):
        serve_empty("box", 0, end)


def test_an_environment_tells_its_url_once_it_answers(tmp_path: Path) -> None:
    with pytest.raises(ServedError, match=r"http://127\.0\.0\.1:\d+"):
        serve_environment(tmp_path, sandbox(), 0, end)
    assert database_of(tmp_path, sandbox()).is_file()
