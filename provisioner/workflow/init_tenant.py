"""`init --from-tenant`: the first environment made from a tenant that is already set up."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from provisioner.config.interpolate import PREFIX
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import ConfigurationError, ProvisionerError, UsageError
from provisioner.model.environment import DEFAULT_ENDPOINT, SIMULATOR
from provisioner.model.record import record
from provisioner.model.yaml_text import yaml_lines
from provisioner.workflow.export import Exported, Request, export
from provisioner.workflow.export_files import environment_file
from provisioner.workflow.init import advice
from provisioner.workflow.known import known
from provisioner.workflow.options import Options


@record
class Origin:
    """The tenant to begin with; `api_key_env` names the variable that holds its key, a usual one if empty."""

    tenant: str
    endpoint: str = DEFAULT_ENDPOINT
    api_key_env: str = ""
    secrets_to: Path | None = None


def init_from_tenant(options: Options, origin: Origin) -> Exported:
    """Write the environment's file, the schemas and everything that lives in the tenant, and bind it.

    Raises ProvisionerError when the file is there already, UsageError when the flags make no environment.
    """
    path = environment_file(options)
    if path.exists():
        hint = (
            f"nothing was written; `provisioner export -e {options.environment} --out . --merge` adds to it"
        )
        raise ProvisionerError(Diagnostic("Files in the way", f"environments/{path.name}", hint))
    # The export reads an environment from its file, so there is one to begin with, where nobody sees it.
    with tempfile.TemporaryDirectory() as folder:
        beginning = replace(options, folder=Path(folder))
        _begin(beginning, origin)
        exported = export(beginning, Request(options.folder, merge=True, secrets_to=origin.secrets_to))
    told = (Diagnostic(one, severity=Severity.NOTICE) for one in advice(options.folder))
    return replace(exported, notices=(*exported.notices, *told))


def _begin(options: Options, origin: Origin) -> None:
    path = environment_file(options)
    path.parent.mkdir()
    lines = yaml_lines(_header(options.environment, origin), short=True)
    path.write_text("".join(f"{line}\n" for line, _ in lines), encoding="utf-8")
    try:
        known(options, whole=False)
    except ConfigurationError as error:
        told = (replace(one, position=None, source="") for one in error.diagnostics)
        raise UsageError(*told) from None


def _header(environment: str, origin: Origin) -> dict[str, Any]:
    tenant: dict[str, Any] = {"id": origin.tenant}
    if origin.endpoint != DEFAULT_ENDPOINT:
        tenant["endpoint"] = origin.endpoint
    if origin.endpoint != SIMULATOR:
        tenant["api_key"] = {"env": origin.api_key_env or _usual_variable(environment)}
    return {"format_version": 1, "environment": environment, "tenant": tenant}


def _usual_variable(environment: str) -> str:
    return f"{PREFIX}{re.sub('[^A-Z0-9]+', '_', environment.upper())}_API_KEY"
