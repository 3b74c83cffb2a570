"""Which rows filters let through: the conditions that every named select of this feature is built on."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select

from outreach.db import db
from outreach.db.another import another
from outreach.db.statements import made_of_it, made_once
from outreach.logbook import counting
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.media.models import Article, ArticleTag, Reading
from outreach.media.queries import may_count, stands
from outreach.media.rules import ArticleKind, Metric
from outreach.people.models import Team
from outreach.people.queries import the_bureau
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.queries import children_included
from outreach.reports.filters import Filters
from outreach.schedule.models import CampaignTag, Edition, Event, EventForm, JoiningTeam
from outreach.schedule.rules import Status, Track
from outreach.sheets import Approximation

Condition = ColumnElement[bool]
COUNTED_TRACKS = counting.COUNTED_TRACKS


def event_conditions(filters: Filters, *, joined: bool = False) -> list[Condition]:
    """What an event must be, whatever its status; with `joined` the team is one that takes part without leading."""
    conditions: list[Condition] = [Event.day.between(filters.period.first, filters.period.last)]
    if joined:
        conditions.append(_joined_by(filters.team.id if filters.team else None))
    elif filters.team is not None:
        conditions.append(Event.lead_team_id == filters.team.id)
    if filters.campaign is not None:
        tag = another(CampaignTag, "tag_of_campaign")
        conditions.append(exists().where(tag.event_id == Event.id, _of_campaign(tag, filters.campaign.id)))
    if filters.edition is not None:
        mark = another(CampaignTag, "tag_of_edition")
        conditions.append(exists().where(mark.event_id == Event.id, mark.edition_id == filters.edition.id))
    return [*conditions, *_of_place(filters), *_of_sort(filters)]


def held(filters: Filters, *, joined: bool = False) -> list[Condition]:
    """An event that took place (rule of the count 6)."""
    return [Event.status == Status.HELD, *event_conditions(filters, joined=joined)]


def counted_lines(filters: Filters) -> list[Condition]:
    """A line of the ledger that counts (`logbook.counting`), of an event that the filters let through."""
    return [*counting.lines_that_count(), *event_conditions(filters)]


def counted_unit(kind: CountKind) -> ColumnElement[str]:
    """The unit under which a line of `kind` counts (`logbook.counting`)."""
    return counting.counted_unit(kind)


def article_conditions(filters: Filters) -> list[Condition]:
    """What an article must be, on whatever day it appeared: not withdrawn, nor part of a push that was."""
    conditions: list[Condition] = [stands()]
    if filters.team is not None:
        conditions.append(Article.team_id == filters.team.id)
    if filters.campaign is not None:
        mark = another(ArticleTag, "mark_of_campaign")
        of_article = mark.article_id.in_((Article.id, Article.post_id))
        conditions.append(exists().where(of_article, _of_campaign(mark, filters.campaign.id)))
    if filters.edition is not None:
        tag = another(ArticleTag, "mark_of_edition")
        tagged = tag.article_id.in_((Article.id, Article.post_id))
        conditions.append(exists().where(tagged, tag.edition_id == filters.edition.id))
    return conditions


def viewed_articles(filters: Filters) -> list[Condition]:
    """An article whose readings count. A push that has pieces counts through them, so that nothing counts twice."""
    piece = another(Article, "piece_of_post")
    of_pieces = select(piece.post_id).where(piece.post_id.is_not(None), piece.withdrawn_at.is_(None))
    return [or_(Article.kind != ArticleKind.POST, Article.id.not_in(of_pieces)), *article_conditions(filters)]


def counting_readings(filters: Filters, metrics: Collection[Metric]) -> list[Condition]:
    """A reading up to the period's end that may count, of a placement that was read in the period.

    Without the last a year's report ranks the readings of all years. The statement joins Channel.
    """
    inside = another(Reading, "read_inside")
    read_in = select(inside.placement_id).where(inside.day.between(filters.period.first, filters.period.last))
    return [
        Reading.metric.in_(list(metrics)),
        Reading.day <= filters.period.last,
        Reading.placement_id.in_(read_in),
        may_count(),
        *viewed_articles(filters),
    ]


def is_rounded() -> Any:
    """1 for a number that its platform, or the one who wrote it down, had rounded (1.2万), 0 for any other."""
    return case((Reading.approximation == Approximation.EXACT, 0), else_=1)


def views_label() -> str | None:
    """The unit that this bureau prints behind `views_times`; None before there is a bureau."""
    bureau = the_bureau()
    return None if bureau is None else bureau.views_label


def known_units(kind: CountKind) -> set[str]:
    """The units under which items of `kind` count, or would without the bureau's setting."""
    rows = db.session.execute(select(Item.unit, Item.counted_as).where(Item.kind == kind).distinct())
    return {unit for row in rows for unit in row if unit}


