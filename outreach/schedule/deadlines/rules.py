"""By when something is due, and the deadlines that come every year (FIELD.md, yearly calendar)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid

#: From when on a deadline stands on the home board.
SOON = timedelta(days=30)


class DeadlineState(StrEnum):
    """How a deadline stands on a day."""

    SENT = "sent"
    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"


def deadline_state(day: date, sent_on: date | None, today: date) -> DeadlineState:
    """How a deadline on `day` stands today; what was sent is done, however late."""
    if sent_on is not None:
        return DeadlineState.SENT
    if day < today:
        return DeadlineState.OVERDUE
    return DeadlineState.SOON if day - today <= SOON else DeadlineState.AHEAD


def check_sent(sent_on: date | None, today: date) -> None:
    """Refuse a day of sending that has not come yet."""
    if sent_on is not None and sent_on > today:
        raise Invalid(_("This day is still to come."), field="sent_on", code="future")


@dataclass(frozen=True)
class UsualDeadline:
    """What is due on the same day each year; `day` is MM-DD, 02-29 the last day of February."""

    title: str
    day: str
    addressees: str
    document: str | None
    note: str


_CHECK = "各地时限不同，请核对本地当年通知后修改。"

#: "before 1 March" is due on the last day of February.
USUAL = (
    UsualDeadline(
        "法治政府建设年度报告报送",
        "02-29",
        "同级党委、政府，上一级主管部门",
        "法治政府建设与责任落实督察工作规定",
        f"每年3月1日前报送上一年度报告，有的地方提前到1月30日。{_CHECK}",
    ),
    UsualDeadline(
        "法治政府建设年度报告公开",
        "03-31",
        "通过门户网站等向社会公开",
        "法治政府建设与责任落实督察工作规定",
        f"每年4月1日前公开。{_CHECK}",
    ),
    UsualDeadline(
        "宪法宣传周活动情况报送",
        "12-20",
        "上一级主管部门、同级普法办",
        None,
        f"有的省要求12月20日前报送总结。{_CHECK}",
    ),
)
