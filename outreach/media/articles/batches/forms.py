"""The form of ticked rows that become others together."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.media.articles.event_fields import EventPick
from outreach.media.articles.forms import running_of
from outreach.media.articles.queries import editions_around
from outreach.media.models import Article
from outreach.people.queries import teams
from outreach.web.fields import ChoiceField, ManyField
from outreach.web.filters import named


class BatchForm(EventPick):
    """What the ticked rows become; what is left empty stays as it is."""

    ids = ManyField(_("Items"), of=UUID)
    team_id = ChoiceField(_("Team"), of=UUID, blank=_("As it is"))
    add_ids = ManyField(_("Belongs to the campaigns"), of=UUID)
    drop_ids = ManyField(_("Does not belong to the campaigns"), of=UUID)
    running: set[str]
    """The editions that run around the latest of the items, or were chosen."""
    event = ChoiceField(_("About the event"), choices=[("", _("As it is")), ("none", _("No event"))])
    event_id = ChoiceField(_("Another event"), of=UUID, blank=_("As said above"))

    def offer(self, items: Sequence[Article]) -> None:
        """Fill the lists for these items."""
        day = max((item.day for item in items), default=clock.today())
        self.ids.offer((item.id, item.title) for item in items)
        self.team_id.offer((team.id, named(team)) for team in teams())
        kept = {tag.edition_id for item in items for tag in item.tags}
        editions = editions_around(day, kept=kept)
        self.running = running_of(editions, day, self.add_ids.data or [])
        self.add_ids.offer((each.id, f"{named(each.campaign)} {each.year}") for each in editions)
        self.drop_ids.offer((each.id, f"{named(each.campaign)} {each.year}") for each in editions if each.id in kept)
        self.offer_events(day, items[0].team_id if items else None)
