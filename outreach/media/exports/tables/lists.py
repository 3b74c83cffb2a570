"""What the rows of a table can name: channels, teams, campaigns, laws, events."""

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from outreach.errors import Invalid
from outreach.media.exports.shapes import SHAPES, Shape
from outreach.media.exports.tables import queries
from outreach.media.rules import Medium, Platform, title_key
from outreach.schedule.lists.book import Book
from outreach.schedule.lists.words import law_titles, parts_of
from outreach.sheets.columns import Record
from outreach.sheets.typed import Value, as_text, cleaned, is_blank, plain, shown

#: An article tells of an event that was so many days ago at most.
EVENT_WITHIN = timedelta(days=60)
LONGEST_NOTE = 1000
_IN_TITLE = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True)
class ChannelFacts:
    """What a row's verdict needs to know of its channel."""

    id: uuid.UUID
    name: str
    medium: Medium
    platform: Platform
    is_own: bool
    level: str

    @property
    def pushes(self) -> bool:
        """Whether what appears there comes in pushes of an own account."""
        return self.is_own and (self.medium in (Medium.MICRO, Medium.VIDEO) or self.platform is not Platform.OTHER)


@dataclass(frozen=True)
class Facts:
    """What a row says of an item beside its title and channel; ids in an order of their own."""

    team_id: uuid.UUID | None = None
    joint_team_ids: tuple[uuid.UUID, ...] = ()
    edition_ids: tuple[uuid.UUID, ...] = ()
    law_ids: tuple[uuid.UUID, ...] = ()
    event_id: uuid.UUID | None = None
    authors: str | None = None
    note: str | None = None
    post: str = ""


class Lists:
    """Everything that the rows may name, read once for all of them."""

    def __init__(self, records: Sequence[Record], *, today: date) -> None:
        self.today = today
        self._book = Book(None, ())
        self._channels = _by_word(queries.every_channel())
        wanted = {title_key(plain(value)) for each in records if not is_blank(value := each.values.get("event"))}
        self._events = queries.events_titled(wanted) if wanted else {}
        self._known_channels: dict[Value, ChannelFacts] = {}

    def channel(self, value: Value) -> ChannelFacts:
        """The channel that a cell names; raises Invalid for none and for one that is on no list."""
        if value in self._known_channels:
            return self._known_channels[value]
        if is_blank(value):
            raise Invalid(_("This row does not say on which channel."), code="no_channel")
        found = self._channels.get(_word(value), [])
        if not found:
            message = _("“%(name)s” is not in the list of channels. Add it there first.", name=shown(value))
            raise Invalid(message, code="no_such_channel", name=shown(value))
        self._known_channels[value] = found[0]
        return found[0]

    def shape_of(self, value: Value) -> Shape | None:
        """The export that the rows came in."""
        return SHAPES.get(str(value)) if value else None

    def facts(self, values: Mapping[str, Value], title: str, day: date) -> tuple[Facts, list[str]]:
        """What the row says of its item, and a sentence for each thing in it that is on no list here."""
        kept: list[str] = []
        team = values.get("team")
        facts = Facts(
            team_id=None if is_blank(team) else self._book.team(team),
            joint_team_ids=_sorted(self._book.team(part) for part in parts_of(values.get("joint_teams"))),
            edition_ids=_known(parts_of(values.get("campaign")), lambda part: self._book.edition(part, day), kept),
            law_ids=self._laws(values.get("laws"), title, kept),
            event_id=self._event(values.get("event"), day, kept),
            authors=line_of(values.get("authors"))[:200] or None,
            note=_note(values.get("note"), kept),
            post=line_of(values.get("post")),
        )
        return facts, [_("Not on a list here, so it belongs into the note: %(text)s", text=text) for text in kept]

    def _laws(self, value: Value, title: str, kept: list[str]) -> tuple[uuid.UUID, ...]:
        """The laws of the cell; without any, those in the title that are on the list."""
        if not is_blank(value):
            return _known(law_titles(value), self._book.law, kept)
        found = _IN_TITLE.findall(title) if "《" in title else ()
        return _known(found, self._book.law, [])

    def _event(self, value: Value, day: date, kept: list[str]) -> uuid.UUID | None:
        """The event of that title which was last before the item."""
        if is_blank(value):
            return None
        held = self._events.get(title_key(plain(value)), ())
        near = [(on, event_id) for on, event_id in held if day - EVENT_WITHIN <= on <= day]
        if not near:
            kept.append(plain(value))
            return None
        return max(near)[1]


def line_of(value: Value) -> str:
    """A text as it was written, on one line: full-width marks of a title stay as they were published."""
    return " ".join(str(cleaned(as_text(value)) or "").split())


def _known(parts: Iterable[str], find: Callable[[str], uuid.UUID], kept: list[str]) -> tuple[uuid.UUID, ...]:
    found = set()
    for part in parts:
        try:
            found.add(find(part))
        except Invalid:
            kept.append(part)
    return _sorted(found)


def _note(value: Value, kept: Sequence[str]) -> str | None:
    return "\n".join(filter(None, [line_of(value), *kept]))[:LONGEST_NOTE] or None


def _sorted(ids: Iterable[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    return tuple(sorted(set(ids), key=str))


def _by_word(channels: Iterable[Any]) -> dict[str, list[ChannelFacts]]:
    """Channels by name, code and id; those in use first."""
    named: dict[str, list[ChannelFacts]] = defaultdict(list)
    for each in channels:
        facts = ChannelFacts(each.id, each.name, each.medium, each.platform, each.is_own, each.level)
        for word in {_word(each.name), _word(each.code), str(each.id)}:
            named[word].append(facts)
    return named


def _word(value: Value) -> str:
    return plain(value).casefold().replace(" ", "")
