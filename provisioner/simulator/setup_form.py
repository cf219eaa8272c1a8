"""A tenant's setup as JSON, for the controls over HTTP."""

from __future__ import annotations

from typing import Any

from provisioner.simulator.switches import Switches
from provisioner.simulator.tenant import EMBEDDED_KEY, PRODUCTS, Key, Queue, TenantSetup

_MEMBERS = ("key", "products", "queues", "switches", "client")


def read_setup(id: str, form: Any) -> TenantSetup:
    """Read `{"key", "products", "queues", "switches", "client"}`, each optional; raises ValueError.

    `queues` is `{"101": "Sales"}` or a list of `{"id", "name", "media"}`; `client` is an id and a secret.
    """
    if not isinstance(form, dict) or set(form) - set(_MEMBERS):
        raise ValueError(f"a tenant is an object with {', '.join(_MEMBERS)}, each optional")
    key = form.get("key", EMBEDDED_KEY)
    products = frozenset(_texts("products", form.get("products", sorted(PRODUCTS))))
    client = _texts("client", form["client"]) if form.get("client") else None
    if not isinstance(key, str) or not key:
        raise ValueError('"key" is a text')
    if client is not None and len(client) != 2:
        raise ValueError('"client" is a list of an id and a secret')
    return TenantSetup(
        id=id,
        key=Key(key, products),
        queues=tuple(_queue(one) for one in _listed(form.get("queues", {}))),
        switches=Switches.parse(form.get("switches", {})),
        client=(client[0], client[1]) if client else None,
    )


def _listed(queues: Any) -> list[Any]:
    if isinstance(queues, dict):
        return [{"id": id, "name": name} for id, name in queues.items()]
    if isinstance(queues, list):
        return queues
    raise ValueError('"queues" maps ids to names, or lists queues')


def _queue(form: Any) -> Queue:
    try:
        return Queue(int(form["id"]), str(form["name"]), str(form.get("media", "chat")))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ValueError(f"a queue has a numeric id and a name, unlike {form!r}") from None


def _texts(name: str, value: Any) -> list[str]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    raise ValueError(f'"{name}" is a list of texts')
