"""What was tried in one environment is carried into the file of the next, and a plan shows exactly that."""

from __future__ import annotations

import pytest

from provisioner.errors import UsageError
from provisioner.model.address import Address
from provisioner.workflow.promote import Errand, promote
from tests.journeys.promoting import APP, BOT, WEB, carry
from tests.journeys.tenants import Tenants


def test_definitions_are_carried_and_a_plan_shows_exactly_what_was_promised(pair: Tenants) -> None:
    before = pair.read("staging.yaml")
    promotion = carry(pair)
    assert pair.read("staging.yaml") == before + (
        "\nchannels:\n"
        "  app:\n    name: App chat\n    webhook: bot\n    queue: billing\n    protect: true\n"
        "  web:\n    name: Shop chat\n    description: null\n"
    )
    planned = pair.plan("staging")
    promised = {(str(one.address), inner.attribute) for one in promotion.changes for inner in one.told}
    assert promised == {
        (f"{one.address}", inner.attribute) for one in planned.changes if one.shown for inner in one.told
    }
    assert promised == {
        ("channel.app", "name"),
        ("channel.app", "webhook"),
        ("channel.app", "queue"),
        ("channel.web", "name"),
    }
    assert [(str(one.address), one.attribute, one.before, one.after) for one in promotion.edits.edited] == [
        ("channel.app", "name", None, "App chat"),
        ("channel.app", "webhook", None, "bot"),
        ("channel.app", "queue", None, "billing"),
        ("channel.app", "protect", None, "true"),
        ("channel.web", "name", "Web chat", "Shop chat"),
        ("channel.web", "description", "Chat on the shop", None),
    ]
    pair.apply("staging")
    assert pair.live("staging", "channel.app")["name"] == "App chat"


def test_no_id_of_one_tenant_reaches_the_other(pair: Tenants) -> None:
    ids = {body["id"] for plural in ("webhooks", "channels") for body in pair.of["dev"].list(plural)}
    carry(pair)
    pair.apply("staging")
    sent = [request for request in pair.simulator.requests if request.tenant == "staging"]
    assert sent
    assert not [one for one in sent if any(id in f"{one.path} {one.body!r}" for id in ids)]
    assert not any(id in pair.read("staging.yaml") for id in ids)


def test_carrying_again_finds_nothing_to_carry(pair: Tenants) -> None:
    carry(pair)
    pair.apply("staging")
    again = carry(pair)
    assert (again.edits.edited, again.edits.files, again.edits.written) == ((), (), False)
    assert pair.simulator.requests == []


@pytest.mark.parametrize("errand", [{"writes": False}, {"writes": False, "offline": True}])
def test_nothing_is_written_when_it_is_only_looked_at(pair: Tenants, errand: dict[str, bool]) -> None:
    before = pair.read("staging.yaml")
    promotion = carry(pair, **errand)
    assert pair.read("staging.yaml") == before
    assert (promotion.edits.written, len(promotion.edits.files)) == (False, 1)


def test_only_what_is_named_is_carried(pair: Tenants) -> None:
    carry(pair, APP)
    assert "web:" not in pair.read("staging.yaml")
    assert pair.differences("staging") == ["channel.app name", "channel.app webhook", "channel.app queue"]


def test_placeholders_are_carried_as_they_stand(pair: Tenants) -> None:
    pair.environ["PROVISIONER_TOKEN"] = "s3cret-of-the-bot"
    pair.add("dev", "webhooks: { bot: { uri: 'https://${vars.host}/v2?token=${env.PROVISIONER_TOKEN}' } }\n")
    pair.apply("dev")
    promotion = carry(pair)
    assert "uri: https://${vars.host}/v2?token=${env.PROVISIONER_TOKEN}\n" in pair.read("staging.yaml")
    assert "s3cret" not in str(promotion)
    pair.apply("staging")
    assert (
        pair.live("staging", "webhook.bot")["uri"]
        == "https://bots.staging.example.com/v2?token=s3cret-of-the-bot"
    )


def test_an_overlay_that_says_nothing_new_any_more_goes(pair: Tenants) -> None:
    """Dev went back to what is shared."""
    pair.add(
        "staging",
        "channels:\n  web: { name: Shop chat }  # tried\n  app: null\n",
        queues_section="",
    )
    pair.add("dev", "channels: {}\n")
    pair.write(
        "shared/more.yaml", "format_version: 1\nchannels: { app: { name: A, webhook: bot, queue: sales } }\n"
    )
    pair.apply("dev", "staging")
    carry(pair, WEB, APP)
    assert "channels" not in pair.read("staging.yaml")
    assert pair.differences("staging") == [
        "channel.app name",
        "channel.app webhook",
        "channel.app queue",
        "channel.web name",
    ]


