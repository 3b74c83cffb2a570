"""What a cell of a form can be tied to, and what its headings suggest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.documents.days import said_day
from outreach.periods import Period, month, quarter, year


class TieKind(StrEnum):
    """What goes into a cell."""

    FIGURE = "figure"
    FACT = "fact"
    TEXT = "text"
    ASKED = "asked"


class Printed(StrEnum):
    """How a figure goes into a cell."""

    NUMBER = "number"  # the number alone, for a cell that is calculated with
    WORDING = "wording"  # as the report prints it: 12700余份
    EXACT = "exact"  # to the piece, with its unit: 12734份


class Fact(StrEnum):
    """What is known of every filling without a figure."""

    BUREAU = "bureau"
    TEAM = "team"
    PERIOD = "period"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    TODAY = "today"
    PERSON = "person"


@dataclass(frozen=True)
class Suggestion:
    """What a heading asks for, as far as its words tell."""

    kind: TieKind
    word: str


_FACTS: tuple[tuple[str, Fact], ...] = (
    (r"(填报|报送|填表|上报|制表)(单位|部门|机关)|^单位(名称)?(（?盖章）?)?$|单位（(盖章|公章)）", Fact.BUREAU),
    (r"(填报|填表|报送|上报|制表)(日期|时间)", Fact.TODAY),
    (r"填报人|填表人|制表人|经办人|填报人员", Fact.PERSON),
    (r"(统计|报告|填报)(期间|周期|时段|区间)|起止(时间|日期)", Fact.PERIOD),
    (r"^(统计)?年度$|^年份$", Fact.YEAR),
    (r"^季度$", Fact.QUARTER),
    (r"^月份$", Fact.MONTH),
)
#: The first that fits, the narrower before the wider.
_FIGURES: tuple[tuple[str, str], ...] = (
    (r"阅读|浏览|点击|播放|观看", "views_times"),
    (r"短视频|微视频|视频", "videos"),
    (r"推送|推文|公众号|微信.*期|期数", "posts"),
    (r"稿件|报道|信息.*篇|刊发|篇数|文章", "articles"),
    (r"法律体检|(?<!身)体检", "check_ups"),
    (r"(风险|隐患|问题).*整改|整改.*(风险|隐患|问题|项)", "risks_mended"),
    (r"(用工|法律)?风险|隐患", "risks_found"),
    (r"点单.*(答复|办结|回复)|(答复|办结).*点单", "orders_answered"),
    (r"点单|订单式", "orders_received"),
    (r"家次", "company_visits"),
    (r"(企业|园区).*家|家数|走访企业|服务企业", "enterprises"),
    (r"(进|入|送法).*企业|企业.*(场|次)|送法[进入]企|入企普法", "events_enterprise"),
    (r"培训|讲座", "events_training"),
    (r"横幅|标语|条幅|宣传条", "displays"),
    (r"咨询|解答|答疑", "consultations"),
    (r"份数|资料|手册|宣传单|册数|折页|发放", "handouts"),
    (r"人次|人数|受众|参加|参与|受教育|覆盖", "attendance"),
    (r"场次|场数|活动次数|活动数|宣传活动|集中宣传|活动.*(场|次)|（场）|\(场\)", "events_public"),
)
#: The unit in brackets says more than any other word of a heading: what is counted in it, by other words first.
_BY_UNIT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "场": ((r"企业", "events_enterprise"), (r"培训|讲座", "events_training"), (r"", "events_public")),
    "份": ((r"", "handouts"),),
    "册": ((r"", "handouts"),),
    "家": ((r"", "enterprises"),),
    "家次": ((r"", "company_visits"),),
    "项": ((r"整改", "risks_mended"), (r"风险|隐患", "risks_found")),
    "单": ((r"答复|办结|回复", "orders_answered"), (r"", "orders_received")),
    "人": ((r"咨询|解答", "consultations"), (r"阅读|浏览|点击", "views_people"), (r"", "attendance")),
    "篇": ((r"", "articles"),),
    "期": ((r"", "posts"),),
}
_UNIT = re.compile(r"[（(](场|份|册|家次|家|人|篇|期|项|单)次?[）)]")
_TRACKS = ((r"企业", "track=enterprise"), (r"培训|讲座", "track=training"), (r"集中", "track=public"))
_OF_LEDGER = frozenset({"handouts", "consultations", "attendance"})
#: What these ask for is no figure of ours: money, staff, totals that the form computes by itself.
_NOT_OURS = re.compile(r"经费|金额|万元|编制|占比|比例|率|备注|序号|联系|电话|签(字|名)|审核|负责人|合计公式|完成率")
_REMARK = re.compile(r"备注")
#: What stands between the parts of a name or of headings, and says nothing.
_NO_NAME = re.compile(r"[\s·]")
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}


def suggested(
    label: str, narrowing: Sequence[tuple[str, str]], typed: Sequence[tuple[str, str]] = ()
) -> Suggestion | None:
    """What the headings of a cell ask for; None where they don't tell.

    `narrowing` pairs names with words: (养老保险, team=pension); the first name found narrows the figure. `typed` pairs
    the names of figures typed by hand with their words.
    """
    text = "".join(label.split())
    fact = _fact(text)
    if fact is not None:
        return Suggestion(TieKind.FACT, fact)
    if _REMARK.search(text):
        return None
    by_hand = next(
        (word for name, word in typed if len(name) > 1 and _NO_NAME.sub("", name) in _NO_NAME.sub("", text)), None
    )
    if by_hand is not None:
        return Suggestion(TieKind.FIGURE, by_hand)
    key = _key(text) if may_ask(text) else None
    if key is None:
        return None
    named = _track(text) if key in _OF_LEDGER else {}
    for name, word in narrowing:
        if name in text:
            named.setdefault(word.partition("=")[0], word)
    return Suggestion(TieKind.FIGURE, ";".join([key, *sorted([*named.values(), *_days(text)])]))


def _fact(text: str) -> Fact | None:
    parts = text.split("·")
    return next((fact for pattern, fact in _FACTS if any(re.search(pattern, part) for part in parts)), None)


def _track(text: str) -> dict[str, str]:
    """The track of whose lines a heading speaks, the narrowest first."""
    word = next((word for pattern, word in _TRACKS if re.search(pattern, text)), None)
    return {"track": word} if word else {}


def may_ask(label: str) -> bool:
    """Whether a cell with these headings may ask for something that is known here."""
    return bool(label) and not _NOT_OURS.search(label)


def _key(text: str) -> str | None:
    units = _UNIT.findall(text)
    choices = _BY_UNIT[units[0]] if units and not re.search(r"视频|播放", text) else _FIGURES
    return next((key for pattern, key in choices if re.search(pattern, text)), None)


def _days(text: str) -> list[str]:
    parts = []
    if re.search(r"上年|去年|上一年|同期", text):
        parts.append("years_ago=1")
    if found := re.search(r"(?<!\d)(1[0-2]|[1-9])月(?!\d)", text):
        parts.append(f"month={found[1]}")
    elif found := re.search(r"第?([一二三四1-4])季度", text):
        parts.append(f"quarter={_CHINESE.get(found[1], found[1])}")
    return parts


def said_period(period: Period) -> str:
    """The days as a form says them: 2025年, 2025年第二季度, 2025年3月, 2025年1月1日至2025年5月20日."""
    number = period.first.year
    if period == year(number):
        return f"{number}年"
    for each in range(1, 5):
        if period == quarter(number, each):
            return f"{number}年第{'一二三四'[each - 1]}季度"
    if period == month(number, period.first.month):
        return f"{number}年{period.first.month}月"
    return f"{said_day(period.first)}至{said_day(period.last)}"


def facts_of(period: Period, *, bureau: str, team: str, person: str, today: date) -> Mapping[Fact, str | int | date]:
    """Every fact of a filling of `period`; `team` is "" for the whole bureau."""
    return {
        Fact.BUREAU: bureau,
        Fact.TEAM: team or bureau,
        Fact.PERIOD: said_period(period),
        Fact.YEAR: period.first.year,
        Fact.QUARTER: (period.last.month + 2) // 3,
        Fact.MONTH: period.last.month,
        Fact.FIRST_DAY: period.first,
        Fact.LAST_DAY: period.last,
        Fact.TODAY: today,
        Fact.PERSON: person,
    }
