"""What the figures of a ledger are called, and their units."""

from typing import Any

from flask_babel import lazy_gettext as _

LABELS: dict[str, Any] = {
    "events_public": _("Public events"),
    "events_enterprise": _("Enterprise sessions"),
    "events_training": _("Trainings"),
    "events_internal": _("Internal study"),
    "handouts": _("Handed out"),
    "consultations": _("Asked"),
    "attendance": _("Came"),
    "displays": _("Put up"),
}
UNITS = {"handouts": "份", "consultations": "人次", "attendance": "人次", "displays": ""}


def figure_words(key: str) -> str:
    """What a figure is called, with its unit where it is another one than usual."""
    name, _underscore, unit = key.partition("_")
    if key in LABELS:
        return str(LABELS[key])
    return f"{LABELS.get(name, name)} ({unit})"


def unit_of(key: str) -> str:
    """The unit of a figure."""
    return UNITS.get(key, "次" if key.startswith("events_") else key.rpartition("_")[2])
