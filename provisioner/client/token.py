"""The OAuth2 bearer token of the statistics route, drawn when first needed."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Mapping

from provisioner.client.call import Answer, Call
from provisioner.client.mask import Mask
from provisioner.client.reader import Reader
from provisioner.errors import CredentialError

PATH = "/oauth/v2/token"


class Token:
    """Client credentials turned into a token that is kept until the tenant refuses it."""

    def __init__(self, reader: Reader, client: tuple[str, str], mask: Mask) -> None:
        self._reader = reader
        self._basic = b64encode(":".join(client).encode()).decode()
        self._mask = mask
        self._lock = threading.Lock()
        self._value = ""
        mask.add(client[1])
        mask.add(self._basic)

    def headers(self, tenant: str) -> Mapping[str, str]:
        """What every statistics call carries; raises CredentialError when the credentials are refused."""
        with self._lock:
            self._value = self._value or self._draw()
            return {"Authorization": f"Bearer {self._value}", "X-Tenant-Info": tenant}

    def renew(self, refused: Mapping[str, str]) -> None:
        """Forget the token these headers carry, unless it was replaced meanwhile."""
        with self._lock:
            if refused["Authorization"] == f"Bearer {self._value}":
                self._value = ""

    def _draw(self) -> str:
        """Source: OAuth for 8x8 APIs; a client that is not known is refused with 400 or 401."""
        headers = {
            "Authorization": f"Basic {self._basic}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        call = Call("POST", PATH, b"grant_type=client_credentials", headers, harmless=True)
        result = self._reader.send(call)
        if isinstance(result, Answer) and result.status == 400:
            raise CredentialError(self._reader.diagnosis.of(call, result))
        body = self._reader.parsed(call, result).body
        value = body.get("access_token") if isinstance(body, dict) else None
        if not isinstance(value, str) or not value.isascii() or not value.isprintable() or not value:
            raise self._reader.unusable(call, "the answer has no access token")
        self._mask.add(value)
        return value
