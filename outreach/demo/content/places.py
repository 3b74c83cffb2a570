"""Where the example bureau goes: townships with their communities, parks with their companies, worksites, squares."""

from outreach.places.actions import PlaceFacts
from outreach.places.rules import MarketCalendar, PlaceKind, Trade


def _township(name: str, market_days: str, calendar: MarketCalendar = MarketCalendar.LUNAR) -> PlaceFacts:
    return PlaceFacts(name, PlaceKind.TOWNSHIP, market_days=market_days, market_calendar=calendar)


def _company(name: str, trade: Trade, *, is_key: bool = False, note: str | None = None) -> PlaceFacts:
    return PlaceFacts(name, PlaceKind.ENTERPRISE, trade=trade, is_key_enterprise=is_key, note=note)


#: The places that lie in none other, then what lies in them: name, kind, and what else is known.
WIDE: tuple[PlaceFacts, ...] = (
    PlaceFacts("城关街道", PlaceKind.TOWNSHIP),
    _township("三江镇", "逢二逢七"),
    _township("清溪镇", "逢四逢九"),
    _township("白石镇", "逢三逢八"),
    _township("柳河镇", "逢一逢六"),
    _township("红岩镇", "逢五逢十", MarketCalendar.SOLAR),
    _township("青龙乡", "逢三逢八"),
    PlaceFacts("大坪乡", PlaceKind.TOWNSHIP),
    PlaceFacts("示例县工业园区", PlaceKind.PARK, address="城北大道1号"),
    PlaceFacts("循环经济产业园", PlaceKind.PARK, address="环园路18号"),
    PlaceFacts("电子信息产业园", PlaceKind.PARK, address="创新路6号"),
)

INSIDE: dict[str, tuple[PlaceFacts, ...]] = {
    "城关街道": (
        PlaceFacts("幸福社区", PlaceKind.COMMUNITY),
        PlaceFacts("和平社区", PlaceKind.COMMUNITY),
        PlaceFacts("人民广场", PlaceKind.SQUARE, address="人民路与解放路交会处"),
        PlaceFacts("滨江公园广场", PlaceKind.SQUARE),
        PlaceFacts("县政务服务大厅", PlaceKind.HALL, address="政务路9号"),
        PlaceFacts("局机关会议室", PlaceKind.HALL),
        PlaceFacts("县人力资源市场招聘现场", PlaceKind.JOB_FAIR, address="人民路56号"),
        PlaceFacts("县零工市场", PlaceKind.JOB_FAIR, address="东站路2号", note="早上六点半到八点人最多"),
        PlaceFacts("县职业中等专业学校", PlaceKind.SCHOOL),
        PlaceFacts("县技工学校", PlaceKind.SCHOOL, note="报告厅可坐180人"),
        PlaceFacts("滨江安置房项目工地", PlaceKind.WORKSITE, is_under_construction=True),
        PlaceFacts("示例大道改造二标段项目工地", PlaceKind.WORKSITE, is_under_construction=True),
        PlaceFacts("县人民医院新院区项目工地", PlaceKind.WORKSITE, is_under_construction=True),
        _company("示例安居物业服务有限公司", Trade.PROPERTY),
        _company("示例顺达快递有限公司", Trade.TRANSPORT, note="新就业形态劳动者较多"),
    ),
    "三江镇": (
        PlaceFacts("三江镇集市", PlaceKind.SQUARE),
        PlaceFacts("江口村", PlaceKind.COMMUNITY),
        _company("示例青禾农业科技有限公司", Trade.AGRICULTURE),
    ),
    "清溪镇": (
        PlaceFacts("清溪镇集市", PlaceKind.SQUARE),
        PlaceFacts("溪口村", PlaceKind.COMMUNITY),
        PlaceFacts("清溪镇高标准农田项目工地", PlaceKind.WORKSITE, is_under_construction=True),
    ),
    "白石镇": (
        PlaceFacts("石桥村", PlaceKind.COMMUNITY),
        _company("示例大禹建材有限公司", Trade.MANUFACTURING, is_key=True),
    ),
    "柳河镇": (
        PlaceFacts("柳河社区", PlaceKind.COMMUNITY),
        PlaceFacts("柳河镇集市", PlaceKind.SQUARE),
    ),
    "红岩镇": (PlaceFacts("红岩村", PlaceKind.COMMUNITY),),
    "青龙乡": (PlaceFacts("坪上村", PlaceKind.COMMUNITY),),
    "大坪乡": (PlaceFacts("大坪风电场项目工地", PlaceKind.WORKSITE, is_under_construction=True, note="山上信号弱"),),
    "示例县工业园区": (
        PlaceFacts("工业园区招聘现场", PlaceKind.JOB_FAIR),
        _company("示例宏远机械有限公司", Trade.MANUFACTURING, is_key=True),
        _company("示例恒丰纺织有限公司", Trade.MANUFACTURING, is_key=True, note="女职工占七成"),
        _company("示例金穗食品有限公司", Trade.MANUFACTURING),
        _company("示例星辰家居有限公司", Trade.MANUFACTURING),
        _company("示例和顺物流有限公司", Trade.TRANSPORT),
    ),
    "循环经济产业园": (
        _company("示例绿源再生资源有限公司", Trade.OTHER, is_key=True),
        _company("示例安泰化工有限公司", Trade.MANUFACTURING, is_key=True, note="危险化学品企业"),
    ),
    "电子信息产业园": (
        _company("示例启明电子有限公司", Trade.MANUFACTURING, is_key=True),
        _company("示例智联科技有限公司", Trade.OTHER),
    ),
}
