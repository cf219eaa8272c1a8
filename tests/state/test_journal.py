from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.errors import StateError
from provisioner.model.address import Address
from provisioner.model.state import Binding, PendingWrite, State
from provisioner.state.journal import conclusion, header, intent, replay
from tests.model.builders import BOUND_CHANNEL, BOUND_WEBHOOK, LINEAGE, binding, state
from tests.state.builders import BOT, PENDING, TEXT, bindings, creation

FILE = ".provisioner/state/dev.journal"
EMPTY = state(serial=3)
BOUND = state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}, serial=3)
DELETION = PendingWrite(BOT, "delete", "Bot", 1000.0, binding("w1"), id="w1")
DONE = binding("w1", {"name": "Bot"})


def replayed(before: State, *lines: str) -> State:
    return replay(before, "".join((header(before), *lines)), FILE)


def refusal(before: State, text: str) -> str:
    with pytest.raises(StateError) as caught:
        replay(before, text, FILE)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.summary == f"The journal {FILE} cannot be used"
    assert diagnostic.hint
    return diagnostic.detail


def test_a_concluded_create_is_bound() -> None:
    after = replayed(EMPTY, intent(1, creation()), conclusion(1, DONE))
    assert after == replace(EMPTY, bindings={BOT: DONE})


def test_a_create_without_a_conclusion_is_pending() -> None:
    assert replayed(EMPTY, intent(1, creation())) == replace(EMPTY, pending=(creation(),))


def test_a_write_that_changed_nothing_leaves_the_state_as_it_was() -> None:
    assert replayed(BOUND, intent(1, creation()), conclusion(1, None)) == BOUND


def test_a_concluded_update_replaces_its_binding() -> None:
    updated = binding("w1", {"name": "New"})
    write = PendingWrite(BOT, "update", "New", 1000.0, updated, id="w1")
    after = replayed(BOUND, intent(1, write), conclusion(1, updated))
    assert after.bindings == {**BOUND.bindings, BOT: updated}


def test_a_concluded_delete_unbinds() -> None:
    after = replayed(BOUND, intent(1, DELETION), conclusion(1, binding("")))
    assert [str(address) for address in after.bindings] == ["channel.web"]


def test_a_delete_of_what_is_not_bound_changes_nothing() -> None:
    assert replayed(EMPTY, intent(1, DELETION), conclusion(1, binding(""))) == EMPTY


def test_what_was_pending_before_stays_pending_beside_the_new() -> None:
    before = replace(EMPTY, pending=(DELETION,))
    assert replayed(before, intent(1, creation())).pending == (DELETION, creation())


def test_writes_side_by_side_are_told_apart_by_their_numbers() -> None:
    other = creation(Address("webhook", "other"), "Other")
    after = replayed(EMPTY, intent(1, creation()), intent(2, other), conclusion(2, binding("w2")))
    assert (after.bindings, after.pending) == ({other.address: binding("w2")}, (creation(),))


@given(PENDING, bindings(TEXT.filter(bool)))
def test_any_write_and_any_binding_survive_the_journal(write: PendingWrite, left: Binding) -> None:
    assert replayed(EMPTY, intent(7, write)).pending == (write,)
    assert replayed(EMPTY, intent(7, write), conclusion(7, left)).bindings == {write.address: left}


@given(st.data())
def test_fault_42_a_torn_last_line_counts_as_not_written(data: st.DataObject) -> None:
    first = header(EMPTY) + intent(1, creation())
    torn = data.draw(st.integers(0, len(conclusion(1, DONE)) - 1))
    assert replay(EMPTY, first + conclusion(1, DONE)[:torn], FILE).pending == (creation(),)


@pytest.mark.parametrize("text", ["", '{"lineage":', header(EMPTY)])
def test_a_journal_without_a_write_changes_nothing(text: str) -> None:
    assert replay(EMPTY, text, FILE) == EMPTY


def test_a_journal_of_an_earlier_serial_is_part_of_the_document_already() -> None:
    text = header(EMPTY) + intent(1, creation()) + "damaged and of no interest any more\n"
    later = replace(EMPTY, serial=4)
    assert replay(later, text, FILE) is later


def test_fault_46_a_journal_of_another_lineage_is_refused() -> None:
    assert (
        refusal(replace(EMPTY, lineage="other"), header(EMPTY)) == "it belongs to a state of another lineage"
    )


def test_fault_46_a_state_older_than_its_journal_is_refused() -> None:
    reason = refusal(replace(EMPTY, serial=2), header(EMPTY))
    assert reason == "it continues serial 3, the state beside it is older: 2"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("garbage", "line 2: it is not whole JSON"),
        ("", "line 2: it is not whole JSON"),
        ("[]", "line 2: it is not a mapping"),
        ("[" * 100_000, "line 2: it is not whole JSON"),
        ("{}", "line 2: 'concluded' is missing or not a whole number"),
        ('{"concluded":7,"binding":null}', "line 2: it concludes a write that was not begun"),
        ('{"write":1}', "line 2: 'address' is missing or not a text"),
        ('{"write":1,"address":"bot"}', "line 2: 'bot' is not an address like channel.sales-web"),
        (intent(1, creation())[:40], "line 2: it is not whole JSON"),
    ],
)
def test_fault_46_a_journal_damaged_before_its_end_is_refused(line: str, reason: str) -> None:
    assert refusal(EMPTY, f"{header(EMPTY)}{line}\n{intent(1, creation())}") == reason


@pytest.mark.parametrize("binding", ['"w1"', "[]", '{"id":5}'])
def test_fault_46_a_conclusion_that_holds_no_binding_is_refused(binding: str) -> None:
    text = f'{header(EMPTY)}{intent(1, creation())}{{"concluded":1,"binding":{binding}}}\n'
    assert refusal(EMPTY, text).startswith("line 3: ")


@pytest.mark.parametrize(
    "first", ["garbage", "{}", f'{{"lineage":"{LINEAGE}"}}', f'{{"lineage":"{LINEAGE}","serial":"3"}}']
)
def test_fault_46_a_journal_without_its_first_line_is_refused(first: str) -> None:
    assert refusal(EMPTY, f"{first}\n")
