"""What the administrator is asked before people or teams are stored, and may mean all the same."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date

from flask_babel import lazy_gettext as _

from outreach.errors import Question
from outreach.people.models import Person, Team
from outreach.people.queries import teams
from outreach.people.rules import Role, TeamSpan, leads_nothing, teams_at_once
from outreach.web import filters

#: The codes of the yeses.
NO_TEAM, TWO_TEAMS, CLOSES = "no_team", "two_teams", "team_closes"


def ask_about_teams(
    *, role: Role, spans: Sequence[TeamSpan], before: Person | None, today: date, is_meant: Callable[[str], bool]
) -> None:
    """Raise Question for a lead who leads no team (`no_team`) and for two teams at once (`two_teams`).

    What was so `before` is not asked again; `is_meant` says to which code somebody said yes.
    """
    held = () if before is None else _spans_of(before)
    led_nothing = before is not None and leads_nothing(before.role, held, today)
    if leads_nothing(role, spans, today) and not led_nothing and not is_meant(NO_TEAM):
        message = _("A team lead without a team plans and reviews nothing. Is there no team yet?")
        raise Question(message, code=NO_TEAM)
    new = teams_at_once(spans) - teams_at_once(held)
    if new and not is_meant(TWO_TEAMS):
        message = _(
            "This puts the person in two teams at once: %(teams)s. Are both meant? "
            "When somebody moves, the old line gets a last day.",
            teams=_named(new),
        )
        raise Question(message, code=TWO_TEAMS)


def ask_about_closing(
    team: Team, last_day: date | None, *, left_open: Callable[[Team, date], str], is_meant: Callable[[str], bool]
) -> None:
    """Raise Question (`team_closes`) where the team gets a last day, or an earlier one, and something goes on after it.

    `left_open` tells that as HTML, "" where nothing does.
    """
    if last_day is None or (team.last_day is not None and team.last_day <= last_day) or is_meant(CLOSES):
        return
    found = left_open(team, last_day)
    if found:
        message = _("The team ends on %(day)s. What goes on after that:", day=filters.day(last_day))
        raise Question(message, code=CLOSES, left_open=found)


def _spans_of(person: Person) -> list[TeamSpan]:
    return [TeamSpan(each.team_id, each.first_day, each.last_day) for each in person.memberships]


def _named(pairs: set[frozenset[uuid.UUID]]) -> str:
    """The teams of the pairs, in the bureau's order."""
    wanted = frozenset().union(*pairs)
    return "、".join(filters.named(team) for team in teams() if team.id in wanted)
