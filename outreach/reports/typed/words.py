"""A typed figure in one word, as slots, cells and published numbers are tied to it.

`typed_hotline` is the number of the year around it, `typed_hotline;years_ago=1` that of the year before, and
`typed_arbitration;part=numerator` one piece of a figure that has several (`rules.PIECES`).
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.reports.parts import YEARS_AGO
from outreach.reports.typed.rules import CODE, PREFIX, Piece

PIECE = "part"
MOST_YEARS_AGO = 10
_YEARS = range(1, MOST_YEARS_AGO + 1)


@dataclass(frozen=True)
class TypedPart:
    """The typed figure `code`, one piece of it, None for the first; so many years before those around it."""

    code: str
    piece: Piece | None = None
    years_ago: int = 0

    @property
    def word(self) -> str:
        """It in one word, the same for the same."""
        said = [f"{PREFIX}{self.code}"]
        said += [f"{PIECE}={self.piece}"] if self.piece else []
        said += [f"{YEARS_AGO}={self.years_ago}"] if self.years_ago else []
        return ";".join(said)


def is_typed_word(word: str) -> bool:
    """Whether the word names a figure that is typed by hand."""
    return word.strip().startswith(PREFIX)


def read_typed(word: str) -> TypedPart:
    """The typed figure that `word` says; Invalid (`bad_part`) for one that can't be read."""
    head, *pairs = word.strip().split(";")
    said = dict(pair.partition("=")[::2] for pair in pairs)
    code, piece, years = head.removeprefix(PREFIX), said.pop(PIECE, None), said.pop(YEARS_AGO, "0")
    is_sound = not said and len(pairs) == len({pair.partition("=")[0] for pair in pairs})
    is_piece = piece is None or piece in set(Piece)
    is_year = years.isascii() and years.isdecimal() and (int(years) in _YEARS or YEARS_AGO not in word)
    if not (head.startswith(PREFIX) and CODE.fullmatch(code) and is_sound and is_piece and is_year):
        raise Invalid(_("“%(word)s” names no figure typed by hand.", word=word), code="bad_part", word=word)
    return TypedPart(code, Piece(piece) if piece else None, int(years))
