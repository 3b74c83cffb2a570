"""The kinds of things that are counted, and their units."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid


class CountKind(StrEnum):
    """The four kinds of line in the ledger, and so of item behind it (docs/design.md, section 4)."""

    HANDOUT = "handout"
    CONSULTATION = "consultation"
    ATTENDANCE = "attendance"
    DISPLAY = "display"


class QuestionKind(StrEnum):
    """How people ask about a subject."""

    POLICY = "policy"
    ENQUIRY = "enquiry"
    HOW_TO = "how_to"
    COMPLAINT = "complaint"
    OTHER = "other"


class MovementKind(StrEnum):
    """How a material's stock changes (rule of the count 7)."""

    PRINTED = "printed"
    ISSUED = "issued"
    RETURNED = "returned"
    LOST = "lost"
    COUNTED = "counted"  # what a stock-taking found more or less than the book says


#: The unit of a line without an item, and of the figure that a kind prints first.
MAIN_UNIT: dict[CountKind, str] = {
    CountKind.HANDOUT: "份",
    CountKind.CONSULTATION: "人次",
    CountKind.ATTENDANCE: "人次",
    CountKind.DISPLAY: "条",
}

#: Units that are offered; a bureau may write another one.
USUAL_UNITS: dict[CountKind, tuple[str, ...]] = {
    CountKind.HANDOUT: ("份", "册", "本", "张", "条", "套", "个", "副", "把"),
    CountKind.DISPLAY: ("条", "块", "辆", "面", "个", "幅"),
}
LONGEST_UNIT = 4
LARGEST_BUNDLE = 10_000

#: The first letter of codes that the program makes.
LETTERS = {CountKind.HANDOUT: "m", CountKind.CONSULTATION: "t", CountKind.ATTENDANCE: "g", CountKind.DISPLAY: "d"}


@dataclass(frozen=True)
class Pieces:
    """How many pieces lie there, as people say it: whole bundles 捆 and loose ones."""

    bundles: int
    loose: int

    def count(self, bundle: int | None, field: str) -> int:
        """The pieces in all; Invalid where bundles are named of a material that has no bundle size."""
        if self.bundles and bundle is None:
            message = _("Nobody has said how many make one bundle of this. Type the number of pieces.")
            raise Invalid(message, field=field, code="no_bundle")
        return self.bundles * (bundle or 0) + self.loose


def has_own_unit(kind: CountKind) -> bool:
    """Whether items of the kind have units of their own; people are always counted in 人次."""
    return kind in USUAL_UNITS


def counted_unit(kind: CountKind, unit: str, *, counts_as_copies: bool) -> str | None:
    """The other unit under which the figure counts an item; None where it is its own (rule of the count 9)."""
    main = MAIN_UNIT[kind]
    return main if counts_as_copies and kind is CountKind.HANDOUT and unit != main else None


def is_unit(text: str) -> bool:
    """Whether `text` can be a unit: a short word without digits, since figures stand right before it."""
    return 0 < len(text) <= LONGEST_UNIT and text.isalpha()


def free_codes(kind: CountKind, codes: Collection[str]) -> Iterator[str]:
    """Codes that no item of the kind has yet, without end: m1, m2 ..."""
    letter = LETTERS[kind]
    numbers = (code[1:] for code in codes if code.startswith(letter))
    highest = max((int(number) for number in numbers if number.isascii() and number.isdecimal()), default=0)
    return (f"{letter}{number}" for number in count(highest + 1))
