"""How a simulated tenant behaves where the vendor's documents leave the answer open."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

Choice = str | int | bool


@dataclass(frozen=True, slots=True)
class Switches:
    """One member a switch, its default being the answer thought most likely.

    `verify` refuses the create of a webhook whose host ends in `.invalid`: nothing is ever called.
    `list_lag` counts listings (requests for page 0) that still show what was before a write.
    `page_size` is the largest page granted. `rate_limit` is calls per second, 0 for none, `burst` how many
    may come at once (0: as many as the limit). `latency` is seconds before each answer. `version` says
    which member of a webhook request must hold the version. `token_lifetime` is seconds.
    """

    duplicate_names: Literal["accepted", "refused-400", "refused-409"] = "accepted"
    delete_in_use: Literal["refused-400", "refused-409", "dangling"] = "refused-400"
    description: Literal["returned", "dropped"] = "returned"
    put: Literal["erases", "keeps"] = "erases"
    unknown_attributes: Literal["kept", "dropped", "refused"] = "kept"
    list_lag: int = 0
    verify: Literal["ignores", "refuses"] = "ignores"
    uri: Literal["as-sent", "normalised"] = "as-sent"
    version: Literal["either", "notificationVersion"] = "either"
    queue_check: bool = True
    tenant_header: Literal["required", "first"] = "required"
    wrong_tenant: Literal[403, 404] = 403
    page_size: int = 1000
    rate_limit: int = 0
    rate_style: Literal["retry-after", "reset", "bare"] = "retry-after"
    burst: int = 0
    latency: float = 0.0
    token_lifetime: int = 3600
    error_shape: Literal["documented", "objects", "strings", "object", "validations", "rfc7807", "text"] = (
        "documented"
    )

    @classmethod
    def parse(cls, section: Mapping[str, Any]) -> Switches:
        """Read plain data like `{"list-lag": 2, "latency": "50ms"}`; raises ValueError with the way out."""
        return cls(**read_switches(section))


def _allowed(annotation: Any) -> tuple[Choice, ...] | type[int] | type[float]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if annotation is bool:
        return (True, False)
    return float if annotation is float else int


SWITCHES: Mapping[str, tuple[Choice, ...] | type[int] | type[float]] = {
    member.name: _allowed(get_type_hints(Switches)[member.name]) for member in fields(Switches)
}
"""The allowed values of every switch; `int` is a whole number, `float` a duration like `50ms`."""


def read_switches(section: Any) -> dict[str, Any]:
    """Read the switches that a section names, by member of `Switches`; raises ValueError with the way out."""
    if not isinstance(section, Mapping):
        raise ValueError(f"switches are a mapping of names to values, not {section!r}")
    return {_known(name): read_switch(name, value) for name, value in section.items()}


def read_switch(name: str, value: Any) -> Any:
    """Check one switch as a file writes it and return its value; raises ValueError with the way out."""
    allowed = SWITCHES[_known(name)]
    if isinstance(allowed, tuple):
        for choice in allowed:
            if choice == value and isinstance(choice, bool) == isinstance(value, bool):
                return choice
        raise ValueError(f"{name} is {_listed(allowed)}, not {_written(value)}")
    return _duration(name, value) if allowed is float else _whole(name, value)


def _known(name: str) -> str:
    member = str(name).replace("-", "_")
    if member in SWITCHES:
        return member
    near = difflib.get_close_matches(member, SWITCHES, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {_listed(tuple(SWITCHES), 'and')}"
    raise ValueError(f"{name} is not a switch of the simulator: {hint}")


def _whole(name: str, value: Any) -> int:
    least = 1 if name.replace("-", "_") == "page_size" else 0
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{name} is a whole number of {least} or more, not {_written(value)}")
    return value


def _duration(name: str, value: Any) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s)", str(value).strip())
    if match:
        return float(match[1]) / (1000 if match[2] == "ms" else 1)
    if value == 0 and not isinstance(value, bool):
        return 0.0
    raise ValueError(f"{name} is a duration such as 50ms or 0.2s, not {_written(value)}")


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _listed(choices: tuple[Choice, ...], last: str = "or") -> str:
    words = [str(choice).lower() if isinstance(choice, bool) else str(choice) for choice in choices]
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
