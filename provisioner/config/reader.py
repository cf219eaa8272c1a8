"""Reads each file once, however many environments include it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from provisioner.config import files
from provisioner.config.content import Content, FileKind, definitions_of, header_of, placeholders
from provisioner.config.findings import Findings
from provisioner.config.node import Node
from provisioner.config.schema import file_schema
from provisioner.config.shape import Shape, fits, shape
from provisioner.config.yaml_file import parse
from provisioner.diagnostics import Diagnostic, Position
from provisioner.errors import ConfigurationError
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType


@record
class _Read:
    """What came of one file: nothing when it could not be understood at all."""

    content: Content | None
    diagnostics: tuple[Diagnostic, ...]


class Reader:
    """The files below one folder; what is wrong with a file is told to everybody who asks for it.

    Environments may be read side by side: each file is read by the first who asks for it. `revised` holds
    what some files would say after an edit; that is read in place of what they say.
    """

    def __init__(
        self, folder: Path, types: Sequence[ResourceType], revised: Mapping[str, bytes] | None = None
    ) -> None:
        self.folder = folder
        self.types = types
        self.revised = revised or {}
        self._shapes: dict[FileKind, Shape] = {}
        self._read: dict[Path, _Read] = {}
        self._reading = threading.Lock()

    def content(self, path: Path, kind: FileKind, findings: Findings) -> Content | None:
        """What a file says, or None when it cannot be read."""
        with self._reading:
            if path not in self._read:
                self._read[path] = self._fresh(path, kind)
        findings.take(*self._read[path].diagnostics)
        return self._read[path].content

    def root(self, path: Path) -> Node:
        """What a shared file says that was read without a mistake."""
        content = self.content(path, FileKind.SHARED, Findings(self.folder))
        assert content is not None
        return content.root

    def _bytes(self, path: Path) -> bytes:
        revised = self.revised.get(files.label(self.folder, path))
        return files.read(self.folder, path) if revised is None else revised

    def _fresh(self, path: Path, kind: FileKind) -> _Read:
        findings = Findings(self.folder)
        file = files.label(self.folder, path)
        try:
            root, repeated = parse(self._bytes(path), file)
        except ConfigurationError as error:
            findings.take(*error.diagnostics)
            return _Read(None, findings.all)
        for key, first, second in repeated:
            detail = f'"{key}" stands already at {first.key_position(key)}'
            findings.error("Key written twice", second.key_position(key), detail, "keep one of them")
        found = None
        if root is None:
            hint = "write `format_version: 1` and what it holds, or remove it"
            findings.error("No configuration", Position(file, 1, 1), "this file is empty", hint)
        elif not isinstance(root.value, dict):
            hint = "begin it with `format_version: 1`"
            findings.error("No configuration", root.position, "a file is a mapping of sections", hint)
        else:
            found = self._content(root, kind, findings)
        return _Read(found, findings.all)

    def _content(self, root: Node, kind: FileKind, findings: Findings) -> Content:
        """A file without a mistake, as nearly all are, is not held against the models."""
        if fits(root, self._shape(kind)) and not any(placeholders(header_of(root, self.types))):
            return Content(root, True, definitions_of(root, self.types))
        from provisioner.config.mistakes import content

        return content(root, kind, self.types, findings)

    def _shape(self, kind: FileKind) -> Shape:
        if kind not in self._shapes:
            self._shapes[kind] = shape(file_schema(kind, self.types))
        return self._shapes[kind]
