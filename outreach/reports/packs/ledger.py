"""The ledger 台账 as an assessor reads it: a row per event, its totals, and whether these are the report's figures.

Everything in a pack is said in Chinese, whoever makes it: it goes to people who have no account here.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from outreach import clock
from outreach.evidence.models import Evidence
from outreach.evidence.rules import PictureKind
from outreach.logbook.attendance.listing import OneOfUs, names_there
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
from outreach.places.labels import said as said_place_kind
from outreach.places.rules import PlaceKind
from outreach.reports.on_the_spot import key_of
from outreach.reports.packs.queries import Sum
from outreach.reports.queries import COUNTED_TRACKS
from outreach.schedule.labels import said
from outreach.schedule.models import Event
from outreach.schedule.rules import Standing, Status, Track

#: The columns that an assessor expects, in this order.
COLUMNS = (
    *("序号", "日期", "起止时间", "活动名称", "主题", "形式", "地点（类型）", "主办", "联合单位", "责任分队"),
    *("参加人员", "宣讲法律法规", "资料名称及份数", "咨询人次", "受众人数", "信息稿链接", "佐证（照片数）", "填报人"),
    *("审核人", "备注"),
)
TRACK_KEYS = {
    Track.PUBLIC: "events_public",
    Track.ENTERPRISE: "events_enterprise",
    Track.TRAINING: "events_training",
    Track.INTERNAL: "events_internal",
}
ARTICLE_KEYS = {
    ArticleKind.ARTICLE: "articles",
    ArticleKind.POST: "posts",
    ArticleKind.VIDEO: "videos",
    ArticleKind.SCREEN: "screens",
}
_UNNAMED = "宣传资料"
_PROOFS = {
    PictureKind.PHOTO: "照片%d张",
    PictureKind.SCAN: "签到表%d份",
    PictureKind.SCREENSHOT: "截图%d张",
    PictureKind.LETTER: "函件%d份",
    PictureKind.SIGNED_PAGE: "签收页%d份",
}


@dataclass(frozen=True)
class Around:
    """What is known around the events: who logged and reviewed them, their articles and evidence, what is undecided."""

    bureau: str
    loggers: Mapping[uuid.UUID, Sequence[str]]
    reviewers: Mapping[uuid.UUID, str]
    articles: Mapping[uuid.UUID, Sequence[Article]]
    evidence: Mapping[uuid.UUID, Sequence[Evidence]]
    outside: Mapping[uuid.UUID, int]
    """How many lines of the event stand outside of the figures."""
    undecided: frozenset[uuid.UUID]
    reasons: Mapping[uuid.UUID, Sequence[str]]
    """Of each event the reasons for which lines were taken back."""
    companies: Mapping[uuid.UUID, Sequence[uuid.UUID]]
    """Of each event the companies that were visited at it."""
    people: Mapping[uuid.UUID, Sequence[OneOfUs]]
    """Of each event who of us is planned, and what was said of who was there."""


@dataclass(frozen=True)
class Link:
    """Where an article of an event stands."""

    title: str
    channel: str
    url: str | None


@dataclass(frozen=True)
class Row:
    """One event in the ledger: its cells but for the number, and what of it counts, by the figure's key."""

    event_id: uuid.UUID
    day: date
    title: str
    place: str
    track: Track
    company_ids: Sequence[uuid.UUID]
    """The companies that were visited at it."""
    is_held: bool
    cells: tuple[str | int | date | None, ...]
    sums: Mapping[str, int]
    links: tuple[Link, ...] = ()
    there: str = ""
    """Who of us was there, as somebody said."""
    planned: str = ""
    """Who was to come, where nobody has said who came."""


