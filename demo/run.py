"""The tour: a tenant is provisioned from YAML, changed behind the tool's back, put back, and drifts again."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]
PROVISIONER = Path(sys.executable).with_name("provisioner")
COLOR = {"FORCE_COLOR": "1"} if sys.stdout.isatty() else {}
ENVIRON = COLOR | {name: value for name, value in os.environ.items() if not name.startswith("PROVISIONER_")}
NOTHING_TO_DO, DIFFERENCES = 0, 2
REPORT = ROOT / "demo" / "drift.html"


def main() -> None:
    """Walk through every step in a scratch copy of the environments, so that the tour always begins empty."""
    with tempfile.TemporaryDirectory(prefix="provisioner-demo-") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "environments", folder / "environments")
        first_apply(folder)
        change_outside(folder)
        put_back(folder)
        report_drift(folder)
    say(f"That was it, and nothing is left running. Open the report in a browser: {REPORT}")


def first_apply(folder: Path) -> None:
    """From an empty tenant to one in which nothing is left to do."""
    say("The sandbox is a simulated tenant, and it is empty. What would be done?")
    provisioner(folder, "plan")
    say("Do it.")
    provisioner(folder, "apply", "--auto-approve")
    say("The second plan is empty: with --detailed-exitcode, 0 means no changes and 2 means changes.")
    provisioner(folder, "plan", "--detailed-exitcode", ends=NOTHING_TO_DO)
    say("The ids that the client application needs.")
    provisioner(folder, "output")


def change_outside(folder: Path) -> None:
    """Rename a channel the way somebody in the vendor's console would: the tool is not told."""
    say("Now somebody renames a channel in the console of the tenant.")
    with simulator(folder) as url:
        channels = f"{url}/_simulator/tenants/sandbox/channels"
        channel = min(send("GET", channels)["channels"], key=itemgetter("name"))
        renamed = channel | {"name": f"{channel['name']} (renamed by hand)"}
        send("PUT", f"{channels}/{channel['id']}", renamed)


def put_back(folder: Path) -> None:
    """Drift says who moved what, and apply makes it as declared again."""
    say("Who moved what? drift holds the tenant against the files and the last apply, and ends with 2.")
    if "changed outside" not in provisioner(folder, "drift", ends=DIFFERENCES):
        sys.exit("The demonstration failed: drift does not say that the channel was changed outside.")
    say("Apply puts it back, and nothing else.")
    provisioner(folder, "apply", "--auto-approve")
    say("Nothing departs any more.")
    provisioner(folder, "drift", ends=NOTHING_TO_DO)


def report_drift(folder: Path) -> None:
    """Customers wait in the wrong queue, a bot is replaced, a channel is gone: shown as a page."""
    say("On another day a channel leads to another queue, a bot to another host, and a channel is deleted.")
    with simulator(folder) as url:
        channels, webhooks = (f"{url}/_simulator/tenants/sandbox/{one}" for one in ("channels", "webhooks"))
        first, second, *_ = sorted(send("GET", channels)["channels"], key=itemgetter("name"))
        hook = min(send("GET", webhooks)["webhooks"], key=itemgetter("name"))
        send("PUT", f"{channels}/{first['id']}", first | {"routingOptions": {"type": "queue", "id": "102"}})
        send("DELETE", f"{channels}/{second['id']}")
        send("PUT", f"{webhooks}/{hook['id']}", hook | {"uri": "https://elsewhere.example.net/hook"})
    say("drift says which side moved, and ends with 2. The same as a page for the browser:")
    provisioner(folder, "drift", "--report", f"html={REPORT}", ends=DIFFERENCES)


def provisioner(folder: Path, command: str, *arguments: str, ends: int = 0) -> str:
    """Run one command as a user would; gives its output, and ends the tour if the exit code is another."""
    words = [PROVISIONER.name, command, "-e", "sandbox", *arguments]
    print(f"$ {shlex.join(words)}", flush=True)
    ended = subprocess.run(
        words, executable=PROVISIONER, cwd=folder, env=ENVIRON, stdout=subprocess.PIPE, text=True
    )
    print(f"{ended.stdout}\n[exit code {ended.returncode}]", flush=True)
    if ended.returncode != ends:
        sys.exit(f"The demonstration failed: exit code {ended.returncode}, expected {ends}.")
    return ended.stdout


@contextmanager
def simulator(folder: Path) -> Iterator[str]:
    """The address of the sandbox's tenant, served beside the embedded one until the block ends."""
    words = [PROVISIONER.name, "simulator", "-e", "sandbox"]
    print(f"$ {shlex.join(words)} &", flush=True)
    with subprocess.Popen(
        words,
        executable=PROVISIONER,
        cwd=folder,
        env=ENVIRON,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            yield address(server)
        finally:
            server.terminate()  # not SIGINT: a shell lets what it started in the background ignore that


def address(server: subprocess.Popen[str]) -> str:
    """The URL the simulator tells when it is ready."""
    told = ""
    for line in server.stdout or ():
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            print(line, flush=True)
            return found[0]
        told += line
    sys.exit(f"The demonstration failed: the simulator did not start.\n{told}")


def send(method: str, url: str, body: object = None) -> Any:
    """One call to the simulator, without the tool."""
    data = None if body is None else json.dumps(body).encode()
    print(f"$ {method} {url} {(data or b'').decode()}".rstrip(), flush=True)
    with urlopen(
        Request(url, data, {"Content-Type": "application/json"}, method=method), timeout=10
    ) as answer:
        return json.loads(answer.read() or "null")


def say(text: str) -> None:
    """One line of the story."""
    print(f"\n# {text}", flush=True)


if __name__ == "__main__":
    main()
