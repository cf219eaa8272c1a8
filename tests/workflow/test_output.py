"""The ids a client application needs, from the state alone."""

from __future__ import annotations

import pytest

from provisioner.errors import ProvisionerError
from provisioner.workflow.output import output
from tests.journeys.site import BOT, WEB, Site


def test_ids_stand_in_the_order_of_the_configuration_and_cost_no_call(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB, "app": WEB | {"name": "App chat"}})
    site.apply()
    site.forget_requests()
    found = output(site.options())
    assert sorted((str(one.address), one.name) for one in found) == [
        ("channel.app", "App chat"),
        ("channel.web", "Web chat"),
        ("webhook.bot", "Bot"),
    ]
    assert {str(one.address): one.id for one in found} == {
        str(address): binding.id for address, binding in site.state.bindings.items()
    }
    assert site.requests == []


def test_no_secret_is_needed(site: Site) -> None:
    uri = "https://bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"
    site.environ["PROVISIONER_TOKEN"] = "a-secret-of-the-bot"
    site.declare({"bot": BOT | {"uri": uri}}, {})
    site.apply()
    assert [one.name for one in output(site.options(environ={}))] == ["Bot"]


def test_what_is_not_applied_yet_and_what_left_the_files_is_left_out(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.declare({"bot": BOT, "new": BOT | {"name": "New"}}, {})
    assert [str(one.address) for one in output(site.options())] == ["webhook.bot"]


def test_before_the_first_apply_the_command_to_run_is_named(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    with pytest.raises(ProvisionerError, match="Nothing of prod is bound") as nothing:
        output(site.options())
    assert nothing.value.diagnostics[0].hint == "run `provisioner apply -e prod` first"


def test_a_configuration_without_resources_has_no_ids(site: Site) -> None:
    site.declare({}, {})
    assert output(site.options()) == ()
