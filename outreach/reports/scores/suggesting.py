"""Which figure the text of an item asks for, as far as its words tell."""

from outreach.reports.blanks.queries import narrowings
from outreach.reports.blanks.rules import TieKind, suggested
from outreach.reports.scores.models import ScoreItem
from outreach.reports.typed.resolving import choices


def suggested_word(item: ScoreItem, year: int) -> str | None:
    """The word of the figure that an item without a tie seems to ask for."""
    if item.ties:
        return None
    found = suggested(item.text, narrowings(), [(choice.label, choice.word) for choice in choices(year)])
    return found.word if found is not None and found.kind is TieKind.FIGURE else None
