"""The forms of files on their way in, and of one that is voided."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import ValidationError
from wtforms.validators import DataRequired

from outreach.media.models import Channel
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, TextField
from outreach.web.forms import BaseForm

_NEEDED = DataRequired(_("Please fill this in."))


class SaidForm(BaseForm):
    """What a file does not say: whose account, whose close, which team, where the numbers are from."""

    channel = ChoiceField(_("Account or channel"), [_NEEDED], of=UUID, blank=_("Choose a channel"))
    reading_day = DayField(_("At whose close its numbers were so"), [_NEEDED])
    team = ChoiceField(_("Team of new items"), of=UUID, blank=_("None (no new items)"))
    proof = TextField(_("Where the numbers are from"), most=300)

    def ask(self, wanted: Iterable[str], *, newest: date | None, today: date) -> None:
        """Leave away what the file says itself; `newest` is the local day of its latest row."""
        self.newest, self.today = newest, today
        for name in ("channel", "reading_day", "team", "proof"):
            if name not in wanted:
                delattr(self, name)

    def offer(self, channels: Iterable[Channel], teams: Iterable[Any]) -> None:
        """Fill the lists."""
        if "channel" in self:
            self.channel.offer((each.id, each.name) for each in channels)
        if "team" in self:
            self.team.offer((each.id, each.name) for each in teams)

    def validate_reading_day(self, field: DayField) -> None:
        """Refuse a day that is not over, and one before the file's newest row."""
        if field.data is None:
            return
        if field.data > self.today:
            raise ValidationError(_("This day is still to come: a file shows what a day's close showed."))
        if self.newest is not None and field.data < self.newest:
            message = _("The file's newest row is of %(day)s, so its numbers are of that day or a later one.")
            raise ValidationError(message % {"day": filters.day(self.newest)})


class SoItIsForm(BaseForm):
    """Rows of which a person says that the numbers are so indeed."""


class VoidForm(BaseForm):
    """Why a file was wrong."""

    reason = TextField(_("Reason"), [_NEEDED], most=300)
