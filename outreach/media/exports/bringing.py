"""Bringing a file in without a page: for commands, the example year and tests."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from outreach.errors import Invalid
from outreach.jobs.actions import new_source, store_reading
from outreach.jobs.reading import judged, match
from outreach.jobs.verdicts import Verdict
from outreach.media.exports import queries
from outreach.media.exports.importer import ARTICLES
from outreach.media.models import Channel, OnlineFile
from outreach.people.models import Team
from outreach.sheets.columns import Chosen


def bring(
    content: bytes,
    name: str,
    *,
    by: Any,
    now: datetime,
    today: date,
    channel: Channel | str | None = None,
    day: date | None = None,
    team: Team | str | None = None,
    proof: str = "",
    same: Mapping[str, str] | None = None,
    headings: Mapping[str, str] | None = None,
    sheet: str | None = None,
    leave_refused_out: bool = False,
) -> OnlineFile | None:
    """What the file brings, stored in the transaction that is open; None where all of it is there already.

    `channel` (or its name), the local `day` whose close its numbers show, the `team` (or its name or code) of new
    items and the `proof` note hold for every row, `same` says further columns so (`so_it_is`: "all" or the numbers of
    rows whose numbers are doubtful); `headings` and `sheet` are what a person says of a table made by hand. Raises
    Invalid (`rows_refused`, with the first refused rows in `rows`) unless these are to be left out.
    """
    said = {"channel": channel.name if isinstance(channel, Channel) else channel}
    said |= {"team": team.code if isinstance(team, Team) else team, "proof": proof}
    said |= {"reading_day": day.isoformat() if day else None, **(same or {})}
    chosen = Chosen(headings or {}, {key: value for key, value in said.items() if value}, sheet)
    reading = judged(ARTICLES, match(ARTICLES, content, name, chosen), today=today)
    refused = [(row.number, row.label, *map(str, row.notes)) for row in reading.rows if row.verdict is Verdict.REFUSED]
    if refused and not leave_refused_out:
        message = _("Some rows can't be taken. Correct them, or say that they are to be left out.")
        raise Invalid(message, code="rows_refused", rows=refused[:20])
    if not reading.to_write:
        return None
    source = new_source(name, content)
    store_reading(
        reading=reading, importer=ARTICLES, source=source, leave_refused_out=leave_refused_out, by=by, now=now
    )
    return queries.last_with(source.sha256)
