"""The two mistakes of the file reference, as they are shown, and files that are meant to hurt."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from provisioner.config.load import load
from provisioner.reports.diagnostics import diagnostics_text
from provisioner.resources import RESOURCE_TYPES
from tests.config.project import PROD, SHARED, Project

WEBHOOKS = """\
format_version: 1

webhooks:
  sales-bot:
    name: Sales bot
    version: Chat Gateway v1.0
    url: https://bot.example.com/8x8
"""
CHANNELS = """\
format_version: 1

channels:
  sales-web:
    name: Sales web chat
    webhook: sales-bot
    queue: sales

  billing-web:
    name: Billing web chat
    description: Chat on the invoice
    webhook: sales-bot
    queue: billing
"""
SHOWN = """\
error: Unknown attribute
 --> environments/shared/webhooks.yaml:7:5
  |
7 |     url: https://bot.example.com/8x8
  |     ^^^ "url" is not an attribute of a webhook
  = hint: did you mean "uri"?

error: Unbound queue
  --> environments/shared/channels.yaml:13:12
   |
13 |     queue: billing
   |            ^^^^^^^ channel.billing-web: "billing" is not bound in environments/prod.yaml
   = hint: add `billing` under `queues:` there (bound now: sales, support)

2 errors in 2 files.
"""


def test_the_two_mistakes_of_the_file_reference_look_as_it_says(project: Project) -> None:
    project.write(f"{SHARED}/webhooks.yaml", WEBHOOKS)
    project.write(f"{SHARED}/channels.yaml", CHANNELS)
    assert diagnostics_text(project.errors()) == SHOWN


def bomb() -> str:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(rows)


HOSTILE: dict[str, Callable[[], str | bytes]] = {
    "alias bomb": bomb,
    "alias bomb in keys": lambda: "? &a [x]\n: *a\n",
    "recursive alias": lambda: "a: &a [*a]\n",
    "merge key": lambda: "a: &a {b: c}\nd: {<<: *a}\n",
    "500 flow levels": lambda: f"a: {'[' * 500}{']' * 500}\n",
    "a million flow levels": lambda: f"a: {'[{a: ' * 1_000_000}\n",
    "500 block levels": lambda: "".join(f"{' ' * level}a:\n" for level in range(500)),
    "50 MB of text": lambda: f"a: {'x' * 50_000_000}\n",
    "50 MB of comment": lambda: f"#{'x' * 50_000_000}",
    "four million values": lambda: f"a: [{'a,' * 4_000_000}]",
    "a million keys": lambda: "".join(f"k{number}:\n" for number in range(900_000)),
    "one line of question marks": lambda: f"a: ! {'?' * 4_000_000}",
    "one key 200,000 times": lambda: "a: 1\n" * 140_000,
    "100,000 unknown sections": lambda: "".join(f"k{number}: 1\n" for number in range(100_000)),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_fault_03_a_hostile_file_is_refused_within_a_second_and_200_mb(tmp_path: Path, case: str) -> None:
    project = Project(tmp_path)
    project.write(PROD, HOSTILE[case]())
    program = MEASURED.format(folder=str(tmp_path))
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seconds, megabytes, errors = ended.stdout.split()
    assert int(errors) > 0
    assert float(seconds) < 1 * SLACK
    assert float(megabytes) < 200


SLACK = 6 if sys.gettrace() is None else 20
"""A busy machine may be this much slower than the promise, and one that measures coverage even more."""

MEASURED = """
import time
from pathlib import Path
from provisioner.config.load import load
from provisioner.errors import ConfigurationError
from provisioner.resources import RESOURCE_TYPES
started = time.process_time()
try:
    load(Path({folder!r}), "prod", None, RESOURCE_TYPES)
except ConfigurationError as refused:
    errors = len(refused.diagnostics)
seconds = time.process_time() - started
# Not getrusage: its peak is inherited from the process that ran the tests before.
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(seconds, int(peak) / 1024, errors)
"""


@pytest.fixture
def large(project: Project) -> Project:
    webhooks = "".join(
        f"  bot-{n}:\n    name: Bot {n}\n    uri: https://${{vars.host}}/{n}\n" for n in range(1000)
    )
    channels = "".join(
        f"  web-{n}:\n    name: Web {n}\n    webhook: bot-{n % 1000}\n    queue: sales\n"
        for n in range(10_000)
    )
    project.write(f"{SHARED}/webhooks.yaml", f"format_version: 1\nwebhooks:\n{webhooks}")
    project.write(f"{SHARED}/channels.yaml", f"format_version: 1\nchannels:\n{channels}")
    return project


def test_ten_thousand_channels_are_loaded_fast(large: Project) -> None:
    started = time.process_time()
    configuration = load(large.folder, "prod", {}, RESOURCE_TYPES)
    assert time.process_time() - started < 0.8 * SLACK
    assert len(configuration.definitions) == 11_000


def test_a_definition_costs_little_memory(large: Project) -> None:
    tracemalloc.start()
    configuration = load(large.folder, "prod", {}, RESOURCE_TYPES)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / len(configuration.definitions) < 3000
