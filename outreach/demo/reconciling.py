"""What the example bureau has published of 2025: a report that the ledger bears out, and a draft that it does not."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from outreach.people.models import Person
from outreach.reports.published.actions import (
    NumberFacts,
    ReportFacts,
    add_numbers,
    change_number,
    confirm_guesses,
    enter_report,
)
from outreach.reports.published.finding import numbers_in
from outreach.reports.published.queries import numbers_of

YEAR = 2025
REPORT = ReportFacts(
    title="2025年度法治政府建设情况报告（示例）", source="示例县人民政府门户网站", day=date(2026, 1, 20)
)
TEXT = (
    "全年开展集中宣传33次，开展送法入企13次，发放宣传资料12700余份，接受群众咨询4000余人次。"
    "刊发普法稿件138篇，推送微信公众号51期，制作普法视频4期，线上点击量超36万人次。"
    "12345热线办理1025件，主动公开政府信息618条。受理案件270件，调解结案219件，调解成功率81.11%。"
)
DRAFT = ReportFacts(title="2025年普法工作总结（初稿，示例）", source="局内征求意见稿", day=date(2025, 12, 20))
DRAFT_TEXT = (
    "开展集中宣传活动35次，发放宣传资料近1.3万份，发放折页近5万册（张），接受咨询4108余人次，"
    "刊发信息130余篇。受理案件270件，调解结案219件，调解成功率72.57%。"
)
#: What the program can't know from the words alone.
_TIED: Mapping[str, str] = {
    "270件": "typed_arbitration;part=denominator",
    "219件": "typed_arbitration;part=numerator",
    "81.11%": "typed_arbitration;part=rate",
    "72.57%": "typed_arbitration;part=rate",
}
_EXPLAINED: Mapping[str, str] = {
    "35次": "初稿把2场内部学法算进了集中宣传，正式报告已改。",
    "72.57%": "初稿手工计算有误。",
}


def reconcile(*, by: Person, now: datetime) -> None:
    """Both reports with their numbers, tied to the figures; nothing before they were published."""
    for facts, text in ((DRAFT, DRAFT_TEXT), (REPORT, TEXT)):
        at = min(datetime(2026, 1, 21, 2, tzinfo=UTC), now)
        report = enter_report(YEAR, facts, by=by, now=at)
        add_numbers(report, numbers_in(text), by=by, now=at)
        numbers = numbers_of([report.id])[report.id]
        for number in numbers:
            word, said = _TIED.get(number.printed, number.word), _EXPLAINED.get(number.printed, "")
            change_number(number, NumberFacts(number.says, number.printed, word, said), by=by, now=at)
        confirm_guesses(numbers, by=by, now=at)
