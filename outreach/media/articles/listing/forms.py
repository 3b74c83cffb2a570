"""What narrows the list of items; it stands in the address, so that a list can be sent to somebody."""

from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from outreach.media.articles.listing.queries import Filters
from outreach.media.articles.queries import event_or_none
from outreach.media.channels.queries import channels
from outreach.media.labels import KINDS, LACKING, LEVELS, MEDIA
from outreach.media.rules import ArticleKind, Lacking, Level, Medium
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.periods.spans import FIRST_YEAR, LAST_YEAR
from outreach.schedule.campaigns.queries import campaigns
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, ManyField, TextField
from outreach.web.filters import named
from outreach.web.forms import FilterForm

#: These stand above the list at once, the others in a fold.
FIRST = ("text", "kind", "team")


class ArticleFilterForm(FilterForm):
    """What the list of items shows; what can't be read narrows nothing, and says so at its field."""

    text = TextField(_("Headline"), most=100)
    kind = ChoiceField(_("Kind"), of=ArticleKind, blank=_("All kinds"), choices=list(KINDS.items()))
    team = ChoiceField(_("Team"), of=UUID, blank=_("All teams"))
    channel = ChoiceField(_("Channel"), of=UUID, blank=_("All channels"))
    medium = ChoiceField(_("Medium"), of=Medium, blank=_("All media"), choices=list(MEDIA.items()))
    level = ChoiceField(_("Level"), of=Level, blank=_("All levels"), choices=list(LEVELS.items()))
    whose = ChoiceField(
        _("Whose account"), blank=_("Everybody's"), choices=[("own", _("Our own")), ("other", _("Another body's"))]
    )
    campaign = ChoiceField(_("Campaign"), of=UUID, blank=_("All campaigns"))
    event = ChoiceField(_("About the event"), of=UUID, blank=_("All events"))
    author = TextField(_("Author"), most=100)
    first = DayField(_("From"))
    last = DayField(_("To"))
    lacking = ManyField(_("Only what has no"), of=Lacking, choices=list(LACKING.items()))
    withdrawn = BooleanField(_("Withdrawn ones too"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.channel.offer((each.id, each.name) for each in channels(with_retired=True))
        self.team.offer((each.id, named(each)) for each in teams())
        self.campaign.offer((each.id, named(each)) for each in campaigns(retired=True))
        asked = event_or_none(self.event.data)
        self.event.offer([(asked.id, f"{filters.day(asked.day)} {asked.title}")] if asked else [])
        self.validate()

    def said(self, name: str) -> Any:
        """What the field says, None where nothing or nothing that can be read."""
        return None if self[name].errors else self[name].data or None

    def filters(self) -> Filters:
        """What is asked for."""
        whose = self.said("whose")
        return Filters(
            kind=self.said("kind"),
            channel_id=self.said("channel"),
            medium=self.said("medium"),
            level=self.said("level"),
            is_own=None if whose is None else whose == "own",
            team_id=self.said("team"),
            campaign_id=self.said("campaign"),
            event_id=self.said("event"),
            period=self._period(),
            text=self.said("text") or "",
            authors=self.said("author") or "",
            lacking=frozenset(self.said("lacking") or ()),
            with_withdrawn=bool(self.withdrawn.data),
        )

    @property
    def folded(self) -> list[str]:
        """The names of the fields in the fold."""
        return [field.name for field in self if field.name not in (*FIRST, "confirm", "event")]

    @property
    def is_deep(self) -> bool:
        """Whether a field of the fold says something, or could not be read."""
        return any(self[name].errors or self.said(name) for name in self.folded)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for."""
        return self.is_deep or any(self.said(name) for name in (*FIRST, "event"))

    def _period(self) -> Period | None:
        first, last = self.said("first"), self.said("last")
        if first is None and last is None:
            return None
        days = sorted((first or date(FIRST_YEAR, 1, 1), last or date(LAST_YEAR, 12, 31)))
        return Period(*days)
