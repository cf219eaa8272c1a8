"""`export` and `list --unmanaged` on the command line: the simulated tenant as files, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.shell import Shell

SECRET = "s3cret-of-the-bot"
HOOK = {
    "id": "w1",
    "name": "Old bot",
    "uri": f"https://bots.example.com/old?token={SECRET}",
    "version": "v1.0",
}
TEMPLATE = "https://bots.example.com/old?token=${env.PROVISIONER_OLD_BOT_TOKEN}"


@pytest.fixture
def tenant(shell: Shell) -> Shell:
    """A sandbox in which more lives than is declared."""
    shell.run("apply --auto-approve")
    with shell.tenant() as simulator:
        simulator.add_tenant("sandbox").put("webhooks", HOOK)
    return shell


def test_a_sandbox_goes_along_with_its_export(tenant: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tenant.folder / "out"
    ended = tenant.run("export", "--out", str(out))
    assert ended.code == 0
    assert "2 webhooks, 1 channel written, 3 ids bound.\n" in ended.out
    assert f"Next: provisioner plan -C {out} -e sandbox\n" in ended.out
    assert "PROVISIONER_OLD_BOT_TOKEN" in ended.err
    assert SECRET not in ended.out + ended.err
    monkeypatch.setenv("PROVISIONER_OLD_BOT_TOKEN", SECRET)
    there = Shell(out)
    assert there.run("plan --detailed-exitcode").out.endswith("No changes. 3 unchanged.\n")
    assert there.run("schema --check").code == 0
    assert there.run("validate --strict").code == 0


def test_an_export_in_json_names_files_ids_and_variables(tenant: Shell, tmp_path: Path) -> None:
    secrets = tmp_path / "prod.env"
    ended = tenant.run(
        "export -o json --only webhook.old-bot", "--out", str(tmp_path / "out"), "--secrets-to", str(secrets)
    )
    document = ended.json
    assert document["files"][0] == "environments/sandbox.yaml"
    assert [one["address"] for one in document["resources"]] == ["webhook.old-bot"]
    assert document["variables"] == [{"variable": "PROVISIONER_OLD_BOT_TOKEN", "address": "webhook.old-bot"}]
    assert document["secrets_to"] == str(secrets)
    assert SECRET not in ended.out
    assert secrets.read_text() == f"PROVISIONER_OLD_BOT_TOKEN={SECRET}\n"


def test_a_folder_with_files_ends_with_1_and_names_the_flags(tenant: Shell) -> None:
    ended = tenant.run("export", "--out", str(tenant.folder))
    assert ended.code == 1
    assert "environments/sandbox.yaml" in ended.err
    assert "--force" in ended.err


@pytest.mark.parametrize("only", ["queue", "channel.", "Webhook"])
def test_only_takes_a_type_or_an_address(tenant: Shell, only: str) -> None:
    assert tenant.run("export", "--out", "out", "--only", only).code == 64


def test_what_is_unmanaged_can_be_pasted_and_bound(tenant: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tenant.run("list --unmanaged").out
    assert yaml.safe_load(text) == {
        "webhooks": {"old-bot": {"name": "Old bot", "uri": TEMPLATE, "version": "v1.0"}}
    }
    assert "#   provisioner adopt -e sandbox webhook.old-bot w1\n" in text
    assert SECRET not in text
    path = tenant.folder / "environments" / "sandbox.yaml"
    path.write_text(
        path.read_text().replace("webhooks:\n", text.partition("\n\n")[2].partition("\n\n")[0] + "\n")
    )
    monkeypatch.setenv("PROVISIONER_OLD_BOT_TOKEN", SECRET)
    assert tenant.run("adopt webhook.old-bot w1").code == 0
    assert tenant.run("plan").out.endswith("No changes. 3 unchanged.\n")
    assert tenant.run("list --unmanaged").out == "# 0 live resources in no file of sandbox\n"
