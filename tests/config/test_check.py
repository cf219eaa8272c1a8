"""The rules across resources, each with the place and the way out."""

from __future__ import annotations

import pytest

from tests.config.project import PROD, SHARED, Project, place

TWO = (
    "    queue: sales\n",
    "    queue: sales\n  app:\n    name: App chat\n    webhook: bot\n    queue: support\n",
)


def test_a_configuration_without_mistakes_has_no_warning(project: Project) -> None:
    configuration = project.load()
    assert [str(address) for address in configuration.definitions] == ["webhook.bot", "channel.web"]
    assert configuration.warnings == ()
    assert project.errors() == ()


def test_fault_11_undefined_webhooks_and_queues_are_told_all_at_once(project: Project) -> None:
    project.channels(*TWO)
    project.channels("webhook: bot\n    queue: sales", "webhook: bto\n    queue: sails")
    project.channels("webhook: bot\n    queue: support", "webhook: other\n    queue: zzz")
    found = [(error.summary, place(error), error.hint) for error in project.errors()]
    assert found == [
        ("Undefined webhook", "bto", 'did you mean "bot"?'),
        (
            "Unbound queue",
            "sails",
            'did you mean "sales"? Else add `sails` under `queues:` there (bound now: sales, support)',
        ),
        ("Undefined webhook", "other", "define `other` under `webhooks:`, or name one that is defined"),
        ("Unbound queue", "zzz", "add `zzz` under `queues:` there (bound now: sales, support)"),
    ]


def test_a_reference_to_what_a_layer_removed_says_where(project: Project) -> None:
    project.overlay("webhooks: { bot: null }\n")
    error = project.error()
    assert error.detail == f'channel.web: "bot" is removed at {PROD}:9:13'
    assert error.hint == "remove channel.web there as well, or keep the webhook"


def test_without_any_queue_the_hint_says_so(project: Project) -> None:
    project.environment("queues:\n  sales: { id: 101 }\n  support: { name: Support Tier 1 }\n", "")
    assert project.error().hint == "add `sales` under `queues:` there (bound now: none)"


@pytest.mark.parametrize("attribute", ["name: Web chat", "webhook: bot", "queue: sales"])
def test_a_missing_attribute_is_told_at_the_key(project: Project, attribute: str) -> None:
    project.channels(f"    {attribute}\n", "")
    error = project.error()
    name = attribute.partition(":")[0]
    assert (error.summary, place(error)) == ("Missing attribute", "web")
    assert (error.detail, error.hint) == (f'channel.web has no "{name}"', f"add `{name}:`")


def test_an_empty_description_clears_it(project: Project) -> None:
    project.channels("    webhook: bot\n", '    webhook: bot\n    description: ""\n')
    assert project.definition("channel.web").attributes["description"] == ""


def test_a_description_may_have_lines(project: Project) -> None:
    project.channels("    webhook: bot\n", "    webhook: bot\n    description: |\n      One\n      two\n")
    assert project.definition("channel.web").attributes["description"] == "One\ntwo\n"


def test_protect_is_about_the_resource(project: Project) -> None:
    project.channels("    webhook: bot\n", "    webhook: bot\n    protect: true\n")
    definition = project.definition("channel.web")
    assert definition.protect
    assert "protect" not in definition.attributes
    project.overlay("channels: { web: { protect: false } }\n")
    assert not project.definition("channel.web").protect


def test_fault_11_one_display_name_twice_is_a_warning(project: Project) -> None:
    project.channels(*TWO)
    project.channels("App chat", "Web chat")
    warning = project.warning()
    assert (warning.summary, place(warning)) == ("Name used twice", "Web chat")
    assert warning.detail == f"channel.web is called like channel.app at {SHARED}/channels.yaml:8:11"


def test_one_name_for_a_webhook_and_a_channel_is_fine(project: Project) -> None:
    project.channels("Web chat", "Bot")
    assert project.load().warnings == ()


def test_fault_07_names_that_look_the_same_are_refused(project: Project) -> None:
    project.channels(*TWO)
    project.channels("name: Web chat", 'name: "Caf\\u00e9"')
    project.channels("name: App chat", 'name: "Cafe\\u0301"')
    error = project.error()
    assert error.summary == "Names look the same"
    assert error.detail.startswith("channel.web cannot be told from channel.app at ")


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ('"Web chat "', "begins or ends with a blank"),
        ('"Web\\u200bchat"', "holds U+200B"),
        ('"Web\\u202echat"', "holds U+202E"),
        ("Web\u00a0chat", "holds U+00A0"),
        ('"Web\\nchat"', "holds U+000A"),
        ('"Web\\0chat"', "holds U+0000"),
    ],
)
def test_fault_07_an_invisible_character_in_a_name_is_refused(
    project: Project, name: str, detail: str
) -> None:
    project.channels("name: Web chat", f"name: {name}")
    error = project.error()
    assert (error.summary, error.detail) == ("Invisible character", f"channel.web: `name` {detail}")


