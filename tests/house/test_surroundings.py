"""What surrounds every test is what its conftest promises."""

from __future__ import annotations

import os
import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "198.51.100.7"])
def test_no_test_reaches_beyond_loopback(host: str) -> None:
    with socket.socket() as outside, pytest.raises(RuntimeError, match="nothing but loopback"):
        outside.connect((host, 9))


def test_no_setting_of_a_person_reaches_a_test() -> None:
    personal = [
        name for name in os.environ if name.startswith("PROVISIONER_") and name != "PROVISIONER_GOLDEN"
    ]
    assert personal == []
    assert "NO_COLOR" not in os.environ
