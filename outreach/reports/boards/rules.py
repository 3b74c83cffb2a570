"""Saying in words how a year stands to the one before, on plain values."""

from typing import Any

from flask_babel import lazy_gettext as _

#: From so many times on the year before was hardly recorded: to call that growth would mislead.
_NO_COMPARISON = 10


def said_change(now: int | None, before: int) -> Any:
    """How much more or less it is, in words; "" where there is nothing to compare with, or no reading now."""
    if now is None or before <= 0 or now >= _NO_COMPARISON * before:
        return ""
    if now == before:
        return _("as many")
    if now >= 2 * before:
        return _("%(times)s times as many", times=f"{now / before:.1f}".removesuffix(".0"))
    percent = max(1, round(100 * abs(now - before) / before))
    return _("%(percent)s%% more", percent=percent) if now > before else _("%(percent)s%% less", percent=percent)
