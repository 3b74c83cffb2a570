"""Gaps in a text of somebody else's form: 填报单位：____, {{发放份数}}, 年  月  日, and putting a value in.

A text lies in pieces (runs of Word, rich text of a cell); a value goes into the piece in which its gap begins, so that
it is printed as the gap was, and nothing else moves.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

_BLANK = r"[ \u3000\u2002\u2003\xa0\t]"
_GAP = re.compile(
    rf"(?P<date>(?:{_BLANK}|[_＿]){{0,12}}年(?:{_BLANK}|[_＿]){{1,12}}月(?:{_BLANK}|[_＿]){{1,12}}日)"
    r"|(?P<named>\{\{[^{}\n]{1,60}\}\})"
    r"|(?P<line>[_＿]{2,})"
    rf"|(?P<space>(?<=[：:]){_BLANK}{{2,}}|(?<=[：:]){_BLANK}*(?=\n|$)|(?<=[（(]){_BLANK}+(?=[）)])"
    rf"|(?<=[^\s：:]){_BLANK}{{4,}}(?=\S))"
)
_STOPS = re.compile(r"[，,。；;、\n（()）]")
_UNIT = re.compile(r"[^\W\d_]{1,4}(?![：:\w])")
_BEFORE = 16
#: Of one text; further ones stay as they are.
MOST_GAPS = 500


@dataclass(frozen=True)
class Gap:
    """A place in a text, from `start` to before `end`, and what is asked for there."""

    start: int
    end: int
    label: str
    is_date: bool = False
    is_space: bool = False


def gaps_in(text: str) -> tuple[Gap, ...]:
    """The gaps of a text in their order."""
    found: list[Gap] = []
    for match in islice(_GAP.finditer(text), MOST_GAPS):
        named = match["named"]
        label = named[2:-2].strip() if named else _around(text, match, found[-1].end if found else 0)
        found.append(Gap(match.start(), match.end(), label, match["date"] is not None, match["space"] is not None))
    return tuple(found)


def filled_pieces(pieces: Sequence[str], values: Mapping[int, str]) -> list[str]:
    """The pieces of a text with the values put into its gaps, by the number of the gap."""
    text = "".join(pieces)
    gaps = gaps_in(text)
    filled, start = [], 0
    for at, piece in enumerate(pieces):
        end = start + len(piece)
        is_last = at == len(pieces) - 1
        written, position = "", start
        for number, gap in enumerate(gaps):
            if number not in values or gap.end < start or gap.start > end:
                continue
            begins = start <= gap.start and (gap.start < end or (is_last and gap.start == end))
            if not begins and not (gap.start < start < gap.end):
                continue
            written += text[position : max(position, min(gap.start, end))]
            if begins:
                written += _fitted(text, gap, values[number])
            position = max(position, min(gap.end, end))
        filled.append(written + text[position:end])
        start = end
    return filled


def _fitted(text: str, gap: Gap, value: str) -> str:
    """The value, with blanks around it where the gap was made of blanks and something stands behind it."""
    if not gap.is_space or text[gap.end : gap.end + 1] in ("", "\n", "）", ")"):
        return value
    left = max(0, _width(text[gap.start : gap.end]) - _width(value))
    if text[gap.start - 1 : gap.start] in ("：", ":"):
        return value + " " * max(1, left)
    before = max(1, left // 2)
    return " " * before + value + " " * max(1, left - before)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _around(text: str, match: re.Match[str], after: int) -> str:
    """What stands before the gap, and the unit behind it."""
    before = _STOPS.split(text[after : match.start()])[-1].strip("：: \u3000_＿") if match.start() else ""
    if not before and after == 0:
        before = text[: match.start()].strip("：: \u3000（(")
    behind = _UNIT.match(text[match.end() :])
    unit = behind[0] if behind else ""
    return " ".join(word for word in (before[-_BEFORE:], unit if match["date"] is None else "") if word)
