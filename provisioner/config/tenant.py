"""The environment a checked header describes, and the rules about the tenant it reaches."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.config.endpoint import ALLOWED_ENDPOINTS, is_allowed
from provisioner.config.environment_file import EnvironmentFile
from provisioner.config.findings import Findings
from provisioner.config.node import Node
from provisioner.config.sections import CredentialSection, GuardsSection, IgnoreSection, TenantSection
from provisioner.model.address import Address
from provisioner.model.environment import (
    SIMULATOR,
    Credential,
    Environment,
    Guards,
    Ignore,
    QueueBinding,
    Statistics,
    Tenant,
)


def environment_of(header: EnvironmentFile, root: Node) -> Environment:
    """The environment of a header that was checked; `root` gives the places."""
    bindings = root.members["queues"].members if header.queues else {}
    simulator = root.members["simulator"].plain if header.simulator else {}
    ignored = root.members["ignore"].items if header.ignore else ()
    return Environment(
        name=header.environment,
        path=root.file,
        tenant=_tenant(header.tenant),
        guards=_guards(header.guards),
        queues={
            key: QueueBinding(queue.id, queue.name, bindings[key].key_position(key))
            for key, queue in header.queues.items()
        },
        include=tuple(header.include),
        promotes_from=header.promotes_from,
        simulator=simulator if isinstance(simulator, dict) else {},
        ignores=tuple(map(_ignore, header.ignore, ignored)),
    )


def check_name(header: EnvironmentFile, root: Node, name: str, findings: Findings) -> None:
    """An environment bears its file's name: what people type is what they see."""
    if header.environment != name:
        detail = f'this file is the environment "{name}"'
        hint = f"write `environment: {name}`, or rename the file"
        findings.error("Wrong environment name", root.members["environment"].position, detail, hint)


def check_tenant(header: EnvironmentFile, root: Node, environ: Mapping[str, str], findings: Findings) -> None:
    """The endpoint is one that may see the key, and a key is named where one is needed."""
    tenant, simulated = root.members["tenant"], header.tenant.endpoint == SIMULATOR
    if not is_allowed(header.tenant.endpoint, environ):
        detail = "the key is sent to https://*.8x8.com or to this machine, and to nobody else"
        hint = f"write an endpoint of 8x8 or `simulator`; an operator can allow others by {ALLOWED_ENDPOINTS}"
        findings.error("Endpoint refused", tenant.members["endpoint"].position, detail, hint)
    if header.tenant.api_key is None and not simulated:
        hint = (
            "add `api_key: { env: NAME_OF_A_VARIABLE }`, or `endpoint: simulator` for a tenant without a key"
        )
        findings.error("Missing attribute", tenant.key_position("tenant"), '`tenant` has no "api_key"', hint)
    if header.simulator is not None and not simulated:
        place = root.members["simulator"].key_position("simulator")
        hint = "remove it, or write `endpoint: simulator`"
        findings.error(
            "Section not possible here", place, "only a simulated tenant can be told what it holds", hint
        )


def _ignore(section: IgnoreSection, node: Node) -> Ignore:
    address, _, attribute = section.attribute.rpartition(".")
    place = node.members["attribute"].position
    return Ignore(Address.parse(address), attribute, section.reason, section.until, place)


def _tenant(section: TenantSection) -> Tenant:
    statistics = section.statistics
    return Tenant(
        id=section.id,
        endpoint=section.endpoint.rstrip("/"),
        region=section.region,
        api_key=_credential(section.api_key) if section.api_key else None,
        put=section.put,
        statistics=(
            Statistics(_credential(statistics.client_id), _credential(statistics.client_secret))
            if statistics
            else None
        ),
    )


def _credential(section: CredentialSection) -> Credential:
    return Credential(env=section.env, file=section.file)


def _guards(section: GuardsSection) -> Guards:
    return Guards(
        max_creates=section.max_creates,
        max_updates=section.max_updates,
        max_deletes=section.max_deletes,
        max_changes=section.max_changes,
        deletes=section.deletes,
        allowed_hosts=tuple(host.lower() for host in section.allowed_hosts),
        require_https=section.require_https,
        adopt=section.adopt,
        confirm=section.confirm,
    )
