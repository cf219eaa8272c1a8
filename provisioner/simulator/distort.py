"""What the faults met by a request do to its answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Event
from typing import Any, Literal, assert_never

from provisioner.simulator.exchange import Answer, Exchange, json_answer
from provisioner.simulator.fault import (
    Action,
    AddMember,
    Delay,
    Drip,
    Drop,
    IgnoreWrite,
    Lag,
    LoseEmbedded,
    Raw,
    Redirect,
    Reset,
    SamePage,
    Shift,
    Status,
    Store,
    Totals,
    Truncate,
)
from provisioner.simulator.problem import Refusal, answer_to, phrase


def meet(exchange: Exchange, when: Literal["before", "after"], stopped: Event) -> Answer | None:
    """Carry out the faults of before or after the commit; an answer returned takes the real one's place."""
    for fault in exchange.faults:
        if fault.when == when:
            if isinstance(fault.action, Delay):
                stopped.wait(fault.action.seconds)
            answer = _instead(fault.action)
            if answer is not None:
                return answer
    return None


def bend(exchange: Exchange, answer: Answer) -> Answer:
    """Alter the real answer as the faults say."""
    for fault in exchange.faults:
        answer = _bent(answer, fault.action)
    return answer


def _instead(action: Action) -> Answer | None:
    match action:
        case Reset() | Drop() | Raw():
            return Answer(0, sending=action)
        case Redirect(location, status):
            return Answer(status, headers={"Location": location})
        case Status():
            return _made_up(action)
        case _:
            return None


def _made_up(action: Status) -> Answer:
    if action.body is None:
        return answer_to(Refusal(action.status, phrase(action.status), headers=action.headers))
    if isinstance(action.body, str | bytes):
        data = action.body.encode() if isinstance(action.body, str) else action.body
        return Answer(action.status, data, {"Content-Type": "text/html", **action.headers})
    return json_answer(action.status, action.body).with_headers(action.headers)


def _bent(answer: Answer, action: Action) -> Answer:
    match action:
        case Truncate() | Drip():
            return replace(answer, sending=answer.sending or action)
        case Totals(changed, lost):
            return _edited(answer, lambda body: _with_totals(body, changed, lost))
        case LoseEmbedded():
            return _edited(answer, lambda body: body.pop("_embedded", None))
        case AddMember(name, value):
            return _edited(answer, lambda body: _with_member(body, name, value))
        case Reset() | Drop() | Raw() | Status() | Redirect() | Delay():
            return answer
        case SamePage() | Shift() | Store() | IgnoreWrite() | Lag():
            return answer
    assert_never(action)


def _edited(answer: Answer, edit: Callable[[dict[str, Any]], object]) -> Answer:
    body = json.loads(answer.body) if answer.body and answer.status == 200 else None
    if not isinstance(body, dict):
        return answer
    edit(body)
    return replace(answer, body=json_answer(200, body).body)


def _with_totals(body: dict[str, Any], changed: Mapping[str, Any], lost: tuple[str, ...]) -> None:
    page = {**body.get("page", {}), **changed}
    body["page"] = {name: value for name, value in page.items() if name not in lost}


def _with_member(body: dict[str, Any], name: str, value: Any) -> None:
    embedded = body.get("_embedded")
    listed = [item for items in embedded.values() for item in items] if isinstance(embedded, dict) else [body]
    for item in listed:
        if isinstance(item, dict):
            item[name] = value
