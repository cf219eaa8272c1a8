from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest

from provisioner.simulator import Simulator, Switches
from tests.simulator.conftest import CHANNELS, KEY, WEBHOOKS, Api, channel, webhook


def test_it_listens_on_loopback_alone(simulator: Simulator) -> None:
    host, _, port = simulator.url.removeprefix("http://").partition(":")
    assert host == "127.0.0.1"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", int(port)), timeout=1)


def test_a_port_that_is_taken_is_an_os_error(simulator: Simulator) -> None:
    with pytest.raises(OSError, match="in use"):
        Simulator(port=int(simulator.url.rpartition(":")[2]))


def test_nothing_is_left_running_when_it_stops() -> None:
    before = threading.active_count()
    with Simulator() as simulator:
        simulator.add_tenant("sandbox", KEY)
        clients = [Api(simulator) for _ in range(5)]
        assert [client.get(WEBHOOKS).status for client in clients] == [200] * 5
        assert threading.active_count() > before
    assert threading.active_count() == before
    with pytest.raises(ConnectionError):
        clients[0].get(WEBHOOKS)
    for client in clients:
        client.connection.close()


def test_a_latency_ends_when_the_simulator_stops() -> None:
    before = threading.active_count()
    with Simulator() as simulator:
        simulator.add_tenant("sandbox", KEY, switches=Switches(latency=3600.0))
        clients = [Api(simulator) for _ in range(20)]
        for client in clients:
            client.connection.request("GET", WEBHOOKS, headers=client.headers)
    assert threading.active_count() == before
    for client in clients:
        client.connection.close()


def test_many_threads_write_at_once_and_nothing_is_lost(simulator: Simulator, api: Api, bot: str) -> None:
    def write(worker: int) -> None:
        client = Api(simulator)
        for number in range(10):
            made = client.post(CHANNELS, channel(bot, f"{worker}-{number}")).json
            client.put(f"{CHANNELS}/{made['id']}", channel(bot, f"{worker}-{number} again"))
            assert client.get(f"{CHANNELS}?size=1000").status == 200
        client.connection.close()

    with ThreadPoolExecutor(16) as workers:
        list(workers.map(write, range(16)))
    names = {one["name"] for one in api.get(f"{CHANNELS}?size=1000").json["_embedded"]["channels"]}
    assert names == {f"{worker}-{number} again" for worker in range(16) for number in range(10)}
    assert len(simulator.writes) == 320


def test_of_many_creates_of_one_name_exactly_one_is_accepted(simulator: Simulator, api: Api) -> None:
    simulator.add_tenant("sandbox", KEY, switches=Switches(duplicate_names="refused-409"))

    def create(_: int) -> int:
        client = Api(simulator)
        status = client.post(WEBHOOKS, webhook()).status
        client.connection.close()
        return status

    with ThreadPoolExecutor(8) as workers:
        assert sorted(workers.map(create, range(8))) == [200] + [409] * 7


def test_switch_latency(simulator: Simulator, api: Api) -> None:
    simulator.add_tenant("sandbox", KEY, switches=Switches(latency=0.02))
    began = perf_counter()
    api.get(WEBHOOKS)
    assert perf_counter() - began >= 0.02
