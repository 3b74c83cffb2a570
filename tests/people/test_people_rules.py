"""To which teams somebody belongs, by tables."""

import uuid
from datetime import date

import pytest

from outreach.people.rules import Role, TeamSpan, leads_nothing, teams_at_once

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))
TODAY = date(2025, 3, 4)


def span(team: uuid.UUID, first: str, last: str | None = None) -> TeamSpan:
    return TeamSpan(team, date.fromisoformat(first), date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("spans", "pairs"),
    [
        ([], []),
        ([span(A, "2024-01-01")], []),
        ([span(A, "2024-01-01"), span(B, "2025-01-01")], [{A, B}]),
        ([span(A, "2024-01-01", "2024-12-31"), span(B, "2025-01-01")], []),
        ([span(A, "2024-01-01", "2025-01-01"), span(B, "2025-01-01")], [{A, B}]),
        ([span(A, "2024-01-01", "2024-12-31"), span(A, "2025-01-01")], []),
        ([span(A, "2024-01-01"), span(B, "2024-01-01", "2024-06-30"), span(C, "2024-06-30")], [{A, B}, {A, C}, {B, C}]),
    ],
)
def test_two_teams_at_once_share_a_day(spans: list[TeamSpan], pairs: list[set[uuid.UUID]]) -> None:
    assert teams_at_once(spans) == {frozenset(pair) for pair in pairs}


@pytest.mark.parametrize(
    ("role", "spans", "nothing"),
    [
        (Role.LEAD, [], True),
        (Role.LEAD, [span(A, "2024-01-01", "2025-03-03")], True),
        (Role.LEAD, [span(A, "2024-01-01", "2025-03-04")], False),
        (Role.LEAD, [span(A, "2025-06-01")], False),
        (Role.STAFF, [], False),
        (Role.CLERK, [], False),
    ],
)
def test_a_lead_leads_a_team_now_or_later(role: Role, spans: list[TeamSpan], nothing: bool) -> None:
    assert leads_nothing(role, spans, TODAY) is nothing
