"""Times as a person reads them, whatever a document holds."""

from __future__ import annotations

from provisioner.reports.moment import age, day, moment, seconds


def test_a_time_is_told_in_words_and_kept_for_machines() -> None:
    shown = moment("2026-10-02T10:00:00+02:00")
    assert shown == '<time datetime="2026-10-02T08:00:00+00:00">2 October 2026, 08:00 UTC</time>'
    assert day("2026-10-02T08:00:00") == '<time datetime="2026-10-02">2 October 2026</time>'


def test_what_is_no_time_is_shown_as_it_stands() -> None:
    assert moment("<soon>") == "<span>&lt;soon&gt;</span>"
    assert day("<soon>") == "<span>&lt;soon&gt;</span>"
    assert (age("soon", "2026-10-02T08:00:00+00:00"), seconds("soon")) == ("", 0.0)


def test_an_age_is_told_in_whole_days() -> None:
    ages = [age(f"2026-10-0{day}T08:00:00+00:00", "2026-10-03T07:00:00+00:00") for day in (1, 2, 3)]
    assert ages == ["for 1 day", "", ""]
    assert age("2026-09-01T08:00:00+00:00", "2026-10-03T07:00:00+00:00") == "for 31 days"
