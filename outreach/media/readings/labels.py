"""How it is said what is odd of a reading."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.media.readings.rules import Oddity

TITLES: Mapping[Oddity, Any] = {
    Oddity.FALL: _("The total fell"),
    Oddity.LEAP: _("The total leapt"),
    Oddity.READERS: _("More readers than reads"),
}
WHY: Mapping[Oddity, Any] = {
    Oddity.FALL: _("A counter only grows, but later it showed less: one is wrong, or the platform took reads away."),
    Oddity.LEAP: _("At least ten times as much at once: are there digits too many, or was it read so widely?"),
    Oddity.READERS: _("Whoever reads, reads at least once: are the two changed round, or does the platform count so?"),
}
OTHER_IS_WRONG: Mapping[Oddity, Any] = {
    Oddity.FALL: _("The earlier one is wrong"),
    Oddity.LEAP: _("The earlier one is wrong"),
    Oddity.READERS: _("The reads are wrong"),
}
IT_IS_WRONG: Mapping[Oddity, Any] = {
    Oddity.FALL: _("The later one is wrong"),
    Oddity.LEAP: _("The later one is wrong"),
    Oddity.READERS: _("The readers are wrong"),
}
EXAMPLES: Mapping[Oddity, Any] = {
    Oddity.FALL: _("Like: the platform took false reads away."),
    Oddity.LEAP: _("Like: it was passed on by many, and the back-end shows it so."),
    Oddity.READERS: _("Like: the platform counts readers in another way, as its back-end shows."),
}
