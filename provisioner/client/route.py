"""How calls reach the endpoint: the proxies and certificates that environment variables name."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies

from provisioner.client.text import one_line
from provisioner.diagnostics import Diagnostic
from provisioner.errors import TenantError
from provisioner.model.record import record

BUNDLE_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")


@record
class Route:
    """Proxies by scheme, and the certificates to trust: a path, or True for the built-in ones."""

    proxies: Mapping[str, str] = field(repr=False)
    verify: str | bool

    @classmethod
    def to(cls, endpoint: str) -> Route:
        """Read the process environment; loopback never goes through a proxy. Raises TenantError."""
        if not _is_address(endpoint):
            shown = one_line(endpoint.rpartition("@")[2])
            raise TenantError(Diagnostic("The endpoint is no address", shown, "check tenant.endpoint"))
        proxies = {} if is_loopback(endpoint) else get_environ_proxies(endpoint)
        return cls(proxies, _bundle(os.environ))


def is_loopback(endpoint: str) -> bool:
    """Whether the endpoint is this machine, by name or by address."""
    host = urlsplit(endpoint).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        named = bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
        return named and parts.scheme in ("http", "https")
    except ValueError:
        return False


def _bundle(environ: Mapping[str, str]) -> str | bool:
    for variable in BUNDLE_VARIABLES:
        if path := environ.get(variable):
            if not Path(path).exists():
                raise TenantError(_no_bundle(variable, path))
            return path
    return True


def _no_bundle(variable: str, path: str) -> Diagnostic:
    return Diagnostic(
        "The certificate bundle does not exist",
        f"{variable} names {path}",
        "correct the variable, or unset it to use the built-in certificates",
    )
