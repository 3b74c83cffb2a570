"""What would become of each row of an imported list of places."""

import re
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.db import db
from outreach.errors import Invalid, Refusal
from outreach.jobs.verdicts import Judged, Twins, Verdict
from outreach.places.actions import PlaceFacts, facts_of
from outreach.places.labels import FIELDS, TRADES, said, said_market
from outreach.places.markets import parse_market
from outreach.places.models import Place, PlaceMerge, PlaceName
from outreach.places.positions import parse_position, written_position
from outreach.places.rules import (
    DEEPEST,
    JOINT,
    MarketCalendar,
    PlaceKind,
    Trade,
    check_names,
    full_name,
    guessed_kind,
    parse_names,
)
from outreach.sheets.answers import parse_yes
from outreach.sheets.columns import Record
from outreach.sheets.headings import bracketless
from outreach.sheets.typed import SHOWN_LENGTH, Value, as_text, is_blank, plain, shown

SO = "三江镇 › 幸福社区"
FLAGS = ("is_key_enterprise", "is_under_construction")

#: what the kinds are called in lists, compared without brackets and white space
KIND_WORDS: dict[PlaceKind, tuple[str, ...]] = {
    PlaceKind.PARK: ("产业园区", "园区", "工业园区", "工业园", "开发区", "park"),
    PlaceKind.TOWNSHIP: ("乡镇（街道）", "乡镇", "街道", "乡镇街道", "镇", "乡", "township"),
    PlaceKind.COMMUNITY: ("村（社区）", "社区", "村", "村社区", "村/社区", "村居", "行政村", "community", "village"),
    PlaceKind.WORKSITE: ("项目工地", "工地", "项目", "在建项目", "建筑工地", "worksite"),
    PlaceKind.ENTERPRISE: ("企业", "用人单位", "公司", "enterprise", "company"),
    PlaceKind.JOB_FAIR: ("招聘现场", "招聘会", "人才市场", "job fair", "job_fair"),
    PlaceKind.SQUARE: ("广场集市", "广场", "集市", "市场", "广场/集市", "square", "market"),
    PlaceKind.HALL: ("办事大厅", "大厅", "服务大厅", "服务中心", "hall"),
    PlaceKind.SCHOOL: ("学校", "院校", "school"),
    PlaceKind.OTHER: ("其他", "其它", "other"),
}
TRADE_WORDS: dict[Trade, tuple[str, ...]] = {
    Trade.MANUFACTURING: ("制造业", "制造", "工业", "加工制造", "manufacturing"),
    Trade.CONSTRUCTION: ("建筑业", "建筑", "建筑施工", "construction"),
    Trade.WHOLESALE_RETAIL: ("批发零售业", "批发和零售业", "批发零售", "零售", "商贸", "wholesale_retail"),
    Trade.CATERING: ("住宿餐饮业", "住宿和餐饮业", "餐饮", "住宿", "酒店", "catering"),
    Trade.TRANSPORT: ("交通运输业", "交通运输", "运输", "物流", "快递", "transport"),
    Trade.LABOUR_SERVICES: ("人力资源服务", "劳务派遣", "人力资源", "劳务", "labour_services"),
    Trade.PROPERTY: ("物业服务", "物业", "property"),
    Trade.AGRICULTURE: ("农业", "农林牧渔业", "种植养殖", "agriculture"),
    Trade.OTHER: ("其他", "其它", "other"),
}
_TRADES = {bracketless(word): trade for trade, words in TRADE_WORDS.items() for word in (*words, trade.value)}
_KINDS = {bracketless(word): kind for kind, words in KIND_WORDS.items() for word in (*words, kind.value)}
_PATH = re.compile(r" ?[›>/\\] ?")


@dataclass(frozen=True)
class Entry:
    """What a row says: of a place that is there (`place_id`) or a new one; `parent_row` is the row of a new parent."""

    place_id: uuid.UUID | None
    facts: PlaceFacts
    parent_row: int | None = None


@dataclass(frozen=True)
class _Around:
    """The place around another: one that is there, or one that another row adds."""

    place_id: uuid.UUID | None = None
    row: int | None = None


class _Unclear(Exception):
    """A row that can't be taken, with the sentence that says why."""


