"""The figures that the other parts of such a report usually have, offered to a year that has none yet.

They stand in Chinese, as they do in the report; the bureau changes them as it likes.
"""

from dataclasses import dataclass
from datetime import date

from outreach.reports.typed.rules import Shape

STUDY, DECISIONS, OPENNESS, DISPUTES = "学法用法", "依法决策", "政务公开与热线", "争议化解"


@dataclass(frozen=True)
class Usual:
    """One of them, as `actions.FigureFacts` knows it; `part_of` names the one that it is a part of."""

    code: str
    section: str
    name: str
    unit: str
    definition: str
    shape: Shape = Shape.NUMBER
    numerator_name: str | None = None
    denominator_name: str | None = None
    part_of: str | None = None


USUAL: tuple[Usual, ...] = (
    Usual(
        "study_sessions",
        STUDY,
        "集体学法",
        "次",
        "局党组理论学习中心组、局务会议和全体职工集中学法的次数，同一天连开的算一次；不含面向群众的宣传活动。",
    ),
    Usual(
        "law_exam",
        STUDY,
        "法律知识考试",
        "人",
        "全局工作人员参加年度法律知识考试的人数，每人只计一次，补考合格的计入合格。",
        Shape.EXAM,
    ),
    Usual(
        "certificates",
        STUDY,
        "行政执法证持证率",
        "人",
        "年末在岗执法人员中持有效行政执法证的人数。",
        Shape.RATE,
        "持证人数",
        "在岗执法人员",
    ),
    Usual("normative_reviews", DECISIONS, "规范性文件合法性审查", "件", "全年出具合法性审查意见的规范性文件件数。"),
    Usual("contract_reviews", DECISIONS, "合同审查", "份", "全年由法律顾问审查并出具意见的合同份数。"),
    Usual("hotline", OPENNESS, "热线办理", "件", "12345和12333热线转来、年内办结的工单件数，一张工单算一件。"),
    Usual("disclosures", OPENNESS, "主动公开政府信息", "条", "年内在政府门户网站主动公开的信息条数，转载的不算。"),
    Usual("disclosure_requests", OPENNESS, "依申请公开答复", "件", "年内依申请公开并按期答复的件数。"),
    Usual(
        "arbitration",
        DISPUTES,
        "劳动人事争议调解成功率",
        "件",
        "年内受理的劳动人事争议案件中，经调解结案的件数。",
        Shape.RATE,
        "调解结案",
        "受理案件",
    ),
    Usual("wage_cases", DISPUTES, "欠薪线索核处", "件", "根治欠薪线索反映平台等渠道转来、年内核处完毕的线索件数。"),
    Usual("litigation", DISPUTES, "行政复议和应诉", "件", "年内以本局为被申请人、被告的案件件数。"),
    Usual(
        "reconsiderations",
        DISPUTES,
        "其中行政复议",
        "件",
        "年内以本局为被申请人的行政复议案件件数。",
        part_of="litigation",
    ),
    Usual("lawsuits", DISPUTES, "其中行政应诉", "件", "年内以本局为被告的行政诉讼案件件数。", part_of="litigation"),
)


def due_of(year: int) -> date:
    """The day by which the figures of a year are owed: in time for the report of January."""
    return date(year + 1, 1, 10)
