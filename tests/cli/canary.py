"""A tenant full of secrets, and whether any output shows a piece of one."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from provisioner.cli.console import Console
from provisioner.cli.main import run
from provisioner.simulator import Fault, Queue, Simulator, Tenant
from tests.cli.shell import Ended

PIECE = 9
"""Characters of a secret that may not stand anywhere: one more than is too short to be told from words."""

KEY = 'eght_Kq7/vX2+mB9=="zR4'
CLIENT = "Lw3/hT8+pC5==nY6\\jD1"
TOKEN = "Gs4/bN7+xF2==kW9/rQ8"
DESK = "Vc6/tM1+yH3==aZ5/uJ7"
OUTSIDE = "Pe2/dK8+wR6==iL4/oX9"
USER = "Bf9-gU3.qS7~xE1_vO5"
QUERY = "Zh5-mA8.nT4~cI2_yW6"
ROTATED_TO = "Nk9/sW2+bE7==gU4/mC6"
FILE = "eght_Rj1/sD6+kV9==fP3"
EMBEDDED = (KEY, CLIENT, TOKEN, DESK, OUTSIDE, USER, QUERY, FILE, ROTATED_TO)

APART = "secret.env"
"""The file that `--secrets-to` names: secrets are what it is for."""

LIVE = f"https://robot:{USER}@old.example.com/8x8?token={QUERY}"
FORMER = f"https://bots.example.com/8x8?token={TOKEN}"
MOVED = f"https://robot:{USER}@bots.example.com/8x8?token={OUTSIDE}&x={QUERY}"
ENVIRON = {
    "CHAT_GATEWAY_OF_PROD": KEY,
    "STATISTICS_OF_PROD": CLIENT,
    "PROVISIONER_CLIENT_ID": "client-of-prod",
    "PROVISIONER_TOKEN": TOKEN,
    "PROVISIONER_DESK": DESK,
}
"""No name of a credential tells that it is one."""

PROD = """\
format_version: 1
environment: prod
tenant:
  id: prod
  endpoint: {url}
  api_key: {{ env: CHAT_GATEWAY_OF_PROD }}
  statistics:
    client_id: {{ env: PROVISIONER_CLIENT_ID }}
    client_secret: {{ env: STATISTICS_OF_PROD }}
guards: {{ deletes: true }}
queues:
  sales: {{ name: Sales }}
webhooks:
  bot: {{ name: Bot, uri: "https://bots.example.com/8x8?token=${{env.PROVISIONER_TOKEN}}" }}
  plain: {{ name: Plain, uri: "https://plain.example.com/8x8" }}
  desk:
    name: Desk
    uri: "https://desk.example.com/${{env.PROVISIONER_DESK}}/8x8?key=${{env.PROVISIONER_DESK}}"
channels:
  web: {{ name: Web chat, webhook: bot, queue: sales }}
"""
SPARE = '  spare: { name: Spare, uri: "https://spare.example.com/8x8?token=${env.PROVISIONER_TOKEN}" }\n'
DEV = """\
format_version: 1
environment: dev
tenant: {{ id: dev, endpoint: "{url}", api_key: {{ file: {key} }} }}
queues:
  sales: {{ id: 101 }}
webhooks:
  bot: {{ name: Bot, uri: "https://bots.example.com/8x8?token=${{env.PROVISIONER_TOKEN}}" }}
channels:
  web: {{ name: Web chat, webhook: bot, queue: sales, description: Tried }}
