"""The JSON of an answer, or the reason why it cannot be used."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from provisioner.client.call import Answer
from provisioner.client.text import one_line

MOST_VALUES = 500_000
"""Hundreds for every resource of a full page; a megabyte of brackets would take fifty in memory."""


class UnusableError(ValueError):
    """An accepted answer whose body is not what was asked for; its text is the reason."""


def document(answer: Answer) -> Any:
    """The parsed body; raises UnusableError when it is damaged, empty, of another type or not strict JSON."""
    media = answer.headers.get("Content-Type", "application/json").partition(";")[0].strip()
    if answer.damage:
        raise UnusableError(answer.damage)
    if not answer.content.strip():
        raise UnusableError("the answer is empty")
    if not media.lower().endswith(("/json", "+json")):
        raise UnusableError(f"the answer is {one_line(media)}, not JSON")
    if sum(map(answer.content.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise UnusableError(f"the answer holds more than {MOST_VALUES} values")
    try:
        return json.loads(answer.content, parse_constant=_no_constant)
    except RecursionError:
        raise UnusableError("the answer is nested too deep") from None
    except ValueError as error:
        raise UnusableError(f"the answer is not JSON: {one_line(str(error))[:100]}") from None


def json_object(answer: Answer) -> dict[str, Any]:
    """The parsed body if it is an object; raises UnusableError."""
    body = document(answer)
    if not isinstance(body, dict):
        raise UnusableError("the answer is not a JSON object")
    return body


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
