"""What in a text looks like the name of a company, or is one that the bureau knows."""

import re
from collections.abc import Collection, Iterator

_COMPANY = re.compile(r"[\u4e00-\u9fff0-9a-z()×*]{2,40}?(?:有限责任公司|股份有限公司|有限公司)")
_LEADS_IN = re.compile("申请人|原告|被告|职工|员工|劳动者|入职|[与和在向被到是系由对从及为至将因把给,、]")
_HIDDEN = re.compile("某|[×*]{2}|^[甲乙丙丁a-z]{1,2}(?![\u4e00-\u9fff]{6})|x{2}")
#: What companies do, as their names say it.
_TRADES = (
    "机械|纺织|电子|食品|家居|家具|化工|物流|快递|科技|商贸|贸易|建材|建筑|建设|农业|物业|服饰|服装|鞋业|餐饮|酒店|医药|制药|印刷|包装|塑料|塑胶|"
    "钢铁|铸造|五金|电器|电力|能源|汽车|运输|装饰|园林|劳务|人力资源|保安|保洁|家政|教育|传媒|网络|信息|再生资源|陶瓷|玻璃|纸业|茶业|酒业|矿业|水泥|"
    "木业|实业|置业|地产|超市|百货"
)
_TRADE = re.compile(_TRADES)
_OTHER_FORMS = "总?公司|集团|总?厂"
#: 宏远机械公司: two characters of its own, what it does, and its form.
_SHORT = re.compile(rf"(?P<own>[\u4e00-\u9fff]{{2}})(?:{_TRADES}){{1,6}}(?:{_OTHER_FORMS})")
#: Of which two characters before a trade are no name: 一家食品厂, 县建筑公司, 职工所在纺织厂, 大型机械厂.
_NO_OWN = re.compile(
    "[某一二两三几这那该本此其各每家个名的有在到与和及或向由被把从是为对给让去进里内外间时后前上下县市省区镇乡村街国大小中新老旧等多类种业用工]"
    "|当地|民营|私营|外资|港资|台资|集体|合资|相关|附近|知名|专业|综合|普通|传统|原料|高端|智能|绿色|现代|职业|企业|单位|公司|经营|从事|生产|承包|派遣|农民|施工|制造"
)
_NOT_OWN = re.compile(f"{_TRADES}|服务|管理|制造|加工|生产|销售|配送|发展|工程|技术|设备|制品|材料|投资|有限|责任|股份")
_SHORTEST = 3


def companies_in(text: str, known: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Each with where it begins in the text, which is folded; those of `known`, folded names, wherever they stand."""
    taken: list[tuple[int, int]] = []
    for at, name in (*_known_in(text, known), *_with_full_form(text), *_with_short_form(text)):
        if not any(at < last and first < at + len(name) for first, last in taken):
            taken.append((at, at + len(name)))
            yield at, name


def own_forms(short_name: str) -> set[str]:
    """How people call a company whose name without place and form this is: 示例恒丰纺织 is 恒丰纺织 and 恒丰公司, too.

    What would be no name by itself is left out: 机械, 新厂.
    """
    forms = {short_name} if _own_part(short_name) else set()
    trade = next((each for each in _TRADE.finditer(short_name) if each.start() >= 2), None)
    if trade is None:
        return forms
    own = short_name[trade.start() - 2 : trade.start()]
    if _NO_OWN.search(own) or _NOT_OWN.search(own):
        return forms
    return forms | {f"{own}{trade[0]}", f"{own}公司", f"{own}厂"}


def _own_part(short_name: str) -> bool:
    return len(short_name) >= _SHORTEST and bool(_NOT_OWN.sub("", short_name))


def _known_in(text: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """The longest first, so that 宏远机械 is not found again in 示例宏远机械有限公司."""
    for name in sorted((each for each in known if each in text), key=lambda name: (-len(name), name)):
        for match in re.finditer(re.escape(name), text):
            yield match.start(), name


def _with_full_form(text: str) -> Iterator[tuple[int, str]]:
    for match in _COMPANY.finditer(text):
        name = _LEADS_IN.split(match[0])[-1]
        if name and not _HIDDEN.search(name) and not re.fullmatch("(有限责任|股份有限|有限)?公司", name):
            yield match.end() - len(name), name


def _with_short_form(text: str) -> Iterator[tuple[int, str]]:
    for match in _SHORT.finditer(text):
        if not _NO_OWN.search(match["own"]) and not _NOT_OWN.search(match["own"]):
            yield match.start(), match[0]
