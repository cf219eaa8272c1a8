"""The document every view is a function of."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from provisioner.model.value import Reference, Secret
from provisioner.reports.difference import value_document
from provisioner.reports.document import failure_document, outdated_document, plan_document, several_document
from provisioner.reports.result import result_document
from tests.reports import samples


def test_fault_63_no_secret_is_in_a_document() -> None:
    assert samples.SECRET not in json.dumps(plan_document(samples.PLAN))
    assert samples.SECRET not in json.dumps(result_document(samples.RESULT))


def test_values_keep_their_sort() -> None:
    assert value_document("a") == "a"
    assert value_document(None) is None
    assert value_document(Secret("hidden", "shown")) == {"sensitive": True, "shown": "shown"}
    assert value_document(Reference("k", "1", "n")) == {"key": "k", "id": "1", "name": "n"}


def test_only_what_is_shown_has_a_line_the_rest_is_counted() -> None:
    document = plan_document(samples.PLAN)
    assert [one["address"] for one in document["changes"] if one["action"] == "no-op"] == [
        "channel.support-app"
    ]
    assert document["counts"]["unchanged"] == 3
    assert document["found_by_name"] == 1


def test_a_create_shows_every_attribute_it_declares() -> None:
    (change,) = (
        one for one in plan_document(samples.PLAN)["changes"] if one["address"] == "webhook.sales-bot"
    )
    assert [one["attribute"] for one in change["differences"]] == ["name", "uri"]


def test_a_delete_shows_what_goes() -> None:
    (change,) = (one for one in plan_document(samples.PLAN)["changes"] if one["action"] == "delete")
    assert [one["before"] for one in change["differences"]][:1] == ["Old chat"]
    assert {one["after"] for one in change["differences"]} == {None}


def test_an_apply_that_failed_has_its_errors_inside() -> None:
    document = result_document(samples.RESULT)
    assert [one["summary"] for one in document["errors"]] == ["400 from the tenant", "The answer was lost"]
    assert document["exit_code"] == 5


def test_a_saved_plan_names_the_command_that_applies_it() -> None:
    assert plan_document(samples.PLAN, file="my plan.json")["next"] == "provisioner apply 'my plan.json'"
    assert plan_document(replace(samples.EMPTY, changes=()), file="plan.json")["next"] is None


def test_neither_of_two_plans_that_differ_is_to_be_applied() -> None:
    document = outdated_document(samples.PLAN, samples.EMPTY, [samples.OUTDATED], 6)
    assert (document["saved"]["next"], document["fresh"]["next"], document["exit_code"]) == (None, None, 6)


def test_fault_43_a_state_that_was_not_saved_is_an_error_and_comes_before_anything_else() -> None:
    document = result_document(samples.UNSAVED)
    assert (document["exit_code"], document["next"]) == (7, None)
    assert [one["hint"] for one in document["errors"]] == [
        "when it can be written again: mv recovery.json prod.json"
    ]


def test_where_everything_was_deleted_there_is_no_id_to_look_up() -> None:
    assert result_document(samples.DESTROYED)["next"] is None


@pytest.mark.parametrize(
    ("codes", "gravest"),
    [
        ((0, 2), 2),
        ((2, 6), 6),
        ((6, 4), 4),
        ((64, 78), 78),
        ((77, 69), 69),
        ((1, 3), 3),
        ((3, 5), 5),
        ((5, 7), 7),
    ],
)
def test_over_several_environments_the_gravest_code_wins(codes: tuple[int, ...], gravest: int) -> None:
    assert several_document(failure_document((), code) for code in codes)["exit_code"] == gravest
