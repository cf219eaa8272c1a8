"""A rendered environment says what its files mean, each value with its origin, and shows no secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provisioner.config.load import load
from provisioner.errors import ConfigurationError
from provisioner.model.configuration import Configuration
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.render import render
from tests.config.project import PROD, SHARED, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_layers_are_merged_and_placeholders_replaced(project: Project) -> None:
    project.overlay("channels: { web: { name: Shop chat } }\n")
    data = render(project.folder, "prod").data
    assert data["webhooks"] == {"bot": {"name": "Bot", "uri": "https://bots.example.com/8x8"}}
    assert data["channels"] == {"web": {"name": "Shop chat", "webhook": "bot", "queue": "sales"}}
    assert data["queues"] == {"sales": {"id": "101"}, "support": {"name": "Support Tier 1"}}
    assert data["tenant"]["api_key"] == {"env": "PROVISIONER_KEY"}
    assert {"vars", "include", "queue_assignments"}.isdisjoint(data)


def test_every_leaf_has_its_origin(project: Project) -> None:
    project.overlay("channels: { web: { name: Shop chat, protect: true } }\n")
    rendering = render(project.folder, "prod")
    assert rendering.origins["channels.web.name"] == f"{PROD}:9"
    assert rendering.origins["channels.web.protect"] == f"{PROD}:9"
    assert rendering.origins["channels.web.queue"] == f"{SHARED}/channels.yaml:6"
    assert rendering.origins["webhooks.bot.uri"] == f"{SHARED}/webhooks.yaml:5"
    assert rendering.origins["queues.support.name"] == f"{PROD}:8"
    assert rendering.origins["tenant.region"] == "default"
    assert rendering.origins["guards.deletes"] == "default"
    assert set(rendering.origins) == set(leaves(rendering.data))


def leaves(data: object, path: str = "") -> list[str]:
    match data:
        case dict():
            members = {str(name): value for name, value in data.items()}
        case list():
            members = {str(index): value for index, value in enumerate(data)}
        case _:
            return [path]
    return [leaf for name, value in members.items() for leaf in leaves(value, f"{path}.{name}".lstrip("."))]


def test_secrets_are_templates_and_written_ones_are_hidden(project: Project) -> None:
    project.webhooks("/8x8", "/8x8?token=hunter2&sig_key=${env.PROVISIONER_S}")
    uri = render(project.folder, "prod").data["webhooks"]["bot"]["uri"]
    assert uri == "https://bots.example.com/8x8?token=(sensitive)&sig_key=${env.PROVISIONER_S}"
    project.webhooks("&sig_key=${env.PROVISIONER_S}", "")
    uri = render(project.folder, "prod").data["webhooks"]["bot"]["uri"]
    assert uri == "https://bots.example.com/8x8?token=(sensitive)"


def test_what_is_rendered_is_an_environment_file_of_its_own(project: Project) -> None:
    project.webhooks("name: Bot", "name: Bot $${x}")
    project.webhooks("/8x8", "/8x8?token=${env.PROVISIONER_T}")
    project.overlay('guards: { max_updates: "30%", max_creates: 2, allowed_hosts: ["*.example.com"] }\n')
    before = project.load()
    project.write(PROD, json.dumps(render(project.folder, "prod").data))
    after = load(project.folder, "prod", None, RESOURCE_TYPES)
    assert meaning(before) == meaning(after)
    assert {place.file for one in after.definitions.values() for place in one.places.values()} == {PROD}


def test_a_simulated_tenant_is_rendered_with_its_simulator(project: Project) -> None:
    project.environment(
        "{ id: acmeprod01, api_key: { env: PROVISIONER_KEY } }", "{ id: s, endpoint: simulator }"
    )
    project.overlay("simulator: { queues: { 101: Sales } }\n")
    rendering = render(project.folder, "prod")
    assert rendering.data["simulator"] == {"queues": {"101": "Sales"}}
    assert rendering.origins["simulator.queues.101"] == f"{PROD}:9"


def test_statistics_are_rendered_by_where_their_secrets_are(project: Project) -> None:
    section = "statistics: { client_id: { env: A }, client_secret: { file: b } }"
    project.environment("id: acmeprod01,", f"id: acmeprod01, {section},")
    statistics = render(project.folder, "prod").data["tenant"]["statistics"]
    assert statistics == {"client_id": {"env": "A"}, "client_secret": {"file": "b"}}


def test_a_configuration_with_mistakes_is_not_rendered(project: Project) -> None:
    project.webhooks("uri:", "url:")
    with pytest.raises(ConfigurationError, match="Unknown attribute"):
        render(project.folder, "prod")


def meaning(configuration: Configuration) -> object:
    """Everything but where it stands."""
    environment = configuration.environment
    return (
        environment.tenant,
        environment.guards,
        {key: (queue.id, queue.name) for key, queue in environment.queues.items()},
        {
            address: ({name: str(value) for name, value in one.attributes.items()}, one.protect)
            for address, one in configuration.definitions.items()
        },
    )
