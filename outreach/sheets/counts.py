"""Counts as ledgers write them: １,２００, 1.2万, 二十余, 约200, 300多份."""

import re
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach.sheets import numerals
from outreach.sheets.typed import Value, as_text, plain, refused, shown

MAX_COUNT = 999_999_999

UNITS = ("人次", "场次", *"份册本张条套件个块把只支场次家户篇期辆台名位枚盒袋幅面部项起页人")


class Approximation(StrEnum):
    """How a written count stands to the true one."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"
    NEARLY = "nearly"


@dataclass(frozen=True)
class Count:
    """A count, what kind of approximation its words say, the unit written after it ("" if none), and the text."""

    value: int
    approximation: Approximation
    unit: str
    text: str

    @property
    def is_exact(self) -> bool:
        """Whether no word beside the number makes it less than counted."""
        return self.approximation is Approximation.EXACT


BEFORE = {
    Approximation.AT_LEAST: ("不少于", "不低于", "超过", "至少", "多于", "超", "逾", ">=", "≥", ">"),
    Approximation.ABOUT: ("大约", "大概", "约", "≈", "~"),
    Approximation.NEARLY: ("将近", "接近", "不到", "近"),
}
AFTER = {
    Approximation.AT_LEAST: ("以上", "余", "多", "几", "+"),
    Approximation.ABOUT: ("左右", "上下", "来", "许"),
}
_SHORT = {"w": 10_000, "k": 1_000}  # the platforms' short forms, always rounded


def _any(words: dict[Approximation, tuple[str, ...]]) -> str:
    return "|".join(re.escape(word) for group in words.values() for word in group)


_COUNT = re.compile(
    rf"(?P<before>(?:{_any(BEFORE)})*)"
    rf"(?P<number>[{numerals.CHARACTERS}]+?)"
    rf"(?P<inside>(?:{_any(AFTER)})?)(?P<large>[万亿]?)(?P<short>[wk]?)(?P<after>(?:{_any(AFTER)})?)"
    rf"(?P<unit>(?:{'|'.join(UNITS)})?)(?P<behind>(?:{_any(AFTER)})?)"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9])|[0-9]{1,4}(?:[, ][0-9]{4})+(?![0-9])")


def parse_count(value: Value, *, field: str | None = None) -> Count:
    """The count that a cell or a form field says; Invalid, with what was typed, for anything else.

    Never below zero, never a fraction, never a range, at most 999,999,999. 1.2万 is exact, since nothing beside it says
    otherwise; 1.2w is about 12,000. Blank is Invalid too (code `blank`): it is not zero (rule of the count 10).
    """
    text = as_text(value)
    match = None if isinstance(value, bool) else _COUNT.fullmatch(_ungrouped(plain(value).casefold()))
    number = match and numerals.number(match["number"] + match["large"])
    if match is None or number is None:
        message = _("“%(typed)s” is not a number that counts something.", typed=shown(value))
        raise refused(message, code="not_a_count", value=value, field=field)
    number *= _SHORT.get(match["short"], 1)
    if number != number.to_integral_value():
        message = _("“%(typed)s” is not a whole number.", typed=shown(value))
        raise refused(message, code="not_whole", value=value, field=field)
    if number > MAX_COUNT:
        message = _("“%(typed)s” is larger than any count can be.", typed=shown(value))
        raise refused(message, code="count_too_large", value=value, field=field)
    return Count(int(number), _approximation(match), match["unit"], text)


def parse_exact_count(value: Value, *, field: str | None = None) -> int:
    """The count that a cell or a form field says, Invalid (`not_exact`) when a word beside it makes it approximate."""
    count = parse_count(value, field=field)
    if not count.is_exact:
        message = _("“%(typed)s” is approximate: an exact number is needed here.", typed=shown(value))
        raise refused(message, code="not_exact", value=value, field=field)
    return count.value


def _ungrouped(text: str) -> str:
    """Without grouping commas (12,734 or 1,2734), and without spaces where those cannot part two numbers."""
    text = _GROUPED.sub(lambda match: re.sub("[, ]", "", match[0]), text, count=1)
    return re.sub(r"(?<![0-9]) | (?![0-9])", "", text)


def _approximation(match: re.Match[str]) -> Approximation:
    """The weakest thing that the words say: 约108余 is about, 超 and 余 together are at least."""
    kinds = {kind for kind, words in BEFORE.items() if any(word in match["before"] for word in words)}
    for place in ("inside", "after", "behind"):
        kinds |= {kind for kind, words in AFTER.items() if match[place] in words}
    if match["short"] or len(kinds) > 1:
        return Approximation.ABOUT
    return kinds.pop() if kinds else Approximation.EXACT
