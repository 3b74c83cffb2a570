"""What was found in companies: at the thirteen enterprise sessions of 2025, and at visits since; with the notices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outreach.laws.subjects import Subject

_CONTRACT, _PAY, _TIME = Subject.LABOUR_CONTRACT, Subject.PAY, Subject.WORKING_TIME
_INSURANCE, _INJURY, _DISPATCH = Subject.SOCIAL_INSURANCE, Subject.WORK_INJURY, Subject.DISPATCH
_SPECIAL, _WAGES = Subject.SPECIAL_PROTECTION, Subject.WAGE_ACCOUNTS


@dataclass(frozen=True)
class Risk:
    """A risk that was found: what was noted, what the notice says of it, and the title of the case that it tells."""

    note: str | None = None
    said: str | None = None
    case: str | None = None


@dataclass(frozen=True)
class PutOff:
    """On which day a company asked for a later revisit, for which day, and why."""

    asked: date
    to: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The risk notice: how many days after the check-up it was handed over (None: not yet), and what became of it."""

    handed_after: int | None = None
    is_reviewed: bool = True
    is_released: bool = False
    withdrawn: str | None = None
    again: "Paper | None" = None
    """What was made in its place on the next working day."""
    left_out: frozenset[str] = frozenset()
    """The points of which it says nothing."""
    unneeded: str | None = None
    """Why nobody goes there again for it; its risks stay open until a check-up sees them mended."""
    put_off: PutOff | None = None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One check-up: at which event, of which company, with which lists.

    `risks` are the points at which a risk was found; everything else is in order but for `not_here` (not applicable)
    and `not_seen`. At `undecided` the two people found different things. Points are named "subject/code" as in the
    standard lists.
    """

    event: str
    company: str
    lists: tuple[Subject, ...]
    risks: Mapping[str, Risk]
    begun: str | None = None
    """At which time of day; else a good half hour after the event began."""
    not_here: frozenset[str] = frozenset()
    not_seen: frozenset[str] = frozenset()
    undecided: str | None = None
    paper: Paper | None = None


_NO_YOUNG = frozenset({"special_protection/young_workers", "special_protection/young_health"})
_RETURN = "送法入企：示例恒丰纺织（复工用工体检）"
_FOOD = "送法入企：示例金穗食品"
_SUMMER = "送法入企：示例宏远机械（高温津贴与工时）"

_UNSIGNED = "入职十一个月没签合同，补了十个月的工资差额"
_FLAT_PAY = "“包薪制”包不住加班费"
_NO_REST = "赶工期连上十九天班，企业被责令改正并罚款"
_NO_LEAVE = "年休假没休，十天补了二十天的工资"
_UNINSURED = "没参加工伤保险，各项待遇全由企业付"
_WARD = "试用期没参保，住院费用企业赔"
_HEALTH = "离岗没做职业健康检查，终止合同不作数"
_DUST = "没告知粉尘危害，职工拒绝上岗不算旷工"

CHECK_UPS: tuple[Checked, ...] = (
    Checked(
        event=_RETURN,
        company="示例恒丰纺织有限公司",
        lists=(_CONTRACT, _PAY, _SPECIAL),
        risks={
            "labour_contract/in_a_month": Risk(
                "节后返岗和新进的挡车工有9人没有签合同，最早的已满五周",
                "节后返岗和新进的挡车工中有9人没有订立书面劳动合同，用工最早的已满五周，超过了一个月的期限。",
                _UNSIGNED,
            ),
            "labour_contract/copy": Risk(
                "合同统一锁在人事柜里，抽问五人都没有拿到",
                "抽问的五名职工都没有拿到本人的劳动合同文本，合同统一存放在人事部门。",
            ),
            "pay/overtime_base": Risk(
                "计件工资表没有列加班费基数，包薪约定折算后偏低",
                "计件工资表没有列明加班费基数，“包薪”约定折算后低于最低工资和法定加班费之和。",
                _FLAT_PAY,
            ),
            "special_protection/nursing": Risk(
                "两名哺乳期职工仍排夜班",
                "两名哺乳未满1周岁婴儿的女职工仍排夜班。",
                "哺乳期照排夜班，每人罚款两千元",
            ),
        },
        not_here=_NO_YOUNG,
        not_seen=frozenset({"labour_contract/dismissal"}),
        paper=Paper(handed_after=3),
    ),
    Checked(
        event="送法入企：示例宏远机械（工伤预防）",
        company="示例宏远机械有限公司",
        lists=(_INJURY,),
        risks={
            "work_injury/apply_in_thirty_days": Risk(
                "去年有一起冲床伤手，事故后四十多天才申请",
                "上年一起冲床伤手事故发生四十多天后才提出工伤认定申请，超过了30日的时限。",
                "工伤申请晚了五十天，三万多元自己承担",
            ),
            "work_injury/posted": Risk("公示栏还是前年的名单", "公示栏张贴的还是前年的参保名单，没有及时更新。"),
            "work_injury/health_checks": Risk(
                "打磨岗离岗时没有做职业健康检查", "打磨岗位的职工离岗时没有安排职业健康检查。", _HEALTH
            ),
        },
        not_here=frozenset({"work_injury/job_kept"}),
        paper=Paper(handed_after=2),
    ),
    Checked(
        event="送法入企：示例启明电子",
        company="示例启明电子有限公司",
        lists=(_CONTRACT, _DISPATCH),
        risks={
            "dispatch/ten_per_cent": Risk(
                "用工总量里派遣工占一成七，旺季还会再高",
                "派遣工约占用工总量的17%，超过了10%的比例，旺季还会上升。",
                "派遣工占到两成多，企业被责令整改",
            ),
            "dispatch/kinds_of_post": Risk(
                "流水线主岗也用派遣，辅助性岗位没有公示",
                "流水线主营业务岗位也使用派遣工，辅助性岗位没有经过讨论和公示。",
            ),
            "labour_contract/probation": Risk(
                "一年期合同约定了三个月试用期",
                "一年期劳动合同约定了三个月试用期，超过了二个月的上限。",
                "一年的合同约定半年试用期，多出的四个月要赔",
            ),
        },
        not_here=frozenset({"dispatch/returning"}),
        paper=Paper(
            handed_after=5,
            put_off=PutOff(
                date(2025, 7, 8), date(2026, 1, 22), "派遣工比例要到旺季后才能核准，与企业商定年底降到位再回访。"
            ),
        ),
    ),
    Checked(
        event="送法入企：示例和顺物流",
        company="示例和顺物流有限公司",
        lists=(_INSURANCE,),
        risks={
            "social_insurance/in_thirty_days": Risk(
                "试用期驾驶员六人没有参保", "试用期内的驾驶员有6人没有参加社会保险。", _WARD
            ),
            "social_insurance/wage_base": Risk(
                "装卸工一律按下限申报",
                "装卸工一律按缴费下限申报，缴费基数与实际工资不一致。",
                "一律按下限申报缴费基数，补缴7.8万元",
            ),
            "social_insurance/told_monthly": Risk("工资条没有社保明细", "工资条没有列出社会保险费的明细。"),
        },
        paper=Paper(handed_after=5),
    ),
    Checked(
        event=_FOOD,
        company="示例金穗食品有限公司",
        lists=(_PAY, _TIME),
        risks={
            "working_time/overtime_limit": Risk(
                "节前三个月有人加班超过60小时",
                "节前三个月里有职工单月加班超过60小时，超过了36小时的上限。",
                _NO_REST,
            ),
            "working_time/rest_day": Risk(
                "包装车间连续出勤最长十六天", "包装车间有职工连续出勤十六天，没有保证每周休息一日。"
            ),
            "working_time/annual_leave": Risk(
                "没有年休假计划，工龄没有核对", "没有排出年休假计划，职工的累计工作年限没有核对。", _NO_LEAVE
            ),
            "pay/payslip": Risk("只发短信总额，没有明细", "发放工资只用短信告知总额，没有应发和扣款的明细。"),
        },
        not_here=frozenset({"working_time/special_hours"}),
        undecided="working_time/leave_not_taken",
        paper=Paper(
            handed_after=6,
            put_off=PutOff(
                date(2025, 8, 18), date(2026, 1, 27), "年休假和加班台账要到年底才能结清，企业请求届时一并核对。"
            ),
        ),
    ),
    Checked(  # revisit, 84 days later: ten minutes on foot from the session in the same park
        event=_FOOD,
        company="示例恒丰纺织有限公司",
        lists=(_CONTRACT, _PAY, _SPECIAL),
        risks={"pay/overtime_base": Risk("新的工资表试行了一个月，基数仍写得不清楚")},
        begun="11:00",
        not_here=_NO_YOUNG,
    ),
    Checked(
        event="送法入企：示例安泰化工",
        company="示例安泰化工有限公司",
        lists=(_INJURY,),
        risks={
            "work_injury/hazards_told": Risk(
                "新员工合同没有写明接触的化学毒物", "新进职工的劳动合同没有写明接触的化学毒物和防护措施。", _DUST
            ),
            "work_injury/help_inquiry": Risk(
                "监控只存七天，派工单没有留底", "作业监控只保存七天，派工单没有留底，发生事故后难以举证。"
            ),
        },
        paper=Paper(handed_after=5, unneeded="县安委会联合检查组按季复查，整改由检查组跟踪，不再单独回访。"),
    ),
    Checked(
        event="送法入企：示例大禹建材",
        company="示例大禹建材有限公司",
        lists=(_INJURY,),
        risks={
            "work_injury/all_insured": Risk(
                "装卸班四名日结工没有参保", "装卸班四名按日结算工资的职工没有参加工伤保险。", _UNINSURED
            ),
            "work_injury/paid_leave": Risk(
                "一名工伤职工停工期间按最低工资发放",
                "一名工伤职工停工留薪期内按最低工资标准发放，低于原工资福利待遇。",
                "停工留薪期只发最低工资，补发1.15万元",
            ),
            "work_injury/posted": Risk("车间和宿舍都没有公示", "参加工伤保险的情况没有在车间和宿舍公示。"),
        },
        paper=Paper(
            handed_after=5, is_released=True, unneeded="已转劳动保障监察大队跟踪督办，整改由监察复查，不再单独回访。"
        ),
    ),
    Checked(  # revisit, 119 days later
        event=_SUMMER,
        company="示例宏远机械有限公司",
        lists=(_INJURY, _TIME),
        risks={
            "working_time/overtime_limit": Risk(
                "夏季订单集中，热处理班上月人均加班48小时",
                "夏季订单集中，热处理班上月人均加班48小时，超过了36小时的上限。",
                _NO_REST,
            ),
            "working_time/not_forced": Risk(
                "定额按熟练工定，新人要加班才做得完",
                "劳动定额按熟练工核定，多数新职工要加班才能完成，加班没有本人确认的登记。",
            ),
        },
        not_here=frozenset({"work_injury/job_kept"}),
        paper=Paper(
            handed_after=5,
            put_off=PutOff(date(2025, 10, 22), date(2026, 1, 27), "企业十一月起换新排班，商定运行两个月后再核对工时。"),
        ),
    ),
    Checked(  # revisit, 98 days later, next door
        event=_SUMMER,
        company="示例和顺物流有限公司",
        lists=(_INSURANCE,),
        risks={"social_insurance/wage_base": Risk("新进人员已按实际工资申报，老员工从下个年度起调整")},
        begun="10:45",
    ),
    Checked(
        event="送法入企：示例青禾农业",
        company="示例青禾农业科技有限公司",
        lists=(_INSURANCE,),
        risks={
            "social_insurance/in_thirty_days": Risk(
                "季节工按天结算，没有参保", "采收季按天结算工资的季节工没有办理参保登记。", _WARD
            ),
            "social_insurance/no_waiver": Risk(
                "入职材料里夹着放弃社保的承诺书", "入职材料里夹有职工放弃参加社会保险的承诺书。"
            ),
        },
        paper=Paper(
            handed_after=5, unneeded="采收季已经结束，季节工全部离场，下个用工季前由镇人社所跟进，不再单独回访。"
        ),
    ),
    Checked(
        event="送法入企：示例安居物业",
        company="示例安居物业服务有限公司",
        lists=(_CONTRACT, _INSURANCE),
        risks={
            "social_insurance/no_waiver": Risk(
                "保洁岗多人领取社保补贴",
                "保洁岗位有多名职工领取社保补贴，没有参加社会保险。",
                "签了“自愿放弃社保”承诺书，照样要付经济补偿",
            ),
            "social_insurance/in_full": Risk(
                "第二季度晚缴一个月", "第二季度的社会保险费晚缴了一个月。", "晚缴一个月，滞纳金一天也不少"
            ),
            "labour_contract/copy": Risk("夜班保安三人没有拿到合同", "三名夜班保安没有拿到本人的劳动合同文本。"),
        },
        paper=Paper(
            handed_after=6,
            put_off=PutOff(date(2025, 12, 18), date(2026, 2, 3), "企业年底集中结算、补缴，请求节前再来核对。"),
        ),
    ),
    Checked(
        event="送法入企：示例星辰家居",
        company="示例星辰家居有限公司",
        lists=(_CONTRACT, _PAY),
        risks={
            "labour_contract/in_a_month": Risk(
                "木工车间新进三人还在“先干着看”", "木工车间新进的三名职工没有订立书面劳动合同。", _UNSIGNED
            ),
            "pay/deductions": Risk(
                "迟到一次扣五十元，没有依据，有人一个月扣了四百多",
                "迟到一次扣款五十元没有依据，有职工一个月被扣四百多元。",
                "迟到一次扣五十元，扣掉的1400元退了回来",
            ),
        },
        paper=Paper(
            withdrawn="企业当天补齐了三份合同并交来签收单，合同一项不再列入，另行出具。",
            again=Paper(handed_after=6, left_out=frozenset({"labour_contract/in_a_month"})),
        ),
    ),
    Checked(
        event="送法入企：示例顺达快递",
        company="示例顺达快递有限公司",
        lists=(_INJURY, _DISPATCH),
        risks={
            "work_injury/all_insured": Risk(
                "分拣临时工没有参保，骑手按平台职业伤害保障另行核实",
                "分拣临时工没有参加工伤保险；骑手的职业伤害保障由平台办理，请提供名单核对。",
                _UNINSURED,
            ),
            "dispatch/not_disguised": Risk(
                "外包班组由站点直接排班、考勤",
                "外包班组的人员由站点直接排班、考勤，名为外包、实为派遣。",
                "外包班组由站点排班考勤，受伤一起赔",
            ),
        },
        not_seen=frozenset({"dispatch/licence", "dispatch/agreement"}),
        paper=Paper(handed_after=6),
    ),
    Checked(  # the second revisit
        event="送法入企：示例恒丰纺织（宪法与年终薪酬）",
        company="示例恒丰纺织有限公司",
        lists=(_PAY,),
        risks={
            "pay/final_pay": Risk(
                "离职结算统一拖到下月发薪日",
                "离职人员的工资统一拖到下月发薪日结算，没有在解除或者终止劳动合同时一次付清。",
                "离职工资拖到“下个发薪日”，加付了赔偿金",
            )
        },
        paper=Paper(handed_after=5),
    ),
)

#: What was found since: at the revisits of the first months of 2026, and at visits that hang on the day of loading.
SINCE: tuple[Checked, ...] = (
    Checked(
        event="根治欠薪进工地：高标准农田项目",
        company="清溪镇高标准农田项目工地",
        lists=(_WAGES,),
        risks={
            "wage_accounts/paid_on_behalf": Risk(
                "两个班组的工资上月由班组长代领",
                "两个班组上月的工资由班组长代领，没有由总承包单位直接发到本人银行账户。",
                "没有开工资专户，差一点停工",
            ),
            "wage_accounts/real_names": Risk("临时来的六人没有登记", "临时进场的六名农民工没有进行用工实名登记。"),
            "wage_accounts/notice_board": Risk(
                "告示牌上的劳资专管员已经换人", "维权信息告示牌上的劳资专管员已经调离，没有更新。"
            ),
        },
        paper=Paper(handed_after=2),
    ),
    Checked(
        event="送法入企回访：示例启明电子",
        company="示例启明电子有限公司",
        lists=(_CONTRACT, _DISPATCH),
        risks={"dispatch/kinds_of_post": Risk("主岗还有派遣工九人，合同到期后转为直接用工")},
        not_here=frozenset({"dispatch/returning"}),
    ),
    Checked(
        event="送法入企回访：示例金穗食品",
        company="示例金穗食品有限公司",
        lists=(_PAY, _TIME),
        risks={"working_time/overtime_limit": Risk("节前赶单，包装班上月人均加班40小时，比去年少了")},
        not_here=frozenset({"working_time/special_hours"}),
    ),
    Checked(  # next door, on the same morning
        event="送法入企回访：示例金穗食品",
        company="示例宏远机械有限公司",
        lists=(_TIME,),
        risks={},
        begun="10:25",
    ),
    Checked(
        event="送法入企回访：示例金穗食品",
        company="示例星辰家居有限公司",
        lists=(_CONTRACT, _PAY),
        risks={},
        begun="11:05",
    ),
    Checked(
        event="送法入企回访：示例安居物业",
        company="示例安居物业服务有限公司",
        lists=(_CONTRACT, _INSURANCE),
        risks={"social_insurance/no_waiver": Risk("还有两名保洁员没有参保，本月办理")},
    ),
    Checked(
        event="送法入企回访：示例顺达快递",
        company="示例顺达快递有限公司",
        lists=(_INJURY, _DISPATCH),
        risks={"dispatch/not_disguised": Risk("外包合同重新签了，考勤还在站点的系统里")},
        not_seen=frozenset({"dispatch/licence"}),
    ),
    Checked(
        event="送法入企回访：示例恒丰纺织",
        company="示例恒丰纺织有限公司",
        lists=(_PAY,),
        risks={},
    ),
    Checked(
        event="根治欠薪回访：高标准农田项目",
        company="清溪镇高标准农田项目工地",
        lists=(_WAGES,),
        risks={"wage_accounts/real_names": Risk("新来的三人当天补了登记，花名册还没有更新")},
    ),
    Checked(
        event="送法入企：示例星辰家居",
        company="示例星辰家居有限公司",
        lists=(_CONTRACT, _TIME),
        risks={
            "working_time/rest_day": Risk(
                "展会前喷漆班连上十二天", "展会前喷漆班有职工连续出勤十二天，没有保证每周休息一日。", _NO_REST
            ),
            "working_time/annual_leave": Risk(
                "车间工人没有排年休假", "车间职工没有排出年休假计划，只有办公室人员休了年休假。", _NO_LEAVE
            ),
        },
        paper=Paper(handed_after=6),
    ),
    Checked(
        event="送法入企：示例宏远机械",
        company="示例宏远机械有限公司",
        lists=(_INJURY,),
        risks={
            "work_injury/hazards_told": Risk(
                "新开的喷砂岗没有签告知书", "新开的喷砂岗位没有与职工签订职业病危害告知书。", _DUST
            ),
            "work_injury/posted": Risk("公示栏的报案电话已停用", "公示栏上的报案电话已经停用。"),
        },
        not_here=frozenset({"work_injury/job_kept"}),
        paper=Paper(handed_after=5),
    ),
    Checked(
        event="送法入企：示例智联科技",
        company="示例智联科技有限公司",
        lists=(_INJURY,),
        risks={
            "work_injury/paid_by_company": Risk(
                "每月从工资里扣八元工伤保险费", "每月从职工工资中扣收工伤保险费，没有由单位缴纳。"
            ),
            "work_injury/health_checks": Risk(
                "焊接岗没有做上岗前检查", "焊接岗位的职工没有做上岗前的职业健康检查。", _HEALTH
            ),
        },
        paper=Paper(handed_after=5),
    ),
    Checked(
        event="送法入企：示例绿源再生资源",
        company="示例绿源再生资源有限公司",
        lists=(_CONTRACT, _SPECIAL),
        risks={
            "labour_contract/in_a_month": Risk(
                "分拣线五人入职四十天没有签合同", "分拣线五名职工入职已四十天，没有订立书面劳动合同。", _UNSIGNED
            ),
            "special_protection/posts_told": Risk(
                "搬运岗没有告知女职工", "负重搬运岗位没有把女职工禁忌从事的劳动范围书面告知女职工。"
            ),
        },
        not_here=_NO_YOUNG,
        paper=Paper(handed_after=5),
    ),
    Checked(
        event=_FOOD,
        company="示例金穗食品有限公司",
        lists=(_INSURANCE,),
        risks={
            "social_insurance/in_thirty_days": Risk(
                "旺季新招的十一人还没有参保", "旺季新招用的11名职工用工已满三十日，没有办理参保登记。", _WARD
            ),
            "social_insurance/told_monthly": Risk("缴费明细没有告知本人", "社会保险费的缴费明细没有按月告知职工本人。"),
        },
        paper=Paper(),
    ),
    Checked(
        event="送法入企：示例启明电子",
        company="示例启明电子有限公司",
        lists=(_DISPATCH,),
        risks={
            "dispatch/two_years": Risk(
                "派遣协议里有一年期的合同", "派遣单位与十四名派遣工订立的是一年期劳动合同，不足二年。"
            ),
            "dispatch/insured": Risk(
                "近三个月没有索要参保凭证",
                "近三个月没有向派遣单位索要派遣工的参保凭证。",
                "派遣工受伤两家推诿，工伤责任先由派遣单位承担",
            ),
        },
        not_here=frozenset({"dispatch/returning"}),
        paper=Paper(is_reviewed=False),
    ),
)
