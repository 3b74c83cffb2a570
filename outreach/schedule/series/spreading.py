"""What is said after a change that was meant for more events of a series than one."""

from flask import flash
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach.schedule.series.changes import Done
from outreach.schedule.series.labels import LEFT, listed


def say_spread(done: Done) -> None:
    """Say to how many others the same was done, and how many stay as they are, and why."""
    if done.others:
        flash(
            ngettext(
                "The same was done to %(num)d other event of the series; what differs there was kept.",
                "The same was done to %(num)d other events of the series; what differs there was kept.",
                done.others,
            ),
            "success",
        )
    if done.left:
        why = [_("%(reason)s: %(number)d", reason=LEFT[each], number=done.left[each]) for each in done.left]
        flash(_("Others stay as they are: %(why)s.", why=listed(why)), "info")
