"""What part of a year's figures is asked for: read from the arguments of an address, and written back into one."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _

from outreach import periods
from outreach.db import Base
from outreach.errors import NotFound, Refusal
from outreach.people.models import Team
from outreach.people.queries import team_by_code
from outreach.periods import Period
from outreach.places.merging.queries import id_that_stays
from outreach.places.queries import place
from outreach.places.rules import PlaceKind
from outreach.schedule.campaigns.queries import edition_before, find_campaign, find_edition
from outreach.schedule.models import Edition
from outreach.schedule.rules import Form, Track
from outreach.web.filters import named

#: The names of the contract (docs/design.md, section 4), in the order of the page.
DIMENSIONS = ("team", "campaign", "place", "track", "form", "place_kind", "reviewed")
#: A whole edition of a campaign: its own days, also those beyond the year (docs/design.md, section 6).
EDITION = "edition"
ARGUMENTS = (*DIMENSIONS, EDITION, "from", "to")
_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Chosen:
    """A row that a filter names: its id, the word for it in an address, its name on a page."""

    id: uuid.UUID
    word: str
    name: str


@dataclass(frozen=True)
class ChosenEdition(Chosen):
    """An edition that is asked for whole, with all its days."""

    days: Period


@dataclass(frozen=True)
class Filters:
    """The days of one year, and what else narrows the figures; None asks for everything.

    With `edition` the days are of that edition, which may begin or end in another year.
    """

    year: int
    period: Period
    team: Chosen | None = None
    campaign: Chosen | None = None
    place: Chosen | None = None
    track: Track | None = None
    form: Form | None = None
    place_kind: PlaceKind | None = None
    reviewed: bool | None = None
    edition: ChosenEdition | None = None

    @classmethod
    def of_year(cls, year: int) -> "Filters":
        """The whole year; raises NotFound for a number that is no year."""
        try:
            return cls(year, periods.year(year))
        except Refusal as refusal:
            raise NotFound(refusal.message, code="no_such_year", year=year) from None

    @classmethod
    def of_edition(cls, edition: Edition) -> "Filters":
        """A whole edition of a campaign."""
        return cls(edition.year, edition.days, edition=chosen_edition(edition))

    @property
    def used(self) -> tuple[str, ...]:
        """The dimensions that narrow the figures; the days are not among them, since every figure has days."""
        return tuple(name for name in DIMENSIONS if getattr(self, name) is not None)

    @property
    def is_whole_year(self) -> bool:
        """Whether every day of the year is meant, of all editions."""
        return self.edition is None and self.period == periods.year(self.year)

    @property
    def whole(self) -> Period:
        """The days that can be asked for: those of the year, or of the edition."""
        return periods.year(self.year) if self.edition is None else self.edition.days

    def arguments(self, **changes: Any) -> dict[str, str]:
        """The arguments of an address that asks for this, with `changes` to the fields first; defaults are left out."""
        asked = replace(self, **changes)
        said = {name: _word(getattr(asked, name)) for name in asked.used}
        if asked.edition is not None:
            said[EDITION] = asked.edition.word
        whole = asked.whole
        if asked.period.first != whole.first:
            said["from"] = asked.period.first.isoformat()
        if asked.period.last != whole.last:
            said["to"] = asked.period.last.isoformat()
        return said

    def years_ago(self, years: int) -> "Filters":
        """The same days and filters some years before (after, where negative), by `periods.in_year`.

        A period that is the whole year stays one; a whole edition gives way to its campaign's edition of that year.
        Raises NotFound where there is no such year, or no such edition.
        """
        if self.edition is not None:
            return self._edition_before(self.edition, self.year - years)
        other = Filters.of_year(self.year - years)
        if self.is_whole_year:
            return replace(self, year=other.year, period=other.period)
        days = (periods.in_year(day, other.year) for day in (self.period.first, self.period.last))
        return replace(self, year=other.year, period=Period(*days))

    def _edition_before(self, edition: ChosenEdition, year: int) -> "Filters":
        before = edition_before(edition.id, year)
        if before is None or self.period != edition.days:
            raise NotFound(code="no_such_edition", year=year)
        return replace(self, year=before.year, period=before.days, edition=chosen_edition(before))

    def of_articles(self) -> dict[str, str]:
        """The arguments of an address that asks for as much of this as the online ledger knows."""
        return self.arguments(**{name: None for name in DIMENSIONS if name not in ("team", "campaign")})


def read_filters(year: int, arguments: Mapping[str, str], *, also: tuple[str, ...] = ()) -> Filters:
    """The filters that `arguments` ask for; an empty one asks for nothing.

    Raises Refusal (400, `bad_filter`, its field named) for what can't be read, what is not in the lists, days outside
    of the year, and an argument that is neither a filter nor in `also`: a misspelt one must not give the whole year.
    """
    whole = Filters.of_year(year)
    said = {name: text.strip() for name, text in arguments.items() if text.strip()}
    for name, text in said.items():
        if name not in ARGUMENTS and name not in also:
            raise _bad(name, _("There is no filter “%(name)s”.", name=name))
        if not text.isprintable():
            raise _bad(name, _("This filter holds characters that can't be read."))
    whole = _within_edition(whole, said.get(EDITION))
    return replace(
        whole,
        period=_period(whole, said.get("from"), said.get("to")),
        team=_team(said.get("team")),
        campaign=_campaign(said.get("campaign")),
        place=_place(said.get("place")),
        track=_one_of(Track, "track", said.get("track")),
        form=_one_of(Form, "form", said.get("form")),
        place_kind=_one_of(PlaceKind, "place_kind", said.get("place_kind")),
        reviewed=_yes_or_no("reviewed", said.get("reviewed")),
    )


def _within_edition(whole: Filters, text: str | None) -> Filters:
    if text is None:
        return whole
    identity = _uuid(text)
    edition = find_edition(identity) if identity else None
    if edition is None or edition.year != whole.year:
        raise _bad(EDITION, _("There is no edition “%(text)s” in %(year)s.", text=text, year=whole.year))
    return Filters.of_edition(edition)


def _period(asked: Filters, first: str | None, last: str | None) -> Period:
    whole = asked.whole
    begins = whole.first if first is None else read_day("from", first)
    ends = whole.last if last is None else read_day("to", last)
    for name, day in (("from", begins), ("to", ends)):
        if day not in whole:
            raise _bad(name, _("The day %(day)s is not in %(year)s.", day=day.isoformat(), year=asked.year))
    if ends < begins:
        raise _bad("to", _("The last day is before the first day."))
    return Period(begins, ends)


def read_day(name: str, text: str) -> date:
    """The day that the argument `name` says (2025-03-04); Refusal (400) for anything else."""
    try:
        if _DAY.fullmatch(text) and text.isascii():
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _bad(name, _("“%(text)s” is not a day. Write it like 2025-03-04.", text=text))


def _team(code: str | None) -> Chosen | None:
    if code is None:
        return None
    team = team_by_code(code)
    if team is None:
        raise _bad("team", _("There is no team “%(code)s”.", code=code))
    return chosen_team(team)


def _campaign(text: str | None) -> Chosen | None:
    """A campaign by its id or its code."""
    if text is None:
        return None
    campaign = find_campaign(_uuid(text), text)
    if campaign is None:
        raise _bad("campaign", _("There is no campaign “%(text)s”.", text=text))
    return chosen_row(campaign)


def _place(text: str | None) -> Chosen | None:
    if text is None:
        return None
    try:
        return chosen_row(place(id_that_stays(uuid.UUID(text))))
    except (ValueError, NotFound):
        raise _bad("place", _("There is no place “%(text)s”.", text=text)) from None


def _one_of(kinds: type[Word], name: str, text: str | None) -> Word | None:
    if text is None:
        return None
    if text not in set(kinds):
        raise _bad(name, _("“%(text)s” is not one of: %(words)s.", text=text, words=", ".join(kinds)))
    return kinds(text)


def _yes_or_no(name: str, text: str | None) -> bool | None:
    if text is None:
        return None
    if text.lower() not in (*_YES, *_NO):
        raise _bad(name, _("“%(text)s” is neither yes nor no.", text=text))
    return text.lower() in _YES


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _word(value: Any) -> str:
    if isinstance(value, Chosen):
        return value.word
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _bad(name: str, message: Any) -> Refusal:
    return Refusal(message, code="bad_filter", field=name, filter=name)


def chosen_team(team: Team) -> Chosen:
    """A team as a filter."""
    return Chosen(team.id, team.code, named(team))


def chosen_row(row: Base) -> Chosen:
    """A campaign or a place as a filter."""
    anything: Any = row
    return Chosen(anything.id, str(anything.id), named(anything))


def chosen_edition(edition: Edition) -> ChosenEdition:
    """An edition as a filter."""
    name = f"{named(edition.campaign)} {edition.year}"
    return ChosenEdition(edition.id, str(edition.id), name, edition.days)
