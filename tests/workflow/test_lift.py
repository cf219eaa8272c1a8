"""What all environments say is said once, and none of them sees a difference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from provisioner.errors import RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.workflow.lift import Lifted, lift
from provisioner.workflow.revision import Revision, Step
from provisioner.workflow.validate import validate

WEB, APP, BOT = Address("channel", "web"), Address("channel", "app"), Address("webhook", "bot")
SHARED = """\
format_version: 1
webhooks:
  bot: { name: Bot, uri: "https://${vars.host}/8x8" }   # one bot
channels:
  web:
    name: Web chat   # what people see
    description: Chat on the shop
    webhook: bot
    queue: sales
"""


class Files:
    """A folder with files of environments that differ in nothing but what is laid over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("shared/all.yaml", SHARED)

    def write(self, name: str, text: str) -> None:
        path = self.folder / "environments" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / "environments" / name).read_text(encoding="utf-8")

    def add(self, name: str, sections: str = "", include: str = "[shared]", more: str = "") -> None:
        self.write(
            f"{name}.yaml",
            f"format_version: 1\nenvironment: {name}\n"
            f"tenant: {{ id: {name}, endpoint: simulator }}\ninclude: {include}\n"
            f"vars: {{ host: bots.{name}.example.com }}\n{more}"
            f"queues: {{ sales: {{ id: 1 }}, billing: {{ id: 2 }} }}\n{sections}",
        )

    def lift(self, *environments: str, named: tuple[Address, ...] = (), writes: bool = True) -> Lifted:
        lifted = lift(self.folder, environments, named, writes)
        assert validate(self.folder).valid
        return lifted

    def own(self, name: str) -> str:
        """What an environment's file says behind its header."""
        return self.read(f"{name}.yaml").partition("billing: { id: 2 } }\n")[2]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def told(lifted: Lifted) -> list[str]:
    return [
        f"{one.address} {one.attribute} {one.before} -> {one.after}, {one.note}"
        for one in lifted.edits.edited
    ]


def test_a_value_all_agree_on_is_lifted_and_its_overlays_go(files: Files) -> None:
    files.add("dev", "channels:\n  web: { name: Shop chat, queue: billing }   # tried in dev\n")
    files.add("prod", "# ours\nchannels:\n  web:\n    name: Shop chat\n")
    lifted = files.lift()
    assert (lifted.folder, told(lifted)) == (
        "environments/shared",
        ["channel.web name Web chat -> Shop chat, was in dev, prod"],
    )
    assert files.read("shared/all.yaml") == SHARED.replace("name: Web chat ", "name: Shop chat ")
    assert files.own("dev") == "channels:\n  web: { queue: billing }   # tried in dev\n"
    assert files.own("prod") == ""


def test_lifting_again_finds_nothing(files: Files) -> None:
    files.add("dev", "channels: { web: { name: Shop chat } }\n")
    files.add("prod", "channels: { web: { name: Shop chat } }\n")
    assert files.lift().edits.written
    again = files.lift()
    assert (told(again), again.edits.files, again.edits.written) == ([], (), False)


def test_what_one_of_them_says_otherwise_stays(files: Files) -> None:
    files.add("dev", "channels: { web: { name: Shop chat } }\n")
    files.add("prod", "channels: { web: { name: Shop chat } }\n")
    files.add("staging")
    assert told(files.lift()) == []


def test_an_overlay_that_says_what_is_shared_goes(files: Files) -> None:
    files.add("dev", "channels: { web: { name: Web chat } }\n")
    files.add("prod")
    assert told(files.lift()) == ["channel.web name Web chat -> Web chat, was in dev"]
    assert (files.read("shared/all.yaml"), files.own("dev")) == (SHARED, "")


def test_a_definition_all_have_is_written_into_the_file_with_that_section(files: Files) -> None:
    app = "channels:\n  app: { name: App chat, webhook: bot, queue: sales, protect: true }\n"
    files.write(
        "shared/a.yaml", "format_version: 1\nwebhooks: { new: { name: N, uri: https://n.example.com/8 } }\n"
    )
    files.add("dev", app)
    files.add("prod", app.replace("sales", "billing"))
    files.lift()
    assert (
        files.read("shared/all.yaml")
        == SHARED + "  app:\n    name: App chat\n    webhook: bot\n    protect: true\n"
    )
    assert files.own("dev") == "channels:\n  app: { queue: sales }\n"


def test_a_section_no_shared_file_has_comes_into_the_first(files: Files) -> None:
    files.write("shared/all.yaml", "format_version: 1\n")
    bot = "webhooks: { bot: { name: Bot, uri: https://b.example.com/8x8 } }\n"
    files.add("dev", bot)
    files.add("prod", bot)
    files.lift()
    assert files.read("shared/all.yaml") == (
        "format_version: 1\n\nwebhooks:\n  bot:\n    name: Bot\n    uri: https://b.example.com/8x8\n"
    )


def test_a_definition_one_of_them_lacks_is_not_lifted_and_told(files: Files) -> None:
    app = "channels: { app: { name: App chat, webhook: bot, queue: sales } }\n"
    files.add("dev", app)
    files.add("prod", app)
    files.add("staging")
    (notice,) = files.lift().edits.notices
    assert (notice.summary, notice.detail) == ("channel.app is not lifted", "not in staging")


