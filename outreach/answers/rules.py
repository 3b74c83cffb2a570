"""When a standard answer is marked because its law has changed, and the bounds of what is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_QUESTION, LONGEST_TEXT, LONGEST_ARTICLE = 200, 3000, 100
_VERSION = re.compile(r"(?<!\s)\s*+[（(][^（）()]*+[）)]$")


class Mark(StrEnum):
    """Why an answer must be held against the law again.

    | what is known of the law                                           | the answer is marked                     |
    |--------------------------------------------------------------------|------------------------------------------|
    | its last day in the list is over                                   | whatever its `as_of`: `ended`            |
    | another law of the same title, but for （…） at its end, came into | where its `as_of` lies before that day:  |
    | force on a day until today                                         | `replaced`                               |
    | its title or its days in the list were changed                     | where its `as_of` lies before the day of |
    |                                                                    | the change: `changed`                    |

    "Checked again today" sets `as_of` to today, which takes away all but `ended`: there another law must be named.
    """

    ENDED = "ended"
    REPLACED = "replaced"
    CHANGED = "changed"


@dataclass(frozen=True)
class LawNow:
    """What became of a law until today: whether it has ended, and the last local day of either sort of change."""

    is_over: bool = False
    replaced_on: date | None = None
    changed_on: date | None = None

    @property
    def checked_from(self) -> date | None:
        """Who checked on this day or later has seen all of it; None where nothing was to see."""
        return max((day for day in (self.replaced_on, self.changed_on) if day is not None), default=None)


def mark_of(as_of: date, law: LawNow | None) -> Mark | None:
    """Why the answer is marked, the weightiest reason; None where it may be said as it is."""
    if law is None:
        return None
    if law.is_over:
        return Mark.ENDED
    if law.replaced_on is not None and as_of < law.replaced_on:
        return Mark.REPLACED
    return Mark.CHANGED if law.changed_on is not None and as_of < law.changed_on else None


def without_version(title: str) -> str:
    """The title that all versions of a law share: 工伤保险条例 for 工伤保险条例（2010年修订）."""
    return _VERSION.sub("", title)


def last_before(days: Iterable[date | None], today: date) -> date | None:
    """The last of the days until `today`, included."""
    return max((day for day in days if day is not None and day <= today), default=None)
