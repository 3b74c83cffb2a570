"""How what a cell is tied to is said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.blanks.rules import Fact, Printed, TieKind

KINDS: dict[TieKind, Any] = {
    TieKind.FIGURE: _("A figure"),
    TieKind.FACT: _("Something known: who, which days"),
    TieKind.TEXT: _("Always the same text"),
    TieKind.ASKED: _("Asked each time"),
}
FACTS: dict[Fact, Any] = {
    Fact.BUREAU: _("Name of the bureau"),
    Fact.TEAM: _("The team, or the bureau"),
    Fact.PERIOD: _("The days in words (2025年第二季度)"),
    Fact.YEAR: _("The year (2025)"),
    Fact.QUARTER: _("Number of the quarter"),
    Fact.MONTH: _("Number of the last month"),
    Fact.FIRST_DAY: _("First day"),
    Fact.LAST_DAY: _("Last day"),
    Fact.TODAY: _("Day of filling"),
    Fact.PERSON: _("Who fills it in"),
}
PRINTED: dict[Printed, Any] = {
    Printed.NUMBER: _("The number alone (12734)"),
    Printed.WORDING: _("As the report prints it (12700余份)"),
    Printed.EXACT: _("Exactly, with its unit (12734份)"),
}
