"""What a number means as it was printed (12700余份, 近5万册, 81.11%), and whether the ledger's fits it."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from outreach.errors import Refusal
from outreach.sheets import numerals
from outreach.sheets.counts import Approximation, parse_count

PERCENT = "%"
_HUNDREDTH = Decimal("0.01")


class Fault(StrEnum):
    """What is wrong with a number in print, whatever the ledger says (FIELD.md: all of them were seen)."""

    UNREADABLE = "unreadable"
    NO_DIGITS = "no_digits"  # 宣传资料余份
    OVER_EXACT = "over_exact"  # 108余人次
    TWO_UNITS = "two_units"  # 近5万册（张）
    OTHER_UNIT = "other_unit"  # 册 where the figure counts 份
    WORD_LOST = "word_lost"  # 12700份 where 12700余份 was meant
    RATE_WRONG = "rate_wrong"  # 72.57% beside 219 of 270


class Verdict(StrEnum):
    """How a printed number stands to the ledger's."""

    AGREES = "agrees"  # the very words that the program prints, or the exact number
    FITS = "fits"  # the words are true of the number, but the program prints others
    GAP = "gap"
    BLANK = "blank"  # the ledger has no value, or an undecided one
    UNTIED = "untied"  # nobody has said which figure it is
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Printed:
    """A number as it was printed: from `low` to `high` (both included) is what its words allow.

    `value` is the number in it, `decimals` how many a rate was printed with; None throughout where it can't be read.
    """

    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    approximation: Approximation = Approximation.EXACT
    decimals: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate in per cent."""
        return self.unit == PERCENT

    def allows(self, number: int | Decimal) -> bool:
        """Whether the printed words are true of the number."""
        if self.low is None or self.high is None:
            return False
        return self.low <= Decimal(number) <= self.high


@dataclass(frozen=True)
class Beside:
    """What the ledger says: the number, the words that the program prints, and its unit."""

    number: int | Decimal | None
    unit: str
    wordings: frozenset[str] = field(default_factory=frozenset)


_TWO_UNITS = re.compile(r"[(（/、][^)）]*[)）]?$")
_RATE = re.compile(
    r"(?P<before>约|近|超过|超|逾|达到?)?(?P<number>\d{1,4}(?:\.\d{1,4})?)\s*(?:%|个?百分点)(?P<after>以上|左右|多)?"
)
#: 近万份 and 万余份 say ten thousand without a number before it.
_ALONE = re.compile(r"^(?P<before>[^\d一二两三四五六七八九十百千]{0,3}?)(?P<large>[万亿])(?=[余多份册张条人次件篇个])")
_BLANKS = re.compile(r"\s+")


def read_printed(text: str) -> Printed:
    """The number that was printed; with Fault.UNREADABLE or NO_DIGITS where it says none. Never raises."""
    plain = _BLANKS.sub("", text).replace("％", PERCENT)
    rate = _RATE.fullmatch(plain)
    if rate is not None:
        return _rate(text, rate)
    faults: list[Fault] = []
    two = _TWO_UNITS.search(plain)
    if two is not None and two.start():
        plain, faults = plain[: two.start()], [Fault.TWO_UNITS]
    number, unit = _split_unit(_ALONE.sub(r"\g<before>一\g<large>", plain))
    try:
        count = parse_count(number)
    except Refusal:
        is_lost = "余" in plain and not any(each in numerals.CHARACTERS for each in plain)
        return Printed(text, faults=(*faults, Fault.NO_DIGITS if is_lost else Fault.UNREADABLE))
    step = _step(count.value)
    if count.approximation is Approximation.AT_LEAST and step == 1 and count.value >= 10:
        faults.append(Fault.OVER_EXACT)
    low, high = _bounds(count.value, count.approximation, step)
    return Printed(text, Decimal(count.value), low, high, count.unit or unit, count.approximation, faults=tuple(faults))


def verdict(printed: Printed, beside: Beside) -> Verdict:
    """How the printed number stands to the ledger's."""
    if printed.value is None:
        return Verdict.UNREADABLE
    if beside.number is None:
        return Verdict.BLANK
    if printed.is_rate != (beside.unit == PERCENT):
        return Verdict.GAP
    if _plain(printed.text) in {_plain(wording) for wording in beside.wordings} or _is_exact(printed, beside.number):
        return Verdict.AGREES
    return Verdict.FITS if printed.allows(beside.number) else Verdict.GAP


