"""The house as a whole stays small: not one file that grew, but all of them together."""

from __future__ import annotations

import ast
from statistics import median, quantiles

from tests.house.source import PACKAGE, source

MODULES = [module for module in source(PACKAGE) if module.path.name != "__init__.py"]
FUNCTIONS = [
    (node.end_lineno or 0) - node.lineno + 1
    for module in MODULES
    for node in ast.walk(module.tree)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]


def test_half_of_the_files_have_at_most_100_lines() -> None:
    assert median(module.text.count("\n") for module in MODULES) <= 100


def test_half_of_the_functions_have_at_most_8_lines_and_nine_of_ten_at_most_28() -> None:
    assert median(FUNCTIONS) <= 8
    assert quantiles(FUNCTIONS, n=10)[-1] <= 28
