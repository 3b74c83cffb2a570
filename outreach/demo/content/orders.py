"""What companies ordered in 2025: some became sessions of that year, others were declined, one was answered late."""

from dataclasses import dataclass
from datetime import date

from outreach.orders.rules import Half


@dataclass(frozen=True)
class Ordered:
    """An order: topics by their place on the menu, the wished day; how and on which day it was answered.

    `event` is the title of the session that it became.
    """

    company: str
    topics: tuple[int, ...]
    wish: tuple[date, Half]
    people: int
    made: date
    answered: date
    event: str | None = None
    reason: str | None = None


ORDERED: tuple[Ordered, ...] = (
    Ordered(
        "示例宏远机械有限公司",
        (4, 6),
        (date(2025, 7, 24), Half.MORNING),
        70,
        date(2025, 7, 7),
        date(2025, 7, 9),
        event="送法入企：示例宏远机械（高温津贴与工时）",
    ),
    Ordered(
        "示例星辰家居有限公司",
        (0,),
        (date(2025, 10, 28), Half.MORNING),
        50,
        date(2025, 10, 13),
        date(2025, 10, 14),
        event="送法入企：示例星辰家居",
    ),
    Ordered(
        "示例恒丰纺织有限公司",
        (3,),
        (date(2025, 12, 5), Half.AFTERNOON),
        80,
        date(2025, 11, 18),
        date(2025, 11, 20),
        event="送法入企：示例恒丰纺织（宪法与年终薪酬）",
    ),
    Ordered(
        "示例顺达快递有限公司",
        (2,),
        (date(2025, 6, 12), Half.MORNING),
        30,
        date(2025, 5, 28),
        date(2025, 5, 30),
        reason="安全生产月人手已排满，请改约7月以后，或先参加6月16日的集中咨询",
    ),
    Ordered(
        "示例智联科技有限公司",
        (1,),
        (date(2025, 9, 18), Half.AFTERNOON),
        40,
        date(2025, 9, 1),
        date(2025, 9, 15),
        reason="已与园区合并为一场集中宣讲，请派人参加",
    ),
)
