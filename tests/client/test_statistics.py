"""Queue names by the same key and by OAuth."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from provisioner.diagnostics import Diagnostic
from provisioner.errors import CredentialError, TenantError
from provisioner.model.environment import Credential, Statistics, Tenant
from provisioner.model.live import LiveQueue
from tests.client.conftest import Dial, Serve
from tests.client.scripted import Reply, Respond, Seen, answer, in_turn, page_of, problem

CLIENT = ("client-id", "s3cret/of=the client")
BASIC = "Basic " + b64encode(":".join(CLIENT).encode()).decode()
TOKEN = answer(200, {"access_token": "token-of-the-first-hour", "expires_in": "3599"})
SALES = {"queue-id": 101, "queue-name": "Sales", "media-type": "chat"}
PHONE = {"queue-id": 102, "queue-name": "Phones", "media-type": "phone"}


def by_oauth(token: Respond, queues: Respond) -> Respond:
    def respond(request: Seen) -> Reply:
        return token(request) if request.method == "POST" else queues(request)

    return respond


def test_queues_are_found_with_the_same_key(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(answer(200, {"queue": [SALES, PHONE]})))
    sales, phone = dial(server.url, writable=False).queues()
    assert sales == LiveQueue("101", "Sales", "chat")
    assert (phone.usable, sales.usable) == (False, True)
    assert server.requests[0].target == "/cc/v1/stats/rt/queues"
    assert server.requests[0].headers["x-8x8-tenant"] == "acme"


@pytest.mark.parametrize(("queues", "expected"), [(SALES, ["101"]), ([], [])])
def test_one_queue_may_come_alone_and_none_as_a_list(
    serve: Serve, dial: Dial, queues: Any, expected: list[str]
) -> None:
    found = dial(serve(in_turn(answer(200, {"queue": queues}))).url).queues()
    assert [queue.id for queue in found] == expected


@pytest.mark.parametrize("body", [{}, [], {"queue": None}, {"queue": "none"}])
def test_an_answer_without_queues_is_not_an_empty_list(serve: Serve, dial: Dial, body: Any) -> None:
    with pytest.raises(TenantError, match="cannot be used"):
        dial(serve(in_turn(answer(200, body))).url).queues()


def test_a_damaged_queue_is_told(serve: Serve, dial: Dial, told: list[Diagnostic]) -> None:
    damaged = [{"queue-id": None, "queue-name": "x"}, {"queue-id": 5}, "text", None]
    server = serve(in_turn(answer(200, {"queue": [SALES, *damaged]})))
    assert [queue.id for queue in dial(server.url).queues()] == ["101"]
    assert [notice.detail for notice in told] == ["4 of 5 have no usable id or name"]


@pytest.mark.parametrize(("region", "prefix"), [("us", ""), ("eu", "/eu"), ("au", "/au"), ("ca", "/ca")])
def test_the_documented_route_draws_a_token_and_asks_the_region(
    serve: Serve, dial: Dial, region: str, prefix: str
) -> None:
    server = serve(by_oauth(in_turn(TOKEN), in_turn(answer(200, [{"id": "101", "name": "Sales"}]))))
    connection = dial(server.url, Tenant("acme", region=region), statistics=CLIENT, writable=False)
    assert connection.queues() == (LiveQueue("101", "Sales"),)
    token, queues = server.requests
    assert (token.method, token.target, token.body) == (
        "POST",
        "/oauth/v2/token",
        b"grant_type=client_credentials",
    )
    assert token.headers["authorization"] == BASIC
    assert token.headers["content-type"] == "application/x-www-form-urlencoded"
    assert queues.target == f"{prefix}/analytics/cc/v5/realtime-metrics/queues?summary=true&page=0&size=1000"
    assert queues.headers["authorization"] == "Bearer token-of-the-first-hour"
    assert queues.headers["x-tenant-info"] == "acme"
    assert all("x-api-key" not in request.headers for request in server.requests)


def test_a_token_serves_until_it_is_refused_and_is_renewed_once(serve: Serve, dial: Dial) -> None:
    renewed = answer(200, {"access_token": "token-of-the-second-hour"})
    listed = answer(200, [{"id": "101", "name": "Sales"}])
    server = serve(by_oauth(in_turn(TOKEN, renewed), in_turn(listed, problem(401), listed)))
    connection = dial(server.url, statistics=CLIENT)
    assert connection.queues() == connection.queues()
    sent = [
        request.headers["authorization"].split("-")[-2]
        for request in server.requests
        if request.method == "GET"
    ]
    assert sent == ["first", "first", "second"]


def test_fault_21_a_renewed_token_that_is_refused_too_is_a_credential_error(serve: Serve, dial: Dial) -> None:
    server = serve(by_oauth(in_turn(TOKEN), in_turn(problem(401))))
    given = Statistics(Credential(env="PROVISIONER_ID"), Credential(env="PROVISIONER_SECRET"))
    with pytest.raises(CredentialError, match="refused the credential") as caught:
        dial(server.url, Tenant("acme", statistics=given), statistics=CLIENT).queues()
    assert "PROVISIONER_SECRET" in caught.value.diagnostics[0].hint
    assert len(server.requests) == 4


@pytest.mark.parametrize("status", [400, 401, 403])
def test_client_credentials_that_are_refused_are_a_credential_error(
    serve: Serve, dial: Dial, status: int
) -> None:
    echo = f"no {CLIENT[1]} and no {BASIC}"
    server = serve(in_turn(answer(status, {"error": "invalid_client", "error_description": echo})))
    with pytest.raises(CredentialError) as caught:
        dial(server.url, statistics=CLIENT).queues()
    detail = caught.value.diagnostics[0].detail
    assert "invalid_client; no (sensitive) and no Basic (sensitive)" in detail
    assert len(server.requests) == 1


@pytest.mark.parametrize("value", [None, "", 5, "a\r\nb", "ä"])
def test_a_token_that_cannot_be_sent_is_an_error(serve: Serve, dial: Dial, value: Any) -> None:
    server = serve(in_turn(answer(200, {"access_token": value})))
    with pytest.raises(TenantError, match="cannot be used"):
        dial(server.url, statistics=CLIENT).queues()


def test_the_token_is_asked_for_again_after_a_lost_answer(serve: Serve, dial: Dial) -> None:
    listed = answer(200, [{"id": "101", "name": "Sales"}])
    server = serve(by_oauth(in_turn(None, problem(503), TOKEN), in_turn(listed)))
    assert len(dial(server.url, statistics=CLIENT, writable=False).queues()) == 1


def test_pages_are_counted_by_their_headers(serve: Serve, dial: Dial) -> None:
    def queues(request: Seen) -> Reply:
        page = page_of(request)
        if page > 2:
            return problem(400, "past the end")
        return answer(200, [{"id": f"{page}", "name": "x"}], {"X-Total-Elements": "3", "X-Total-Pages": "3"})

    server = serve(by_oauth(in_turn(TOKEN), queues))
    assert [queue.id for queue in dial(server.url, statistics=CLIENT).queues()] == ["0", "1", "2"]
    assert [request.method for request in server.requests].count("POST") == 1


def test_one_queue_may_come_as_an_object_by_oauth_too(serve: Serve, dial: Dial) -> None:
    server = serve(by_oauth(in_turn(TOKEN), in_turn(answer(200, {"id": "101", "name": "Sales"}))))
    assert dial(server.url, statistics=CLIENT).queues() == (LiveQueue("101", "Sales"),)


@pytest.mark.parametrize(
    "headers", [{"X-Total-Elements": "2"}, {"X-Total-Elements": "-1"}, {"X-Total-Elements": "²"}]
)
def test_totals_that_do_not_add_up_are_an_error(serve: Serve, dial: Dial, headers: dict[str, str]) -> None:
    queues = [{"id": f"{number}", "name": "x"} for number in range(1000)]
    server = serve(by_oauth(in_turn(TOKEN), in_turn(answer(200, queues, headers, "application/json"))))
    with pytest.raises(TenantError, match="Incomplete listing of queues"):
        dial(server.url, statistics=CLIENT).queues()


@pytest.mark.parametrize("body", [{}, {"message": "hello"}, 5])
def test_an_answer_that_is_no_queue_at_all_is_not_an_empty_list(serve: Serve, dial: Dial, body: Any) -> None:
    server = serve(by_oauth(in_turn(TOKEN), in_turn(answer(200, body))))
    with pytest.raises(TenantError, match="cannot be used"):
        dial(server.url, statistics=CLIENT).queues()


def test_a_token_that_is_echoed_is_not_shown(serve: Serve, dial: Dial) -> None:
    server = serve(by_oauth(in_turn(TOKEN), in_turn(problem(400, "no token-of-the-first-hour"))))
    with pytest.raises(TenantError) as caught:
        dial(server.url, statistics=CLIENT).queues()
    assert "400: no (sensitive)" in caught.value.diagnostics[0].detail
