"""What changed outside is taken into the files, and nothing else in them changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from provisioner.workflow.revision import Edits
from tests.journeys.accepting import BOT, WEB, refused, take
from tests.journeys.tenants import Tenants

HANDS = sorted((Path(__file__).parent / "hands").glob("*.yaml"))
"""One configuration as twenty people would write it; in each the name of `web` is `Web chat`."""


@pytest.mark.parametrize("hand", HANDS, ids=lambda path: path.stem)
def test_one_scalar_makes_two_lines_of_difference_whoever_wrote_the_file(
    tenants: Tenants, hand: Path
) -> None:
    written = hand.read_bytes()
    tenants.path("shared/webhooks.yaml").unlink()
    tenants.path("shared/channels.yaml").write_bytes(written)
    tenants.add("prod")
    tenants.apply("prod")
    tenants.change_outside("prod", "channel.web", name="Shop: chat")
    (edited,) = take(tenants).edited
    assert (str(edited.address), edited.attribute, edited.after) == ("channel.web", "name", "Shop: chat")
    after = tenants.path("shared/channels.yaml").read_bytes()
    before, lines = (content.split(b"\n") for content in (written, after))
    assert sum(one != other for one, other in zip(before, lines, strict=True)) == 1
    assert tenants.differences("prod") == []


def test_there_are_twenty_hands() -> None:
    assert len(HANDS) == 20


def test_a_dry_run_shows_the_same_and_writes_nothing(prod: Tenants) -> None:
    prod.change_outside("prod", "channel.web", name="Shop chat")
    before = prod.read("shared/channels.yaml")
    shown = take(prod, dry_run=True)
    assert (prod.read("shared/channels.yaml"), shown.written) == (before, False)
    written = take(prod)
    assert (written.edited, written.files, written.written) == (shown.edited, shown.files, True)
    (file,) = written.files
    assert file.lines[:2] == (
        "--- a/environments/shared/channels.yaml",
        "+++ b/environments/shared/channels.yaml",
    )
    assert [line for line in file.lines[2:] if line[0] in "+-"] == [
        "-    name: Web chat",
        "+    name: Shop chat",
    ]


def test_without_drift_nothing_is_accepted(prod: Tenants) -> None:
    prod.change("shared/channels.yaml", "name: Web chat", "name: Shop chat")
    for addresses in ((), (WEB,)):
        assert take(prod, *addresses) == Edits((), (), (), written=False)


def test_after_accepting_nothing_is_to_do_and_the_next_change_is_told_apart_again(prod: Tenants) -> None:
    prod.change_outside("prod", "channel.web", name="Shop chat")
    take(prod)
    assert (prod.differences("prod"), prod.apply("prod").results) == ([], ())
    prod.change_outside("prod", "channel.web", name="Other chat")
    (change,) = prod.plan("prod").writes
    assert change.reason == "changed outside"


def test_only_what_drifted_is_taken_and_what_the_files_changed_stays_to_be_applied(prod: Tenants) -> None:
    prod.change("shared/channels.yaml", "Chat on the shop", "Chat on all pages")
    prod.change_outside("prod", "channel.web", name="Shop chat")
    (edited,) = take(prod).edited
    assert edited.attribute == "name"
    assert prod.differences("prod") == ["channel.web description"]


def test_only_the_named_resources_are_taken(prod: Tenants) -> None:
    prod.change_outside("prod", "channel.web", name="Shop chat")
    prod.change_outside("prod", "webhook.bot", name="Robot")
    take(prod, BOT)
    assert prod.differences("prod") == ["channel.web name"]


def test_what_other_environments_share_is_overlaid_and_they_stay_as_they_are(prod: Tenants) -> None:
    prod.add("dev")
    prod.add("staging", "channels: { web: { name: Web chat (staging) } }\n")
    prod.apply("dev", "staging")
    prod.change_outside("prod", "channel.web", name="Shop chat")
    (edited,) = take(prod).edited
    assert edited.file == "environments/prod.yaml"
    assert edited.note == "an overlay: environments/shared/channels.yaml:4 also stands for dev"
    assert prod.read("prod.yaml").endswith("\n\nchannels:\n  web:\n    name: Shop chat\n")
    assert [prod.differences(name) for name in ("prod", "dev", "staging")] == [[], [], []]


def test_what_only_one_environment_takes_from_a_shared_file_is_edited_there(prod: Tenants) -> None:
    prod.add("staging", "channels: { web: { name: Web chat (staging) } }\n")
    prod.change_outside("prod", "channel.web", name="Shop chat")
    (edited,) = take(prod).edited
    assert (edited.file, edited.note) == ("environments/shared/channels.yaml", "")


def test_an_overlay_that_is_there_already_is_edited(prod: Tenants) -> None:
    prod.add("dev")
    prod.add("prod", "# ours\nchannels:\n  web: { name: Ours }   # for now\n")
    prod.apply("prod")
    prod.change_outside("prod", "channel.web", name="Theirs")
    take(prod)
    assert prod.read("prod.yaml").endswith("# ours\nchannels:\n  web: { name: Theirs }   # for now\n")


def test_a_queue_becomes_the_key_that_is_bound_to_it_by_id_or_by_name(prod: Tenants) -> None:
    for queue, key in (("102", "billing"), ("101", "sales")):
        routing = {"type": "queue", "id": queue}
        prod.change_outside("prod", "channel.web", routingOptions=routing)
        assert [one.after for one in take(prod).edited] == [key]
        assert prod.differences("prod") == []
        prod.apply("prod")


def test_a_queue_assignment_is_edited_where_it_stands(prod: Tenants) -> None:
    prod.change(
        "shared/channels.yaml", "    queue: sales\n", "queue_assignments:\n  web: sales   # moved at once\n"
    )
    prod.apply("prod")
    prod.change_outside("prod", "channel.web", routingOptions={"type": "queue", "id": "102"})
    take(prod)
    assert "  web: billing   # moved at once\n" in prod.read("shared/channels.yaml")
    assert prod.differences("prod") == []


def test_a_webhook_becomes_its_key(prod: Tenants) -> None:
    prod.change(
        "shared/webhooks.yaml", "  bot:", "  other:\n    name: Other\n    uri: https://${vars.host}/o\n  bot:"
    )
    prod.apply("prod")
    other = prod.live("prod", "webhook.other")["id"]
    prod.change_outside("prod", "channel.web", webHookId=other)
    assert [one.after for one in take(prod).edited] == ["other"]
    assert prod.differences("prod") == []


def test_placeholders_are_kept_where_their_values_still_stand(prod: Tenants) -> None:
    prod.change_outside("prod", "webhook.bot", uri="https://bots.prod.example.com/v2")
    take(prod)
    assert "    uri: https://${vars.host}/v2\n" in prod.read("shared/webhooks.yaml")
    assert prod.differences("prod") == []


def test_fault_63_the_rest_of_a_value_is_taken_and_its_secret_stays_a_placeholder(secretive: Tenants) -> None:
    secretive.change_outside(
        "prod", "webhook.bot", uri="https://bots.prod.example.com/v2?token=s3cret-of-the-bot"
    )
    edits = take(secretive)
    assert "uri: https://${vars.host}/v2?token=${env.PROVISIONER_TOKEN}\n" in secretive.read(
        "shared/webhooks.yaml"
    )
    assert "s3cret" not in str(edits)
    assert secretive.differences("prod") == []


def test_a_sign_that_would_be_a_placeholder_is_doubled(prod: Tenants) -> None:
    prod.change_outside("prod", "channel.web", name="Costs ${5}")
    take(prod)
    assert "name: Costs $${5}\n" in prod.read("shared/channels.yaml")
    assert prod.differences("prod") == []


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        (">-\n      Chat on\n      the shop\n", ">-\n      Chat on\n      the whole shop\n"),
        ("|\n      Chat on\n      the shop\n", "|-\n      Chat on the whole shop\n"),
        ("'Chat on the shop'  # it's\n", "'Chat on the whole shop'  # it's\n"),
        ('"Chat on\\x20the shop"\n', '"Chat on the whole shop"\n'),
    ],
)
def test_folded_and_quoted_values_keep_their_style(tenants: Tenants, written: str, lines: str) -> None:
    tenants.change("shared/channels.yaml", "Chat on the shop\n", written)
    tenants.add("prod")
    tenants.apply("prod")
    tenants.change_outside("prod", "channel.web", description="Chat on the whole shop")
    take(tenants)
    assert f"    description: {lines}    webhook: bot\n" in tenants.read("shared/channels.yaml")
    assert tenants.differences("prod") == []


@pytest.mark.parametrize("cleared", ["", None])
def test_a_cleared_description_is_written_as_empty(prod: Tenants, cleared: str | None) -> None:
    prod.change_outside("prod", "channel.web", description=cleared)
    take(prod)
    assert '    description: ""\n' in prod.read("shared/channels.yaml")
    assert prod.differences("prod") == []


def test_a_conflict_is_taken_only_by_name(prod: Tenants) -> None:
    prod.change("shared/channels.yaml", "name: Web chat", "name: Shop chat")
    prod.change_outside("prod", "channel.web", name="Other chat")
    (told,) = refused(prod)
    assert told == (
        "channel.web: name changed in both: "
        "the files and the tenant say something else than was last applied; "
        "for the tenant's value: provisioner accept -e prod channel.web; "
        "for that of the files: provisioner apply -e prod"
    )
    assert [one.after for one in take(prod, WEB).edited] == ["Other chat"]
    assert prod.differences("prod") == []


def test_without_a_state_the_tenant_is_believed(prod: Tenants) -> None:
    (prod.folder / ".provisioner/state/prod.json").unlink()
    (prod.folder / ".provisioner/state/prod.journal").unlink()
    channel = prod.of["prod"].list("channels")[0]
    prod.of["prod"].put("channels", channel | {"description": "By hand"})
    assert [one.after for one in take(prod).edited] == ["By hand"]
    assert prod.differences("prod") == []


def test_a_link_is_followed_and_permissions_stay(prod: Tenants) -> None:
    path = prod.path("shared/channels.yaml")
    target = prod.path("shared/channels.txt")
    path.rename(target)
    target.chmod(0o640)
    path.symlink_to(target.name)
    prod.change_outside("prod", "channel.web", name="Shop chat")
    take(prod)
    assert path.is_symlink()
    assert (target.stat().st_mode & 0o777, "Shop chat" in target.read_text("utf-8")) == (0o640, True)
