"""Every shape an error has come in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.client.call import Answer
from provisioner.client.problem import explanation, is_gone

NOT_FOUND = {"message": "Resource of type webhook with id a was not found.", "errors": []}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["errors", "message", "code", "x"]), inner)
    ),
)


def said(body: Any, status: int = 400, headers: dict[str, str] | None = None) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, headers or {}, content)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            {"message": "Bad", "errors": [{"code": "invalid_queue", "message": "Queue 5 is unknown"}]},
            "400: Bad; invalid_queue: Queue 5 is unknown",
        ),
        ({"message": "Bad", "errors": ["one", "two"]}, "400: Bad; one; two"),
        ({"message": "Bad", "errors": {"code": "x", "message": "Worse"}}, "400: Bad; x: Worse"),
        ({"message": "Bad", "errors": [{"code": "x"}, None, 5, []]}, "400: Bad; x; 5"),
        (
            {
                "message": "Bad",
                "validations": [{"field": "name", "value": "", "code": "size", "message": "Short"}],
            },
            '400: Bad; name: size: Short: got ""',
        ),
        ({"message": "Bad", "validations": ["name is short"]}, "400: Bad; name is short"),
        ({"message": "Bad", "errors": ["Bad"], "referenceId": "98e9"}, "400: Bad; reference 98e9"),
        ({"type": "about:blank", "title": "Bad", "detail": "Queue 5"}, "400: Bad; Queue 5"),
        ({"error": "invalid_client", "error_description": "Who?"}, "400: invalid_client; Who?"),
        ("just text", "400: just text"),
        (["one", {"message": "two"}], "400: one; two"),
        ({}, "400: {}"),
        ({"unknown": 1}, '400: {"unknown": 1}'),
        (b"", "400: no explanation"),
        (b"Not Found\r\n\x1b[31m", "400: Not Found \\x1b[31m"),
        (b"[" * 100_000, f"400: {'[' * 200}"),
        (b"\xff\xfe", "400: \ufffd\ufffd"),
        (b"[" + b"5," * 100_000 + b"5]", f"400: [{'5,' * 99}5"),
    ],
)
def test_fault_22_everything_an_error_says_is_shown(body: Any, expected: str) -> None:
    assert explanation(said(body)) == expected


def test_fault_22_the_reference_of_a_header_is_shown() -> None:
    assert explanation(said(b"<html>", 502, {"x-request-id": "r-1"})) == "502: <html>; reference r-1"


def test_a_long_explanation_ends_somewhere() -> None:
    assert len(explanation(said({"message": "x" * 10_000}))) == 1000


@given(JSON)
def test_fault_22_no_shape_is_a_crash(body: Any) -> None:
    text = explanation(said(body))
    assert text.isprintable()
    assert text.startswith("400: ")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (404, NOT_FOUND, True),
        (404, {"message": "Resource not found", "errors": [{"code": "resource_not_found"}]}, True),
        (400, NOT_FOUND, False),
        (404, {"message": "no Route matched with those values"}, False),
        (404, {"message": "Not found", "errors": ["Tenant acme does not belong to customer x."]}, False),
        (404, b"<html>Not found</html>", False),
        (404, b"", False),
        (404, ["message", "errors"], False),
    ],
)
def test_fault_21_gone_is_only_what_the_api_itself_says(status: int, body: Any, expected: bool) -> None:
    assert is_gone(said(body, status)) is expected


@pytest.mark.parametrize("room", [190, 985])
@pytest.mark.parametrize("structured", [False, True])
def test_fault_63_a_secret_is_hidden_before_the_text_is_cut(room: int, structured: bool) -> None:
    text = f"{'x' * room} a-secret-value"
    answer = said({"message": text} if structured else text.encode())
    assert "a-sec" not in explanation(answer, lambda part: part.replace("a-secret-value", "(sensitive)"))
