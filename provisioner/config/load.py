"""The files of an environment to its configuration, every mistake told at once."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from provisioner.config.check import Setting, check
from provisioner.config.collector import collector_paused
from provisioner.config.content import Content, FileKind
from provisioner.config.definitions import Resolver, Sections
from provisioner.config.files import FOLDER, environment_files, included_files, unread_files
from provisioner.config.findings import Findings
from provisioner.config.ignores import Declared, check_ignores
from provisioner.config.interpolate import Surroundings
from provisioner.config.layers import Layer, Stack, layer
from provisioner.config.node import Node
from provisioner.config.outline import outline
from provisioner.config.promotion import check_promotion
from provisioner.config.reader import Reader
from provisioner.config.tenant import check_name, check_tenant, environment_of, ignores_of
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.environment import Environment
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType


@record
class Reading:
    """What came of one environment: a configuration unless there was an error; `root` is its file.

    Errors stand before warnings, and what is wrong within a file before how the files do not fit together.
    `sections` holds the definitions as they are written, by plural, the layers merged; `shared` the same
    before the environment's own overlay.
    """

    configuration: Configuration | None
    root: Node | None
    diagnostics: tuple[Diagnostic, ...]
    sections: Sections = field(default_factory=dict)
    shared: Sections = field(default_factory=dict)


def environments(folder: Path) -> tuple[str, ...]:
    """The names of the environments, in order; raises ConfigurationError when there is no environments/."""
    return tuple(environment_files(folder))


def load(
    folder: Path,
    environment: str,
    environ: Mapping[str, str] | None,
    types: Sequence[ResourceType],
    reader: Reader | None = None,
) -> Configuration:
    """The configuration of one environment; raises ConfigurationError with every mistake.

    With `environ` None no secret is read: the values that need one stay unknown. A `reader` that is given
    knows the files that other environments have read.
    """
    reading = read(reader or Reader(folder, types), environment, environ)
    if reading.configuration is None:
        raise ConfigurationError(*(one for one in reading.diagnostics if one.severity is Severity.ERROR))
    return reading.configuration


def load_environment(
    folder: Path, name: str, types: Sequence[ResourceType], reader: Reader | None = None
) -> Environment:
    """The environment alone, whatever stands in its definitions; raises ConfigurationError."""
    findings = Findings(folder)
    own = _own(reader or Reader(folder, types), name, findings)
    errors = findings.of(Severity.ERROR)
    if errors or own is None:
        raise ConfigurationError(*errors)
    return environment_of(own.root)


@collector_paused()
def read(reader: Reader, name: str, environ: Mapping[str, str] | None) -> Reading:
    """Everything that is to be said about one environment; raises nothing for the sake of its files."""
    files, rules = Findings(reader.folder), Findings(reader.folder)
    own = _own(reader, name, files)
    if own is not None:
        check_promotion(own.root, name, reader, rules)
    layers = _included(reader, own, files) if own is not None else None
    definitions, stack = None, Stack(reader.types, rules)
    if own is not None and layers is not None:
        definitions = _definitions(stack, own, layers, environ)
    errors, warnings = (
        (*files.of(severity), *rules.of(severity)) for severity in (Severity.ERROR, Severity.WARNING)
    )
    configuration = None
    if own is not None and definitions is not None and not errors:
        configuration = Configuration(environment_of(own.root), definitions, warnings)
    root, told = own.root if own else None, (*errors, *warnings)
    return Reading(configuration, root, told, stack.sections, stack.shared)


def _own(reader: Reader, name: str, findings: Findings) -> Content | None:
    """The environment's own file, its header checked."""
    try:
        known = environment_files(reader.folder)
    except ConfigurationError as error:
        findings.take(*error.diagnostics)
        return None
    if name not in known:
        hint = findings.suggest(name, known, f"there are {', '.join(known) or 'none'}")
        findings.error("No configuration", None, f'there is no file for the environment "{name}"', hint)
        return None
    own = reader.content(known[name], FileKind.ENVIRONMENT, findings)
    if own is not None and own.sound:
        check_name(own.root, name, findings)
        # An operator's word, not the file's: it counts offline too.
        check_tenant(own.root, os.environ, findings)
    return own


def _included(reader: Reader, own: Content, findings: Findings) -> list[Layer] | None:
    """One layer a folder; None when a file cannot be read, so that nothing false is said of the rest."""
    layers: list[Layer] = []
    seen: set[str] = set()
    whole = True
    _warn_of_unread(reader.folder / FOLDER, findings)
    for node in outline(own.root).include:
        name = str(node.value)
        if name in seen:
            findings.error(
                "Included twice", node.position, f'"{name}" stands already in this list', "remove this one"
            )
        seen.add(name)
        try:
            paths = included_files(reader.folder, name, node.position)
        except ConfigurationError as error:
            findings.take(*error.diagnostics)
            whole = False
            continue
        _warn_of_unread(paths[0].parent, findings)
        contents = [reader.content(path, FileKind.SHARED, findings) for path in paths]
        whole = whole and None not in contents
        layers.append(layer([one for one in contents if one is not None], findings))
    return layers if whole else None


def _warn_of_unread(folder: Path, findings: Findings) -> None:
    for path in unread_files(folder):
        detail = f"{folder.name}/{path.name} is not read"
        findings.warning("File not read", None, detail, f"rename it to {path.stem}.yaml")


def _definitions(
    stack: Stack, own: Content, layers: Sequence[Layer], environ: Mapping[str, str] | None
) -> dict[Address, Definition]:
    """The layers merged, placeholders replaced, and the rules across resources checked."""
    about, findings, types = outline(own.root), stack.findings, stack.types
    for one in layers:
        stack.put(one)
    stack.put(layer([own], findings))
    damaged = set(stack.damaged)
    around = Surroundings(about.vars, environ, about.reserved, own.root.file)
    definitions = Resolver(around, stack.shared, damaged, findings).definitions(types, stack.sections)
    setting = Setting(own.root.file, about.queues, about.destination, damaged, stack.removed())
    check(definitions, types, setting, findings)
    if own.sound:
        check_ignores(ignores_of(own.root), Declared(definitions, damaged, types), findings)
    return definitions
