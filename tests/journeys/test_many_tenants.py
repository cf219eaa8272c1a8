"""Three tenants that somebody clicked together become files; a change is tried in one and carried on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioner.diff.across import Cause
from provisioner.model.address import Address
from provisioner.simulator import Queue
from provisioner.workflow.compare import Basis, compare
from provisioner.workflow.export import Request, export
from provisioner.workflow.lift import lift
from provisioner.workflow.promote import Errand, promote
from tests.journeys.exporting import set_up_by_hand
from tests.journeys.tenants import Tenants

NAMES = ("dev", "staging", "prod")
SECRET = "PROVISIONER_TWIN_2_TOKEN"
SEVEN = Address("channel", "channel-7")


@pytest.fixture
def three(tenants: Tenants) -> Iterator[Tenants]:
    """Each with ids, queue ids, a host and a secret of its own; no request tells one tenant another's ids."""
    for number, name in enumerate(NAMES, 1):
        ids = [100 * number + place for place in (1, 2, 3)]
        tenants.add(name, live=tuple(map(Queue, ids, ("Sales", "Billing", "Support"))))
        key = f"{{ env: PROVISIONER_{name.upper()}_KEY }}"
        tenant = f"{{ id: {name}, endpoint: '{tenants.simulator.url}', api_key: {key} }}"
        header = f"format_version: 1\nenvironment: {name}\ntenant: {tenant}\n"
        tenants.write(f"{name}.yaml", f"{header}vars: {{ host: bots.{name}.example.com }}\n")
        set_up_by_hand(tenants.of[name], f"{name}.example.com", ids, f"secret-of-{name}")
    yield tenants
    assert strangers(tenants) == []


def strangers(tenants: Tenants) -> list[str]:
    """The requests to one tenant that name an id of another."""
    ids = {
        name: {body["id"] for plural in ("webhooks", "channels") for body in tenants.of[name].list(plural)}
        for name in NAMES
    }
    return [
        f"{one.method} {one.path} to {one.tenant}"
        for one in tenants.simulator.requests
        for name in NAMES
        if name != one.tenant
        for id in ids[name]
        if id in f"{one.path} {one.query} {one.body!r}"
    ]


def environ(tenants: Tenants, name: str) -> dict[str, str]:
    return {**tenants.environ, SECRET: f"secret-of-{name}"}


def export_all(tenants: Tenants) -> None:
    for name in NAMES:
        export(tenants.options(name), Request(tenants.folder, merge=True))


def really(tenants: Tenants, *names: str) -> dict[str, list[str]]:
    """What really differs between environments, as `compare` says it."""
    options = [tenants.options(name, environ=environ(tenants, name)) for name in names]
    found = compare(options, Basis.BOTH).comparison
    return {
        str(one.first.address or one.first.name): [inner.attribute for inner in one.divergences]
        for one in found.compared
        if not one.meant
    }


def test_three_exports_stand_in_one_folder_and_no_plan_has_anything(three: Tenants) -> None:
    export_all(three)
    for name in NAMES:
        plan = three.plan(name, environ=environ(three, name))
        assert not any(one.shown for one in plan.changes)
        assert three.apply(name, environ=environ(three, name)).exit_code == 0
    assert three.simulator.writes == []


def test_exported_tenants_that_are_set_up_alike_do_not_differ(three: Tenants) -> None:
    export_all(three)
    found = compare([three.options(name, environ=environ(three, name)) for name in NAMES], Basis.BOTH)
    assert {one.cause for row in found.comparison.compared for one in row.divergences} == {Cause.VARIABLES}
    assert (found.comparison.different, len(found.comparison.compared), found.comparison.same) == (0, 30, 31)


def carry(tenants: Tenants, source: str, target: str) -> list[str]:
    """Promote what changed, apply, and what was sent; it is named, for an export says everything itself."""
    options = tenants.options(target, environ=environ(tenants, target))
    assert promote(options, Errand(source, (SEVEN,))).edits.written
    tenants.simulator.forget_requests()
    assert tenants.apply(target, environ=environ(tenants, target)).exit_code == 0
    assert strangers(tenants) == []
    return [f"{one.method} {one.tenant}" for one in tenants.simulator.writes]


def test_a_change_is_tried_in_dev_and_carried_on_to_prod(three: Tenants) -> None:
    export_all(three)
    three.change("dev.yaml", "name: Channel 7\n", "name: Channel seven\n")
    assert really(three, *NAMES) == {}
    three.apply("dev", environ=environ(three, "dev"))
    assert really(three, "dev", "staging") == {"channel.channel-7": ["name"]}
    assert really(three, "staging", "prod") == {}
    assert carry(three, "dev", "staging") == ["PUT staging"]
    assert really(three, "dev", "staging") == {}
    assert really(three, "staging", "prod") == {"channel.channel-7": ["name"]}
    assert carry(three, "staging", "prod") == ["PUT prod"]
    assert really(three, *NAMES) == {}
    for name in NAMES:
        (seven,) = (one for one in three.of[name].list("channels") if one["name"] == "Channel seven")
        assert (seven["language"], seven["createdBy"]) == ("en", {"id": "ann"})
        assert not any(one.shown for one in three.plan(name, environ=environ(three, name)).changes)


def test_what_an_export_writes_names_no_id_of_a_resource(three: Tenants, tmp_path: Path) -> None:
    export_all(three)
    for name in NAMES:
        text = three.read(f"{name}.yaml").partition("# Not declared here:")[0]
        ids = [body["id"] for plural in ("webhooks", "channels") for body in three.of[name].list(plural)]
        assert not [id for id in ids if id in text]


def test_what_exported_tenants_agree_on_is_lifted_into_a_folder_they_share(three: Tenants) -> None:
    export_all(three)
    three.write("shared/webhooks.yaml", "format_version: 1\n")
    (three.folder / "environments" / "shared" / "channels.yaml").unlink()
    for name in NAMES:
        three.change(f"{name}.yaml", "\nwebhooks:\n", "\ninclude: [shared]\n\nwebhooks:\n")
    assert lift(three.folder).edits.written
    assert "channels:" not in three.read("prod.yaml")
    assert "  channel-7:\n    name: Channel 7\n" in three.read("shared/webhooks.yaml")
    for name in NAMES:
        assert not any(one.shown for one in three.plan(name, environ=environ(three, name)).changes)
    assert really(three, *NAMES) == {}
