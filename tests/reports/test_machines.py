"""What machines read: each format through a parser that was not written here."""

from __future__ import annotations

import json
import re

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase
from prometheus_client.parser import text_string_to_metric_families

from provisioner.apply.result import Status
from provisioner.plan.drift import Word
from provisioner.reports.github import SHOWN, annotations_text, outputs_text
from provisioner.reports.gitlab import gitlab_json
from provisioner.reports.junit import junit_xml
from provisioner.reports.prometheus import prometheus_text
from provisioner.reports.words import gravity, sign, tone
from tests.reports import tenants
from tests.reports.pictured import DOCUMENTS
from tests.reports.tenants import NOW

QUEUE = 'queue: live orders-overflow "Orders overflow" (1052), files orders "Orders" (1043)'


def cases(name: str) -> dict[str, list[str]]:
    """The names of a document's cases by how they ended."""
    ended: dict[str, list[str]] = {"passed": [], "failure": [], "error": [], "skipped": []}
    words = {Failure: "failure", Error: "error", Skipped: "skipped"}
    for suite in JUnitXml.fromstring(junit_xml(DOCUMENTS[name], NOW).encode()):
        for case in suite:
            assert isinstance(case, TestCase)
            ended[words[type(case.result[0])] if case.result else "passed"].append(case.name)
    return ended


def samples(name: str) -> dict[tuple[str, ...], float]:
    """The values of a document's metrics, by name and labels."""
    families = text_string_to_metric_families(prometheus_text(DOCUMENTS[name], NOW))
    return {
        (one.name.removeprefix("provisioner_"), *one.labels.values()): one.value
        for family in families
        for one in family.samples
    }


def test_junit_has_one_case_a_resource() -> None:
    ended = cases("drift")
    assert sum(map(len, ended.values())) == 14
    assert ended["failure"] == [
        "webhook.support-bot",
        "channel.orders-web",
        "channel.returns-app",
        "channel.support-vip",
    ]
    assert "channel.labs-chat" in ended["passed"]


def test_junit_says_both_sides_of_what_failed() -> None:
    suites = JUnitXml.fromstring(junit_xml(DOCUMENTS["drift"], NOW).encode())
    (case,) = (one for suite in suites for one in suite if one.name == "channel.orders-web")
    (failure,) = case.result
    assert (failure.type, failure.message) == ("drift", "drift: changed outside")
    assert (
        failure.text == 'queue: live orders-overflow "Orders overflow" (1052), files orders "Orders" (1043)'
    )


def test_junit_counts_agree_with_its_cases() -> None:
    for name in DOCUMENTS:
        suites = JUnitXml.fromstring(junit_xml(DOCUMENTS[name], NOW).encode())
        told = (suites.tests, suites.failures, suites.errors, suites.skipped)
        ended = cases(name)
        failures, errors, skipped = (len(ended[one]) for one in ("failure", "error", "skipped"))
        assert told == (sum(map(len, ended.values())), failures, errors, skipped)


def test_junit_tells_a_change_by_how_it_ended() -> None:
    ended = cases("result")
    assert ended["failure"] == ["webhook.sales-bot", "channel.billing-web"]
    assert ended["skipped"] == ["channel.sales-web", "channel.old"]
    assert "webhook.support-bot" in ended["passed"]
    assert ended["error"] == []


def test_junit_tells_a_refusal_and_a_tenant_that_could_not_be_read_as_errors() -> None:
    assert cases("plan-refused")["error"] == ["channel.sales-web is protected"]
    assert cases("failure")["error"] == ["channel.sales-web is protected"]
    assert cases("incomplete")["error"] == ["acmelabs01 could not be read"]


def test_prometheus_has_every_word_and_the_exit_code() -> None:
    told = samples("drift")
    assert told["resources", "prod", "drift", "conflict"] == 1
    assert told["resources", "prod", "drift", "ambiguous"] == 0
    assert told["exit_code", "prod", "drift"] == 2
    assert told["declared_ratio", "prod", "drift"] == 0.8
    assert told["planned_changes", "prod", "drift", "update"] == 4
    assert told["report_timestamp_seconds", "prod", "drift"] == 1795419000
    assert told["first_seen_timestamp_seconds", "prod", "drift"] == 1795419000 - 7 * 86400


def test_fault_62_prometheus_tells_no_number_of_a_tenant_that_could_not_be_read() -> None:
    assert samples("incomplete") == {
        ("exit_code", "labs", "drift"): 69,
        ("report_timestamp_seconds", "labs", "drift"): 1795419000,
    }


def test_prometheus_counts_the_changes_of_an_apply() -> None:
    assert samples("result")["applied_changes", "prod", "result", "failed"] == 1


def test_gitlab_counts_what_would_be_done() -> None:
    assert json.loads(gitlab_json(DOCUMENTS["plan"])) == {"create": 2, "update": 2, "delete": 1}
    assert json.loads(gitlab_json(DOCUMENTS["failure"])) == {"create": 0, "update": 0, "delete": 0}


def test_github_annotates_the_line_that_defines_a_resource() -> None:
    lines = annotations_text(DOCUMENTS["drift"], "deploy/").splitlines()
    assert lines[3] == (
        "::warning file=deploy/environments/shared/channels.yaml,line=4,col=3,"
        "title=prod%3A drift%3A channel.orders-web::changed outside%0A"
        f"{QUEUE}"
    )
    assert [re.split("[: ]+", line)[1] for line in lines] == ["warning"] * 4 + ["notice"] * 3


def test_github_annotates_a_failed_change_once_at_its_definition() -> None:
    errors = [line for line in annotations_text(DOCUMENTS["result"]).splitlines() if "::error" in line]
    assert len(errors) == 2
    assert errors[0].startswith("::error file=environments/shared/webhooks.yaml,line=5,col=3,title=")


def test_github_is_told_no_more_than_it_shows_and_how_many_that_are() -> None:
    lines = annotations_text(tenants.many(2, 200, 1)).splitlines()
    assert len(lines) == SHOWN
    assert lines[-1] == "::warning title=351 more annotations::see the summary"


def test_github_outputs_are_one_line_each() -> None:
    assert outputs_text(DOCUMENTS["drift"]).splitlines() == [
        "exit-code=2",
        "headline=prod has drifted",
        "create=1",
        "update=4",
        "delete=0",
        "pending=1",
        "drift=2",
        "conflict=1",
        "missing=1",
    ]


def test_every_word_has_a_sign_and_a_tone() -> None:
    for word in (*Word, *Status):
        assert sign(word)
        assert tone(word)
        assert gravity(word) >= 0
