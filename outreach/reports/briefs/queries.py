"""Reading briefs, their versions and numbers, and the events that have none."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, raiseload

from outreach.db import db
from outreach.errors import NotFound
from outreach.laws.models import Law
from outreach.logbook.doubles.queries import undecided_lines
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.periods import Period
from outreach.reports.briefs.models import Brief, BriefLine, BriefNumber, BriefVersion
from outreach.reports.briefs.rules import Number, State, Title
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.paging import Page, paged

_LIGHT = tuple(
    raiseload(heavy) for heavy in (Event.staff, Event.planned_items, Event.laws, Event.forms, Event.tags, Event.joining)
)


@dataclass(frozen=True)
class Filters:
    """What the list of briefs shows; None asks for everything. `period` is about the day of the event."""

    team_id: uuid.UUID | None = None
    state: State | None = None
    period: Period | None = None


def brief(brief_id: uuid.UUID, *, lock: bool = False) -> Brief:
    """The brief with its text; raises NotFound. `lock` keeps others from changing it meanwhile."""
    statement = select(Brief).where(Brief.id == brief_id)
    if lock:
        statement = statement.with_for_update(of=Brief).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such brief."), code="no_such_brief", id=brief_id)
    return found


def brief_of(event_id: uuid.UUID) -> Brief | None:
    """The brief of an event, where there is one."""
    return db.session.scalar(select(Brief).where(Brief.event_id == event_id))


def brief_of_article(article_id: uuid.UUID) -> Brief | None:
    """The brief that became the article, where it was one."""
    return db.session.scalar(select(Brief).where(Brief.article_id == article_id))


def page_of_briefs(filters: Filters, number: int) -> Page[Brief]:
    """A page of the list, the one last worked on first, with their events and texts."""
    statement = select(Brief).join(Brief.event).order_by(Brief.changed_at.desc(), Brief.id.desc())
    if filters.team_id is not None:
        statement = statement.where(Event.lead_team_id == filters.team_id)
    if filters.period is not None:
        statement = statement.where(Event.day.between(filters.period.first, filters.period.last))
    if filters.state is not None:
        statement = statement.where(_in_state(filters.state))
    whole = statement.options(contains_eager(Brief.event).options(*_LIGHT), joinedload(Brief.current))
    return paged(db.session(), whole, number)


def events_without(period: Period, team_ids: Collection[uuid.UUID] | None, most: int) -> tuple[Sequence[Event], int]:
    """Events of the days that were held and have no brief: the latest first, at most so many, and how many there are.

    With `team_ids` only those that one of the teams leads.
    """
    wanted = [Event.status == Status.HELD, Event.day.between(period.first, period.last)]
    wanted.append(~exists().where(Brief.event_id == Event.id))
    if team_ids is not None:
        wanted.append(Event.lead_team_id.in_(team_ids))
    count = db.session.scalar(select(func.count()).select_from(Event).where(*wanted)) or 0
    statement = select(Event).where(*wanted).order_by(Event.day.desc(), Event.starts_at.desc(), Event.id)
    return db.session.scalars(statement.limit(most).options(*_LIGHT)).unique().all(), count


def version(brief_id: uuid.UUID, number: int) -> BriefVersion:
    """One version of a brief; raises NotFound."""
    found = db.session.get(BriefVersion, (brief_id, number))
    if found is None:
        raise NotFound(_("There is no such version."), code="no_such_version")
    return found


def page_of_versions(brief_id: uuid.UUID, number: int) -> Page[BriefVersion]:
    """The versions of a brief, the newest first."""
    statement = select(BriefVersion).where(BriefVersion.brief_id == brief_id).order_by(BriefVersion.number.desc())
    return paged(db.session(), statement, number)


def writers_of(brief_id: uuid.UUID) -> list[str]:
    """The names of those who wrote at the brief, in the order in which they began."""
    statement = (
        select(Person.name)
        .join(BriefVersion, BriefVersion.by_id == Person.id)
        .where(BriefVersion.brief_id == brief_id)
        .group_by(Person.id, Person.name)
        .order_by(func.min(BriefVersion.number))
    )
    return list(db.session.scalars(statement))


def taken_numbers(brief_id: uuid.UUID) -> Sequence[BriefNumber]:
    """The numbers of the brief as they were taken, in order."""
    statement = select(BriefNumber).where(BriefNumber.brief_id == brief_id)
    return db.session.scalars(statement.order_by(BriefNumber.position, BriefNumber.key)).all()


def lines_behind(brief_id: uuid.UUID, key: str) -> Sequence[BriefLine]:
    """The lines behind a number as they were when it was taken, in the order of the ledger's ids."""
    statement = select(BriefLine).where(BriefLine.brief_id == brief_id, BriefLine.key == key)
    return db.session.scalars(statement.order_by(BriefLine.quantity.desc(), BriefLine.tally_id)).all()


def undecided_keys(item: Brief) -> frozenset[str]:
    """The keys of the brief's numbers behind which some line is undecided now; none of a brief that is kept."""
    if item.state is State.KEPT:
        return frozenset()
    undecided = [line.id for line in undecided_lines(item.event_id)]
    statement = select(BriefLine.key).where(BriefLine.brief_id == item.id, BriefLine.tally_id.in_(undecided))
    return frozenset(db.session.scalars(statement)) if undecided else frozenset()


def numbers_in(item: Brief) -> dict[str, Number]:
    """The numbers of the brief by the names of their slots, in order."""
    undecided = undecided_keys(item)
    taken = taken_numbers(item.id)
    return {each.name: each.as_number(is_undecided=each.key in undecided) for each in taken}


def law_titles() -> list[Title]:
    """Every law of the list; there are never many."""
    rows = db.session.execute(select(Law.title, Law.short_title, Law.in_force_from, Law.in_force_to))
    return [Title(*row) for row in rows]


def laws_called(names: Collection[str]) -> list[uuid.UUID]:
    """The laws of the list that are called by one of the names."""
    rows = db.session.execute(select(Law.id, Law.title, Law.short_title).order_by(Law.title))
    return [law_id for law_id, title, short in rows if Title(title, short, None, None).names & set(names)]


def materials_named(names: Collection[str]) -> frozenset[str]:
    """Those of the names that materials of the list have."""
    statement = select(Item.name).where(Item.kind == CountKind.HANDOUT, Item.name.in_(names))
    return frozenset(db.session.scalars(statement))


def next_event(team_id: uuid.UUID, *, after: date) -> Event | None:
    """The next event that the team leads after the local day, where one is planned."""
    wanted = (Event.lead_team_id == team_id, Event.status == Status.PLANNED, Event.day > after)
    statement = select(Event).where(*wanted).order_by(Event.day, Event.starts_at, Event.id).limit(1)
    return db.session.scalars(statement.options(*_LIGHT)).unique().first()


def _in_state(state: State) -> ColumnElement[bool]:
    if state is State.KEPT:
        return Brief.kept_at.is_not(None)
    open_still: ColumnElement[bool] = Brief.kept_at.is_(None)
    checked = Brief.checked_at.is_not(None) if state is State.CHECKED else Brief.checked_at.is_(None)
    return open_still & checked
