"""Folders in order, then the environment: what each layer may say about definitions and queue assignments."""

from __future__ import annotations

from provisioner.model.address import Address
from tests.config.project import PROD, SHARED, Project, place

UNASSIGNED = ("    queue: sales\n", "")


def test_the_environment_overlays_the_shared_definitions(project: Project) -> None:
    project.overlay("channels: { web: { name: Shop chat } }\n")
    definition = project.definition("channel.web")
    assert definition.attributes == {"name": "Shop chat", "webhook": "bot", "queue": "sales"}
    assert str(definition.position) == f"{SHARED}/channels.yaml:3:3"
    assert {name: place.file for name, place in definition.places.items()} == {
        "name": PROD,
        "webhook": f"{SHARED}/channels.yaml",
        "queue": f"{SHARED}/channels.yaml",
    }


def test_a_later_folder_overlays_an_earlier_one(project: Project) -> None:
    project.environment("[shared]", "[shared, eu]")
    project.write("environments/eu/all.yaml", "format_version: 1\nchannels: { web: { queue: support } }\n")
    assert project.definition("channel.web").attributes["queue"] == "support"


def test_every_yaml_file_of_a_folder_is_read_and_no_other(project: Project) -> None:
    project.write(
        f"{SHARED}/more.yaml", "format_version: 1\nwebhooks: { b: { name: B, uri: https://b.example.com } }\n"
    )
    project.write(f"{SHARED}/.#more.yaml", "not: read\n")
    project.write(f"{SHARED}/notes.txt", "not: read\n")
    project.write(f"{SHARED}/deeper/x.yaml", "not: read\n")
    assert Address("webhook", "b") in project.load().definitions


def test_a_file_with_the_other_ending_is_a_warning(project: Project) -> None:
    project.write(f"{SHARED}/more.yml", "x: 1\n")
    warning = project.warning()
    assert (warning.summary, warning.detail) == ("File not read", "shared/more.yml is not read")
    assert warning.hint == "rename it to more.yaml"


def test_null_removes_a_definition(project: Project) -> None:
    project.overlay("channels: { web: null }\n")
    assert list(project.load().definitions) == [Address("webhook", "bot")]


def test_null_releases_an_attribute(project: Project) -> None:
    project.webhooks("    name: Bot\n", "    name: Bot\n    version: v1.0\n")
    assert project.definition("webhook.bot").released == frozenset()
    project.overlay("webhooks: { bot: { version: null } }\n")
    definition = project.definition("webhook.bot")
    assert "version" not in definition.attributes
    assert definition.released == {"version"}


def test_a_released_attribute_that_a_later_layer_sets_is_managed(project: Project) -> None:
    project.webhooks("    name: Bot\n", "    name: Bot\n    version: v1.0\n")
    project.environment("[shared]", "[shared, eu]")
    project.write("environments/eu/all.yaml", "format_version: 1\nwebhooks: { bot: { version: null } }\n")
    project.overlay("webhooks: { bot: { version: v2.0 } }\n")
    definition = project.definition("webhook.bot")
    assert (definition.attributes["version"], definition.released) == ("v2.0", frozenset())


def test_removing_a_key_nobody_defined_is_an_error(project: Project) -> None:
    project.overlay("channels: { wen: null }\n")
    error = project.error()
    assert (error.summary, place(error), error.hint) == ("Nothing to remove", "wen", 'did you mean "web"?')
    assert error.detail == "channel.wen is not defined before, so there is nothing to remove"


def test_removing_an_attribute_nobody_set_is_one_error(project: Project) -> None:
    project.overlay("webhooks: { bot: { version: null } }\n")
    error = project.error()
    assert (error.summary, place(error)) == ("Nothing to remove", "version")
    assert error.detail.startswith('"version" of webhook.bot is not defined before')


def test_removing_an_attribute_of_what_is_not_defined_tells_that(project: Project) -> None:
    project.overlay("webhooks: { other: { version: null } }\n")
    assert [error.summary for error in project.errors()] == ["Nothing to remove"]


def test_removing_a_required_attribute_names_the_null(project: Project) -> None:
    project.overlay("webhooks: { bot: { uri: null } }\n")
    error = project.error()
    assert (error.summary, error.detail) == ("Missing attribute", 'webhook.bot has no "uri"')
    assert error.hint == "a webhook cannot be without: remove the `null`"


def test_fault_01_a_key_in_two_shared_files_names_both_places(project: Project) -> None:
    project.write(f"{SHARED}/more.yaml", "format_version: 1\nchannels:\n  web: { name: Other }\n")
    error = project.error()
    assert (error.summary, str(error.position)) == ("Key written twice", f"{SHARED}/more.yaml:3:3")
    assert error.detail == f'"web" stands already at {SHARED}/channels.yaml:3:3'


