"""Actions, reasons, statuses, outcomes, marks, rooms and doors are documented as they are."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import get_args

from provisioner.apply.result import Status
from provisioner.diff.across import Cause
from provisioner.model.attribute import Attribute
from provisioner.model.outcome import Outcome
from provisioner.plan.change import Action, Reason
from provisioner.plan.drift import OF_RESOURCES
from provisioner.reports.compare import DIFFERENT, ON_PURPOSE
from provisioner.reports.style import action_words
from tests.docs.pages import page, rows, spans, tables
from tests.house.doors import BELOW, DOORS
from tests.house.source import PACKAGE

COMMANDS, ARCHITECTURE = page("docs/commands.md"), page("docs/architecture.md")
PLANNED = (Action.CREATE, Action.UPDATE, Action.ADOPT, Action.DELETE, Action.FORGET)
"""What a plan can hold beside what is unchanged."""


def test_every_action_a_plan_can_hold_is_documented_with_its_sign() -> None:
    assert [spans(row[0])[0] for row in tables(COMMANDS.section("plan"))[0]] == [*map(action_words, PLANNED)]


def test_every_reason_is_documented() -> None:
    documented = {row[0] for row in tables(COMMANDS.section("plan"))[1]}
    assert documented == {reason.value for reason in Reason} - {Reason.SAME, Reason.IGNORED}


def test_every_word_of_a_resource_is_documented() -> None:
    assert [row[0] for row in tables(COMMANDS.section("drift"))[0]] == [word.value for word in OF_RESOURCES]


def test_every_status_is_documented() -> None:
    assert [row[0] for row in tables(COMMANDS.section("apply"))[0]] == [status.value for status in Status]


def test_every_word_and_cause_of_a_comparison_is_documented() -> None:
    words, causes, _ = tables(COMMANDS.section("compare"))
    assert [row[0] for row in words] == [DIFFERENT, ON_PURPOSE]
    assert [row[0] for row in causes] == [cause.value for cause in Cause]


def test_every_outcome_of_a_write_is_documented() -> None:
    documented = {row[0] for row in rows(ARCHITECTURE.section("Outcomes of a write"))}
    assert documented == {re.sub(r"(?<=.)([A-Z])", r" \1", one.__name__).lower() for one in get_args(Outcome)}


def test_everything_an_attribute_says_is_documented() -> None:
    section = page("docs/add-a-resource-type.md").section("1. Describe it")
    told = [name for row in rows(section) for name in spans(row[0])]
    assert told == [member.name for member in fields(Attribute)]


def test_the_rooms_and_their_doors_are_those_the_house_tests() -> None:
    table = rows(ARCHITECTURE.section("Rooms and doors"))
    told = {spans(row[0])[0]: set(spans(row[2])) for row in table}
    alone = {"errors", "diagnostics", "simulator"}
    assert {room: told[room] | (set() if room in alone else BELOW) for room in told} == {
        room: doors for room, doors in DOORS.items() if room != PACKAGE
    }
