"""What pages call the kinds of notes."""

from flask_babel import lazy_gettext as _

from outreach.feedback.rules import Kind

KINDS = {
    Kind.MISTAKE: _("Something is wrong"),
    Kind.UNCLEAR: _("Not understood, or not found"),
    Kind.WISH: _("A wish"),
}
