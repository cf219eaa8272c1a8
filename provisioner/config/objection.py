"""What the loader says of one text: written in a file, or still in a tenant and about to be."""

from __future__ import annotations

from provisioner.config.names import LONGEST, control_character, hidden_character
from provisioner.config.uri import Destination, complaints
from provisioner.diagnostics import Diagnostic
from provisioner.model.attribute import Attribute
from provisioner.model.value import Secret


def objection(attribute: Attribute, text: str, allowed: Destination) -> Diagnostic | None:
    """Why no file may hold this value of a tenant, or None."""
    if attribute.sensitive:
        refused = (one for one in complaints(text, allowed) if not one.warning)
        return next((Diagnostic("URI refused", one.detail, one.hint) for one in refused), None)
    return name_complaint(text) if attribute.name == "name" else text_complaint(text)


def name_complaint(name: str | Secret) -> Diagnostic | None:
    """What is wrong with a name: it is shown everywhere, so it can hide nothing."""
    if isinstance(name, Secret):
        hint = "write the name out, or take it from `vars:`"
        return Diagnostic("Secret in a name", "would show an environment variable to everybody", hint)
    if not 1 <= len(name) <= LONGEST:
        hint = f"a name has 1 to {LONGEST} characters"
        return Diagnostic("Value not possible", f"has {len(name):,} characters", hint)
    return _hidden_complaint(hidden_character(name))


def text_complaint(value: str | Secret) -> Diagnostic | None:
    """What is wrong with any other text."""
    text = value.value if isinstance(value, Secret) else value
    return _hidden_complaint(control_character(text)) if text is not None else None


def _hidden_complaint(hidden: str | None) -> Diagnostic | None:
    if hidden is None:
        return None
    told = "begins or ends with a blank" if hidden == " " else f"holds U+{ord(hidden):04X}"
    return Diagnostic("Invisible character", told, "remove it")
