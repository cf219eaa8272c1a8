"""Every command of the command line: how it succeeds, how it fails, and where it breaks unexpectedly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import click

from provisioner.reports.kinds import Kind
from provisioner.simulator import Drop, Fault, Lag, Status
from tests.cli.canary import (
    APART,
    CLIENT,
    DESK,
    FILE,
    KEY,
    LIVE,
    QUERY,
    TOKEN,
    USER,
    Scene,
    complaint,
    disguises,
)

Act = Callable[[Scene], object]

SENDING = "provisioner.client.session.Session._exchange"
READING = "provisioner.config.reader.Reader._bytes"
STATE = "provisioner.state.local.read_private"
WRITTEN = "provisioner.client.chat_gateway.replaced"
SAVING = "provisioner.state.local.replace_durably"
GIVEN = (TOKEN, DESK)
PROD = (KEY, CLIENT, *GIVEN)


def nothing(scene: Scene) -> None:
    """Leave the scene as it is."""


def refuse(*secrets: str) -> Act:
    """Refuse every call, and repeat these."""
    return lambda scene: scene.inject(Fault(Status(403, body=complaint(*secrets)), times=None))


def refuse_writes(scene: Scene, *secrets: str) -> None:
    answer = Status(400, body=complaint(*(secrets or PROD)))
    scene.inject(
        *(Fault(answer, method, "/chat-gateway/*", times=None) for method in ("POST", "PUT", "DELETE"))
    )


def redirect(scene: Scene) -> None:
    """Lead elsewhere, with secrets in every part of the address."""
    place = f"https://robot:{USER}@elsewhere.example/{'p' * 150}/{TOKEN}/8x8?key={QUERY}"
    scene.inject(Fault(Status(302, {"Location": place}, ""), times=None))


def damage(scene: Scene) -> None:
    """Answer 200 with a page that is no JSON, under a name of its own."""
    page = f"<html>{' '.join(form for secret in PROD for form in disguises(secret))} {LIVE}</html>"
    scene.inject(Fault(Status(200, {"Content-Type": f"text/{KEY}"}, page), "GET", times=None))


def damage_state(scene: Scene) -> None:
    """A state that somebody wrote secrets into, and that is none any more."""
    scene.state().write_text(f'{{"{LIVE}": ["{TOKEN}", "{KEY}", }}')


def damage_plan(scene: Scene) -> None:
    (scene.folder / "plan.json").write_text(f'{{"format_version": 1, "{LIVE}": "{TOKEN}", }}')


def write_secrets_out(scene: Scene) -> None:
    """Write secrets on a line with a mistake, and on one with a warning."""
    scene.change("{ name: Spare, ", f'{{ nmae: x, uri: "{LIVE}", name: Spare, ')
    place = "https://bots.example.com/8x8?token="
    scene.change(f"{place}${{env.PROVISIONER_TOKEN}}", f"{place}{QUERY}")


def lose_a_create(scene: Scene) -> None:
    """The answer of a create is lost, and the listings do not show it yet."""
    path = "/chat-gateway/v1/webhooks"
    scene.inject(Fault(Drop(), "POST", path, when="after"), Fault(Lag(lists=99, reads=99), "POST", path))
    assert scene.run("apply -C {folder} -e prod --auto-approve --settle 0").code == 5
    scene.simulator.catch_up()
    scene.simulator.clear_faults()


def leave_a_lock(scene: Scene) -> None:
    """What a run that was killed leaves behind."""
    note = {"id": "lock", "owner": "somebody", "run": "apply", "since": "2027-01-01"}
    (scene.folder / ".provisioner/state/prod.lock").write_text(json.dumps(note))


def stand_in_the_way(scene: Scene) -> None:
    """A file of the user's own, with a secret in it."""
    scene.path("sandbox").parent.mkdir()
    scene.path("sandbox").write_text(f"# {LIVE}\n")


def empty(scene: Scene) -> None:
    shutil.rmtree(scene.folder)
    scene.folder.mkdir()


def remove_the_channel(scene: Scene) -> None:
    scene.change("channels:\n  web: { name: Web chat, webhook: bot, queue: sales }\n", "")


@dataclass(frozen=True)
class Row:
    """One way to run a command.

    `line` is run after `before` and ends with `code`; after `spoil`, `fails` (or the same line) ends with
    `failure`. `deep` is the function that raises what nobody expects, with all in its text that a run can
    know by then.
    """

    command: str
    line: str
    spoil: Act
    failure: int
    deep: str
    knows: tuple[str, ...] = GIVEN
    fails: str | None = None
    code: int = 0
    before: Act = nothing
    interrupted: bool = False

    def __str__(self) -> str:
        return f"{self.command} {self.line}".replace("{folder}", "").strip()

    def words(self, failing: bool = False) -> str:
        """The line to run."""
        line = self.fails if failing and self.fails is not None else self.line
        return f"{self.command} {line}"


