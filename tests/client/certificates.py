"""Certificates made on the spot: an authority, and servers it vouches for in every wrong way."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path


def authority(folder: Path) -> Path:
    """A certificate authority; returns the bundle to trust, its key stands beside it."""
    _openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test authority"),
        *("-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        *("-keyout", folder / "ca.key", "-out", folder / "ca.pem"),
    )
    return folder / "ca.pem"


def served(folder: Path, name: str = "IP:127.0.0.1", days: str = "2") -> ssl.SSLContext:
    """What a server at this name serves with, vouched for by the authority of the folder."""
    request, key, certificate = (folder / f"server.{end}" for end in ("csr", "key", "pem"))
    extensions = folder / "extensions"
    # Python 3.13 checks as strictly as RFC 5280 is written.
    extensions.write_text(f"subjectAltName={name}\nauthorityKeyIdentifier=keyid\n")
    _openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", key, "-out", request)
    _openssl(
        *("x509", "-req", "-in", request, "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key"),
        *("-CAcreateserial", "-days", days, "-extfile", extensions, "-out", certificate),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
