"""How a write ended, judged from its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provisioner.client.call import Answer, Lost
from provisioner.client.document import UnusableError, json_object
from provisioner.client.pages import identity
from provisioner.client.problem import is_gone
from provisioner.diagnostics import Diagnostic
from provisioner.model.outcome import Done, NotSent, Outcome, Refused, Unknown

_NOT_PROCESSED = (407, 425, 429)
_ELSEWHERE = (307, 308)


def refusal(result: Answer | Lost, diagnostic: Diagnostic) -> Outcome:
    """The outcome of a call that was not accepted.

    A 301, 302 or 303 may be the answer of a server that did the work and shows where to look; a 408 may have
    crossed the body. 307 and 308 ask for the same call elsewhere: nothing was done here.
    """
    match result:
        case Lost(sent=False):
            return NotSent(diagnostic)
        case Lost():
            return Unknown(diagnostic)
        case Answer(status=status) if status in _NOT_PROCESSED:
            return NotSent(diagnostic)
        case Answer(status=status) if status in _ELSEWHERE or (400 <= status < 500 and status != 408):
            return Refused(status, diagnostic)
        case Answer():
            return Unknown(diagnostic)


def created(answer: Answer, sent: Mapping[str, Any]) -> Done:
    """The new resource with its id as text; raises UnusableError when the answer is not about it."""
    body = json_object(answer)
    id = identity(body)
    if id is None:
        raise UnusableError("the answer has no id")
    if body.get("name", sent.get("name")) != sent.get("name"):
        raise UnusableError("the answer is about another resource")
    return Done({**body, "id": id})


def replaced(answer: Answer, id: str) -> Done:
    """The resource as stored, or nothing when the answer is empty; raises UnusableError."""
    if answer.status == 204 or not (answer.content or answer.damage):
        return Done()
    body = json_object(answer)
    if "id" in body and identity(body) != id:
        raise UnusableError("the answer is about another resource")
    return Done(body)


def deleted(answer: Answer) -> Done:
    """Raises UnusableError for an answer that is not the API's: a captive portal's page deletes nothing."""
    if answer.status != 204 and (answer.content or answer.damage):
        json_object(answer)
    return Done()


def already_gone(result: Answer | Lost) -> bool:
    """Whether the API itself says that there is nothing to delete."""
    return isinstance(result, Answer) and is_gone(result)
