"""The small forms of the list: one row that is changed in its place, and many that are ticked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from outreach import clock
from outreach.media.articles.event_fields import EventPick
from outreach.media.articles.forms import running_of
from outreach.media.articles.queries import editions_around
from outreach.media.labels import KINDS
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
from outreach.people.queries import teams
from outreach.web.fields import ChoiceField, ManyField, TextField
from outreach.web.filters import named

_NEEDED = DataRequired(_("Please fill this in."))
#: What an item that stands alone may be; a piece belongs to its post.
WHOLE = (ArticleKind.ARTICLE, ArticleKind.POST, ArticleKind.VIDEO, ArticleKind.SCREEN)


class RowForm(EventPick):
    """One row of the list."""

    title = TextField(_("Title"), [_NEEDED], most=200)
    kind = ChoiceField(_("Kind"), [_NEEDED], of=ArticleKind)
    team_id = ChoiceField(_("Team"), [_NEEDED], of=UUID)
    edition_ids = ManyField(_("Campaigns"), of=UUID)
    running: set[str]
    """The editions that run around the item's day, or were chosen: these are shown first."""

    def offer(self, item: Article) -> None:
        """Fill the lists for the item of the row."""
        kinds = (ArticleKind.PIECE,) if item.post_id else WHOLE
        self.kind.offer((kind, KINDS[kind]) for kind in kinds)
        self.team_id.offer((team.id, named(team)) for team in teams())
        kept = self.edition_ids.data or []
        editions = editions_around(item.day, kept=kept)
        self.edition_ids.offer((each.id, f"{named(each.campaign)} {each.year}") for each in editions)
        self.running = running_of(editions, item.day, kept)
        self.offer_events(item.day, self.team_id.data)

    def facts(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        names = ("title", "kind", "team_id", "event_id")
        return {name: self[name].data for name in names} | {"edition_ids": self.edition_ids.data or []}


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
