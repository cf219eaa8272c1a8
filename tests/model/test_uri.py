from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provisioner.model.uri import (
    HIDDEN,
    HIDDEN_DIFFERS,
    conceal,
    conceal_beside,
    conceal_template,
    host_of,
    same_but_for_form,
    without_credentials,
)
from provisioner.model.value import Secret

CANARY = "CANARY"
SECRET = st.tuples(*(st.text("ab1/?#&=;:@%+ .[]-", max_size=4) for _ in "12")).map(CANARY.join)
"""A secret of any shape with the canary inside; both ends may hold what divides a URI."""
QUERY_SECRET = st.tuples(*(st.text("ab1/?&=:@%+-", max_size=4) for _ in "12")).map(CANARY.join)


@pytest.mark.parametrize(
    "template",
    [
        "https://h.example.com/p?token=${env.PROVISIONER_X}",
        "https://h.example.com/p?a=1&token=${env.PROVISIONER_X}&b=2",
        "https://h.example.com/p?${env.PROVISIONER_X}",
        "https://h.example.com/p?${env.PROVISIONER_X}=1",
        "https://h.example.com/p#${env.PROVISIONER_X}",
        "https://h.example.com/${env.PROVISIONER_X}",
        "https://h.example.com/a/${env.PROVISIONER_X}/b",
        "https://h.example.com/a/x${env.PROVISIONER_X}y?z=1",
        "https://h.example.com/${env.PROVISIONER_Y}/${env.PROVISIONER_X}",
    ],
)
@given(secret=SECRET, other=st.text("ab", min_size=1))
def test_no_part_of_a_live_secret_is_shown_beside_its_template(
    template: str, secret: str, other: str
) -> None:
    live = template.replace("${env.PROVISIONER_X}", secret).replace("${env.PROVISIONER_Y}", other)
    shown = conceal_beside(live, template)
    assert shown.value == live
    assert CANARY not in shown.shown
    assert CANARY not in repr(shown)


@given(secret=SECRET)
def test_a_secret_stays_hidden_when_the_template_moves_it(secret: str) -> None:
    before = "https://h.example.com/hooks/${env.PROVISIONER_X}"
    after = "https://h.example.com/hooks?token=${env.PROVISIONER_X}"
    live = before.replace("${env.PROVISIONER_X}", secret)
    assert CANARY not in conceal_beside(live, before, after).shown
    assert CANARY not in conceal_beside(live, after, before).shown


@given(secret=st.text("ab1/-", max_size=4).map(lambda end: f"/{CANARY}{end}"))
def test_a_placeholder_for_host_and_path_hides_the_path(secret: str) -> None:
    shown = conceal_beside(f"https://h.example.com{secret}", "https://${env.PROVISIONER_X}").shown
    assert CANARY not in shown
    assert "h.example.com" in shown


@given(secret=QUERY_SECRET)
def test_userinfo_and_credentials_of_a_live_uri_are_never_shown(secret: str) -> None:
    userinfo = secret.replace("/", "").replace("?", "")
    value = secret.replace("&", "")
    for uri in (
        f"https://{userinfo}@h.example.com/p",
        f"https://user:{userinfo}@h.example.com/p",
        f"https://h.example.com/p?api_key={value}",
        f"https://h.example.com/p?a=1&X-Signature={value}",
        f"https://h.example.com/p?a=1;token={value}",
        f"https://h.example.com/p?to%6ben={value}",
        f"https://h.example.com/p#a=1&access_token={value}",
    ):
        shown = conceal(uri)
        assert isinstance(shown, Secret)
        assert shown.value == uri
        assert CANARY not in shown.shown


@given(st.text(st.characters()))
def test_any_text_can_be_concealed(text: str) -> None:
    template = "https://h.example.com/${env.PROVISIONER_X}"
    assert conceal_beside(text, template).value == text
    assert conceal_beside(template, text).value == template
    shown = conceal(text)
    assert (shown.value if isinstance(shown, Secret) else shown) == text


@pytest.mark.parametrize(
    ("uri", "template", "shown"),
    [
        (
            "https://h.example.com/p?token=old",
            "https://h.example.com/p?token=${env.X}",
            f"https://h.example.com/p?token={HIDDEN_DIFFERS}",
        ),
        (
            "https://h.example.com/p?token=old&extra=1",
            "https://h.example.com/p?token=${env.X}",
            f"https://h.example.com/p?token={HIDDEN_DIFFERS}&{HIDDEN_DIFFERS}",
        ),
        (
            "https://h.example.com/hooks/old/in",
            "https://h.example.com/hooks/${env.X}/in",
            f"https://h.example.com/hooks/{HIDDEN_DIFFERS}/in",
        ),
        (
            "https://h.example.com/other/old",
            "https://h.example.com/hooks/${env.X}",
            f"https://h.example.com/{HIDDEN_DIFFERS}",
        ),
        (
            "https://evil.example.net/elsewhere?token=old",
            "https://h.example.com/p?token=${env.X}",
            f"https://evil.example.net/elsewhere?token={HIDDEN_DIFFERS}",
        ),
        (
            "https://user:word@evil.example.net:8443/p",
            "https://h.example.com/p?token=${env.X}",
            f"https://{HIDDEN_DIFFERS}@evil.example.net:8443/p",
        ),
        (
            "https://h.example.com/p",
            "https://${env.HOST}/p",
            "https://h.example.com/p",
        ),
        ("https://h.example.com:x[/p", "https://h.example.com/${env.X}", HIDDEN_DIFFERS),
        ("https://h.example.com/p", "https://[${env.X}/p", f"https://h.example.com/{HIDDEN_DIFFERS}"),
    ],
)
def test_scheme_host_and_path_of_a_hijacked_webhook_are_visible(uri: str, template: str, shown: str) -> None:
    assert conceal_beside(uri, template).shown == shown


