"""The form that makes a draft, and what is typed into its lines."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.coverage.queries import first_year
from outreach.drafts.actions import Edit
from outreach.people.models import Team
from outreach.people.rules import EVERY_TEAM
from outreach.sheets import parse_day
from outreach.web import filters
from outreach.web.fields import ChoiceField, CountField
from outreach.web.forms import BaseForm


class DraftForm(BaseForm):
    """From which year to which, for which team, and how much more is expected."""

    from_year = ChoiceField(_("Take over the plan of"), of=int)
    to_year = ChoiceField(_("Into the year"), of=int)
    team = ChoiceField(_("Team"), of=uuid.UUID)
    percent = CountField(_("Expected numbers, in percent of the old ones"), least=10, most=500)

    def offer(self, person: Any, teams: Sequence[Team], this_year: int) -> None:
        """Offer the years with events, this one and the next, and the teams that the person plans for."""
        earliest = first_year() or this_year
        self.from_year.offer((each, each) for each in range(this_year, min(earliest, this_year) - 1, -1))
        self.to_year.offer((each, each) for each in (this_year + 1, this_year))
        named = [(team.id, filters.named(team)) for team in teams]
        if person.role in EVERY_TEAM:
            self.team.blank = _("All teams")
        self.team.offer(named)


def edits_of(typed: Mapping[str, str], today: Any) -> dict[uuid.UUID, Edit]:
    """What was typed into the lines of a draft: `day-ID` and `reason-ID`; raises Refusal for what is no day."""
    edits: dict[uuid.UUID, Edit] = {}
    for name, text in typed.items():
        field, _dash, key = name.partition("-")
        if field == "day" and (line_id := id_of(key)) is not None:
            day = parse_day(text, today=today)
            edits[line_id] = Edit(day=day, reason=typed.get(f"reason-{key}"))
    return edits


def id_of(text: str) -> uuid.UUID | None:
    """The id that a button sends; None for what is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
