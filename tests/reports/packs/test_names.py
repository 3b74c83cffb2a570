"""Names inside of packs: every Windows takes them, whatever somebody called an event."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.reports.packs.rules import LONGEST_NAME, LONGEST_PATH, Names, parted_name, safe_name

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def is_good_on_windows(name: str) -> bool:
    return (
        0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        and not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
        and name == name.strip(" ").rstrip(".")
        and not _RESERVED.fullmatch(name)
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("2025-03-04 赶集日政策咨询（三江镇）", "2025-03-04 赶集日政策咨询（三江镇）"),
        ('会议: "工伤"/预防?', "会议 工伤 预防"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("结束. . .", "结束"),
        ("...", "未命名"),
        ("a\u202etxt.exe\n\tb", "atxt.exe b"),
        ("字" * 300, "字" * 60),
        ("😀" * 300, "😀" * 30),
    ],
)
def test_a_name_is_what_windows_takes(typed: str, name: str) -> None:
    assert safe_name(typed) == name


@given(st.text(max_size=200))
def test_any_title_gives_a_good_name(typed: str) -> None:
    assert is_good_on_windows(safe_name(typed))
    assert safe_name(safe_name(typed)) == safe_name(typed)


@given(st.lists(st.tuples(st.text(max_size=80), st.sampled_from(["", ".jpg", ".pdf"])), max_size=12))
def test_paths_are_unique_for_who_knows_no_capitals(stems: list[tuple[str, str]]) -> None:
    names = Names()
    folder = names.unique("活动", "字" * 300)
    paths = [names.unique(folder, stem, ending) for stem, ending in stems]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert all(len(path) <= LONGEST_PATH and is_good_on_windows(path.rpartition("/")[2]) for path in paths)
    assert all(path.endswith(ending) for path, (_stem, ending) in zip(paths, stems, strict=True))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("通知.PDF", "通知.PDF"),
        ("通知", "通知"),
        (".pdf", "pdf"),
        ("1.关于印发考核办法的通知", "1.关于印发考核办法的通知"),
        ("1." + "字" * 110, "1." + "字" * 58),
        ("a.p:d?f", "a.p d f"),
        ("a.exe .", "a.exe"),
        ("账.txt\u202efdp", "账.txtfdp"),
    ],
)
def test_a_file_that_somebody_named_is_packed_under_a_good_name(typed: str, name: str) -> None:
    path = Names().unique("", *parted_name(typed))
    assert path == name
    assert is_good_on_windows(path)
