"""Streams that can fail, and what never stands on them."""

from __future__ import annotations

import errno
import io
import json
import os
from pathlib import Path
from typing import TextIO

import pytest

from provisioner.cli.colour import Colour
from provisioner.cli.console import Console
from provisioner.cli.manner import LogFormat, Manner
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import ProvisionerError
from provisioner.reports.document import plan_document
from provisioner.reports.formats import Format
from tests.cli.shell import Terminal
from tests.reports.samples import PLAN, named

SECRET = "abc/def==ghi"
NOTICE = Diagnostic("Waited 2 s", severity=Severity.NOTICE)


class Broken(io.StringIO):
    """A stream that cannot be written to."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, text: str) -> int:
        raise OSError(self.number, os.strerror(self.number))


def console(out: io.TextIOBase | None = None, err: io.TextIOBase | None = None) -> Console:
    return Console(io.StringIO(), out or io.StringIO(), err or io.StringIO())  # type: ignore[arg-type]


def at_once(stdin: TextIO) -> None:
    """A stream in memory is not waited for."""


def written(told: Console) -> str:
    """What stands on stderr."""
    assert isinstance(told.stderr.stream, io.StringIO)
    return told.stderr.stream.getvalue()


def test_fault_45_an_ascii_stdout_shows_escapes() -> None:
    buffer = io.BytesIO()
    told = console(io.TextIOWrapper(buffer, "ascii"))
    told.result("é 漢\n")
    assert buffer.getvalue() == b"\\xe9 \\u6f22\n"


def test_fault_45_a_lone_surrogate_is_no_encoding_error() -> None:
    buffer = io.BytesIO()
    told = console(io.TextIOWrapper(buffer, "utf-8"))
    told.result("a\udc80\n")
    assert buffer.getvalue() == b"a\\udc80\n"


def test_fault_45_a_reader_who_stopped_is_no_failure() -> None:
    told = console(Broken(errno.EPIPE))
    told.result("a")
    told.result("b")
    assert written(told) == ""


def test_fault_45_a_full_disk_is_told() -> None:
    with pytest.raises(ProvisionerError, match="could not be written: No space left"):
        console(Broken(errno.ENOSPC)).result("a")


def test_fault_45_a_result_that_must_not_be_lost_goes_to_stderr() -> None:
    told = console(Broken(errno.ENOSPC))
    told.result("id 7\n", spare=True)
    assert written(told) == "id 7\n"


def test_fault_45_streams_that_are_closed_or_missing_are_silent() -> None:
    closed = io.StringIO()
    closed.close()
    console(closed).result("a", spare=True)
    told = Console(None, None, None)
    told.result("a")
    told.tell(Diagnostic("b"))
    assert told.ask("?", at_once) is None
    assert not told.interactive


def test_fault_45_a_full_stderr_stops_nothing() -> None:
    told = console(err=Broken(errno.ENOSPC))
    told.tell(Diagnostic("a"))
    told.line("b")
    told.result("c")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_fault_45_a_full_device_is_let_go() -> None:
    with Path("/dev/full").open("w") as full, pytest.raises(ProvisionerError):
        console(full).result("a")


@pytest.mark.parametrize(
    ("verbosity", "shown"),
    [(-1, ["error"]), (0, ["error", "warning", "notice"]), (2, ["error", "warning", "notice"])],
)
def test_quiet_tells_errors_only(verbosity: int, shown: list[str]) -> None:
    told = console()
    told.manner = Manner(verbosity=verbosity)
    told.tell(*(Diagnostic("x", severity=one) for one in Severity))
    assert [line.partition(":")[0] for line in written(told).splitlines() if line] == shown


@pytest.mark.parametrize(("verbosity", "shown"), [(0, ""), (1, ""), (2, "GET /x 200\n")])
def test_calls_are_told_to_those_who_asked_twice(verbosity: int, shown: str) -> None:
    told = console()
    told.manner = Manner(verbosity=verbosity)
    told.log("GET /x 200")
    assert written(told) == shown


def test_a_log_in_json_is_one_document_a_line() -> None:
    told = console()
    told.manner = Manner(log_format=LogFormat.JSON, verbosity=2)
    told.tell(NOTICE)
    told.line("done: x")
    told.log("GET /x 200")
    documents = [json.loads(line) for line in written(told).splitlines()]
    assert [one["level"] for one in documents] == ["notice", "progress", "call"]
    assert documents[0]["summary"] == "Waited 2 s"
    assert all(one["time"].endswith("+00:00") for one in documents)


def test_fault_63_known_secrets_are_taken_out_of_free_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVISIONER_TOKEN", SECRET)
    told = console()
    told.tell(Diagnostic(f"a {SECRET}", f"b {SECRET}", f"c {SECRET}"))
    told.line(f"d {SECRET}")
    told.traceback(f"e {SECRET}")
    assert SECRET not in written(told)
    assert written(told).count("(sensitive)") == 5


@pytest.mark.parametrize("format", Format)
def test_fault_63_known_secrets_are_taken_out_of_a_report_s_diagnostics(
    format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVISIONER_TOKEN", SECRET)
    out = io.StringIO()
    told = console(out)
    told.manner = Manner(format=format)
    refusal = Diagnostic(f"a {SECRET}")
    told.report(plan_document(PLAN, [refusal], 6))
    assert SECRET not in out.getvalue()


def test_a_report_s_own_values_are_not_scrubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVISIONER_WORD", "Support bot")
    out = io.StringIO()
    console(out).report(plan_document(PLAN))
    assert '"Support bot"' in out.getvalue()


def test_a_rewritten_line_makes_room_for_what_follows() -> None:
    told = console(err=Terminal())
    told.rewrite("1/2 done")
    told.rewrite("2/2 done")
    told.line("finished")
    assert written(told) == "\r\x1b[K1/2 done\r\x1b[K2/2 done\r\x1b[Kfinished\n"


def test_a_result_does_not_stand_behind_a_rewritten_line() -> None:
    told = console(err=Terminal())
    told.rewrite("2/2 done")
    told.result("Apply: 2 done.\n")
    assert written(told) == "\r\x1b[K2/2 done\r\x1b[K"


@pytest.mark.parametrize(
    ("colour", "coloured"), [(Colour.ALWAYS, True), (Colour.NEVER, False), (Colour.AUTO, False)]
)
def test_each_stream_decides_on_its_own_colour(colour: Colour, coloured: bool) -> None:
    out = io.StringIO()
    told = console(out, Terminal())
    told.manner = Manner(colour=colour)
    told.report(plan_document(PLAN))
    told.tell(Diagnostic("a"))
    assert ("\x1b[" in out.getvalue()) is coloured
    assert ("\x1b[" in written(told)) is (colour is not Colour.NEVER)


def test_an_answer_is_one_line_and_its_absence_is_none() -> None:
    told = Console(Terminal("yes \r\nno"), io.StringIO(), Terminal())
    assert [told.ask("Go?", at_once), told.ask("Go?", at_once), told.ask("Go?", at_once)] == [
        "yes ",
        "no",
        None,
    ]


def test_fault_65_a_preview_is_escaped_too() -> None:
    told = console()
    told.preview(plan_document(named("\x1b[2J\n::error::x")))
    assert "\x1b" not in written(told)
