from __future__ import annotations

import ast
import sys
from pathlib import Path

import provisioner.simulator
from provisioner.simulator import EMBEDDED_KEY, Key, Queue, Simulator, Switches, TenantSetup, serve
from tests.simulator.conftest import WEBHOOKS, Api


def test_a_tenant_set_up_again_keeps_its_resources(simulator: Simulator) -> None:
    tenant = simulator.add_tenant("sandbox", "eght_first", queues={1: "One"})
    id = tenant.put("webhooks", {"name": "Bot"})
    again = simulator.add_tenant("sandbox", "eght_second", queues={2: "Two"})
    assert again is tenant
    assert (again.key.value, list(again.queues)) == ("eght_second", ["2"])
    assert again.get("webhooks", id) == {"id": id, "name": "Bot"}


def test_a_reset_simulator_keeps_its_tenants(simulator: Simulator) -> None:
    tenant = simulator.add_tenant("sandbox", queues={1: "One"})
    tenant.put("webhooks", {"name": "Bot"})
    simulator.reset()
    assert (tenant.list("webhooks"), list(tenant.queues)) == ([], ["1"])


def test_removing_what_is_not_there_is_no_error(simulator: Simulator) -> None:
    tenant = simulator.add_tenant("sandbox")
    tenant.remove("channels", "nobody")
    assert tenant.get("channels", "nobody") is None


def test_serving_lasts_until_the_simulator_is_released() -> None:
    setup = TenantSetup("acme", Key(EMBEDDED_KEY), (Queue(1, "One"),), Switches(description="dropped"))
    seen: list[int] = []

    def started(simulator: Simulator) -> None:
        api = Api(simulator)
        reply = api.get(WEBHOOKS, **{"x-api-key": EMBEDDED_KEY, "X-8x8-Tenant": "acme"})
        seen.append(reply.status)
        api.connection.close()
        simulator.release()

    serve([setup], started)
    assert seen == [200]


def test_a_simulator_may_be_asked_for_a_port() -> None:
    with Simulator() as first:
        port = int(first.url.rpartition(":")[2])
    with Simulator(port=port) as second:
        assert second.url == f"http://127.0.0.1:{port}"


def test_it_needs_nothing_but_the_standard_library_and_itself() -> None:
    folder = Path(provisioner.simulator.__file__).parent
    roots: set[str] = set()
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                name = node.module or ""
                roots.add("itself" if name.startswith("provisioner.simulator") else name.partition(".")[0])
            elif isinstance(node, ast.Import):
                roots.update(one.name.partition(".")[0] for one in node.names)
    assert roots - {"itself"} <= sys.stdlib_module_names


def test_every_public_name_is_listed_in_order() -> None:
    names = provisioner.simulator.__all__
    assert names == sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert all(hasattr(provisioner.simulator, name) for name in names)