@given(
    host=st.from_regex(r"[a-z]{1,9}\.example\.net", fullmatch=True),
    path=st.from_regex("/[a-z/]{0,9}", fullmatch=True),
)
def test_where_a_live_uri_leads_is_shown_beside_a_query_secret(host: str, path: str) -> None:
    assume(not path.startswith("//"))
    shown = conceal_beside(f"https://{host}{path}?token=x", "https://h.example.com/p?token=${env.X}").shown
    assert shown.startswith(f"https://{host}{path}?")


@pytest.mark.parametrize(
    "uri",
    ["https://h.example.com/p", "https://h.example.com/token/p?a=1&b", "no uri at all", "https://h/p?", ""],
)
def test_a_uri_without_a_credential_is_shown_as_it_is(uri: str) -> None:
    assert conceal(uri) == uri


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("https://h.example.com/p?token=abc&a=1", f"https://h.example.com/p?token={HIDDEN}&a=1"),
        ("https://h.example.com/p?TOKEN", f"https://h.example.com/p?{HIDDEN}"),
        ("https://u:p@h.example.com/p", f"https://{HIDDEN}@h.example.com/p"),
        ("https://h.example.com/p#key=1", f"https://h.example.com/p#key={HIDDEN}"),
        ("https://h.example.com:x[/p?a=1", HIDDEN),
    ],
)
def test_only_the_credential_of_a_live_uri_is_hidden(uri: str, shown: str) -> None:
    concealed = conceal(uri)
    assert isinstance(concealed, Secret)
    assert concealed.shown == shown


def test_a_template_is_shown_as_it_stands_in_the_file() -> None:
    secret = Secret("https://h/p?token=x", "https://h/p?token=${env.PROVISIONER_X}")
    assert conceal_template(secret) is secret


def test_a_literal_credential_beside_a_placeholder_is_hidden_too() -> None:
    secret = Secret("https://h/p?token=x&key=CANARY", "https://h/p?token=${env.PROVISIONER_X}&key=CANARY")
    assert conceal_template(secret).shown == f"https://h/p?token=${{env.PROVISIONER_X}}&key={HIDDEN}"
    assert conceal_template(secret).value == secret.value


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("https://Bots.Example.com:8443/p", "bots.example.com"),
        ("https://user@bots.example.com", "bots.example.com"),
        ("https://[::1]/p", "::1"),
        ("https://[::1/p", ""),
        ("bots.example.com", ""),
        ("", ""),
    ],
)
def test_the_host_of_a_uri_is_in_lower_case_and_empty_without_one(uri: str, host: str) -> None:
    assert host_of(uri) == host


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("https://h.example.com/p", "HTTPS://H.Example.com/p", True),
        ("https://h.example.com/p", "https://h.example.com/p/", True),
        ("https://h.example.com", "https://h.example.com/", True),
        ("https://h.example.com/p", "https://h.example.com/P", False),
        ("https://h.example.com/p", "http://h.example.com/p", False),
        ("https://h.example.com/p", "https://g.example.com/p", False),
        ("https://h.example.com/p?a=1", "https://h.example.com/p?A=1", False),
        ("https://[broken", "https://[broken", True),
        ("https://[broken", "https://[Broken", False),
    ],
)
def test_host_case_and_a_trailing_slash_are_only_form(one: str, other: str, expected: bool) -> None:
    assert same_but_for_form(one, other) is expected


def test_a_password_with_a_slash_in_it_is_not_taken_for_a_path() -> None:
    assert str(conceal("https://user:hunter/2@bots.example.com/8x8")) == "(sensitive)"


PAIRS = st.lists(st.text("abk=;key%4tokn", max_size=8), max_size=4).map("&".join)


def lifted(uri: str) -> tuple[str, dict[str, str]]:
    names = (f"V{number}" for number in range(100))
    return without_credentials(uri, lambda parameter: next(names))


@pytest.mark.parametrize(
    ("uri", "template", "values"),
    [
        ("https://h/p?token=abc&a=1", "https://h/p?token=${env.V0}&a=1", {"V0": "abc"}),
        ("https://h/p?a=1&apiKey=x%3D&b", "https://h/p?a=1&apiKey=${env.V0}&b", {"V0": "x%3D"}),
        (
            "https://h/p?token=a=b?c#key=1",
            "https://h/p?token=${env.V0}#key=${env.V1}",
            {"V0": "a=b?c", "V1": "1"},
        ),
        ("https://h/p?mytoken", "https://h/p?${env.V0}", {"V0": "mytoken"}),
        ("https://h/p?token=", "https://h/p?token=", {}),
        ("https://h/token/p?a=1", "https://h/token/p?a=1", {}),
    ],
)
def test_credentials_leave_placeholders(uri: str, template: str, values: dict[str, str]) -> None:
    assert lifted(uri) == (template, values)


def test_a_variable_is_named_for_its_parameter() -> None:
    template, _ = without_credentials("https://h/p?to%6ben=a&key", lambda name: f"OF_{name}")
    assert template == "https://h/p?to%6ben=${env.OF_token}&${env.OF_}"


@given(query=PAIRS, fragment=PAIRS)
def test_what_was_lifted_gives_the_uri_back_and_leaves_no_credential(query: str, fragment: str) -> None:
    uri = f"https://h/p?{query}#{fragment}"
    template, values = lifted(uri)
    placed = template
    for name, value in values.items():
        placed = placed.replace(f"${{env.{name}}}", value)
    assert placed == uri
    assert all(value.startswith("${env.") for value in lifted(template)[1].values())
