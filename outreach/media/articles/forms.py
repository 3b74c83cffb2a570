"""The forms of articles, posts and videos, and of where they stand."""

from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired

from outreach import clock
from outreach.media.articles.queries import editions_around, recent_events
from outreach.media.channels.queries import channels
from outreach.media.labels import KINDS
from outreach.media.rules import ArticleKind
from outreach.people.queries import teams
from outreach.schedule.models import Campaign, Edition
from outreach.web.fields import ChoiceField, DayField, LongTextField, ManyField, TextField
from outreach.web.forms import BaseForm, FilterForm

_NEEDED = DataRequired(_("Please fill this in."))
#: An item of a campaign often appears some days before or after it.
_AROUND = timedelta(days=14)


class ArticleForm(BaseForm):
    """An item as it was published."""

    title = TextField(_("Title"), [_NEEDED], most=200)
    kind = ChoiceField(_("Kind"), [_NEEDED], of=ArticleKind)
    day = DayField(_("Published on"), [_NEEDED])
    team_id = ChoiceField(_("Team"), [_NEEDED], of=UUID, blank=_("Choose a team"))
    event_id = ChoiceField(_("About the event"), of=UUID, blank=_("No event"))
    edition_ids = ManyField(_("Campaigns"), of=UUID)
    authors = TextField(_("Authors"), most=200)
    note = LongTextField(_("Note"), most=1000)
    seen = HiddenField()
    running: set[str]
    """The editions that run around the item's day, or were chosen: these are shown first."""

    def offer(self, *, kinds: tuple[ArticleKind, ...], event_id: UUID | None = None) -> None:
        """Fill the lists; `event_id` is offered even where it is an old event."""
        around: date = self.day.data or clock.today()
        self.kind.offer((kind, KINDS[kind]) for kind in kinds)
        self.team_id.offer((team.id, team.name) for team in teams())
        events = recent_events(None, around, event_id)
        self.event_id.offer((each.id, f"{each.day.isoformat()} {each.title}") for each in events)
        chosen = self.edition_ids.data or []
        editions = editions_around(around, kept=chosen)
        self.edition_ids.offer((each.id, f"{each.campaign.name} {each.year}") for each in editions)
        self.running = {str(each.id) for each in editions if each.id in chosen or runs_around(each, around)}


class ChangedArticleForm(ArticleForm):
    """An item that is there, with the offer to move its only placement along to another day."""

    placement_along = BooleanField(_("Correct the day on its channel too"), default=True)

    def offer_along(self, *, is_alone: bool) -> None:
        """Leave the offer away where the item stands on more channels, or on one since another day."""
        if not is_alone:
            del self.placement_along


class NewArticleForm(ArticleForm):
    """An item with its first placement."""

    channel_id = ChoiceField(_("Channel"), [_NEEDED], of=UUID, blank=_("Choose a channel"))
    url = TextField(_("Link"), most=1000)


class PlacementForm(BaseForm):
    """A channel on which the item stands."""

    channel_id = ChoiceField(_("Channel"), [_NEEDED], of=UUID, blank=_("Choose a channel"))
    day = DayField(_("Published on"), [_NEEDED])
    url = TextField(_("Link"), most=1000)

    def offer(self, kept: UUID | None = None) -> None:
        """Fill the list of channels; `kept` is offered even where it is no longer used."""
        every = channels(with_retired=True)
        self.channel_id.offer((each.id, each.name) for each in every if not each.retired_at or each.id == kept)


class WithdrawForm(BaseForm):
    """Why an item counts no longer."""

    reason = TextField(_("Reason"), [_NEEDED], most=300)


class ArticleFilterForm(FilterForm):
    """What the list of items shows."""

    text = TextField(_("Title"), most=100)
    kind = ChoiceField(_("Kind"), of=ArticleKind, blank=_("All kinds"), choices=list(KINDS.items()))
    channel = ChoiceField(_("Channel"), of=UUID, blank=_("All channels"))
    team = ChoiceField(_("Team"), of=UUID, blank=_("All teams"))
    campaign = ChoiceField(_("Campaign"), of=UUID, blank=_("All campaigns"))
    first = DayField(_("From"))
    last = DayField(_("To"))
    withdrawn = BooleanField(_("Withdrawn ones too"))

    def offer(self, campaigns: list[Campaign]) -> None:
        """Fill the lists."""
        self.channel.offer((each.id, each.name) for each in channels(with_retired=True))
        self.team.offer((each.id, each.name) for each in teams())
        self.campaign.offer((each.id, each.name) for each in campaigns)


def runs_around(edition: Edition, day: date) -> bool:
    """Whether an item of `day` may well belong to the edition."""
    return edition.first_day - _AROUND <= day <= edition.last_day + _AROUND
