"""The Python on the pages runs, and the resource type it adds is one that the engine takes as it is."""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from provisioner.config.load import load
from provisioner.config.schema import schemas
from provisioner.model.live import Snapshot
from provisioner.model.resource_type import ResourceType
from provisioner.model.seal import Seal
from provisioner.model.state import State
from provisioner.plan.build import Inputs, build
from provisioner.plan.plan import Plan
from provisioner.resources import RESOURCE_TYPES
from tests.docs.example import SHARED, Example
from tests.docs.pages import page

ADD = page("docs/add-a-resource-type.md")
TESTING = page("docs/testing.md")
(DEFINED,) = (block.text for block in ADD.blocks if "with" in block.marks)


@pytest.fixture
def greeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ResourceType:
    """The type of the page, imported from a file as it would be."""
    (text,) = (block.text for block in ADD.blocks if "greeting.py" in block.marks)
    (tmp_path / "greeting.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "greeting", raising=False)
    added = import_module("greeting").GREETING
    assert isinstance(added, ResourceType)
    return added


@pytest.fixture
def plan(example: Example, greeting: ResourceType) -> Plan:
    """The plan of the README's files and a greeting, on an empty tenant."""
    types = (*RESOURCE_TYPES, greeting)
    example.lay(SHARED, DEFINED)
    configuration = load(example.folder, "prod", {"PROVISIONER_ORDERS_TOKEN": "s3cret"}, types)
    seal = Seal("key", "lineage")
    return build(
        Inputs(
            configuration, State("lineage", "acmeprod01", "simulator"), Snapshot({}), types, seal, date.min
        )
    )


def test_the_added_type_is_planned_last_with_its_reference_by_key(plan: Plan) -> None:
    added = plan.changes[-1]
    assert (str(added.address), added.action) == ("greeting.orders-web", "create")
    assert [one.attribute for one in added.differences] == ["name", "text", "channel"]


def test_the_added_type_has_a_section_in_the_schemas(greeting: ResourceType) -> None:
    for schema in schemas((greeting,)).values():
        (definition,) = schema["properties"]["greetings"]["patternProperties"].values()
        assert definition["properties"].keys() == {"name", "text", "channel", "protect"}


def test_decoding_is_the_inverse_of_encoding(greeting: ResourceType) -> None:
    attributes = {"name": "Welcome", "text": "Hello", "channel": "42"}
    assert greeting.decode(greeting.encode(attributes)) == attributes
    assert greeting.encode(attributes).keys() == greeting.documented
    assert set(greeting.decode({}).values()) == {None}


def test_the_order_of_types_that_is_shown_is_the_real_one_and_the_added() -> None:
    (line,) = (block.text for block in ADD.blocks if block.info == "python")
    names = line[line.rindex("(") + 1 : line.rindex(")")].split(", ")
    assert names == [*(type.name.upper() for type in RESOURCE_TYPES), "GREETING"]


def test_the_oracle_that_is_shown_runs() -> None:
    (text,) = (block.text for block in TESTING.blocks if "oracle" in block.marks)
    names: dict[str, Any] = {}
    exec(text, names)
    assert names["tenant"].id == "acme"
