"""The standard lists of a new bureau: groups of the public, displays, and what people ask each team about."""

from datetime import datetime
from typing import NamedTuple

from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.materials.actions import CLASSES
from outreach.materials.queries import codes_of
from outreach.materials.rules import MAIN_UNIT, CountKind, QuestionKind
from outreach.people.queries import teams

Q = QuestionKind


class Standard(NamedTuple):
    """One item of a standard list; its code never changes, programs rely on it."""

    code: str
    name: str
    name_en: str
    unit: str = ""


class StandardTopic(NamedTuple):
    """One topic of a team's standard list."""

    code: str
    name: str
    name_en: str
    question: QuestionKind


GROUPS = (
    Standard("workers", "职工", "Employees"),
    Standard("employers", "用人单位", "Employers"),
    Standard("migrant_workers", "农民工", "Migrant workers"),
    Standard("job_seekers", "求职者", "Job seekers"),
    Standard("students", "学生", "Students"),
    Standard("graduates", "高校毕业生", "Graduates"),
    Standard("residents", "城乡居民", "Residents"),
    Standard("retired", "离退休人员", "Retired people"),
    Standard("officials", "干部", "Officials"),
    Standard("others", "其他群众", "Others"),
)

DISPLAYS = (
    Standard("banner", "横幅", "Banner", "条"),
    Standard("board", "展板", "Board", "块"),
    Standard("car", "宣传车", "Car", "辆"),
)

TOPICS: dict[str, tuple[StandardTopic, ...]] = {
    "employment": (
        StandardTopic("employment_policy", "就业创业政策", "Employment policy", Q.POLICY),
        StandardTopic("job_matching", "招聘求职信息", "Openings and job seeking", Q.ENQUIRY),
        StandardTopic("startup_loan", "创业担保贷款办理", "Start-up loans", Q.HOW_TO),
        StandardTopic("skills_training", "技能培训报名与补贴", "Skills training and subsidy", Q.HOW_TO),
        StandardTopic("unemployment_registration", "就业失业登记", "Registration of (un)employment", Q.HOW_TO),
        StandardTopic(
            "agency_complaint", "投诉黑中介、虚假招聘", "Complaint about agencies or false offers", Q.COMPLAINT
        ),
    ),
    "pension": (
        StandardTopic("pension_policy", "养老保险参保缴费政策", "Pension contributions: policy", Q.POLICY),
        StandardTopic("pension_record", "缴费年限与账户查询", "Contribution record", Q.ENQUIRY),
        StandardTopic("pension_amount", "养老金测算与待遇", "Amount of the pension", Q.ENQUIRY),
        StandardTopic("pension_transfer", "社保关系转移接续", "Transfer of insurance", Q.HOW_TO),
        StandardTopic("pension_certification", "待遇领取资格认证", "Yearly certification", Q.HOW_TO),
        StandardTopic("pension_unpaid", "投诉单位不参保、漏缴", "Complaint about unpaid contributions", Q.COMPLAINT),
    ),
    "work_injury": (
        StandardTopic("injury_policy", "工伤保险政策", "Work injury insurance: policy", Q.POLICY),
        StandardTopic("injury_recognition", "工伤认定申请", "Recognition of a work injury", Q.HOW_TO),
        StandardTopic("injury_assessment", "劳动能力鉴定", "Assessment of working ability", Q.HOW_TO),
        StandardTopic("injury_benefits", "工伤待遇查询与申领", "Benefits after an injury", Q.ENQUIRY),
        StandardTopic("project_insurance", "建设项目参保", "Insurance of building projects", Q.HOW_TO),
        StandardTopic("injury_unpaid", "投诉单位不支付工伤待遇", "Complaint about unpaid benefits", Q.COMPLAINT),
    ),
    "labor_relations": (
        StandardTopic("contract_policy", "劳动合同与工时休假", "Contracts, working time, leave", Q.POLICY),
        StandardTopic("wage_arrears", "投诉拖欠工资", "Complaint about unpaid wages", Q.COMPLAINT),
        StandardTopic("arbitration", "劳动争议调解仲裁申请", "Mediation and arbitration", Q.HOW_TO),
        StandardTopic("dismissal", "解除合同与经济补偿", "Dismissal and compensation", Q.POLICY),
        StandardTopic("women_minors", "女职工与未成年工保护", "Protection of women and minors", Q.POLICY),
        StandardTopic("labor_case", "案件进度查询", "Progress of a case", Q.ENQUIRY),
    ),
}


def add_standard_items(*, now: datetime, by: Actor) -> None:
    """Store the standard lists, each item whose code is not there yet; topics only of teams that there are."""
    added = _add(CountKind.ATTENDANCE, GROUPS) + _add(CountKind.DISPLAY, DISPLAYS) + _add_topics()
    if added:
        record_act("items.founded", by=by, now=now, count=added)


def _add(kind: CountKind, standards: tuple[Standard, ...]) -> int:
    taken = codes_of(kind)
    new = [
        CLASSES[kind](
            code=each.code, name=each.name, name_en=each.name_en, unit=each.unit or MAIN_UNIT[kind], position=at
        )
        for at, each in enumerate(standards, start=1)
        if each.code not in taken
    ]
    db.session.add_all(new)
    db.session.flush()
    return len(new)


def _add_topics() -> int:
    kind, count = CountKind.CONSULTATION, 0
    taken = codes_of(kind)
    for at, team in enumerate(teams()):
        for number, topic in enumerate(TOPICS.get(team.code, ()), start=1):
            if topic.code in taken:
                continue
            db.session.add(
                CLASSES[kind](
                    code=topic.code,
                    name=topic.name,
                    name_en=topic.name_en,
                    unit=MAIN_UNIT[kind],
                    position=at * 100 + number,
                    team_id=team.id,
                    question=topic.question,
                )
            )
            count += 1
    db.session.flush()
    return count