def test_an_environment_that_removes_it_has_no_say_in_its_values(files: Files) -> None:
    files.add("dev", "channels: { web: { name: Shop chat } }\n")
    files.add("prod", "channels: { web: null }\n")
    assert told(files.lift()) == ["channel.web name Web chat -> Shop chat, was in dev"]
    assert files.own("prod") == "channels: { web: null }\n"


def test_what_all_remove_is_removed_from_the_folder(files: Files) -> None:
    files.write("shared/all.yaml", SHARED.replace("    queue: sales\n", "queue_assignments:\n  web: sales\n"))
    for name in ("dev", "prod"):
        files.add(name, "channels:\n  # not here\n  web: null\n")
    assert told(files.lift()) == ["channel.web  declared -> None, removed in dev, prod"]
    assert files.read("shared/all.yaml") == SHARED[: SHARED.index("channels:")]
    assert [files.own(name) for name in ("dev", "prod")] == ["", ""]


def test_an_attribute_all_release_is_no_longer_written(files: Files) -> None:
    for name in ("dev", "prod"):
        files.add(name, "channels: { web: { description: null } }\n")
    assert told(files.lift()) == ["channel.web description Chat on the shop -> None, was in dev, prod"]
    assert "description" not in files.read("shared/all.yaml")


def test_an_assigned_queue_is_lifted_to_where_the_folder_says_it(files: Files) -> None:
    for name in ("dev", "prod"):
        files.add(name, "queue_assignments:\n  web: billing\n")
    files.lift()
    assert "    queue: billing\n" in files.read("shared/all.yaml")
    assert [files.own(name) for name in ("dev", "prod")] == ["", ""]
    files.write(
        "shared/all.yaml", SHARED.replace("    queue: sales\n", "queue_assignments: { web: sales }\n")
    )
    for name in ("dev", "prod"):
        files.add(name, "channels: { web: { queue: billing } }\n")
    files.lift()
    assert files.read("shared/all.yaml").endswith("queue_assignments: { web: billing }\n")


def test_a_folder_of_one_region_keeps_its_say(files: Files) -> None:
    files.write("eu/all.yaml", "format_version: 1\nchannels: { web: { name: Chat (EU) } }\n")
    files.add("dev", "channels: { web: { name: Shop chat, queue: billing } }\n")
    files.add("prod", "channels: { web: { name: Shop chat, queue: billing } }\n", include="[shared, eu]")
    (notice,) = files.lift().edits.notices
    assert (notice.summary, notice.detail) == (
        "channel.web is not lifted",
        "another included folder has a say in it",
    )


def test_only_what_is_named_is_lifted(files: Files) -> None:
    for name in ("dev", "prod"):
        files.add(name, "webhooks: { bot: { name: Robot } }\nchannels: { web: { name: Shop chat } }\n")
    assert told(files.lift(named=(BOT,))) == ["webhook.bot name Bot -> Robot, was in dev, prod"]
    with pytest.raises(UsageError, match=r"webhook\.bot is overlaid in no environment"):
        files.lift(named=(BOT,))


def test_only_the_files_of_named_environments_are_looked_through(files: Files) -> None:
    files.add("dev", "channels: { web: { name: Web chat } }\n")
    files.add("prod", "webhooks: { bot: { name: Bot } }\n")
    assert told(files.lift("prod")) == ["webhook.bot name Bot -> Bot, was in prod"]


def test_a_dry_run_writes_nothing(files: Files) -> None:
    files.add("dev", "channels: { web: { name: Shop chat } }\n")
    lifted = files.lift(writes=False)
    assert (len(lifted.edits.files), lifted.edits.written, files.read("shared/all.yaml")) == (
        2,
        False,
        SHARED,
    )


def test_who_promotes_from_another_is_told_to_wait(files: Files) -> None:
    files.add("dev", "channels: { web: { name: Shop chat } }\n")
    files.add("prod", "channels: { web: { name: Shop chat } }\n", more="promotes_from: dev\n")
    (notice,) = files.lift().edits.notices
    assert notice.summary == "prod waits until dev has had what moved"


def test_a_lifting_that_would_change_an_environment_is_refused_and_writes_nothing(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No files are known that come to this: the edits are broken on purpose."""
    files.add("dev", "channels: { web: { name: Shop chat } }\n")
    files.add("prod", "channels: { web: { name: Shop chat } }\n")
    put = Revision.put

    def forgetful(revision: Revision, file: str, steps: Step, value: Any) -> None:
        put(revision, file, steps, "Another chat" if value == "Shop chat" else value)

    monkeypatch.setattr(Revision, "put", forgetful)
    with pytest.raises(RefusedError, match="Lifting would change dev"):
        files.lift()
    assert files.read("shared/all.yaml") == SHARED
    assert "Shop chat" in files.own("dev")


def test_without_a_folder_that_all_include_there_is_nowhere_to_lift_to(files: Files) -> None:
    files.write("eu/all.yaml", SHARED)
    files.add("dev")
    files.add("prod", include="[eu]")
    with pytest.raises(RefusedError, match="No folder is included by all"):
        files.lift()
    (files.folder / "environments/prod.yaml").unlink()
    files.add("dev", "", include="[]")
    with pytest.raises(RefusedError, match="No folder is included by all"):
        files.lift()
