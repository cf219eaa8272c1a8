"""What stands against a promotion is told all at once, and nothing is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.errors import RefusedError
from provisioner.model.address import Address
from provisioner.simulator import Queue
from provisioner.workflow.promote import Errand, promote
from tests.journeys.promoting import APP, BOT, TRIED, WEB, blocked, carry
from tests.journeys.tenants import QUEUES, Tenants

PHONE = Queue(9, "Phone", "phone")


def let_staging_have(tenants: Tenants, *queues: Queue, bound: str) -> None:
    """Let the tenant have these queues, and the file bind that."""
    tenants.of["staging"].queues = {str(one.id): one for one in queues}
    tenants.add("staging", queues=bound)


@pytest.mark.parametrize(
    ("queues_there", "bound", "told"),
    [
        (
            (Queue(101, "Sales"), Queue(102, "Billing"), Queue(105, "Billing")),
            "{ sales: { id: 101 }, billing: { name: Billing } }",
            'Queue billing cannot be found: tenant staging has 2 queues named "Billing": 102 and 105; '
            "bind it by id",
        ),
        (
            (Queue(101, "Sales"), Queue(102, "billing")),
            "{ sales: { id: 101 }, billing: { name: Billing } }",
            'Queue billing cannot be found: tenant staging has no queue named "Billing"; '
            'the tenant has "billing" (102)',
        ),
        (
            (Queue(101, "Sales"), Queue(7, "Billing", "phone")),
            "{ sales: { id: 101 }, billing: { name: Billing } }",
            'Queue billing cannot be found: no chat queue named "Billing": 7 is a phone queue; '
            'the tenant has "Sales" (101)',
        ),
        (
            (Queue(101, "Sales"), Queue(103, "Support")),
            "{ sales: { id: 101 }, billing: { name: Billing } }",
            'Queue billing cannot be found: tenant staging has no queue named "Billing"; '
            'the tenant has "Sales" (101), "Support" (103)',
        ),
        (
            (Queue(101, "Sales"), Queue(102, "Support"), Queue(110, "Billing")),
            "{ sales: { id: 101 }, billing: { id: 102 } }",
            "The queue billing of staging has the id it has in dev: "
            '102 is "Billing" in dev and "Support" in staging; '
            "bind it under `queues:` there, to one of these:\n  billing: { id: 110 }  # Billing\n"
            "if it is meant: bind it by its name",
        ),
        (
            (Queue(101, "Sales"), Queue(110, "Billing")),
            "{ sales: { id: 101 }, billing: { id: 102 } }",
            "Queue billing cannot be found: tenant staging has no queue with id 102; "
            'the tenant has "Billing" (110)',
        ),
    ],
    ids=[
        "twice",
        "in another case",
        "a phone queue",
        "missing",
        "another queue's id",
        "an id it does not have",
    ],
)
def test_fault_60_a_queue_that_is_not_the_one_meant_is_refused_with_candidates(
    pair: Tenants, queues_there: tuple[Queue, ...], bound: str, told: str
) -> None:
    let_staging_have(pair, *queues_there, bound=bound)
    assert [one for one in blocked(pair, APP) if "billing" in one] == [told]


@pytest.mark.parametrize(
    ("queues_there", "candidates"),
    [
        (QUEUES, "  billing: { id: 102 }  # Billing"),
        (
            (Queue(101, "Sales"), Queue(7, "BILLING", "phone"), Queue(8, "billing")),
            "  billing: { id: 7 }  # BILLING, a phone queue: no chat can enter it\n"
            "  billing: { id: 8 }  # billing",
        ),
        (
            (Queue(101, "Sales"), PHONE, *(Queue(200 + number, f"Team {number}") for number in range(12))),
            "  billing: { id: 101 }  # Sales\n"
            + "".join(f"  billing: {{ id: {200 + number} }}  # Team {number}\n" for number in range(9))
            + "  # and 3 more",
        ),
    ],
)
def test_fault_60_a_queue_that_is_not_bound_is_refused_with_the_lines_to_choose_from(
    pair: Tenants, queues_there: tuple[Queue, ...], candidates: str
) -> None:
    let_staging_have(pair, *queues_there, bound="{ sales: { id: 101 } }")
    assert blocked(pair, APP) == [
        "environments/staging.yaml does not bind the queue billing: "
        'channel.app routes to it; in dev it is "Billing"; '
        f"bind it under `queues:` there, to one of these:\n{candidates}"
    ]
    assert blocked(pair, APP, offline=True) == [
        "environments/staging.yaml does not bind the queue billing: channel.app routes to it; "
        "add `billing` under `queues:` there"
    ]


def test_fault_60_the_same_id_for_the_same_queue_is_no_trap(pair: Tenants) -> None:
    let_staging_have(pair, *QUEUES, bound="{ sales: { id: 101 }, billing: { id: 102 } }")
    assert carry(pair, APP).edits.written


def test_fault_60_an_environment_between_the_two_is_not_skipped(pair: Tenants) -> None:
    pair.add("qa")
    pair.add("staging", "promotes_from: qa\n")
    assert blocked(pair) == [
        "staging promotes from qa, not from dev: `promotes_from` in environments/staging.yaml; "
        "first: provisioner promote dev qa"
    ]
    pair.add("staging", "promotes_from: dev\n")
    assert carry(pair).edits.written


def test_what_is_not_applied_in_the_source_was_not_tried(pair: Tenants) -> None:
    pair.change("dev.yaml", "App chat", "New chat")
    assert blocked(pair) == [
        "channel.app is not in sync in dev: pending: name; "
        "look at `provisioner drift -e dev`, and apply or accept it there first"
    ]
    assert carry(pair, WEB).edits.written


def test_what_changed_outside_in_the_source_is_not_what_its_file_says(pair: Tenants) -> None:
    pair.change_outside("dev", "channel.web", name="By hand")
    assert blocked(pair)[0].startswith("channel.web is not in sync in dev: drift: name; ")
    pair.of["dev"].remove("channels", pair.live("dev", "channel.app")["id"])
    assert [one.partition(":")[0] for one in blocked(pair)] == [
        "channel.app is not in sync in dev",
        "channel.web is not in sync in dev",
    ]


def test_what_was_never_applied_in_the_source_is_blocked(tenants: Tenants) -> None:
    tenants.add("dev", TRIED)
    tenants.add("staging")
    tenants.apply("staging")
    assert [one.partition(";")[0] for one in blocked(tenants, APP)] == [
        "channel.app is not in sync in dev: pending: name, webhook, queue"
    ]


def test_what_drifted_in_the_target_is_not_overwritten_unseen(pair: Tenants) -> None:
    pair.change_outside("staging", "channel.web", name="By hand")
    assert blocked(pair) == [
        "channel.web was changed outside in staging: name; "
        "look at `provisioner drift -e staging`, and apply or accept it there first"
    ]
    pair.apply("staging")
    pair.change_outside("staging", "channel.web", routingOptions={"type": "queue", "id": "102"})
    assert carry(pair).edits.written, "what would not change may drift"


def test_what_was_deleted_in_the_target_is_not_carried_to(pair: Tenants) -> None:
    pair.of["staging"].remove("channels", pair.live("staging", "channel.web")["id"])
    (told,) = blocked(pair, WEB)
    assert told.startswith("channel.web was deleted outside in staging: ; ")


def test_what_the_target_says_itself_is_changed_only_by_name(pair: Tenants) -> None:
    pair.add("staging", "channels:\n  web: { name: Ours }\n  app: null\n")
    pair.write(
        "shared/more.yaml", "format_version: 1\nchannels: { app: { name: A, webhook: bot, queue: sales } }\n"
    )
    pair.apply("dev", "staging")
    assert blocked(pair) == [
        "channel.app is overlaid there: environments/staging.yaml removes it by `null`; "
        "if the value of the other is wanted: --only channel.app",
        'channel.web.name is overlaid there: environments/staging.yaml says "Ours", '
        'environments/dev.yaml "Shop chat"; if the value of the other is wanted: --only channel.web',
    ]
    carry(pair, WEB, APP)
    assert "web: { name: Shop chat, description: null }" in pair.read("staging.yaml")


def test_what_a_definition_needs_and_the_target_lacks_is_told(pair: Tenants) -> None:
    pair.add(
        "dev",
        "webhooks: { new: { name: New, uri: 'https://${vars.other}/8x8' } }\n"
        "channels: { web: { webhook: new } }\n",
        vars="{ host: bots.dev.example.com, other: o.example.com }",
    )
    pair.apply("dev")
    assert blocked(pair, WEB) == [
        "environments/staging.yaml does not declare webhook.new: channel.web refers to it; "
        "carry it as well: provisioner promote dev staging --only channel.web --only webhook.new"
    ]
    (told,) = blocked(pair)
    assert told == (
        'Undefined variable: "other" is not in `vars:` of environments/staging.yaml; '
        "add `other` under `vars:` there"
    )


@pytest.mark.parametrize("offline", [False, True])
def test_a_host_the_target_does_not_allow_is_told(pair: Tenants, offline: bool) -> None:
    pair.add("dev", "webhooks: { bot: { uri: 'https://dev.example.net/8x8' } }\n")
    pair.add("staging", "guards: { allowed_hosts: ['*.staging.example.com'] }\n")
    pair.apply("dev")
    assert blocked(pair, BOT, offline=offline) == [
        "staging does not allow the host of webhook.bot.uri: "
        "dev.example.net is not among guards.allowed_hosts: *.staging.example.com; "
        "add it there, in environments/staging.yaml"
    ]


def test_a_name_that_several_live_resources_bear_there_is_told(pair: Tenants) -> None:
    for number in range(2):
        body = pair.live("staging", "channel.web") | {"id": f"{number}" * 22, "name": "App chat"}
        pair.of["staging"].put("channels", body)
    (told,) = blocked(pair, APP)
    assert told.startswith("channel.app: several live resources bear this name: 0000000000000000000000 (")


def test_a_secret_the_run_does_not_know_is_told(pair: Tenants) -> None:
    pair.environ["PROVISIONER_TOKEN"] = "s3cret-of-the-bot"
    pair.add(
        "dev", "webhooks: { bot: { uri: 'https://h.example.com/?token=${env.PROVISIONER_STAGING_KEY}' } }\n"
    )
    pair.apply("dev")
    (told,) = blocked(pair, BOT)
    assert told.startswith(
        "Variable refused: PROVISIONER_STAGING_KEY holds a credential of this environment; "
    )


def test_everything_that_stands_against_it_is_told_at_once(pair: Tenants) -> None:
    pair.add("staging", "channels: { web: { name: Ours } }\n", vars="{}", queues="{ sales: { id: 101 } }")
    pair.write(
        "shared/webhooks.yaml",
        "format_version: 1\nwebhooks: { bot: { name: B, uri: 'https://h.example.com/' } }\n",
    )
    pair.apply("staging")
    pair.change("dev.yaml", "  app:", "  other: { name: '${vars.host}', webhook: bot, queue: sales }\n  app:")
    pair.change_outside("dev", "channel.app", name="By hand")
    assert [one.partition(":")[0] for one in blocked(pair)] == [
        "channel.web.name is overlaid there",
        "environments/staging.yaml does not bind the queue billing",
        "Undefined variable",
        "channel.app is not in sync in dev",
        "channel.other is not in sync in dev",
    ]


def test_offline_lists_what_nobody_looked_at(pair: Tenants) -> None:
    pair.environ["PROVISIONER_HOST"] = "bots.example.com"
    pair.add("dev", "webhooks: { bot: { uri: 'https://${env.PROVISIONER_HOST}/8x8' } }\n")
    promotion = carry(pair, BOT, offline=True)
    assert pair.simulator.requests == []
    assert (promotion.changes, promotion.unchecked) == (
        (),
        (
            "whether dev has drift or pending changes",
            "whether staging drifted on what would change",
            "whether the queues that staging binds are in its tenant",
            "where webhook.bot points: that stands in a secret",
        ),
    )


def test_queues_that_may_not_be_read_are_told_as_unchecked(pair: Tenants) -> None:
    let_staging_have(pair, *QUEUES, bound="{ sales: { id: 101 }, billing: { id: 102 } }")
    pair.apply("staging")
    gateway = frozenset({"Chat Gateway"})
    pair.of["staging"].key = replace(pair.of["staging"].key, products=gateway)
    assert carry(pair, APP).unchecked == ("the queues of staging: its key may not read them",)


def test_a_carried_channel_is_not_named_twice(pair: Tenants) -> None:
    """The blockers of one queue that two channels use name both of them, once."""
    pair.change("dev.yaml", "  app:", "  more: { name: More, webhook: bot, queue: billing }\n  app:")
    pair.apply("dev")
    let_staging_have(pair, *QUEUES, bound="{ sales: { id: 101 } }")
    (told,) = blocked(pair, APP, Address("channel", "more"))
    assert "channel.app, channel.more routes to it" in told


def test_what_only_a_secret_tells_is_told_once_it_is_read(pair: Tenants) -> None:
    pair.environ["PROVISIONER_BOT"] = "http://bots.example.com/8x8"
    bot = "webhooks: { bot: { uri: '${env.PROVISIONER_BOT}' } }\n"
    pair.add("dev", "guards: { require_https: false }\n" + bot)
    pair.apply("dev")
    (told,) = blocked(pair, BOT)
    assert told.startswith("URI refused: webhook.bot: http sends every conversation in the clear; ")


def test_a_file_that_changes_while_the_tenants_are_read_is_left_alone(pair: Tenants) -> None:
    todo = [lambda: pair.change("staging.yaml", "bots.staging.example.com", "elsewhere.example.com")]

    def log(line: str) -> None:
        while todo:
            todo.pop()()

    with pytest.raises(RefusedError, match="would change more than what is promoted"):
        promote(pair.options("staging", log=log), Errand("dev"))
    assert "channels" not in pair.read("staging.yaml")


def test_a_key_no_queue_bears_in_the_source_is_no_copy(pair: Tenants) -> None:
    """Dev's own queue is gone by now; what staging binds is looked at by itself."""
    let_staging_have(pair, *QUEUES, bound="{ sales: { id: 101 }, billing: { id: 102 } }")
    pair.of["dev"].queues = {"101": Queue(101, "Sales")}
    told = blocked(pair, APP)
    assert [one.partition(":")[0] for one in told] == ["Queue billing cannot be found"]
    assert "tenant dev has no queue named" in told[0]
