"""A comment is never too long to be posted, drops whole blocks only, and says what it left out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.model.address import Address
from provisioner.reports.comment import LIMIT, Comment, comments_text, size
from provisioner.reports.compare import compare_document
from provisioner.reports.document import plan_document, several_document
from provisioner.reports.formats import Format, render
from tests.reports import portraits, samples, tenants
from tests.reports.pictured import DOCUMENTS

BLOCK = st.text(st.sampled_from("ab \u00e9\U0001f600"), max_size=3000)
COMMENT = st.builds(
    Comment,
    head=st.just("### Plan"),
    told=st.lists(BLOCK, max_size=12),
    tail=st.just("Next"),
    what=st.just("change"),
    folded=st.lists(BLOCK, max_size=40),
)


@given(st.lists(COMMENT, min_size=1, max_size=30))
def test_any_comments_fit(comments: list[Comment]) -> None:
    text = comments_text(comments, 20_000)
    assert size(text) <= 20_000
    assert text.count("<details>") == text.count("</details>")


@given(COMMENT)
def test_a_block_stands_whole_or_not_at_all_and_the_rest_is_counted(comment: Comment) -> None:
    text = comments_text([comment], 20_000)
    left = sum(int(number) for number in re.findall(r"\*\*(\d+) more", text))
    kept = [one for one in (*comment.told, *comment.folded) if one in text]
    assert len(kept) + left >= len(comment.told) + len(comment.folded)


def test_what_fits_is_complete() -> None:
    text = comments_text([Comment("### Plan", ["- told"], "Next", "change", ["- one", "- two"])])
    assert text == (
        "### Plan\n\n- told\n\nNext\n\n<details><summary>2 changes</summary>\n\n- one\n- two\n\n</details>\n"
    )


def test_more_reports_than_fit_are_counted() -> None:
    text = comments_text([Comment("#" * 200)] * 200, 20_000)
    assert size(text) <= 20_000
    assert re.search(r"\*\*\d+ more reports left out", text)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("environments", "resources", "every"), [(1, 10_000, 1), (50, 200, 1), (50, 200, 20)]
)
def test_the_drift_of_any_size_can_be_posted(environments: int, resources: int, every: int) -> None:
    text = render(tenants.many(environments, resources, every), Format.MARKDOWN)
    assert size(text) <= LIMIT
    assert all(f"tenant-{number:02}" in text for number in range(environments))
    assert re.search(r"\*\*\d+ more resources left out", text)
    assert text.count("**! drift**") > 50


def test_of_many_deletes_the_first_stand_above_the_fold_and_all_are_counted() -> None:
    deletes = tuple(replace(samples.OLD, address=Address("channel", f"old-{one}")) for one in range(12))
    plan = replace(samples.PLAN, changes=deletes)
    above, _, below = render(plan_document(plan), Format.MARKDOWN).partition("<details>")
    assert (above.count("- delete**"), below.count("- delete**")) == (10, 12)
    assert "- 2 more deletes below" in above


def test_deletes_stand_above_the_fold() -> None:
    above, _, below = render(DOCUMENTS["plan"], Format.MARKDOWN).partition("<details>")
    assert "- **- delete** `channel.old`" in above
    assert "- **- delete** `channel.old`" in below
    assert "channel.sales-web` `Sales" not in above


def test_every_environment_has_a_comment_that_the_next_run_finds() -> None:
    document = several_document([plan_document(samples.PLAN), plan_document(samples.EMPTY)])
    assert render(document, Format.MARKDOWN).count("<!-- provisioner:prod -->\n") == 2
    assert render(DOCUMENTS["failure"], Format.MARKDOWN).startswith("<!-- provisioner -->\n")


def test_a_comparison_is_a_comment_with_what_is_meant_below_the_fold() -> None:
    text = render(compare_document(portraits.THREE, "both"), Format.MARKDOWN)
    above, _, below = text.partition("<details><summary>1 intended difference</summary>")
    assert text.startswith(
        "<!-- provisioner:dev+staging+prod -->\n### Comparison of `dev`, `staging`, `prod`"
    )
    assert "- **different** `channel.labs` `Labs`\n" in above
    assert "- **on purpose** `webhook.sales-bot` `Sales bot`\n" in below
    assert "**on purpose**" not in above


@pytest.mark.parametrize(("copies", "table"), [(75, True), (76, False), (250, False), (2500, False)])
def test_a_comparison_of_any_size_can_be_posted_and_tells_what_differs(copies: int, table: bool) -> None:
    document = compare_document(portraits.THREE, "both")
    document["resources"] *= copies
    text = render(document, Format.MARKDOWN)
    assert size(text) <= LIMIT
    assert ("| --- |" in text, "matrix of" in text) == (table, not table)
    told, meant = text.count("- **different**"), text.count("- **on purpose**")
    left = sum(int(number) for number in re.findall(r"\*\*(\d+) more", text))
    assert told >= 200
    assert told + meant + left == len(document["resources"])


def test_no_line_of_a_comment_opens_a_fence() -> None:
    for document in DOCUMENTS.values():
        assert not re.search(r"(?m)^\s*(```|~~~)", render(document, Format.MARKDOWN))
