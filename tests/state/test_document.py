from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.errors import StateError
from provisioner.model.state import Sealed, State
from provisioner.state.document import decode_state, document_text, encode_state
from tests.model.builders import BOUND_CHANNEL, BOUND_WEBHOOK, binding, state
from tests.state.builders import JSON, creation, states

FILE = ".provisioner/state/dev.json"
WHOLE = state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}, serial=3, pending=(creation(),))


def refusal(text: str) -> str:
    """Why a document is refused, after checking that the file and its backup are named."""
    with pytest.raises(StateError) as caught:
        decode_state(text, FILE)
    (diagnostic,) = caught.value.diagnostics
    assert caught.value.exit_code == 78
    assert diagnostic.summary == f"The state file {FILE} cannot be used"
    assert f"{FILE}.backup" in diagnostic.hint
    return diagnostic.detail


def changed(**members: Any) -> str:
    """A whole document with other members; None removes one."""
    document = {**encode_state(WHOLE), **members}
    return json.dumps({name: value for name, value in document.items() if value is not None})


def with_binding(**members: Any) -> str:
    return changed(bindings={"webhook.bot": {"id": "w1", **members}})


def with_pending(**members: Any) -> str:
    (pending,) = encode_state(WHOLE)["pending"]
    return changed(pending=[{**pending, **members}])


def with_run(**members: Any) -> str:
    run = {"time": "t", "owner": "o", "commit": "c", "counts": {"done": 1}, "exit_code": 0}
    return changed(runs=[{**run, **members}])


@given(states())
def test_fault_47_every_state_survives_a_round_trip_unknown_members_included(before: State) -> None:
    assert decode_state(document_text(before), FILE) == before


@given(states())
def test_the_text_says_what_the_document_says(one: State) -> None:
    assert json.loads(document_text(one)) == json.loads(json.dumps(encode_state(one)))


def test_a_document_has_one_line_for_each_binding_in_address_order() -> None:
    lines = document_text(WHOLE).splitlines()
    assert [line.split('"')[1] for line in lines if line.startswith("  ")] == ["channel.web", "webhook.bot"]


def test_a_secret_is_written_as_template_and_digest_alone() -> None:
    sealed = binding("w1", {"uri": Sealed("${env.PROVISIONER_X}", "digest")})
    document = encode_state(state({"webhook.bot": sealed}))
    assert document["bindings"]["webhook.bot"] == {
        "id": "w1",
        "applied": {"uri": {"template": "${env.PROVISIONER_X}", "digest": "digest"}},
    }


TEXT = document_text(WHOLE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not whole JSON"),
        (TEXT[: len(TEXT) // 2], "not whole JSON"),
        ("\0" * 100, "not whole JSON"),
        ("garbage", "not whole JSON"),
        (TEXT + "}", "not whole JSON"),
        ("[" * 100_000, "not whole JSON"),
        ("\ufeff" + TEXT, "not whole JSON"),
        ("[]", "not a mapping"),
        ("null", "not a mapping"),
        ("{}", "not a state of provisioner"),
        ('{"terraform_version": "1.9", "serial": 4, "lineage": "x"}', "not a state of provisioner"),
        (changed(format_version=2), "format_version is 2, this version of provisioner reads 1"),
        (changed(format_version=None), "format_version is None"),
        (changed(bindings={"channel.a": {"id": "x"}, "channel.b": {"id": "x"}}), "bound to the id x"),
        (changed(bindings={"channel.a": {"id": ""}}), "bound to an empty id"),
    ],
    ids=[
        *("0 bytes", "half", "zeros", "garbage", "one more", "deep", "BOM", "list", "null", "empty"),
        *("another program's", "newer", "no version", "one id twice", "no id"),
    ],
)
def test_fault_46_a_broken_state_is_refused_with_the_reason(text: str, reason: str) -> None:
    assert reason in refusal(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (changed(lineage=5), "'lineage' is missing or not a text"),
        (changed(tenant=None), "'tenant' is missing or not a text"),
        (changed(endpoint=[]), "'endpoint' is missing or not a text"),
        (changed(serial="3"), "'serial' is missing or not a whole number"),
        (changed(serial=True), "'serial' is missing or not a whole number"),
        (changed(serial=float("inf")), "'serial' is missing or not a whole number"),
        (changed(serial=1.5), "'serial' is missing or not a whole number"),
        (changed(key_check=7), "'key_check' is missing or not a text"),
        (changed(bindings=[]), "'bindings' is missing or not a mapping"),
        (changed(bindings={"webhook.bot": "w1"}), "'webhook.bot' is missing or not a mapping"),
        (changed(bindings={"Bot": {"id": "w1"}}), "'Bot' is not an address"),
        (changed(pending={}), "'pending' is missing or not a list"),
        (changed(pending=["x"]), "'pending' holds something that is not a mapping"),
        (changed(runs=[{}]), "'counts' is missing or not a mapping"),
        (with_binding(id=7), "'id' is missing or not a text"),
        (with_binding(applied=[]), "'applied' is missing or not a mapping"),
        (with_binding(applied={"name": 5}), "5 is not a value an attribute can have"),
        (with_binding(applied={"uri": {"template": "x"}}), "'digest' is missing or not a text"),
        (with_binding(read_back={"uri": ["x"]}), "['x'] is not a value an attribute can have"),
        (with_binding(unreadable="description"), "'unreadable' is missing or not a list"),
        (with_binding(unreadable=[5]), "'unreadable' holds something that is not a text"),
        (with_pending(address="bot"), "'bot' is not an address"),
        (with_pending(time="yesterday"), "'time' is missing or not a number"),
        (with_pending(id=5), "'id' is missing or not a text"),
        (with_pending(binding=None), "'binding' is missing or not a mapping"),
        (with_pending(binding={"id": None}), "'id' is missing or not a text"),
        (with_run(exit_code="0"), "'exit_code' is missing or not a whole number"),
        (with_run(counts={"done": "1"}), "'done' is missing or not a whole number"),
    ],
)
def test_fault_46_a_member_of_the_wrong_type_is_named(text: str, reason: str) -> None:
    assert reason in refusal(text)


@given(st.data())
def test_fault_46_whatever_stands_in_a_state_it_is_read_or_refused(data: st.DataObject) -> None:
    document = encode_state(WHOLE)
    name = data.draw(st.sampled_from(sorted(document)))
    document[name] = data.draw(JSON)
    try:
        decoded = decode_state(json.dumps(document), FILE)
    except StateError:
        return
    assert decode_state(document_text(decoded), FILE) == decoded


@given(st.integers(0, len(TEXT.rstrip()) - 1))
def test_fault_46_no_beginning_of_a_state_is_taken_for_the_whole(length: int) -> None:
    assert refusal(TEXT[:length])


def test_one_id_in_two_types_is_no_mistake() -> None:
    both = state({"webhook.bot": binding("1"), "channel.web": binding("1")})
    assert decode_state(document_text(both), FILE) == both


def test_members_that_were_left_out_have_their_defaults() -> None:
    text = (
        '{"format_version": 1, "lineage": "l", "serial": 0, "tenant": "t", "endpoint": "e", "bindings": {}}'
    )
    assert decode_state(text, FILE) == State("l", "t", "e")
