"""The Chinese names of numbers in a text, and the words that they stand for: 养老保险·发放资料, handouts;team=pension.

A name is the figure's, with what narrows it before it. Names are Chinese whatever the language of the page, since they
stand in a Chinese text; a text keeps the word of each of its names, so that a team that is renamed stays in it.
"""

import re

from outreach.errors import Refusal
from outreach.people.queries import teams
from outreach.places.rules import PlaceKind
from outreach.reports.briefs.rules import clean_name
from outreach.reports.briefs.sentences import FORMS
from outreach.reports.parts import MONTH, QUARTER, YEARS_AGO, Part, read_part
from outreach.reports.typed.words import is_typed_word, read_typed
from outreach.schedule.campaigns.queries import campaign_names
from outreach.schedule.rules import Track

FIGURES: dict[str, str] = {
    "events_public": "集中宣传",
    "events_enterprise": "送法入企",
    "events_training": "培训",
    "events_internal": "内部学法",
    "company_visits": "走访企业家次",
    "enterprises": "走访企业",
    "check_ups": "法律体检",
    "risks_found": "发现风险",
    "risks_mended": "督促整改",
    "orders_received": "受理点单",
    "orders_answered": "按时答复点单",
    "handouts": "发放资料",
    "consultations": "咨询",
    "attendance": "受众",
    "displays": "横幅",
    "articles": "稿件",
    "posts": "推文",
    "videos": "视频",
    "screens": "电子屏",
    "views_people": "阅读人数",
    "views_times": "阅读播放",
}
TRACKS: dict[str, str] = {
    Track.PUBLIC: "集中宣传",
    Track.ENTERPRISE: "送法入企",
    Track.TRAINING: "培训",
    Track.INTERNAL: "内部学法",
}
PLACES: dict[str, str] = {
    PlaceKind.PARK: "企业园区",
    PlaceKind.TOWNSHIP: "乡镇（街道）",
    PlaceKind.COMMUNITY: "村（社区）",
    PlaceKind.WORKSITE: "项目工地",
    PlaceKind.ENTERPRISE: "企业",
    PlaceKind.JOB_FAIR: "招聘现场",
    PlaceKind.SQUARE: "广场集市",
    PlaceKind.HALL: "办事大厅",
    PlaceKind.SCHOOL: "学校",
    PlaceKind.OTHER: "其他场所",
}
QUARTERS = {"1": "第一季度", "2": "第二季度", "3": "第三季度", "4": "第四季度"}
LAST_YEAR = "上年"
BETWEEN = "·"
_UNIT = re.compile(r"(.+)（(.{1,10})）")
_MONTH = re.compile(r"(1[0-2]|[1-9])月")
_YEARS = re.compile(r"前([1-9]|10)年")
_FIXED: dict[str, dict[str, str]] = {
    "track": TRACKS,
    "place_kind": PLACES,
    "form": {str(form): said for form, said in FORMS.items()},
    QUARTER: QUARTERS,
}


def name_of(word: str) -> str:
    """The name of the number that `word` asks for; the word itself where it has none."""
    try:
        part = read_part(word)
    except Refusal:
        return clean_name(word)
    said = [_said(name, part.narrowed[name]) for name in sorted(part.narrowed)]
    return clean_name(BETWEEN.join([*said, _figure_name(part.key)]))


def word_of(name: str) -> str | None:
    """The word of the number that is called so; None where nothing is. A word is understood, too."""
    *narrowing, said = (part.strip() for part in name.split(BETWEEN))
    key = _key_of(said)
    if key is None:
        return _as_word(name)
    narrowed: dict[str, str] = {}
    for each in narrowing:
        found = _narrowed_by(each)
        if found is None or found[0] in narrowed:
            return None
        narrowed[found[0]] = found[1]
    return Part(key, narrowed).word


def _figure_name(key: str) -> str:
    if key in FIGURES:
        return FIGURES[key]
    head, _between, unit = key.partition("_")
    return f"{FIGURES[head]}（{unit}）" if head in FIGURES else key


def _key_of(said: str) -> str | None:
    keys = {name: key for key, name in FIGURES.items()}
    if said in keys:
        return keys[said]
    match = _UNIT.fullmatch(said)
    return f"{keys[match.group(1)]}_{match.group(2)}" if match and match.group(1) in keys else None


def _said(name: str, text: str) -> str:
    if name in _FIXED:
        return _FIXED[name].get(text, text)
    if name == MONTH:
        return f"{text}月"
    if name == YEARS_AGO:
        return LAST_YEAR if text == "1" else f"前{text}年"
    return _row_name(name, text)


def _row_name(name: str, text: str) -> str:
    if name == "team":
        return next((team.name for team in teams() if team.code == text), text)
    if name == "campaign":
        return next((each.name for each in campaign_names() if text in (str(each.id), each.code)), text)
    return text


def _narrowed_by(said: str) -> tuple[str, str] | None:
    """The word of a filter that narrows a number, by what is said before its name."""
    for name, words in _FIXED.items():
        for word, known in words.items():
            if said == known:
                return name, str(word)
    if match := _MONTH.fullmatch(said):
        return MONTH, match.group(1)
    if said == LAST_YEAR:
        return YEARS_AGO, "1"
    if match := _YEARS.fullmatch(said):
        return YEARS_AGO, match.group(1)
    return _row_called(said)


def _row_called(said: str) -> tuple[str, str] | None:
    for team in teams():
        if said in (team.name, team.code):
            return "team", team.code
    for campaign in campaign_names():
        if said in (campaign.name, campaign.code):
            return "campaign", str(campaign.id)
    return None


def _as_word(text: str) -> str | None:
    try:
        return (read_typed(text) if is_typed_word(text) else read_part(text)).word
    except Refusal:
        return None
