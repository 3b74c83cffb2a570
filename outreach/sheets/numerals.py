"""Chinese numerals, alone or mixed with digits: 二十, 一万二, 3千5百, 1.2万, 二〇二五."""

import re
from decimal import Decimal, InvalidOperation

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
LARGE = {"万": 10_000, "亿": 100_000_000}

#: the characters a number can be made of, for use inside [] of a pattern
CHARACTERS = "0-9." + "".join([*DIGITS, *SMALL, *LARGE])

_TOKEN = re.compile(rf"\d+(?:\.\d+)?|[{''.join(DIGITS)}]|[{''.join(SMALL)}]|[{''.join(LARGE)}]")


def number(text: str) -> Decimal | None:
    """The number that `text` writes, None when it writes none; the caller has taken grouping commas out.

    A last digit without its unit counts a tenth of the unit before it: 一万二 is 12,000, 一百零二 is 102.
    """
    if re.fullmatch(rf"[{''.join(DIGITS)}]{{2,}}", text):
        return Decimal("".join(str(DIGITS[digit]) for digit in text))
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text:
        return None
    try:
        return _sum(tokens)
    except InvalidOperation:
        return None


def _sum(tokens: list[str]) -> Decimal | None:
    """Adds up sections (below 万) under their large units, which may only fall: 三亿二千万五百."""
    total = Decimal(0)
    ceiling = None
    rest = tokens
    for unit in ("亿", "万"):
        if unit not in rest:
            continue
        at = rest.index(unit)
        part = _section(rest[:at], 0)
        if part is None or at == 0:
            return None
        total += part * LARGE[unit]
        rest, ceiling = rest[at + 1 :], LARGE[unit]
    last = _section(rest, (ceiling or 0) // 10)
    return None if last is None or (ceiling and last >= ceiling) else total + last


def _section(tokens: list[str], tenth: int) -> Decimal | None:
    """The value of 二千三百, of 12.5, of 三; `tenth` is what a lone digit after a larger unit counts."""
    total, waiting, smallest = Decimal(0), None, None
    for token in tokens:
        if token in SMALL:
            unit = SMALL[token]
            if smallest is not None and unit >= smallest:
                return None
            total += (Decimal(1) if waiting is None else waiting) * unit
            waiting, smallest, tenth = None, unit, unit // 10
        elif token in ("零", "〇") and len(tokens) > 1 and waiting is None:
            tenth = 1
        elif waiting is None and token not in LARGE:
            waiting = Decimal(DIGITS.get(token, token) if token in DIGITS else token)
        else:
            return None
    if waiting is None:
        return total
    is_lone_digit = tokens[-1] in DIGITS and tokens[-1] not in ("零", "〇") and tenth > 1
    return total + waiting * (tenth if is_lone_digit and len(tokens) > 0 else 1)
