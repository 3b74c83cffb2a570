"""Setting up, signing in, and the own password."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, PasswordField, RadioField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from outreach.errors import Invalid
from outreach.people.actions.accounts import NO_USERNAME, USERNAME
from outreach.people.passwords import LONGEST, check_password
from outreach.web.fields import TextField
from outreach.web.forms import BaseForm

_RULE = _(
    "At least 8 characters with three of these: small letters, capital letters, digits, signs. "
    "Or a phrase of 15 characters or more."
)


class SecretField(PasswordField):
    """A password: taken exactly as typed, blanks too, up to a length that can be hashed."""

    def pre_validate(self, form: Any) -> None:
        """Refuse a password that would only keep the hash busy."""
        if self.data and len(self.data) > LONGEST:
            raise ValidationError(_("Keep the password within %(most)d characters.", most=LONGEST))


class SignInForm(BaseForm):
    """User name and password."""

    username = TextField(_("User name"), [InputRequired(_("Enter your user name."))], most=100)
    password = SecretField(_("Password"), [InputRequired(_("Enter your password."))])
    own_device = BooleanField(_("This is my own phone or computer: stay signed in for 30 days"))


class _TwiceForm(BaseForm):
    """A new password, typed twice."""

    password = SecretField(_("New password"), [InputRequired(_("Enter a password."))], description=_RULE)
    again = SecretField(_("The same password once more"), [InputRequired(_("Enter the password once more."))])

    def validate_again(self, field: Any) -> None:
        """Refuse two different ones."""
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords differ."))


class PasswordForm(_TwiceForm):
    """The present password and a new one."""

    current = SecretField(_("Present password"), [InputRequired(_("Enter your present password."))])


class ProofForm(BaseForm):
    """The present password once more."""

    current = SecretField(_("Present password"), [InputRequired(_("Enter your present password."))])


class SetUpForm(_TwiceForm):
    """The bureau and its first administrator."""

    bureau_name = TextField(_("Name of the bureau"), [InputRequired(_("Enter the name of the bureau."))], most=100)
    admin_name = TextField(_("Your name"), [InputRequired(_("Enter your name."))], most=60)
    username = TextField(
        _("User name"),
        [InputRequired(_("Enter a user name."))],
        most=60,
        description=_("Small letters and digits; with it you sign in."),
    )
    start = RadioField(
        _("What to begin with"),
        choices=[
            SelectChoice("empty", _("Empty: only the four teams and the standard lists")),
            SelectChoice("example", _("With the example year, to look around first")),
        ],
        default="empty",
    )

    def validate_username(self, field: Any) -> None:
        """Refuse a name that is none already here, so that all faults are said at once."""
        if not USERNAME.fullmatch(field.data.lower()):
            raise ValidationError(NO_USERNAME)

    def validate_password(self, field: Any) -> None:
        """Refuse a password that is too weak, for the same reason."""
        try:
            check_password(field.data, username=self.username.data)
        except Invalid as refusal:
            raise ValidationError(refusal.message) from None
