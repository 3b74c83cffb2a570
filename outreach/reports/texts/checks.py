"""What the wording of a text may not say, on plain values: merged units, views without scope or metric, 各."""

import re
from collections.abc import Iterable

from outreach.places.rules import PlaceKind

_UNITS = "(?:份|册|本|张|条|套|个|副|把|块|辆|面|幅|人次|人|家|场次|场|次|件|期|篇)"
#: 近5万册(张), {发放资料}（册）, 500份/册: one number for two units (rule of the count 9).
_MERGED = re.compile(
    rf"(?:[0-9０-９万千百余]\s*{_UNITS}|\{{[^{{}}\n]+\}})\s*(?:[（(]\s*{_UNITS}\s*[）)]|[/／]\s*{_UNITS})"
)
_SENTENCE = re.compile(r"[^。！？；\n]+")
_SCOPE = re.compile("账号|公众号|媒体|平台|视频号|频道|网站|渠道|客户端|专栏|官网|官微")
_TIMES = re.compile("阅读|播放|点击|浏览|观看|访问")
_PEOPLE = re.compile("人数|读者|受众|观众")

#: What may stand behind 各, and the kind of place that then all must have been reached.
_ALL_PLACES: tuple[tuple[tuple[str, ...], PlaceKind], ...] = (
    (("乡镇", "镇", "乡", "街道"), PlaceKind.TOWNSHIP),
    (("村", "社区"), PlaceKind.COMMUNITY),
    (("园区", "产业园", "工业园", "企业园"), PlaceKind.PARK),
    (("工地", "项目"), PlaceKind.WORKSITE),
    (("企业",), PlaceKind.ENTERPRISE),
    (("学校",), PlaceKind.SCHOOL),
    (("大厅", "办事大"), PlaceKind.HALL),
)
_ALL_TEAMS = ("分队", "普法", "队")


def merged_in(text: str) -> list[str]:
    """The places where one number is given two units."""
    return [match.group(0) for match in _MERGED.finditer(text)]


def sentences_with(text: str, names: Iterable[str]) -> list[str]:
    """The sentences in which a slot of one of the names stands."""
    slots = ["{" + name + "}" for name in names]
    return [sentence for sentence in _SENTENCE.findall(text) if any(slot in sentence for slot in slots)]


def lacks_scope(sentence: str) -> bool:
    """Whether a sentence on views does not say of which accounts or media they are."""
    return _SCOPE.search(_SLOT.sub("", sentence)) is None


def lacks_metric(sentence: str, *, of_people: bool) -> bool:
    """Whether a sentence on views does not say what was counted: readers are people, reads and plays are times."""
    said = _SLOT.sub("", sentence)
    return (_PEOPLE if of_people else _TIMES).search(said) is None


_SLOT = re.compile(r"\{[^{}\n]+\}")


def all_places_of(words: str) -> PlaceKind | None:
    """The kind of place of which `words` (各 with what follows) says that none was left out."""
    noun = words.removeprefix("各")
    return next((kind for nouns, kind in _ALL_PLACES if noun.startswith(nouns)), None)


def means_all_teams(words: str) -> bool:
    """Whether `words` (各 with what follows) says that every team took part."""
    return words.removeprefix("各").startswith(_ALL_TEAMS)
