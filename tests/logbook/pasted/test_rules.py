"""What chat lines say: a table of lines as people write them, and what must hold of any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.logbook.pasted.counting import Doubt, written
from outreach.logbook.pasted.messages import messages_in
from outreach.logbook.pasted.rules import Mark, Reading, fingerprint, narrowed, read_line, without_personal
from tests.logbook.pasted.words import LEXICON

TODAY = date(2025, 3, 6)  # a Thursday
GUIDED = [
    "份",
    "册",
    "人",
    "条",
    "约",
    "余",
    "近",
    "万",
    "九",
    "人次",
    "发放",
    "咨询",
    "参加",
    "印发",
    "二十",
    "3月5日",
]
MIXED = st.lists(st.sampled_from(GUIDED) | st.text(max_size=3) | st.integers(0, 10**7).map(str)).map("".join)
PLAIN = st.tuples(st.sampled_from(["发放资料%d份", "咨询%d人", "横幅%d条"]), st.integers(1, 999_999))


def read(line: str, today: date = TODAY) -> Reading:
    return read_line(line, LEXICON, today=today)


def told(line: str) -> list[tuple[int | None, str | None]]:
    """Each number of a line with the counter that it means: None is asked, "" is not logged."""
    return [(n.quantity, n.counted and n.counted.chosen) for n in read(line).numbers]


C, A, H = "consultation:", "attendance:", "handout:"


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("3月5日 新市镇 发手册200份 咨询35人", [(200, "handout:graduates"), (35, C)]),
        ("3.5 三江镇 发口袋书200册 咨询35人", [(200, "handout:wage"), (35, C)]),
        ("三江镇发放工伤预防宣传折页200份，接受咨询35人次。", [(200, "handout:injury"), (35, C)]),
        ("发放工伤折页200余份、劳动合同法折页150份", [(200, "handout:injury"), (150, "handout:contract")]),
        ("发放《宪法知识宣传册》１００册", [(100, "handout:constitution")]),
        ("200份劳动合同法宣传折页，咨询35人次", [(200, "handout:contract"), (35, C)]),
        ("派发明白卡二百张", [(200, "handout:card")]),
        ("发了资料300份 来问的35个", [(300, H), (35, C)]),
        ("发放资料约300份，咨询二十余人", [(300, H), (20, C)]),
        ("发放宣传资料1.5万余份", [(15000, H)]),
        ("九万余份宣传资料", [(90000, H)]),
        ("发放各类宣传资料共1,200份", [(1200, H)]),
        ("散发传单300多份", [(300, H)]),
        ("赠送普法扑克50副", [(50, "handout:cards")]),
        ("发手册200 咨询35", [(200, "handout:graduates"), (35, C)]),
        ("解答咨询18人次", [(18, C)]),
        ("接待来访群众26人", [(26, C)]),
        ("35人咨询，80人参加", [(35, C), (80, A)]),
        ("参加群众80余人", [(80, A)]),
        ("培训职工120人", [(120, A)]),
        ("农民工60人参加", [(60, "attendance:migrant_workers")]),
        ("覆盖学生三百余人", [(300, "attendance:students")]),
        ("投诉拖欠工资咨询5人", [(5, "consultation:arrears")]),
        ("悬挂横幅3条，摆放展板6块", [(3, "display:banner"), (6, "display:board")]),
        ("横幅２条 展架4个 宣传车1辆", [(2, "display:banner"), (4, "display:board"), (1, "display:car")]),
        ("发放12333服务指南40份", [(40, "handout:guide")]),
        ("印发宣传册5000份，现场发放折页20份", [(5000, None), (20, None)]),
        ("印制手册500册", [(500, None)]),
        ("带去折页500份，剩余120份", [(500, ""), (120, "")]),
        ("近5万册(张)宣传资料", [(50000, None)]),
        ("折页、手册各200份", [(200, None)]),
        ("发放折页200份", [(200, None)]),
        ("发放水杯60个", [(60, None)]),
        ("发200份", [(200, None)]),
        ("吸引200余名群众咨询", [(200, None)]),
        ("现场120人", [(120, None)]),
        ("出动工作人员8人", [(8, "")]),
        ("走访企业3家，开展宣讲2场", [(3, ""), (2, "")]),
        ("解答咨询40次", [(40, None)]),
        ("发放资料200-300份，咨询二三十人", [(None, None), (None, None)]),
        ("拨打12333", [(12333, None)]),
        ("第3期培训班40人参加", [(40, A)]),
        ("8:30-11:00 人民广场设台", []),
        ("上午9点到11点，雨大", []),
        ("今天风大，没什么人", []),
        ("发放资料99999999份", [(None, None)]),
    ],
)
def test_numbers_of_lines_as_people_write_them(line: str, numbers: list[tuple[int | None, str | None]]) -> None:
    assert told(line) == numbers


@pytest.mark.parametrize(
    ("line", "estimated"),
    [
        ("发资料200份", False),
        ("发资料约200份", True),
        ("发资料200余份", True),
        ("发资料300多份", True),
        ("咨询近40人", True),
        ("咨询四十人左右", True),
        ("咨询40人以上", True),
    ],
)
def test_a_number_with_a_word_that_makes_it_less_than_counted_is_an_estimate(line: str, estimated: bool) -> None:
    (number,) = read(line).numbers
    assert number.is_estimated is estimated


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("印发手册5000册", Doubt.PRINTED),
        ("剩余手册20册", Doubt.LEFT_OVER),
        ("带去手册20册", Doubt.TAKEN),
        ("5万册(张)资料", Doubt.TWO_UNITS),
        ("手册各20册", Doubt.EACH),
        ("发手册200份", Doubt.UNIT_DIFFERS),
        ("折页20份", Doubt.SEVERAL),
        ("雨伞20把", Doubt.UNKNOWN),
        ("发20份", Doubt.NO_TITLE),
        ("工作人员3人", Doubt.OWN),
        ("现场30人", Doubt.PEOPLE),
        ("企业3家", Doubt.OTHER_UNIT),
        ("咨询35", Doubt.NO_UNIT),
        ("咨询35人", None),
    ],
)
def test_what_is_not_sure_says_why(line: str, doubt: Doubt | None) -> None:
    (number,) = read(line).numbers
    assert number.counted is not None and number.counted.doubt is doubt


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("3月5日 三江镇", date(2025, 3, 5)),
        ("３月５日（周三）三江镇", date(2025, 3, 5)),
        ("3.5 三江镇", date(2025, 3, 5)),
        ("2025年3月5日上午 三江镇", date(2025, 3, 5)),
        ("2025-3-5三江镇", date(2025, 3, 5)),
        ("昨天三江镇", date(2025, 3, 5)),
        ("周三 三江镇", date(2025, 3, 5)),
        ("周五 三江镇", date(2025, 2, 28)),
        ("上周五三江镇", date(2025, 2, 28)),
        ("5号 三江镇", date(2025, 3, 5)),
        ("12月28日 三江镇", date(2024, 12, 28)),
        ("2月30日 三江镇", None),
        ("三江镇", None),
        ("发放3.5万份", None),
    ],
)
def test_the_day_of_a_line(line: str, day: date | None) -> None:
    assert read(line).day == day


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("三江镇江口村 发资料5份", ("sanjiang", "jiangkou")),
        ("在三江发资料5份", ("sanjiang",)),
        ("走进宏远机械 发资料5份", ()),
        ("人民广场", ("square",)),
        ("新市镇", ()),
    ],
)
def test_the_places_of_a_line(line: str, places: tuple[str, ...]) -> None:
    assert read(line).keys(Mark.PLACE) == places


def test_a_place_that_is_on_no_list_is_shown_as_not_understood() -> None:
    reading = read("今天到新市镇发资料5份")
    assert reading.unknown_places == ["新市镇"] and reading.unread == ["新市镇"]


def test_team_people_and_phone_numbers_are_marked_where_they_stand() -> None:
    reading = read("就业创业分队张伟民在三江镇，电话１３８１２３４５６７８、430681199001011234，发资料5份")
    assert reading.keys(Mark.TEAM) == ("employment",) and reading.keys(Mark.PERSON) == ("zhang",)
    assert reading.personal == ["１３８１２３４５６７８", "430681199001011234"]
    assert [number.quantity for number in reading.numbers] == [5]
    assert "".join(text for text, _mark in reading.segments) == reading.text
    kept = without_personal(reading.text)
    assert "３８" not in kept and "4306" not in kept and "发资料5份" in kept


def test_the_same_line_has_one_name_however_its_blanks_are_written() -> None:
    assert fingerprint("3月5日 三江镇 发２００份") == fingerprint("3月5日\u3000三江镇\n发200份 ")
    assert fingerprint("发200份") != fingerprint("发201份")


@given(st.text() | MIXED)
def test_any_text_is_read_and_no_number_is_invented(line: str) -> None:
    reading = read(line)
    assert "".join(text for text, _mark in reading.segments) == reading.text
    ends = 0
    for piece in reading.pieces:
        assert ends <= piece.start < piece.end
        ends = piece.end
    for number in reading.numbers:
        letters = narrowed(reading.text)[number.start : number.end]
        count = written(letters)
        assert number.quantity is None or (count is not None and count.value == number.quantity)


@given(st.lists(PLAIN, max_size=6))
def test_every_plain_number_comes_out_as_it_went_in(said: list[tuple[str, int]]) -> None:
    reading = read("，".join(pattern % number for pattern, number in said))
    assert [number.quantity for number in reading.numbers] == [number for _pattern, number in said]


@given(st.text(alphabet="0123456789年月日.-/:：份人，, 三江镇张伟民\n"))
def test_any_paste_is_cut_into_messages(text: str) -> None:
    for message in messages_in(text, LEXICON, today=TODAY):
        assert message.text.strip()


CHAT = """—————  2025-03-05  —————

