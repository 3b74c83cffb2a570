"""Who types figures: their owner, and the office."""

from flask_babel import lazy_gettext as _

from outreach.errors import Forbidden
from outreach.people.models import Person
from outreach.reports.typed.models import TypedFigure
from outreach.web.access import Permission


def may_type(person: Person, figure: TypedFigure) -> bool:
    """Whether the person owes the figure, or types for everybody."""
    return person.may(Permission.CLOSE) or (figure.owner_id is not None and figure.owner_id == person.id)


def check_may_type(person: Person, figure: TypedFigure) -> None:
    """Raise Forbidden where `may_type` says no."""
    if not may_type(person, figure):
        raise Forbidden(_("This figure is typed by its owner or by the office."))


def check_may_define(person: Person) -> None:
    """Raise Forbidden for whoever may not say which figures a year has."""
    if not person.may(Permission.CLOSE):
        raise Forbidden(_("Which figures are typed by hand is decided by the office."))
