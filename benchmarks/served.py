"""The benchmark's server as a process of its own, and what it is asked to do."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from http.client import HTTPConnection
from types import TracebackType
from typing import Any, Self

from benchmarks.child import ROOT, python


class Served:
    """A tenant on loopback; it ends with this process, however that ends."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            python("-m", "benchmarks.server"), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._server.stdout is not None
        self.port = int(self._server.stdout.readline())
        self.endpoint = f"http://127.0.0.1:{self.port}"

    def begin(
        self, *, empty: bool, latency: int = 0, rate: int = 0, slow: Mapping[str, int] | None = None
    ) -> None:
        """Start afresh, empty or as it was kept; milliseconds, and calls a second (0 is no limit).

        `slow` names tenants that take other milliseconds.
        """
        seconds = {name: milliseconds / 1000 for name, milliseconds in (slow or {}).items()}
        settings = {"empty": empty, "latency": latency / 1000, "slow": seconds, "rate": rate, "burst": rate}
        self._control("begin", settings)

    def keep(self) -> None:
        """Remember what the tenant holds now."""
        self._control("keep")

    def log(self) -> dict[str, Any]:
        """What was answered since it began, and what the tenant holds."""
        found: dict[str, Any] = self._control("log")
        return found

    def close(self) -> None:
        """End the server."""
        self._server.communicate()

    def _control(self, verb: str, settings: Mapping[str, Any] | None = None) -> Any:
        connection = HTTPConnection("127.0.0.1", self.port)
        try:
            connection.request("POST", f"/_bench/{verb}", json.dumps(settings))
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
