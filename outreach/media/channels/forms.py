"""The form of a channel."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import DataRequired

from outreach.media.labels import LEVELS, MEDIA, PLATFORMS
from outreach.media.models import Channel
from outreach.media.rules import USUAL_TERMS, Level, Medium, Platform
from outreach.web.fields import ChoiceField, CountField, TextField
from outreach.web.forms import BaseForm

_NEEDED = DataRequired(_("Please fill this in."))
#: Terms are days; ten years are for ever.
_LONGEST = 3660


class ChannelForm(BaseForm):
    """A channel."""

    name = TextField(_("Name"), [_NEEDED], most=100)
    medium = ChoiceField(_("Medium"), [_NEEDED], of=Medium, choices=list(MEDIA.items()))
    level = ChoiceField(_("Level"), [_NEEDED], of=Level, choices=list(LEVELS.items()))
    is_own = BooleanField(_("Our own account"))
    body = TextField(_("Whose it is"), most=100)
    platform = ChoiceField(_("Platform"), of=Platform, default=Platform.OTHER, choices=list(PLATFORMS.items()))
    settles_after = CountField(_("Its numbers stand still after (days)"), least=1, most=_LONGEST)
    reaches_back = CountField(_("Its export reaches back (days)"), least=1, most=_LONGEST)
    is_retired = BooleanField(_("No longer used"))

    def facts(self, channel: Channel | None = None) -> dict[str, Any]:
        """What was said, as the actions take it.

        A new channel, and one that comes to another platform with the old one's terms, has the platform's usual terms
        where none were typed.
        """
        names = ("name", "medium", "level", "is_own", "body", "platform")
        facts = {name: self[name].data for name in names}
        facts["platform"] = facts["platform"] or Platform.OTHER
        before = None if channel is None else channel.platform
        for place, name in enumerate(("settles_after", "reaches_back")):
            usual = USUAL_TERMS[facts["platform"]][place]
            typed = self[name].data
            is_untouched = before is not None and before != facts["platform"] and typed == USUAL_TERMS[before][place]
            facts[name] = usual if is_untouched or (before is None and typed is None) else typed
        return facts