@dataclass
class Totals:
    """What the rows of the ledger come to, added here and nowhere else, each unit for itself (rule of the count 9)."""

    values: Counter[str] = field(default_factory=Counter)
    _enterprises: set[uuid.UUID] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Take in one more event."""
        if row.is_held:
            self.values[TRACK_KEYS[row.track]] += 1
            if row.company_ids:
                self._enterprises.update(row.company_ids)
                self.values["enterprises"] = len(self._enterprises)
                self.values["company_visits"] += len(row.company_ids)
        for key, quantity in row.sums.items():
            self.values[key] += quantity


def row_of(event: Event, sums: Sequence[Sum], around: Around) -> Row:
    """The event as a row of the ledger."""
    by_key: dict[str, int] = defaultdict(int)
    for each in sums:
        by_key[key_of(each.kind, each.unit)] += each.quantity
    place = event.place
    articles = around.articles.get(event.id, ())
    links = tuple(link for article in articles for link in links_of(article))
    is_counted = event.track in COUNTED_TRACKS
    there, planned = _people(around.people.get(event.id, ()))
    cells = (
        event.day,
        _times(event),
        event.title,
        _joined(sorted({tag.edition.campaign.name for tag in event.tags})) or None,
        _joined(said(each.form) for each in event.forms) or said(event.track),
        f"{_where(event)}（{_kind(place.kind)}）",
        _host(event, around.bureau),
        _line(event.partners),
        _joined([event.lead_team.name, *(each.team.name for each in event.joining)]),
        there or (f"计划人员：{planned}" if planned else None),
        "".join(f"《{each.law.title}》" for each in sorted(event.laws, key=lambda each: each.law.title)) or None,
        _materials(sums) if is_counted else None,
        _number(sums, CountKind.CONSULTATION) if is_counted else None,
        _number(sums, CountKind.ATTENDANCE) if is_counted else None,
        "\n".join(_said_of_link(link) for link in links) or None,
        _proofs(around.evidence.get(event.id, ())),
        _joined(around.loggers.get(event.id, ())) or None,
        around.reviewers.get(event.reviewed_by_id) if event.reviewed_by_id else None,
        "；".join(_remarks(event, sums, around)) or None,
    )
    return Row(
        event.id,
        event.day,
        event.title,
        place.name,
        event.track,
        around.companies.get(event.id, ()),
        event.status is Status.HELD,
        cells,
        dict(by_key),
        links,
        there,
        planned,
    )


def links_of(article: Article) -> tuple[Link, ...]:
    """Where the article stands, one link for each channel."""
    return tuple(Link(article.title, each.channel.name, each.url) for each in article.placements)


def _said_of_link(link: Link) -> str:
    return f"{link.title}（{link.channel}）{link.url or ''}"


def _kind(kind: PlaceKind) -> str:
    """村（社区） would be a bracket within a bracket."""
    return said_place_kind(kind).replace("（", "/").replace("）", "")


def _times(event: Event) -> str:
    start, end = clock.local(event.starts_at), clock.local(event.ends_at)
    if start.date() == end.date():
        return f"{start:%H:%M}—{end:%H:%M}"
    return f"{start:%m-%d %H:%M}—{end:%m-%d %H:%M}"


def _where(event: Event) -> str:
    parent = event.place.parent
    return f"{parent.name}{event.place.name}" if parent is not None else event.place.name


def _host(event: Event, bureau: str) -> str:
    return {
        Standing.HOST: bureau,
        Standing.CO_HOST: f"{bureau}（联合主办）",
        Standing.INVITED: f"受邀参加（{_line(event.partners) or '外单位'}主办）",
    }[event.standing]


def _people(people: Sequence[OneOfUs]) -> tuple[str, str]:
    """Who was there, and who was planned; a plan stands there only as long as nobody has said who came."""
    is_said = any(each.there is not None for each in people)
    planned = () if is_said else (each.name for each in people if each.is_proposed)
    return _joined(names_there(people)), _joined(planned)


def _materials(sums: Iterable[Sum]) -> str | None:
    """Each title with its number in its own unit; 0份 only where somebody said that none was handed out."""
    of_kind = [each for each in sums if each.kind is CountKind.HANDOUT and each.standing > 0]
    said_of = [
        f"{each.item or _UNNAMED}{'约' if each.estimated else ''}{each.quantity}{each.item_unit or each.unit}"
        for each in of_kind
        if each.quantity
    ]
    if said_of:
        return "；".join(said_of)
    return f"0{MAIN_UNIT[CountKind.HANDOUT]}（未发放）" if of_kind else None


def _number(sums: Iterable[Sum], kind: CountKind) -> int | str | None:
    """The number in the main unit of its kind; others beside it in words, never added. None: nobody said anything."""
    by_unit: dict[str, int] = {}
    for each in sums:
        if each.kind is kind and each.standing > 0:
            by_unit[each.unit] = by_unit.get(each.unit, 0) + each.quantity
    if set(by_unit) <= {MAIN_UNIT[kind]}:
        return by_unit.get(MAIN_UNIT[kind])
    return "；".join(f"{quantity}{unit}" for unit, quantity in sorted(by_unit.items()))


def _proofs(items: Sequence[Evidence]) -> str | None:
    counts = Counter(item.kind for item in items if item.erased_at is None)
    return "、".join(words % counts[kind] for kind, words in _PROOFS.items() if counts[kind]) or None


def _remarks(event: Event, sums: Sequence[Sum], around: Around) -> Iterator[str]:
    yield from _remarks_on_state(event, sums)
    yield from _remarks_on_numbers(sums, around.reasons.get(event.id, ()))
    if event.id in around.undecided:
        yield "有两人重复登记待核"
    if event.track in COUNTED_TRACKS and around.outside.get(event.id):
        yield f"另有{around.outside[event.id]}条登记未计入，见“登记明细”"


def _remarks_on_state(event: Event, sums: Sequence[Sum]) -> Iterator[str]:
    if event.status is Status.CANCELLED:
        yield f"已取消：{_line(event.cancel_reason)}"
    elif event.status is Status.PLANNED:
        yield "尚未举办"
    elif event.track not in COUNTED_TRACKS:
        yield "内部学法，数量不计入统计"
    elif not any(each.standing > 0 for each in sums):
        yield "未登记数量（空白不等于0）"


def _remarks_on_numbers(sums: Sequence[Sum], reasons: Sequence[str]) -> Iterator[str]:
    back = sum(each.back for each in sums)
    if back:
        why = f"（{'、'.join(reasons)}）" if reasons else ""
        yield f"更正{back}笔{why}，见“登记明细”"
    if any(each.estimated and each.kind is not CountKind.HANDOUT for each in sums):
        yield "人次含估计数"
    if any(each.estimated and each.kind is CountKind.HANDOUT for each in sums):
        yield "带“约”的为估计数"
    for each in sums:
        if each.item_unit not in (None, each.unit):
            yield f"{each.item}按本局口径计作{each.unit}"


def _line(text: str | None) -> str | None:
    return "、".join(part.strip() for part in (text or "").splitlines() if part.strip()) or None


def _joined(words: Iterable[str]) -> str:
    return "、".join(words)
