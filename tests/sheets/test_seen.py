"""A text is kept as people see it, wherever it comes from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.sheets.seen import as_seen
from outreach.sheets.typed import cleaned
from outreach.web.fields import clean_text, one_line


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("⼈⼒资源社会保障局", "人力资源社会保障局"),  # out of a PDF
        ("\uf90a额", "金额"),  # an old code page's second 金
        ("Cafe\u0301", "Café"),
        ("张\u2066三\u2069", "张三"),
        ("李\u034f\u180e\u2800四", "李四"),
        ("a" + "\u0336" * 60 + "b", "a\u0336\u0336\u0336b"),
        ("א" + "\u05b7\u05b0" * 5000 + "ב", "א" + "\u05b0" * 15 + "\u05b7" * 15 + "ב"),  # marks of no Latin letter
        ("第①条 ½ ＡＢ１２", "第①条 ½ ＡＢ１２"),  # other signs stay what was typed
        ("👨\u200d👩", "👨👩"),
    ],
)
def test_what_looks_the_same_is_the_same(sent: str, kept: str) -> None:
    assert (as_seen(sent), clean_text(sent), cleaned(sent)) == (kept, kept, kept)


@given(st.text())
def test_what_was_kept_once_is_kept_as_it_is(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once and one_line(one_line(text)) == one_line(text)
    once.encode("utf-8")
    assert "\x00" not in once and "\u202e" not in once
    assert "\n" not in one_line(text)
