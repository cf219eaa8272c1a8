"""`simulator` on the command line, where it cannot serve."""

from __future__ import annotations

import socket

import pytest

from tests.cli.shell import Shell


def test_a_real_tenant_is_not_simulated(shell: Shell) -> None:
    shell.change("endpoint: simulator", "api_key: { env: PROVISIONER_KEY }")
    shell.change("simulator:\n  queues: { 101: Sales, 102: Billing }\n", "")
    ended = shell.run("simulator -e sandbox")
    assert (ended.code, ended.out) == (64, "")
    assert "environments/sandbox.yaml is a real tenant" in ended.err


@pytest.mark.parametrize("environment", ["", "-e sandbox"])
def test_a_port_in_use_is_named(shell: Shell, environment: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = shell.run(f"simulator {environment} --port {port}")
    assert (ended.code, ended.out) == (1, "")
    assert f"Port {port} cannot be served" in ended.err
