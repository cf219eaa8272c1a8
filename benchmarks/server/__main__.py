"""Serve an empty tenant on a free loopback port, which is written out, until standard input ends."""

from __future__ import annotations

import asyncio
import sys
import time

from benchmarks.server.connection import Connection
from benchmarks.server.tenant import Tenant


async def serve() -> None:
    """Bound to the life of whoever started it: an abandoned server would falsify every later figure."""
    loop = asyncio.get_running_loop()
    tenant = Tenant(time.monotonic)
    server = await loop.create_server(lambda: Connection(tenant), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
