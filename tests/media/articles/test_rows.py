"""Rows of a form that buttons move, and items that look like one: rules on plain values."""

from datetime import date

import pytest

from outreach.laws.rules import quoted_titles
from outreach.media.articles.pushes.rows import rearranged
from outreach.media.articles.twins.rules import Seen, same_marks, same_titles
from outreach.media.rules import ArticleKind, Likeness

SENT = [
    ("day", "昨天"),
    ("pieces-0-title", "甲"),
    ("pieces-0-url", "a"),
    ("pieces-1-title", "乙"),
    ("pieces-4-title", "丙"),
]


@pytest.mark.parametrize(
    ("action", "titles"),
    [
        ("add", ["甲", "乙", "丙", ""]),
        ("drop-1", ["甲", "丙"]),
        ("up-2", ["甲", "丙", "乙"]),
        ("down-0", ["乙", "甲", "丙"]),
        ("up-0", ["甲", "乙", "丙"]),
        ("down-2", ["甲", "乙", "丙"]),
        ("drop-9", ["甲", "乙", "丙"]),
        ("up--1", ["甲", "乙", "丙"]),
        ("<script>", ["甲", "乙", "丙"]),
    ],
)
def test_a_button_moves_the_rows_and_nothing_else(action: str, titles: list[str]) -> None:
    moved = rearranged(SENT, action)
    numbered = {name: text for name, text in moved if name.endswith("-title")}
    assert [numbered[f"pieces-{number}-title"] for number in range(len(titles))] == titles
    assert len(numbered) == len(titles)
    assert ("day", "昨天") in moved


def test_what_belongs_to_a_row_moves_with_it() -> None:
    assert dict(rearranged(SENT, "down-0"))["pieces-1-url"] == "a"


def seen(id: str, day: int, *channels: str, title: str = "工资条上的学问", **changes: object) -> Seen:
    places = frozenset((channel, date(2025, 3, day)) for channel in channels)
    facts = {"kind": ArticleKind.ARTICLE, "title": title, "day": date(2025, 3, day), "places": places}
    return Seen(id, **(facts | changes))


@pytest.mark.parametrize(
    ("one", "other", "are_twins"),
    [
        (seen("a", 4, "site"), seen("b", 6, "paper"), True),
        (seen("a", 4, "site"), seen("b", 4, "site"), True),
        (seen("a", 4, "site"), seen("b", 6, "paper", title="工资条上的 学问"), True),
        (seen("a", 4, "site"), seen("b", 20, "paper"), False),
        (seen("a", 4, "site"), seen("b", 6, "site"), False),
        (seen("a", 4, "site"), seen("b", 6, "paper", kind=ArticleKind.VIDEO), False),
        (seen("a", 4, "site"), seen("b", 6, "paper", title="另一个标题"), False),
        (seen("a", 4, "wx", post_id="p"), seen("b", 4, "wx", post_id="q"), False),
    ],
)
def test_one_title_within_some_days_on_other_channels_may_be_one_item(one: Seen, other: Seen, are_twins: bool) -> None:
    assert bool(list(same_titles([other, one]))) is are_twins


def test_the_first_that_appeared_stands_first() -> None:
    (pair,) = same_titles([seen("late", 6, "paper"), seen("early", 4, "site")])
    assert (pair.one, pair.other, pair.day) == ("early", "late", date(2025, 3, 6))


def test_a_post_and_its_piece_share_a_link_and_are_two() -> None:
    post, piece = seen("p", 4, "wx"), seen("a", 4, "wx", post_id="p")
    assert not list(same_marks([("link", post), ("link", piece)], Likeness.LINK))
    assert list(same_marks([("link", post), ("link", seen("b", 5, "site"))], Likeness.LINK))


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("《劳动法》和《工会法》怎么读", ["劳动法", "工会法"]),
        ("《劳动法》《劳动法》", ["劳动法"]),
        ("《关于〈工伤保险条例〉的解释》", ["关于工伤保险条例的解释"]),
        ("没有书名号", []),
    ],
)
def test_titles_are_read_between_their_marks(title: str, named: list[str]) -> None:
    assert quoted_titles(title) == named
