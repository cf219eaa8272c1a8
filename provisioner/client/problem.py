"""What an answer that is not a success says, whatever its shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from provisioner.client.call import Answer
from provisioner.client.text import one_line

LONGEST_RAW = 200
LONGEST_DETAIL = 1000
LONGEST_PARSED = 100_000
DEEPEST = 4
REFERENCES = ("x-request-id", "x-correlation-id", "x-amzn-requestid", "x-amzn-trace-id")


def explanation(answer: Answer, hide: Callable[[str], str] = str) -> str:
    """One line with everything the answer tells: status, messages, codes, validations, reference.

    `hide` takes secrets out of what somebody else wrote, before it is cut.
    """
    body = _parsed(answer)
    parts = dict.fromkeys(_said(body)) if isinstance(body, dict | list | str) else ()
    said = [one_line(hide(part)) for part in islice(parts, LONGEST_DETAIL)]
    if not any(said):
        raw = hide(answer.content[:LONGEST_PARSED].decode("utf-8", "replace"))
        said = [one_line(raw)[:LONGEST_RAW] or "no explanation"]
    references = [f"reference {one_line(hide(one))}" for one in _references(answer, body)][:1]
    unique = dict.fromkeys(part for part in (*said, *references) if part)
    return f"{answer.status}: {'; '.join(unique)}"[:LONGEST_DETAIL]


def is_gone(answer: Answer) -> bool:
    """Whether a 404 is the API's own word that a resource does not exist.

    Source: ResourceNotFoundProblem and ResourceNotFoundExceptionPayload hold both `message` and `errors`; the
    former's example, a tenant that does not belong to the customer, is not about the resource.
    """
    return _is_own_404(answer) and not _tells_of_ownership(answer)


def is_of_another_tenant(answer: Answer) -> bool:
    """Whether a 404 is the API's own word that the tenant is not the key's: the example of `is_gone`."""
    return _is_own_404(answer) and _tells_of_ownership(answer)


def _is_own_404(answer: Answer) -> bool:
    if answer.status != 404:
        return False
    body = _parsed(answer)
    return isinstance(body, dict) and "message" in body and "errors" in body


def _tells_of_ownership(answer: Answer) -> bool:
    return "does not belong" in answer.content.decode("utf-8", "replace")


def _parsed(answer: Answer) -> Any:
    if len(answer.content) > LONGEST_PARSED:
        return None
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        return None


def _said(body: Any, depth: int = DEEPEST) -> Iterator[str]:
    match body:
        case dict() if depth:
            yield from _told(body, depth)
        case list() if depth:
            for one in body:
                yield from _said(one, depth - 1)
        case str() | int():
            yield str(body)


def _told(body: dict[str, Any], depth: int) -> Iterator[str]:
    """Source: GenericExceptionPayload, BadRequestProblem, ValidationExceptionPayload; RFC 7807."""
    code, message, place = (body.get(name) for name in ("code", "message", "field"))
    words = [str(word) for word in (place, code, message) if isinstance(word, str | int)]
    if "value" in body:
        words.append(f"got {json.dumps(body['value'])}")
    yield ": ".join(words)
    for name in ("title", "detail", "error", "error_description", "errors", "validations"):
        yield from _said(body.get(name), depth - 1)


def _references(answer: Answer, body: Any) -> Iterator[str]:
    """The id under which the vendor's support finds the call."""
    if isinstance(body, dict) and isinstance(body.get("referenceId"), str):
        yield body["referenceId"]
    yield from (answer.headers[name] for name in REFERENCES if name in answer.headers)