def gap(printed: Printed, beside: Beside) -> Decimal | None:
    """How far the ledger's number is outside of what the words allow: below zero where it is smaller; 0 inside.

    Of a rate it is the points between the two.
    """
    if printed.low is None or printed.high is None or beside.number is None:
        return None
    number = Decimal(beside.number)
    if printed.is_rate and printed.value is not None and not printed.allows(number):
        return (number - printed.value).quantize(_HUNDREDTH)
    if number > printed.high:
        return number - printed.high
    return number - printed.low if number < printed.low else Decimal(0)


def faults_beside(printed: Printed, beside: Beside) -> list[Fault]:
    """What is wrong with the printed number, some of which only the ledger's number shows."""
    found = list(printed.faults)
    if printed.value is None or beside.number is None:
        return found
    if printed.unit and beside.unit and printed.unit != beside.unit:
        found.append(Fault.OTHER_UNIT)
    is_cut = printed.approximation is Approximation.EXACT and not printed.is_rate and printed.value >= 1000
    bare = {_plain(wording).replace("余", "") for wording in beside.wordings}
    if is_cut and printed.value != beside.number and _plain(printed.text) in bare:
        found.append(Fault.WORD_LOST)
    return found


def wrong_rate(rate: Printed, numerator: Printed, denominator: Printed) -> Decimal | None:
    """The rate that the two printed numbers give, where another one was printed; None where it is right."""
    if rate.value is None or numerator.value is None or not denominator.value:
        return None
    exact = numerator.value * 100 / denominator.value
    return None if _same_rate(rate, exact) else exact.quantize(_HUNDREDTH)


def _rate(text: str, match: re.Match[str]) -> Printed:
    value = Decimal(match["number"])
    decimals = max(0, -int(value.as_tuple().exponent))
    half = Decimal(1).scaleb(-decimals) / 2
    kind = {"约": Approximation.ABOUT, "近": Approximation.NEARLY, None: Approximation.EXACT, "达": Approximation.EXACT}
    approximation = kind.get(match["before"], Approximation.AT_LEAST)
    if match["before"] == "达到":
        approximation = Approximation.EXACT
    if match["after"]:
        approximation = Approximation.ABOUT if match["after"] == "左右" else Approximation.AT_LEAST
    low, high = value - half, value + half
    if approximation is Approximation.ABOUT:
        low, high = value - 1, value + 1
    elif approximation is Approximation.NEARLY:
        low, high = value - 1, value
    elif approximation is Approximation.AT_LEAST:
        low, high = value, value + 1
    return Printed(text, value, low, high, PERCENT, approximation, decimals)


def _split_unit(plain: str) -> tuple[str, str]:
    """The text without a unit that the ledgers' words do not know, such as 件 or 例."""
    match = re.fullmatch(rf"(.*?[{numerals.CHARACTERS}余多几]|.*?以上|.*?左右)([^\d.余多几]{{1,3}})", plain)
    if match is None or match[2] in ("以上", "左右"):
        return plain, ""
    try:
        parse_count(plain)
    except Refusal:
        return match[1], match[2]
    return plain, ""


def _step(value: int) -> int:
    """What the last digit of a number that was cut off counts: 100 of 12700, 10,000 of 360,000, 1 of 108."""
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def _bounds(value: int, approximation: Approximation, step: int) -> tuple[Decimal, Decimal]:
    half = max(step // 2, 1)
    low, high = {
        Approximation.EXACT: (value, value),
        Approximation.AT_LEAST: (value, value + max(step - 1, 1)),
        Approximation.NEARLY: (value - half, value - 1),
        Approximation.ABOUT: (value - half, value + half),
    }[approximation]
    return Decimal(low), Decimal(high)


def _same_rate(printed: Printed, exact: Decimal) -> bool:
    return printed.value is not None and abs(exact - printed.value) <= Decimal(1).scaleb(-printed.decimals) / 2


def _is_exact(printed: Printed, number: int | Decimal) -> bool:
    if printed.is_rate:
        return _same_rate(printed, Decimal(number))
    return printed.approximation is Approximation.EXACT and printed.value == number


def _plain(text: str) -> str:
    return _BLANKS.sub("", text).replace("％", PERCENT).replace(",", "").replace("，", "")
