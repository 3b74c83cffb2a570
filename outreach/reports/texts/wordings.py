"""Writing the bureau's own sentences in place of the built-in ones."""

from datetime import datetime

from flask_babel import gettext as _

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid, NotFound
from outreach.people.models import Person
from outreach.reports.briefs.rules import approximate_in
from outreach.reports.texts import queries
from outreach.reports.texts.checks import merged_in
from outreach.reports.texts.models import SentenceVersion
from outreach.reports.texts.naming import word_of
from outreach.reports.texts.rules import choices_of, facts_in
from outreach.reports.texts.sentences import BY_KEY, FACTS, Sentence

LONGEST_PATTERN = 2000


def write_sentence(key: str, pattern: str, *, seen: int, by: Person, now: datetime) -> SentenceVersion | None:
    """The bureau's own sentence, as a version of its own; the built-in words are the built-in sentence again.

    None where nothing changed. Raises Conflict where another version holds than the one `seen`, and Invalid for facts
    that there are none of, brackets that don't close, and what is never typed beside a number.
    """
    sentence = sentence_of(key)
    pattern = "\n".join(choices_of(pattern))
    check_pattern(pattern)
    is_built_in = pattern == sentence.pattern
    text = None if is_built_in else pattern
    if text == queries.patterns().get(key):
        return None
    return _add(key, text, seen=seen, by=by, now=now)


def reset_sentence(key: str, *, seen: int, by: Person, now: datetime) -> SentenceVersion:
    """Back to the built-in sentence; what was written stays among the versions."""
    sentence_of(key)
    return _add(key, None, seen=seen, by=by, now=now)


def check_pattern(pattern: str) -> None:
    """Raise Invalid for a pattern that can't stand."""
    if not pattern or len(pattern) > LONGEST_PATTERN:
        raise Invalid(_("A sentence has up to 2,000 characters, and at least one."), field="pattern", code="blank")
    if any(_is_open(line) for line in pattern.splitlines()):
        raise Invalid(_("A bracket is not closed, or stands in another one."), field="pattern", code="brackets")
    unknown = [name for name in facts_in(pattern) if name not in FACTS and word_of(name) is None]
    if unknown:
        names = "、".join(unknown)
        raise Invalid(_("Nothing is called: %(names)s.", names=names), field="pattern", code="unknown_fact")
    typed = approximate_in(pattern) or merged_in(pattern)
    if typed:
        why = _("“%(words)s” is never typed beside a number: the program rounds by the rule.", words="”、“".join(typed))
        raise Invalid(why, field="pattern", code="typed_approximate")


def sentence_of(key: str) -> Sentence:
    """The sentence of that key; raises NotFound."""
    if key not in BY_KEY:
        raise NotFound(_("There is no such sentence."), code="no_such_sentence", key=key)
    return BY_KEY[key]


def _is_open(line: str) -> bool:
    depth = 0
    for character in line:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if depth not in (0, 1):
            return True
    return depth != 0


def _add(key: str, text: str | None, *, seen: int, by: Person, now: datetime) -> SentenceVersion:
    last = queries.last_version(key)
    if seen != last:
        raise Conflict(_("Somebody else wrote this sentence meanwhile. Look at theirs."), code="changed_meanwhile")
    version = SentenceVersion(key=key, number=last + 1, at=now, by_id=by.id, text=text)
    db.session.add(version)
    db.session.flush()
    record_act(
        "text.sentence_reset" if text is None else "text.sentence_written", by=by, now=now, subject=None, key=key
    )
    return version
