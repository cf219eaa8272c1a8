from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from provisioner.state.files import (
    append_durably,
    create_appendable,
    private_folder,
    read_private,
    replace_durably,
    write_private,
)
from tests.state.conftest import DiskFull


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that belongs to somebody else."""
    target = tmp_path / "somebody-elses"
    target.write_text("precious")
    return target


@pytest.mark.usefixtures("_any_umask")
def test_fault_49_folders_are_private_whatever_the_umask_says(tmp_path: Path) -> None:
    folder = tmp_path / ".provisioner" / "state"
    private_folder(folder)
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)


def test_fault_49_loose_folders_are_tightened(tmp_path: Path) -> None:
    folder = tmp_path / ".provisioner" / "state"
    folder.mkdir(parents=True)
    folder.parent.chmod(0o777)
    folder.chmod(0o777)
    private_folder(folder)
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)


@pytest.mark.usefixtures("_any_umask")
def test_fault_49_files_are_private_whatever_the_umask_says(tmp_path: Path) -> None:
    path, backup, lines = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    replace_durably(path, "one", backup)
    replace_durably(path, "two", backup)
    os.close(create_appendable(lines))
    write_private(tmp_path / "d", "three")
    assert {mode(one) for one in (path, backup, lines, tmp_path / "d")} == {0o600}


def test_fault_49_a_private_file_takes_the_place_of_a_link(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "a"
    path.symlink_to(target)
    write_private(path, "one")
    assert (path.is_symlink(), path.read_text(), target.read_text()) == (False, "one", "precious")


def test_fault_43_a_private_file_that_cannot_be_written_leaves_the_former_one_and_no_rest(
    tmp_path: Path, disk_full: DiskFull
) -> None:
    path = tmp_path / "a"
    write_private(path, "former")
    with disk_full(10), pytest.raises(OSError, match="File too large"):
        write_private(path, "x" * 100)
    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {"a": "former"}


def test_a_private_file_touches_no_neighbour(tmp_path: Path) -> None:
    (tmp_path / "plan.json.new").write_text("mine")
    write_private(tmp_path / "plan.json", "one")
    assert (tmp_path / "plan.json.new").read_text() == "mine"


def test_the_former_file_is_kept_as_backup(tmp_path: Path) -> None:
    path, backup = tmp_path / "a", tmp_path / "b"
    replace_durably(path, "one", backup)
    assert not backup.exists()
    replace_durably(path, "two", backup)
    replace_durably(path, "three", backup)
    assert (path.read_text(), backup.read_text()) == ("three", "two")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "b"]


@pytest.fixture
def durable(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is made durable, in order: the size of each file, `folder`, and `rename` between them."""
    events: list[str] = []
    really_sync, really_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        events.append("folder" if stat.S_ISDIR(found.st_mode) else str(found.st_size))
        really_sync(descriptor)

    def rename(path: Path, target: Path) -> None:
        events.append("rename")
        really_replace(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", rename)
    return events


def test_a_file_is_durable_before_it_takes_its_name_and_its_name_before_the_return(
    tmp_path: Path, durable: list[str]
) -> None:
    replace_durably(tmp_path / "a", "whole", tmp_path / "b")
    assert durable == ["5", "rename", "folder"]


def test_every_line_is_durable_on_return(tmp_path: Path, durable: list[str]) -> None:
    descriptor = create_appendable(tmp_path / "lines")
    append_durably(descriptor, "one\n")
    append_durably(descriptor, "two\n")
    os.close(descriptor)
    assert durable == ["folder", "4", "8"]


def test_what_a_killed_run_left_aside_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.with_name("a.new").write_text("half")
    replace_durably(path, "whole", tmp_path / "b")
    assert path.read_text() == "whole"


@pytest.mark.parametrize("name", ["a.new", "a", "b"])
def test_fault_49_a_planted_link_is_replaced_and_never_written_through(
    tmp_path: Path, target: Path, name: str
) -> None:
    (tmp_path / name).symlink_to(target)
    path = tmp_path / "a"
    if name == "b":
        path.write_text("one")
    replace_durably(path, "two", tmp_path / "b")
    assert path.read_text() == "two"
    assert not path.is_symlink()
    assert target.read_text() == "precious"


def test_fault_49_a_link_planted_at_the_last_moment_is_not_followed(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_unlink = os.unlink

    def unlink_and_plant(path: Path) -> None:
        really_unlink(path)
        Path(path).symlink_to(target)

    for name in ("a.new", "lines"):
        (tmp_path / name).write_text("of an earlier run")
    monkeypatch.setattr(os, "unlink", unlink_and_plant)
    with pytest.raises(FileExistsError):
        replace_durably(tmp_path / "a", "one", tmp_path / "b")
    with pytest.raises(FileExistsError):
        create_appendable(tmp_path / "lines")
    assert target.read_text() == "precious"


def test_fault_49_a_link_in_place_of_the_journal_is_replaced(tmp_path: Path, target: Path) -> None:
    lines = tmp_path / "lines"
    lines.symlink_to(target)
    descriptor = create_appendable(lines)
    append_durably(descriptor, "one\n")
    os.close(descriptor)
    assert lines.read_text() == "one\n"
    assert target.read_text() == "precious"


def test_fault_49_a_link_is_not_read(tmp_path: Path, target: Path) -> None:
    (tmp_path / "a").symlink_to(target)
    with pytest.raises(OSError, match="symbolic link"):
        read_private(tmp_path / "a")


def test_a_file_that_is_not_there_has_no_text(tmp_path: Path) -> None:
    assert read_private(tmp_path / "a") is None
    assert read_private(tmp_path / "no folder" / "a") is None


def test_lines_are_appended_in_order_to_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text("of an earlier run\n")
    descriptor = create_appendable(path)
    append_durably(descriptor, "one\n")
    append_durably(descriptor, "two\n")
    os.close(descriptor)
    assert path.read_text() == "one\ntwo\n"


def test_fault_43_half_a_line_is_taken_back_when_the_disk_is_full(
    tmp_path: Path, disk_full: DiskFull
) -> None:
    path = tmp_path / "lines"
    descriptor = create_appendable(path)
    append_durably(descriptor, "one\n")
    with disk_full(6), pytest.raises(OSError, match="File too large"):
        append_durably(descriptor, "two two two\n")
    append_durably(descriptor, "three\n")
    os.close(descriptor)
    assert path.read_text() == "one\nthree\n"


def test_fault_43_the_former_file_stands_when_the_disk_is_full(tmp_path: Path, disk_full: DiskFull) -> None:
    path = tmp_path / "a"
    replace_durably(path, "one", tmp_path / "b")
    with disk_full(2), pytest.raises(OSError, match="File too large"):
        replace_durably(path, "two", tmp_path / "b")
    assert path.read_text() == "one"
