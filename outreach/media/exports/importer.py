"""Articles and readings as a list that can be brought in: exports of platforms, and tables made by hand."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import lazy_gettext as _

from outreach.db import transaction_retried
from outreach.evidence.originals import kept_beside
from outreach.jobs.imports import Importer, Source
from outreach.media.articles.listing.ranking import are_totals_behind, bring_totals_up
from outreach.media.exports import panels
from outreach.media.exports.actions import store
from outreach.media.exports.judging.verdicts import judge
from outreach.media.exports.queries import standing
from outreach.media.exports.tables.columns import BY_HAND, OF_ACCOUNTS, SAMPLES
from outreach.media.exports.tables.export import recognise
from outreach.media.exports.tables.listing import standing_rows
from outreach.web.access import Permission


@contextmanager
def _beside(source: Source) -> Iterator[None]:
    """The file on the disk while its rows are stored; then the order of the list, or its next reader would wait."""
    with kept_beside(source.content):
        yield
    if are_totals_behind():
        transaction_retried(bring_totals_up)


ARTICLES = Importer(
    key="articles",
    label=_("Articles and readings"),
    lead=_(
        "Exports of WeChat, Channels and Douyin as they were downloaded, and any table of articles with their numbers."
    ),
    columns=BY_HAND,
    samples=SAMPLES,
    judge=judge,
    store=store,
    undo=_("A file that was wrong is voided as a whole on its page, and can come in again."),
    endpoint="media_files.index",
    listed=standing_rows,
    permission=Permission.PUBLISH,
    made_by_hand=True,
    panel=panels.preview_panel,
    told=panels.told,
    ended_panel=panels.ended_panel,
    recognise=recognise,
    asking=panels.asked_first,
    more_columns=OF_ACCOUNTS,
    beside=_beside,
    standing=standing,
)
