"""Layers: later ones overlay earlier ones as RFC 7396 says, and what was removed is remembered.

A `null` stays in the merged mapping as a node without a value: it tells where something was removed.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from provisioner.config.node import Node

Members = dict[str, Node]
Undefined = Callable[[tuple[str, ...], Node], None]
_VALUE = attrgetter("value")
_HOLDING = frozenset((dict, type(None)))
"""What the value of a node is that removes something, or may hold one that does."""


def overlay(base: Members, layer: Members, undefined: Undefined, path: tuple[str, ...] = ()) -> Members:
    """`base` with `layer` over it; `undefined` is told each removal of what is not there."""
    merged = dict(base)
    for key, node in layer.items():
        before = merged.get(key)
        if node.value is None:
            if not stands(before):
                undefined((*path, key), node)
        elif isinstance(node.value, dict):
            if before is None or before.value is None:
                _tell_removals(node.value, undefined, (*path, key))
            else:
                inner = before.value if isinstance(before.value, dict) else {}
                node = before._replace(value=overlay(inner, node.value, undefined, (*path, key)))
        merged[key] = node
    return merged


def _tell_removals(layer: Members, undefined: Undefined, path: tuple[str, ...]) -> None:
    """Over nothing a layer stays as it is, and each of its removals is one of what is not there."""
    if _HOLDING.isdisjoint(map(type, map(_VALUE, layer.values()))):
        return
    for key, node in layer.items():
        if node.value is None:
            undefined((*path, key), node)
        elif isinstance(node.value, dict):
            _tell_removals(node.value, undefined, (*path, key))


def stands(node: Node | None) -> bool:
    """Whether there is a value: defined, and not removed since."""
    return node is not None and node.value is not None


def unite(one: Members, other: Members, twice: Callable[[str, Node, Node], None]) -> Members:
    """The entries of two files of one layer; `twice` is told each key both have, of which the first stays."""
    for key in one.keys() & other.keys():
        twice(key, one[key], other[key])
    return {**other, **one}
