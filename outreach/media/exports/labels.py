"""How the files of the online ledger are called on pages."""

from flask_babel import gettext as _

from outreach.media.exports.shapes import SHAPES


def shape_said(code: str) -> str:
    """What an export is called; a table made by hand for any code that is none of them."""
    shape = SHAPES.get(code)
    return str(shape.label) if shape else str(_("Table made by hand"))
