"""Whatever was edited in the files and done to the tenant: one apply converges, the next one is silent."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from provisioner.plan.allowances import Allowances
from tests.journeys.site import Site

ANYTHING = Allowances(missing=True, empty=True, adopt=True)
URIS = ("https://bots.example.com/8x8", "https://bots.example.com/8x8/", "https://BOTS.example.com/8x8?v=2")
TEXTS = (None, "", "On the shop", "In the app")
KEYS = ("a", "b", "c")
BOTS = ("x", "y")


def webhook(key: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"name": st.sampled_from((f"Bot {key}", f"{key} bot")), "uri": st.sampled_from(URIS)}
    )


def channel(key: str) -> st.SearchStrategy[dict[str, Any] | None]:
    whole = st.fixed_dictionaries(
        {
            "name": st.sampled_from((f"Channel {key}", f"{key} channel")),
            "description": st.sampled_from(TEXTS),
            "webhook": st.sampled_from(BOTS),
            "queue": st.sampled_from(("sales", "billing")),
        }
    ).map(lambda one: {name: value for name, value in one.items() if value is not None})
    return st.none() | whole


FILES = st.tuples(
    st.fixed_dictionaries({key: webhook(key) for key in BOTS}),
    st.fixed_dictionaries({key: channel(key) for key in KEYS}),
)
OUTSIDE = st.dictionaries(
    st.sampled_from([*(f"channel.{key}" for key in KEYS), *(f"webhook.{key}" for key in BOTS)]),
    st.sampled_from(
        (
            None,
            {"name": "Theirs"},
            {"description": "Theirs"},
            {"description": None},
            {"uri": "https://evil.example.net"},
            {"webHookId": None},
            {"routingOptions": {"type": "queue", "id": "102"}},
            {"locale": "de"},
        )
    ),
)
TENANTS = st.fixed_dictionaries(
    {
        "description": st.sampled_from(("returned", "dropped")),
        "put": st.sampled_from(("erases", "keeps")),
        "uri": st.sampled_from(("as-sent", "normalised")),
        "unknown_attributes": st.sampled_from(("kept", "dropped")),
    }
)
ROUNDS = st.lists(st.tuples(FILES, OUTSIDE, TENANTS), min_size=1, max_size=4)


def disturb(site: Site, outside: dict[str, dict[str, Any] | None]) -> None:
    """Change or remove what is bound and lives."""
    bound = {str(address): one.id for address, one in site.state.bindings.items()}
    for address, members in outside.items():
        plural = f"{address.partition('.')[0]}s"
        if address not in bound or site.tenant.get(plural, bound[address]) is None:
            continue
        if members is None:
            site.remove_outside(address)
        else:
            site.change_outside(address, **members)


@given(rounds=ROUNDS)
@settings(
    max_examples=20,
    derandomize=True,
    phases=(Phase.generate,),  # a counterexample is told at once: making it smaller takes minutes
    suppress_health_check=list(HealthCheck),
)
def test_one_apply_converges_and_the_next_writes_nothing(rounds: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, Site.opened(Path(folder)) as site:
        for (webhooks, channels), outside, tenant in rounds:
            site.switch(**tenant)
            site.declare(webhooks, {key: one for key, one in channels.items() if one is not None})
            assert site.apply(allowances=ANYTHING).exit_code == 0
            disturb(site, outside)
            assert site.apply(allowances=ANYTHING).exit_code == 0
            site.forget_requests()
            assert site.plan(allowances=ANYTHING).writes == ()
            assert site.apply(allowances=ANYTHING).exit_code == 0
            assert site.writes == []
