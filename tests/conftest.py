"""What holds for every test: no network but loopback, no settings of the person who runs it, no hurry."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import Any

import hypothesis
import pytest

PERSONAL = (
    *("NO_COLOR", "FORCE_COLOR", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"),
    *("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"),
)
OURS = ("PROVISIONER_GOLDEN",)
UNTRACED = {"machine", "browser", "test_killed_everywhere.py", "test_evil_names.py", "test_storm.py"}
"""Like properties they go the same ways many times: traced they take twice as long and reach little new."""

# A busy machine must not fail a property that holds. Where CI is set, hypothesis repeats its examples.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


class _LoopbackSocket(socket.socket):
    """An audit hook would see every socket, but one in Python kills threads that coverage traces (3.11)."""

    def connect(self, address: Any) -> None:
        _refuse_elsewhere(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        _refuse_elsewhere(address)
        return super().connect_ex(address)


def pytest_configure() -> None:
    socket.socket = _LoopbackSocket  # type: ignore[misc]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        is_property = hypothesis.is_hypothesis_test(getattr(item, "function", None))
        if is_property or not UNTRACED.isdisjoint(item.path.parts):
            item.add_marker("no_cover")


def _refuse_elsewhere(address: object) -> None:
    match address:
        case (str(host), *_) if not _loopback(host):
            raise RuntimeError(f"a test may reach nothing but loopback, not {host}")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def _impersonal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        personal = name in PERSONAL or name.lower().endswith("_proxy")
        if personal or (name.startswith("PROVISIONER_") and name not in OURS):
            monkeypatch.delenv(name)
