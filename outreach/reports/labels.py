"""How the words of the report are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

DIMENSION_NAMES: dict[str, Any] = {
    "team": _("Team"),
    "campaign": _("Campaign"),
    "place": _("Place"),
    "track": _("Track"),
    "form": _("Form"),
    "place_kind": _("Kind of place"),
    "reviewed": _("Reviewed"),
}
#: Beside a number of which a part may be counted twice, until a lead decides (rule 11).
UNDECIDED = _("undecided")
NO_READING = _("No reading was taken in this period.")
