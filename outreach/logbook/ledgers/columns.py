"""The columns of a ledger kept by hand, by the many names that bureaus give them."""

from flask_babel import lazy_gettext as _

from outreach.materials.rules import CountKind
from outreach.sheets.columns import Column

COLUMNS = (
    Column("day", ("日期", "活动日期", "时间", "活动时间", "开展时间", "Day"), required=True, label=_("Day")),
    Column("times", ("起止时间", "开始时间", "具体时间", "From"), label=_("From")),
    Column("title", ("活动名称", "名称", "活动", "活动内容", "活动主题", "Title"), label=_("Title")),
    Column("place", ("地点", "活动地点", "宣传地点", "地点(类型)", "Place"), required=True, label=_("Place")),
    Column(
        "team",
        (
            *("责任分队", "分队", "牵头分队", "责任部门", "责任科室", "责任股室", "牵头部门", "牵头科室", "牵头股室"),
            *("承办科室", "承办股室", "主办科室", "主办股室", "科室", "股室", "Lead team"),
        ),
        required=True,
        label=_("Lead team"),
        may_be_same=True,
    ),
    Column("track", ("类别", "活动类别", "类型", "Track"), label=_("Track"), may_be_same=True),
    Column("campaign", ("主题", "主题活动", "所属主题活动", "Campaigns"), label=_("Campaigns")),
    Column("forms", ("形式", "活动形式", "宣传形式", "Forms"), label=_("Forms")),
    Column("standing", ("主办", "主办情况", "Our part"), label=_("Our part")),
    Column("partners", ("联合单位", "参加单位", "Partners"), label=_("Partners")),
    Column("joining", ("协同分队", "参加分队", "配合分队", "Joining teams"), label=_("Joining teams")),
    Column("staff", ("参加人员", "工作人员", "宣讲人员", "Staff"), label=_("Staff")),
    Column("laws", ("宣讲法律法规", "法律法规", "宣传法律法规", "Laws"), label=_("Laws")),
    Column(
        "materials",
        ("资料名称及份数", "资料名称", "宣传资料名称", "发放资料名称", "Materials and numbers"),
        label=_("Materials and numbers"),
    ),
    Column(
        "handouts",
        ("发放资料", "资料份数", "发放份数", "发放资料份数", "发放宣传资料", "发放数量", "宣传资料", "Handed out"),
        label=_("Handed out"),
    ),
    Column(
        "consultations",
        ("咨询人次", "咨询人数", "咨询", "解答咨询", "接受咨询", "现场咨询", "Asked"),
        label=_("Asked"),
    ),
    Column(
        "attendance",
        (
            "受众人数",
            "参加人数",
            "受众",
            "参与人数",
            "受众人次",
            "参加人次",
            "听众人数",
            "参加",
            "参与",
            "参训人数",
            "Came",
        ),
        label=_("Came"),
    ),
    Column("banner", ("横幅", "悬挂横幅", "横幅条数", "Banners"), label=_("Banners")),
    Column("board", ("展板", "摆放展板", "展板块数", "Boards"), label=_("Boards")),
    Column("car", ("宣传车", "Cars"), label=_("Cars")),
    Column("filled_by", ("填报人", "登记人", "记录人", "Filled in by"), label=_("Filled in by")),
    Column("note", ("备注", "说明", "Note"), label=_("Note")),
)
SAMPLES = (
    (
        *("2023-06-16", "8:30-11:00", "安全生产咨询日", "三江镇集市", "工伤保险", "集中宣传", "安全生产月"),
        *("设台咨询、发放资料", "主办", "县应急管理局", None, "李晓芳、张伟民", "《工伤保险条例》"),
        *("工伤预防宣传折页200余份、劳动合同法宣传折页150份", None, "35", None, 2, None, None, "李晓芳", None),
    ),
    (
        *("2023.9.12", None, "送法进企业", "示例宏远机械有限公司", "劳动关系", "送法入企", None),
        *("集中宣讲", None, None, None, None, None, None, "约120", "二十余", 60, None, None, None, "孙敏", None),
    ),
)
#: The columns with one number each, and what its line counts; a display has its code in the place of its column.
NUMBERS: dict[str, tuple[CountKind, str | None]] = {
    "handouts": (CountKind.HANDOUT, None),
    "consultations": (CountKind.CONSULTATION, None),
    "attendance": (CountKind.ATTENDANCE, None),
    "banner": (CountKind.DISPLAY, "banner"),
    "board": (CountKind.DISPLAY, "board"),
    "car": (CountKind.DISPLAY, "car"),
}
