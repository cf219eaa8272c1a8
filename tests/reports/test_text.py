"""What a plan and a result say as text, one behaviour a test; the golden files show them whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.apply.result import Status
from provisioner.model.value import Reference, Secret
from provisioner.plan.change import Change, Difference, Reason
from provisioner.plan.plan import Plan
from provisioner.reports.document import plan_document
from provisioner.reports.result import result_document
from provisioner.reports.text import plan_text, result_text
from tests.reports import samples


def lines(*changes: Change, **members: object) -> list[str]:
    """The lines of a plan with these changes."""
    plan = replace(samples.EMPTY, changes=changes, **members)  # type: ignore[arg-type]
    return plan_text(plan_document(plan)).splitlines()


def difference(before: object, after: object, reason: Reason = Reason.CHANGED_OUTSIDE) -> str:
    """The line of one difference of an update that was changed outside."""
    one = Difference("queue", before, after, reason, "was")  # type: ignore[arg-type]
    changed = replace(samples.SUPPORT, reason=Reason.CHANGED_OUTSIDE, differences=(one,))
    return next(line.strip() for line in lines(changed) if "queue:" in line)


def test_the_first_line_names_environment_tenant_and_endpoint() -> None:
    assert lines()[0] == "Environment prod, tenant acmeprod01, https://api.8x8.com"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a", "b", 'queue: "a" -> "b"'),
        (None, "", 'queue: (not set) -> ""'),
        (
            Reference("support", "1060", "Support Tier 1"),
            Reference("billing", "1051"),
            'queue: support "Support Tier 1" (1060) -> billing (1051)',
        ),
        (Reference(None, "7", "Odd"), Reference(None, "8"), 'queue: "Odd" (7) -> 8'),
        (Secret("s3cret", "https://a?t=(sensitive)"), "b", 'queue: "https://a?t=(sensitive)" -> "b"'),
    ],
)
def test_a_difference_shows_before_and_after(before: object, after: object, shown: str) -> None:
    assert difference(before, after) == shown


def test_a_conflict_shows_three_values() -> None:
    shown = difference("a", "b", Reason.CHANGED_IN_BOTH)
    assert shown == 'queue: "a" -> "b" (last applied: "was") [changed in both]'


def test_a_reference_to_what_is_created_with_it_has_its_name() -> None:
    assert '    webhook: sales-bot "Sales bot"' in lines(samples.HOOK, samples.WEB)


def test_a_webhook_names_the_channels_it_affects() -> None:
    assert "    affects channel.labs-chat, channel.sales-web" in lines(samples.SUPPORT)


def test_a_released_attribute_is_no_longer_managed() -> None:
    assert "    version: no longer managed" in lines(samples.SUPPORT)


def test_a_renamed_key_says_what_it_was() -> None:
    shown = lines(samples.RENAMED)
    assert '= unchanged  channel.support-app "Support in-app chat" (5tT_0a)' in shown
    assert "    was channel.support-mobile" in shown


def test_a_resource_left_alone_tells_why() -> None:
    left = replace(samples.SAME, reason=Reason.UNREADABLE, warnings=("its answer is damaged",))
    assert "    warning: its answer is damaged" in lines(left)


@pytest.mark.parametrize(
    ("plan", "count", "following"),
    [
        (samples.EMPTY, "No changes. 2 found by name. 1 unchanged.", "Next: provisioner apply -e prod"),
        (replace(samples.EMPTY, changes=()), "No changes.", None),
        (replace(samples.EMPTY, changes=(samples.SAME,)), "No changes. 1 unchanged.", None),
        (
            replace(samples.EMPTY, changes=(samples.HOOK, samples.WEB, samples.SUPPORT)),
            "Plan: 2 to create, 1 to update, 0 to adopt.",
            "Next: provisioner apply -e prod",
        ),
        (
            replace(samples.EMPTY, changes=(samples.OLD, samples.GONE)),
            "Plan: 0 to create, 0 to update, 0 to adopt, 1 to delete, 1 to forget.",
            "Next: provisioner apply -e prod --prune",
        ),
    ],
)
def test_the_last_lines_count_and_name_the_next_command(
    plan: Plan, count: str, following: str | None
) -> None:
    shown = plan_text(plan_document(plan)).splitlines()
    assert count in shown
    assert next((line for line in shown if line.startswith("Next:")), None) == following


def test_a_refused_plan_offers_no_next_command() -> None:
    shown = plan_text(plan_document(samples.PLAN, [samples.REFUSAL], 6))
    assert "Refused: nothing is applied." in shown
    assert "Next:" not in shown


def test_unmanaged_orphaned_and_normalised_resources_are_counted() -> None:
    shown = plan_text(plan_document(samples.PLAN))
    assert "3 unmanaged: 1 webhook, 2 channels." in shown
    assert "1 orphaned, not deleted: channel.legacy." in shown
    assert "1 resource stored in another form: no difference." in shown


def test_a_long_value_is_neither_wrapped_nor_cut() -> None:
    value = "x" * 5_000
    assert difference(value, "b") == f'queue: "{value}" -> "b"'


def test_a_result_tells_done_failed_skipped_unknown_and_not_tried() -> None:
    shown = result_text(result_document(samples.RESULT)).splitlines()
    assert 'done       ~ update  webhook.support-bot "Support bot" (9f1Zk2)' in shown
    assert 'skipped    + create  channel.sales-web "Sales web chat": waits for webhook.sales-bot' in shown
    assert shown[-3].startswith("Apply: 1 done, 1 failed, 1 skipped, 1 not tried, 1 unknown.")
    assert shown[-3].endswith("Stopped by SIGTERM.")
    assert shown[-1] == "Next: provisioner apply -e prod"


def test_what_reads_back_differently_is_looked_at_first() -> None:
    results = (replace(samples.RESULT.results[1], status=Status.DIFFERS),)
    differing = replace(samples.RESULT, results=results, stopped_by=None)
    assert result_document(differing)["next"] == "provisioner plan -e prod"


def test_nothing_to_write_is_said() -> None:
    shown = result_text(result_document(samples.NOTHING))
    assert shown.endswith("Apply: nothing to write. 1 unchanged, 2 bound without a write.\n")
