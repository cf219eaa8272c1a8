"""A mistake as a person reads it: what, where, the line itself, a caret, the way out."""

from __future__ import annotations

import re

import pytest

from provisioner.diagnostics import Diagnostic, Position, Severity
from provisioner.reports.diagnostics import diagnostics_text
from provisioner.reports.style import Style
from tests.reports.samples import EVIL

UNKNOWN = Diagnostic(
    "Unknown attribute",
    '"url" is not an attribute of a webhook',
    'did you mean "uri"?',
    Position("environments/shared/webhooks.yaml", 7, 5, 3),
    "    url: https://bot.example.com/8x8",
)
UNBOUND = Diagnostic(
    "Unbound queue",
    'channel.billing-web: "billing" is not bound in environments/prod.yaml',
    "add `billing` under `queues:` there (bound now: sales, support)",
    Position("environments/shared/channels.yaml", 13, 12, 7),
    "    queue: billing",
)


def test_mistakes_look_as_the_file_reference_shows_them() -> None:
    assert (
        diagnostics_text([UNKNOWN, UNBOUND])
        == """\
error: Unknown attribute
 --> environments/shared/webhooks.yaml:7:5
  |
7 |     url: https://bot.example.com/8x8
  |     ^^^ "url" is not an attribute of a webhook
  = hint: did you mean "uri"?

error: Unbound queue
  --> environments/shared/channels.yaml:13:12
   |
13 |     queue: billing
   |            ^^^^^^^ channel.billing-web: "billing" is not bound in environments/prod.yaml
   = hint: add `billing` under `queues:` there (bound now: sales, support)

2 errors in 2 files.
"""
    )


def test_a_mistake_without_a_place_keeps_its_look() -> None:
    diagnostic = Diagnostic(
        "Locked", "by ci@build\nsince 12:00", "wait\nor unlock", severity=Severity.WARNING
    )
    assert (
        diagnostics_text([diagnostic])
        == """\
warning: Locked
  | by ci@build
  | since 12:00
  = hint: wait
  =       or unlock
"""
    )


def test_a_place_without_its_line_has_no_caret() -> None:
    diagnostic = Diagnostic("Empty file", "nothing in it", position=Position("a.yaml", 1, 1))
    assert (
        diagnostics_text([diagnostic])
        == """\
error: Empty file
 --> a.yaml:1:1
  | nothing in it

1 error in 1 file.
"""
    )


def test_nothing_to_say_is_said_in_no_words() -> None:
    assert diagnostics_text([]) == ""


def test_errors_and_warnings_are_counted_apart() -> None:
    warning = Diagnostic("Odd", position=Position("a.yaml", 1, 1), severity=Severity.WARNING)
    assert diagnostics_text([UNKNOWN, warning, warning]).endswith("\n1 error, 2 warnings in 2 files.\n")


@pytest.mark.parametrize(
    ("source", "column", "caret"),
    [
        ("name: 客服 x", 10, "  |            ^"),
        ("na\u200bme: x", 7, "  |            ^"),
        ("\tname: x", 2, "  |   ^"),
    ],
)
def test_the_caret_stands_below_what_it_means(source: str, column: int, caret: str) -> None:
    text = diagnostics_text([Diagnostic("Odd", position=Position("a.yaml", 7, column), source=source)])
    assert text.splitlines()[4] == caret


@pytest.mark.parametrize("evil", EVIL)
def test_fault_65_no_line_begins_with_remote_text(evil: str) -> None:
    text = diagnostics_text([Diagnostic(evil, f"{evil}\n{evil}", f"{evil}\n{evil}")])
    assert not re.search(r"^\s*::|##\[|##vso\[", text, re.MULTILINE)
    assert all(line.isprintable() for line in text.splitlines())


def test_the_colour_is_on_the_word_alone() -> None:
    assert diagnostics_text([Diagnostic("Odd")], Style(colour=True)) == "\x1b[1;31merror\x1b[0m: Odd\n"
