"""Laws of encode and decode, for every resource type."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.apply.body import create_body, replace_body
from provisioner.model.resource_type import ResourceType
from provisioner.resources import RESOURCE_TYPES
from tests.laws.samples import SAMPLES

TYPES = pytest.mark.parametrize("type", RESOURCE_TYPES, ids=[one.name for one in RESOURCE_TYPES])
TEXTS = st.text(min_size=1, max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@TYPES
def test_every_attribute_has_a_sample_and_another_value(type: ResourceType) -> None:
    names = [attribute.name for attribute in type.attributes]
    sample = SAMPLES[type.name]
    assert list(sample.whole) == list(sample.changed) == names
    assert all(sample.whole[name] != sample.changed[name] for name in names)


@TYPES
@given(data=st.data())
def test_decoding_what_was_encoded_gives_it_back(type: ResourceType, data: st.DataObject) -> None:
    names = [attribute.name for attribute in type.attributes]
    attributes = data.draw(st.dictionaries(st.sampled_from(names), TEXTS))
    decoded = type.decode(json.loads(json.dumps(type.encode(attributes))))
    assert decoded == {name: attributes.get(name) for name in names}


@TYPES
def test_what_is_encoded_is_documented_or_known_to_be_missing_in_the_document(type: ResourceType) -> None:
    known_to_be_missing = {one.name for one in type.attributes if one.maybe_unreadable}
    assert set(type.encode(SAMPLES[type.name].whole)) <= type.documented | known_to_be_missing


@TYPES
def test_what_is_encoded_is_accepted_when_it_is_read_back(type: ResourceType) -> None:
    assert type.accepts(create_body(type, SAMPLES[type.name].whole))


@TYPES
@given(body=st.dictionaries(st.text(), JSON))
def test_any_body_can_be_decoded(type: ResourceType, body: dict[str, object]) -> None:
    assert list(type.decode(body)) == [attribute.name for attribute in type.attributes]


@TYPES
@given(unknown=st.dictionaries(st.text().filter(lambda name: name not in ("id", "_links")), JSON))
def test_a_replacement_keeps_every_member_nobody_manages(
    type: ResourceType, unknown: dict[str, object]
) -> None:
    wanted = SAMPLES[type.name].changed
    live = {**unknown, **create_body(type, SAMPLES[type.name].whole), "id": "x", "_links": {}}
    body = replace_body(type, wanted, live, documented_only=False)
    assert type.decode(body) == wanted
    assert {name: body[name] for name in unknown if name not in type.encode(wanted)} == {
        name: value for name, value in unknown.items() if name not in type.encode(wanted)
    }
    assert not {"id", "_links"} & set(body)


@TYPES
def test_a_documented_replacement_drops_what_no_document_names(type: ResourceType) -> None:
    live = {**create_body(type, SAMPLES[type.name].whole), "id": "x", "x-undocumented": 1}
    required = {one.name: SAMPLES[type.name].whole[one.name] for one in type.attributes if one.required}
    assert set(replace_body(type, required, live, documented_only=True)) <= type.documented
