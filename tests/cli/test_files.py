"""`init`, `validate`, `render` and `schema` on the command line: offline, without a secret."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.cli.shell import SANDBOX, Shell


def test_init_leads_to_a_first_apply_in_two_commands(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    ended = shell.run("init")
    assert ended.code == 0
    assert "wrote environments/sandbox.yaml\n" in ended.out
    assert ended.out.endswith("Next: provisioner plan\n")
    assert "notice: add .provisioner/ to .gitignore" in ended.err
    assert shell.run("plan").code == 0
    assert shell.run("apply --auto-approve").code == 0


def test_init_leaves_what_is_there(shell: Shell) -> None:
    ended = shell.run("init")
    assert (ended.code, ended.out) == (1, "")
    assert "Files in the way" in ended.err


def test_validate_counts_what_is_valid(shell: Shell) -> None:
    ended = shell.run("validate")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "valid    sandbox: 1 webhook, 1 channel, 1 queue\n"


def test_validate_tells_all_mistakes_at_once(shell: Shell) -> None:
    shell.change("uri:", "url:")
    shell.write(SANDBOX.replace("sandbox", "other").replace("queue: sales", "queue: sals"), "other")
    ended = shell.run("validate")
    assert ended.code == 78
    assert ended.out == "invalid  other\ninvalid  sandbox\n"
    assert 'did you mean "uri"?' in ended.err
    assert "environments/other.yaml:11:" in ended.err
    document = shell.run("validate -o json").json
    assert len(document["errors"]) == ended.err.count("error: ")


def test_validate_checks_the_named_environments_or_all(shell: Shell) -> None:
    shell.write("format_version: 2\n", "broken")
    assert shell.run("validate -e sandbox").code == 0
    assert shell.run("validate -e sandbox --all").code == 78


def test_a_strict_validation_fails_on_a_warning(shell: Shell) -> None:
    shell.change("bots.example.com", "10.0.0.7")
    assert shell.run("validate").code == 0
    assert shell.run("validate --strict").code == 78


def test_render_gives_a_file_that_needs_no_other(shell: Shell) -> None:
    ended = shell.run("render")
    document = yaml.safe_load(ended.out)
    assert document["webhooks"] == {"bot": {"name": "Bot", "uri": "https://bots.example.com/8x8"}}
    shell.write(ended.out)
    assert shell.run("render").out == ended.out


def test_render_says_where_each_value_comes_from(shell: Shell) -> None:
    line = next(one for one in shell.run("render --origin").out.splitlines() if "uri:" in one)
    assert line.endswith("# environments/sandbox.yaml:9")
    assert shell.run("render -o json --origin").json["origins"]["webhooks.bot.uri"].endswith(":9")


def test_schemas_are_checked_and_written(shell: Shell) -> None:
    assert shell.run("schema --check").code == 1
    assert shell.run("schema --write").out.startswith("wrote environments/.schema/")
    assert shell.run("schema --check").out == "The schemas are up to date.\n"


def test_a_folder_without_configuration_says_what_to_run(tmp_path: Path) -> None:
    for command in ("plan", "validate", "render", "output", "list"):
        ended = Shell(tmp_path).run(command)
        assert ended.code == 78
        assert "provisioner init" in ended.err
