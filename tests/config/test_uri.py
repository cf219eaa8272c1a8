"""A webhook leads out of the machine, by https, with nothing secret in sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.config.uri import Destination, complaints, literal_credential, unresolved

REAL = Destination()
SIMULATED = Destination(real=False)

LOOPBACK = (
    "localhost",
    "LOCALHOST",
    "localhost.",
    "bot.localhost",
    "127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "0x7f000001",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[0:0:0:0:0:0:0:1]",
)
LINK_LOCAL = (
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[2002:a9fe:a9fe::]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "metadata.google.internal",
)
PRIVATE = (
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "[fd00:ec2::254]",
    "167772161",
)
MALFORMED = (
    "https:/x",
    "https:x",
    "https:///x",
    "//host/x",
    "host/x",
    "",
    "https://",
    "https://a..b/",
    "https://-a.example.com/",
    "https://a b/",
    "https://h/a b",
    "https://h/\nx",
    "https://h\\@evil/",
    "https://bücher.example/",
    "https://①②⑦.0.0.1/",
    "https://%6cocalhost/",
    "https://256.1.1.1/",
    "https://1.2.3.4.5/",
    "https://example.0x1/",
    "https://[::1/",
    "https://[1.2.3.4]/",
    "https://[zz]/",
    "https://h:/",
    "https://h:0/",
    "https://h:65536/",
    "https://h:http/",
    "https://h:4433333333333/",
    f"https://{'a' * 64}.example.com/",
    f"https://{'a.' * 127}com/",
    "ftp://h/",
    "javascript:alert(1)",
)
FINE = (
    "https://bots.example.com",
    "HTTPS://Bots.Example.COM/",
    "https://bots.example.com:8443/8x8/events?x=1&y=%20#z",
    "https://bots.example.com./",
    "https://under_score.example.com/",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]:443/x",
    "https://h/~a;b,c=(d)!*'@:+$",
)


def errors(uri: str, allowed: Destination = REAL) -> list[str]:
    return [one.detail for one in complaints(uri, allowed) if not one.warning]


def warnings(uri: str, allowed: Destination = REAL) -> list[str]:
    return [one.detail for one in complaints(uri, allowed) if one.warning]


@pytest.mark.parametrize("uri", FINE)
def test_an_ordinary_uri_is_fine(uri: str) -> None:
    assert complaints(uri, REAL) == []


@pytest.mark.parametrize("host", LOOPBACK)
def test_fault_67_this_machine_is_refused_in_any_spelling(host: str) -> None:
    assert errors(f"https://{host}:8443/x") == ["the host is the calling machine itself"]


@pytest.mark.parametrize("host", LOOPBACK)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_simulated_tenant_may_call_this_machine(host: str, scheme: str) -> None:
    assert complaints(f"{scheme}://{host}/x", SIMULATED) == []


@pytest.mark.parametrize("host", LINK_LOCAL)
@pytest.mark.parametrize("allowed", [REAL, SIMULATED])
def test_fault_67_link_local_addresses_are_refused_in_any_spelling(host: str, allowed: Destination) -> None:
    assert errors(f"https://{host}/latest", allowed) == ["the host is a link-local address"]


@pytest.mark.parametrize("host", PRIVATE)
def test_fault_67_private_addresses_are_doubtful(host: str) -> None:
    assert errors(f"https://{host}/") == []
    assert warnings(f"https://{host}/") == ["the host is a private address"]


@pytest.mark.parametrize("host", ["172.32.0.1", "100.128.0.1", "11.0.0.1"])
def test_addresses_beside_the_private_ranges_are_fine(host: str) -> None:
    assert complaints(f"https://{host}/", REAL) == []


def test_fault_67_punycode_is_doubtful() -> None:
    assert len(warnings("https://bot.xn--bcher-kva.example/")) == 1


@pytest.mark.parametrize("uri", MALFORMED)
@pytest.mark.parametrize("allowed", [REAL, Destination(real=False, https_only=False)])
def test_fault_67_a_malformed_uri_is_refused_everywhere(uri: str, allowed: Destination) -> None:
    assert len(errors(uri, allowed)) == 1


@pytest.mark.parametrize("userinfo", ["bot:hunter2", "hunter2", ":hunter2", "b%40x:hunter2"])
def test_fault_67_userinfo_is_refused_and_not_quoted(userinfo: str) -> None:
    (complaint,) = complaints(f"https://{userinfo}@h/", SIMULATED)
    assert "user or a password" in complaint.detail
    assert "hunter2" not in complaint.detail + complaint.hint


def test_fault_67_http_needs_the_environments_word() -> None:
    assert errors("http://bots.example.com/") == ["http sends every conversation in the clear"]
    assert complaints("http://bots.example.com/", Destination(https_only=False)) == []


@given(st.text() | st.text(alphabet="htps:/[]@.%0x127\\?#").map(lambda text: f"https://{text}"))
def test_any_text_gets_at_most_one_refusal_with_a_way_out(text: str) -> None:
    found = complaints(text, REAL)
    assert sum(not one.warning for one in found) <= 1
    assert all(one.detail and one.hint for one in found)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("https://h/?token=abc", "token"),
        ("https://h/?a=1&Api_Key=x", "Api_Key"),
        ("https://h/?x-signature=x", "x-signature"),
        ("https://h/?token=${env.PROVISIONER_T}", None),
        ("https://h/?token=", None),
        ("https://h/?page=2#token=x", None),
        ("https://h/token=abc", None),
    ],
)
def test_a_secret_that_is_written_out_is_noticed(template: str, name: str | None) -> None:
    assert literal_credential(template) == name


@pytest.mark.parametrize(
    ("template", "uri"),
    [
        ("https://h/${env.PROVISIONER_P}?a=${env.PROVISIONER_T}", "https://h/x?a=x"),
        ("https://${env.PROVISIONER_H}/", None),
        ("https://h:${env.PROVISIONER_P}/", None),
        ("${env.PROVISIONER_U}", None),
        ("https://u:${env.PROVISIONER_P}@h/", "https://u:x@h/"),
    ],
)
def test_the_literal_parts_of_a_template_are_checked_where_they_decide(
    template: str, uri: str | None
) -> None:
    assert unresolved(template) == uri
