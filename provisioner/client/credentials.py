"""Secrets read from where the configuration says they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from provisioner.diagnostics import Diagnostic
from provisioner.errors import CredentialError
from provisioner.model.environment import Credential

LONGEST = 65_536


def secret_of(credential: Credential, environ: Mapping[str, str]) -> str:
    """The secret itself; raises CredentialError naming what to set and never showing what was found."""
    text = environ.get(credential.env) if credential.env else _content(credential)
    if not text:
        state = "is not set" if text is None else "is empty"
        raise _error("A credential is missing", credential, state)
    if not (text.isascii() and text.isprintable()):
        raise _error("A credential cannot be used", credential, "holds a character that no key has")
    if text != text.strip():
        raise _error("A credential cannot be used", credential, "begins or ends with a space")
    return text


def _content(credential: Credential) -> str:
    try:
        with Path(credential.file or "").open("rb") as file:
            found = file.read(LONGEST)
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise _error("A credential is missing", credential, f"cannot be read: {reason}") from None
    return found.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def _error(summary: str, credential: Credential, state: str) -> CredentialError:
    place = f"set {credential.env}" if credential.env else f"write it to {credential.file}"
    return CredentialError(
        Diagnostic(summary, f"{credential} {state}", f"{place}, nothing but the secret itself")
    )
