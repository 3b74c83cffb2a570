"""What a figure is: a name, a unit, a definition, its dimensions and the select behind it (DESIGN.md, section 4)."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.filters import DIMENSIONS, Filters
from outreach.reports.labels import DIMENSION_NAMES
from outreach.reports.lines import Lines

EVERY_DIMENSION = frozenset(DIMENSIONS)
OF_ARTICLES = frozenset({"team", "campaign"})


@dataclass(frozen=True)
class Figure:
    """One figure 统计数. `of` says what its lines are: "event", "enterprise", "tally", "article" or "reading"."""

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

    def reason(self, filters: Filters) -> str | None:
        """Why there is no value under these filters: a sentence that names the dimensions it lacks, else None."""
        lacking = [str(DIMENSION_NAMES[name]) for name in filters.used if name not in self.dimensions]
        if not lacking:
            return None
        return str(_("This figure can't be divided by: %(names)s.", names=", ".join(lacking)))
