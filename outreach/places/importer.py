"""Bringing in a list of places: its columns, what its words mean, and how it is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select

from outreach.audit.actions import Machine, record_act
from outreach.db import db, new_id
from outreach.jobs.imports import Importer, Source
from outreach.jobs.verdicts import Judged, Verdict
from outreach.places.actions import PlaceFacts, change_place
from outreach.places.judging import Entry, judge
from outreach.places.listing import place_rows
from outreach.places.models import Place, PlaceName
from outreach.sheets.columns import Column

COLUMNS = (
    Column(
        "name",
        ("名称", "地点名称", "地点", "单位名称", "企业名称", "场所名称", "场所", "Name", "Place"),
        required=True,
        label=_("Name"),
    ),
    Column("kind", ("类型", "地点类型", "类别", "种类", "性质", "Kind", "Type"), label=_("Kind")),
    Column(
        "parent",
        ("所属", "所在", "上级", "所属乡镇", "所在乡镇", "所属街道", "乡镇", "乡镇(街道)", "所属园区", "Lies in"),
        label=_("Lies in"),
    ),
    Column("address", ("地址", "详细地址", "单位地址", "具体位置", "Address"), label=_("Address")),
    Column("is_key_enterprise", ("重点企业", "是否重点企业", "Key enterprise"), label=_("Key enterprise")),
    Column(
        "is_under_construction",
        ("在建项目", "是否在建", "是否在建项目", "在建", "Project under construction"),
        label=_("Project under construction"),
    ),
    Column(
        "market_days",
        ("赶集日", "赶集", "集日", "逢集", "赶场日", "圩日", "墟日", "Market days"),
        label=_("Market days"),
    ),
    Column("position", ("坐标", "经纬度", "位置坐标", "Position", "Coordinates"), label=_("Latitude and longitude")),
    Column("trade", ("行业", "所属行业", "行业类别", "Trade", "Industry"), label=_("Trade")),
    Column("names", ("别名", "其他名称", "简称", "曾用名", "Other names"), label=_("Other names")),
    Column("note", ("备注", "说明", "Note", "Remarks"), label=_("Note")),
)

SAMPLES = (
    ("三江镇", "乡镇（街道）", None, None, None, None, "农历逢三逢八", "28.81, 113.08", None, None, None),
    ("幸福社区", "村（社区）", "三江镇", "三江镇建设路12号", None, None, None, None, None, None, None),
    ("高新产业园", "产业园区", None, None, None, None, None, None, None, None, None),
    (
        "宏达机械有限公司",
        "企业",
        "高新产业园",
        "高新产业园3号路",
        "是",
        None,
        None,
        None,
        "制造业",
        "宏达机械、宏达",
        "员工约300人",
    ),
    ("安置房二期项目", "项目工地", "三江镇", None, None, "是", None, None, None, None, None),
)


def store(rows: Sequence[Judged], *, by: Any, now: datetime, source: Source) -> None:
    """Write the new places, those around others first, then the changes of places that are there."""
    by = by or Machine()
    new = [row for row in rows if row.verdict is Verdict.NEW]
    ids = {row.number: row.entry.place_id or new_id() for row in rows}
    for level in _levels(new):
        db.session.execute(
            insert(Place),
            [{"id": ids[row.number], "made_at": now, **_placed(row.entry, ids).columns} for row in level],
        )
    names = [{"place_id": ids[row.number], "name": name} for row in new for name in row.entry.facts.names]
    if names:
        db.session.execute(insert(PlaceName), names)
    _change([row.entry for row in rows if row.verdict is Verdict.CHANGED], ids, by=by, now=now)
    changed = len(rows) - len(new)
    record_act("places.imported", by=by, now=now, file=source.name, sha256=source.sha256, new=len(new), changed=changed)


def _levels(rows: Iterable[Judged]) -> Iterable[list[Judged]]:
    """The rows in an order in which each place comes after the one around it."""
    waiting = list(rows)
    open_numbers = {row.number for row in waiting}
    while waiting:
        level = [row for row in waiting if row.entry.parent_row not in open_numbers]
        yield level
        open_numbers -= {row.number for row in level}
        waiting = [row for row in waiting if row.number in open_numbers]


def _change(entries: Sequence[Entry], ids: dict[int, Any], *, by: Any, now: datetime) -> None:
    wanted = [entry.place_id for entry in entries]
    at_hand = {place.id: place for part in _parts(wanted) for place in db.session.scalars(part)}
    for entry in entries:
        assert entry.place_id is not None
        change_place(place=at_hand[entry.place_id], facts=_placed(entry, ids), by=by, now=now, same_name_is_meant=True)


def _parts(ids: Sequence[Any], size: int = 500) -> Iterable[Any]:
    return (select(Place).where(Place.id.in_(ids[at : at + size])) for at in range(0, len(ids), size))


def _placed(entry: Entry, ids: dict[int, Any]) -> PlaceFacts:
    return entry.facts if entry.parent_row is None else replace(entry.facts, parent_id=ids[entry.parent_row])


PLACES = Importer(
    key="places",
    label=_("Places"),
    lead=_("Townships, villages and communities, parks, enterprises, worksites: every place where events are held."),
    columns=COLUMNS,
    samples=SAMPLES,
    judge=judge,
    store=store,
    undo=_("A place that should not be there is retired on its own page; nothing else is lost."),
    endpoint="places.index",
    listed=place_rows,
)