def test_fault_01_a_key_twice_in_one_mapping_names_both_places(project: Project) -> None:
    project.channels("    webhook: bot\n", "    webhook: bot\n    name: Other\n")
    error = project.error()
    assert (error.summary, str(error.position)) == ("Key written twice", f"{SHARED}/channels.yaml:6:5")
    assert error.detail == f'"name" stands already at {SHARED}/channels.yaml:4:5'


def test_a_queue_is_assigned_in_its_own_section(project: Project) -> None:
    project.channels(*UNASSIGNED)
    project.write(f"{SHARED}/queues.yaml", "format_version: 1\nqueue_assignments: { web: support }\n")
    definition = project.definition("channel.web")
    assert definition.attributes["queue"] == "support"
    assert definition.places["queue"].file == f"{SHARED}/queues.yaml"


def test_a_later_assignment_wins_over_an_earlier_attribute(project: Project) -> None:
    project.overlay("queue_assignments: { web: support }\n")
    assert project.definition("channel.web").attributes["queue"] == "support"


def test_a_later_attribute_wins_over_an_earlier_assignment(project: Project) -> None:
    project.channels(UNASSIGNED[0], "queue_assignments: { web: sales }\n")
    project.overlay("channels: { web: { queue: support } }\n")
    assert project.definition("channel.web").attributes["queue"] == "support"


def test_an_attribute_and_an_assignment_in_one_layer_name_each_other(project: Project) -> None:
    project.write(f"{SHARED}/queues.yaml", "format_version: 1\nqueue_assignments: { web: support }\n")
    error = project.error()
    assert (error.summary, str(error.position)) == ("Queue assigned twice", f"{SHARED}/queues.yaml:2:22")
    assert error.detail == f"channel.web has a `queue:` of its own at {SHARED}/channels.yaml:6:12"


def test_removing_a_channel_drops_its_shared_assignment(project: Project) -> None:
    project.channels(UNASSIGNED[0], "queue_assignments: { web: sales }\n")
    project.overlay("channels: { web: null }\n")
    assert list(project.load().definitions) == [Address("webhook", "bot")]


def test_a_removed_channel_takes_no_assignment(project: Project) -> None:
    project.overlay("channels: { web: null }\nqueue_assignments: { web: sales }\n")
    error = project.error()
    assert (error.summary, error.detail) == ("Undefined channel", f"channel.web is removed at {PROD}:9:13")


def test_an_assignment_of_an_undefined_channel_is_an_error(project: Project) -> None:
    project.overlay("queue_assignments: { wbe: sales }\n")
    error = project.error()
    assert (error.summary, error.detail) == ("Undefined channel", "channel.wbe is not defined")
    assert error.hint == 'did you mean "web"?'


def test_an_assignment_can_be_removed_only_where_there_is_one(project: Project) -> None:
    project.channels(UNASSIGNED[0], "queue_assignments: { web: null }\n")
    error = project.error()
    assert (error.summary, error.detail) == (
        "Nothing to remove",
        "channel.web has no queue, so there is nothing to remove",
    )
    project.channels("{ web: null }", "{ web: sales }")
    project.overlay("queue_assignments: { web: null }\n")
    assert project.error().detail == 'channel.web has no "queue"'


def test_a_removal_beside_another_mistake_is_not_told(project: Project) -> None:
    project.overlay("webhooks: { bot: { vresion: null, version: null } }\n")
    assert project.error().summary == "Unknown attribute"


def test_the_digest_ignores_the_environments_overlay(project: Project) -> None:
    before = project.definition("channel.web").digest
    project.overlay("channels: { web: { name: Shop chat } }\n")
    assert project.definition("channel.web").digest == before
    project.channels("Web chat", "Shop chat")
    assert project.definition("channel.web").digest != before


def test_the_digest_ignores_form_and_what_placeholders_bring(project: Project) -> None:
    before = project.definition("webhook.bot").digest
    project.environment("bots.example.com", "other.example.com")
    project.webhooks(
        "    name: Bot\n    uri: https://${vars.host}/8x8\n",
        '    uri: "https://${vars.host}/8x8"\n    name: Bot # x\n',
    )
    assert project.definition("webhook.bot").digest == before


def test_what_only_the_environment_declares_has_a_digest_of_its_own_text(project: Project) -> None:
    project.overlay("webhooks: { own: { name: Own, uri: https://own.example.com } }\n")
    before = project.definition("webhook.own").digest
    project.environment("name: Own", "name: Owner")
    assert project.definition("webhook.own").digest not in ("", before)
