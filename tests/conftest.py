"""What holds for every test: no network but loopback, no settings of the person who runs it, no hurry."""

from __future__ import annotations

import ipaddress
import os
import sys

import hypothesis
import pytest

PERSONAL = ("NO_COLOR", "FORCE_COLOR", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE")
OURS = ("PROVISIONER_GOLDEN",)

# A busy machine must not fail a property that holds. Where CI is set, hypothesis repeats its examples.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure() -> None:
    sys.addaudithook(_stay_on_loopback)


def _stay_on_loopback(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    match arguments:
        case (_, (str(host), *_)) if not _loopback(host):
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
