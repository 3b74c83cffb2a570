"""The rows of a ledger as they are read: each says an event and its numbers, or why it can't be taken."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from outreach import clock
from outreach.errors import Invalid, Refusal
from outreach.jobs.verdicts import Judged, Verdict
from outreach.logbook.ledgers.columns import NUMBERS
from outreach.logbook.ledgers.queries import units_of_materials
from outreach.logbook.ledgers.rules import Amount, amounts_of
from outreach.logbook.pasted.names import Lexicon
from outreach.logbook.pasted.queries import lexicon
from outreach.places.rules import PlaceKind
from outreach.schedule.lists.book import Book
from outreach.schedule.lists.words import (
    FORMS,
    STANDINGS,
    TRACKS,
    law_titles,
    name_and_duty,
    parts_of,
    times_of,
    word_of,
)
from outreach.schedule.quick.planning import title_of
from outreach.schedule.rules import Standing, Track, check_needed, check_text, check_times
from outreach.sheets.columns import Record
from outreach.sheets.days import parse_day
from outreach.sheets.headings import bracketless
from outreach.sheets.typed import Value, is_blank, plain, shown

_EVENT = ("day", "title", "place")
_OWN = ("materials", *NUMBERS, "note")

Given = Mapping[str, Value]


@dataclass(frozen=True)
class Row:
    """A row as it was read, before what is there already is looked at.

    `is_further`: it only goes on with the event of the row above, as merged cells have it.
    """

    record: Record
    shown: Mapping[str, str]
    label: str
    day: date
    place_id: uuid.UUID
    facts: Mapping[str, Any]
    amounts: tuple[Amount, ...]
    by_id: uuid.UUID | None
    notes: tuple[str, ...]
    is_further: bool


@dataclass(frozen=True)
class Lists:
    """All that rows can name, read once."""

    today: date
    book: Book
    lexicon: Lexicon
    units: Mapping[str, str]


def read_rows(records: Sequence[Record], *, today: date) -> list[Row | Judged]:
    """Each row as it is understood, or refused with the reason."""
    lists = Lists(today, Book(None, ()), lexicon(), units_of_materials())
    return [_read(record, given, is_further, lists) for record, given, is_further in _carried(records)]


def _carried(records: Iterable[Record]) -> Iterator[tuple[Record, Given, bool]]:
    """The rows with what merged cells say once for several: a day, or a whole event with several materials."""
    above: Given = {}
    for record in records:
        given = dict(record.values)
        blank = [key for key in _EVENT if is_blank(given.get(key))]
        is_further = len(blank) == len(_EVENT) and any(not is_blank(given.get(key)) for key in _OWN) and bool(above)
        if is_further:
            given = {key: given.get(key) if key in _OWN else value for key, value in above.items()}
        elif blank == ["day"] and above:
            given["day"] = above.get("day")
        above = given
        yield record, given, is_further


def _read(record: Record, given: Given, is_further: bool, lists: Lists) -> Row | Judged:
    seen = {key: shown(value) for key, value in given.items() if not is_blank(value)}
    label = plain(given.get("title")) or plain(given.get("place")) or "—"
    notes = [_("Goes on with the event of the row above.")] if is_further else []
    if not is_further and is_blank(record.values.get("day")):
        notes.append(_("The day stands in the row above."))
    try:
        day = _day(given.get("day"), lists.today)
        place_id = _place(given.get("place"), lists.book)
        facts, kept = _facts(given, day, place_id, lists.book)
        by_id = _filled_by(given.get("filled_by"), lists.book, kept)
        amounts = amounts_of(given, lists.lexicon, lists.units)
        facts["note"] = check_text("\n".join([plain(given.get("note")), *kept]), "note")
    except Refusal as refusal:
        return Judged(record.number, label, Verdict.REFUSED, seen, (str(refusal.message),))
    if is_blank(given.get("track")):
        notes.append(_("No track is given: taken as “%(track)s”, by its place.", track=TRACKS[facts["track"]][0]))
    notes += [_("Not on a list here, so it belongs into the note: %(text)s", text=text) for text in kept]
    return Row(record, seen, label, day, place_id, facts, amounts, by_id, tuple(notes), is_further)


def _day(value: Value, today: date) -> date:
    day = parse_day(value, today=today, field="day")
    if day > today:
        raise Invalid(_("This day is still to come: a ledger tells what has been."), code="day_to_come")
    return day


def _place(value: Value, book: Book) -> uuid.UUID:
    """The place of a cell, also of one that says its kind in brackets: 人民广场（广场）."""
    try:
        return book.place(value)
    except Invalid:
        bare = bracketless(plain(value))
        if not bare or bare == plain(value).casefold():
            raise
        return book.place(bare)


def _facts(given: Given, day: date, place_id: uuid.UUID, book: Book) -> tuple[dict[str, Any], list[str]]:
    """What the row says of its event, and what of it no list here has."""
    kept: list[str] = []
    start, end, _is_said = times_of(given.get("times"), None)
    starts_at, ends_at = (clock.instant(datetime.combine(day, each)) for each in (start, end))
    check_times(starts_at, ends_at)
    team_id = book.team(given.get("team"))
    standing, host = _standing(given.get("standing"))
    partners = [text for text in (host, plain(given.get("partners"))) if text]
    title = plain(given.get("title")) or title_of(book.places[place_id], standing)

    def staff(part: str) -> tuple[uuid.UUID, Any]:
        name, duty = name_and_duty(part)
        return book.person(name), duty

    return {
        "title": check_needed(title, "title"),
        "track": _track(given.get("track"), book.places[place_id].kind),
        "standing": standing,
        "lead_team_id": team_id,
        "place_id": place_id,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "partners": check_text("、".join(partners), "partners"),
        "joining_team_ids": tuple(sorted({book.team(part) for part in parts_of(given.get("joining"))} - {team_id})),
        "edition_ids": _known(parts_of(given.get("campaign")), lambda part: book.edition(part, day), kept),
        "forms": _known(parts_of(given.get("forms")), lambda part: word_of(FORMS, part), kept),
        "staff": _known(parts_of(given.get("staff")), staff, kept),
        "law_ids": _known(law_titles(given.get("laws")), book.law, kept),
    }, kept


def _known(parts: Iterable[str], find: Callable[[str], Any], kept: list[str]) -> tuple[Any, ...]:
    """What the parts of a cell name; those that are on no list are only kept as text."""
    found: dict[Any, None] = {}
    for part in parts:
        try:
            found[find(part)] = None
        except Invalid:
            kept.append(part)
    return tuple(sorted(found, key=repr))


def _track(value: Value, kind: PlaceKind) -> Track:
    """The track that is said; where none is, at a company it went to the company."""
    if not is_blank(value):
        return word_of(TRACKS, value)
    return Track.ENTERPRISE if kind is PlaceKind.ENTERPRISE else Track.PUBLIC


def _standing(value: Value) -> tuple[Standing, str]:
    """Whose event it was: in one word, or by the name of its host."""
    if is_blank(value):
        return Standing.HOST, ""
    try:
        return word_of(STANDINGS, value), ""
    except Invalid:
        return Standing.HOST, plain(value)


def _filled_by(value: Value, book: Book, kept: list[str]) -> uuid.UUID | None:
    """Who counted, where the ledger names a colleague who is here."""
    if is_blank(value):
        return None
    try:
        return book.person(plain(value))
    except Invalid:
        kept.append(plain(value))
        return None
