"""The form of two fields."""

import uuid

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice

from outreach import clock
from outreach.errors import Invalid
from outreach.people.models import Person
from outreach.places.labels import KINDS
from outreach.places.naming import Meant, places_meant
from outreach.places.rules import PlaceKind, guessed_kind
from outreach.schedule import choices, labels
from outreach.schedule.forms import AskedForm, WordField, needed
from outreach.schedule.quick.planning import NEW
from outreach.schedule.rules import Standing
from outreach.sheets import Moment, parse_moment
from outreach.web import filters
from outreach.web.fields import ChoiceField, TextField


class QuickForm(AskedForm):
    """Where and when; the rest is usual until somebody says otherwise."""

    place = TextField(_("Place"), [needed], most=120)
    which = RadioField(_("Which place is it?"), validate_choice=False)
    which_for = HiddenField()
    kind = ChoiceField(_("Kind of the new place"), of=PlaceKind, choices=KINDS.items(), blank=_("Choose one"))
    when = TextField(_("When"), [needed], most=60)
    standing = WordField(_("Our part"), labels.STANDINGS, default=Standing.INVITED)
    partners = TextField(_("Who asked, or takes part"), most=200)
    lead_team_id = ChoiceField(_("Lead team"), [needed], of=uuid.UUID)

    def offer(self, person: Person) -> None:
        """Fill the teams, and the places that are like the one that was typed."""
        own = choices.teams_to_plan_for(person, clock.today())
        self.lead_team_id.offer((team.id, filters.named(team)) for team in own)
        if len(own) == 1:
            self.lead_team_id.data = own[0].id
        self.asks_for_team = len(own) > 1
        self.meant: Meant | None = places_meant(self.place.data) if self.place.data else None
        self.which.choices = list(self._likes())
        if self.which_for.data != self.place.data:
            self.which.data = None
        self.which_for.data = self.place.data

    def offer_kind(self) -> None:
        """Guess what is meant where nobody has said so, for the form that is shown again: a new place if there is none
        like it, the only one that is like it if its name has the typed one inside."""
        if self.meant is None:
            return
        if self.kind.data is None:
            self.kind.data = guessed_kind(self.meant.name)
        if self.which.data is None and len(self.which.choices) == 1:
            self.which.data = NEW
        elif self.which.data is None and len(self.which.choices) == 2 and self.meant.name in self.meant.similar[0].name:
            self.which.data = str(self.meant.similar[0].id)

    @property
    def asks_for_place(self) -> bool:
        """Whether the name that was typed is not the name of one place."""
        return self.meant is not None and self.meant.exact is None

    def moment(self) -> Moment:
        """What was typed as time; raises Invalid at its field."""
        return parse_moment(self.when.data, now=clock.wall(clock.now()), field="when")

    def understood(self) -> Moment | None:
        """The moment for showing it; None where it can't be read."""
        try:
            return self.moment()
        except Invalid:
            return None

    def _likes(self) -> list[SelectChoice]:
        if self.meant is None or self.meant.exact is not None:
            return []
        likes = [SelectChoice(str(each.id), choices.place_words(each)) for each in self.meant.similar]
        return [*likes, SelectChoice(NEW, _("A new place: %(name)s", name=self.meant.name))]
