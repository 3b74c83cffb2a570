"""The forms of articles, posts and videos, and of where they stand."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired

from outreach import clock
from outreach.media.articles.event_fields import EventPick
from outreach.media.articles.queries import editions_around
from outreach.media.channels.queries import channels
from outreach.media.labels import KINDS
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
from outreach.people.queries import teams
from outreach.schedule.choices import laws
from outreach.schedule.models import Edition
from outreach.web.fields import ChoiceField, DayField, LongTextField, ManyField, TextField, TimeField
from outreach.web.filters import named
from outreach.web.forms import BaseForm

_NEEDED = DataRequired(_("Please fill this in."))
#: What an item that stands alone may be.
WHOLE = (ArticleKind.ARTICLE, ArticleKind.POST, ArticleKind.VIDEO, ArticleKind.SCREEN)
#: An item of a campaign often appears some days before or after it.
_AROUND = timedelta(days=14)


class ItemForm(EventPick):
    """What is said of an item, whatever its kind, and of a push with all its pieces."""

    day = DayField(_("Published on"), [_NEEDED])
    team_id = ChoiceField(_("Team"), [_NEEDED], of=UUID, blank=_("Choose a team"))
    joint_team_ids = ManyField(_("Joint teams"), of=UUID)
    edition_ids = ManyField(_("Campaigns"), of=UUID)
    law_ids = ManyField(_("Laws it explains"), of=UUID)
    authors = TextField(_("Authors"), most=200)
    note = LongTextField(_("Note"), most=1000)
    running: set[str]
    """The editions that run around the item's day, or were chosen: these are shown first."""

    def offer(self) -> None:
        """Fill the lists."""
        around: date = self.day.data or clock.today()
        everyone = [(team.id, named(team)) for team in teams()]
        self.team_id.offer(everyone)
        self.joint_team_ids.offer(everyone)
        self.law_ids.offer((law.id, law.title) for law in laws())
        self.offer_events(around, self.team_id.data)
        chosen = self.edition_ids.data or []
        editions = editions_around(around, kept=chosen)
        self.edition_ids.offer((each.id, f"{named(each.campaign)} {each.year}") for each in editions)
        self.running = running_of(editions, around, chosen)

    def facts(self) -> dict[str, Any]:
        """What was said, as the actions take it."""
        names = ("day", "team_id", "event_id", "edition_ids", "joint_team_ids", "law_ids", "authors", "note")
        return {name: self[name].data or [] if name.endswith("_ids") else self[name].data for name in names}


class ArticleForm(ItemForm):
    """An item as it was published."""

    title = TextField(_("Headline"), [_NEEDED], most=200)
    kind = ChoiceField(_("Kind"), [_NEEDED], of=ArticleKind)
    seen = HiddenField()

    def offer_kinds(self, kinds: Iterable[ArticleKind]) -> None:
        """Fill the lists, the kinds among them."""
        self.kind.offer((kind, KINDS[kind]) for kind in kinds)
        self.offer()

    def facts(self) -> dict[str, Any]:
        """What was said, as the actions take it."""
        return super().facts() | {"title": self.title.data, "kind": self.kind.data}


class ChangedArticleForm(ArticleForm):
    """An item that is there, with the offer to move its only placement along to another day."""

    placement_along = BooleanField(_("Correct the day on its channel too"), default=True)

    def offer_along(self, *, is_alone: bool) -> None:
        """Leave the offer away where the item stands on more channels, or on one since another day."""
        if not is_alone:
            del self.placement_along


class PlaceFields(BaseForm):
    """Where an item stands."""

    channel_id = ChoiceField(_("Channel"), [_NEEDED], of=UUID, blank=_("Choose a channel"))
    url = TextField(_("Link"), most=1000)
    clock_time = TimeField(_("Time of day"))
    platform_id = TextField(_("Number on the platform"), most=100)

    def offer_channels(self, kept: UUID | None = None) -> None:
        """Fill the list of channels; `kept` is offered even where it is no longer used."""
        every = channels(with_retired=True)
        self.channel_id.offer((each.id, each.name) for each in every if not each.retired_at or each.id == kept)

    def place(self) -> dict[str, Any]:
        """What was said of the place, as the actions take it."""
        return {name: self[name].data for name in ("channel_id", "url", "clock_time", "platform_id")}


class NewArticleForm(ArticleForm, PlaceFields):
    """An item with its first placement."""


class PlacementForm(PlaceFields):
    """A channel on which the item stands."""

    day = DayField(_("Published on"), [_NEEDED])

    def place(self) -> dict[str, Any]:
        """What was said of the place, as the actions take it."""
        return super().place() | {"day": self.day.data}


class WithdrawForm(BaseForm):
    """Why an item counts no longer."""

    reason = TextField(_("Reason"), [_NEEDED], most=300)


def running_of(editions: Sequence[Edition], day: date, chosen: Collection[UUID]) -> set[str]:
    """The ids of those editions to which an item of `day` may well belong, and of those that were chosen."""
    near = {each.id for each in editions if each.first_day - _AROUND <= day <= each.last_day + _AROUND}
    return {str(each.id) for each in editions if each.id in near or each.id in chosen}


def kinds_of(item: Article) -> tuple[ArticleKind, ...]:
    """What the item may be: a piece stays with its post, and nothing else becomes one."""
    return (ArticleKind.PIECE,) if item.post_id else WHOLE
