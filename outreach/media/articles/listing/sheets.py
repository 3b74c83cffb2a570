"""The list of items as a table for a spreadsheet: exactly what is filtered, in the order that is shown."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from outreach.media import queries
from outreach.media.articles.listing.queries import Filters, every_article
from outreach.media.labels import METRICS, said
from outreach.media.models import Article
from outreach.media.rules import Metric
from outreach.sheets import Sheet, write_csv, write_workbook_into
from outreach.web.filters import named


def articles_csv(filters: Filters, order: str) -> bytes:
    """The items as CSV."""
    return write_csv(_header(), _rows(filters, order))


def articles_xlsx(filters: Filters, order: str, *, created: datetime) -> BytesIO:
    """The items as a workbook, open at its beginning."""
    file = BytesIO()
    write_workbook_into(file, [Sheet(_("Articles"), _header(), _rows(filters, order))], created=created)
    file.seek(0)
    return file


def _rows(filters: Filters, order: str) -> Iterator[Sequence[Any]]:
    for items in every_article(filters, order):
        values = queries.latest_values([item.id for item in items])
        for item in items:
            yield _row(item, values.get(item.id, {}))


def _header() -> list[str]:
    facts = [
        _("Day"),
        _("Kind"),
        _("Headline"),
        _("Part of the post"),
        _("Channels"),
        _("Levels"),
        _("Whose"),
        _("Link"),
    ]
    more = [_("Team"), _("Joint teams"), _("Campaigns"), _("About the event"), _("Authors"), _("Laws")]
    return [*facts, *more, *(str(METRICS[metric]) for metric in Metric), _("Withdrawn"), _("Note"), _("Id")]


def _row(item: Article, values: dict[Metric, int]) -> list[Any]:
    channels = [each.channel for each in item.placements]
    return [
        item.day,
        said(item.kind),
        item.title,
        item.post.title if item.post else None,
        _joined(each.name for each in channels),
        _joined(said(each.level) for each in channels),
        _joined(_("Our bureau") if each.is_own else each.body or _("Another body's") for each in channels),
        "\n".join(each.url for each in item.placements if each.url),
        named(item.team),
        _joined(named(each.team) for each in item.joint_teams),
        _joined(f"{named(each.edition.campaign)} {each.edition.year}" for each in item.tags),
        item.event.title if item.event else None,
        item.authors,
        _joined(each.law.title for each in item.laws),
        *(values.get(metric) for metric in Metric),
        item.withdraw_reason,
        item.note,
        str(item.id),
    ]


def _joined(parts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(str(part) for part in parts))
