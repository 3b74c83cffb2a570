"""The pages of what was published: the trade's table, and where the items of a cell stand."""

from typing import Any

from flask import Blueprint, render_template, request

from outreach.db.snapshot import snapshot
from outreach.media.channels.queries import channels
from outreach.media.labels import LEVELS, said
from outreach.media.rules import ArticleKind, Level, Medium
from outreach.reports.figures import figure
from outreach.reports.online_year.asked import Part, bad_filter, identity, word
from outreach.reports.online_year.frame import filters_of, frame, switch
from outreach.reports.online_year.labels import KINDS, MEDIA
from outreach.reports.online_year.naming import names_of
from outreach.reports.online_year.published_tables import PublishedTables
from outreach.reports.online_year.publishing import Standing, count_of, page_of_placements, published
from outreach.reports.tables import figure_href
from outreach.web.access import Permission, permit
from outreach.web.filters import month_name
from outreach.web.paging import page_number

pages = Blueprint("online_published", __name__, url_prefix="/reports")

PLACEMENTS_ON_A_PAGE = 50
#: The figure that counts the items of each kind.
KEYS = {
    ArticleKind.ARTICLE: "articles",
    ArticleKind.POST: "posts",
    ArticleKind.VIDEO: "videos",
    ArticleKind.SCREEN: "screens",
}


@pages.get("/<int:year>/online/published")
@permit(Permission.READ)
def page(year: int) -> str:
    """The trade's table: placements beside items, by level and medium."""
    with snapshot():
        filters, kind = filters_of(year, "kind"), asked_kind()
        counted = figure(KEYS[kind])
        found = published(filters, kind)
        tables = PublishedTables(filters, kind, counted.unit, found)
        there = [each for each in channels(with_retired=True) if each.id in found.channel_sums]
        shown: dict[str, Any] = {
            "found": found,
            "tables": tables,
            "by_channel": tables.by_channel(there),
            "figure": counted,
            "figure_href": figure_href(counted.key, filters),
            "switches": [switch("kind", [(str(a), b) for a, b in KINDS.items()], str(kind), year, filters.arguments())],
            **frame(filters, **({} if kind is ArticleKind.ARTICLE else {"kind": str(kind)})),
        }
        return render_template("reports/online_year/published.html", **shown)


@pages.get("/<int:year>/online/placements")
@permit(Permission.READ)
def placements(year: int) -> str:
    """Where the items of a cell stand."""
    with snapshot():
        filters, kind = filters_of(year, "kind", "level", "medium", "channel", "month"), asked_kind()
        standing = _standing()
        shown = {
            "placements": page_of_placements(filters, kind, standing, page_number(), PLACEMENTS_ON_A_PAGE),
            "count": count_of(filters, kind, standing),
            "names": _names(kind, standing),
            "figure": figure(KEYS[kind]),
            "kind": kind,
            "said": said,
            **frame(filters),
        }
        return render_template("reports/online_year/placements.html", **shown)


def asked_kind() -> ArticleKind:
    """The kind of item that is asked for: one that a figure counts."""
    kind = word(ArticleKind, "kind", ArticleKind.ARTICLE)
    if kind not in KEYS:
        raise bad_filter("kind")
    return kind


def _standing() -> Standing:
    level = word(Level, "level", Level.OWN) if request.args.get("level") else None
    medium = word(Medium, "medium", Medium.MICRO) if request.args.get("medium") else None
    text = request.args.get("month", "")
    if text and text not in {str(number) for number in range(1, 13)}:
        raise bad_filter("month")
    return Standing(level, medium, identity("channel"), int(text) if text else None)


def _names(kind: ArticleKind, standing: Standing) -> list[str]:
    names = [str(KINDS[kind])]
    names += [str(LEVELS[standing.level])] if standing.level else []
    names += [str(MEDIA[standing.medium])] if standing.medium else []
    names += [month_name(standing.month)] if standing.month else []
    return [*names, *names_of(Part(channel=standing.channel))]
