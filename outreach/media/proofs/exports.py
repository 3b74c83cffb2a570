"""The list of proofs as a workbook."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from outreach.media.labels import said
from outreach.media.models import Article
from outreach.media.proofs import queries
from outreach.media.proofs.queries import Filters, Shown
from outreach.sheets import Sheet, write_workbook_into
from outreach.web.filters import named


def proofs_xlsx(filters: Filters, *, created: datetime) -> BytesIO:
    """The items with what proves them, open at its beginning."""
    file = BytesIO()
    write_workbook_into(file, [Sheet(_("Proofs"), _header(), _rows(filters))], created=created)
    file.seek(0)
    return file


def _header() -> list[str]:
    return [
        _("Day"),
        _("Kind"),
        _("Headline"),
        _("Team"),
        _("On"),
        _("Links"),
        _("Broken links"),
        _("Screenshots and photos"),
        _("Letters"),
        _("Nothing proves it on"),
        _("Link"),
        _("Id"),
    ]


def _rows(filters: Filters) -> Iterator[Sequence[Any]]:
    for part in queries.items_in(filters):
        shown = queries.shown_of(part)
        yield from (_row(item, shown[item.id]) for item in part)


def _row(item: Article, shown: Shown) -> list[Any]:
    return [
        item.day,
        said(item.kind),
        item.title,
        named(item.team),
        "、".join(each.channel.name for each in item.placements),
        shown.links,
        shown.lost,
        shown.pictures,
        shown.letters,
        "、".join(each.name for each in shown.gaps),
        "\n".join(each.url for each in item.placements if each.url),
        str(item.id),
    ]
