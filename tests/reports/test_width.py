"""Tables stay aligned whatever is written in them."""

from __future__ import annotations

from provisioner.reports.width import padded, table, width


def test_wide_characters_count_twice_and_combining_ones_not_at_all() -> None:
    assert [width("abc"), width("客服"), width("e\u0301")] == [3, 4, 1]


def test_a_text_is_padded_and_never_cut() -> None:
    assert padded("客", 4) == "客  "
    assert padded("abcdef", 4) == "abcdef"


def test_cells_stand_below_each_other() -> None:
    assert table([("a", "客服", "x"), ("long", "b", "")]) == ["a     客服  x", "long  b"]


def test_a_table_without_rows_has_no_lines() -> None:
    assert table([]) == []
