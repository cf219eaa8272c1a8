"""Asks a server the same over many raw connections and only counts what comes back."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time

CONNECTIONS = 16
LARGEST_ANSWER = 2**22
_LENGTH = re.compile(rb"Content-Length: (\d+)")


async def _asked(port: int, target: str, until: float) -> tuple[int, int]:
    """How many answers and how many bytes one connection brings."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=LARGEST_ANSWER)
    requests = received = 0
    while time.monotonic() < until:
        writer.write(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        length = _LENGTH.search(await reader.readuntil(b"\r\n\r\n"))
        assert length is not None
        received += len(await reader.readexactly(int(length[1])))
        requests += 1
    writer.close()
    return requests, received


async def main(port: str, target: str, seconds: str) -> None:
    """Keep every connection busy and write what came of it in a second."""
    until = time.monotonic() + float(seconds)
    counts = await asyncio.gather(*(_asked(int(port), target, until) for _ in range(CONNECTIONS)))
    requests, received = (sum(column) / float(seconds) for column in zip(*counts, strict=True))
    json.dump({"requests": requests, "bytes": received}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