def used_units(filters: Filters) -> set[tuple[CountKind, str]]:
    """Kinds and units in which something was counted; lines without an item are in the main unit of their kind."""
    return {(CountKind(kind), unit) for kind, unit in db.session.execute(_used_units(filters))}


@made_once
def _used_units(filters: Filters) -> Select[Any]:
    used = (
        select(Tally.kind, Tally.item_id)
        .join(Event, Event.id == Tally.event_id)
        .where(Tally.item_id.is_not(None), *counted_lines(filters))
        .distinct()
        .subquery()
    )
    pairs = select(used.c.kind, func.coalesce(Item.counted_as, Item.unit)).join_from(
        used, Item, Item.id == used.c.item_id
    )
    return pairs.distinct()


def _of_place(filters: Filters) -> list[Condition]:
    conditions: list[Condition] = []
    if filters.place is not None:
        conditions.append(Event.place_id.in_(children_included(filters.place.id)))
    if filters.place_kind is not None:
        conditions.append(Event.place_id.in_(select(Place.id).where(Place.kind == filters.place_kind)))
    return conditions


def _of_sort(filters: Filters) -> list[Condition]:
    conditions: list[Condition] = []
    if filters.track is not None:
        conditions.append(Event.track == filters.track)
    if filters.form is not None:
        conditions.append(exists().where(EventForm.event_id == Event.id, EventForm.form == filters.form))
    if filters.reviewed is not None:
        conditions.append(Event.reviewed_at.is_not(None) if filters.reviewed else Event.reviewed_at.is_(None))
    return conditions


def _joined_by(team_id: uuid.UUID | None) -> Condition:
    condition = JoiningTeam.event_id == Event.id
    return exists().where(condition) if team_id is None else exists().where(condition, JoiningTeam.team_id == team_id)


def _of_campaign(tag: Any, campaign_id: uuid.UUID) -> Condition:
    """A tag of any edition of the campaign: a year may hold days of two (the winter action)."""
    edition = another(Edition, "edition_of_campaign")
    of_campaign: Condition = tag.edition_id.in_(select(edition.id).where(edition.campaign_id == campaign_id))
    return of_campaign


def status_counts(filters: Filters) -> dict[Track, dict[str, int]]:
    """For each track how many events are planned, held, reviewed (of the held ones) and cancelled."""
    counts: dict[Track, dict[str, int]] = {}
    for track, status, count, reviewed in db.session.execute(_status_counts(filters)):
        counts.setdefault(track, {})[status.value] = count
        if status is Status.HELD:
            counts[track]["reviewed"] = reviewed
    return counts


@made_once
def _status_counts(filters: Filters) -> Select[Track, Status, int, int]:
    return (
        select(Event.track, Event.status, func.count(), func.count(Event.reviewed_at))
        .where(*event_conditions(filters))
        .group_by(Event.track, Event.status)
    )


def teams_in(period: Period) -> Sequence[Team]:
    """The teams that existed on some day of the period, in the bureau's order."""
    there = [or_(Team.first_day.is_(None), Team.first_day <= period.last)]
    there.append(or_(Team.last_day.is_(None), Team.last_day >= period.first))
    return db.session.scalars(select(Team).where(*there).order_by(Team.position, Team.code)).all()


def years() -> list[int]:
    """The years of which there is an event or an article, oldest first."""
    ends = [func.min(Event.day), func.max(Event.day)]
    of_articles = [func.min(Article.day), func.max(Article.day)]
    days = [*db.session.execute(select(*ends)).one(), *db.session.execute(select(*of_articles)).one()]
    known = sorted(day.year for day in days if day is not None)
    return list(range(known[0], known[-1] + 1)) if known else []


def count_of(lines: Select[Any]) -> int:
    """How many lines a select has."""
    return db.session.scalar(_counted(lines)) or 0


@made_of_it
def _counted(lines: Select[Any]) -> Select[Any]:
    return select(func.count()).select_from(lines.subquery())
