"""Chinese numerals, alone or mixed with digits: 二十, 一万二, 3千5百, 1.2万, 二〇二五."""

import re
from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
LARGE = {"亿": 100_000_000, "万": 10_000}

#: the characters a number can be made of, for use inside [] of a pattern
CHARACTERS = "0-9." + "".join([*DIGITS, *SMALL, *LARGE])

_TOKEN = re.compile(rf"[0-9]+(?:\.[0-9]+)?|[{''.join([*DIGITS, *SMALL, *LARGE])}]")


def number(text: str) -> Decimal | None:
    """The number that `text` writes, None when it writes none; the caller has taken grouping commas out.

    A last digit without its unit counts a tenth of the unit before it: 一万二 is 12,000, 一百零二 is 102.
    """
    if re.fullmatch(rf"[{''.join(DIGITS)}]{{2,}}", text):
        return Decimal("".join(str(DIGITS[digit]) for digit in text))
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text:
        return None
    return _sum(tokens)


def _sum(tokens: list[str]) -> Decimal | None:
    """Adds up the parts before 亿, before 万, and after them: 三亿二千万五百."""
    total, tenth = Decimal(0), 1
    for unit, worth in LARGE.items():
        if unit in tokens:
            at = tokens.index(unit)
            part = _below_ten_thousand(tokens[:at], tenth=1)
            if part is None or at == 0:
                return None
            total, tenth, tokens = total + part * worth, worth // 10, tokens[at + 1 :]
    last = _below_ten_thousand(tokens, tenth)
    if last is None or (tenth > 1 and last >= 10 * tenth):
        return None
    return total + last


def _below_ten_thousand(tokens: list[str], tenth: int) -> Decimal | None:
    """The value of 二千三百, of 12.5, of 三; `tenth` is what a lone last digit counts."""
    total, waiting, smallest = Decimal(0), None, 10_000
    for token in tokens:
        if token in SMALL and SMALL[token] < smallest:
            smallest = SMALL[token]
            total += (1 if waiting is None else waiting) * smallest
            waiting, tenth = None, smallest // 10
        elif token in ("零", "〇") and len(tokens) > 1 and waiting is None:
            tenth = 1
        elif waiting is None and token not in SMALL and token not in LARGE:
            waiting = Decimal(DIGITS.get(token, token))
            tenth = tenth if len(token) == 1 else 1
        else:
            return None
    return total if waiting is None else total + waiting * tenth


def whole(text: str) -> int:
    """The whole number that `text` writes; ValueError when it writes none."""
    value = number(text)
    if value is None or value != value.to_integral_value():
        raise ValueError(text)
    return int(value)
