"""What the definitions need to know of their environment, also when another part of its file is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from provisioner.config.endpoint import reaches_8x8
from provisioner.config.node import Node, Scalar
from provisioner.config.uri import Destination
from provisioner.model.environment import DEFAULT_ENDPOINT
from provisioner.model.record import record

_CREDENTIALS = (("api_key",), ("statistics", "client_id"), ("statistics", "client_secret"))


@record
class Outline:
    """`reserved` are the environment variables that hold credentials; `queues` the bound keys as written.

    A variable whose value is not text is None.
    """

    include: tuple[Node, ...]
    vars: Mapping[str, str | None]
    queues: Collection[str]
    reserved: frozenset[str]
    destination: Destination


def outline(root: Node) -> Outline:
    """Read what can be read; what cannot is told elsewhere and counts as not written."""
    include = root.members["include"].items if "include" in root.members else ()
    variables = root.members["vars"].members if "vars" in root.members else {}
    queues = root.members["queues"].members if "queues" in root.members else {}
    credentials = (_scalar(root, "tenant", *path, "env") for path in _CREDENTIALS)
    endpoint = _scalar(root, "tenant", "endpoint")
    return Outline(
        include=tuple(node for node in include if isinstance(node.value, str)),
        vars={name: node.value if isinstance(node.value, str) else None for name, node in variables.items()},
        queues=queues.keys(),
        reserved=frozenset(name for name in credentials if isinstance(name, str)),
        destination=Destination(
            real=reaches_8x8(endpoint if isinstance(endpoint, str) else DEFAULT_ENDPOINT),
            https_only=_scalar(root, "guards", "require_https") is not False,
        ),
    )


def _scalar(node: Node, *path: str) -> Scalar:
    for name in path:
        if name not in node.members:
            return None
        node = node.members[name]
    return None if isinstance(node.value, dict | list) else node.value
