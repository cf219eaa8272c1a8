"""Drafts as the text of an environment's file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from provisioner.config.content import ASSIGNMENTS
from provisioner.config.edit import edit
from provisioner.config.node import Node, Plain, Unquoted
from provisioner.model.visible import between_quotes
from provisioner.model.yaml_text import Bare, Path, comment, yaml_lines
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.draft import Draft, Drafts, LeftOut
from provisioner.workflow.known import Known

SCHEMA = "yaml-language-server: $schema=./.schema/environment.json"
QUEUES = "queues"
_LEFT = ("include", QUEUES, *(type.plural for type in RESOURCE_TYPES), ASSIGNMENTS)
"""Sections that are not taken over: the file stands alone, and these are made anew."""


def added(content: bytes, file: str, drafts: Drafts) -> bytes:
    """The content of an environment's file with the drafts in it, everything else left alone.

    Raises RefusedError where that would change more.
    """
    queues = {key: {name: str(value) for name, value in one.items()} for key, one in drafts.queues.items()}
    changes = {name: section for name, section in {QUEUES: queues, **sections(drafts)}.items() if section}
    return edit(content, file, changes)


def file_text(known: Known, drafts: Drafts, neighbours: Collection[str] = ()) -> str:
    """A whole environment file that needs no other; what it could not hold stands below as a comment.

    `neighbours` are the environments beside it.
    """
    about = f"Tenant {known.environment.tenant.id} as it was when it was exported: one file, no other needed."
    scalars, *rest = _header(_kept(known, drafts, neighbours))
    blocks = [[comment(SCHEMA), comment(""), comment(about), *scalars], *rest]
    queues = {**_plain_members(known.header.get(QUEUES)), **drafts.queues}
    blocks += _section(QUEUES, queues, {})
    for plural, definitions in sections(drafts).items():
        blocks += _section(plural, definitions, notes(drafts))
    blocks += _left_out(drafts.left_out)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def sections(drafts: Drafts) -> dict[str, dict[str, dict[str, Any]]]:
    """The definitions by plural and key, as plain data."""
    return {
        type.plural: {one.address.key: _definition(one) for one in drafts.of(type.name)}
        for type in RESOURCE_TYPES
    }


def notes(drafts: Drafts) -> dict[Path, str]:
    """What is said above a definition, by plural and key."""
    plurals = {type.name: type.plural for type in RESOURCE_TYPES}
    return {
        (plurals[one.address.type], one.address.key): f"one of {one.twins} of this name"
        for one in drafts.drafts
        if one.twins > 1
    }


def left_out_text(one: LeftOut) -> str:
    """One line about what no file can declare."""
    name = f" {between_quotes(one.name)}" if one.name else ""
    id = f" ({one.id})" if one.id else ""
    return f"{one.type}{name}{id}: {one.reason}"


def _definition(draft: Draft) -> dict[str, Any]:
    return {**draft.attributes, "protect": True} if draft.protect else dict(draft.attributes)


def _kept(known: Known, drafts: Drafts, neighbours: Collection[str]) -> dict[str, Any]:
    """The sections that are taken over, without what would speak of things that are not there."""
    kept = {name: _plain(node.plain) for name, node in known.header.items() if name not in _LEFT}
    if known.environment.promotes_from not in neighbours:
        kept.pop("promotes_from", None)
    addresses = {one.address for one in drafts.drafts}
    ignores = zip(kept.pop("ignore", ()), known.environment.ignores, strict=True)
    ignored = [written for written, ignore in ignores if ignore.address in addresses]
    return {**kept, "ignore": ignored} if ignored else kept


def _header(kept: Mapping[str, Any]) -> Iterator[list[str]]:
    """The sections as they stand, those of one value together at the top."""
    scalars = {name: value for name, value in kept.items() if not isinstance(value, dict | list)}
    yield _lines(scalars, {})
    for name, value in kept.items():
        if name not in scalars:
            yield _lines({name: value}, {})


def _section(name: str, members: Mapping[str, Any], notes: Mapping[Path, str]) -> Iterator[list[str]]:
    if members:
        yield _lines({name: members}, notes)


def _left_out(left_out: Iterable[LeftOut]) -> Iterator[list[str]]:
    lines = [comment(f"  {left_out_text(one)}") for one in left_out]
    if lines:
        yield [comment("Not declared here:"), *lines]


def _lines(data: Mapping[str, Any], notes: Mapping[Path, str]) -> list[str]:
    return [line for line, _ in yaml_lines(data, notes, short=True)]


def _plain_members(node: Node | None) -> dict[str, Any]:
    plain = _plain(node.plain) if node is not None else {}
    return plain if isinstance(plain, dict) else {}


def _plain(value: Plain) -> Any:
    """The value with what was written without quotes as it stands."""
    match value:
        case Unquoted(text):
            return Bare(text)
        case dict(members):
            return {name: _plain(member) for name, member in members.items()}
        case list(items):
            return [_plain(item) for item in items]
        case _:
            return value
