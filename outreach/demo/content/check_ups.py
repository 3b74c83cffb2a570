"""What the thirteen enterprise sessions of 2025 found: check-ups, revisits about three months later, and notices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from outreach.laws.subjects import Subject

_CONTRACT, _PAY, _TIME = Subject.LABOUR_CONTRACT, Subject.PAY, Subject.WORKING_TIME
_INSURANCE, _INJURY, _DISPATCH = Subject.SOCIAL_INSURANCE, Subject.WORK_INJURY, Subject.DISPATCH
_SPECIAL = Subject.SPECIAL_PROTECTION


@dataclass(frozen=True)
class Paper:
    """The risk notice: its number, how far it came, on which day it was handed over, and whether it is released.

    `words` are what the office wrote in place of the usual sentence, by point.
    """

    number: int
    handed: date | None = None
    is_reviewed: bool = True
    is_released: bool = False
    withdrawn: str | None = None
    is_settled: bool = False
    """No revisit is needed: what was to mend was shown to be mended."""
    put_off: int | None = None
    """The company asked for a later revisit, so many days from the day of loading (below 0: it is overdue)."""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One check-up: at which event, of which company, with which lists.

    `risks` are the points at which a risk was found, with what was noted; everything else is in order but for
    `not_here` (not applicable) and `not_seen`. At `undecided` the two people found different things. Points are named
    "subject/code" as in the standard lists.
    """

    event: str
    company: str
    lists: tuple[Subject, ...]
    risks: Mapping[str, str | None]
    not_here: frozenset[str] = frozenset()
    not_seen: frozenset[str] = frozenset()
    undecided: str | None = None
    paper: Paper | None = None


_NO_YOUNG = frozenset({"special_protection/young_workers", "special_protection/young_health"})
_RETURN = "送法入企：示例恒丰纺织（复工用工体检）"
_FOOD = "送法入企：示例金穗食品"
_SUMMER = "送法入企：示例宏远机械（高温津贴与工时）"

