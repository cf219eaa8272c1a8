"""The source keeps the house rules, and every rule sees a planted breach."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import conventions
from tests.house.conventions import EVERYWHERE, IN_TESTS, IN_THE_PACKAGE, Rule
from tests.house.source import Module, source

KEPT = [
    *((rule, "provisioner") for rule in EVERYWHERE + IN_THE_PACKAGE),
    *((rule, "tests") for rule in EVERYWHERE + IN_TESTS),
    *((rule, "demo") for rule in EVERYWHERE),
]

BREACHES = [
    (conventions.only_the_console_prints, "provisioner/plan/build.py", "print(1)\n"),
    (conventions.only_the_console_prints, "provisioner/plan/build.py", "import click\nclick.echo(1)\n"),
    (conventions.only_the_console_prints, "provisioner/cli/plan.py", "import sys\nsys.stderr.write('x')\n"),
    (conventions.modules_bear_telling_names, "provisioner/plan/utils.py", ""),
    (conventions.modules_bear_telling_names, "tests/plan/test_helper.py", ""),
    (conventions.modules_bear_telling_names, "provisioner/client/session_manager.py", ""),
    (conventions.modules_say_what_they_hold, "provisioner/plan/build.py", ""),
    (conventions.modules_say_what_they_hold, "provisioner/plan/build.py", '"""No full stop"""\n'),
    (conventions.modules_say_what_they_hold, "provisioner/plan/build.py", '"""One. Two."""\n'),
    (conventions.modules_are_short, "provisioner/plan/build.py", "x = 1\n" * 401),
    (conventions.functions_are_short, "provisioner/plan/build.py", "def f():\n" + "    x = 1\n" * 40),
    (conventions.nothing_is_unfinished, "provisioner/plan/build.py", "x = 1  # TO" + "DO: more\n"),
    (conventions.nothing_is_unfinished, "provisioner/plan/build.py", "raise NotImplementedError\n"),
    (
        conventions.tests_are_switched_off_with_a_reason,
        "tests/test_x.py",
        "@pytest.mark.skip\ndef f(): ...\n",
    ),
    (conventions.tests_are_switched_off_with_a_reason, "tests/test_x.py", "pytest.mark.skipif(True)\n"),
    (conventions.tests_are_switched_off_with_a_reason, "tests/test_x.py", "pytest.skip()\n"),
    (conventions.tests_are_switched_off_with_a_reason, "tests/test_x.py", "pytest.mark.xfail(reason='')\n"),
    (conventions.tests_do_not_sleep, "tests/test_x.py", "import time\ntime.sleep(1)\n"),
    (conventions.tests_do_not_sleep, "tests/test_x.py", "from time import sleep\n"),
]

KEPT_BY = [
    (
        conventions.only_the_console_prints,
        "provisioner/cli/console.py",
        "import sys\nsys.stdout.write('x')\n",
    ),
    (conventions.modules_bear_telling_names, "provisioner/plan/build.py", ""),
    (conventions.modules_say_what_they_hold, "provisioner/plan/build.py", '"""What v1.0 holds."""\n'),
    (conventions.modules_are_short, "provisioner/plan/build.py", "x = 1\n" * 400),
    (conventions.functions_are_short, "provisioner/plan/build.py", "def f():\n" + "    x = 1\n" * 39),
    (conventions.nothing_is_unfinished, "provisioner/plan/build.py", "WORDS = 'TODO'\n"),
    (conventions.tests_are_switched_off_with_a_reason, "tests/test_x.py", "pytest.skip('no document')\n"),
    (conventions.tests_do_not_sleep, "tests/test_x.py", "from time import monotonic\n"),
]


@pytest.mark.parametrize(("rule", "folder"), KEPT)
def test_the_source_keeps_the_rule(rule: Rule, folder: str) -> None:
    breaches = [breach for module in source(folder) for breach in rule(module)]
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize(("rule", "place", "text"), BREACHES)
def test_a_planted_breach_is_seen(tmp_path: Path, rule: Rule, place: str, text: str) -> None:
    assert [breach.startswith(place) for breach in rule(planted(tmp_path, place, text))] == [True]


@pytest.mark.parametrize(("rule", "place", "text"), KEPT_BY)
def test_what_keeps_the_rule_is_left_alone(tmp_path: Path, rule: Rule, place: str, text: str) -> None:
    assert list(rule(planted(tmp_path, place, text))) == []


def test_every_rule_has_a_planted_breach_and_is_asked() -> None:
    rules = {*EVERYWHERE, *IN_THE_PACKAGE, *IN_TESTS}
    assert {rule for rule, _, _ in BREACHES} == rules == {rule for rule, _, _ in KEPT_BY}


def planted(root: Path, place: str, text: str) -> Module:
    path = root / place
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return Module(root, path)
