"""Placeholders are replaced once, from left to right, and what they bring is never read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.config.interpolate import Mistake, Surroundings, interpolate
from provisioner.model.value import Secret

VARS = {"host": "bots.example.com", "odd": "${vars.host} ${env.PROVISIONER_T} $${x}", "wrong": None}
AROUND = Surroundings(
    VARS,
    {"PROVISIONER_T": "abc", "PROVISIONER_EMPTY": "", "HOME": "/"},
    frozenset({"PROVISIONER_KEY"}),
    "prod.yaml",
)


def mistake(text: str, around: Surroundings = AROUND) -> Mistake:
    (found,) = interpolate(text, around)[1]
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain $5 {x}", "plain $5 {x}"),
        ("https://${vars.host}/${vars.host}", "https://bots.example.com/bots.example.com"),
        ("$${vars.host}", "${vars.host}"),
        ("$$${vars.host}", "$${vars.host}"),
        ("a $${ b ${vars.host}", "a ${ b bots.example.com"),
        ("${vars.odd}", "${vars.host} ${env.PROVISIONER_T} $${x}"),
    ],
)
def test_variables_are_put_in_as_they_stand(text: str, value: str) -> None:
    assert interpolate(text, AROUND) == (value, [])


def test_a_value_from_the_environment_is_secret_and_shown_as_its_template() -> None:
    value, mistakes = interpolate("https://${vars.host}/?t=${env.PROVISIONER_T}", AROUND)
    assert mistakes == []
    assert isinstance(value, Secret)
    assert value.value == "https://bots.example.com/?t=abc"
    assert value.shown == str(value) == "https://bots.example.com/?t=${env.PROVISIONER_T}"
    assert "abc" not in repr(value)


def test_offline_a_secret_has_no_value() -> None:
    value, mistakes = interpolate("t=${env.PROVISIONER_T}", Surroundings(VARS, None))
    assert mistakes == []
    assert isinstance(value, Secret)
    assert (value.value, value.shown) == (None, "t=${env.PROVISIONER_T}")


@pytest.mark.parametrize(
    "found", ["a: b", "a #b", "${vars.host}", "${env.PROVISIONER_T}", "$${x}", "*x", "'\""]
)
def test_fault_10_a_value_from_the_environment_is_never_read_again(found: str) -> None:
    value, mistakes = interpolate("<${env.PROVISIONER_X}>", Surroundings(VARS, {"PROVISIONER_X": found}))
    assert mistakes == []
    assert isinstance(value, Secret)
    assert (value.value, value.shown) == (f"<{found}>", "<${env.PROVISIONER_X}>")


@pytest.mark.parametrize(
    ("text", "summary", "detail", "hint"),
    [
        ("${env.PROVISIONER_X}", "Variable not set", "PROVISIONER_X is not set", "set PROVISIONER_X"),
        ("${env.PROVISIONER_EMPTY}", "Variable not set", "is empty", "set PROVISIONER_EMPTY"),
        ("${env.HOME}", "Variable refused", "only PROVISIONER_...", "name it PROVISIONER_HOME"),
        ("${env.PROVISIONER_KEY}", "Variable refused", "holds a credential of this environment", "its own"),
        (
            "${vars.hots}",
            "Undefined variable",
            '"hots" is not in `vars:` of prod.yaml',
            "add `hots` under `vars:` there",
        ),
        ("${vars.zzz}", "Undefined variable", '"zzz" is not in', "add `zzz` under `vars:` there"),
        ("${host}", "Unknown placeholder", "`${host}` cannot be replaced", "$${"),
        ("${vars.a.b}", "Unknown placeholder", "cannot be replaced", "$${"),
        ("${vars.host", "Unknown placeholder", "`${vars.host` cannot be replaced", "$${"),
        ("${vars.${vars.host}}", "Unknown placeholder", "`${vars.${vars.host}` cannot", "$${"),
        ("${}", "Unknown placeholder", "`${}` cannot be replaced", "$${"),
    ],
)
def test_fault_10_a_placeholder_that_cannot_be_replaced_says_why(
    text: str, summary: str, detail: str, hint: str
) -> None:
    found = mistake(f"a {text}")
    assert found.summary == summary
    assert detail in found.detail
    assert hint in found.hint
    assert not found.told


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "\x00", "\x1b[0m", "\udcff"])
def test_fault_10_a_control_character_from_the_environment_is_refused_unseen(text: str) -> None:
    found = mistake("${env.PROVISIONER_X}", Surroundings(VARS, {"PROVISIONER_X": text}))
    assert found.summary == "Variable not usable"
    assert text not in found.detail + found.hint


def test_a_variable_that_is_wrong_in_its_file_is_not_told_twice() -> None:
    assert mistake("${vars.wrong}").told


def test_all_mistakes_of_one_text_are_told() -> None:
    _, mistakes = interpolate("${a} ${vars.zzz} ${env.HOME} ${vars.host}", AROUND)
    assert [one.placeholder for one in mistakes] == ["${a}", "${vars.zzz}", "${env.HOME}"]


def test_a_credential_is_refused_offline_too() -> None:
    found = mistake("${env.PROVISIONER_KEY}", Surroundings({}, None, frozenset({"PROVISIONER_KEY"})))
    assert found.summary == "Variable refused"


@given(st.text())
def test_text_without_an_opening_is_left_alone(text: str) -> None:
    text = text.replace("${", "")
    assert interpolate(text, AROUND) == (text, [])


@given(st.text())
def test_escaping_every_opening_gives_the_text_back(text: str) -> None:
    escaped = text.replace("$", "").replace("{", "${")
    assert interpolate(escaped.replace("${", "$${"), AROUND) == (escaped, [])


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), st.text(), st.text())
def test_fault_10_what_is_put_in_never_changes_what_stands_around_it(
    found: str, before: str, after: str
) -> None:
    before, after = before.replace("$", ""), after.replace("$", "")
    around = Surroundings({"x": found}, {"PROVISIONER_X": found})
    assert interpolate(f"{before}${{vars.x}}{after}", around) == (before + found + after, [])
    value, mistakes = interpolate(f"{before}${{env.PROVISIONER_X}}{after}", around)
    assert mistakes == []
    assert value == Secret(before + found + after, "")
