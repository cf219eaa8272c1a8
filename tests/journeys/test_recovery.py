"""Case 43: a state that cannot be saved stops the run, and what was done is put where it can be written."""

from __future__ import annotations

import errno
import json
import shlex
import shutil
import tempfile
from pathlib import Path

import pytest

from provisioner.apply.events import ApplyStarted, ChangeFinished, Event
from provisioner.apply.result import Result, Status
from provisioner.errors import ProvisionerError
from provisioner.model.state import State
from provisioner.simulator import Fault
from provisioner.simulator import Status as Answered
from provisioner.state.document import decode_state
from provisioner.workflow.apply import apply
from provisioner.workflow.binding import forget
from tests.journeys.sick_disk import SickDisk
from tests.journeys.site import BOT, WEB, Site

THREE = {f"channel-{number}": WEB | {"name": f"Channel {number}"} for number in range(3)}
READ_ONLY = [errno.EROFS, errno.EACCES]
FULL = [errno.ENOSPC, errno.EIO, errno.EDQUOT]
every_refusal = pytest.mark.parametrize("code", READ_ONLY)
every_fullness = pytest.mark.parametrize("code", FULL)


@pytest.fixture
def site(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """One webhook and three channels are declared; nobody works in the folder itself."""
    site.declare({"bot": BOT}, THREE)
    for name in ("elsewhere", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return site


def applied(site: Site, disk: SickDisk, event: type[Event]) -> Result:
    """An apply whose disk becomes sick at the first such event."""

    def tell(told: Event) -> None:
        if isinstance(told, event):
            disk.fail()

    with disk.mounted():
        return apply(site.options(parallelism=1), lambda plan: True, tell)


def recovery_file(folder: Path) -> Path:
    (path,) = folder.glob("provisioner-recovery-prod-*.json")
    return path


def recovered(folder: Path) -> State:
    return decode_state(recovery_file(folder).read_text(), "recovery")


def live_ids(site: Site) -> set[str]:
    return {one["id"] for type in ("webhooks", "channels") for one in site.tenant.list(type)}


def put_back(result: Result) -> None:
    """Run the command that the result tells to run."""
    assert result.unsaved is not None
    before, _, command = result.unsaved.hint.partition(": mv ")
    assert before == "when it can be written again"
    recovery, home = shlex.split(command)
    shutil.move(recovery, home)


@every_refusal
def test_fault_43_a_read_only_state_ends_with_7_and_names_the_recovery_file(site: Site, code: int) -> None:
    result = applied(site, SickDisk(code, (site.folder / ".provisioner",)), ChangeFinished)
    assert result.exit_code == 7
    assert result.unsaved is not None
    assert str(recovery_file(site.folder)) in result.unsaved.summary
    assert {one.id for one in recovered(site.folder).bindings.values()} == live_ids(site)
    assert recovery_file(site.folder).stat().st_mode & 0o777 == 0o600


def test_fault_43_the_recovered_state_put_back_leaves_nothing_to_do(site: Site) -> None:
    put_back(applied(site, SickDisk(errno.EROFS, (site.folder / ".provisioner",)), ChangeFinished))
    site.forget_requests()
    assert not site.plan().writes
    assert site.apply().exit_code == 0
    assert (site.writes, len(site.state.bindings)) == ([], 4)


def test_fault_43_without_the_recovery_file_the_journal_knows_as_much(site: Site) -> None:
    applied(site, SickDisk(errno.EROFS, (site.folder / ".provisioner",)), ChangeFinished)
    assert {one.id for one in site.state.bindings.values()} == live_ids(site)
    assert not site.plan().writes


@pytest.mark.parametrize("writable", ["elsewhere", "temporary"])
def test_fault_43_the_next_writable_place_is_taken(site: Site, tmp_path: Path, writable: str) -> None:
    places = {tmp_path, tmp_path / "elsewhere", tmp_path / "temporary"}
    open_place = tmp_path / writable
    disk = SickDisk(errno.EROFS, tuple(places - {open_place, tmp_path} | {site.folder / ".provisioner"}))
    (tmp_path / "provisioner-recovery-prod-2.json").mkdir()
    result = applied(site, disk, ChangeFinished)
    assert result.exit_code == 7
    assert {one.id for one in recovered(open_place).bindings.values()} == live_ids(site)


@every_fullness
def test_fault_43_a_full_disk_stops_the_run_after_the_write_in_flight(site: Site, code: int) -> None:
    result = applied(site, SickDisk(code, full=True), ChangeFinished)
    assert [one.status for one in result.results] == [
        Status.DONE,
        Status.FAILED,
        Status.NOT_TRIED,
        Status.NOT_TRIED,
    ]
    assert (result.exit_code, site.writes) == (7, ["POST webhooks"])


@every_fullness
def test_fault_43_where_nothing_can_be_written_the_state_itself_is_told(site: Site, code: int) -> None:
    result = applied(site, SickDisk(code, full=True), ChangeFinished)
    assert result.unsaved is not None
    told = json.loads(result.unsaved.hint.splitlines()[1])
    assert {one["id"] for one in told["bindings"].values()} == live_ids(site)
    assert [path.name for path in site.folder.rglob("*recovery*")] == []


def test_fault_43_a_disk_that_has_room_again_is_enough_to_go_on(site: Site) -> None:
    applied(site, SickDisk(errno.ENOSPC, full=True), ChangeFinished)
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["POST channels"] * 3
    assert len(site.tenant.list("webhooks")) == 1


@every_fullness
def test_fault_43_a_journal_that_cannot_be_begun_ends_with_1_and_sends_nothing(site: Site, code: int) -> None:
    result = applied(site, SickDisk(code, full=True), ApplyStarted)
    assert (result.exit_code, site.writes) == (1, [])
    assert list(site.folder.glob("provisioner-recovery*")) == []


def test_fault_43_a_run_that_changed_nothing_has_nothing_to_recover(site: Site) -> None:
    site.inject(Fault(Answered(400), "POST", times=None))
    result = applied(site, SickDisk(errno.EROFS, (site.folder / ".provisioner",)), ApplyStarted)
    assert (result.exit_code, site.writes) == (1, ["POST webhooks"])
    assert result.unsaved is not None
    assert list(site.folder.glob("provisioner-recovery*")) == []


@pytest.mark.parametrize(
    "disk",
    [
        *(SickDisk(code, (Path("/"),), fails=True) for code in READ_ONLY),
        *(SickDisk(code, full=True, fails=True) for code in FULL),
    ],
    ids=lambda disk: errno.errorcode[disk.code],
)
@pytest.mark.parametrize("first", [True, False], ids=["first apply", "later apply"])
def test_fault_43_before_the_first_write_it_is_1_and_nothing_is_sent(
    site: Site, disk: SickDisk, first: bool
) -> None:
    if not first:
        site.apply()
        site.declare({"bot": BOT | {"name": "New"}}, THREE)
    site.forget_requests()
    with disk.mounted(), pytest.raises(ProvisionerError, match="cannot be written") as refused:
        site.apply()
    assert (refused.value.exit_code, site.writes) == (1, [])


def test_fault_43_what_only_unbinds_fails_with_1(site: Site) -> None:
    site.apply()
    address = next(iter(site.state.bindings))
    disk = SickDisk(errno.ENOSPC, full=True, fails=True)
    with disk.mounted(), pytest.raises(ProvisionerError, match="cannot be written") as refused:
        forget(site.options(), address)
    assert (refused.value.exit_code, address in site.state.bindings) == (1, True)


def test_a_recovery_file_never_overwrites_through_a_link(site: Site, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("keep me")
    (tmp_path / "provisioner-recovery-prod-2.json").symlink_to(precious)
    result = applied(site, SickDisk(errno.EROFS, (site.folder / ".provisioner",)), ChangeFinished)
    assert (result.exit_code, precious.read_text()) == (7, "keep me")
