"""What the quick look lets pass the models let pass too, and nothing good has to be looked at twice."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from provisioner.config.content import ASSIGNMENTS, FileKind
from provisioner.config.definition_model import definition_model
from provisioner.config.mistakes import MODELS, adapter
from provisioner.config.node import Node, Unquoted
from provisioner.config.schema import file_schema
from provisioner.config.shape import fits, shape
from provisioner.config.yaml_file import parse
from provisioner.resources import RESOURCE_TYPES

ENVIRONMENTS = Path(__file__).parents[2] / "environments"
SHAPES = {kind: shape(file_schema(kind, RESOURCE_TYPES)) for kind in FileKind}
WHOLE: dict[str, Any] = {
    "format_version": 1,
    "environment": "prod",
    "tenant": {
        "id": "acmeprod01",
        "endpoint": "https://api.8x8.com",
        "region": "eu",
        "api_key": {"env": "PROVISIONER_KEY"},
        "put": "documented",
        "statistics": {"client_id": {"env": "ID"}, "client_secret": {"file": "/run/secret"}},
    },
    "include": ["shared"],
    "vars": {"bot_host": "bots.example.com"},
    "queues": {"sales": {"id": 101}, "billing": {"id": "0102"}, "support": {"name": "Support"}},
    "guards": {"max_creates": 5, "max_updates": "30%", "deletes": True, "allowed_hosts": ["*.example.com"]},
    "ignore": [
        {"attribute": "channel.web.name", "reason": "theirs", "until": Unquoted("2027-03-31")},
        {"attribute": "channel.web.queue", "reason": "theirs", "until": "2027-03-31"},
    ],
    "simulator": {"queues": {"101": "Sales"}, "wrong_tenant": 404, "latency": "5ms", "list_lag": 2},
    "webhooks": {"bot": {"name": "Bot", "uri": "https://h.example.com", "protect": True}, "old": None},
    "channels": {"web": {"name": "Web", "description": None, "webhook": "bot", "queue": "sales"}},
    "queue_assignments": {"web": "sales", "app": None},
}
TEXTS = ("", "x", "X y", "sales", "sales\n", "101", "30%", "101%", "5ms", "eu", "x" * 256, "a_b-c", "é")
DAYS = ("2027-02-28", "2027-02-29", "20270228", Unquoted("2027-02-29"))
SCALARS = (*TEXTS, None, True, False, 0, 1, -1, 404, 10**17, Unquoted("0101"), Unquoted(""), *DAYS)
VALUES = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(TEXTS), inner, max_size=2),
    max_leaves=4,
)


SECTIONS = {type.plural: adapter(definition_model(type)) for type in RESOURCE_TYPES}
SECTIONS[ASSIGNMENTS] = adapter(str)


def node(value: Any) -> Node:
    """Plain data with places that do not matter."""
    match value:
        case dict():
            value = {key: node(member) for key, member in value.items()}
        case list():
            value = [node(item) for item in value]
    return Node(value, "prod.yaml", 1, 1, 1, 1, 1)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in plain data, and where something more could stand."""
    if isinstance(value, dict):
        members = [one for key, member in value.items() for one in paths(member, (*path, key))]
        return [path, *((*path, text) for text in TEXTS), *members]
    items = value if isinstance(value, list) else []
    return [path, *(one for index, item in enumerate(items) for one in paths(item, (*path, index)))]


def replaced(path: tuple[Any, ...], value: Any, whole: Any) -> Any:
    """Plain data with another value at one place."""
    if not path:
        return value
    whole = deepcopy(whole)
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return whole


def accepted(whole: Any) -> bool:
    """Whether the models accept an environment file."""
    header = {name: one for name, one in whole.items() if name not in SECTIONS}
    try:
        MODELS[FileKind.ENVIRONMENT].model_validate(header)
        for name, section in SECTIONS.items():
            section.validate_python(whole.get(name, {}), strict=True)
    except ValidationError:
        return False
    return True


@given(path=st.sampled_from(paths(WHOLE)), value=VALUES)
@example(path=("format_version",), value=True)
@example(path=("environment",), value="prod\n")
@example(path=("simulator", "wrong_tenant"), value=405)
@example(path=("guards", "max_creates"), value=-1)
@example(path=("queues", "sales"), value={"id": 1, "name": "x"})
@example(path=("tenant", "api_key"), value={})
@example(path=("tenant",), value={})
@example(path=("include",), value=["shared", True])
@example(path=("channels", "web", "queue"), value="Sales")
@example(path=("ignore", 0, "until"), value=Unquoted("2027-02-29"))
@example(path=("ignore", 1, "until"), value="20270228")
def test_what_fits_is_what_the_models_accept(path: tuple[Any, ...], value: Any) -> None:
    changed = replaced(path, value, WHOLE)
    if isinstance(changed, dict) and fits(node(changed), SHAPES[FileKind.ENVIRONMENT]):
        assert accepted(changed)


def test_everything_that_can_be_written_fits() -> None:
    assert accepted(WHOLE)
    assert fits(node(WHOLE), SHAPES[FileKind.ENVIRONMENT])


@pytest.mark.parametrize("path", sorted(ENVIRONMENTS.rglob("*.yaml")), ids=lambda path: path.name)
def test_every_file_of_the_project_fits(path: Path) -> None:
    kind = FileKind.SHARED if path.parent.name == "shared" else FileKind.ENVIRONMENT
    root, _ = parse(path.read_bytes(), path.name)
    assert root is not None
    assert fits(root, SHAPES[kind])


@pytest.mark.parametrize("word", ["anyOf", "multipleOf"])
def test_a_word_that_is_not_known_fits_nothing(word: str) -> None:
    assert fits(node("x"), shape({"type": "string"}))
    assert not fits(node("x"), shape({"type": "string", word: []}))
    assert not fits(node({"a": "x"}), shape({"type": "object", "properties": {"a": {word: []}}}))


def test_a_format_that_is_not_known_fits_nothing() -> None:
    assert not fits(node("x"), shape({"type": "string", "format": "uri"}))


def test_a_schema_without_a_type_fits_nothing() -> None:
    assert not fits(node("x"), shape({}))
