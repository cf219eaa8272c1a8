"""An ignored attribute is neither compared nor written, is remembered, and comes back after its last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from provisioner.apply.body import replace_body
from provisioner.diagnostics import Position, Severity
from provisioner.model.address import Address
from provisioner.model.environment import Ignore
from provisioner.model.seal import Seal
from provisioner.model.value import Reference, Secret
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.ignored import expiries, still_ignored
from tests.model.builders import (
    BOUND_CHANNEL,
    BOUND_WEBHOOK,
    KEY,
    LINEAGE,
    SEAL,
    TYPES,
    URI,
    binding,
    channel,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World

WEB = Address("channel", "web")
LAST = date(2027, 3, 31)
NAME = Ignore(WEB, "name", "owned by the shop team", LAST, Position("environments/dev.yaml", 9, 3))
QUEUE = Ignore(WEB, "queue", "night shift", LAST)
PAIR = {"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}
RENAMED = World(
    [webhook(), channel(name="Web")],
    [live_webhook(), live_channel(name="Shop")],
    state({**PAIR, "channel.web": binding("c1", {"name": "Web", "webhook": "w1", "queue": "101"})}),
    ignores=[NAME],
)


def web(world: World) -> Change:
    """The change of the channel."""
    return world.changes()["channel.web"]


def test_what_differs_in_an_ignored_attribute_alone_is_unchanged() -> None:
    change = web(RENAMED)
    assert (change.action, change.reason, change.shown) == (Action.NO_OP, Reason.SAME, False)
    assert change.ignored == (Difference("name", "Shop", "Web", Reason.IGNORED),)
    assert web(replace(RENAMED, ignores=())).writes


def test_what_else_differs_is_written_and_the_ignored_value_stays() -> None:
    change = web(replace(RENAMED, definitions=[webhook(), channel(name="Web", queue="billing")]))
    assert [one.attribute for one in change.differences] == ["queue"]
    assert change.desired is not None
    assert "name" not in change.desired
    assert "name" not in (change.observed or {})
    body = replace_body(TYPES["channel"], {"queue": "102"}, live_channel(name="Shop").body, False)
    assert body["name"] == "Shop"


def test_an_ignored_attribute_is_not_one_that_is_no_longer_managed() -> None:
    assert web(RENAMED).released == ()


def test_what_is_created_gets_all_of_its_attributes() -> None:
    created = web(replace(RENAMED, live=[live_webhook()], state=state()))
    assert (created.action, created.ignored) == (Action.CREATE, ())
    assert [one.attribute for one in created.differences] == ["name", "webhook", "queue"]


def test_an_ignored_reference_tells_both_sides() -> None:
    moved = replace(
        RENAMED,
        definitions=[webhook(), channel()],
        live=[live_webhook(), live_channel(queue="102")],
        state=state(PAIR),
        ignores=[QUEUE],
    )
    (queue,) = web(moved).ignored
    assert (queue.before, queue.after) == (Reference("billing", "102"), Reference("sales", "101"))


def test_an_ignored_secret_is_shown_by_neither_side() -> None:
    template = "https://bots.example.com/8x8?token=${env.PROVISIONER_T}"
    secret = Secret("https://bots.example.com/8x8?token=s3cr3t-value", template)
    world = World(
        [webhook(uri=secret)],
        [live_webhook(uri="https://bots.example.com/8x8?token=stolen-value")],
        state({"webhook.bot": BOUND_WEBHOOK}),
        ignores=[Ignore(Address("webhook", "bot"), "uri", "moves in autumn", LAST)],
    )
    (uri,) = world.changes()["webhook.bot"].ignored
    assert (str(uri.before), str(uri.after)) == (
        "https://bots.example.com/8x8?token=(sensitive, differs)",
        template,
    )


def test_it_holds_on_its_last_day_and_no_longer() -> None:
    assert not web(replace(RENAMED, today=LAST)).writes
    over = replace(RENAMED, today=LAST + timedelta(days=1))
    (difference,) = web(over).differences
    assert (difference.attribute, difference.reason) == ("name", Reason.CHANGED_OUTSIDE)


def test_every_entry_is_counted_with_whether_it_hides_something() -> None:
    ignored = replace(RENAMED, ignores=[NAME, QUEUE]).plan().ignored
    assert [(str(one.ignore), one.expired, one.differs) for one in ignored] == [
        ("channel.web.name", False, True),
        ("channel.web.queue", False, False),
    ]
    (over,) = replace(RENAMED, today=LAST + timedelta(days=1)).plan().ignored
    assert (over.expired, over.differs) == (True, False)


def test_an_entry_that_is_over_is_warned_of_at_its_place() -> None:
    (warning,) = expiries([NAME, replace(QUEUE, until=date(2030, 1, 1))], LAST + timedelta(days=1))
    assert (warning.severity, warning.position) == (Severity.WARNING, NAME.position)
    assert warning.summary == "channel.web.name is no longer ignored"
    assert "2027-03-31: owned by the shop team" in warning.detail


def test_the_attributes_of_one_resource_are_ignored_together() -> None:
    assert still_ignored([NAME, QUEUE], LAST) == {WEB: frozenset({"name", "queue"})}
    assert still_ignored([NAME, QUEUE], LAST + timedelta(days=1)) == {}


def test_what_was_last_applied_is_kept_so_that_it_is_drift_when_the_entry_is_over() -> None:
    kept = web(RENAMED).kept
    assert kept is not None
    assert kept.applied == {"name": "Web"}


def test_what_the_tenant_stores_and_does_not_return_is_kept_as_well() -> None:
    bound = binding(
        "c1",
        {**BOUND_CHANNEL.applied, "description": "Chat"},
        read_back={"name": "WEB", "description": "chat"},
        unreadable=frozenset({"description"}),
    )
    ignore = Ignore(WEB, "description", "theirs", LAST)
    world = World(
        [webhook(), channel(description="Chat")],
        [live_webhook(), live_channel()],
        state({**PAIR, "channel.web": bound}),
        ignores=[ignore],
    )
    kept = web(world).kept
    assert kept is not None
    assert (kept.applied, kept.read_back, kept.unreadable) == (
        {"description": "Chat"},
        {"description": "chat"},
        frozenset({"description"}),
    )
    (ignored,) = world.plan().ignored
    assert not ignored.differs


def test_a_digest_under_a_former_key_is_not_kept() -> None:
    sealed = SEAL.remember(Secret(URI, "${env.PROVISIONER_URI}"))
    world = World(
        [webhook()],
        [live_webhook()],
        state({"webhook.bot": binding("w1", {"name": "bot", "uri": sealed})}),
        seal=Seal(KEY, LINEAGE, fits=False),
        ignores=[Ignore(Address("webhook", "bot"), "uri", "theirs", LAST)],
    )
    kept = world.changes()["webhook.bot"].kept
    assert kept is not None
    assert kept.applied == {}
