"""Webhooks and channels of one tenant: list, read, create, replace, delete."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any
from urllib.parse import quote

from provisioner.client.call import Answer, Call
from provisioner.client.document import UnusableError
from provisioner.client.mask import parts_of_uri
from provisioner.client.pages import PAGE_SIZE, Page, complete, identity, whole_number
from provisioner.client.problem import is_gone
from provisioner.client.reader import Reader
from provisioner.client.verdict import already_gone, created, deleted, refusal, replaced
from provisioner.diagnostics import Diagnostic
from provisioner.errors import TenantError
from provisioner.model.live import LiveResource
from provisioner.model.outcome import Done, NotSent, Outcome, Refused, Unknown
from provisioner.model.resource_type import ResourceType


class ChatGateway:
    """Reads raise TenantError; writes always end in an outcome."""

    def __init__(self, reader: Reader, side_by_side: Executor) -> None:
        self._reader = reader
        self._side_by_side = side_by_side

    def list(self, type: ResourceType) -> tuple[LiveResource, ...]:
        """The complete listing of one type, in id order; those without an id come last."""
        items = complete(lambda number: self._page(type, number), self._side_by_side, type.plural)
        found = [_live(type, item) for item in items]
        return tuple(sorted(found, key=lambda one: (one.id is None, one.id or "")))

    def read(self, type: ResourceType, id: str) -> LiveResource | None:
        """The live resource, or None when the API itself says it is gone."""
        call = Call("GET", resource_path(type, id))
        result = self._reader.send(call)
        if isinstance(result, Answer) and is_gone(result):
            return None
        body = self._reader.parsed(call, result).body
        if identity(body) != id:
            raise self._reader.unusable(call, "the answer is about another resource")
        return _live(type, body)

    def create(self, type: ResourceType, body: Mapping[str, Any]) -> Outcome:
        """POST once, or as often as it provably was not processed."""
        call = Call("POST", type.path, json.dumps(body).encode())
        return self._write(call, lambda answer: created(answer, body), _sensitive(type, body))

    def replace(self, type: ResourceType, id: str, body: Mapping[str, Any]) -> Outcome:
        """PUT the whole resource; a refusal of more than the documented members comes with a hint."""
        try:
            call = Call("PUT", resource_path(type, id), json.dumps(body).encode())
        except TenantError as error:
            return NotSent(error.diagnostics[0])
        outcome = self._write(call, lambda answer: replaced(answer, id), _sensitive(type, body))
        undocumented = sorted(set(body) - type.documented)
        if isinstance(outcome, Refused) and outcome.status == 400 and undocumented:
            return Refused(outcome.status, _with_hint(outcome.diagnostic, undocumented))
        return outcome

    def delete(self, type: ResourceType, id: str) -> Outcome:
        """DELETE; a resource that is already gone counts as done."""
        try:
            call = Call("DELETE", resource_path(type, id))
        except TenantError as error:
            return NotSent(error.diagnostics[0])
        return self._write(call, deleted, frozenset())

    def _write(self, call: Call, judge: Callable[[Answer], Done], secrets: frozenset[str]) -> Outcome:
        diagnosis = self._reader.diagnosis
        result = self._reader.send(call)
        if call.method == "DELETE" and already_gone(result):
            return Done()
        if not isinstance(result, Answer) or not result.accepted:
            return refusal(result, diagnosis.of(call, result, secrets))
        try:
            return judge(result)
        except UnusableError as error:
            return Unknown(diagnosis.unusable(call, str(error)))

    def _page(self, type: ResourceType, number: int) -> Page:
        """Source: the `_embedded` and `page` members of WebHooksV2ListResult and ChannelsV2ListResult."""
        call = Call("GET", f"{type.path}?page={number}&size={PAGE_SIZE}&sort=id:asc")
        body = self._reader.read(call).body
        if not isinstance(body, dict):
            raise self._reader.unusable(call, "the answer is not a JSON object")
        items = _member(body.get("_embedded"), type.plural)
        return Page(
            items if isinstance(items, list) else (), whole_number(_member(body.get("page"), "totalElements"))
        )


def resource_path(type: ResourceType, id: str) -> str:
    """The path of one resource; raises TenantError for an id that could lead anywhere else."""
    if id in ("", ".", "..") or not id.isprintable():
        raise TenantError(
            Diagnostic(
                f"A {type.name} has an id that cannot be used", repr(id), f"see `list` for the {type.plural}"
            )
        )
    return f"{type.path}/{quote(id, safe='')}"


def _live(type: ResourceType, item: Any) -> LiveResource:
    """A damaged item keeps what it holds and lacks an id or a name; links belong to the answer alone."""
    if not isinstance(item, dict):
        return LiveResource(type.name, None, None, {"unreadable": item})
    item.pop("_links", None)
    name = item.get("name")
    return LiveResource(
        type.name, identity(item), name if isinstance(name, str) else None, item, type.accepts(item)
    )


def _member(body: Any, name: str) -> Any:
    return body.get(name) if isinstance(body, dict) else None


def _sensitive(type: ResourceType, body: Mapping[str, Any]) -> frozenset[str]:
    """The texts of a request that a server's complaint about it must not repeat."""
    values = type.decode(body)
    names = [attribute.name for attribute in type.attributes if attribute.sensitive]
    return frozenset(part for name in names for part in parts_of_uri(values.get(name) or ""))


def _with_hint(diagnostic: Diagnostic, undocumented: list[str]) -> Diagnostic:
    hint = (
        f"if it refuses what its document does not name ({', '.join(undocumented)}): `tenant.put: documented`"
    )
    return Diagnostic(diagnostic.summary, diagnostic.detail, hint)
