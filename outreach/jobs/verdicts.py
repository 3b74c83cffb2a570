"""What is said of each row of a list before anything is stored."""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _


class Verdict(StrEnum):
    """What importing a row would do, in the order in which previews show them."""

    REFUSED = "refused"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"


#: the verdicts that lead to something being written
WRITES = (Verdict.NEW, Verdict.CHANGED)


@dataclass(frozen=True)
class Judged:
    """A row and what would become of it.

    `number` is its number in the file, `label` what it is called, `shown` the values as understood by column key,
    `notes` sentences (why it is refused, what would change), `entry` what the importer needs to store it: a value that
    is equal, and looks equal by `repr`, for rows that say the same.
    """

    number: int
    label: str
    verdict: Verdict
    shown: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Any, ...] = ()
    entry: Any = None

    @property
    def writes(self) -> bool:
        """Whether the row would be stored."""
        return self.verdict in WRITES


class Twins:
    """Rows of one list that speak of the same thing: the later one repeats the first, or contradicts it."""

    def __init__(self) -> None:
        self._first: dict[Hashable, Judged] = {}

    def checked(self, key: Hashable, row: Judged) -> Judged:
        """`row` as it is when nothing before had the key; else already there, or refused where it differs."""
        first = self._first.setdefault(key, row)
        if first is row or row.verdict is Verdict.REFUSED:
            return row
        if (first.verdict, first.entry) == (row.verdict, row.entry):
            note = _("Row %(number)s says the same.", number=first.number)
            return replace(row, verdict=Verdict.SAME, notes=(note,), entry=None)
        note = _("Row %(number)s speaks of the same one and says otherwise.", number=first.number)
        return replace(row, verdict=Verdict.REFUSED, notes=(note,), entry=None)


def counts_of(rows: Iterable[Judged]) -> dict[Verdict, int]:
    """How many rows have each verdict."""
    counted = Counter(row.verdict for row in rows)
    return {verdict: counted[verdict] for verdict in Verdict}


def digest_of(rows: Iterable[Judged]) -> str:
    """A name for exactly these verdicts: what a person confirms is what she was shown."""
    told = repr([(row.number, row.verdict.value, row.entry) for row in rows])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
