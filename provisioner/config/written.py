"""An environment back to the sections of its file."""

from __future__ import annotations

from typing import Any

from provisioner.model.environment import (
    Credential,
    Environment,
    Guards,
    Ignore,
    Limit,
    QueueBinding,
    Statistics,
    Tenant,
)


def written(environment: Environment) -> dict[str, Any]:
    """The sections of an environment but its definitions, in plain data, defaults included."""
    sections = {
        "format_version": 1,
        "environment": environment.name,
        "tenant": _tenant(environment.tenant),
        "queues": {key: _queue(binding) for key, binding in environment.queues.items()},
        "promotes_from": environment.promotes_from,
        "guards": _guards(environment.guards),
        "ignore": [_ignore(ignore) for ignore in environment.ignores],
        "simulator": dict(environment.simulator),
    }
    return {name: section for name, section in sections.items() if section not in ({}, [], None)}


def _tenant(tenant: Tenant) -> dict[str, Any]:
    return _written(
        {
            "id": tenant.id,
            "endpoint": tenant.endpoint,
            "region": tenant.region,
            "api_key": _credential(tenant.api_key) if tenant.api_key else None,
            "put": tenant.put,
            "statistics": _statistics(tenant.statistics) if tenant.statistics else None,
        }
    )


def _credential(credential: Credential) -> dict[str, Any]:
    return _written({"env": credential.env, "file": credential.file})


def _statistics(statistics: Statistics) -> dict[str, Any]:
    return {
        "client_id": _credential(statistics.client_id),
        "client_secret": _credential(statistics.client_secret),
    }


def _queue(binding: QueueBinding) -> dict[str, Any]:
    return _written({"id": binding.id, "name": binding.name})


def _ignore(ignore: Ignore) -> dict[str, Any]:
    return {"attribute": str(ignore), "reason": ignore.reason, "until": ignore.until.isoformat()}


def _guards(guards: Guards) -> dict[str, Any]:
    return _written(
        {
            "max_creates": _limit(guards.max_creates),
            "max_updates": _limit(guards.max_updates),
            "max_deletes": _limit(guards.max_deletes),
            "max_changes": _limit(guards.max_changes),
            "deletes": guards.deletes,
            "allowed_hosts": list(guards.allowed_hosts) or None,
            "require_https": guards.require_https,
            "adopt": guards.adopt,
            "confirm": guards.confirm,
        }
    )


def _limit(limit: Limit | None) -> int | str | None:
    return None if limit is None else str(limit) if limit.percent else limit.number


def _written(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
