"""Why a request is refused, and the bodies the vendor's services say it with."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from provisioner.simulator.exchange import PROBLEM, Answer, json_answer


@dataclass(frozen=True, slots=True)
class Finding:
    """One attribute of a request that is wrong. Source: ValidationExceptionPayload.validations."""

    field: str
    value: Any
    message: str
    code: str = "invalid_parameter"


@dataclass(eq=False)
class Refusal(Exception):
    """A request that is refused; nothing was changed.

    `standard` marks what no service of the vendor answers, such as an unknown path: it is said as RFC 7807.
    """

    status: int
    message: str
    code: str = ""
    findings: tuple[Finding, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    standard: bool = False

    @property
    def spoken_code(self) -> str:
        """The code given, or the status in snake case."""
        return self.code or phrase(self.status).lower().replace(" ", "_")


def phrase(status: int) -> str:
    """The reason phrase of a status, also of one that no standard knows."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def answer_to(refusal: Refusal, shape: str = "documented") -> Answer:
    """Say a refusal in one of the shapes of the switch `error_shape`."""
    if shape == "text":
        body = refusal.message.encode()
        return Answer(refusal.status, body, {"Content-Type": "text/plain", **refusal.headers})
    document = _standard(refusal) if refusal.standard or shape == "rfc7807" else _vendor(refusal, shape)
    return json_answer(refusal.status, document, PROBLEM).with_headers(refusal.headers)


def _standard(refusal: Refusal) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": phrase(refusal.status),
        "status": refusal.status,
        "detail": refusal.message,
    }


def _vendor(refusal: Refusal, shape: str) -> dict[str, Any]:
    errors: list[dict[str, str]] = [{"code": refusal.spoken_code, "message": refusal.message}]
    if refusal.findings:
        errors = [{"code": finding.code, "message": finding.message} for finding in refusal.findings]
    document: dict[str, Any] = {"message": refusal.message, "errors": errors}
    if shape == "strings" or (shape == "documented" and refusal.status in (403, 404)):
        document["errors"] = [error["message"] for error in errors]
    elif shape == "object":
        document["errors"] = errors[0]
    return {**document, **_validations(refusal, shape), "referenceId": secrets.token_hex(8)}


def _validations(refusal: Refusal, shape: str) -> dict[str, Any]:
    """The list beside `errors`. Source: ConstraintViolationProblem.validations for the strings."""
    if not refusal.findings or shape in ("objects", "object"):
        return {}
    if shape in ("strings", "validations"):
        return {"validations": [f"{finding.field}: {finding.message}" for finding in refusal.findings]}
    return {
        "validations": [
            {
                "field": finding.field,
                "value": "" if finding.value is None else str(finding.value),
                "code": finding.code,
                "message": finding.message,
            }
            for finding in refusal.findings
        ]
    }