def test_a_control_character_in_a_description_is_refused(project: Project) -> None:
    project.channels("    webhook: bot\n", '    webhook: bot\n    description: "a\\eb"\n')
    assert project.error().detail == "channel.web: `description` holds U+001B"


@pytest.mark.parametrize(("name", "length"), [('""', 0), ("x" * 256, 256), ("x" * 100_000, 100_000)])
def test_fault_09_a_name_of_another_length_is_refused_with_the_reason(
    project: Project, name: str, length: int
) -> None:
    project.channels("name: Web chat", f"name: {name}")
    error = project.error()
    assert error.summary == "Value not possible"
    assert error.detail == (
        '"name" is empty' if not length else f'"name" has {length:,} characters; 255 is the most'
    )
    assert len(error.source) < 400


def test_fault_09_a_name_of_255_characters_passes(project: Project) -> None:
    project.channels("name: Web chat", f"name: {'ü' * 255}")
    assert len(project.definition("channel.web").name) == 255


def test_fault_09_a_name_that_placeholders_make_too_long_is_refused(project: Project) -> None:
    project.channels("name: Web chat", "name: Web ${vars.long}")
    project.environment("vars: { ", f"vars: {{ long: {'x' * 252}, ")
    assert project.error().detail == "channel.web: `name` has 256 characters"


def test_a_name_that_everybody_sees_cannot_hide_a_secret(project: Project) -> None:
    project.channels("name: Web chat", "name: ${env.PROVISIONER_NAME}")
    (error,) = project.errors({"PROVISIONER_NAME": "hunter2"})
    assert error.summary == "Secret in a name"
    assert "hunter2" not in str(error)


def test_an_undefined_variable_is_told_at_its_placeholder(project: Project) -> None:
    project.webhooks("https://${vars.host}/8x8", "https://${vars.hots}/8x8")
    error = project.error()
    assert (error.summary, place(error)) == ("Undefined variable", "${vars.hots}")
    assert (error.detail, error.hint) == (f'"hots" is not in `vars:` of {PROD}', 'did you mean "host"?')


def test_a_placeholder_that_does_not_stand_as_written_is_told_at_the_value(project: Project) -> None:
    project.webhooks("https://${vars.host}/8x8", '"https://$\\x7Bvars.hots}/8x8"')
    assert place(project.error()) == '"https://$\\x7Bvars.hots}/8x8"'


def test_a_uri_that_leads_nowhere_good_is_refused_at_its_place(project: Project) -> None:
    project.webhooks("https://${vars.host}/8x8", "http://bots.example.com/8x8")
    error = project.error()
    assert (error.summary, place(error)) == ("URI refused", "http://bots.example.com/8x8")
    assert error.detail == "webhook.bot: http sends every conversation in the clear"
    project.overlay("guards: { require_https: false }\n")
    assert project.errors() == ()


def test_fault_67_what_a_secret_resolves_to_is_checked_and_not_shown(project: Project) -> None:
    project.webhooks("https://${vars.host}/8x8", "https://${env.PROVISIONER_HOST}/8x8")
    assert project.errors() == ()
    (error,) = project.errors({"PROVISIONER_HOST": "127.1"})
    assert error.detail == "webhook.bot: the host is the calling machine itself"
    assert "127.1" not in str(error)


def test_a_doubtful_uri_is_a_warning(project: Project) -> None:
    project.environment("bots.example.com", "10.0.0.7")
    assert project.warning().detail == "webhook.bot: the host is a private address"


def test_a_secret_that_is_written_out_is_a_warning_and_starred(project: Project) -> None:
    project.webhooks("/8x8", "/8x8?token=hunter2&page=1")
    warning = project.warning()
    assert warning.summary == "Secret in a file"
    assert warning.detail == 'webhook.bot: "token" is written out and looks like a secret'
    assert warning.source == "    uri: https://${vars.host}/8x8?token=*******&page=1"


def test_fault_67_a_password_in_a_uri_is_refused_and_starred(project: Project) -> None:
    project.webhooks("https://${vars.host}", "https://bot:hunter2@${vars.host}")
    error = project.error()
    assert "user or a password" in error.detail
    assert "hunter2" not in str(error)
    assert place(error) == "https://***********@${vars.host}/8x8"


def test_a_damaged_definition_still_counts_as_defined(project: Project) -> None:
    project.webhooks("uri:", "url:")
    assert [error.summary for error in project.errors()] == ["Unknown attribute"]
    project.webhooks("  bot:", "  Bot:")
    project.channels("webhook: bot", "webhook: Bot")
    assert {error.summary for error in project.errors()} >= {"Unusable key", "Unknown attribute"}