def judge(records: Sequence[Record], *, today: date) -> list[Judged]:
    """Each row with its verdict. A blank cell leaves what is there as it is."""
    del today  # places have no days
    book, twins = _Book(records), Twins()
    rows = []
    for record in records:
        row = _judged(record, book)
        rows.append(twins.checked(_key(row), row))
    return _without_rings(rows, book)


class _Book:
    """The places that are there, and those that the list speaks of, by name."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.places: dict[uuid.UUID, Any] = {row.id: row for row in db.session.execute(_WHOLE)}
        self.names = names_of_all()
        merged = set(db.session.scalars(select(PlaceMerge.place_id)))
        self.named: dict[str, list[Any]] = defaultdict(list)
        for row in self.places.values():
            if row.id not in merged:
                self.named[plain(row.name)].append(row)
        self._add_other_names()
        self.rows: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        self.found: dict[tuple[str, ...], _Around] = {}
        self.kinds = {kind: said(kind) for kind in PlaceKind}  # translated once, not 20,000 times
        self.yes = {True: _("Yes"), False: ""}
        for record in records:
            path = path_of(record.values.get("parent"))
            told = self.rows[plain(record.values.get("name"))]
            if path not in [other for _number, other in told]:
                told.append((record.number, path))

    def _add_other_names(self) -> None:
        """A place is found by another name of it where none bears that as its own."""
        own = set(self.named)
        for place_id, names in self.names.items():
            for name in {plain(each) for each in names} - own:
                self.named[name].append(self.places[place_id])

    def around(self, text: Value) -> _Around:
        """The place that a cell names as the one around; raises _Unclear."""
        path = path_of(text)
        if not path:
            return _Around()
        if path not in self.found:
            self.found[path] = self._find(path)
        return self.found[path]

    def _find(self, path: tuple[str, ...]) -> _Around:
        there = _in_use_first([row for row in self.named[path[-1]] if self._fits(row, path)])
        if len(there) == 1:
            return _Around(place_id=there[0].id)
        told = [number for number, above in self.rows[path[-1]] if len(path) == 1 or above[-1:] == path[-2:-1]]
        if there or len(told) > 1:
            raise _Unclear(
                _(
                    "Several places are called “%(name)s”. Write it with what it lies in: %(so)s",
                    name=path[-1],
                    so=SO,
                )
            )
        if not told:
            raise _Unclear(_("“%(name)s” is neither in the list nor in this table.", name=full_name(path)))
        return _Around(row=told[0])

    def meant(self, name: str, around: _Around, *, is_given: bool) -> Any:
        """The place that is there and is meant by a row, None for a new one; raises _Unclear."""
        same_name = self.named[plain(name)]
        if is_given:
            exact = [row for row in same_name if row.parent_id == around.place_id and around.place_id is not None]
            loose = [row for row in same_name if row.parent_id is None and row.id != around.place_id]
            found = _in_use_first(exact) or (loose if len(self.rows[plain(name)]) == 1 else [])
        else:
            at_top = [row for row in same_name if row.parent_id is None]
            found = _in_use_first(at_top if len(at_top) == 1 else same_name)
        if len(found) > 1:
            raise _Unclear(_("Several places are called “%(name)s”. Say what it lies in.", name=name))
        return found[0] if found else None

    def full_name(self, place_id: uuid.UUID | None) -> str:
        """三江镇 › 幸福社区; "" for none."""
        if place_id is None:
            return ""
        row = self.places[place_id]
        above = self.full_name(row.parent_id)
        return f"{above}{JOINT}{row.name}" if above else str(row.name)

    def _fits(self, row: Any, path: tuple[str, ...]) -> bool:
        *above, _own = path
        while above and row.parent_id is not None:
            row = self.places[row.parent_id]
            if plain(row.name) == above[-1]:
                above.pop()
        return not above


_WHOLE = select(
    *(Place.id, Place.name, Place.kind, Place.parent_id, Place.address, Place.note, Place.retired_at),
    *(Place.is_key_enterprise, Place.is_under_construction, Place.trade),
    *(Place.latitude, Place.longitude, Place.market_days, Place.market_calendar),
)


def names_of_all() -> dict[uuid.UUID, tuple[str, ...]]:
    """The other names of all places, sorted; no name for the others."""
    names: dict[uuid.UUID, tuple[str, ...]] = defaultdict(tuple)
    for place_id, name in db.session.execute(select(PlaceName.place_id, PlaceName.name).order_by(PlaceName.name)):
        names[place_id] += (name,)
    return names


def path_of(text: Value) -> tuple[str, ...]:
    """The names in a cell such as 三江镇 › 幸福社区 or 三江镇/幸福社区, the largest first."""
    return () if is_blank(text) else tuple(part for part in _PATH.split(plain(text)) if part)


def _judged(record: Record, book: _Book) -> Judged:
    label = " ".join(as_text(record.values.get("name")).split())  # brackets stay as wide as they were typed
    try:
        return _understood(record, label, book)
    except (_Unclear, Refusal) as refusal:
        note = refusal.message if isinstance(refusal, Refusal) else str(refusal)
        as_typed = {key: shown(value) for key, value in record.values.items() if not is_blank(value)}
        return Judged(record.number, label or "—", Verdict.REFUSED, as_typed, (note,))


def _understood(record: Record, name: str, book: _Book) -> Judged:
    if not name or len(name) > 100:
        raise _Unclear(_("Enter a name of up to 100 characters."))
    given = record.values
    around = book.around(given.get("parent"))
    there = book.meant(name, around, is_given=not is_blank(given.get("parent")))
    guess = None if there is not None else guessed_kind(name)
    old = PlaceFacts(name, guess or PlaceKind.OTHER) if there is None else facts_of(there, book.names[there.id])
    facts = replace(old, **_said(given))
    facts = replace(facts, names=check_names((*old.names, *facts.names), facts.name))
    if around.place_id is not None or around.row is not None:
        facts = replace(facts, parent_id=around.place_id)
    seen = _shown(facts, record, book, around)
    if there is None:
        is_open = guess is None and is_blank(given.get("kind"))
        hints = (_("No kind is given: taken as “%(kind)s”.", kind=book.kinds[facts.kind]),) if is_open else ()
        return Judged(record.number, name, Verdict.NEW, seen, hints, Entry(None, facts, around.row))
    changes = _differences(old, facts, seen, book)
    if changes:
        return Judged(record.number, name, Verdict.CHANGED, seen, changes, Entry(there.id, facts, around.row))
    retired = (_("It is retired."),) if there.retired_at is not None else ()
    return Judged(record.number, name, Verdict.SAME, seen, retired)


def _said(given: Mapping[str, Value]) -> dict[str, Any]:
    """The fields for which the row has something to say."""
    told: dict[str, Any] = {}
    if not is_blank(given.get("kind")):
        told["kind"] = _kind(given.get("kind"))
    for field, most in (("address", 200), ("note", 1000)):
        if not is_blank(given.get(field)):
            told[field] = text = str(given.get(field)).strip()
            if len(text) > most:
                raise _Unclear(_("%(column)s: keep this within %(most)d characters.", column=FIELDS[field], most=most))
    for field in FLAGS:
        if not is_blank(given.get(field)):
            told[field] = parse_yes(given.get(field))
    return told | _company_said(given) | _market_said(given) | _position_said(given)


def _company_said(given: Mapping[str, Value]) -> dict[str, Any]:
    trade, names = given.get("trade"), given.get("names")
    told: dict[str, Any] = {} if is_blank(trade) else {"trade": _trade(trade)}
    return told if is_blank(names) else told | {"names": parse_names(as_text(names))}


def _market_said(given: Mapping[str, Value]) -> dict[str, Any]:
    if is_blank(given.get("market_days")):
        return {}
    days, calendar = parse_market(as_text(given.get("market_days")))
    return {"market_days": days, "market_calendar": calendar or MarketCalendar.LUNAR} if days else {}


def _position_said(given: Mapping[str, Value]) -> dict[str, Any]:
    position = parse_position(as_text(given.get("position")))
    return {"latitude": position[0], "longitude": position[1]} if position else {}


def _kind(text: Value) -> PlaceKind:
    kind = _KINDS.get(bracketless(plain(text))) or _KINDS.get(re.sub(r"[()\[\]]", "", plain(text)))
    if kind is None:
        known = "、".join(words[0] for words in KIND_WORDS.values())
        message = _("“%(typed)s” is no kind of place. The kinds are: %(known)s.", typed=shown(text), known=known)
        raise Invalid(message, field="kind", code="kind")
    return kind


def _trade(text: Value) -> Trade:
    trade = _TRADES.get(bracketless(plain(text)))
    if trade is None:
        known = "、".join(words[0] for words in TRADE_WORDS.values())
        message = _("“%(typed)s” is no trade. The trades are: %(known)s.", typed=shown(text), known=known)
        raise Invalid(message, field="trade", code="trade")
    return trade


def _shown(facts: PlaceFacts, record: Record, book: _Book, around: _Around) -> dict[str, str]:
    parent = as_text(record.values.get("parent")) if around.row is not None else book.full_name(facts.parent_id)
    return {
        "name": facts.name,
        "kind": book.kinds[facts.kind],
        "parent": parent,
        "address": facts.address or "",
        "is_key_enterprise": book.yes[facts.is_key_enterprise],
        "is_under_construction": book.yes[facts.is_under_construction],
        "trade": "" if facts.trade is None else str(TRADES[facts.trade]),
        "names": "、".join(facts.names),
        "note": _beginning(facts.note),
        **_where_and_when(facts),
    }


def _where_and_when(facts: PlaceFacts) -> dict[str, str]:
    position = None if facts.latitude is None or facts.longitude is None else (facts.latitude, facts.longitude)
    market = said_market(facts.market_days, facts.market_calendar) if facts.market_days else ""
    return {"market_days": market, "position": written_position(position) or ""}


def _differences(old: PlaceFacts, new: PlaceFacts, seen: Mapping[str, str], book: _Book) -> tuple[str, ...]:
    before = asdict(old) | {"kind": book.kinds[old.kind], "parent": book.full_name(old.parent_id)}
    before |= {field: book.yes[getattr(old, field)] for field in FLAGS}
    before |= {"trade": "" if old.trade is None else str(TRADES[old.trade]), "names": "、".join(old.names)}
    before |= {"note": _beginning(old.note), **_where_and_when(old)}
    return tuple(
        _("%(field)s: %(old)s → %(new)s", field=FIELDS[key], old=before[key] or "—", new=text or "—")
        for key, text in seen.items()
        if text != (before[key] or "")
    )


def _beginning(text: str | None) -> str:
    return "" if text is None else text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"


def _in_use_first(rows: list[Any]) -> list[Any]:
    return [row for row in rows if row.retired_at is None] or rows


def _key(row: Judged) -> Any:
    if row.entry is None:
        return ("row", row.label, row.shown.get("parent"))
    entry: Entry = row.entry
    return entry.place_id or (plain(entry.facts.name), entry.facts.parent_id, entry.parent_row)


def _without_rings(rows: list[Judged], book: _Book) -> list[Judged]:
    """The rows, those refused that would lie in a refused one, in themselves, or too deep once all are stored."""
    nodes: dict[int, Any] = {row.number: row.entry.place_id if row.entry else None for row in rows}
    nodes = {number: place_id or number for number, place_id in nodes.items()}
    refused = {row.number for row in rows if row.verdict is Verdict.REFUSED}
    above: dict[Any, Any] = {place.id: place.parent_id for place in book.places.values()}
    for row in rows:
        if row.entry is not None:
            in_row = row.entry.parent_row
            above[nodes[row.number]] = row.entry.facts.parent_id if in_row is None else nodes[in_row]

    def reason(node: Any) -> str | None:
        seen = [node]
        while (node := above.get(node)) is not None:
            if node in refused:
                return str(_("The place in which it lies is refused, in row %(number)s.", number=node))
            if node in seen:
                return str(_("A place can't lie in itself."))
            seen.append(node)
        return str(_("Places can't be nested any deeper.")) if len(seen) > DEEPEST else None

    return [
        replace(row, verdict=Verdict.REFUSED, notes=(why,), entry=None)
        if row.writes and (why := reason(nodes[row.number]))
        else row
        for row in rows
    ]
