"""Edits of a YAML file that keep comments, order, quotes and line ends: what is not meant is not touched.

The new text is read again, and must say what the old one said but for what was asked.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field

from provisioner.config.collector import collector_paused
from provisioner.config.layout import Branch, Entry, layout
from provisioner.config.node import Plain
from provisioner.config.spelling import REMOVED, Removed, Wanted, flow_mapping, spelled
from provisioner.config.splice import Page, Splice, below, beside, inserted, removed
from provisioner.config.yaml_file import parse
from provisioner.config.yaml_text import decode
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError, RefusedError

__all__ = ["REMOVED", "Wanted", "edit"]

Changes = Mapping[str, Wanted]


@collector_paused()
def edit(content: bytes, file: str, changes: Changes) -> bytes:
    """The content of a file with every change made: sections, keys and attributes by their names.

    A mapping that loses its last entry goes as well. Raises RefusedError when that would change more than is
    meant, ConfigurationError for a file that is not valid.
    """
    text = decode(content, file)
    before, root = _read(content, file), layout(text)
    editor = _Editor(Page(text, root))
    editor.edit(root, changes)
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    after = mark + _spliced(text, editor.splices, file).encode()
    if not _says(after, file, _changed(before, changes)):
        raise _beyond(file)
    return after


@dataclass
class _Editor:
    """One pass over the layout; every splice is against the text as it stands on the page."""

    page: Page
    splices: list[Splice] = field(default_factory=list)

    def edit(self, branch: Branch, changes: Changes) -> None:
        """Make the changes to one mapping, of which an entry stays or comes."""
        known = {key: wanted for key, wanted in changes.items() if key in branch.entries}
        gone = {key for key, wanted in known.items() if _goes(branch.entries[key], wanted)}
        added = _new({key: wanted for key, wanted in changes.items() if key not in known})
        for key in known.keys() - gone:
            self._change(branch.entries[key], known[key], branch.flow)
        if branch.flow and gone and len(gone) == len(branch.entries):
            self.splices.append(Splice(branch.start, branch.end, flow_mapping(added, self.page.quoted)))
            return
        if gone:
            self.splices += removed(self.page, branch, gone)
        if added:
            self.splices += inserted(self.page, branch, added)

    def _change(self, entry: Entry, wanted: Wanted, flow: bool) -> None:
        node = entry.node
        assert not isinstance(wanted, Removed)
        if isinstance(wanted, Mapping):
            if isinstance(node, Branch) and (flow or node.entries):
                self.edit(node, wanted)
            elif flow or not _new(wanted):
                self.splices.append(
                    Splice(node.start, node.end, flow_mapping(_new(wanted), self.page.quoted))
                )
            else:
                self.splices += below(self.page, entry, _new(wanted))
        elif isinstance(node, Branch) and not node.flow:
            self.splices += beside(self.page, entry, wanted)
        else:
            before = '"' if self.page.quoted else self.page.text[node.start : node.end]
            self.splices.append(Splice(node.start, node.end, spelled(wanted, flow, before)))


def _goes(entry: Entry, wanted: Wanted) -> bool:
    """Whether nothing of an entry is left."""
    if not isinstance(wanted, Mapping) or not isinstance(entry.node, Branch):
        return wanted is REMOVED
    inner = entry.node.entries
    comes = _new({key: one for key, one in wanted.items() if key not in inner})
    goes = all(key in wanted and _goes(one, wanted[key]) for key, one in inner.items())
    return bool(inner) and goes and not comes


def _new(wanted: Changes) -> Changes:
    """Entries that are not there yet: what is to be removed from them is not written to begin with."""
    written = {key: _new(one) if isinstance(one, Mapping) else one for key, one in wanted.items()}
    return {key: one for key, one in written.items() if one is not REMOVED and (one != {} or not wanted[key])}


def _changed(before: Mapping[str, Plain], changes: Changes) -> dict[str, Plain]:
    """What the file must say in the end."""
    after = dict(before)
    for key, wanted in changes.items():
        former = after.get(key)
        if wanted is REMOVED:
            after.pop(key, None)
        elif not isinstance(wanted, Mapping):
            after[key] = wanted
        elif isinstance(former, dict) and former:
            after[key] = _changed(former, wanted)
            if not after[key]:
                del after[key]
        elif key in after or _new({key: wanted}):
            after[key] = _plain(_new(wanted))
    return after


def _plain(wanted: Wanted) -> Plain:
    assert not isinstance(wanted, Removed)
    return {key: _plain(one) for key, one in wanted.items()} if isinstance(wanted, Mapping) else wanted


def _spliced(text: str, splices: list[Splice], file: str) -> str:
    parts, place = [], 0
    for start, end, new in sorted(splices, key=lambda one: (one.start, one.end)):
        if start < place:
            raise _beyond(file)
        parts += [text[place:start], new]
        place = end
    return "".join([*parts, text[place:]])


def _read(content: bytes, file: str) -> dict[str, Plain]:
    root, _ = parse(content, file)
    plain = root.plain if root is not None else None
    assert isinstance(plain, dict)
    return plain


def _says(content: bytes, file: str, wanted: dict[str, Plain]) -> bool:
    try:
        root, repeated = parse(content, file)
    except ConfigurationError:
        return False
    return root is not None and not repeated and root.plain == wanted


def _beyond(file: str) -> RefusedError:
    return RefusedError(
        Diagnostic(
            f"{file} cannot be edited", "more than what is meant would change in it", "edit it by hand"
        )
    )
