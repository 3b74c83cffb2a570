"""What the example bureau types by hand for the other parts of its annual report."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from outreach import clock
from outreach.people.models import Person
from outreach.reports.typed.actions import add_usual, carry_over, change_figure, facts_of
from outreach.reports.typed.queries import figure_to_change
from outreach.reports.typed.rules import Numbers
from outreach.reports.typed.saying import ValueFacts, say_value
from outreach.reports.typed.usual import USUAL

#: Who owes it; the others are typed by the office.
_OWNERS: Mapping[str, str] = {
    "hotline": "staff.1",
    "disclosures": "staff.5",
    "disclosure_requests": "staff.5",
    "arbitration": "lead.labor_relations",
    "wage_cases": "staff.8",
    "reconsiderations": "lead.work_injury",
    "lawsuits": "lead.work_injury",
}
_SOURCES: Mapping[str, str] = {
    "study_sessions": "局办公室学法记录",
    "law_exam": "全省国家工作人员学法考法平台导出表",
    "certificates": "行政执法人员管理系统，12月31日在岗名册",
    "normative_reviews": "法规股审查登记簿",
    "contract_reviews": "法规股审查登记簿",
    "hotline": "12345、12333工单系统年度导出表",
    "disclosures": "政府门户网站后台，按发布日期统计",
    "disclosure_requests": "依申请公开办理台账",
    "arbitration": "劳动人事争议调解仲裁办案系统",
    "wage_cases": "根治欠薪线索反映平台",
    "litigation": "法规股复议应诉台账",
    "reconsiderations": "法规股复议应诉台账",
    "lawsuits": "法规股复议应诉台账",
}
_VALUES: Mapping[int, Mapping[str, Numbers]] = {
    2024: {
        "study_sessions": Numbers(10),
        "law_exam": Numbers(96, 93, 94),
        "certificates": Numbers(None, 27, 31),
        "normative_reviews": Numbers(3),
        "contract_reviews": Numbers(41),
        "hotline": Numbers(938),
        "disclosures": Numbers(574),
        "disclosure_requests": Numbers(6),
        "arbitration": Numbers(None, 186, 241),
        "wage_cases": Numbers(163),
        "litigation": Numbers(9),
        "reconsiderations": Numbers(4),
        "lawsuits": Numbers(5),
    },
    2025: {
        "study_sessions": Numbers(12),
        "law_exam": Numbers(98, 97, 97),
        "certificates": Numbers(None, 30, 32),
        "normative_reviews": Numbers(0),
        "contract_reviews": Numbers(46),
        "hotline": Numbers(1025),
        "disclosures": Numbers(612),
        "disclosure_requests": Numbers(8),
        "arbitration": Numbers(None, 219, 270),
        "wage_cases": Numbers(148),
        "litigation": Numbers(11),
        "reconsiderations": Numbers(5),
        "lawsuits": Numbers(6),
    },
}
#: One was mended afterwards, as it happens.
_MENDED = ("disclosures", Numbers(618), "12月发布的6条漏统")


def type_by_hand(people: Mapping[str, Person], *, by: Person, now: datetime) -> None:
    """2024 and 2025 with their values, and the year that is running, blank but for what is known already."""
    for year, values in _VALUES.items():
        at = min(datetime(year + 1, 1, 6, 2, tzinfo=UTC), now)
        add_usual(year, [each.code for each in USUAL], by=by, now=at)
        _give_owners(year, people, by=by, now=at)
        for code, numbers in values.items():
            _say(year, code, numbers, by=people.get(_OWNERS.get(code, ""), by), now=at)
    code, numbers, reason = _MENDED
    _say(2025, code, numbers, by=by, now=min(datetime(2026, 1, 8, 8, tzinfo=UTC), now), reason=reason)
    today = clock.local_day(now)
    if carry_over(today.year, by=by, now=now):
        exam = figure_to_change(today.year, "law_exam")
        change_figure(exam, replace(facts_of(exam), due=today + timedelta(days=5)), by=by, now=now)


def _give_owners(year: int, people: Mapping[str, Person], *, by: Person, now: datetime) -> None:
    for code, username in _OWNERS.items():
        figure = figure_to_change(year, code)
        change_figure(figure, replace(facts_of(figure), owner_id=people[username].id), by=by, now=now)


def _say(year: int, code: str, numbers: Numbers, *, by: Person, now: datetime, reason: str = "") -> None:
    figure = figure_to_change(year, code)
    facts = ValueFacts(numbers, source=_SOURCES[code], reason=reason)
    say_value(figure, facts, version=figure.version, by=by, now=now, confirmed=("jump", "sum"))
