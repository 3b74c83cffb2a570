"""The small form of the list: one row that is changed in its place."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from outreach.media.articles.event_fields import EventPick
from outreach.media.articles.forms import kinds_of, running_of
from outreach.media.articles.queries import editions_around
from outreach.media.labels import KINDS
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
from outreach.people.queries import teams
from outreach.web.fields import ChoiceField, ManyField, TextField
from outreach.web.filters import named

_NEEDED = DataRequired(_("Please fill this in."))


class RowForm(EventPick):
    """One row of the list."""

    title = TextField(_("Headline"), [_NEEDED], most=200)
    kind = ChoiceField(_("Kind"), [_NEEDED], of=ArticleKind)
    team_id = ChoiceField(_("Team"), [_NEEDED], of=UUID)
    edition_ids = ManyField(_("Campaigns"), of=UUID)
    running: set[str]
    """The editions that run around the item's day, or were chosen: these are shown first."""

    def offer(self, item: Article) -> None:
        """Fill the lists for the item of the row."""
        self.kind.offer((kind, KINDS[kind]) for kind in kinds_of(item))
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
