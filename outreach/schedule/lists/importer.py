"""Bringing in the year's plan, and giving it out in the same columns."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.jobs.imports import Importer, Source
from outreach.jobs.verdicts import Judged, Verdict
from outreach.materials.rules import CountKind
from outreach.periods import Period
from outreach.periods.spans import LAST_YEAR
from outreach.places.models import Place
from outreach.places.rules import JOINT
from outreach.schedule import queries
from outreach.schedule.actions import Plan, change_event, plan_events
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.lists.book import Book
from outreach.schedule.lists.judging import judge, with_clashes
from outreach.schedule.lists.words import DUTIES, FORMS, STANDINGS, TRACKS
from outreach.schedule.models import Event, PlannedItem
from outreach.schedule.rules import Status
from outreach.sheets.columns import Column
from outreach.web.language import in_bureau_language

COLUMNS = (
    Column("day", ("日期", "活动日期", "时间安排", "Day", "Date"), required=True, label=_("Day")),
    Column("begins", ("开始时间", "起止时间", "时间", "活动时间", "From"), label=_("From")),
    Column("ends", ("结束时间", "To"), label=_("To")),
    Column("title", ("活动名称", "名称", "活动", "活动内容", "Title"), required=True, label=_("Title")),
    Column("place", ("地点", "活动地点", "Place"), required=True, label=_("Place")),
    Column(
        "team",
        ("责任分队", "牵头分队", "分队", "责任部门", "责任处室", "Lead team"),
        required=True,
        label=_("Lead team"),
    ),
    Column("track", ("类别", "活动类别", "类型", "Track"), label=_("Track")),
    Column("forms", ("形式", "活动形式", "宣传形式", "Forms"), label=_("Forms")),
    Column("joining", ("协同分队", "参加分队", "配合分队", "Joining teams"), label=_("Joining teams")),
    Column("campaign", ("主题活动", "所属主题活动", "主题", "Campaigns"), label=_("Campaigns")),
    Column("standing", ("主办情况", "主办", "Our part"), label=_("Our part")),
    Column("partners", ("联合单位", "参加单位", "Partners"), label=_("Partners")),
    Column("staff", ("工作人员", "参加人员", "人员", "Staff"), label=_("Staff")),
    Column("materials", ("宣传资料", "资料", "资料名称及份数", "携带资料", "Materials"), label=_("Materials")),
    Column("laws", ("法律法规", "宣讲法律法规", "Laws"), label=_("Laws")),
    Column("expected_handouts", ("预计发放资料", "预计发放", "Expected handouts"), label=_("Expected handouts")),
    Column(
        "expected_consultations",
        ("预计咨询", "预计咨询人次", "Expected consultations"),
        label=_("Expected consultations"),
    ),
    Column("expected_attendance", ("预计参加人数", "预计受众", "Expected attendance"), label=_("Expected attendance")),
    Column("note", ("备注", "说明", "Note"), label=_("Note")),
    Column("id", ("编号", "Id"), label=_("Id")),
)

SAMPLES = (
    (
        *(
            "2026-06-16",
            "8:30",
            "11:00",
            "安全生产咨询日",
            "三江镇 › 幸福社区",
            "工伤保险",
            "集中宣传",
            "设台咨询、发放资料",
        ),
        *("劳动关系", "安全生产月", "主办", "县应急管理局", "李娜（负责人）、王建国", "工伤预防宣传折页×200"),
        *("《工伤保险条例》", 200, 40, None, None, None),
    ),
    (
        *("2026-07-08", "14:30-16:30", None, "送法进企业", "宏达机械有限公司", "劳动关系", "送法入企", "法律体检"),
        *(None, None, None, None, None, None, None, None, None, 30, "带合同样本", None),
    ),
)

_AT_ONCE = 50
"""Events that are planned together; their count is told between."""


def store(rows: Sequence[Judged], *, by: Any, now: datetime, source: Source) -> None:
    """Plan the new events and change those that are there, with all that stands against them: the list decided."""
    by = by or Machine()
    with in_bureau_language():
        anyway = Anyway(gettext("Imported with a list"))
    book = Book(None, ())
    _named = book.places, book.people, book.items, book.laws, book.campaigns  # held, so that none is read anew
    for is_new, run in groupby(rows, key=lambda row: row.entry.event_id is None):
        while part := list(islice(run, _AT_ONCE)):
            if is_new:
                plan_events([Plan(row.entry.said, by, now, anyway=anyway, past_is_meant=True) for row in part])
                continue
            for row in part:
                event = queries.event(row.entry.event_id, lock=True)
                change_event(event, by=by, now=now, anyway=anyway, past_is_meant=True, **row.entry.said)
    new = sum(row.verdict is Verdict.NEW for row in rows)
    changed = len(rows) - new
    record_act("events.imported", by=by, now=now, file=source.name, sha256=source.sha256, new=new, changed=changed)


def plan_rows() -> Iterator[tuple[Any, ...]]:
    """The planned events of this year and of those to come, in order of time and in the columns of the list."""
    year = clock.today().year
    filters = queries.Filters(status=Status.PLANNED)
    for event in queries.events_in(Period(date(year, 1, 1), date(LAST_YEAR, 12, 31)), filters, whole=True):
        yield _row(event)


def _row(event: Event) -> tuple[Any, ...]:
    materials = [each for each in event.planned_items if each.item.kind is CountKind.HANDOUT]
    return (
        event.day,
        clock.local(event.starts_at).time(),
        clock.local(event.ends_at).time(),
        event.title,
        _full_name(event.place),
        event.lead_team.name,
        TRACKS[event.track][0],
        _joined(FORMS[each.form][0] for each in event.forms),
        _joined(each.team.name for each in event.joining),
        _joined(f"{each.edition.campaign.name} {each.edition.year}" for each in event.tags),
        STANDINGS[event.standing][0],
        event.partners,
        _joined(f"{each.person.name}（{DUTIES[each.duty][0]}）" for each in event.staff),
        _joined(map(_material, materials)),
        _joined(f"《{each.law.title}》" for each in event.laws),
        event.expected_handouts,
        event.expected_consultations,
        event.expected_attendance,
        event.note,
        str(event.id),
    )


def _material(planned: PlannedItem) -> str:
    return planned.item.name if planned.quantity is None else f"{planned.item.name}×{planned.quantity}"


def _full_name(place: Place) -> str:
    return place.name if place.parent is None else f"{_full_name(place.parent)}{JOINT}{place.name}"


def _joined(parts: Iterable[str]) -> str | None:
    return "、".join(sorted(parts)) or None


EVENTS = Importer(
    key="events",
    label=_("The plan"),
    lead=_("Events that are planned: day, title, place and team, and whatever else is known already."),
    columns=COLUMNS,
    samples=SAMPLES,
    judge=judge,
    noted=with_clashes,
    store=store,
    undo=_("An event that should not be there is cancelled on its own page, with a reason."),
    endpoint="events.index",
    listed=plan_rows,
)