def test_what_stands_in_the_place_of_a_null_is_what_differs_from_the_shared_definition(pair: Tenants) -> None:
    pair.add("staging", "channels:\n  web: null   # not here yet\n")
    pair.apply("staging")
    carry(pair, WEB)
    assert pair.read("staging.yaml").endswith(
        "channels:\n  web:   # not here yet\n    name: Shop chat\n    description: null\n"
    )


def test_a_queue_is_carried_to_where_the_other_file_assigns_it(pair: Tenants) -> None:
    pair.add("dev", "queue_assignments: { web: billing }\n")
    pair.add("staging", "queue_assignments:\n  web: sales   # moved at once\n")
    pair.apply("dev", "staging")
    carry(pair, WEB)
    assert pair.read("staging.yaml").endswith("queue_assignments:\n  web: billing   # moved at once\n")


def test_a_removal_is_carried_only_by_name(pair: Tenants) -> None:
    pair.add("dev", "channels: { web: null }\n")
    pair.apply("dev")
    pair.of["dev"].remove("channels", pair.state("dev").bindings[WEB].id)
    pair.apply("dev")
    promotion = carry(pair)
    assert promotion.edits.edited == ()
    (notice,) = promotion.edits.notices
    assert (
        notice.summary
        == "channel.web is removed in environments/dev.yaml, and stays in environments/staging.yaml"
    )
    carry(pair, WEB)
    assert pair.read("staging.yaml").endswith("can be\n\nchannels:\n  web: null\n")


def test_a_removal_of_what_only_the_other_file_declares_takes_its_assignment_along(pair: Tenants) -> None:
    pair.add("dev", "channels: { app: null }\n", include="[shared, more]")
    pair.write(
        "more/app.yaml", "format_version: 1\nchannels: { app: { name: A, webhook: bot, queue: sales } }\n"
    )
    pair.add(
        "staging",
        "channels:\n  app: { name: A, webhook: bot }\n  own: { name: O, webhook: bot, queue: sales }\n"
        "queue_assignments:\n  app: sales\n",
    )
    pair.of["dev"].remove("channels", pair.state("dev").bindings[APP].id)
    pair.apply("dev", "staging")
    carry(pair, APP)
    assert pair.read("staging.yaml").endswith("channels:\n  own: { name: O, webhook: bot, queue: sales }\n")


def test_protection_is_carried_with_what_is_new_and_else_stays(pair: Tenants) -> None:
    pair.add("staging", "channels: { web: { protect: true } }\n")
    pair.apply("staging")
    carry(pair)
    assert "web: { protect: true, name: Shop chat, description: null }" in pair.read("staging.yaml")
    assert "protect: true }" in pair.read("staging.yaml")


def test_an_environment_that_includes_nothing_gets_the_whole_definition(pair: Tenants) -> None:
    pair.add("staging", include="", vars="{ host: h.example.com }")
    pair.apply("staging", allowances=type(pair.options("dev").allowances)(empty=True))
    carry(pair, WEB, BOT)
    assert pair.read("staging.yaml").endswith(
        "\nchannels:\n  web:\n    name: Shop chat\n    webhook: bot\n    queue: sales\n"
        "\nwebhooks:\n  bot:\n    name: Bot\n    uri: https://${vars.host}/8x8\n"
    )


def test_what_was_pending_before_is_told_apart(pair: Tenants) -> None:
    pair.change("shared/webhooks.yaml", "name: Bot ", "name: Robot ")
    pair.apply("dev")
    (notice,) = carry(pair).edits.notices
    assert notice.summary == "A plan of staging also shows 1 that were pending before"


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ((Address("channel", "none"),), "channel.none is not declared in environments/dev.yaml"),
        ((Address("webhook", "none"),), "webhook.none is not declared in environments/dev.yaml"),
    ],
)
def test_what_the_source_does_not_declare_is_wrong_usage(
    pair: Tenants, named: tuple[Address, ...], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        carry(pair, *named)


def test_an_environment_is_not_promoted_to_itself(pair: Tenants) -> None:
    with pytest.raises(UsageError, match="cannot be promoted to itself"):
        promote(pair.options("dev"), Errand("dev"))


def test_removing_what_the_other_never_had_is_nothing_to_carry(pair: Tenants) -> None:
    pair.add("dev", "channels: { app: null }\n", include="[shared, more]")
    pair.write(
        "more/app.yaml", "format_version: 1\nchannels: { app: { name: A, webhook: bot, queue: sales } }\n"
    )
    assert carry(pair, APP).edits.edited == ()
