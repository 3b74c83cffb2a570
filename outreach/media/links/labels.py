"""How the outcomes of link checks are said, and what to do about each."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.media.links.rules import Ended, Outcome

OUTCOMES: dict[Outcome, Any] = {
    Outcome.OK: _("Opens"),
    Outcome.MOVED: _("Leads to the front page"),
    Outcome.GONE: _("Not there any more"),
    Outcome.DELETED: _("Looks deleted"),
    Outcome.FAULT: _("The server fails"),
    Outcome.UNREACHABLE: _("Not reachable"),
    Outcome.TIMEOUT: _("No answer in time"),
    Outcome.CERTIFICATE: _("Certificate not trusted"),
    Outcome.REFUSED: _("Refuses programs"),
    Outcome.UNSURE: _("Can't be told"),
    Outcome.BLOCKED: _("Not asked"),
}
ABOUT: dict[Outcome, Any] = {
    Outcome.MOVED: _("The site leads to its front page instead: look for the item there, or correct the link."),
    Outcome.GONE: _("The site says that there is no such page. Correct the link, or ask for a letter."),
    Outcome.DELETED: _("The page opens, but says that the item was deleted or blocked."),
    Outcome.FAULT: _("The server answers with a fault. Check again on another day."),
    Outcome.UNREACHABLE: _("No such name, or nobody answers there. Check again on another day."),
    Outcome.TIMEOUT: _("Open it in a browser: it may only be slow."),
    Outcome.CERTIFICATE: _("Open it in a browser: its certificate or its encryption is not one that can be trusted."),
    Outcome.REFUSED: _("Open it in a browser: the site lets no program in, or wants a sign-in."),
    Outcome.UNSURE: _(
        "Open it in the app: this platform shows programs the same page, whether the item is there or not."
    ),
    Outcome.BLOCKED: _("The link leads into a network of one's own, where this program asks nobody."),
}
ENDS: dict[Ended, Any] = {
    Ended.DONE: _("Done"),
    Ended.STOPPED: _("Stopped"),
    Ended.NO_NETWORK: _("This machine has no network"),
    Ended.NO_ANSWER: _("Nothing gets out of this machine"),
    Ended.FAILED: _("Interrupted"),
}
#: the filter's two groups
GROUPS: dict[str, Any] = {
    "broken": _("Broken"),
    "by_hand": _("To open by hand"),
    "ok": _("Opens"),
    "unchecked": _("Not checked yet"),
}
