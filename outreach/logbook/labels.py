"""How the words of the ledger are said on pages."""

from enum import StrEnum
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind
from outreach.web.language import in_bureau_language

KINDS: dict[CountKind, Any] = {
    CountKind.HANDOUT: _("Handed out"),
    CountKind.CONSULTATION: _("Asked"),
    CountKind.ATTENDANCE: _("Came"),
    CountKind.DISPLAY: _("Put up"),
}
#: A line, or a counter, of no item; what is put up always has one.
WITHOUT_ITEM: dict[CountKind, Any] = {
    CountKind.HANDOUT: _("Materials, title not named"),
    CountKind.CONSULTATION: _("Consultation, topic not sorted"),
    CountKind.ATTENDANCE: _("Everybody who came"),
}
BASES: dict[Basis, Any] = {
    Basis.COUNTED: _("counted"),
    Basis.BROUGHT_MINUS_LEFT: _("taken less left over"),
    Basis.ESTIMATED: _("estimated"),
}

_LABELS: dict[type[StrEnum], dict[Any, Any]] = {CountKind: KINDS, Basis: BASES}


def undone_reason() -> str:
    """The reason of a line that was taken back at a touch; the ledger speaks the bureau's language, whoever touches."""
    with in_bureau_language():
        return str(_("Undone"))


def said(word: StrEnum) -> str:
    """A kind of line or a basis in the language of the page."""
    return str(_LABELS[type(word)][word])


def named(name: str | None, name_en: str | None, kind: CountKind) -> str:
    """An item's name in the language of the page, or what a line without item is called."""
    if name is None:
        return str(WITHOUT_ITEM[kind])
    return name_en if name_en and get_locale().language == "en" else name
