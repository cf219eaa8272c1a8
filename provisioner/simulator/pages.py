"""The parameters of a listing, and the HAL page that answers them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from provisioner.simulator.problem import Finding, Refusal

DEFAULT_SIZE = 20
_NUMBER = re.compile(r"(\d{1,9})(\.0+)?")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is asked for; `size` is what is granted."""

    number: int
    size: int
    column: str = "id"
    direction: str = "asc"

    @property
    def offset(self) -> int:
        return self.number * self.size


def page_request(query: str, largest: int) -> PageRequest:
    """Read `page`, `size` and `sort`; raises Refusal naming every parameter that is wrong.

    Generated clients send `size=20.0`: PageSizeFilterOptional calls it a number.
    """
    parameters = dict(parse_qsl(query, keep_blank_values=True))
    findings: list[Finding] = []
    number = _whole(parameters, "page", 0, findings)
    size = _whole(parameters, "size", DEFAULT_SIZE, findings)
    if size == 0:
        findings.append(Finding("size", "0", "size must be greater than 0"))
    column, _, direction = parameters.get("sort", "id:asc").partition(":")
    if column not in ("id", "name") or direction not in ("", "asc", "desc"):
        findings.append(Finding("sort", parameters["sort"], "sort is id or name, then :asc or :desc"))
    if "filter" in parameters:
        findings.append(Finding("filter", parameters["filter"], "filter is not supported"))
    if findings:
        raise Refusal(400, "Invalid parameter", "invalid_parameter", tuple(findings))
    return PageRequest(number, min(size, largest), column, direction or "asc")


def _whole(parameters: dict[str, str], name: str, default: int, findings: list[Finding]) -> int:
    if name not in parameters:
        return default
    match = _NUMBER.fullmatch(parameters[name])
    if match is None:
        findings.append(Finding(name, parameters[name], f"{name} must be a whole number"))
        return default
    return int(match[1])


def hal_page(asked: PageRequest, total: int, href: str, embedded: dict[str, list[Any]]) -> dict[str, Any]:
    """Source: WebHooksV2ListResult, ChannelsV2ListResult, PageResult."""
    return {
        "_embedded": embedded,
        "_links": {"self": {"href": href}},
        "page": {
            "size": asked.size,
            "number": asked.number,
            "totalElements": total,
            "totalPages": math.ceil(total / asked.size),
        },
    }
