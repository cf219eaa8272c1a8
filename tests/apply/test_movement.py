"""What counts as moved since the plan, and how it is shown without its secrets."""

from __future__ import annotations

import pytest

from provisioner.apply.movement import movement
from provisioner.model.live import LiveResource
from provisioner.model.value import Reference, Secret, Value
from provisioner.resources.channel import CHANNEL
from provisioner.resources.webhook import WEBHOOK
from tests.apply.changes import SALES, URI, updated

WEB: dict[str, Value] = {"name": "Web", "webhook": Reference("bot", "1"), "queue": SALES}
BODY = {"id": "2", "name": "Web", "webHookId": "1", "routingOptions": {"type": "queue", "id": "101"}}


def moved(**members: object) -> str | None:
    """The detail told when a channel's live body has these members instead."""
    change = updated("channel.web", "2", WEB, {"name": "Shop"})
    found = movement(change, CHANNEL, LiveResource("channel", "2", "Web", BODY | members))
    return found.detail if found else None


def test_what_is_as_the_plan_saw_it_has_not_moved() -> None:
    assert moved() is None


@pytest.mark.parametrize("members", [{"x-undocumented": 1}, {"description": ""}, {"description": "By hand"}])
def test_what_is_not_managed_or_was_not_readable_may_move(members: dict[str, object]) -> None:
    assert moved(**members) is None


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"name": "Theirs"}, 'name is "Theirs", the plan saw "Web"'),
        ({"name": None}, 'name is nothing, the plan saw "Web"'),
        ({"routingOptions": {"id": "102"}}, "queue is 102, the plan saw 101 (sales)"),
        ({"webHookId": None}, "webhook is nothing, the plan saw 1 (bot)"),
        (
            {"name": "Theirs", "webHookId": "9"},
            'name is "Theirs", the plan saw "Web", webhook is 9, the plan saw 1 (bot)',
        ),
    ],
)
def test_both_values_of_what_moved_are_told(members: dict[str, object], told: str) -> None:
    assert moved(**members) == told


@pytest.mark.parametrize(("seen", "told"), [("Ours", '"Ours"'), (None, "nothing")])
def test_a_description_the_plan_saw_may_not_move(seen: str | None, told: str) -> None:
    change = updated("channel.web", "2", WEB | {"description": seen}, {"name": "Shop"})
    live = LiveResource("channel", "2", "Web", BODY | {"description": "Theirs"})
    found = movement(change, CHANNEL, live)
    assert found is not None
    assert found.detail == f'description is "Theirs", the plan saw {told}'


@pytest.mark.parametrize(
    "desired", [URI, Secret(f"{URI}?t=canary", f"{URI}?t=${{env.P}}")], ids=["plain", "secret"]
)
def test_a_moved_uri_shows_where_it_leads_and_no_secret(desired: Value) -> None:
    change = updated("webhook.bot", "1", {"uri": URI}, {"uri": desired})
    live = LiveResource("webhook", "1", "Bot", {"uri": "https://evil.example.net/x?token=canary"})
    found = movement(change, WEBHOOK, live)
    assert found is not None
    assert found.detail.startswith('uri is "https://evil.example.net/x?')
    assert found.detail.endswith(f'the plan saw "{URI}"')
    assert "canary" not in found.detail
