"""How movements of stock are said on pages and in files."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.materials.rules import MovementKind

KINDS: dict[MovementKind, Any] = {
    MovementKind.PRINTED: _("Printed"),
    MovementKind.ISSUED: _("Issued"),
    MovementKind.RETURNED: _("Brought back"),
    MovementKind.LOST: _("Lost"),
    MovementKind.COUNTED: _("Stock-taking"),
}


def said(kind: MovementKind, *, is_outside: bool = False) -> str:
    """A kind of movement in the language of the page; a loss that the store did not feel says so."""
    return gettext("Lost by a team") if is_outside else str(KINDS[kind])
