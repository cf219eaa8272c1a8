"""`init` on the command line: a sandbox, or the first environment from a tenant that is set up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioner.simulator import Simulator
from tests.cli.shell import Shell

KEY = "eght_the-key-of-acme"
HOOK = {
    "name": "Bot",
    "uri": "https://bots.example.com/8x8?token=s3cret-of-it",
    "version": "Chat Gateway v1.0",
}


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """A tenant that somebody set up by hand."""
    monkeypatch.setenv("PROVISIONER_PROD_API_KEY", KEY)
    with Simulator() as simulator:
        tenant = simulator.add_tenant("acme", KEY, queues={101: "Sales"})
        hook = tenant.put("webhooks", HOOK)
        routing = {"type": "queue", "id": "101"}
        tenant.put("channels", {"name": "Web chat", "webHookId": hook, "routingOptions": routing})
        yield simulator


def line(simulator: Simulator, *flags: str) -> tuple[str, ...]:
    return ("init --from-tenant -e prod --tenant acme", "--endpoint", simulator.url, *flags)


def test_a_tenant_becomes_the_first_environment(
    served: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, secrets = Shell(tmp_path / "new"), tmp_path / "prod.env"
    shell.folder.mkdir()
    ended = shell.run(*line(served, "--secrets-to", str(secrets)))
    assert ended.code == 0
    assert f"wrote {shell.folder}/environments/prod.yaml\n" in ended.out
    assert "1 webhook, 1 channel, 1 queue written, 2 ids bound.\n" in ended.out
    assert "add .provisioner/ to .gitignore" in ended.err
    text = (shell.folder / "environments" / "prod.yaml").read_text()
    assert "  api_key: { env: PROVISIONER_PROD_API_KEY }\n" in text
    assert secrets.read_text() == "PROVISIONER_BOT_TOKEN=s3cret-of-it\n"
    monkeypatch.setenv("PROVISIONER_BOT_TOKEN", "s3cret-of-it")
    assert shell.run("plan").out.endswith("No changes. 2 unchanged.\n")
    assert shell.run("schema --check").code == 0
    assert {one.method for one in served.requests} == {"GET"}


def test_beside_other_environments_it_is_one_more(served: Simulator, shell: Shell) -> None:
    assert shell.run(*line(served, "--api-key-env", "PROVISIONER_PROD_API_KEY")).code == 0
    assert shell.run("validate --all").code == 0
    before = (shell.folder / "environments" / "prod.yaml").read_text()
    ended = shell.run(*line(served))
    assert ended.code == 1
    assert "provisioner export -e prod --out . --merge" in ended.err
    assert (shell.folder / "environments" / "prod.yaml").read_text() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("init --tenant acme", "add --from-tenant"),
        ("init --from-tenant --tenant acme", "with -e ENV"),
        ("init --from-tenant --tenant acme -e dev -e prod", "with -e ENV"),
        ("init --from-tenant -e prod", "--tenant ID"),
        ("init --from-tenant -e a/b --tenant acme", "not the name of an environment"),
        ("init --from-tenant -e Prod --tenant acme", "Value not possible"),
        ("init --from-tenant -e prod --tenant acme --endpoint https://evil.example.com", "Endpoint refused"),
    ],
)
def test_flags_that_make_no_environment_end_with_64(tmp_path: Path, words: str, told: str) -> None:
    ended = Shell(tmp_path).run(words)
    assert ended.code == 64
    assert told in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_tenant_that_cannot_be_read_leaves_nothing(
    served: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(tmp_path / "new")
    shell.folder.mkdir()
    monkeypatch.setenv("PROVISIONER_PROD_API_KEY", "eght_another-key")
    assert shell.run(*line(served)).code == 77
    assert list(shell.folder.iterdir()) == []


def test_a_simulated_tenant_can_be_begun_with(tmp_path: Path) -> None:
    ended = Shell(tmp_path).run("init --from-tenant -e trial --tenant trial --endpoint simulator")
    assert ended.code == 0
    assert "no resource written, 0 ids bound.\n" in ended.out
    assert Shell(tmp_path).run("plan").code == 0
