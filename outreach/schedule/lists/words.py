"""What the cells of a plan say: the words of tracks, forms and duties, names with numbers, and times."""

import re
from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from typing import TypeVar

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.schedule.rules import MORNING, Duty, Form, Standing, Track
from outreach.sheets.headings import bracketless
from outreach.sheets.times import parse_time
from outreach.sheets.typed import Value, is_blank, plain, shown

Word = TypeVar("Word", bound=StrEnum)

#: The first one is written into lists; all of them, and the names in code, are read.
TRACKS: Mapping[Track, tuple[str, ...]] = {
    Track.PUBLIC: ("集中宣传", "宣传", "公众宣传"),
    Track.ENTERPRISE: ("送法入企", "送法进企业", "进企业"),
    Track.TRAINING: ("培训", "专题培训"),
    Track.INTERNAL: ("内部学法", "学法"),
}
STANDINGS: Mapping[Standing, tuple[str, ...]] = {
    Standing.HOST: ("主办", "本局主办"),
    Standing.CO_HOST: ("联合", "联合主办", "联办"),
    Standing.INVITED: ("受邀", "受邀参加", "参加"),
}
FORMS: Mapping[Form, tuple[str, ...]] = {
    Form.TALK: ("集中宣讲", "宣讲"),
    Form.CASES: ("以案释法",),
    Form.ON_SITE: ("现场办公", "现场办理"),
    Form.DESK: ("设台咨询", "现场咨询", "咨询"),
    Form.HANDOUT: ("发放资料", "发放宣传资料"),
    Form.CHECK_UP: ("法律体检",),
    Form.ON_DEMAND: ("点单", "点单式服务"),
    Form.LECTURE: ("讲座", "专题讲座"),
    Form.QUIZ: ("有奖问答", "知识竞答", "知识竞赛"),
}
DUTIES: Mapping[Duty, tuple[str, ...]] = {
    Duty.LEAD: ("负责人", "带队"),
    Duty.SPEAKER: ("主讲", "宣讲"),
    Duty.DESK: ("咨询台", "咨询"),
    Duty.DRIVER: ("驾驶员", "司机"),
    Duty.HELP: ("协助", "工作人员"),
}

_BETWEEN = re.compile(r"[、,;/\n]|(?<=\S)\s*[，；]\s*")
_SPAN = re.compile(" ?(?:-|–|—|~|至|到) ?")
_TIMES = re.compile(r"(?P<name>.+?)[x×*]\s*+(?P<number>\d++)\s*+\D{0,2}", re.IGNORECASE)
_BEHIND = re.compile(r"(?P<name>.*\D)(?P<number>\d++)\s*+\D{0,2}")
_DUTY = re.compile(r"(?P<name>[^()]+)\((?P<duty>[^()]+)\)")
_LAW = re.compile(r"《([^《》]+)》")


def word_of(kinds: Mapping[Word, tuple[str, ...]], value: Value) -> Word:
    """The track, form, standing or duty that a cell names; Invalid with the words there are."""
    wanted = bracketless(plain(value)).casefold()
    for kind, words in kinds.items():
        if wanted in (kind.value, *words):
            return kind
    known = "、".join(words[0] for words in kinds.values())
    raise Invalid(_("“%(typed)s” is none of: %(known)s.", typed=shown(value), known=known), code="word")


def parts_of(value: Value) -> list[str]:
    """The names in a cell, which commas, slashes or line ends part."""
    if is_blank(value):
        return []
    text = "\n".join(plain(line) for line in str(value).splitlines())
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def law_titles(value: Value) -> list[str]:
    """The titles in a cell: those in 《》, or where there are none its parts."""
    return _LAW.findall("" if is_blank(value) else str(value)) or parts_of(value)


def times_of(begins: Value, ends: Value) -> tuple[time, time, bool]:
    """Start and end, and whether any was said; 9:00-11:00 may stand in one cell. Without an end it lasts two hours."""
    if is_blank(begins):
        return (*MORNING, False)
    if is_blank(ends) and isinstance(begins, str) and len(span := _SPAN.split(plain(begins), maxsplit=1)) == 2:
        return parse_time(span[0]), parse_time(span[1]), True
    start = parse_time(begins)
    end = time(min(start.hour + 2, 23), start.minute if start.hour < 22 else 59) if is_blank(ends) else parse_time(ends)
    return start, end, True


def name_and_number(part: str) -> tuple[str, int | None]:
    """手册×200, 手册 200份: the name and how many, None where no number is said."""
    found = _TIMES.fullmatch(part) or _BEHIND.fullmatch(part)
    return (found["name"].strip(), int(found["number"])) if found else (part, None)


def name_and_duty(part: str) -> tuple[str, Duty]:
    """李娜(主讲): the name and the duty; without one they help. Invalid for a duty that there is not."""
    found = _DUTY.fullmatch(part)
    return (found["name"].strip(), word_of(DUTIES, found["duty"])) if found else (part, Duty.HELP)
