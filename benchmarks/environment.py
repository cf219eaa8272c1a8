"""Writes the environments that are planned: as many channels as asked for, bound to a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NAME = "bench"
API_KEY_VARIABLE = "PROVISIONER_BENCH_API_KEY"
QUEUES = 10


class Size(NamedTuple):
    """How much one environment declares."""

    channels: int
    webhooks: int

    @classmethod
    def of(cls, channels: int) -> Size:
        """A tenth as many webhooks as channels."""
        return cls(channels, max(1, channels // 10))

    @property
    def resources(self) -> int:
        return self.channels + self.webhooks


def write_environment(folder: Path, endpoint: str, size: Size, *, moved: int = 0) -> None:
    """The files of one environment; the first `moved` channels name another queue than they would."""
    shared = folder / "environments" / "shared"
    shared.mkdir(parents=True, exist_ok=True)
    (shared / "webhooks.yaml").write_text("".join(_webhooks(size)), encoding="utf-8")
    (shared / "channels.yaml").write_text("".join(_channels(size, moved)), encoding="utf-8")
    write_tenant(folder, NAME, endpoint)


def write_tenant(folder: Path, name: str, endpoint: str) -> None:
    """One environment file that includes the shared definitions as they are."""
    queues = "".join(f"  queue-{number}: {{ id: {101 + number} }}\n" for number in range(QUEUES))
    (folder / "environments" / f"{name}.yaml").write_text(
        f"format_version: 1\nenvironment: {name}\n"
        f"tenant:\n  id: {name}\n  endpoint: {endpoint}\n  api_key: {{ env: {API_KEY_VARIABLE} }}\n"
        f"include: [shared]\nqueues:\n{queues}",
        encoding="utf-8",
    )


def _webhooks(size: Size) -> Iterator[str]:
    yield "format_version: 1\n\nwebhooks:\n"
    for number in range(size.webhooks):
        yield (
            f"  bot-{number:04d}:\n"
            f"    name: Bot {number:04d}\n"
            f"    uri: https://bots.example.com/8x8/events/{number:04d}\n"
        )


def _channels(size: Size, moved: int) -> Iterator[str]:
    yield "format_version: 1\n\nchannels:\n"
    for number in range(size.channels):
        yield (
            f"  shop-{number:05d}:\n"
            f"    name: Shop {number:05d} web chat\n"
            f"    description: Chat on the pages of shop {number:05d}\n"
            f"    webhook: bot-{number % size.webhooks:04d}\n"
            f"    queue: queue-{(number + (number < moved)) % QUEUES}\n"
        )
