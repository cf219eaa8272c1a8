from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from provisioner.simulator import Simulator, Switches
from provisioner.simulator.database import Database, Place
from tests.simulator.conftest import KEY, WEBHOOKS, Api, webhook

PLACE = Place("sandbox", "channels")
WRITER = """
import sys
from pathlib import Path
from provisioner.simulator import Simulator
with Simulator(Path(sys.argv[1])) as simulator:
    tenant = simulator.add_tenant("sandbox")
    for number in range(100):
        tenant.put("channels", {"name": f"{sys.argv[2]}-{number}"})
        tenant.list("channels")
"""


def test_what_is_kept_outlives_the_simulator(tmp_path: Path) -> None:
    file = tmp_path / "deeper" / "sandbox.sqlite"
    with Simulator(file) as simulator:
        id = simulator.add_tenant("sandbox").put("webhooks", {"name": "Bot"})
    with Simulator(file) as simulator:
        assert simulator.add_tenant("sandbox").list("webhooks") == [{"id": id, "name": "Bot"}]


def test_two_processes_write_to_one_file_and_nothing_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.sqlite"
    words = [sys.executable, "-c", WRITER, str(file)]
    running = [subprocess.Popen([*words, name]) for name in ("one", "two")]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    with Simulator(file) as simulator:
        names = {one["name"] for one in simulator.add_tenant("sandbox").list("channels")}
    assert names == {f"{name}-{number}" for name in ("one", "two") for number in range(100)}


def test_a_simulator_beside_another_sees_its_writes_at_once(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.sqlite"
    with Simulator(file) as first, Simulator(file) as second:
        for simulator in (first, second):
            simulator.add_tenant("sandbox", KEY)
        one, two = Api(first), Api(second)
        made = one.post(WEBHOOKS, webhook()).json["id"]
        assert two.ids(WEBHOOKS) == [made]
        assert two.delete(f"{WEBHOOKS}/{made}").status == 204
        assert one.ids(WEBHOOKS) == []
        one.connection.close()
        two.connection.close()


def test_of_creates_of_one_name_in_two_simulators_one_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.sqlite"
    with Simulator(file) as first, Simulator(file) as second:
        for simulator in (first, second):
            simulator.add_tenant("sandbox", KEY, switches=Switches(duplicate_names="refused-409"))

        def create(number: int) -> int:
            api = Api((first, second)[number % 2])
            status = api.post(WEBHOOKS, webhook(f"{number // 4}")).status
            api.connection.close()
            return status

        with ThreadPoolExecutor(8) as workers:
            statuses = Counter(workers.map(create, range(80)))
    assert statuses == {200: 20, 409: 60}


def test_a_file_that_breaks_is_answered_500_on_a_living_connection(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.sqlite"
    with Simulator(file) as simulator:
        simulator.add_tenant("sandbox", KEY)
        api = Api(simulator)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("DROP TABLE resources")
        reply = api.get(WEBHOOKS)
        assert (reply.status, api.get("/nowhere").status) == (500, 404)
        assert "no such table: resources" in reply.json["message"]
        api.connection.close()


def test_a_block_that_fails_leaves_nothing_behind() -> None:
    database = Database()

    def save_and_stop() -> None:
        with database.transaction():
            database.save(PLACE, "1", {"name": "x"})
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        save_and_stop()
    assert database.all(PLACE) == []
    database.close()


def test_clearing_removes_every_tenant() -> None:
    database = Database()
    for tenant in ("one", "two"):
        database.save(Place(tenant, "channels"), "1", {"name": "x"})
    database.clear()
    assert [database.all(Place(tenant, "channels")) for tenant in ("one", "two")] == [[], []]
    database.close()


@pytest.mark.parametrize("content", [b"channels: {}\n" * 100, b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "sandbox.sqlite"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"sandbox\.sqlite is not a file of the simulator"):
        Simulator(file)
    assert file.read_bytes() == content


def test_a_file_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version=2")
    connection.close()
    with pytest.raises(ValueError, match="it has format 2, newer than 1"):
        Database(file)


def test_a_file_out_of_reach_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unable to open"):
        Database(tmp_path)
