"""The page on which somebody logs for a colleague: choose the person, choose the event, type the numbers."""

import uuid

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.logbook.on_behalf.queries import DAYS, recent_events
from outreach.people.models import Person
from outreach.people.queries import active_people
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import ChoiceField
from outreach.web.forms import FilterForm

pages = Blueprint("on_behalf", __name__, url_prefix="/log/on-behalf")


class WhoForm(FilterForm):
    """For whom it is logged."""

    by = ChoiceField(_("The colleague who counted"), of=uuid.UUID, blank=_("Choose a person"))


@pages.get("")
@permit(Permission.LOG, phones=True)
def index():
    """The events of the last days, once the person is chosen."""
    form, people = WhoForm(), {person.id: person for person in active_people()}
    form.by.offer((person.id, person.name) for person in people.values() if person.id != acting_person().id)
    person: Person | None = people.get(_asked_for())
    form.by.data = person and person.id
    recent = recent_events(person, clock.today()) if person else None
    return render_template(
        "logbook/on_behalf/page.html", form=form, person=person, recent=recent, today=clock.today(), days=DAYS
    )


def _asked_for():
    try:
        return uuid.UUID(request.args.get("by", ""))
    except ValueError:
        return None
