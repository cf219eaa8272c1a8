"""The environment that a header describes, and the rules about the tenant it reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from provisioner.config.endpoint import ALLOWED_ENDPOINTS, is_allowed
from provisioner.config.findings import Findings
from provisioner.config.node import Node, Unquoted
from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.environment import (
    DEFAULT_ENDPOINT,
    SIMULATOR,
    Credential,
    Environment,
    Guards,
    Ignore,
    Limit,
    QueueBinding,
    Statistics,
    Tenant,
)


def environment_of(root: Node) -> Environment:
    """The environment of a file whose header has no mistake."""
    first = root.members.get("promotes_from")
    return Environment(
        name=str(root.members["environment"].value),
        path=root.file,
        tenant=_tenant(_section(root, "tenant")),
        guards=_guards(_section(root, "guards")),
        queues=_queues(root),
        include=tuple(str(one.value) for one in _items(root, "include")),
        promotes_from=str(first.value) if first else None,
        simulator=_section(root, "simulator"),
        ignores=ignores_of(root),
    )


def ignores_of(root: Node) -> tuple[Ignore, ...]:
    """What such a file says to leave alone."""
    return tuple(map(_ignore, _items(root, "ignore")))


def check_name(root: Node, name: str, findings: Findings) -> None:
    """An environment bears its file's name: what people type is what they see."""
    if root.members["environment"].value != name:
        detail = f'this file is the environment "{name}"'
        hint = f"write `environment: {name}`, or rename the file"
        findings.error("Wrong environment name", root.members["environment"].position, detail, hint)


def check_tenant(root: Node, environ: Mapping[str, str], findings: Findings) -> None:
    """The endpoint is one that may see the key, and a key is named where one is needed."""
    tenant = root.members["tenant"]
    endpoint = _section(root, "tenant").get("endpoint", DEFAULT_ENDPOINT)
    simulated = endpoint == SIMULATOR
    if not is_allowed(endpoint, environ):
        detail = "the key is sent to https://*.8x8.com or to this machine, and to nobody else"
        hint = f"write an endpoint of 8x8 or `simulator`; an operator can allow others by {ALLOWED_ENDPOINTS}"
        findings.error("Endpoint refused", tenant.members["endpoint"].position, detail, hint)
    if "api_key" not in tenant.members and not simulated:
        hint = (
            "add `api_key: { env: NAME_OF_A_VARIABLE }`, or `endpoint: simulator` for a tenant without a key"
        )
        findings.error("Missing attribute", tenant.key_position("tenant"), '`tenant` has no "api_key"', hint)
    if "simulator" in root.members and not simulated:
        place = root.members["simulator"].key_position("simulator")
        hint = "remove it, or write `endpoint: simulator`"
        findings.error(
            "Section not possible here", place, "only a simulated tenant can be told what it holds", hint
        )


def _section(root: Node, name: str) -> dict[str, Any]:
    """A section as plain data, empty where it is left out."""
    plain = root.members[name].plain if name in root.members else {}
    assert isinstance(plain, dict)
    return plain


def _items(root: Node, name: str) -> Sequence[Node]:
    return root.members[name].items if name in root.members else ()


def _ignore(node: Node) -> Ignore:
    section, place = node.members, node.members["attribute"].position
    address, _, attribute = str(section["attribute"].value).rpartition(".")
    day = date.fromisoformat(_as_written(section["until"]))
    return Ignore(Address.parse(address), attribute, str(section["reason"].value), day, place)


def _as_written(node: Node) -> str:
    """What stands for a number or a date and is meant as a text: `0101` is an id of four characters."""
    return node.value.text if isinstance(node.value, Unquoted) else str(node.value)


def _tenant(section: dict[str, Any]) -> Tenant:
    given = {name: section[name] for name in section.keys() & {"id", "region", "put"}}
    return Tenant(
        endpoint=section.get("endpoint", DEFAULT_ENDPOINT).rstrip("/"),
        api_key=Credential(**section["api_key"]) if "api_key" in section else None,
        statistics=_statistics(section["statistics"]) if "statistics" in section else None,
        **given,
    )


def _statistics(section: dict[str, Any]) -> Statistics:
    return Statistics(**{name: Credential(**credential) for name, credential in section.items()})


def _queues(root: Node) -> dict[str, QueueBinding]:
    bindings = root.members["queues"].members if "queues" in root.members else {}
    return {key: _queue(node, node.key_position(key)) for key, node in bindings.items()}


def _queue(node: Node, place: Position) -> QueueBinding:
    id, name = (node.members.get(one) for one in ("id", "name"))
    return QueueBinding(_as_written(id) if id else None, str(name.value) if name else None, place)


def _guards(section: dict[str, Any]) -> Guards:
    limits = {name: _limit(section[name]) for name in section if name.startswith("max_")}
    hosts = tuple(host.lower() for host in section.get("allowed_hosts", ()))
    return Guards(**{**section, **limits, "allowed_hosts": hosts})


def _limit(written: int | str) -> Limit:
    if isinstance(written, str):
        return Limit(int(written.removesuffix("%")), percent=True)
    return Limit(written)