IN = "-C {folder} -e prod"
NEW = "-C {folder} -e new --from-tenant --tenant prod --endpoint {url} --api-key-env CHAT_GATEWAY_OF_PROD"
APPLY = f"{IN} --auto-approve --settle 0"
ROWS = (
    Row("init", "-C {folder}", stand_in_the_way, 1, "provisioner.workflow.init._starter", before=empty),
    Row(
        "init",
        f"{NEW} --secrets-to {{folder}}/{APART}",
        refuse(KEY, *GIVEN),
        77,
        SENDING,
        (KEY, *GIVEN),
        before=empty,
    ),
    Row("validate", IN, write_secrets_out, 78, READING),
    Row("validate", "-C {folder}", write_secrets_out, 78, READING),
    Row("render", IN, write_secrets_out, 78, READING),
    Row("render", f"{IN} --origin", write_secrets_out, 78, READING),
    Row(
        "schema",
        "-C {folder} --write",
        nothing,
        1,
        "provisioner.workflow.schema._content",
        fails="-C {folder} --check",
    ),
    Row("schema", "report", nothing, 64, "provisioner.reports.schema.report_schema", fails="report --write"),
    Row("plan", IN, refuse(*PROD), 77, SENDING, PROD),
    Row("plan", f"{IN} --out {{folder}}/new.json", damage, 69, SENDING, PROD),
    Row("plan", "-C {folder} --all --detailed-exitcode", redirect, 69, SENDING, code=2),
    Row("plan", f"{IN} --prune", nothing, 6, STATE, fails=f"{IN} --max-updates 0", before=remove_the_channel),
    Row("plan", IN, write_secrets_out, 78, READING),
    Row("show", "{folder}/plan.json", damage_plan, 78, "provisioner.workflow.saved_plan.decode_plan"),
    Row("apply", APPLY, refuse_writes, 1, WRITTEN, PROD),
    Row(
        "apply",
        f"{APPLY} --prune",
        nothing,
        6,
        SAVING,
        PROD,
        f"{APPLY} --max-changes 0",
        before=remove_the_channel,
    ),
    Row("apply", "{folder}/plan.json -C {folder} --settle 0", damage_plan, 78, SAVING, PROD),
    Row("apply", "-C {folder} --all --auto-approve --settle 0", redirect, 69, SENDING),
    Row("destroy", f"{IN} --confirm prod --settle 0", refuse_writes, 1, SENDING, PROD),
    Row("drift", IN, refuse(*PROD), 77, SENDING, PROD, code=2),
    Row("drift", "-C {folder} --all", damage, 69, SENDING, code=2),
    Row("accept", f"{IN} channel.web", nothing, 6, SENDING, PROD, fails=f"{IN} webhook.desk"),
    Row("accept", f"{IN} channel.web --dry-run", refuse(*PROD), 77, SENDING, PROD),
    Row("promote", "-C {folder} dev prod --only channel.web", redirect, 69, SENDING),
    Row("promote", "-C {folder} --to-shared", write_secrets_out, 78, READING, code=6),
    Row("history", IN, damage_state, 78, STATE),
    Row("output", IN, damage_state, 78, STATE),
    Row("list", IN, refuse(*PROD), 77, SENDING, PROD),
    Row("list", "-C {folder} --all --unmanaged", redirect, 69, SENDING),
    Row("queues", IN, damage, 69, SENDING, PROD),
    Row("queues", "-C {folder} -e dev", refuse(FILE, *GIVEN), 77, SENDING, (FILE, *GIVEN)),
    Row("graph", IN, write_secrets_out, 78, READING),
    Row(
        "export",
        f"{IN} --out {{folder}}/out --secrets-to {{folder}}/{APART}",
        refuse(*PROD),
        77,
        SENDING,
        PROD,
    ),
    Row("export", f"{IN} --out {{folder}} --merge", damage, 69, SENDING, PROD),
    Row("compare", "-C {folder} dev prod --all-attributes", redirect, 69, SENDING),
    Row("compare", "-C {folder} dev prod --live", damage, 69, SENDING),
    Row("compare", "-C {folder} dev prod --config", write_secrets_out, 78, READING),
    Row("adopt", f"{IN} webhook.spare lone", refuse(*PROD), 77, SENDING, PROD),
    Row("forget", f"{IN} channel.web", damage_state, 78, STATE),
    Row("state show", IN, damage_state, 78, STATE),
    Row("state show", IN, damage_state, 78, STATE, before=lose_a_create),
    Row(
        "state unlock",
        f"{IN} lock",
        nothing,
        4,
        "provisioner.state.lock.FileLock.holder",
        fails=f"{IN} other",
        before=leave_a_lock,
    ),
    Row(
        "state resolve",
        f"{IN} webhook.spare --adopt lone",
        refuse(*PROD),
        77,
        SENDING,
        PROD,
        before=lose_a_create,
    ),
    Row("state resolve", f"{IN} webhook.spare --absent", damage_state, 78, SAVING, before=lose_a_create),
    Row(
        "simulator",
        "",
        nothing,
        64,
        "provisioner.workflow.embedded._serve",
        fails=IN,
        code=130,
        interrupted=True,
    ),
    Row("completion", "bash", nothing, 64, "provisioner.cli.completion.get_completion_class", fails="csh"),
)


def manners(command: click.Command) -> list[str]:
    """The flags of each run, so that every form of output is asked for at least once."""
    names = {parameter.name: parameter for parameter in command.params}
    speech = ["-vv", "-vv --log-format json"]
    formats = [""]
    if isinstance(choice := names["output"].type if "output" in names else None, click.Choice):
        formats = [f"-o {one}" for one in choice.choices]
    kinds = set(Kind) - ({Kind.GITLAB} if command.name == "compare" else set())  # whose widget counts changes
    reports = [f"--report {kind}={{folder}}/report.{kind}" for kind in sorted(kinds)]
    files = " ".join(reports) if "report" in names else ""
    lines = [f"{one} {speech[at % 2]} {files if at < 2 else ''}" for at, one in enumerate(formats)]
    return lines if len(lines) > 1 else [f"{lines[0]} {one}" for one in speech]
