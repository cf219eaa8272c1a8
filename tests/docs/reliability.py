"""The page of reliability: each case of the fault catalogue, and what its tests observe.

`python -m tests.docs.reliability` writes it anew. Tests are found by their names in the syntax trees: nothing
is imported and nothing runs. Those of the simulator are left out: they prove the fault and not the tool.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.docs.faults import CATALOGUE, NOT_HAD, Case
from tests.docs.pages import ROOT
from tests.house.source import Module, source

PAGE = ROOT / "docs/reliability.md"
TEST = re.compile(r"test_fault_(?P<case>\d+)_(?P<rest>\w+)")
HEAD = """\
# Reliability

What is done to the tool in its tests, and what comes of it. `make reliability` writes this page from the
tests; a case without one, or a page that is older than they are, fails `make check`.
`pytest -k test_fault_28_` runs one case. Exit codes are those of the [README](../README.md#exit-codes).
"""


def page() -> str:
    """The whole page as Markdown."""
    seen = observations(source("tests"))
    return "\n".join([HEAD, *(_section(title, cases, seen) for title, cases in CATALOGUE.items())])


def observations(modules: Iterable[Module]) -> dict[Case, list[str]]:
    """What the tests of each case observe, in the order of the files."""
    seen: dict[Case, list[str]] = defaultdict(list)
    for module in modules:
        if not module.place.startswith("tests/simulator/"):
            for case, sentence in _sentences(module):
                seen[case].append(sentence)
    return dict(seen)


def _sentences(module: Module) -> Iterator[tuple[Case, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and (found := TEST.fullmatch(node.name)):
            told = ast.get_docstring(node) or found["rest"].replace("_", " ").capitalize()
            yield int(found["case"]), " ".join(told.split()).removesuffix(".")


def _section(title: str, cases: dict[Case, str], seen: dict[Case, list[str]]) -> str:
    rows = (f"| {case} | {injected} | {_observed(case, seen)} |" for case, injected in cases.items())
    return "\n".join([f"## {title}\n", "| case | injected | observed |", "|---|---|---|", *rows, ""])


def _observed(case: Case, seen: dict[Case, list[str]]) -> str:
    reasons = [f"Cannot be had: {NOT_HAD[case]}"] if case in NOT_HAD else []
    return "<br>".join(reasons + [f"{one}." for one in dict.fromkeys(seen.get(case, []))]).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
