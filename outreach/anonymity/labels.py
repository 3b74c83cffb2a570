"""How the signs of a name or a number are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.anonymity.rules import Sign

SIGNS: dict[Sign, Any] = {
    Sign.MOBILE: _("mobile number"),
    Sign.LANDLINE: _("telephone number"),
    Sign.ID_NUMBER: _("identity number"),
    Sign.LIKE_ID_NUMBER: _("like an identity number"),
    Sign.CREDIT_CODE: _("credit code of a company"),
    Sign.BANK_CARD: _("bank card"),
    Sign.MAIL: _("e-mail address"),
    Sign.ACCOUNT: _("account of a person"),
    Sign.NAME: _("name of a person"),
    Sign.COMPANY: _("name of a company"),
}
