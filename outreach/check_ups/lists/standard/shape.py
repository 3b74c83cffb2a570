"""The shape of a standard list: plain content, which the founding of a bureau stores as a list's first version."""

from dataclasses import dataclass

from outreach.laws.subjects import Subject

CONTRACT_LAW = "中华人民共和国劳动合同法"
LABOUR_LAW = "中华人民共和国劳动法"
WAGE_RULES = "工资支付暂行规定"
INSURANCE_LAW = "中华人民共和国社会保险法"
INJURY_RULES = "工伤保险条例"
DISPATCH_RULES = "劳务派遣暂行规定"
WOMEN_RULES = "女职工劳动保护特别规定"
YOUNG_RULES = "未成年工特殊保护规定"
MIGRANT_RULES = "保障农民工工资支付条例"
LEAVE_RULES = "职工带薪年休假条例"
LEAVE_MEASURES = "企业职工带薪年休假实施办法"
HOURS_RULES = "国务院关于职工工作时间的规定"
DISEASE_LAW = "中华人民共和国职业病防治法"
CHILD_RULES = "禁止使用童工规定"
WOMEN_LAW = "中华人民共和国妇女权益保障法"

HIGH, MIDDLE, LOW = 3, 2, 1


@dataclass(frozen=True)
class StandardPoint:
    """One point; `code` names it within its list for good, so that all versions of it are held against each other.

    `cost` is what the law says it costs, None where it names no amount and no consequence of its own.
    """

    code: str
    title: str
    look_at: str
    law: str
    article: str
    weight: int
    advice: str
    cost: str | None = None
    within_days: int | None = None
    ask: str | None = None


@dataclass(frozen=True)
class StandardList:
    """One list of one subject, kept by the team of that code."""

    subject: Subject
    title: str
    team: str
    points: tuple[StandardPoint, ...]
