"""What is wrong with the shape of one file: told, and left out of what the file says.

pydantic is needed here alone: a file that has no mistake never comes this way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from provisioner.config.content import ASSIGNMENTS, Content, FileKind, Section, placeholders
from provisioner.config.definition_model import definition_model
from provisioner.config.environment_file import EnvironmentFile, Key, SharedFile
from provisioner.config.findings import Findings
from provisioner.config.node import Node, Unquoted
from provisioner.config.wording import KEY_HINT, Subject, refuse_empty, refuse_key, report
from provisioner.model.address import Address
from provisioner.model.resource_type import ResourceType

MODELS: Mapping[FileKind, type[EnvironmentFile | SharedFile]] = {
    FileKind.ENVIRONMENT: EnvironmentFile,
    FileKind.SHARED: SharedFile,
}


def content(root: Node, kind: FileKind, types: Sequence[ResourceType], findings: Findings) -> Content:
    """What the file says apart from its mistakes."""
    model = MODELS[kind]
    overlays = {type.plural: type for type in types}
    _refuse_unknown_sections(root, (*model.model_fields, *overlays, ASSIGNMENTS), model, findings)
    sound = _is_sound(root, model, findings)
    sections = {ASSIGNMENTS: _assignments(root, findings)}
    damaged: set[Address] = set()
    for plural, type in overlays.items():
        sections[plural], bad = _definitions(root, type, findings)
        damaged.update(Address(type.name, key) for key in bad)
    return Content(root, sound, sections, frozenset(damaged))


def _refuse_unknown_sections(
    root: Node, known: tuple[str, ...], model: type[EnvironmentFile | SharedFile], findings: Findings
) -> None:
    shared = model is SharedFile
    kind = "a shared file" if shared else "an environment file"
    for name, node in root.members.items():
        if name in known:
            continue
        hint = findings.suggest(name, known, f"{kind} takes {', '.join(known)}")
        if shared and name in EnvironmentFile.model_fields:
            hint = "it belongs in the file of each environment"
        findings.error(
            "Unknown section", node.key_position(name), f'"{name}" is not a section of {kind}', hint
        )


def _is_sound(root: Node, model: type[EnvironmentFile | SharedFile], findings: Findings) -> bool:
    """Whether the header is right."""
    members = {name: node for name, node in root.members.items() if name in model.model_fields}
    misplaced = list(placeholders(members.values()))
    for leaf in misplaced:
        detail = "placeholders are replaced in the attributes of definitions only"
        findings.error("Placeholder not possible here", leaf.position, detail, "write the value itself")
    try:
        model.model_validate({name: _without_null(node) for name, node in members.items()})
    except ValidationError as error:
        subject = Subject(root, "", model, "the file" if model is SharedFile else "the environment")
        for one in error.errors(include_url=False, include_input=False):
            report(one, subject, findings)
        return False
    return not misplaced


def _without_null(node: Node) -> Any:
    """The plain value in which `null` is a word like any other: nothing in a header can be removed."""
    match node.value:
        case None:
            return Unquoted("null")
        case dict(members):
            return {key: _without_null(member) for key, member in members.items()}
        case list(items):
            return [_without_null(item) for item in items]
        case scalar:
            return scalar


def _definitions(root: Node, type: ResourceType, findings: Findings) -> tuple[Section, set[str]]:
    """The definitions of one type, mistakes left out, and the keys of those that had some."""
    section = _mapping(root, type.plural, findings)
    model = definition_model(type)
    bad: dict[str, set[str]] = {}
    for error in _errors(adapter(model), section):
        key, *inner = (str(step) for step in error["loc"])
        bad.setdefault(key, set()).update(inner[:1])
        if inner == ["[key]"]:
            refuse_key(section[key], key, KEY_HINT, findings)
        else:
            report(_inside(error), Subject(section[key], key, model, f"a {type.name}"), findings)
    whole = {key: _pruned(node, bad[key]) if key in bad else node for key, node in section.items()}
    return whole, set(bad)


def _assignments(root: Node, findings: Findings) -> Section:
    section = _mapping(root, ASSIGNMENTS, findings)
    bad = set()
    for error in _errors(adapter(str), section):
        key = str(error["loc"][0])
        bad.add(key)
        if error["loc"][-1] == "[key]":
            refuse_key(section[key], key, KEY_HINT, findings)
        else:
            report(_inside(error), Subject(section[key], key, SharedFile, "an assignment"), findings)
    return {key: node for key, node in section.items() if key not in bad}


def _mapping(root: Node, name: str, findings: Findings) -> Section:
    node = root.members.get(name)
    if node is None or isinstance(node.value, dict):
        return dict(node.members) if node else {}
    if node.value == Unquoted(""):
        refuse_empty(node, name, findings)
    else:
        hint = "write one key a line below it, or remove the section"
        findings.error("Value not possible", node.key_position(name), f'"{name}" is a mapping of keys', hint)
    return {}


def adapter(value: type[BaseModel] | type[str]) -> TypeAdapter[Any]:
    """What a section is held against: keys, and behind each a value or `null`."""
    # Keys that are assigned are checked as references later; here only that they are text.
    return TypeAdapter(dict[Key, value | None])  # type: ignore[valid-type]


def _errors(adapter: TypeAdapter[Any], section: Section) -> list[ErrorDetails]:
    try:
        adapter.validate_python({key: node.plain for key, node in section.items()}, strict=True)
    except ValidationError as error:
        return error.errors(include_url=False, include_input=False)
    return []


def _inside(error: ErrorDetails) -> ErrorDetails:
    """The same error as seen from the value of the first step."""
    return {**error, "loc": error["loc"][1:]}


def _pruned(node: Node, bad: set[str]) -> Node:
    if not isinstance(node.value, dict):
        return node._replace(value={})
    return node._replace(value={name: member for name, member in node.value.items() if name not in bad})
