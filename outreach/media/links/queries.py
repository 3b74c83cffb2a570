"""Reading links, and what they were found to be."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from outreach.db import db
from outreach.errors import NotFound
from outreach.media.links.models import LinkCheck, LinkRun
from outreach.media.links.rules import BROKEN, BY_HAND, SILENT_FOR, Outcome
from outreach.media.models import Article, Placement
from outreach.periods import Period
from outreach.web.paging import Page, paged

#: What each group of the list holds; None: links that nobody had looked at since they are what they are.
GROUPS: dict[str, Sequence[Outcome] | None] = {
    "broken": BROKEN,
    "by_hand": BY_HAND,
    "ok": (Outcome.OK,),
    "unchecked": None,
}
_LINKED = Placement.url != ""


@dataclass(frozen=True)
class Filters:
    """Which links: None asks for all; those of withdrawn items are never asked for."""

    group: str | None = None
    team_id: uuid.UUID | None = None
    channel_id: uuid.UUID | None = None
    period: Period | None = None


def page_of_links(filters: Filters, number: int) -> Page[tuple[Placement, LinkCheck | None]]:
    """Placements with a link and the last check of just that link, the latest placement first."""
    statement = _matching(filters, Placement, LinkCheck).order_by(Placement.day.desc(), Placement.id.desc())
    return paged(db.session(), statement.options(contains_eager(Placement.article)), number, entities=False)


def counts(filters: Filters) -> dict[str | None, int]:
    """How many links there are in all (None) and in each group; the filter's own group is left aside."""
    matching = _matching(replace(filters, group=None), LinkCheck.outcome, func.count()).group_by(LinkCheck.outcome)
    found: dict[Outcome | None, int] = {row[0]: row[1] for row in db.session.execute(matching)}
    groups: dict[str | None, int] = {
        name: sum(found.get(each, 0) for each in outcomes or (None,)) for name, outcomes in GROUPS.items()
    }
    return {None: sum(found.values())} | groups


def to_check(filters: Filters, *, most: int) -> tuple[list[tuple[uuid.UUID, str]], int]:
    """The links to look at first (id of the placement, link) and how many more there are.

    What nobody looked at goes first, then what was looked at longest ago.
    """
    total = db.session.scalar(_matching(filters, func.count())) or 0
    order = (LinkCheck.checked_at.is_not(None), LinkCheck.checked_at, Placement.day.desc(), Placement.id)
    rows = db.session.execute(_matching(filters, Placement.id, Placement.url).order_by(*order).limit(most))
    return [(row[0], row[1]) for row in rows], max(0, total - most)


def last_checks(placements: Collection[Placement]) -> dict[uuid.UUID, LinkCheck]:
    """By placement the last check of the link that it has now, where there was one."""
    links = {each.id: each.url for each in placements if each.url}
    if not links:
        return {}
    checks = select(LinkCheck).where(LinkCheck.placement_id.in_(links))
    found = db.session.scalars(checks.order_by(LinkCheck.checked_at, LinkCheck.id))
    return {each.placement_id: each for each in found if each.url == links[each.placement_id]}


def known_links(*, most: int) -> Sequence[str]:
    """Some links of the ledger, the latest: names that are found if any are."""
    statement = select(Placement.url).where(_LINKED).order_by(Placement.day.desc(), Placement.id).limit(most)
    return [url for url in db.session.scalars(statement) if url]


def run(run_id: uuid.UUID, *, lock: bool = False) -> LinkRun:
    """The run; raises NotFound."""
    found = db.session.get(LinkRun, run_id, with_for_update=lock or None, populate_existing=True)
    if found is None:
        raise NotFound(code="no_such_run", id=run_id)
    return found


def is_running(found: LinkRun, now: datetime) -> bool:
    """Whether the run still works, as far as it gave a sign."""
    return found.ended_at is None and found.seen_at > now - SILENT_FOR


def running_run(now: datetime) -> LinkRun | None:
    """The run that works just now."""
    open_runs = select(LinkRun).where(LinkRun.ended_at.is_(None)).order_by(LinkRun.started_at.desc(), LinkRun.id)
    return next((each for each in db.session.scalars(open_runs.limit(5)) if is_running(each, now)), None)


def last_run() -> LinkRun | None:
    """The run that was begun last."""
    return db.session.scalars(select(LinkRun).order_by(LinkRun.started_at.desc(), LinkRun.id.desc()).limit(1)).first()


def outcomes_of(run_id: uuid.UUID) -> dict[Outcome, int]:
    """How often the run found what."""
    found = select(LinkCheck.outcome, func.count()).where(LinkCheck.run_id == run_id).group_by(LinkCheck.outcome)
    counts = {row[0]: row[1] for row in db.session.execute(found)}
    return {each: counts[each] for each in Outcome if each in counts}


def page_of_finds(run_id: uuid.UUID, number: int) -> Page[LinkCheck]:
    """What the run found that is not simply well, the latest first."""
    statement = (
        select(LinkCheck)
        .join(LinkCheck.placement)
        .join(Placement.article)
        .where(LinkCheck.run_id == run_id, LinkCheck.outcome != Outcome.OK)
        .options(contains_eager(LinkCheck.placement).contains_eager(Placement.article))
        .order_by(LinkCheck.checked_at.desc(), LinkCheck.id.desc())
    )
    return paged(db.session(), statement, number)


def _matching(filters: Filters, *wanted: Any) -> Select[Any]:
    statement = (
        select(*wanted)
        .select_from(Placement)
        .join(Placement.article)
        .outerjoin(LinkCheck, _is_last())
        .where(_LINKED, Article.withdrawn_at.is_(None))
    )
    if filters.team_id is not None:
        statement = statement.where(Article.team_id == filters.team_id)
    if filters.channel_id is not None:
        statement = statement.where(Placement.channel_id == filters.channel_id)
    if filters.period is not None:
        statement = statement.where(Placement.day.between(filters.period.first, filters.period.last))
    if filters.group is None:
        return statement
    outcomes = GROUPS[filters.group]
    return statement.where(LinkCheck.id.is_(None) if outcomes is None else LinkCheck.outcome.in_(outcomes))


def _is_last() -> ColumnElement[bool]:
    """The check is the last one of the placement's link as it is now."""
    later = aliased(LinkCheck)
    newer = exists().where(
        later.placement_id == LinkCheck.placement_id,
        later.url == LinkCheck.url,
        or_(
            later.checked_at > LinkCheck.checked_at,
            and_(later.checked_at == LinkCheck.checked_at, later.id > LinkCheck.id),
        ),
    )
    of_link = and_(LinkCheck.placement_id == Placement.id, LinkCheck.url == Placement.url)
    return and_(of_link, ~newer.correlate(LinkCheck))
