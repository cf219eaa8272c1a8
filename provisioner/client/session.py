"""The only place that sends: headers, deadlines, a limit on the answer, and no write unless allowed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from requests import PreparedRequest, Request, Response
from requests.exceptions import RequestException
from requests.structures import CaseInsensitiveDict
from urllib3 import Timeout
from urllib3.exceptions import HTTPError

from provisioner import __version__
from provisioner.client.access import Access, unlogged
from provisioner.client.call import Answer, Call, Lost
from provisioner.client.loss import lost
from provisioner.client.route import Route
from provisioner.client.transport import Transport
from provisioner.model.environment import Tenant

LARGEST_ANSWER = 8_000_000
"""In decoded bytes: twenty full pages of channels."""

CONNECT_TIMEOUT = 10.0
CHUNK = 65_536
ACCEPT = "application/hal+json, application/problem+json, application/json;q=0.9"
ALWAYS = {"User-Agent": f"provisioner/{__version__}", "Accept-Encoding": "gzip", "Accept": "application/json"}
CONTENT = {"Content-Type": "application/json"}


class Session:
    """Connections to one endpoint; safe to use from several threads at once."""

    def __init__(self, tenant: Tenant, access: Access, log: Callable[[str], None] = unlogged) -> None:
        self._endpoint = access.endpoint.rstrip("/")
        self._headers = {"x-api-key": access.api_key, "X-8x8-Tenant": tenant.id, "Accept": ACCEPT}
        self._writable = access.writable
        self._route = Route.to(access.endpoint)
        self._transport = Transport(pool_connections=2, pool_maxsize=access.parallelism + 4)
        self._log = log
        self._counting = threading.Lock()
        self.calls = 0

    def send(self, call: Call, seconds: float) -> Answer | Lost:
        """One try, over within `seconds`; never follows a redirect.

        Raises RuntimeError when a session that is not writable is asked for a write: a fault of the caller.
        """
        if call.writes and not self._writable:
            raise RuntimeError(f"a session for reading was asked to send {call}")
        with self._counting:
            self.calls += 1
        began = monotonic()
        result = self._exchange(call, seconds)
        told = result.status if isinstance(result, Answer) else result.reason
        self._log(f"{call} {told} {(monotonic() - began) * 1000:.0f} ms")
        return result

    def _exchange(self, call: Call, seconds: float) -> Answer | Lost:
        try:
            response = self._transport.send(
                self._prepared(call),
                stream=True,
                timeout=Timeout(connect=min(CONNECT_TIMEOUT, seconds), total=seconds),  # type: ignore[arg-type]
                verify=self._route.verify,
                proxies=dict(self._route.proxies),
            )
        except (RequestException, HTTPError, OSError, ValueError) as error:
            return lost(error)
        return _received(response)

    def _prepared(self, call: Call) -> PreparedRequest:
        own = self._headers if call.headers is None else call.headers
        headers = {**ALWAYS, **(CONTENT if call.body else {}), **own}
        return Request(call.method, self._endpoint + call.path, headers, data=call.body).prepare()

    def close(self) -> None:
        """Drop every connection that is not in use."""
        self._transport.close()


def _received(response: Response) -> Answer:
    """The whole answer, or as much of it as may be kept, with the reason why not all."""
    content, damage = bytearray(), ""
    try:
        while chunk := response.raw.read(CHUNK, decode_content=True):
            content += chunk
            if len(content) > LARGEST_ANSWER:
                damage = f"the answer is larger than {LARGEST_ANSWER // 1_000_000} MB"
                break
    except (HTTPError, OSError) as error:
        damage = lost(error).reason
    if damage:
        response.raw.close()
    response.raw.release_conn()
    return Answer(response.status_code, CaseInsensitiveDict(response.headers), bytes(content), damage)
