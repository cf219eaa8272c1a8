"""Secrets are read where the configuration says, and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from provisioner.client.credentials import secret_of
from provisioner.errors import CredentialError
from provisioner.model.environment import Credential

NAMED = Credential(env="PROVISIONER_KEY")


@pytest.mark.parametrize("secret", ["eght_abc", "abc/def==", "with spaces inside", "x"])
def test_a_variable_holds_the_secret_itself(secret: str) -> None:
    assert secret_of(NAMED, {"PROVISIONER_KEY": secret}) == secret


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_file_may_end_its_line(tmp_path: Path, end: str) -> None:
    file = tmp_path / "key"
    file.write_bytes(f"eght_abc{end}".encode())
    assert secret_of(Credential(file=str(file)), {}) == "eght_abc"


@pytest.mark.parametrize(
    ("environ", "reason"), [({}, "is not set"), ({"PROVISIONER_KEY": ""}, "is empty")], ids=["unset", "empty"]
)
def test_a_missing_variable_is_named_with_what_to_do(environ: dict[str, str], reason: str) -> None:
    with pytest.raises(CredentialError, match="missing") as caught:
        secret_of(NAMED, environ)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.detail == f"environment variable PROVISIONER_KEY {reason}"
    assert diagnostic.hint.startswith("set PROVISIONER_KEY")
    assert caught.value.exit_code == 77


@pytest.mark.parametrize(
    "secret", ["eght_\nabc", "eght_\x00abc", "eght_äbc", "eght_abc\n", " eght_abc", "eght_abc "]
)
def test_a_secret_that_cannot_be_sent_is_refused_and_not_shown(secret: str) -> None:
    with pytest.raises(CredentialError, match="cannot be used") as caught:
        secret_of(NAMED, {"PROVISIONER_KEY": secret})
    assert "eght" not in repr(caught.value.diagnostics)


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n", b"two\nlines\n", b"two\n\n", b"\xff\xfe"])
def test_a_file_with_anything_but_one_secret_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    with pytest.raises(CredentialError):
        secret_of(Credential(file=str(file)), {})


@pytest.mark.parametrize("name", ["nothing", ".", "a/b"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with pytest.raises(CredentialError, match="missing") as caught:
        secret_of(Credential(file=str(file)), {})
    (diagnostic,) = caught.value.diagnostics
    assert f"file {file} cannot be read: " in diagnostic.detail
    assert str(file) in diagnostic.hint