"""


def disguises(secret: str) -> Iterator[str]:
    """Every form in which somebody may write a secret down."""
    return (form for form, _ in _disguises(secret))


def _disguises(secret: str) -> Iterator[tuple[str, int]]:
    """Every form, and how many letters at its beginning are not the secret's own."""
    encoded = secret.encode()
    percent = quote(secret, safe="")
    lower = re.sub("%..", lambda match: match[0].lower(), percent)
    for form in (secret, quote(secret), percent, lower, quote_plus(secret), html.escape(secret)):
        yield form, 0
    yield from ((json.dumps(secret)[1:-1], 0), (repr(secret)[1:-1], 0))
    for user in (b"", b"u:", b"ab:", b"abc:"):
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(user + encoded).decode(), -(-len(user) * 8 // 6)


PIECES = {
    form[at : at + PIECE].encode(): secret
    for secret in EMBEDDED
    for whole, foreign in _disguises(secret)
    for form in (whole[foreign:].rstrip("="),)
    for at in range(len(form) - PIECE + 1)
}


def leaks(data: bytes) -> set[str]:
    """The secrets of which a piece stands in some bytes."""
    return {secret for piece, secret in PIECES.items() if piece in data}


def complaint(*secrets: str) -> dict[str, Any]:
    """A refusal in the shape of the vendor's, that repeats secrets in every disguise, and what lives."""
    uris = [LIVE, MOVED, FORMER, quote(LIVE, safe=""), MOVED.replace("/", "\\/")]
    return {
        "message": " ".join(uris),
        "errors": [{"code": "refused", "message": " ".join(disguises(secret))} for secret in secrets],
        "validations": [{"field": "uri", "value": {"uri": one}} for one in (*uris, *secrets)],
    }


@dataclass
class Scene:
    """A folder with environments, two tenants behind it, and what a run of a command leaves behind."""

    folder: Path
    simulator: Simulator
    tenants: Mapping[str, Tenant]
    before: dict[Path, bytes] = field(default_factory=dict)

    def path(self, name: str = "prod") -> Path:
        return self.folder / "environments" / f"{name}.yaml"

    def change(self, before: str, after: str, name: str = "prod") -> None:
        """Edit an environment file."""
        text = self.path(name).read_text()
        assert before in text
        self.path(name).write_text(text.replace(before, after))

    def live(self, name: str, collection: str = "webhooks", tenant: str = "prod") -> dict[str, Any]:
        """The live body that bears a name."""
        return next(one for one in self.tenants[tenant].list(collection) if one["name"] == name)

    def put(self, name: str, collection: str = "webhooks", tenant: str = "prod", /, **members: Any) -> None:
        """Change a live resource behind the tool's back."""
        self.tenants[tenant].put(collection, self.live(name, collection, tenant) | members)

    def inject(self, *faults: Fault) -> None:
        for fault in faults:
            self.simulator.inject(fault)

    def state(self) -> Path:
        """The file in which the state of prod is kept."""
        return self.folder / ".provisioner/state/prod.json"

    def run(self, line: str, out: io.StringIO | None = None) -> Ended:
        """Run a line on the folder; `{...}` in it stand for places and ids."""
        out, err = out or io.StringIO(), io.StringIO()
        words = [word.format(**self.places()) for word in line.split()]
        self.before = self.files()
        code = run(words, Console(io.StringIO(), out, err))
        return Ended(code, out.getvalue(), err.getvalue())

    def places(self) -> dict[str, str]:
        return {"folder": str(self.folder), "url": self.simulator.url}

    def files(self) -> dict[Path, bytes]:
        """Everything below the folder but the simulator's own databases and what is kept apart."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return {
            path: path.read_bytes() for path in paths if "simulator" not in path.parts and path.name != APART
        }

    def leaked(self, ended: Ended) -> dict[str, set[str]]:
        """Where the run showed which secret: on a stream, or in a file that it wrote."""
        shown = {"stdout": ended.out.encode(), "stderr": ended.err.encode()}
        shown |= {
            str(path.relative_to(self.folder)): data
            for path, data in self.files().items()
            if self.before.get(path) != data
        }
        return {place: found for place, data in shown.items() if (found := leaks(data))}


@dataclass
class Stage:
    """One simulator, and how folder and tenants look before every scene."""

    simulator: Simulator
    origin: Path
    bodies: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def built(cls, origin: Path) -> Iterator[Stage]:
        """Both environments applied, then changed outside; a plan saved before and one after."""
        with Simulator() as simulator:
            stage = cls(simulator, origin)
            (origin / "environments").mkdir(parents=True)
            key = origin.parent / "key-of-dev"
            key.write_text(FILE)
            (origin / "environments/prod.yaml").write_text(PROD.format(url=simulator.url))
            (origin / "environments/dev.yaml").write_text(DEV.format(url=simulator.url, key=key))
            stage._play()
            yield stage

    def _play(self) -> None:
        scene = Scene(self.origin, self.simulator, self._tenants())
        for line in ("apply -C {folder} -e prod --auto-approve", "apply -C {folder} -e dev --auto-approve"):
            ended = scene.run(line)
            assert ended.code == 0, ended.err
        scene.put("Web chat", "channels", name="Shop chat")
        scene.put("Desk", uri=MOVED)
        scene.put("Plain", uri=LIVE)
        scene.tenants["prod"].put("webhooks", {"id": "old", "name": "Old bot", "uri": LIVE, "version": "v1"})
        lone = f"https://lone.example.com/8x8?token={QUERY}"
        scene.tenants["prod"].put("webhooks", {"id": "lone", "name": "Lone", "uri": lone, "version": "v1"})
        path = scene.path()
        path.write_text(path.read_text().replace("channels:\n", SPARE + "channels:\n"))
        assert scene.run("plan -C {folder} -e prod --out {folder}/plan.json").code == 0
        self.bodies = {
            id: {collection: tenant.list(collection) for collection in ("webhooks", "channels")}
            for id, tenant in scene.tenants.items()
        }

    def _tenants(self) -> dict[str, Tenant]:
        queues = (Queue(101, "Sales"), Queue(102, "Billing"))
        return {
            "prod": self.simulator.add_tenant("prod", KEY, queues=queues, client=("client-of-prod", CLIENT)),
            "dev": self.simulator.add_tenant("dev", FILE, queues=queues),
        }

    def scene(self, folder: Path) -> Scene:
        """The same again, in a folder that is not there yet."""
        shutil.copytree(self.origin, folder)
        self.simulator.reset()
        tenants = self._tenants()
        for id, collections in self.bodies.items():
            for collection, bodies in collections.items():
                for body in bodies:
                    tenants[id].put(collection, body)
        return Scene(folder, self.simulator, tenants)
