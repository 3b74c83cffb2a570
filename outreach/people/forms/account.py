"""One's own page: how it looks, and tokens for programs."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from outreach.people.rules import Scope
from outreach.people.words import SCOPES
from outreach.web.choices import ChoiceField
from outreach.web.fields import TextField
from outreach.web.forms import BaseForm


class AppearanceForm(BaseForm):
    """Light or dark, and how large."""

    theme = RadioField(
        _("Colours"),
        choices=[
            SelectChoice("auto", _("As the device")),
            SelectChoice("light", _("Light")),
            SelectChoice("dark", _("Dark")),
        ],
    )
    size = RadioField(
        _("Size of the type"),
        choices=[
            SelectChoice("normal", _("Normal")),
            SelectChoice("large", _("Large")),
            SelectChoice("larger", _("Very large")),
        ],
    )


class TokenForm(BaseForm):
    """What a new token is for, and how long it lasts."""

    label = TextField(
        _("What it is for"),
        [InputRequired(_("Say what the token is for, so that you know it again."))],
        most=60,
        description=_("Such as the program or the phone that will use it."),
    )
    scope = ChoiceField(_("What it opens"), of=Scope, choices=SCOPES.items(), default=Scope.READ)
    days = ChoiceField(
        _("How long it lasts"),
        of=int,
        choices=[(90, _("90 days")), (365, _("One year")), (0, _("Until it is revoked"))],
        default=90,
    )
