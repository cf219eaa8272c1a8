"""Cases 63 and 64 over the whole command line: no command shows a piece of a secret, however it ends."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from provisioner.simulator import Fault, Status
from provisioner.state.files import replace_durably
from tests.cli.canary import (
    CLIENT,
    ENVIRON,
    KEY,
    LIVE,
    MOVED,
    ROTATED_TO,
    TOKEN,
    Scene,
    Stage,
    disguises,
    leaks,
)
from tests.cli.canary_lines import (
    APPLY,
    IN,
    ROWS,
    SAVING,
    Row,
    manners,
    refuse_writes,
)
from tests.docs.test_commands import TREE

ROTATED = (
    f"plan {IN} -vv --out {{folder}}/new.json --report html={{folder}}/plan.html",
    f"apply {APPLY} -vv -o json --report junit={{folder}}/junit.xml --report html={{folder}}/apply.html",
    f"drift {IN} -vv -o markdown --report json={{folder}}/drift.json",
    f"accept {IN} webhook.bot -vv",
    f"export {IN} --out {{folder}}/out -vv",
    "compare -C {folder} dev prod -vv --all-attributes -o json",
)


class Interrupting(io.StringIO):
    """A stream whose reader presses Ctrl-C as soon as something stands there."""

    def write(self, text: str) -> int:
        super().write(text)
        raise KeyboardInterrupt


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRON.items():
            patch.setenv(name, value)
        with Stage.built(tmp_path_factory.mktemp("stage") / "origin") as stage:
            yield stage


@pytest.fixture(autouse=True)
def _environ(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


def scenes(stage: Stage, row: Row, folder: Path) -> Iterator[tuple[str, Scene]]:
    """A scene for each way to ask for the output."""
    for number, manner in enumerate(manners(TREE[row.command])):
        scene = stage.scene(folder / str(number))
        row.before(scene)
        yield manner, scene


def test_every_command_has_its_row_and_every_row_a_command() -> None:
    assert {row.command for row in ROWS} == set(TREE)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_fault_63_a_command_that_succeeds_shows_no_piece_of_a_secret(
    row: Row, stage: Stage, tmp_path: Path
) -> None:
    for manner, scene in scenes(stage, row, tmp_path):
        ended = scene.run(f"{row.words()} {manner}", Interrupting() if row.interrupted else None)
        assert (ended.code, scene.leaked(ended)) == (row.code, {}), (manner, ended)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_fault_63_a_command_that_fails_shows_no_piece_of_a_secret(
    row: Row, stage: Stage, tmp_path: Path
) -> None:
    for manner, scene in scenes(stage, row, tmp_path):
        row.spoil(scene)
        ended = scene.run(f"{row.words(failing=True)} {manner}")
        assert (ended.code, scene.leaked(ended)) == (row.failure, {}), (manner, ended)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_fault_63_a_command_that_crashes_shows_no_piece_of_a_secret(
    row: Row, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, (manner, scene) in enumerate(scenes(stage, row, tmp_path)):
        traced = number != 1
        monkeypatch.setenv("PROVISIONER_DEBUG", str(int(traced)))
        with pytest.MonkeyPatch.context() as patch:
            crashed = break_deep_below(row, patch)
            ended = scene.run(f"{row.words()} {manner}")
        assert (crashed[:1], scene.leaked(ended)) == ([row.deep], {}), (manner, ended)
        assert ended.code not in (0, 2), (manner, ended)
        assert ("Traceback" in ended.err) is traced, (manner, ended)


def test_fault_63_what_is_kept_between_runs_holds_no_piece_of_a_secret(stage: Stage, tmp_path: Path) -> None:
    kept = stage.scene(tmp_path / "kept").files()
    assert {path.name for path in kept} >= {"prod.json", "prod.journal", "prod.json.backup", "plan.json"}
    assert {str(path): found for path, data in kept.items() if (found := leaks(data))} == {}


def test_fault_63_a_recovery_file_holds_no_piece_of_a_secret(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    def save(*given: Any) -> None:
        replace_durably(*given)
        monkeypatch.setattr(SAVING, fill)

    scene = stage.scene(tmp_path / "scene")
    monkeypatch.setattr(SAVING, save)
    ended = scene.run(f"apply {APPLY} -vv")
    assert (ended.code, scene.leaked(ended)) == (7, {})
    assert list(scene.folder.glob("provisioner-recovery-prod-*.json"))


def raw(text: str) -> Status:
    return Status(403, body=text)


def message(text: str) -> Status:
    return Status(403, body={"message": text})


def media(text: str) -> Status:
    return Status(200, {"Content-Type": text}, "ok")


def redirect(text: str) -> Status:
    return Status(302, {"Location": f"https://elsewhere.example/{text}"}, "")


@pytest.mark.parametrize("room", [180, 190, 970, 990])
@pytest.mark.parametrize("told", [KEY, CLIENT, TOKEN, LIVE])
@pytest.mark.parametrize("answer", [raw, message, media, redirect], ids=lambda one: one.__name__)
def test_fault_63_an_answer_is_not_cut_in_the_middle_of_a_secret(
    answer: Callable[[str], Status], told: str, room: int, stage: Stage, tmp_path: Path
) -> None:
    scene = stage.scene(tmp_path / "scene")
    scene.inject(Fault(answer("p" * room + " " + told), times=None))
    ended = scene.run("queues -C {folder} -e prod -vv")
    assert (ended.code in (69, 77), scene.leaked(ended)) == (True, {}), ended


@pytest.mark.parametrize("refused", [False, True], ids=["", "refused"])
@pytest.mark.parametrize("line", ROTATED)
def test_fault_64_neither_the_former_value_of_a_secret_nor_the_new_one_is_shown(
    line: str, refused: bool, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVISIONER_TOKEN", ROTATED_TO)
    scene = stage.scene(tmp_path / "scene")
    if refused:
        refuse_writes(scene, ROTATED_TO)
    ended = scene.run(line)
    assert scene.leaked(ended) == {}, ended
    assert "Unexpected" not in ended.err


def break_deep_below(row: Row, patch: pytest.MonkeyPatch) -> list[str]:
    """Let a function fail in a way nobody expects; what comes back says whether it did."""
    text = " ".join(form for secret in row.knows for form in disguises(secret))
    crashed: list[str] = []

    def crash(*_: Any, **__: Any) -> NoReturn:
        crashed.append(row.deep)
        try:
            raise ValueError(f"{text} {LIVE}")
        except ValueError as error:
            error.add_note(text)
            raise LookupError({"uri": MOVED, "text": text}) from error

    patch.setattr(row.deep, crash)
    return crashed
