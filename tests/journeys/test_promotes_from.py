"""prod does not run ahead of staging: what is shared is applied there first."""

from __future__ import annotations

import pytest

from provisioner.model.address import Address
from provisioner.workflow.destroy import destroy
from provisioner.workflow.listing import list_live
from provisioner.workflow.plan import PlanRefused
from provisioner.workflow.state import runs
from tests.journeys.tenants import Tenants

WEB = Address("channel", "web")


@pytest.fixture
def line(tenants: Tenants) -> Tenants:
    """Staging and, behind it, prod; nothing is applied."""
    tenants.add("staging")
    tenants.add("prod", "promotes_from: staging\n")
    return tenants


def refused(tenants: Tenants) -> str:
    """What is told when prod is applied; nothing was sent."""
    tenants.simulator.forget_requests()
    with pytest.raises(PlanRefused) as refusal:
        tenants.apply("prod")
    assert tenants.simulator.writes == []
    (diagnostic,) = refusal.value.diagnostics
    return f"{diagnostic.detail}; {diagnostic.hint}"


def test_fault_60_an_environment_that_is_skipped_is_named_with_what_it_has_not_had(line: Tenants) -> None:
    assert refused(line).startswith("nothing was applied there yet: webhook.bot, channel.web; first: ")
    line.apply("staging", "prod")
    line.change("shared/channels.yaml", "name: Web chat", "name: Shop chat")
    assert refused(line).startswith("that has not had these as they are now: channel.web; first: ")
    line.apply("staging")
    assert line.apply("prod").exit_code == 0
    assert line.live("prod", "channel.web")["name"] == "Shop chat"


def test_an_apply_that_has_nothing_to_write_lets_the_next_environment_go_on(line: Tenants) -> None:
    """In staging the changed attribute is overlaid: it has had the change all the same."""
    line.add("staging", "channels: { web: { description: Tried } }\n")
    line.apply("staging", "prod")
    line.change("shared/channels.yaml", "Chat on the shop", "Chat on all pages")
    assert "channel.web" in refused(line)
    line.simulator.forget_requests()
    line.apply("staging")
    assert line.simulator.writes == []
    assert line.apply("prod").exit_code == 0


def test_what_only_prod_declares_and_what_staging_removes_is_exempt_and_told(line: Tenants) -> None:
    line.add("staging", "channels: { web: null }\n")
    line.add(
        "prod", "promotes_from: staging\nwebhooks: { own: { name: Own, uri: 'https://a.example.com/8' } }\n"
    )
    line.apply("staging")
    assert line.apply("prod").exit_code == 0
    (notice,) = line.plan("prod").notices
    assert notice.detail == "webhook.own, channel.web"


def test_going_ahead_is_possible_by_name_and_is_remembered(line: Tenants) -> None:
    line.apply("staging", "prod")
    line.change("shared/channels.yaml", "name: Web chat", "name: Shop chat")
    allowances = line.options("prod").allowances
    ahead = type(allowances)(skipped=frozenset({WEB, Address("webhook", "bot")}))
    line.apply("prod", allowances=ahead)
    assert [run.skipped for run in runs(line.options("prod"))] == [(WEB,), ()]
    assert "channel.web" in refused(line)


def test_going_ahead_without_a_write_is_remembered_once(line: Tenants) -> None:
    line.add("prod", "promotes_from: staging\nchannels: { web: { description: Ours } }\n")
    line.apply("staging", "prod")
    line.change("shared/channels.yaml", "Chat on the shop", "Chat on all pages")
    ahead = type(line.options("prod").allowances)(skipped=frozenset({WEB}))
    line.simulator.forget_requests()
    for _ in range(2):
        line.apply("prod", allowances=ahead)
    assert line.simulator.writes == []
    first, *rest = runs(line.options("prod"))
    assert (first.skipped, first.counts, len(rest)) == ((WEB,), {}, 1)


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("environments/staging.yaml", "format_version: [\n", "(Not YAML)"),
        (".provisioner/state/staging.json", "{}", "cannot be used"),
    ],
)
def test_a_predecessor_nobody_can_read_refuses_and_spoils_nothing_else(
    line: Tenants, file: str, text: str, why: str
) -> None:
    line.apply("staging", "prod")
    (line.folder / file).write_text(text, encoding="utf-8")
    assert why in refused(line)
    assert [row.status for row in list_live(line.options("prod")).rows] == ["managed", "managed"]


def test_a_state_of_another_tenant_is_no_proof(line: Tenants) -> None:
    line.apply("staging", "prod")
    line.change("staging.yaml", "id: staging,", "id: prod,")
    assert "belongs to another tenant" in refused(line)


def test_destroying_is_not_running_ahead(line: Tenants) -> None:
    line.add("prod", "promotes_from: staging\nguards: { deletes: true }\n")
    line.apply("staging", "prod")
    line.change("shared/channels.yaml", "name: Web chat", "name: Shop chat")
    destroyed = destroy(line.options("prod"), lambda plan: True, lambda event: None)
    assert destroyed.exit_code == 0
    assert line.of["prod"].list("channels") == []
