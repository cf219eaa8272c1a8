"""How a write ends, judged from its answer."""

from __future__ import annotations

from typing import Any

import pytest

from provisioner.diagnostics import Diagnostic
from provisioner.model.outcome import Done, Outcome, Refused, Unknown
from provisioner.resources.webhook import WEBHOOK
from tests.client.conftest import Dial, Serve
from tests.client.scripted import Reply, answer, in_turn, problem

SECRET = "https://bots.example.com/8x8?token=0123456789"
BODY = {"name": "Sales bot", "uri": SECRET}
GONE = problem(404, "Resource of type webhook with id a was not found.")


def outcomes(serve: Serve, dial: Dial, reply: Reply, body: dict[str, Any] = BODY) -> dict[str, Outcome]:
    """How each kind of write ends when this is the answer to all of them."""
    writer = dial(serve(in_turn(reply)).url).writer
    return {
        "create": writer.create(WEBHOOK, body),
        "replace": writer.replace(WEBHOOK, "a", body),
        "delete": writer.delete(WEBHOOK, "a"),
    }


def test_a_created_resource_has_its_id_as_text(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(answer(201, {"id": 25, **BODY})))
    assert dial(server.url).writer.create(WEBHOOK, BODY) == Done({"id": "25", **BODY})


@pytest.mark.parametrize(
    "reply",
    [
        answer(200, {"name": "Sales bot"}),
        answer(200, {"id": "", "name": "Sales bot"}),
        answer(200, {"id": "a", "name": "Another bot"}),
        answer(200, []),
        answer(200),
        answer(204),
        answer(200, b"<html>", media="text/html"),
        answer(202, b"accepted", media="text/plain"),
        answer(200, b'{"id": "a", "na', {"Content-Length": "99", "Connection": "close"}),
        answer(302, None, {"Location": "/chat-gateway/v1/webhooks/a"}),
    ],
)
def test_fault_38_a_create_whose_answer_is_not_about_it_is_unknown(
    serve: Serve, dial: Dial, reply: bytes
) -> None:
    server = serve(in_turn(reply))
    assert isinstance(dial(server.url).writer.create(WEBHOOK, BODY), Unknown)
    assert len(server.requests) == 1


def test_fault_27_a_create_whose_answer_is_lost_is_unknown(serve: Serve, dial: Dial) -> None:
    outcome = dial(serve(in_turn(None)).url).writer.create(WEBHOOK, BODY)
    assert isinstance(outcome, Unknown)
    assert "closed without an answer" in outcome.diagnostic.detail


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (answer(200, {"id": "a", **BODY}), Done({"id": "a", **BODY})),
        (answer(200, dict(BODY)), Done(BODY)),
        (answer(204), Done()),
        (answer(200), Done()),
    ],
)
def test_a_replacement_is_done_with_or_without_a_body(
    serve: Serve, dial: Dial, reply: bytes, expected: Done
) -> None:
    assert dial(serve(in_turn(reply)).url).writer.replace(WEBHOOK, "a", BODY) == expected


@pytest.mark.parametrize(
    "reply", [answer(200, {"id": "b"}), answer(200, b"{", media="text/html"), answer(200, [])]
)
def test_fault_38_a_replacement_answered_for_another_resource_is_unknown(
    serve: Serve, dial: Dial, reply: bytes
) -> None:
    assert isinstance(dial(serve(in_turn(reply)).url).writer.replace(WEBHOOK, "a", BODY), Unknown)


@pytest.mark.parametrize("reply", [answer(204), answer(200), answer(200, {"id": "a"}), answer(202, {}), GONE])
def test_fault_36_a_delete_is_done_also_when_nothing_was_there(
    serve: Serve, dial: Dial, reply: bytes
) -> None:
    assert dial(serve(in_turn(reply)).url).writer.delete(WEBHOOK, "a") == Done()


def test_fault_36_a_delete_is_not_done_because_a_wrong_address_answers_404(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(answer(404, b"<html>not here</html>", media="text/html")))
    outcome = dial(server.url).writer.delete(WEBHOOK, "a")
    assert isinstance(outcome, Refused)
    assert outcome.status == 404


def test_a_replacement_of_what_is_gone_is_told_as_such(serve: Serve, dial: Dial) -> None:
    outcome = dial(serve(in_turn(GONE)).url).writer.replace(WEBHOOK, "a", BODY)
    assert isinstance(outcome, Refused)
    assert outcome.status == 404
    assert outcome.diagnostic.summary == "The tenant does not know a resource of this call"
    assert "plan" in outcome.diagnostic.hint


def test_a_page_of_a_captive_portal_deletes_nothing(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(answer(200, b"<html>log in</html>", media="text/html")))
    assert isinstance(dial(server.url).writer.delete(WEBHOOK, "a"), Unknown)


@pytest.mark.parametrize("status", [400, 401, 403, 405, 409, 413, 422])
def test_a_refusal_keeps_its_status_and_words(serve: Serve, dial: Dial, status: int) -> None:
    reply = problem(status, "No", errors=[{"code": "invalid_queue", "message": "Queue 5"}])
    for outcome in outcomes(serve, dial, reply).values():
        assert isinstance(outcome, Refused)
        assert outcome.status == status
        assert f"{status}: No; invalid_queue: Queue 5" in outcome.diagnostic.detail
        assert outcome.concerns_everything is (status in (401, 403))


def test_a_refusal_that_repeats_the_uri_does_not_show_its_secret(serve: Serve, dial: Dial) -> None:
    validation = {"field": "uri", "value": SECRET, "message": "token 0123456789 is odd"}
    found = outcomes(serve, dial, problem(400, f"bad {SECRET}", validations=[validation]))
    for verb in ("create", "replace"):
        outcome = found[verb]
        assert isinstance(outcome, Refused)
        assert "0123456789" not in repr(outcome)
        assert "bad (sensitive)" in outcome.diagnostic.detail


def test_a_put_refused_with_undocumented_members_comes_with_a_hint(serve: Serve, dial: Dial) -> None:
    outcome = outcomes(serve, dial, problem(400, "Unrecognised"), {**BODY, "x-new": 1})["replace"]
    assert isinstance(outcome, Refused)
    assert "tenant.put: documented" in outcome.diagnostic.hint
    assert "x-new" in outcome.diagnostic.hint


def test_a_put_refused_without_undocumented_members_has_no_such_hint(serve: Serve, dial: Dial) -> None:
    outcome = outcomes(serve, dial, problem(400, "No"))["replace"]
    assert isinstance(outcome, Refused)
    assert outcome.diagnostic.hint == ""


def test_no_diagnostic_of_a_write_shows_what_was_sent(
    serve: Serve, dial: Dial, told: list[Diagnostic]
) -> None:
    for reply in (None, problem(500), answer(200, b"x", media="text/html"), problem(302)):
        assert "0123456789" not in repr(outcomes(serve, dial, reply))
    assert "0123456789" not in repr(told)
