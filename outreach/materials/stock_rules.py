"""What moves a material's stock, and which way: printed, issued and left over are never handed out (rule 7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.materials.rules import MovementKind

LARGEST = 1_000_000
LONGEST_NOTE = 500

#: Which way a movement turns the stock; what a stock-taking finds turns it either way.
SIGNS: Mapping[MovementKind, int] = {
    MovementKind.PRINTED: 1,
    MovementKind.ISSUED: -1,
    MovementKind.RETURNED: 1,
    MovementKind.LOST: -1,
    MovementKind.COUNTED: 1,
}


@dataclass(frozen=True)
class Stock:
    """What the movements of one material add up to, each kind for itself and above zero; `counted` has either sign.

    `lost_outside` was lost by a team that held it: the store had it no more.
    """

    printed: int = 0
    issued: int = 0
    returned: int = 0
    lost: int = 0
    lost_outside: int = 0
    counted: int = 0

    @property
    def on_hand(self) -> int:
        """What lies in the store by the book."""
        return self.printed - self.issued + self.returned - self.lost + self.counted

    @property
    def held(self) -> int:
        """What went out and has neither come back nor been reported lost."""
        return self.issued - self.returned - self.lost_outside

    @property
    def is_kept(self) -> bool:
        """Whether anything of it ever moved: a material without any movement is not kept in stock."""
        return self != Stock()

    def unaccounted(self, handed_out: int) -> int:
        """Of what was taken out, how much nobody has told of: a hint, never an error."""
        return self.held - handed_out

    def __add__(self, other: "Stock") -> "Stock":
        return Stock(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Stock)})


@dataclass(frozen=True)
class Moved:
    """The sum of the movements of one kind, signed as they turn the stock."""

    kind: MovementKind
    is_outside: bool
    quantity: int


def stock_of(moved: Iterable[Moved]) -> Stock:
    """The stock that the sums make."""
    stock = Stock()
    for each in moved:
        name = "lost_outside" if each.is_outside else each.kind.value
        stock = replace(stock, **{name: getattr(stock, name) + each.quantity * SIGNS[each.kind]})
    return stock


def check_movement(quantity: int, day: date, *, today: date) -> None:
    """Refuse a movement of nothing or of too much, and one on a day that is still to come."""
    if not 1 <= quantity <= LARGEST:
        message = _("This must be a number from %(least)d to %(most)d.", least=1, most=LARGEST)
        raise Invalid(message, field="quantity", code="quantity")
    if day > today:
        raise Invalid(_("This day is still to come."), field="day", code="day_ahead")


def check_note(text: str | None, *, field: str = "note", needed: bool = False) -> str | None:
    """The note without blanks around it, None where nothing is said; Invalid where it is too long, or needed."""
    text = (text or "").strip()
    if len(text) > LONGEST_NOTE:
        raise Invalid(_("Keep this within %(most)d characters.", most=LONGEST_NOTE), field=field, code="too_long")
    if needed and not text:
        raise Invalid(_("Say why."), field=field, code="blank")
    return text or None
