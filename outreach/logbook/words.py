"""What the scripts of the log say; a phone fetches it once, so that a later visit need not bring it again."""

import hashlib
import json
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.fulltext.terms import told

#: Words in braces are filled in by the scripts (static/logbook).
WORDS: dict[str, Any] = {
    "draft": _("Draft: {what}"),
    "waiting": _("Waiting to upload: {count}"),
    "sending": _("Uploading {count} …"),
    "uploaded": _("Uploaded {time}"),
    "unreachable": _("No network. It is kept on this phone and goes by itself."),
    "later": _("The server is busy. It is kept here and goes by itself."),
    "signed_out": _("You are signed out. It is kept here; sign in and it goes."),
    "other_person": _("Somebody else is signed in now. It is kept here for you."),
    "store": _("This phone could not read what it keeps. It is tried again."),
    "full": _(
        "Not counted: {what}. This phone has no room left. Delete something on it and touch again, or send it directly."
    ),
    "failed": _("Not counted: {what}. The phone could not keep it. Touch again, or send it directly."),
    "refused": _(
        "This browser keeps nothing here (a private window?). Each touch goes straight to the server, and needs a "
        "network."
    ),
    "taken_back": _("Taken back: {what}"),
    "not_taken": _("Not taken: {what}. {why}"),
    "told": _("{name}: {quantity}, now {total}"),
    "none": _("None handed out"),
    "type_of": _("Type a number: {name}"),
    "handed_out": _("Handed out: {quantity} {unit}"),
    "three_blank": _("Type at least one number."),
    "three_taken": _("Say how many were taken along."),
    "three_left": _("Say how many are left; 0 if none."),
    "three_more": _("More is left than was taken along."),
    "three_unread": _("This is not a number of pieces. Write it like 215 or 2捆+15."),
    "three_nothing": _("All of it is left, so there is nothing to log."),
    "number_unread": _("This is not a whole number. Write digits only, like 120."),
    "number_blank": _("Type a number."),
    "number_add": _("Add {quantity}"),
    "others": _("Not planned"),
    "found_none": _("Nothing on the lists is called so."),
    "found_unknown": _("This phone does not know the lists yet. Open the log once with a network."),
}


def words() -> dict[str, str]:
    """All of them in the language of this request, and as JSON `terms`, with which the phone searches its lists."""
    said = {name: str(text) for name, text in WORDS.items()}
    return said | {"terms": json.dumps(told(), ensure_ascii=False)}


def version_of_words() -> str:
    """Another one for other words, or another language."""
    return hashlib.sha256(json.dumps(words()).encode()).hexdigest()[:8]
