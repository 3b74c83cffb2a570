"""What a figure is: a name, a unit, a definition, its dimensions and the select behind it (docs/design.md, 4)."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.filters import DIMENSIONS, Filters
from outreach.reports.inside import ONLY_WHOLE, is_whole, is_withheld
from outreach.reports.labels import DIMENSION_NAMES
from outreach.reports.lines import Lines

EVERY_DIMENSION = frozenset(DIMENSIONS)
OF_ARTICLES = frozenset({"team", "campaign"})


@dataclass(frozen=True)
class Figure:
    """One figure 统计数.

    `of` says what its lines are: "event", "tally", "article", "reading", "visit", "enterprise", "check_up", "risk" or
    "order".
    """

    key: str
    label: Any
    unit: str
    definition: Any
    of: str
    lines: Callable[[Filters], Lines]
    dimensions: frozenset[str] = EVERY_DIMENSION
    rounded: bool = False
    item_id: uuid.UUID | None = None
    """The material whose lines alone are counted, where it is one material's figure."""

    @property
    def names_place(self) -> bool:
        """Whether its lines say where they took place: not online, nor where that would name a company."""
        return self.of in ("event", "visit", "enterprise", "tally")

    def reason(self, filters: Filters) -> str | None:
        """Why there is no value under these filters: a sentence that names the dimensions it lacks, else None."""
        asked = filters.used if filters.edition is None else (*filters.used, "campaign")
        lacking = [str(DIMENSION_NAMES[name]) for name in dict.fromkeys(asked) if name not in self.dimensions]
        if not lacking:
            return str(ONLY_WHOLE) if is_withheld(self.key) and not is_whole(filters) else None
        return str(_("This figure can't be divided by: %(names)s.", names=", ".join(lacking)))
