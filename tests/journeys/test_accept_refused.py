"""What cannot be taken into the files is told, all of it at once, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from provisioner.errors import ConfigurationError, ProvisionerError, RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.workflow.accept import accept
from tests.journeys.accepting import BOT, refused, take
from tests.journeys.tenants import Tenants


@pytest.mark.parametrize(
    ("queue", "told"),
    [
        (
            "103",
            'channel.web.queue cannot be accepted: it leads to queue "Support" (103), which '
            "environments/prod.yaml does not bind; add under `queues:` there\n  support: { name: Support }",
        ),
        (
            "999",
            "channel.web.queue cannot be accepted: its queue 999 is not in the tenant; "
            "to put it back: provisioner apply -e prod",
        ),
    ],
)
def test_a_queue_no_key_is_bound_to_is_refused_with_the_line_to_add(
    prod: Tenants, queue: str, told: str
) -> None:
    prod.change_outside("prod", "channel.web", routingOptions={"type": "queue", "id": queue})
    assert refused(prod) == [told]


def test_a_webhook_in_no_file_is_refused(prod: Tenants) -> None:
    stranger = prod.live("prod", "webhook.bot") | {"id": "A" * 22, "name": "Stranger"}
    prod.of["prod"].put("webhooks", stranger)
    prod.change_outside("prod", "channel.web", webHookId=stranger["id"])
    (told,) = refused(prod)
    assert told == (
        f'channel.web.webhook cannot be accepted: it leads to "Stranger" ({stranger["id"]}), which no file '
        f"declares; declare that one, then bind it: provisioner adopt -e prod webhook.KEY {stranger['id']}"
    )


def test_a_value_that_left_its_variable_is_refused_with_the_text_to_paste(prod: Tenants) -> None:
    prod.change_outside("prod", "webhook.bot", uri="https://elsewhere.example.net/8x8")
    assert refused(prod) == [
        "webhook.bot.uri cannot be accepted: it is made of ${vars.host}, which the live value does not hold "
        "where it stood; change ${vars.host}, or write it out:\n"
        "webhooks:\n  bot:\n    uri: https://elsewhere.example.net/8x8"
    ]


def test_fault_64_a_secret_that_was_changed_outside_reaches_no_file(secretive: Tenants) -> None:
    secretive.change_outside("prod", "webhook.bot", uri="https://bots.prod.example.com/8x8?token=an0ther-one")
    (told,) = refused(secretive)
    assert "set the variable to what the tenant has, or write it out" in told
    assert "an0ther" not in told


def test_fault_63_what_looks_like_a_credential_is_written_into_no_file(prod: Tenants) -> None:
    prod.change_outside("prod", "webhook.bot", uri="https://bots.prod.example.com/8x8?token=an0ther-one")
    (told,) = refused(prod)
    assert "the live value holds what looks like a credential, and no file does" in told
    assert "uri: https://bots.prod.example.com/8x8?token=(sensitive)" in told
    assert "an0ther" not in told


def test_what_was_deleted_outside_is_refused_with_both_ways_out(prod: Tenants) -> None:
    prod.of["prod"].remove("channels", prod.live("prod", "channel.web")["id"])
    prod.change_outside("prod", "webhook.bot", name="Robot")
    deleted, rest = refused(prod)
    assert deleted == (
        "channel.web was deleted outside: 'Web chat' has no value to take over; "
        "to give it up, remove it from the files; to have it back: provisioner apply -e prod"
    )
    assert rest.endswith("provisioner accept -e prod webhook.bot")
    take(prod, BOT)
    assert prod.differences("prod")[0].startswith("channel.web ")


def test_everything_that_stands_against_it_is_told_at_once(prod: Tenants) -> None:
    prod.change_outside("prod", "webhook.bot", uri="https://elsewhere.example.net/8x8")
    prod.change_outside(
        "prod", "channel.web", routingOptions={"type": "queue", "id": "103"}, name="Shop chat"
    )
    assert [one.partition(":")[0] for one in refused(prod)] == [
        "webhook.bot.uri cannot be accepted",
        "channel.web.queue cannot be accepted",
    ]


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"name": "x" * 256}, "What lives cannot stand in the files: value not possible"),
        ({"name": "Web\u200bchat"}, "What lives cannot stand in the files: invisible character"),
        ({"name": "Web \ud800"}, "A value cannot be written into a file"),
    ],
)
def test_what_no_file_may_say_is_refused(prod: Tenants, members: dict[str, str], told: str) -> None:
    prod.change_outside("prod", "channel.web", **members)
    (refusal,) = refused(prod)
    assert refusal.startswith(told)


def test_an_address_no_file_declares_is_wrong_usage(prod: Tenants) -> None:
    with pytest.raises(UsageError, match=r"channel\.app is not declared"):
        take(prod, Address("channel", "app"))


def test_a_mistake_in_another_environment_is_told_before_anything_is_asked(prod: Tenants) -> None:
    prod.write("dev.yaml", "format_version: 2\n")
    prod.change_outside("prod", "channel.web", name="Shop chat")
    prod.simulator.forget_requests()
    with pytest.raises(ConfigurationError):
        take(prod)
    assert prod.simulator.requests == []


def test_a_file_that_cannot_be_edited_is_refused_with_the_text_to_paste(prod: Tenants) -> None:
    prod.add("dev")
    prod.write("prod.yaml", prod.read("prod.yaml").replace("environment: prod\n", "? environment\n: prod\n"))
    prod.write("prod.yaml", prod.read("prod.yaml") + "? guards\n: deletes: true\n")
    prod.change_outside("prod", "channel.web", name="Shop chat")
    (told,) = refused(prod)
    assert told == (
        "environments/prod.yaml cannot be edited: more than what is meant would change in it; "
        "in environments/prod.yaml:\n  channels:\n    web:\n      name: Shop chat"
    )


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("shared/channels.yaml", "Chat on the shop", "Edited meanwhile"),
        ("dev.yaml", "bots.dev.example.com", "elsewhere.example.com"),
    ],
)
def test_files_that_change_while_the_tenant_is_read_are_left_alone(
    prod: Tenants, file: str, before: str, after: str
) -> None:
    prod.add("dev")
    prod.change_outside("prod", "channel.web", name="Shop chat")
    todo = [lambda: prod.change(file, before, after)]

    def log(line: str) -> None:
        while todo:
            todo.pop()()

    with pytest.raises(RefusedError, match="would change more than what is accepted"):
        accept(prod.options("prod", log=log))
    assert "name: Web chat" in prod.read("shared/channels.yaml")
    assert "Shop chat" not in prod.read("prod.yaml")


def test_fault_43_a_file_that_cannot_be_written_is_told(
    prod: Tenants, monkeypatch: pytest.MonkeyPatch
) -> None:
    prod.change_outside("prod", "channel.web", name="Shop chat")

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ProvisionerError, match="The files cannot be written"):
        accept(prod.options("prod"))
    monkeypatch.undo()
    assert "name: Web chat" in prod.read("shared/channels.yaml")
    assert list(prod.path("shared").glob(".*")) == []


def test_an_attribute_the_tenant_no_longer_has_is_refused(prod: Tenants) -> None:
    prod.change("shared/webhooks.yaml", "    uri:", "    version: Chat Gateway v1.0\n    uri:")
    prod.apply("prod")
    prod.change_outside("prod", "webhook.bot", version=None, notificationVersion=None)
    (told,) = refused(prod)
    assert told.startswith("webhook.bot.version cannot be accepted: the tenant has no value for it; ")


def test_what_cannot_be_told_apart_is_refused_when_it_is_named(tenants: Tenants) -> None:
    tenants.add("prod")
    for number in range(2):
        body = {"id": f"{number}" * 22, "name": "Bot", "uri": f"https://b{number}.example.com/8x8"}
        tenants.of["prod"].put("webhooks", body)
    (told,) = refused(tenants, BOT)
    assert told.startswith("webhook.bot: several live resources bear this name: 0000000000000000000000 (uri ")
    assert take(tenants).edited == ()
