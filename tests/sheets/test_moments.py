"""When something is, said in one go."""

from datetime import date, datetime, time

import pytest

from outreach.errors import Invalid
from outreach.sheets import parse_moment

#: Wednesday morning, 10:07.
NOW = datetime(2026, 11, 25, 10, 7, 31)


def test_what_is_too_long_for_a_moment_is_none() -> None:
    with pytest.raises(Invalid):
        parse_moment("明天" + "、" * 5000 + "上午", now=NOW)


@pytest.mark.parametrize(
    ("text", "day", "start", "end"),
    [
        ("现在", (11, 25), (10, 5), (12, 5)),
        ("now", (11, 25), (10, 5), (12, 5)),
        ("明天上午", (11, 26), (9, 0), (11, 0)),
        ("明天下午", (11, 26), (14, 30), (16, 30)),
        ("明天", (11, 26), (9, 0), (11, 0)),
        ("今天", (11, 25), (14, 30), (16, 30)),
        ("下周三 9:00", (12, 2), (9, 0), (11, 0)),
        ("下周三的上午", (12, 2), (9, 0), (11, 0)),
        ("周五下午3点", (11, 27), (15, 0), (17, 0)),
        ("12月5日 14:30", (12, 5), (14, 30), (16, 30)),
        ("12月5日14:30-16:00", (12, 5), (14, 30), (16, 0)),
        ("２０２６年１２月５日，下午２点半到４点", (12, 5), (14, 30), (16, 0)),
        ("12月5日（周六）上午9点至11点半", (12, 5), (9, 0), (11, 30)),
        ("12/5 8:30", (12, 5), (8, 30), (10, 30)),
        ("2026-12-05 8:30", (12, 5), (8, 30), (10, 30)),
        ("20261205 0830", (12, 5), (8, 30), (10, 30)),
        ("28号上午", (11, 28), (9, 0), (11, 0)),
        ("3号 9点", (12, 3), (9, 0), (11, 0)),
        ("下午3点", (11, 25), (15, 0), (17, 0)),
        ("14:00", (11, 25), (14, 0), (16, 0)),
        ("tomorrow 9am", (11, 26), (9, 0), (11, 0)),
        ("tomorrow afternoon", (11, 26), (14, 30), (16, 30)),
        ("明晚7点", (11, 26), (19, 0), (21, 0)),
        ("今晚", (11, 25), (19, 0), (21, 0)),
    ],
)
def test_a_moment_is_understood_as_it_is_said(
    text: str, day: tuple[int, int], start: tuple[int, int], end: tuple[int, int]
) -> None:
    moment = parse_moment(text, now=NOW)
    assert (moment.day, moment.start, moment.end) == (date(2026, *day), time(*start), time(*end))


@pytest.mark.parametrize(
    "text", ["", "改天", "9", "明天 25:00", "明天 11:00-9:00", "11月31日 9:00", "下周三 9:00-10:00-11:00"]
)
def test_what_is_no_moment_is_refused_with_what_was_typed(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_moment(text, now=NOW, field="when")
    assert refusal.value.field == "when"
    assert refusal.value.facts["typed"] == text


def test_what_begins_late_at_night_ends_on_the_next_day() -> None:
    moment = parse_moment("现在", now=datetime(2026, 11, 25, 23, 30))
    assert (moment.starts, moment.ends) == (datetime(2026, 11, 25, 23, 30), datetime(2026, 11, 26, 1, 30))
