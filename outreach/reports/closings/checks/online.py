"""What is missing about articles: readings, the readings before them, and proofs."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.db import db
from outreach.media.models import Article, Placement
from outreach.media.proofs import queries as proofs
from outreach.media.proofs.rules import Proof
from outreach.media.proofs.unproven import page_of_unproven
from outreach.media.readings.doubtful import doubtful_readings
from outreach.media.readings.due import Due, due_of
from outreach.media.readings.due_queries import Standing, counted_channels, standings_of
from outreach.reports.closings.checks.finding import NAMED, Asked, Finding, Named, path_to, path_to_figure
from outreach.reports.closings.rules import Severity
from outreach.reports.figures import figure
from outreach.reports.online import UNBASED
from outreach.reports.queries import count_of
from outreach.web.access import Permission


def readings(asked: Asked) -> Iterator[Finding]:
    """Items of the period without any reading, and those whose reading is due."""
    team_ids = {asked.filters.team.id} if asked.filters.team else None
    stands = standings_of(counted_channels(), asked.period.first, asked.period.last, team_ids=team_ids)
    unread = [each for each in stands if each.stand.last is None]
    due = [each for each in stands if (found := due_of(each.stand, asked.today)) and found[0] is not Due.GONE]
    yield Finding(
        "unread",
        Severity.LOOK,
        _("Items without a reading"),
        len(unread),
        _("“No reading” is not 0: the views leave them out, and say so."),
        _named(unread),
        path_to("reminders.index"),
        Permission.PUBLISH,
    )
    yield Finding(
        "due",
        Severity.LOOK,
        _("Readings that are due now"),
        len(due),
        _("The counter can still be read; later it may be out of reach."),
        _named(due),
        path_to("reminders.index"),
        Permission.PUBLISH,
    )


def unbased(asked: Asked) -> Iterator[Finding]:
    """Readings that count for nothing, since nobody knows where the counter stood before the period (rule 8)."""
    for key in UNBASED:
        yield Finding(
            key,
            Severity.LOOK,
            str(figure(key).label),
            count_of(figure(key).lines(asked.filters)),
            _("What the period added is not known, so nothing is counted."),
            path=path_to_figure(key, asked.filters),
        )


def unproven(asked: Asked) -> Iterator[Finding]:
    """Items that nothing proves, and other bodies' counters that do not count for want of a note."""
    team = asked.filters.team
    narrowed = _narrowed(asked)
    yield Finding(
        "no_proof",
        Severity.LOOK,
        _("Items without link, screenshot or letter"),
        proofs.without_proof(asked.period, team_id=team.id if team else None),
        _("Nothing shows that they appeared."),
        path=path_to("proofs.index", proof=Proof.NONE.value, **narrowed),
    )
    page = page_of_unproven(proofs.Filters(team_id=team.id if team else None, period=asked.period), 1, size=1)
    yield Finding(
        "third_party",
        Severity.LOOK,
        _("Readings of other bodies without a note of proof"),
        page.total,
        _("They do not count until it says where they are from."),
        path=path_to("proofs.readings", **narrowed),
    )


def doubtful(asked: Asked) -> Finding:
    """Readings of the period that look wrong and were not said to be right."""
    team = asked.filters.team
    found = doubtful_readings(asked.period, team_ids={team.id} if team else None)
    waiting = [each.reading for each in found if each.settled is None]
    return Finding(
        "slips",
        Severity.LOOK,
        _("Readings in doubt"),
        len(waiting),
        _("Less than before, ten times the one before and 10,000 more, or more readers than reads: say what is right."),
        [
            Named(f"{each.day:%m-%d} {each.placement.article.title}", path_to("readings.page", reading_id=each.id))
            for each in waiting[:NAMED]
        ],
        path_to("doubtful.index", **_narrowed(asked)),
        Permission.PUBLISH,
    )


def _narrowed(asked: Asked) -> dict[str, str]:
    """The days and the team in the words of the lists of items."""
    return asked.days | ({"team": str(asked.filters.team.id)} if asked.filters.team else {})


def _named(found: Sequence[Standing]) -> list[Named]:
    ids = [each.placement_id for each in found[-NAMED:]]
    rows = select(Article.id, Article.title, Placement.day).join(Placement).where(Placement.id.in_(ids))
    items = db.session.execute(rows.order_by(Placement.day, Placement.id)) if ids else ()
    return [Named(f"{row.day:%m-%d} {row.title}", path_to("media.article", article_id=row.id)) for row in items]
