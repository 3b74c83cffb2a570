"""How the fields of a point are said where a version changed them."""

from typing import Any

from flask_babel import lazy_gettext as _

FIELDS: dict[str, Any] = {
    "title": _("What must be so"),
    "look_at": _("What is looked at"),
    "law_id": _("Law"),
    "article": _("Article of the law"),
    "weight": _("Weight"),
    "cost": _("What it may cost"),
    "advice": _("What to do"),
    "within_days": _("Within days"),
    "ask": _("Whom to ask"),
}
