"""Where a tenant may be: a pull request must not be able to send the key elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from provisioner.config.uri import address_of, is_local
from provisioner.model.environment import SIMULATOR

ALLOWED_ENDPOINTS = "PROVISIONER_ALLOW_ENDPOINT"
"""The environment variable in which an operator lists further endpoints, apart by blanks or commas."""

_ENDPOINT = re.compile(r"https?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")
_VENDOR = re.compile(r"([a-z0-9-]+\.)+8x8\.com")


def is_allowed(endpoint: str, environ: Mapping[str, str]) -> bool:
    """Whether the key may go there: 8x8 by https, this machine, the simulator, what the operator listed."""
    allowed = {one.rstrip("/") for one in re.split(r"[\s,]+", environ.get(ALLOWED_ENDPOINTS, "")) if one}
    if endpoint == SIMULATOR or endpoint.rstrip("/") in allowed:
        return True
    if not _ENDPOINT.fullmatch(endpoint):
        return False
    vendor = endpoint.startswith("https://") and _VENDOR.fullmatch(_host(endpoint))
    return bool(vendor) or not reaches_8x8(endpoint)


def reaches_8x8(endpoint: str) -> bool:
    """Whether the webhooks are called from 8x8's own network, and not from a simulator on this machine."""
    host = _host(endpoint)
    return endpoint != SIMULATOR and not is_local(host, address_of(host))


def _host(endpoint: str) -> str:
    try:
        return urlsplit(endpoint).hostname or ""
    except ValueError:
        return ""
