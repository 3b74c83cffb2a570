"""What the example bureau counts: materials with their units, topics by team, groups of people, displays."""

from dataclasses import dataclass

from outreach.materials.rules import CountKind, QuestionKind


@dataclass(frozen=True)
class Counted:
    """One item of the lists. A book counted in 册 is `counted_as` 份 where the bureau has settled so."""

    code: str
    name: str
    name_en: str
    unit: str
    counted_as: str | None = None
    bundle: int | None = None
    team: str | None = None
    question: QuestionKind | None = None


ITEMS: dict[CountKind, tuple[Counted, ...]] = {
    CountKind.HANDOUT: (
        Counted("employment_card", "就业创业政策明白卡", "Employment policy card", "份", bundle=100),
        Counted("graduate_book", "高校毕业生就业政策手册", "Handbook for graduates", "册", counted_as="份", bundle=50),
        Counted("pension_qa", "城乡居民养老保险政策问答", "Questions on residents' pensions", "份", bundle=100),
        Counted("retirement_qa", "渐进式延迟法定退休年龄问答", "Questions on later retirement", "份", bundle=100),
        Counted("insurance_book", "社会保险政策汇编", "Social insurance handbook", "册", counted_as="份", bundle=50),
        Counted("card_guide", "社保卡使用指南", "Social security card guide", "份", bundle=100),
        Counted("injury_leaflet", "工伤预防宣传折页", "Work injury prevention leaflet", "份", bundle=100),
        Counted("injury_book", "工伤保险条例读本", "Work injury insurance reader", "册", counted_as="份", bundle=40),
        Counted("contract_leaflet", "劳动合同法宣传折页", "Labor contract leaflet", "份", bundle=100),
        Counted(
            "wage_book", "保障农民工工资支付条例口袋书", "Wage regulation booklet", "册", counted_as="份", bundle=50
        ),
        Counted("wage_notice", "农民工工资维权告知书", "Notice on claiming wages", "份", bundle=100),
        Counted("arbitration_guide", "劳动争议调解仲裁指南", "Mediation and arbitration guide", "份", bundle=100),
        Counted("constitution_book", "宪法知识宣传册", "Constitution booklet", "册", counted_as="份", bundle=50),
        Counted("civil_code_leaflet", "民法典与劳动用工宣传折页", "Civil Code leaflet", "份", bundle=100),
        Counted("injury_poster", "工伤预防挂图", "Work injury prevention poster", "张", bundle=20),
        Counted("playing_cards", "普法扑克", "Playing cards with rules of law", "副", bundle=10),
        Counted("cup", "普法宣传水杯", "Cup", "个", bundle=24),
        Counted("bag", "普法环保袋", "Cloth bag", "个", bundle=50),
    ),
    CountKind.CONSULTATION: (
        Counted(
            "employment_policy",
            "就业创业政策",
            "Employment policy",
            "人次",
            team="employment",
            question=QuestionKind.POLICY,
        ),
        Counted(
            "employment_how_to",
            "就业补贴申领",
            "Applying for subsidies",
            "人次",
            team="employment",
            question=QuestionKind.HOW_TO,
        ),
        Counted(
            "employment_enquiry",
            "求职招聘咨询",
            "Looking for work or workers",
            "人次",
            team="employment",
            question=QuestionKind.ENQUIRY,
        ),
        Counted(
            "pension_policy", "养老保险政策", "Pension policy", "人次", team="pension", question=QuestionKind.POLICY
        ),
        Counted(
            "pension_how_to",
            "参保缴费与待遇领取",
            "Paying in and drawing a pension",
            "人次",
            team="pension",
            question=QuestionKind.HOW_TO,
        ),
        Counted(
            "pension_enquiry",
            "账户与社保卡查询",
            "Accounts and social security cards",
            "人次",
            team="pension",
            question=QuestionKind.ENQUIRY,
        ),
        Counted(
            "work_injury_policy",
            "工伤保险政策",
            "Work injury policy",
            "人次",
            team="work_injury",
            question=QuestionKind.POLICY,
        ),
        Counted(
            "work_injury_how_to",
            "工伤认定与待遇申请",
            "Claiming for a work injury",
            "人次",
            team="work_injury",
            question=QuestionKind.HOW_TO,
        ),
        Counted(
            "labor_relations_policy",
            "劳动合同与工时休假",
            "Contracts, hours and leave",
            "人次",
            team="labor_relations",
            question=QuestionKind.POLICY,
        ),
        Counted(
            "labor_relations_how_to",
            "调解仲裁申请",
            "Asking for mediation or arbitration",
            "人次",
            team="labor_relations",
            question=QuestionKind.HOW_TO,
        ),
        Counted(
            "labor_relations_complaint",
            "拖欠工资投诉",
            "Complaints about unpaid wages",
            "人次",
            team="labor_relations",
            question=QuestionKind.COMPLAINT,
        ),
    ),
    CountKind.ATTENDANCE: (
        Counted("workers", "企业职工", "Workers", "人次"),
        Counted("migrant_workers", "农民工", "Migrant workers", "人次"),
        Counted("employers", "企业管理人员", "Managers", "人次"),
        Counted("job_seekers", "求职者", "Job seekers", "人次"),
        Counted("residents", "城乡居民", "Residents", "人次"),
        Counted("students", "学生", "Students", "人次"),
        Counted("village_officials", "村（社区）干部", "Village and community officials", "人次"),
        Counted("own_staff", "本局干部职工", "Own staff", "人次"),
    ),
    CountKind.DISPLAY: (
        Counted("banner", "横幅", "Banner", "条"),
        Counted("board", "展板", "Board", "块"),
        Counted("car", "宣传车", "Loudspeaker car", "辆"),
    ),
}
