"""Faults as JSON, for the controls over HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, get_args

from provisioner.simulator.fault import Action, Fault, Raw

_ACTIONS: Mapping[str, type[Any]] = {
    re.sub(r"(?<=.)(?=[A-Z])", "-", action.__name__).lower(): action for action in get_args(Action)
}
_ACCEPTED: Mapping[str, tuple[type, ...]] = {
    "bytes": (str,),
    "str": (str,),
    "int": (int,),
    "int | None": (int, type(None)),
    "float": (int, float),
    "bool": (bool,),
    "Mapping[str, str]": (dict,),
    "Mapping[str, Any]": (dict,),
    "tuple[str, ...]": (list,),
    "Literal['before', 'after']": (str,),
}


def read_fault(form: Any) -> Fault:
    """Read the JSON form of a fault; raises ValueError saying what is wrong with it."""
    if not isinstance(form, dict) or not isinstance(form.get("action"), dict):
        raise ValueError('a fault is an object with an "action" such as {"do": "status", "status": 503}')
    action = dict(form["action"])
    name = str(action.pop("do", None))
    if name not in _ACTIONS:
        raise ValueError(f'"do" is one of {", ".join(_ACTIONS)}, not {name!r}')
    members = {**form, "action": _built(_ACTIONS[name], action)}
    if members.get("when", "before") not in ("before", "after"):
        raise ValueError(f'"when" is before or after, not {members["when"]!r}')
    fault = _built(Fault, members)
    assert isinstance(fault, Fault)
    return fault


def write_fault(fault: Fault) -> dict[str, Any]:
    """The JSON form of a fault, the inverse of `read_fault`."""
    name = next(name for name, action in _ACTIONS.items() if isinstance(fault.action, action))
    members = asdict(fault.action)
    if isinstance(fault.action, Raw):
        members["data"] = fault.action.data.decode("latin-1")
    return {**asdict(fault), "action": {"do": name, **members}}


def _built(made: type[Any], members: Mapping[str, Any]) -> Any:
    known = {member.name: str(member.type) for member in fields(made)}
    for name, value in members.items():
        if name not in known:
            raise ValueError(f"{name!r} is not a member of {made.__name__}: there are {', '.join(known)}")
        accepted = _ACCEPTED.get(known[name])
        if accepted and (
            not isinstance(value, accepted) or (isinstance(value, bool) and bool not in accepted)
        ):
            raise ValueError(f"{name!r} of {made.__name__} is {known[name]}, not {value!r}")
    try:
        return made(**{name: _plain(value, known[name]) for name, value in members.items()})
    except TypeError as error:
        raise ValueError(f"{made.__name__} is not complete: {error}") from None


def _plain(value: Any, annotation: str) -> Any:
    if annotation == "bytes":
        return value.encode("latin-1")
    return tuple(value) if annotation == "tuple[str, ...]" else value
