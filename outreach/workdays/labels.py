"""How the table of holidays is said in its history."""

from typing import Any

from flask_babel import lazy_gettext as _

FIELDS: dict[str, Any] = {"days": _("Days"), "source": _("Source")}
