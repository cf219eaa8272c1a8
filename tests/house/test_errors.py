"""The tree drawn in the docstring of errors.py is the tree of its classes."""

from __future__ import annotations

import ast
import re

from provisioner import errors
from provisioner.errors import ProvisionerError, StoppedError
from tests.house.source import PACKAGE, source

DRAWN = re.compile(r"^(?P<indent>[|` -]*)(?P<name>[A-Z]\w+) +(?P<code>\d+)(?P<range>-\d+)?  ", re.MULTILINE)


def drawn() -> dict[str, tuple[str, str]]:
    """Class name -> the name it hangs from and its exit code, as the docstring draws them."""
    above: dict[int, str] = {}
    tree = {}
    for line in DRAWN.finditer(errors.__doc__ or ""):
        depth = len(line["indent"]) // 4
        above[depth] = line["name"]
        tree[line["name"]] = (above.get(depth - 1, "Exception"), line["code"])
    return tree


def declared(kind: type[ProvisionerError]) -> dict[str, tuple[str, str]]:
    """The same of a class and everything below it."""
    code = str(kind.exit_code) if kind is not StoppedError else "129"
    parents = [parent.__name__ for parent in kind.__bases__]
    below = [declared(child) for child in kind.__subclasses__() if child.__module__ == errors.__name__]
    return {kind.__name__: (parents[0], code)} | {
        name: entry for tree in below for name, entry in tree.items()
    }


def test_the_drawn_tree_is_the_declared_one() -> None:
    assert drawn() == declared(ProvisionerError)


def test_no_other_module_gives_an_error_an_exit_code() -> None:
    classes = (
        (module.place, node)
        for module in source(PACKAGE)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and module.name != errors.__name__
    )
    assert [place for place, node in classes if "exit_code =" in ast.unparse(node)] == []


def test_a_signal_decides_the_exit_code() -> None:
    assert [StoppedError(number).exit_code for number in (1, 2, 15)] == [129, 130, 143]
