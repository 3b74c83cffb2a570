"""Finding the numbers in the text of a published report, each with the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_UNITS = (
    "人次|场次|个百分点|万元|份|册|本|张|条|套|件|个|把|支|场|次|家|篇|期|台|名|位|枚|盒|袋|幅|块|辆|项|起|页|例"
    "|宗|户|人|%|％"
)
_NUMBER = re.compile(
    rf"(?P<printed>(?:(?:超过|将近|接近|不少于|超|近|约|逾|达)?"
    rf"(?:(?<!\d)\d[\d,，]{{0,30}}(?:\.\d{{1,9}})?|[一二两三四五六七八九十百千]{{1,20}}(?=余|多|万)|(?=万[余份册人]))"
    rf"(?:余|多)?[万亿]?(?:余|多)?|(?<![\d万亿百千十一二两三四五六七八九业])余)(?P<unit>{_UNITS})(?:[(（][^)）]{{1,3}}[)）])?)"
)
#: The digits of a day, a year, a law or a telephone are no number of the report.
_NO_COUNT = re.compile(r"\d{1,30}(?:年|月|日|号|时|分)")
_CLAUSE = re.compile(r"[。；;!！?？\n]")
_COMMA = re.compile(r"[，,、：:]")
LONGEST_SAYS, MOST = 120, 200
#: How far before and behind a number its words are looked for.
_AROUND = 1000


@dataclass(frozen=True)
class Found:
    """A number of a text: the words it stands in, and itself as it was printed."""

    says: str
    printed: str


def numbers_in(text: str) -> list[Found]:
    """The numbers of a text in order, at most MOST; years, days and telephone numbers are none."""
    return list(islice((found for clause in _CLAUSE.split(text) for found in _in_clause(clause)), MOST))


def rows_in(text: str) -> list[Found]:
    """The rows of a pasted table (what it says, tab, the number as printed), or the numbers of a pasted text."""
    lines = [line for line in text.splitlines() if line.strip()]
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    if cells and all(len(row) >= 2 and row[0] and row[1] for row in cells):
        rows = [Found(row[0][:LONGEST_SAYS], row[1][:40]) for row in cells if any(c.isdigit() for c in row[1])]
        return rows[:MOST]
    return numbers_in(text)


def _in_clause(clause: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(clause):
        before = clause[max(0, match.start() - 1) : match.start()]
        if before.isdigit() or _NO_COUNT.match(clause, match.start()):
            continue
        first, last = max(0, match.start() - _AROUND), match.end() + _AROUND
        start = max((comma.end() for comma in _COMMA.finditer(clause, first, match.start())), default=first)
        end = next((comma.start() for comma in _COMMA.finditer(clause, match.end(), last)), last)
        says = clause[start:end].strip() or clause[first:last].strip()
        yield Found(says[:LONGEST_SAYS], match["printed"].strip())