CHECK_UPS: tuple[Checked, ...] = (
    Checked(
        event=_RETURN,
        company="示例恒丰纺织有限公司",
        lists=(_CONTRACT, _PAY, _SPECIAL),
        risks={
            "labour_contract/in_a_month": "节后返岗和新进的挡车工有9人没有签合同，最早的已满五周",
            "labour_contract/copy": "合同统一锁在人事柜里，抽问五人都没有拿到",
            "pay/overtime_base": "计件工资表没有列加班费基数，包薪约定折算后偏低",
            "special_protection/nursing": "两名哺乳期职工仍排夜班",
        },
        not_here=_NO_YOUNG,
        not_seen=frozenset({"labour_contract/dismissal"}),
        paper=Paper(
            1,
            date(2025, 3, 3),
            words={
                "labour_contract/in_a_month": "返岗和新进职工中有9人尚未订立书面劳动合同，用工满一个月的应立即补签。"
            },
        ),
    ),
    Checked(
        event="送法入企：示例宏远机械（工伤预防）",
        company="示例宏远机械有限公司",
        lists=(_INJURY,),
        risks={
            "work_injury/apply_in_thirty_days": "去年有一起冲床伤手，事故后四十多天才申请",
            "work_injury/posted": "公示栏还是前年的名单",
            "work_injury/health_checks": "打磨岗离岗时没有做职业健康检查",
        },
        not_here=frozenset({"work_injury/job_kept"}),
        paper=Paper(2, date(2025, 4, 1)),
    ),
    Checked(
        event="送法入企：示例启明电子",
        company="示例启明电子有限公司",
        lists=(_CONTRACT, _DISPATCH),
        risks={
            "dispatch/ten_per_cent": "用工总量里派遣工占一成七，旺季还会再高",
            "dispatch/kinds_of_post": "流水线主岗也用派遣，辅助性岗位没有公示",
            "labour_contract/probation": "一年期合同约定了三个月试用期",
        },
        not_here=frozenset({"dispatch/returning"}),
        paper=Paper(3, date(2025, 4, 15), put_off=-6),
    ),
    Checked(
        event="送法入企：示例和顺物流",
        company="示例和顺物流有限公司",
        lists=(_INSURANCE,),
        risks={
            "social_insurance/in_thirty_days": "试用期驾驶员六人没有参保",
            "social_insurance/wage_base": "装卸工一律按下限申报",
            "social_insurance/told_monthly": "工资条没有社保明细",
        },
        paper=Paper(4, date(2025, 4, 22)),
    ),
    Checked(
        event=_FOOD,
        company="示例金穗食品有限公司",
        lists=(_PAY, _TIME),
        risks={
            "working_time/overtime_limit": "节前三个月有人加班超过60小时",
            "working_time/rest_day": "包装车间连续出勤最长十六天",
            "working_time/annual_leave": "没有年休假计划，工龄没有核对",
            "pay/payslip": "只发短信总额，没有明细",
        },
        not_here=frozenset({"working_time/special_hours"}),
        undecided="working_time/leave_not_taken",
        paper=Paper(5, date(2025, 5, 26), put_off=9),
    ),
    Checked(  # revisit, 84 days later, from the session in the same park
        event=_FOOD,
        company="示例恒丰纺织有限公司",
        lists=(_CONTRACT, _PAY, _SPECIAL),
        risks={"pay/overtime_base": "新的工资表试行了一个月，基数仍写得不清楚"},
        not_here=_NO_YOUNG,
    ),
    Checked(
        event="送法入企：示例安泰化工",
        company="示例安泰化工有限公司",
        lists=(_INJURY,),
        risks={
            "work_injury/hazards_told": "新员工合同没有写明接触的化学毒物",
            "work_injury/help_inquiry": "监控只存七天，派工单没有留底",
        },
        paper=Paper(6, date(2025, 6, 23), is_settled=True),
    ),
    Checked(
        event="送法入企：示例大禹建材",
        company="示例大禹建材有限公司",
        lists=(_INJURY,),
        risks={
            "work_injury/all_insured": "装卸班四名日结工没有参保",
            "work_injury/paid_leave": "一名工伤职工停工期间按最低工资发放",
            "work_injury/posted": None,
        },
        paper=Paper(7, date(2025, 7, 2), is_released=True, is_settled=True),
    ),
    Checked(  # revisit, 119 days later
        event=_SUMMER,
        company="示例宏远机械有限公司",
        lists=(_INJURY, _TIME),
        risks={
            "working_time/overtime_limit": "夏季订单集中，热处理班上月人均加班48小时",
            "working_time/not_forced": None,
        },
        not_here=frozenset({"work_injury/job_kept"}),
        paper=Paper(8, date(2025, 7, 29), is_settled=True),
    ),
    Checked(  # revisit, 98 days later, next door
        event=_SUMMER,
        company="示例和顺物流有限公司",
        lists=(_INSURANCE,),
        risks={"social_insurance/wage_base": "新进人员已按实际工资申报，老员工从下个年度起调整"},
    ),
    Checked(
        event="送法入企：示例青禾农业",
        company="示例青禾农业科技有限公司",
        lists=(_INSURANCE,),
        risks={
            "social_insurance/in_thirty_days": "季节工按天结算，没有参保",
            "social_insurance/no_waiver": "入职材料里夹着放弃社保的承诺书",
        },
        paper=Paper(9, date(2025, 8, 19), is_settled=True),
    ),
    Checked(
        event="送法入企：示例安居物业",
        company="示例安居物业服务有限公司",
        lists=(_CONTRACT, _INSURANCE),
        risks={
            "social_insurance/no_waiver": "保洁岗多人领取社保补贴",
            "social_insurance/in_full": "第二季度晚缴一个月",
            "labour_contract/copy": None,
        },
        paper=Paper(10, None),
    ),
    Checked(
        event="送法入企：示例星辰家居",
        company="示例星辰家居有限公司",
        lists=(_CONTRACT, _PAY),
        risks={
            "labour_contract/in_a_month": "木工车间新进三人还在“先干着看”",
            "pay/deductions": "迟到一次扣五十元，没有依据，有人一个月扣了四百多",
        },
        paper=Paper(11, None, withdrawn="企业当场补齐了合同并提交签收单，另行出具新的提示书"),
    ),
    Checked(
        event="送法入企：示例顺达快递",
        company="示例顺达快递有限公司",
        lists=(_INJURY, _DISPATCH),
        risks={
            "work_injury/all_insured": "分拣临时工没有参保，骑手按平台职业伤害保障另行核实",
            "dispatch/not_disguised": "外包班组由站点直接排班、考勤",
        },
        not_seen=frozenset({"dispatch/licence", "dispatch/agreement"}),
        paper=Paper(12, None, is_reviewed=False),
    ),
    Checked(  # the second revisit
        event="送法入企：示例恒丰纺织（宪法与年终薪酬）",
        company="示例恒丰纺织有限公司",
        lists=(_PAY,),
        risks={"pay/final_pay": "离职结算统一拖到下月发薪日"},
        paper=Paper(13, date(2025, 12, 10), is_settled=True),
    ),
)
