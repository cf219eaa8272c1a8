"""What `ignore:` can say, and what each mistake in it is told as."""

from __future__ import annotations

from datetime import date

import pytest

from provisioner.model.address import Address
from provisioner.model.environment import Ignore
from tests.config.project import PROD, Project, place

WEB = Address("channel", "web")


def ignoring(project: Project, *entries: str) -> Project:
    """The project with entries of `ignore:`, one a line."""
    project.overlay("ignore:\n" + "".join(f"  - {entry}\n" for entry in entries))
    return project


@pytest.mark.parametrize("until", ["2027-03-31", '"2027-03-31"'])
def test_a_day_is_read_with_quotes_and_without(project: Project, until: str) -> None:
    entry = f"{{ attribute: channel.web.name, reason: owned by the shop team, until: {until} }}"
    (ignore,) = ignoring(project, entry).load().environment.ignores
    assert ignore == Ignore(WEB, "name", "owned by the shop team", date(2027, 3, 31), ignore.position)
    assert str(ignore.position) == f"{PROD}:10:18"


def test_it_ends_after_its_last_day() -> None:
    ignore = Ignore(WEB, "name", "a reason", date(2027, 3, 31))
    assert [ignore.expired(date(2027, *day)) for day in ((3, 30), (3, 31), (4, 1))] == [False, False, True]


def test_without_entries_nothing_is_ignored(project: Project) -> None:
    assert project.load().environment.ignores == ()


def test_a_queue_that_an_assignment_gives_can_be_ignored(project: Project) -> None:
    project.channels("    queue: sales\n", "queue_assignments:\n  web: sales\n")
    ignoring(project, "{ attribute: channel.web.queue, reason: night shift, until: 2027-03-31 }")
    assert [str(one) for one in project.load().environment.ignores] == ["channel.web.queue"]


@pytest.mark.parametrize(
    ("entry", "summary", "pointed", "detail", "hint"),
    [
        (
            "{ attribute: channel.wbe.name, reason: r, until: 2027-03-31 }",
            "Nothing to ignore",
            "channel.wbe.name",
            "channel.wbe is not declared here",
            'did you mean "channel.web"?',
        ),
        (
            "{ attribute: phone.zzz.name, reason: r, until: 2027-03-31 }",
            "Nothing to ignore",
            "phone.zzz.name",
            "phone.zzz is not declared here",
            "name a definition of this environment",
        ),
        (
            "{ attribute: channel.web.quue, reason: r, until: 2027-03-31 }",
            "Nothing to ignore",
            "channel.web.quue",
            '"quue" is not an attribute of a channel',
            'did you mean "queue"?',
        ),
        (
            "{ attribute: channel.web.protect, reason: r, until: 2027-03-31 }",
            "Nothing to ignore",
            "channel.web.protect",
            '"protect" is not an attribute of a channel',
            "a channel has name, description, webhook, queue",
        ),
        (
            "{ attribute: channel.web, reason: r, until: 2027-03-31 }",
            "Value not possible",
            "channel.web",
            '"channel.web" is not possible as "attribute"',
            "Which one, such as `channel.sales-web.name`.",
        ),
        (
            "{ attribute: channel.web.name, reason: r }",
            "Missing attribute",
            None,
            '`ignore` has no "until"',
            "add `until:`",
        ),
        (
            "{ attribute: channel.web.name, until: 2027-03-31 }",
            "Missing attribute",
            None,
            '`ignore` has no "reason"',
            "add `reason:`",
        ),
        (
            "{ attribute: channel.web.name, reason: r, untill: 2027-03-31, until: 2027-03-31 }",
            "Unknown attribute",
            "untill",
            '"untill" is not an attribute of `ignore`',
            'did you mean "until"?',
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_way_out(
    project: Project, entry: str, summary: str, pointed: str | None, detail: str, hint: str
) -> None:
    error = ignoring(project, entry).error()
    assert (error.summary, error.detail) == (summary, detail)
    assert error.hint.startswith(hint)
    assert pointed is None or place(error) == pointed


@pytest.mark.parametrize("until", ["2027-02-30", "20270331", "2027-W13-3", "tomorrow", "2027", "null", "[]"])
def test_what_is_no_day_is_refused(project: Project, until: str) -> None:
    entry = f"{{ attribute: channel.web.name, reason: r, until: {until} }}"
    assert ignoring(project, entry).error().summary in ("Value not possible", "null is not possible here")


def test_one_attribute_is_ignored_once(project: Project) -> None:
    entry = "{ attribute: channel.web.name, reason: r, until: 2027-03-31 }"
    error = ignoring(project, entry, entry).error()
    assert (error.summary, error.detail) == (
        "Ignored twice",
        f"channel.web.name is ignored already at {PROD}:10:18",
    )


def test_a_definition_that_a_layer_removed_cannot_be_ignored(project: Project) -> None:
    project.overlay("channels: { web: null }\n")
    entry = "{ attribute: channel.web.name, reason: r, until: 2027-03-31 }"
    assert ignoring(project, entry).error().detail == "channel.web is not declared here"


def test_a_definition_with_a_mistake_of_its_own_is_not_missed_as_well(project: Project) -> None:
    project.channels("    name: Web chat\n", "    nmae: Web chat\n")
    ignoring(project, "{ attribute: channel.web.name, reason: r, until: 2027-03-31 }")
    assert [one.summary for one in project.errors()] == ["Unknown attribute"]


def test_ignoring_what_is_not_managed_is_warned_of(project: Project) -> None:
    warning = ignoring(
        project, "{ attribute: channel.web.description, reason: r, until: 2027-03-31 }"
    ).warning()
    assert (warning.summary, place(warning)) == ("Ignored in vain", "channel.web.description")


def test_a_reason_of_a_secret_is_refused(project: Project) -> None:
    entry = '{ attribute: channel.web.name, reason: "${env.PROVISIONER_X}", until: 2027-03-31 }'
    assert ignoring(project, entry).error().summary == "Placeholder not possible here"
