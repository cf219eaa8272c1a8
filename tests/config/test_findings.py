"""Findings show the line of a mistake, hide what could be a credential, and stay cheap in great number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioner.config.findings import Findings, conceal
from provisioner.diagnostics import Position


@pytest.fixture
def findings(tmp_path: Path) -> Findings:
    (tmp_path / "file.yaml").write_bytes(b"\xef\xbb\xbffirst: 1\r\nsecond: two\r\n")
    return Findings(tmp_path)


def test_a_mistake_is_shown_with_its_line(findings: Findings) -> None:
    findings.error("Wrong", Position("file.yaml", 2, 9, 3))
    (error,) = findings.all
    assert error.source == "second: two"


def test_one_mistake_told_twice_counts_once(findings: Findings) -> None:
    for _ in range(2):
        findings.error("Wrong", Position("file.yaml", 1, 1), "detail", "hint")
    assert len(findings.all) == 1


def test_a_place_behind_the_end_of_a_file_has_no_line(findings: Findings) -> None:
    place = Position("file.yaml", 9, 1)
    findings.error("Wrong", place)
    assert findings.all[0].source == ""
    assert findings.within(place, "x") == place


def test_a_text_is_found_inside_its_value(findings: Findings) -> None:
    value = Position("file.yaml", 2, 9, 3)
    assert findings.within(value, "wo") == Position("file.yaml", 2, 10, 2)
    assert findings.within(value, "second") == value


def test_errors_stand_before_warnings_and_each_in_reading_order(findings: Findings) -> None:
    findings.warning("W", Position("file.yaml", 1, 1))
    findings.error("B", Position("file.yaml", 2, 1))
    findings.error("A", Position("file.yaml", 1, 1))
    assert [one.summary for one in findings.all] == ["A", "B", "W"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("uri: https://bot:hunter2@h/", "uri: https://***********@h/"),
        ("uri: https://h/?token=abc&a=b", "uri: https://h/?token=***&a=b"),
        ('uri: "https://h/?a=b&API_KEY=abc"', 'uri: "https://h/?a=b&API_KEY=***"'),
        ("uri: https://h/?token=${env.PROVISIONER_T}", "uri: https://h/?token=${env.PROVISIONER_T}"),
        ("name: a@b?", "name: a@b?"),
    ],
)
def test_what_could_be_a_credential_is_starred(line: str, shown: str) -> None:
    assert conceal(line) == shown
    assert len(shown) == len(line)


def test_hiding_takes_linear_time() -> None:
    line = "?token" * 200_000
    assert conceal(line) == line


def test_only_the_first_mistakes_are_compared_with_what_is_known(findings: Findings) -> None:
    compared = []

    def known() -> Iterator[str]:
        compared.append(1)
        yield "right"

    hints = [findings.suggest("wright", known(), "otherwise") for _ in range(1000)]
    assert hints == ['did you mean "right"?'] * 100 + ["otherwise"] * 900
    assert len(compared) == 100
