"""Reading a calendar file that comes from Outlook or a phone (RFC 5545): its entries, and why a wrong file is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.errors import Invalid
from outreach.schedule.rules import LONGEST_TITLE
from outreach.sheets.texts import decode
from outreach.web.fields import clean_text

MOST_BYTES = 2 * 1024 * 1024
MOST_ENTRIES = 200
LONGEST_UID = 500
#: What no calendar writes, and what takes the parser minutes: so many lines, and so much before the colon of one.
MOST_LINES, LONGEST_HEAD = 30_000, 2_000
YEARS = range(1950, 2151)
WHOLE_DAY = (time(9), time(17))
"""From when to when something takes place of which only the day is said."""

_FOLD, _HEAD = re.compile(r"\r?\n[ \t]"), re.compile(r'(?:[^":]|"[^"]*")*')
_BEGIN = re.compile(r"^BEGIN:VEVENT\s*$", re.IGNORECASE | re.MULTILINE)

_WORKBOOK = _("This is a packed file or an Office document. Export the calendar as .ics and choose that file.")
_PICTURE = _("This is a picture. Export the calendar as .ics and choose that file.")
_BEGINNINGS: tuple[tuple[bytes, Any], ...] = (
    (b"PK", _WORKBOOK),
    (b"\xd0\xcf\x11\xe0", _WORKBOOK),
    (b"%PDF", _("This is a PDF. Export the calendar as .ics and choose that file.")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8", _PICTURE),
    (b"GIF8", _PICTURE),
    (
        b"<",
        _("This is a web page: perhaps you were not signed in where you downloaded it. Do it again."),
    ),
    (b"BEGIN:VCARD", _("These are contacts (vCard), not a calendar.")),
)


@dataclass(frozen=True)
class Entry:
    """What a calendar says of one event; `problem` is a sentence where it can't come in as it is.

    Where there is a problem, the times may be None.
    """

    number: int
    uid: str
    title: str
    location: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_whole_days: bool = False
    problem: str | None = None

    @property
    def times(self) -> tuple[datetime, datetime]:
        """Start and end of an entry without a problem."""
        if self.starts_at is None or self.ends_at is None:
            raise ValueError(f"an entry with a problem has no times: {self.problem}")
        return self.starts_at, self.ends_at


def read_entries(content: bytes, name: str) -> list[Entry]:
    """The events of the file in their order; Invalid, with a sentence, for a file that is no calendar."""
    _check_file(content)
    text = _decoded(content, name)
    if "BEGIN:VCALENDAR" not in text.upper():
        raise Invalid(_("This is no calendar file: it does not say BEGIN:VCALENDAR."), field="file", code="no_calendar")
    _check_text(text)
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError):
        raise _damaged() from None
    entries = [
        _entry(number, event, str(method or "")) for number, (event, method) in enumerate(_events(calendars), start=1)
    ]
    if not entries:
        raise Invalid(_("There is no event in this calendar file."), field="file", code="no_events")
    return entries


def _check_text(text: str) -> None:
    """Refuse, before the parser sets to work, what would keep it busy for long."""
    count = len(_BEGIN.findall(text))
    if count > MOST_ENTRIES:
        message = _(
            "The file holds %(count)d events; at most %(most)d come in at once. Export a shorter time.",
            count=count,
            most=MOST_ENTRIES,
        )
        raise Invalid(message, field="file", code="too_many")
    lines = _FOLD.sub("", text).splitlines()
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_HEAD and _head(line) > LONGEST_HEAD for line in lines):
        raise _damaged()


def _head(line: str) -> int:
    """How long the name of a line is with its parameters, up to the first colon outside of quotes."""
    found = _HEAD.match(line)
    return found.end() if found else 0


def _damaged() -> Invalid:
    return Invalid(
        _("The calendar file is damaged and can't be read. Export it once more."), field="file", code="damaged"
    )


def _check_file(content: bytes) -> None:
    if not content.strip():
        raise Invalid(_("The file is empty."), field="file", code="empty")
    if len(content) > MOST_BYTES:
        raise Invalid(_("The file is larger than 2 MB. Export a shorter time."), field="file", code="too_large")
    beginning = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, message in _BEGINNINGS:
        if beginning.startswith(mark):
            raise Invalid(message, field="file", code="wrong_kind")


def _decoded(content: bytes, name: str) -> str:
    try:
        return decode(content, name).replace("\x00", "")
    except Invalid:
        message = _("The letters of “%(name)s” can't be read. Export the calendar once more.", name=name)
        raise Invalid(message, field="file", code="bad_encoding") from None


def _events(calendars: Any) -> Iterator[tuple[Any, Any]]:
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            yield event, calendar.get("METHOD")


def _entry(number: int, event: Any, method: str) -> Entry:
    uid, title = _text(event, "UID"), " ".join(_text(event, "SUMMARY").split())[:LONGEST_TITLE]
    plain = Entry(number, uid, title or gettext("Event without a title"), _text(event, "LOCATION"))
    problem = _problem(event, uid, method)
    try:
        first, last = event.decoded("DTSTART"), _last(event)
    except (KeyError, ValueError, AttributeError, TypeError, OverflowError):
        return replace(plain, problem=problem or gettext("It does not say when it begins."))
    is_whole_days = not isinstance(first, datetime)
    if not (first.year in YEARS and last.year in YEARS):
        return replace(plain, problem=problem or gettext("This day is too far away."))
    fits = is_whole_days is not isinstance(last, datetime)
    starts_at, ends_at = (_days if is_whole_days else _instants)(first, last) if fits else (None, None)
    if starts_at is None or ends_at is None or ends_at < starts_at:
        return replace(plain, problem=problem or gettext("Its end does not fit its beginning."))
    return replace(plain, starts_at=starts_at, ends_at=ends_at, is_whole_days=is_whole_days, problem=problem)


def _problem(event: Any, uid: str, method: str) -> str | None:
    problem = None
    if not uid or len(uid) > LONGEST_UID:
        problem = gettext("It has no name (UID) by which it would be recognised the next time.")
    elif method.upper() == "CANCEL" or _text(event, "STATUS").upper() == "CANCELLED":
        problem = gettext("It was cancelled there. If it stands here, cancel it on its page and say why.")
    elif "RRULE" in event or "RDATE" in event:
        problem = gettext("It repeats. Plan it here as a series, so that each day has its own page.")
    elif "RECURRENCE-ID" in event:
        problem = gettext("It is one day of something that repeats. Plan that day here.")
    return problem


def _last(event: Any) -> Any:
    """The end; where none is said, an hour later, or the day itself (RFC 5545 3.6.1)."""
    first = event.decoded("DTSTART")
    if "DTEND" in event:
        return event.decoded("DTEND")
    if "DURATION" in event:
        return first + event.decoded("DURATION")
    return first + (timedelta(hours=1) if isinstance(first, datetime) else timedelta(days=1))


def _days(first: date, after: date) -> tuple[datetime, datetime]:
    last = after - timedelta(days=1) if after != first else first
    begin, end = WHOLE_DAY
    return clock.instant(datetime.combine(first, begin)), clock.instant(datetime.combine(last, end))


def _instants(first: datetime, last: datetime) -> tuple[datetime, datetime]:
    return _instant(first), _instant(last)


def _instant(moment: datetime) -> datetime:
    """A time without a zone is the bureau's."""
    return clock.instant(moment) if moment.tzinfo is None else moment.astimezone(UTC)


def _text(event: Any, name: str) -> str:
    value = event.get(name, "")
    return clean_text(str(value[0] if isinstance(value, list) else value))
