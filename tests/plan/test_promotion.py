"""What an environment has had, and what goes ahead of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from provisioner.diagnostics import Diagnostic
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.state import State
from provisioner.plan.promotion import Predecessor, ahead, exempt
from tests.model.builders import binding, channel, state, webhook
from tests.plan.builders import World, configuration, told
from tests.plan.worlds import AHEAD, STAGING

HERE = replace(STAGING, name="prod", include=("shared",))
BOT = replace(webhook(), written={"name": "1"})
WEB = replace(channel(), written={"name": "2"})
APPLIED = state(
    {"webhook.bot": binding("w1", definition=BOT.digest), "channel.web": binding("c1", definition=WEB.digest)}
)


def before(
    definitions: Iterable[Definition] = (BOT, WEB), state: State | None = APPLIED, *include: str
) -> Predecessor:
    staging = replace(STAGING, include=include or ("shared",))
    return Predecessor("staging", configuration(definitions, staging), state)


def early(declared: Configuration, predecessor: Predecessor | None) -> list[str]:
    return [str(one.address) for one in ahead(declared, predecessor)]


def test_what_was_applied_as_it_is_declared_is_not_ahead() -> None:
    assert early(configuration([BOT, WEB], HERE), before()) == []


def test_without_a_predecessor_nothing_is_ahead_and_nothing_is_told() -> None:
    declared = configuration([BOT], HERE)
    assert (early(declared, None), list(exempt(declared, None))) == ([], [])


def test_what_was_changed_or_never_applied_is_ahead() -> None:
    changed = replace(WEB, written={"name": "3"})
    assert early(configuration([BOT, changed], HERE), before((BOT, changed))) == ["channel.web"]
    only_bound = state({"webhook.bot": binding("w1")})
    assert early(configuration([BOT], HERE), before((BOT,), only_bound)) == ["webhook.bot"]
    assert early(configuration([BOT, WEB], HERE), before(state=None)) == ["webhook.bot", "channel.web"]


def test_a_definition_that_the_files_took_back_is_ahead_until_it_is_applied_back() -> None:
    """The state counts, not the files: staging still has what was applied last."""
    tried = state({"webhook.bot": binding("w1", definition="tried")})
    assert early(configuration([BOT], HERE), before((BOT,), tried)) == ["webhook.bot"]


def test_what_the_environment_before_does_not_have_is_exempt_and_named() -> None:
    declared = configuration([BOT, WEB], HERE)
    assert early(declared, before((BOT,))) == []
    (notice,) = exempt(declared, before((BOT,)))
    assert notice.summary == "1 resource is not held against staging, which declares no such"
    assert notice.detail == "channel.web"
    assert [one.detail for one in exempt(declared, before(()))] == ["webhook.bot, channel.web"]
    assert list(exempt(declared, before())) == []


def test_a_folder_that_only_one_of_them_includes_is_an_overlay() -> None:
    regional = replace(BOT, written={"name": "of the region"})
    here = replace(HERE, include=("shared", "eu"))
    assert early(configuration([regional], here), before((BOT,))) == []
    behind = state({"webhook.bot": binding("w1", definition="old")})
    assert early(configuration([regional], here), before((BOT,), behind)) == ["webhook.bot"]


def test_with_the_same_folders_another_definition_was_never_tried() -> None:
    own = replace(BOT, written={"name": "of its own file"})
    assert early(configuration([own], HERE), before((BOT,))) == ["webhook.bot"]


@pytest.mark.parametrize(
    ("predecessor", "why"),
    [
        (before((replace(BOT, written={"name": "now"}),)), "that has not had these as they are now"),
        (before((replace(BOT, written={"name": "now"}),), None), "nothing was applied there yet"),
        (
            Predecessor("staging", unusable=Diagnostic("Not YAML")),
            "nobody can tell what that has had (Not YAML)",
        ),
    ],
)
def test_the_refusal_names_the_addresses_the_reason_and_both_ways_out(
    predecessor: Predecessor, why: str
) -> None:
    (refusal,) = told(replace(AHEAD, predecessor=predecessor))
    assert refusal == (
        f"dev would run ahead of staging: {why}: webhook.bot; first: provisioner apply -e staging; "
        "if it is meant to go ahead, pass --allow-skip webhook.bot"
    )


def test_an_unusable_predecessor_exempts_nothing() -> None:
    declared = configuration([BOT], HERE)
    assert list(exempt(declared, Predecessor("staging", unusable=Diagnostic("Not YAML")))) == []


def test_allowing_one_address_allows_no_other() -> None:
    world = World([BOT, WEB], predecessor=before(state=None))
    allowed = replace(world, allowances=replace(world.allowances, skipped=frozenset({WEB.address})))
    (refusal,) = told(allowed)
    assert refusal.endswith("pass --allow-skip webhook.bot")
