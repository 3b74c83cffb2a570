"""The words of chat lines: what is done with things and people, and which of their units the ledger counts."""

import re
from collections.abc import Mapping
from enum import StrEnum

from outreach.sheets.numerals import CHARACTERS


class Verb(StrEnum):
    """What a line says is done with the things or people that it counts."""

    HANDED_OUT = "handed_out"
    PRINTED = "printed"
    TAKEN = "taken"
    LEFT_OVER = "left_over"
    PUT_UP = "put_up"
    ASKED = "asked"
    CAME = "came"
    OWN = "own"


#: Longer words stand before shorter ones that they hold: 印发 is no 发.
VERBS: Mapping[Verb, tuple[str, ...]] = {
    Verb.PRINTED: ("印发", "印制", "印刷", "编印", "制作", "订制", "定制", "采购"),
    Verb.LEFT_OVER: ("剩余", "剩下", "余下", "带回", "退回", "剩"),
    Verb.TAKEN: ("携带", "带去", "带了", "带上", "领用", "准备"),
    Verb.PUT_UP: ("悬挂", "张挂", "挂出", "拉起", "摆放", "摆设", "展出", "布置", "张贴", "挂"),
    Verb.HANDED_OUT: ("发放", "派发", "散发", "分发", "发出", "发送", "送出", "赠送", "赠阅", "领取", "送", "发"),
    Verb.ASKED: ("咨询", "解答", "答疑", "接待", "来访", "来问", "答复", "问询", "询问", "受理"),
    Verb.OWN: ("工作人员", "志愿者", "宣讲员", "出动", "派出", "带队", "队员", "律师", "仲裁员", "监察员"),
    Verb.CAME: (
        *("参加", "参与", "参训", "到场", "到会", "出席", "受众", "听课", "听讲", "培训", "覆盖", "惠及", "受益"),
        *("吸引", "观看", "听取", "受教育", "学员"),
    ),
}
VERB_OF = {word: verb for verb, words in VERBS.items() for word in words}
ANY_VERB = re.compile("|".join(sorted(VERB_OF, key=lambda word: -len(word))))

GOODS = frozenset("份册本张套副个把条块面幅枚盒袋只支辆台顶件")
PEOPLE = frozenset({"人次", "人", "名", "位"})
UNITS = ("人次", "场次", *GOODS, "人", "名", "位", "家", "户", "场", "次", "期", "起", "篇", "例", "项")
#: What is put up, by the code of the standard list.
DISPLAYS: Mapping[str, tuple[str, ...]] = {
    "banner": ("横幅", "条幅", "标语"),
    "board": ("展板", "展架", "易拉宝", "宣传栏"),
    "car": ("宣传车",),
}
#: Words for printed matter of which no title is said.
TITLELESS = frozenset(
    {"资料", "宣传资料", "普法资料", "政策资料", "法律资料", "普法宣传资料", "法治宣传资料"}
    | {"材料", "宣传材料", "普法材料", "宣传单", "传单", "宣传品"}
)
_EMPTY = "各类|各种|共计|合计|累计|一共|现场|有关|相关|等|共|约|了|的|各"
FILLERS = re.compile(rf"^(?:{_EMPTY}|[\s《》“”\"'()\[\]:,，×x*])+|(?:{_EMPTY}|[\s《》“”\"'()\[\]:,，×x*]){{1,12}}$")
EACH = re.compile(r"各(?:自)?\s*(?:约|近|超)?$")

#: What ends a thought: no verb reaches over it.
STOP = re.compile(r"[。;!?\n]")
PAUSE = re.compile(r"[,，、。;!?\n]")

_BEFORE = "不少于|不低于|超过|至少|多于|大约|大概|将近|接近|不到|超|逾|约|近|≈|~"
_AFTER = "以上|左右|上下|余|多|几|来|许|\\+"
_UNIT = "|".join(UNITS)
#: A number with all that makes it less than counted, and its unit; Chinese numerals only where a unit follows.
NUMBER = re.compile(
    rf"(?P<count>(?:{_BEFORE}){{0,3}}"
    rf"(?:(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+(?:\.[0-9]+)?)(?:{_AFTER})?[千万亿]?"
    rf"|[{CHARACTERS}]{{1,30}}+(?:{_AFTER})?[万亿]?(?=(?:{_AFTER})?(?:{_UNIT})))(?:{_AFTER})?)"
    rf"(?:\s?(?P<unit>{_UNIT}))?(?P<behind>(?:{_AFTER})?)(?P<second>[(/、或]\s?(?:{_UNIT})(?![一-鿿])\)?)?"
)
_PLAIN = r"[0-9]{1,12}(?:\.[0-9]{1,12})?"
RANGE = re.compile(rf"(?:{_BEFORE})?{_PLAIN}\s*[-~—–至到]\s*{_PLAIN}\s*[千万亿]?(?:{_UNIT})?")
PERSONAL = re.compile(
    r"(?<![0-9])(?:(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}|[0-9]{17}[0-9Xx]|0[0-9]{2,3}-[0-9]{7,8})(?![0-9])"
)
TIME = re.compile(
    r"(?:上午|下午|中午|晚上|早上|全天)?[0-9]{1,2}(?::[0-9]{2}|[点时](?:半|[0-9]{1,2}分?)?)"
    r"(?:\s*[-~—–至到]\s*(?:上午|下午|中午|晚上)?[0-9]{1,2}(?::[0-9]{2}|[点时](?:半|[0-9]{1,2}分?)?))?"
    r"|上午|下午|中午|晚上|早上|全天"
)
ORDINAL = re.compile(rf"第[{CHARACTERS}]+")
PLACE_LIKE = re.compile(
    r"[一-鿿]{2,12}?(?:镇|乡|街道|村|社区|园区|产业园|广场|工地|公司|学校|中学|大厅|集市|市场|小区|车站)"
)
LEADING = re.compile(r"^(?:今天|昨天|我们|我局|我队|走进|来到|前往|深入|赶赴|在|到|赴|去|于|进|是)+")
