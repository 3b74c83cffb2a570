"""The field in which pieces are typed as they lie there: in bundles and loose ones."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.widgets import TextInput

from outreach.materials.rules import Pieces
from outreach.sheets.counts import parse_exact_count
from outreach.web.fields import TypedField

_BUNDLES = re.compile(r"(?P<bundles>[^捆a-z+]++)(?:捆|bundles?)\s*+[+＋]?\s*+(?P<loose>.*)", re.IGNORECASE)


class PiecesField(TypedField):
    """A number of pieces: 215, or in bundles: 2捆+15."""

    widget = TextInput()
    complaint = _("This is not a number of pieces. Write it like 215 or 2捆+15.")

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "numeric", "autocomplete": "off"}, **kwargs)

    def read(self, text: str) -> Pieces:
        """The pieces that `text` means."""
        match = _BUNDLES.fullmatch(text)
        if match is None:
            return Pieces(0, parse_exact_count(text))
        loose = parse_exact_count(match["loose"]) if match["loose"] else 0
        return Pieces(parse_exact_count(match["bundles"]), loose)

    def written(self, value: Pieces) -> str:
        """2捆+15, or 215 without bundles."""
        return f"{value.bundles}捆+{value.loose}" if value.bundles else str(value.loose)
