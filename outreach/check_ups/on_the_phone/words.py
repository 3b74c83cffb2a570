"""The four answers as they stand on the phone's buttons: a word, and a picture, for colours alone tell nobody."""

from typing import Any

from outreach.check_ups import labels
from outreach.check_ups.judging import LONGEST_NOTE
from outreach.check_ups.rules import Found
from outreach.laws.labels import SUBJECTS
from outreach.logbook.words import words

_PICTURES = {Found.IN_ORDER: "check", Found.RISK: "warning", Found.NOT_APPLICABLE: "minus", Found.NOT_SEEN: "eye"}


def facts() -> dict[str, Any]:
    """What the page's parts are drawn with."""
    found = {each: (labels.FOUND[each], picture) for each, picture in _PICTURES.items()}
    said = {"found": found, "subjects": SUBJECTS, "words": words()}
    return said | {"longest_note": LONGEST_NOTE}
