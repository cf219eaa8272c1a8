"""A rotated API key or a rotated secret: nothing drifts, and what was sealed is sealed anew."""

from __future__ import annotations

import pytest

from provisioner.model.state import Sealed
from provisioner.plan.change import Reason
from provisioner.simulator import Key
from tests.journeys.site import BOT, WEB, Site

HOOK = "https://bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"
NEW_KEY = "eght_another-key-of-acme"


@pytest.fixture
def site(site: Site) -> Site:
    """A webhook with a secret in its URI, applied under the first key."""
    site.environ["PROVISIONER_TOKEN"] = "a-secret-of-the-bot"
    site.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB})
    site.apply()
    return site


def rotate(site: Site) -> None:
    site.tenant.key = Key(NEW_KEY)
    site.environ["PROVISIONER_KEY"] = NEW_KEY


def sealed(site: Site) -> Sealed:
    value = site.binding("webhook.bot").applied["uri"]
    assert isinstance(value, Sealed)
    return value


def test_a_rotated_key_is_no_drift(site: Site) -> None:
    rotate(site)
    site.forget_requests()
    assert not site.plan().writes
    assert site.apply().exit_code == 0
    assert site.writes == []


def test_the_next_apply_seals_anew(site: Site) -> None:
    before, check = sealed(site), site.state.key_check
    rotate(site)
    site.apply()
    assert sealed(site).template == before.template == HOOK
    assert sealed(site).digest != before.digest
    assert site.state.key_check != check


def test_until_then_nobody_can_say_who_changed_a_secret(site: Site) -> None:
    rotate(site)
    site.change_outside("webhook.bot", uri="https://evil.example.net/8x8?token=x")
    (change,) = site.plan().writes
    assert change.reason is Reason.ORIGIN_UNKNOWN


def test_afterwards_a_hijack_is_known_as_one_again(site: Site) -> None:
    rotate(site)
    site.apply()
    site.change_outside("webhook.bot", uri="https://evil.example.net/8x8?token=x")
    (change,) = site.plan().writes
    assert change.reason is Reason.CHANGED_OUTSIDE


def test_what_is_no_secret_keeps_its_origin_across_a_rotation(site: Site) -> None:
    rotate(site)
    site.change_outside("channel.web", name="Hijacked")
    (change,) = site.plan().writes
    assert change.reason is Reason.CHANGED_OUTSIDE


def test_a_rotation_beside_another_change_seals_anew_as_well(site: Site) -> None:
    before = sealed(site)
    rotate(site)
    site.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB | {"queue": "billing"}})
    assert site.apply().exit_code == 0
    assert sealed(site).digest != before.digest
    assert not site.plan().writes


def test_a_rotated_secret_is_one_update_from_the_configuration(site: Site) -> None:
    site.environ["PROVISIONER_TOKEN"] = "the-next-secret-of-the-bot"
    (change,) = site.plan().writes
    assert change.reason is Reason.CHANGED_IN_CONFIGURATION
    assert str(change.differences[0].after) == HOOK
    site.forget_requests()
    site.apply()
    assert site.writes == ["PUT webhooks"]
    assert not site.plan().writes
