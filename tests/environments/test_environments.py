"""The environments of the project show what the tool can do, and are without a mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from provisioner.config.load import environments, load
from provisioner.model.address import Address
from provisioner.model.value import Secret
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow import schema
from provisioner.workflow.validate import validate

ROOT = Path(__file__).parents[2]
NAMES = ("dev", "prod", "sandbox", "staging")


def test_there_are_a_sandbox_and_three_tenants() -> None:
    assert environments(ROOT) == NAMES


def test_none_has_a_mistake_or_a_warning() -> None:
    validation = validate(ROOT, strict=True)
    assert validation.diagnostics == ()
    assert all(one.counts["channels"] >= 5 for one in validation.environments)


def test_the_written_schemas_are_up_to_date() -> None:
    assert schema.check(ROOT) == ()


def test_the_sandbox_needs_no_key_and_no_secret() -> None:
    configuration = load(ROOT, "sandbox", {}, RESOURCE_TYPES)
    assert configuration.environment.tenant.simulated
    values = [value for one in configuration.definitions.values() for value in one.attributes.values()]
    assert not any(isinstance(value, Secret) for value in values)


@pytest.mark.parametrize("name", ["dev", "staging", "prod"])
def test_the_support_bots_secret_comes_from_the_environment(name: str) -> None:
    configuration = load(ROOT, name, {"PROVISIONER_SUPPORT_TOKEN": "hunter2"}, RESOURCE_TYPES)
    uri = configuration.definitions[Address("webhook", "support-bot")].attributes["uri"]
    assert isinstance(uri, Secret)
    assert uri.value is not None
    assert uri.value.endswith("?token=hunter2")
    assert uri.shown.endswith("?token=${env.PROVISIONER_SUPPORT_TOKEN}")


def test_a_channel_is_overlaid_and_another_removed_in_prod() -> None:
    definitions = load(ROOT, "prod", None, RESOURCE_TYPES).definitions
    assert definitions[Address("channel", "returns-web")].attributes["queue"] == "returns-overflow"
    assert Address("channel", "labs-chat") not in definitions


def test_queues_are_bound_by_id_here_and_by_name_there() -> None:
    bound = {name: load(ROOT, name, None, RESOURCE_TYPES).environment.queues.values() for name in NAMES}
    assert all(queue.name for queue in bound["dev"])
    assert all(queue.id for queue in bound["staging"])


@pytest.mark.parametrize("path", sorted((ROOT / "environments").rglob("*.yaml")), ids=lambda path: path.name)
def test_every_file_names_its_schema_and_explains_itself(path: Path) -> None:
    first, second, third, *_ = path.read_text(encoding="utf-8").splitlines()
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named is not None
    assert (path.parent / named[1]).is_file()
    assert (second, third[:2]) == ("#", "# ")
