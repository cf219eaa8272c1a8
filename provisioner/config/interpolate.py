"""Placeholders in one text: `${vars.NAME}`, `${env.NAME}`, and `$${` for a literal `${`.

One pass from left to right; what is put in is never read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from provisioner.model.record import record
from provisioner.model.value import Secret

PREFIX = "PROVISIONER_"
PLACEHOLDER = re.compile(r"\$\$\{|\$\{(?:(vars|env)\.([A-Za-z_][A-Za-z0-9_-]*)\}|[^}]*\}?)")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@record
class Surroundings:
    """What placeholders may read.

    `environ` is None offline: environment variables are then named and not read. `reserved` are the names
    that hold credentials of this environment. A variable that is None is wrong in the file and told there.
    """

    vars: Mapping[str, str | None]
    environ: Mapping[str, str] | None
    reserved: frozenset[str] = frozenset()
    path: str = ""


@record
class Mistake:
    """What is wrong with one placeholder, `placeholder` being its text.

    `undefined` is the name of a variable that may be misspelt. A mistake that is `told` was told before.
    """

    placeholder: str
    summary: str
    detail: str = ""
    hint: str = ""
    undefined: str = ""
    told: bool = False


def interpolate(text: str, around: Surroundings) -> tuple[str | Secret, list[Mistake]]:
    """The text with its placeholders replaced: a Secret as soon as one of them reads the environment."""
    if "${" not in text:
        return text, []
    value, shown, mistakes = "", "", []
    position, sensitive, known = 0, False, True
    for match in PLACEHOLDER.finditer(text):
        literal = text[position : match.start()]
        position = match.end()
        found = _replaced(match, around)
        if isinstance(found, Mistake):
            mistakes.append(found)
            found = ""
        is_env = match[1] == "env"
        sensitive, known = sensitive or is_env, known and found is not None
        value += literal + (found or "")
        shown += literal + (match[0] if is_env else found or "")
    value, shown = value + text[position:], shown + text[position:]
    return (Secret(value if known else None, shown) if sensitive else value), mistakes


def _replaced(match: re.Match[str], around: Surroundings) -> str | Mistake | None:
    """What stands in a placeholder's place; None for a variable that is not read."""
    match match[1]:
        case "vars":
            return _variable(match[0], match[2], around)
        case "env":
            return _secret(match[0], match[2], around)
        case _ if match[0] == "$${":
            return "${"
        case _:
            hint = "write ${vars.NAME} or ${env.NAME}; a literal ${ is written $${"
            return Mistake(match[0], "Unknown placeholder", f"`{match[0]}` cannot be replaced", hint)


def _variable(placeholder: str, name: str, around: Surroundings) -> str | Mistake:
    if name in around.vars:
        value = around.vars[name]
        return Mistake(placeholder, "Unusable variable", told=True) if value is None else value
    detail = f'"{name}" is not in `vars:` of {around.path}'
    return Mistake(placeholder, "Undefined variable", detail, f"add `{name}` under `vars:` there", name)


def _secret(placeholder: str, name: str, around: Surroundings) -> str | Mistake | None:
    if not name.startswith(PREFIX):
        hint = f"name it {PREFIX}{name.upper()}"
        return Mistake(
            placeholder, "Variable refused", f"only {PREFIX}... can be read from the environment", hint
        )
    if name in around.reserved:
        detail = f"{name} holds a credential of this environment"
        return Mistake(
            placeholder, "Variable refused", detail, "keep what a webhook needs in a variable of its own"
        )
    if around.environ is None:
        return None
    text = around.environ.get(name, "")
    if not text:
        state = "is empty" if name in around.environ else "is not set"
        return Mistake(
            placeholder, "Variable not set", f"the environment variable {name} {state}", f"set {name}"
        )
    if _CONTROL.search(text):
        detail = f"{name} holds a line break or another control character"
        return Mistake(placeholder, "Variable not usable", detail, f"set {name} without it")
    return text
