"""Answers and lost calls as diagnostics and errors a person can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from urllib.parse import urlsplit

from provisioner.client.call import Answer, Call, Lost
from provisioner.client.mask import Mask
from provisioner.client.problem import LONGEST_DETAIL, explanation, is_gone, is_of_another_tenant
from provisioner.client.text import one_line
from provisioner.diagnostics import Diagnostic
from provisioner.errors import CredentialError, TenantError
from provisioner.model.environment import Tenant
from provisioner.model.record import record

_NETWORK = "check the network, the proxy and tenant.endpoint, then run again"
_CERTIFICATE = "name the certificates to trust with REQUESTS_CA_BUNDLE or SSL_CERT_FILE"
_ENDPOINT = "check tenant.endpoint"
_UNKNOWN = ("The tenant does not know a resource of this call", "run `provisioner plan` again")


class ForbiddenError(CredentialError):
    """403: the key is known and has not the permission."""


@record
class Diagnosis:
    """Speaks for one credential: where it is found, and the tenant and the header it is sent with."""

    tenant: str
    credential: str
    header: str
    mask: Mask

    @classmethod
    def of_api_key(cls, tenant: Tenant, mask: Mask) -> Diagnosis:
        """For calls that carry the API key."""
        found = f"API key ({tenant.api_key})" if tenant.api_key else "API key"
        return cls(tenant.id, found, "X-8x8-Tenant", mask)

    @classmethod
    def of_client(cls, tenant: Tenant, mask: Mask) -> Diagnosis:
        """For calls that carry the OAuth client's credentials or its token."""
        given = tenant.statistics
        found = f" ({given.client_id} and {given.client_secret})" if given else ""
        return cls(tenant.id, f"statistics client{found}", "X-Tenant-Info", mask)

    def of(self, call: Call, result: Answer | Lost, secrets: Iterable[str] = ()) -> Diagnostic:
        """Why this call did not do what it should; `secrets` are hidden like the connection's own."""
        if isinstance(result, Lost):
            said = self._lost(result)
            detail = self.mask(result.reason)
        else:
            said = _UNKNOWN if call.writes and is_gone(result) else self._answered(result)
            hide = partial(self.mask, beside=tuple(secrets))
            detail = _redirect(result, hide) or explanation(result, hide)
        return Diagnostic(said[0], f"{self.mask(str(call))}: {detail}", said[1])

    def error(self, call: Call, result: Answer | Lost) -> TenantError:
        """The same as an error: a matter of the credential, or of anything else."""
        diagnostic = self.of(call, result)
        match result:
            case Answer(status=401):
                return CredentialError(diagnostic)
            case Answer() if is_of_another_tenant(result):
                return CredentialError(diagnostic)
            case Answer(status=403):
                return ForbiddenError(diagnostic)
            case _:
                return TenantError(diagnostic)

    def unusable(self, call: Call, reason: str) -> Diagnostic:
        """An accepted answer that does not say what it should."""
        return Diagnostic(
            "The tenant's answer cannot be used", self.mask(f"{call}: {reason}")[:LONGEST_DETAIL], _ENDPOINT
        )

    def _lost(self, lost: Lost) -> tuple[str, str]:
        if lost.untrusted:
            return "The tenant's certificate is refused", _CERTIFICATE
        return ("The tenant did not answer" if lost.sent else "The tenant cannot be reached"), _NETWORK

    def _answered(self, answer: Answer) -> tuple[str, str]:
        match 403 if is_of_another_tenant(answer) else answer.status:
            case 401:
                return "The tenant refused the credential", f"check the {self.credential}"
            case 403:
                return (
                    f"The credential has no permission for this in tenant {self.tenant}",
                    f"tenant.id is sent as {self.header}: check it, and what the {self.credential} allows",
                )
            case 404:
                return "The tenant does not know this address", f"{_ENDPOINT} and tenant.id ({self.tenant})"
            case 407:
                return "The proxy refused the call", "check the user and password in the proxy variables"
            case 429:
                return "The tenant refuses more calls for now", "run again later, or with less --parallelism"
            case status if 300 <= status < 400:
                return "The tenant redirects the call, which is never followed", _ENDPOINT
            case status if status >= 500:
                return "The tenant failed to answer", "run again later"
            case _:
                return "The tenant refused the call", ""


def _redirect(answer: Answer, hide: Callable[[str], str]) -> str:
    """Where a redirect leads: scheme, host and path alone, for anything may stand in the rest."""
    if not 300 <= answer.status < 400:
        return ""
    try:
        target = urlsplit(answer.headers.get("Location", ""))
        host = target.netloc.rpartition("@")[2]
    except ValueError:
        return f"{answer.status} to an unreadable address"
    start = f"{target.scheme}://{host}" if host else ""
    return f"{answer.status} to {one_line(hide(start + target.path))[:200] or 'nowhere'}"
