"""The order of environments that `promotes_from` gives: it names files that are there, and ends somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from provisioner.config.content import FileKind
from provisioner.config.files import environment_files
from provisioner.config.findings import Findings
from provisioner.config.node import Node
from provisioner.config.reader import Reader


def check_promotion(root: Node, name: str, reader: Reader, findings: Findings) -> None:
    """Tell of an environment nobody knows, and of one that would have to come before itself."""
    node, known = _promotes_from(root), environment_files(reader.folder)
    if node is None:
        return
    first = str(node.value)
    if first not in known:
        hint = findings.suggest(first, known, f"there are {', '.join(known)}")
        findings.error("Unknown environment", node.position, f'there is no environment "{first}"', hint)
        return
    chain = _chain(name, first, known, reader)
    if chain[-1] == name:
        detail = f"{' promotes from '.join(chain)}: none of them could ever be the first"
        hint = "remove `promotes_from` from the environment where changes are tried first"
        findings.error("Promotion in a circle", node.position, detail, hint)


def _chain(name: str, first: str, known: Mapping[str, Path], reader: Reader) -> list[str]:
    """From environment to environment, until one promotes from none or stands in the chain already."""
    chain, following = [name], first
    while following in known and following not in chain:
        chain.append(following)
        content = reader.content(known[following], FileKind.ENVIRONMENT, Findings(reader.folder))
        node = _promotes_from(content.root) if content else None
        following = str(node.value) if node else ""
    return [*chain, following]


def _promotes_from(root: Node) -> Node | None:
    node = root.members.get("promotes_from")
    return node if node is not None and isinstance(node.value, str) else None