张伟民 09:12:33
[图片]
李晓芳  2025/3/5 11:20:33
昨天上午在三江镇集市
发放资料200份
咨询35人
2025-03-05 12:01:00 张伟民(10001)
1. 三江镇 发手册20册
2. 清溪镇 发手册30册
收到
李晓芳：
今天下午幸福社区，咨询8人
"""


def test_a_day_of_the_chat_is_taken_apart_by_who_wrote_what() -> None:
    messages = messages_in(CHAT, LEXICON, today=TODAY)
    assert [(each.sender, each.day, each.text) for each in messages if "发" in each.text or "咨询" in each.text] == [
        ("李晓芳", date(2025, 3, 5), "昨天上午在三江镇集市\n发放资料200份\n咨询35人"),
        ("张伟民", date(2025, 3, 5), "1. 三江镇 发手册20册"),
        ("张伟民", date(2025, 3, 5), "2. 清溪镇 发手册30册"),
        ("李晓芳", date(2025, 3, 5), "今天下午幸福社区，咨询8人"),
    ]


def test_each_line_with_a_day_of_its_own_is_a_message() -> None:
    text = "3月4日 三江镇 发手册20册\n3月5日 清溪镇 发手册30册\n咨询5人"
    assert [each.text for each in messages_in(text, LEXICON, today=TODAY)] == [
        "3月4日 三江镇 发手册20册",
        "3月5日 清溪镇 发手册30册\n咨询5人",
    ]
