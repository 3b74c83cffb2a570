"""Which boards a role has, and which of them is opened."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.people.rules import Role


class Board(StrEnum):
    """What a home board is about."""

    TODAY = "today"
    TEAM = "team"
    OFFICE = "office"
    YEAR = "year"
    ASSESSMENT = "assessment"


LABELS: dict[Board, Any] = {
    Board.TODAY: _("Today"),
    Board.TEAM: _("My team"),
    Board.OFFICE: _("The office"),
    Board.YEAR: _("The year"),
    Board.ASSESSMENT: _("For assessment"),
}
#: The boards of each role; the first is the one that it begins with.
BOARDS: dict[Role, tuple[Board, ...]] = {
    Role.STAFF: (Board.TODAY,),
    Role.LEAD: (Board.TEAM, Board.YEAR),
    Role.CLERK: (Board.OFFICE, Board.YEAR, Board.ASSESSMENT),
    Role.ADMIN: (Board.OFFICE, Board.YEAR, Board.ASSESSMENT),
    Role.VIEWER: (Board.YEAR, Board.ASSESSMENT),
}


def remembers(role: Role) -> bool:
    """Whether the board last opened comes up again: the head of the bureau and an assessor share a role.

    Who has work of their own begins with it.
    """
    return role is Role.VIEWER


def chosen_board(role: Role, asked: str | None, kept: str | None) -> Board:
    """The board that is asked for, else the one kept from the last time, else the role's first."""
    own = BOARDS[role]
    for word in (asked, kept if remembers(role) else None):
        for board in own:
            if word == board:
                return board
    return own[0]
