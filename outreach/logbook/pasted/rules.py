"""What a chat line says: its day, place, team and people, and its numbers, each where it stands in the line."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.logbook.pasted.counting import Number, numbers_in
from outreach.logbook.pasted.days import find_day
from outreach.logbook.pasted.names import Lexicon, Names
from outreach.logbook.pasted.words import LEADING, PERSONAL, PLACE_LIKE, TIME

MOST_LETTERS = 1000
_KEPT_WIDE = "，"


class Mark(StrEnum):
    """What a piece of a line was understood as."""

    DAY = "day"
    TIME = "time"
    PLACE = "place"
    TEAM = "team"
    PERSON = "person"
    COUNT = "count"
    ASKED = "asked"
    LEFT_OUT = "left_out"
    UNREAD = "unread"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Piece:
    """A piece of a line with its mark; `keys` are the ids that a name can mean."""

    start: int
    end: int
    mark: Mark
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A line as it was understood; `pieces` in their order, none over another; `day` None where none is said."""

    text: str
    pieces: tuple[Piece, ...]
    numbers: tuple[Number, ...]
    day: date | None

    def keys(self, mark: Mark) -> tuple[str, ...]:
        """The ids that the names of a kind can mean, each once, in the order of the line."""
        return tuple(dict.fromkeys(key for piece in self.pieces if piece.mark is mark for key in piece.keys))

    def named(self, mark: Mark) -> list[str]:
        """The texts of the pieces of a kind."""
        return [self.text[piece.start : piece.end] for piece in self.pieces if piece.mark is mark]

    @property
    def unknown_places(self) -> list[str]:
        """What looks like a place and is on no list."""
        return [text for text in self.unread if PLACE_LIKE.fullmatch(narrowed(text))]

    @property
    def unread(self) -> list[str]:
        """What looks like a fact and was not understood."""
        return self.named(Mark.UNREAD)

    @property
    def personal(self) -> list[str]:
        """Phone numbers and numbers of identity cards."""
        return self.named(Mark.PERSONAL)

    @property
    def counts(self) -> list[Number]:
        """The numbers of which something says what they count."""
        return [number for number in self.numbers if number.counted is not None]

    @property
    def segments(self) -> list[tuple[str, Mark | None]]:
        """The whole line in pieces, None for what was not taken for anything."""
        parts: list[tuple[str, Mark | None]] = []
        at = 0
        for piece in self.pieces:
            parts += [(self.text[at : piece.start], None), (self.text[piece.start : piece.end], piece.mark)]
            at = piece.end
        return [part for part in [*parts, (self.text[at:], None)] if part[0]]


def read_line(text: str, lexicon: Lexicon, *, today: date) -> Reading:
    """What `text` says, told on `today`; of a longer one only the first `MOST_LETTERS` are read."""
    text = text[:MOST_LETTERS]
    taken = _Taken(narrowed(text))
    for match in PERSONAL.finditer(taken.free):
        taken.take(match.start(), match.end(), Mark.PERSONAL)
    titles = list(lexicon.titles.found_in(taken.free))
    for start, end, _keys in titles:
        taken.hide(start, end)
    _take_names(taken, lexicon)
    day = _take_day(taken, today)
    for match in TIME.finditer(taken.free):
        taken.take(match.start(), match.end(), Mark.TIME)
    _take_unknown_places(taken)
    numbers = tuple(numbers_in(taken.free, taken.kept, lexicon))
    pieces = sorted([*taken.pieces, *map(_piece, numbers)], key=lambda piece: piece.start)
    return Reading(text, tuple(pieces), numbers, day)


def narrowed(text: str) -> str:
    """`text` with full-width forms made narrow, letter for letter: no place in it moves."""
    return "".join(_narrow(letter) for letter in text)


def fingerprint(text: str) -> str:
    """A name for what a line says: the same however blanks, widths and ends of lines are written."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def without_personal(text: str) -> str:
    """`text` with phone numbers and numbers of identity cards taken out."""
    plain, parts, at = narrowed(text), [], 0
    for match in PERSONAL.finditer(plain):
        parts += [text[at : match.start()], "***"]
        at = match.end()
    return "".join([*parts, text[at:]])


class _Taken:
    """A line in the making: `free` has blanks for all that is understood, `kept` still shows titles."""

    def __init__(self, text: str) -> None:
        self.free = self.kept = text
        self.pieces: list[Piece] = []

    def take(self, start: int, end: int, mark: Mark, keys: tuple[str, ...] = ()) -> None:
        self.pieces.append(Piece(start, end, mark, keys))
        self.hide(start, end)
        self.kept = self.kept[:start] + " " * (end - start) + self.kept[end:]

    def hide(self, start: int, end: int) -> None:
        self.free = self.free[:start] + " " * (end - start) + self.free[end:]


def _take_names(taken: _Taken, lexicon: Lexicon) -> None:
    kinds: list[tuple[Mark, Names]] = [
        (Mark.PLACE, lexicon.places),
        (Mark.TEAM, lexicon.teams),
        (Mark.PERSON, lexicon.people),
    ]
    for mark, names in kinds:
        for start, end, keys in names.found_in(taken.free):
            taken.take(start, end, mark, keys)


def _take_day(taken: _Taken, today: date) -> date | None:
    found = find_day(taken.free, today)
    if found is None:
        return None
    start, end, day = found
    taken.take(start, end, Mark.UNREAD if day is None else Mark.DAY)
    return day


def _take_unknown_places(taken: _Taken) -> None:
    if any(piece.mark is Mark.PLACE for piece in taken.pieces):
        return
    for match in PLACE_LIKE.finditer(taken.free):
        lead = LEADING.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        if match.end() - start > 2:
            taken.take(start, match.end(), Mark.UNREAD)
            return


def _piece(number: Number) -> Piece:
    if number.counted is None:
        mark = Mark.UNREAD
    elif number.counted.chosen is None:
        mark = Mark.ASKED
    else:
        mark = Mark.COUNT if number.counted.chosen else Mark.LEFT_OUT
    return Piece(number.start, number.end, mark)


def _narrow(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 and letter != _KEPT_WIDE else letter


def lines_of(text: str) -> Iterator[str]:
    """The lines of `text` that say anything."""
    return (line.strip() for line in text.splitlines() if line.strip())
