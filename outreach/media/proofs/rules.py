"""What can prove an item, and what is still wanted."""

from datetime import date
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.evidence.rules import PictureKind
from outreach.media.rules import Medium

#: what can be brought as a proof; a sign-in sheet proves nothing here
PROVING = (PictureKind.SCREENSHOT, PictureKind.PHOTO, PictureKind.LETTER)
#: where nothing is found under a link: the page or the screen itself is photographed
WITHOUT_LINK = (Medium.NEWSPAPER, Medium.SCREEN)


class Proves(StrEnum):
    """What a screenshot or a letter says: that the item appeared, or what its counters showed at a day's close."""

    APPEARED = "appeared"
    COUNTER = "counter"


class Proof(StrEnum):
    """What of an item is there, as the list is narrowed by it."""

    NONE = "none"
    GAP = "gap"
    LINK_ONLY = "link_only"
    LINK = "link"
    PICTURE = "picture"
    LETTER = "letter"


class Wanted(StrEnum):
    """What would prove a placement best."""

    PAGE = "page"
    SCREEN = "screen"
    LINK = "link"
    COPY = "copy"
    """There is a link, and links vanish."""
    LETTER = "letter"
    """There was a link, and it is lost."""


def wanted_for(medium: Medium, *, has_link: bool, has_file: bool, is_lost: bool = False) -> Wanted | None:
    """What a placement on such a channel still lacks; None where it has all that is to be had.

    `is_lost` says that its link was found broken.
    """
    if has_file:
        return None
    if medium is Medium.NEWSPAPER:
        return Wanted.PAGE
    if medium is Medium.SCREEN:
        return Wanted.SCREEN
    if is_lost:
        return Wanted.LETTER
    return Wanted.COPY if has_link else Wanted.LINK


def check_counter_day(
    proves: Proves, *, on_channel: bool, day: date | None, appeared: date | None, today: date
) -> None:
    """Raise Invalid for a counter's proof that does not say of which channel, and of which possible day."""
    if proves is not Proves.COUNTER:
        return
    if not on_channel:
        raise Invalid(_("Say on which channel the counter stood."), field="placement_id")
    if day is None:
        raise Invalid(_("Say of which day's close the screenshot tells."), field="day")
    if day > today:
        raise Invalid(_("This day is still to come."), field="day")
    if appeared is not None and day < appeared:
        raise Invalid(_("On this day the item had not appeared yet."), field="day")
