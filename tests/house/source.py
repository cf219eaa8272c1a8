"""The source as the house rules see it: modules, their syntax trees, and every import in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "provisioner"


@dataclass(frozen=True)
class Module:
    """One Python file; `root` is the folder its dotted name begins in."""

    root: Path
    path: Path

    @property
    def place(self) -> str:
        """The path a message names, with forward slashes."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def name(self) -> str:
        """The dotted name; a package bears the name of its folder."""
        return self.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.place)


@dataclass(frozen=True)
class Import:
    """One name a module imports, wherever the import stands; `name` is "" where it cannot be read."""

    module: Module
    name: str
    line: int
    relative: bool = False

    def __str__(self) -> str:
        return f"{self.module.place}:{self.line} imports {self.name}"


@cache
def source(folder: str) -> list[Module]:
    """The modules of a folder of the project itself, read and parsed once for all tests."""
    return modules(folder, ROOT)


def modules(folder: str, root: Path) -> list[Module]:
    """Every Python file below a folder of the root, sorted."""
    return [Module(root, path) for path in sorted((root / folder).rglob("*.py"))]


def imports(module: Module) -> Iterator[Import]:
    """Every import, also those inside functions, under TYPE_CHECKING and by `import_module`."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from (Import(module, alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=source, names=names, level=level):
                prefix = f"{source}." if source else ""
                yield from (
                    Import(module, prefix + alias.name, node.lineno, relative=level > 0) for alias in names
                )
            case ast.Call(func=func, args=[wanted, *_]) if dotted(func).endswith(IMPORTERS):
                yield Import(module, beginning(wanted), node.lineno)


IMPORTERS = ("import_module", "__import__")


def dotted(node: ast.expr) -> str:
    """`pytest.mark.skip` as text; "" for anything but names and attributes."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
        case _:
            return ""


def beginning(node: ast.expr) -> str:
    """The text an expression is known to begin with: all of a constant, the first part of an f-string."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=[first, *_]):
            return beginning(first)
        case _:
            return ""
