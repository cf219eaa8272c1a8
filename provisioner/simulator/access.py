"""Who is calling, and for which tenant."""

from __future__ import annotations

from provisioner.simulator.exchange import Request
from provisioner.simulator.problem import Refusal
from provisioner.simulator.tenant import Tenant
from provisioner.simulator.tokens import Tokens


def by_key(request: Request, tenants: list[Tenant], product: str) -> Tenant:
    """The tenant a request with an API key is for; raises Refusal 401, 403 or 404."""
    key = request.headers.get("x-api-key", "")
    own = [tenant for tenant in tenants if key and tenant.key.value == key]
    if not own:
        raise denied()
    tenant = _chosen(own, request.headers.get("x-8x8-tenant", ""), "X-8x8-Tenant")
    if product not in tenant.key.products:
        raise Refusal(403, f"The API key does not include the product {product}.", "access_denied")
    return tenant


def by_token(request: Request, tenants: list[Tenant], tokens: Tokens) -> Tenant:
    """The tenant a request with a Bearer token is for; raises Refusal 401, 403 or 404."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    client = tokens.client(token) if scheme.lower() == "bearer" else None
    own = [tenant for tenant in tenants if client and tenant.client and tenant.client[0] == client]
    if not own:
        raise denied()
    return _chosen(own, request.headers.get("x-tenant-info", ""), "X-Tenant-Info")


def denied() -> Refusal:
    """Source: UnauthorizedProblem."""
    return Refusal(401, "Access Denied", "access_denied")


def _chosen(own: list[Tenant], named: str, header: str) -> Tenant:
    """The tenant a header names among those of one customer; without the header the switch decides."""
    for tenant in own:
        if tenant.id == named or (not named and tenant.switches.tenant_header == "first"):
            return tenant
    if not named:
        raise Refusal(403, f"The header {header} is missing.", "access_denied")
    if own[0].switches.wrong_tenant == 404:
        raise Refusal(404, f"Tenant {named} does not belong to customer {own[0].id}.", "resource_not_found")
    raise Refusal(403, "The tenant does not belong to customer.", "access_denied")
