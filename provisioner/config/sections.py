"""The shape of each section of an environment file; attribute docstrings are the editor's hover texts.

No attribute is a union of shapes: one mistake gives one error, here and in the editor.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from provisioner.config.node import Unquoted
from provisioner.model.environment import DEFAULT_ENDPOINT, Limit

_VARIABLE = r"^[A-Za-z_][A-Za-z0-9_]*$"
_HOST = r"^(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$"
_PERCENT = re.compile(r"(100|[1-9]?[0-9])%")
_DIGITS = re.compile(r"[0-9]{1,20}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ATTRIBUTE = r"^[a-z]+\.[a-z][a-z0-9_-]{0,62}\.[a-z_]+$"


class Section(BaseModel):
    """A mapping whose members are all known."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, hide_input_in_errors=True, use_attribute_docstrings=True
    )


class OneOf(Section):
    """A section that takes exactly one of its members."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_of", "")
        return self


def _number(value: object) -> Limit:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Limit(value)
    raise PydanticCustomError("count", "")


def _number_or_percent(value: object) -> Limit:
    if not isinstance(value, str):
        return _number(value)
    if not _PERCENT.fullmatch(value):
        raise PydanticCustomError("limit", "")
    return Limit(int(value[:-1]), percent=True)


def _digits(value: object) -> str:
    """Plain digits as they stand: `0101` is an id of four characters."""
    text = value.text if isinstance(value, Unquoted) else str(value) if type(value) in (int, str) else ""
    if not _DIGITS.fullmatch(text):
        raise PydanticCustomError("digits", "")
    return text


def _date(value: object) -> date:
    """A day, with quotes or without: what stands for a date is not mistaken for a text."""
    text = value.text if isinstance(value, Unquoted) else value
    if isinstance(text, str) and _DATE.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise PydanticCustomError("date", "")


Count = Annotated[Limit, PlainValidator(_number), WithJsonSchema({"type": "integer", "minimum": 0})]
CountOrPercent = Annotated[
    Limit,
    PlainValidator(_number_or_percent),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "pattern": f"^{_PERCENT.pattern}$"}),
]
Digits = Annotated[
    str,
    PlainValidator(_digits),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "pattern": f"^{_DIGITS.pattern}$"}),
]


Day = Annotated[
    date,
    PlainValidator(_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DATE.pattern}$"}),
]


class CredentialSection(OneOf):
    """Where a secret is found: the name of an environment variable or of a file, never the secret."""

    env: Annotated[str | None, Field(pattern=_VARIABLE)] = None
    """The name of an environment variable."""

    file: Annotated[str | None, Field(min_length=1)] = None
    """The path of a file that holds the secret and nothing else."""


class StatisticsSection(Section):
    """OAuth2 client credentials for reading queue names by the documented route."""

    client_id: CredentialSection
    """The key of the app made under Admin Console > API Keys."""

    client_secret: CredentialSection
    """The secret of the same app."""


class TenantSection(Section):
    """One 8x8 tenant and how it is reached."""

    id: Annotated[str, Field(pattern=r"^[!-~]{1,128}$")]
    """The tenant's name, sent with every call: Configuration Manager > Home > Profile > Tenant Label."""

    endpoint: Annotated[str, Field(min_length=1)] = DEFAULT_ENDPOINT
    """`https://api.8x8.com`, or `simulator` for a tenant inside this tool that needs no key."""

    region: Literal["us", "eu", "au", "ca"] = "us"
    """Where the tenant lives; used only with `statistics`."""

    api_key: CredentialSection | None = None
    """Where the API key is found. Required for every tenant but a simulated one."""

    put: Literal["whole", "documented"] = "whole"
    """`documented` for a tenant that refuses attributes its API does not document."""

    statistics: StatisticsSection | None = None
    """Optional: reads queue names by OAuth2. Without it the API key reads them."""


class QueueSection(OneOf):
    """What a queue key is in this tenant: its id or its name."""

    id: Digits | None = None
    """The queue's id; `provisioner queues` lists them."""

    name: Annotated[str | None, Field(min_length=1, max_length=255)] = None
    """The queue's exact name; it is looked up at every plan."""


class GuardsSection(Section):
    """What this environment allows; a plan that goes beyond it is refused."""

    max_creates: Count | None = None
    """At most so many resources are created by one apply."""

    max_updates: CountOrPercent | None = None
    """At most so many updates by one apply: a number, or a share such as "30%"."""

    max_deletes: CountOrPercent | None = None
    """At most so many deletes by one apply: a number, or a share such as "30%"."""

    max_changes: CountOrPercent | None = None
    """At most so many changes of any sort by one apply: a number, or a share such as "30%"."""

    deletes: bool = False
    """Whether anything may be deleted here at all."""

    allowed_hosts: list[Annotated[str, Field(pattern=_HOST)]] = Field(default_factory=list)
    """Where this tenant's webhooks may point: host names, `*.` in front for every host below one."""

    require_https: bool = True
    """Whether webhooks must be https."""

    adopt: Literal["by-name", "never"] = "by-name"
    """Whether a live resource of the same name may be taken over."""

    confirm: Literal["yes", "name"] = "yes"
    """What an interactive apply asks to be typed: `"yes"`, or the environment's name."""


class IgnoreSection(Section):
    """One attribute that is left as it lives for a while: not reported as drift and not written."""

    attribute: Annotated[str, Field(pattern=_ATTRIBUTE)]
    """Which one, such as `channel.sales-web.name`."""

    reason: Annotated[str, Field(min_length=1, max_length=255)]
    """Why: every report shows it."""

    until: Day
    """The last day it is left alone, such as 2027-03-31 (UTC); after it there is a warning."""
