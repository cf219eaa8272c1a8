"""Names hold nothing that does not show."""

from __future__ import annotations

import pytest

from provisioner.config.names import control_character, hidden_character, looks


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("Sales ", " "),
        (" Sales", " "),
        ("Sales\n", "\n"),
        ("\u00a0Sales", "\u00a0"),
        ("Sales\u200b", "\u200b"),
        ("Sa\u200dles", "\u200d"),
        ("Sa\u202eles", "\u202e"),
        ("Sa\u00adles", "\u00ad"),
        ("Sa\u00a0les", "\u00a0"),
        ("Sa\tles", "\t"),
        ("Sa\x1bles", "\x1b"),
        ("Sales\ue000", "\ue000"),
        ("Sales \u2028x", "\u2028"),
        ("Sales \ufeffx", "\ufeff"),
    ],
)
def test_fault_07_an_invisible_character_is_found(name: str, hidden: str) -> None:
    assert hidden_character(name) == hidden


@pytest.mark.parametrize(
    "name",
    [
        "Sales",
        "Sales  chat",
        "Größe",
        "日本語",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "👩\u200d💻 chat",
        "क\u094d\u200dष",
        "e\u0301",
    ],
)
def test_letters_of_every_script_are_visible(name: str) -> None:
    assert hidden_character(name) is None


def test_a_text_may_have_lines_but_no_other_control_character() -> None:
    assert control_character("one\ntwo ") is None
    assert control_character("one\ttwo") == "\t"
    assert control_character("\ud800") == "\ud800"


@pytest.mark.parametrize(("one", "other"), [("Café", "Cafe\u0301"), ("\u212b", "Å"), ("ﬁ", "fi")])
def test_fault_07_composed_and_decomposed_names_look_the_same(one: str, other: str) -> None:
    assert looks(one) == looks(other)


def test_different_names_look_different() -> None:
    assert len({looks(name) for name in ("Sales", "sales", "Säles", "Sales ")}) == 4
