"""Whatever lives in a tenant: it is exported, the plan is empty, nothing is written, nothing is forgotten."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from provisioner.resources import RESOURCE_TYPES
from tests.journeys.exporting import applied, exported, planned, text_of
from tests.journeys.site import Site

Texts = st.SearchStrategy[Any]


def mostly(usual: Texts, odd: Texts) -> Texts:
    """One in six is odd: a tenant of nothing but oddities would have little to export."""
    return st.integers(0, 5).flatmap(lambda number: usual if number else odd)


ANY_TEXT = st.text(st.characters(), max_size=12)
NAME = (
    "Sales",
    "sales",
    "SALES",
    "客服",
    "a: b",
    "# a",
    "${vars.x}",
    "$${a}",
    "no",
    "'",
    "\\",
    "~",
    "x" * 255,
)
ODD_NAME = (
    "Sales ",
    "\n",
    "\uff33ales",
    "a\u200db",
    "👩\u200d💻",
    "x" * 256,
    "",
    "\ud800",
    "- a",
    "0101",
    "{a}",
)
NAMES = mostly(st.sampled_from(NAME), st.sampled_from(ODD_NAME) | ANY_TEXT)
HOSTS = st.sampled_from(("b.example.com", "B.example.com:8443", "10.0.0.1", "xn--e1a.de"))
ODD_HOSTS = st.sampled_from(("169.254.1.1", "a:b@h.example.com", "[::g]"))
PAIRS = ("a=1", "token=abc", "key", "apiKey=x%3D", "secret=", "b;token=c", "#", "?", "")
QUERIES = st.lists(st.sampled_from(PAIRS), max_size=4).map("&".join)
URIS = mostly(
    st.builds("https://{}/8x8?{}".format, HOSTS, QUERIES),
    st.builds("{}://{}".format, st.sampled_from(("https", "http")), HOSTS | ODD_HOSTS) | ANY_TEXT,
)
VERSIONS = mostly(st.sampled_from(("Chat Gateway v1.0", "v1.0", "")), ANY_TEXT)
WEBHOOKS = st.fixed_dictionaries({"name": NAMES, "uri": URIS}, optional={"version": VERSIONS, "x": ANY_TEXT})
CHANNELS = st.fixed_dictionaries(
    {
        "name": mostly(NAMES, st.sampled_from((None, 7))),
        "webhook": mostly(st.just(0), st.integers(1, 9)),
        "queue": mostly(st.sampled_from(("101", "102")), st.sampled_from(("9", "999", "0101", "q", None))),
    },
    optional={
        "type": mostly(st.sampled_from(("ChatAPI", None)), st.just("SMS")),
        "description": mostly(st.sampled_from(("", "two\nlines", "${vars.x}", None)), ANY_TEXT),
        "language": ANY_TEXT,
    },
)


def fill(site: Site, webhooks: list[dict[str, Any]], channels: list[dict[str, Any]]) -> int:
    """Put it all into the tenant; how many resources that makes."""
    ids = [site.tenant.put("webhooks", body) for body in webhooks]
    for body in channels:
        number, queue = body.pop("webhook"), body.pop("queue")
        hook = ids[number] if number < len(ids) else None
        routing = {"type": "queue", "id": queue}
        site.tenant.put("channels", body | {"webHookId": hook, "routingOptions": routing})
    return len(webhooks) + len(channels)


@given(
    webhooks=st.lists(WEBHOOKS, min_size=2, max_size=5), channels=st.lists(CHANNELS, min_size=2, max_size=6)
)
@settings(
    max_examples=60,
    derandomize=True,
    phases=(Phase.generate,),  # a counterexample is told at once: making it smaller takes minutes
    suppress_health_check=list(HealthCheck),
)
def test_an_exported_tenant_needs_no_change(
    webhooks: list[dict[str, Any]], channels: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Site.opened(Path(folder)) as site:
        size = fill(site, webhooks, channels)
        site.declare({}, {}, vars={"host": "b.example.com"})
        found = exported(site).drafts
        assert len(found.drafts) + len(found.left_out) == size
        secrets = {one.variable: one.value for one in found.lifted}
        plan = planned(site, **secrets)
        assert not [one for one in plan.changes if one.shown]
        assert sum(count for _, count in plan.unmanaged) <= len(found.left_out)
        result = applied(site, **secrets)
        assert (result.exit_code, result.bound, site.writes) == (0, 0, [])
        exported(site, "again")
        assert text_of(site, "again") == text_of(site)


def test_every_type_and_attribute_is_met() -> None:
    """The strategies above know the wire; a new type or attribute belongs into them."""
    attributes = {type.name: {one.name for one in type.attributes} for type in RESOURCE_TYPES}
    assert attributes == {
        "webhook": {"name", "uri", "version"},
        "channel": {"name", "description", "webhook", "queue"},
    }
