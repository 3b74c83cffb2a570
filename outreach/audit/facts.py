"""What the facts of an act are called on the audit page, and how their values read."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.words import OUTCOMES, name_of_act
from outreach.errors import Invalid
from outreach.sheets.days import parse_day
from outreach.web.filters import NOTHING, days_in_words, moment, size

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(\+\d\d:\d\d|Z)")

#: The names of facts, in the order of their codes; of what changed, a name may also stand among the fields below.
FACTS: dict[str, Any] = {
    "act": _("act"),
    "affirmed": _("asked about, and answered with yes"),
    "after": _("after"),
    "at": _("told at"),
    "before": _("before"),
    "campaign": _("campaign"),
    "carried": _("cells taken over"),
    "cell": _("cell"),
    "changed": _("changed"),
    "choice": _("decision"),
    "code": _("code"),
    "company": _("company"),
    "compared": _("things compared"),
    "count": _("number"),
    "day": _("day"),
    "days": _("days"),
    "event": _("event"),
    "fields": _("changed"),
    "file": _("file"),
    "files": _("files"),
    "first_day": _("first day"),
    "into": _("into"),
    "is_example": _("example year"),
    "items": _("items"),
    "key": _("sentence"),
    "kind": _("kind"),
    "label": _("for"),
    "last_day": _("last day"),
    "lines": _("lines"),
    "locked": _("locked for some minutes"),
    "made_at": _("made at"),
    "name": _("name"),
    "narrowed": _("narrowed to"),
    "new": _("new"),
    "note": _("note"),
    "number": _("drawing no."),
    "open_until": _("last day of the account"),
    "outcome": _("how it ended"),
    "other": _("the other"),
    "owner": _("given to"),
    "people": _("people"),
    "person": _("person"),
    "phones_ended": _("paired phones ended"),
    "place": _("place"),
    "places": _("place"),
    "point": _("point"),
    "points": _("points looked at"),
    "position": _("position"),
    "post": _("post"),
    "question": _("question"),
    "readings": _("readings"),
    "reason": _("reason"),
    "role": _("role"),
    "scope": _("opens"),
    "score": _("points given"),
    "seal": _("seal no."),
    "second_factor": _("second step"),
    "sha256": "SHA-256",
    "shown": _("the counter showed"),
    "shown_by": _("picture shown by"),
    "size": _("size"),
    "times": _("time"),
    "title": _("title"),
    "to_whom": _("handed to"),
    "tokens_ended": _("tokens ended"),
    "username": _("user name"),
    "version": _("version"),
    "who": _("who"),
    "with_scans": _("with sign-in sheets"),
    "word": _("figure"),
    "words": _("words"),
    "year": _("year"),
}

#: Codes in words, by the fact that holds them: a user name "admin" is not a role.
VALUES: dict[str, dict[str, Any]] = {
    "fields": {
        "address": _("Address"),
        "addressees": _("Addressees"),
        "aliases": _("Other names"),
        "article": _("Article of the law"),
        "as_of": _("Held against the law on"),
        "bundle": _("One bundle"),
        "code": _("Code"),
        "cost": _("What it cost"),
        "counted_as": _("Counted as"),
        "day": _("Day"),
        "denominator": _("Whole"),
        "dispute": _("Dispute"),
        "document": _("Document"),
        "facts": _("Facts of the case"),
        "in_force_from": _("In force from"),
        "in_force_to": _("In force until"),
        "is_key_enterprise": _("Key enterprise"),
        "is_under_construction": _("Project under construction"),
        "kind": _("Kind"),
        "law_id": _("Law"),
        "laws": _("Laws"),
        "lesson": _("Lesson"),
        "market_days": _("Market days"),
        "name": _("Name"),
        "name_en": _("English name"),
        "names": _("Other names"),
        "note": _("Note"),
        "numerator": _("Part"),
        "outcome": _("How the case ended"),
        "parent": _("Lies in"),
        "parent_id": _("Lies in"),
        "position": _("Latitude and longitude"),
        "question": _("Way of asking"),
        "retired": _("Retired"),
        "rule": _("Days by rule"),
        "sent_on": _("Sent on"),
        "short_title": _("Short title"),
        "source": _("Comes from"),
        "source_text": _("Body and year"),
        "subject": _("Field of law"),
        "team": _("Team"),
        "team_id": _("Team"),
        "text": _("Answer"),
        "title": _("Official title"),
        "topic_id": _("Topic"),
        "trade": _("Trade"),
        "unit": _("Unit"),
        "usual_things": _("Usual things to bring"),
        "value": _("Value"),
        "views_label": _("Unit printed behind views"),
    },
    "kind": {
        "handout": _("Materials"),
        "consultation": _("Topics"),
        "attendance": _("Groups"),
        "display": _("Displays"),
        "printed": _("Printed"),
        "issued": _("Issued"),
        "returned": _("Brought back"),
        "lost": _("Lost"),
        "counted": _("Stock-taking"),
        "park": _("Industrial park"),
        "township": _("Township or subdistrict"),
        "community": _("Village or community"),
        "worksite": _("Worksite"),
        "enterprise": _("Enterprise"),
        "job_fair": _("Job fair"),
        "square": _("Square or market"),
        "hall": _("Service hall"),
        "school": _("School"),
        "other": _("Other"),
        "figure": _("A figure"),
        "event": _("Event"),
        "article": _("Article"),
        "law": _("Law"),
        "document": _("Document"),
        "rate": _("Handed out and asked do not fit"),
        "many_handed_out": _("Much handed out"),
        "few_handed_out": _("Little handed out"),
        "many_asked": _("Many questions"),
        "more_than_issued": _("More handed out than issued"),
        "at_night": _("Logged at night"),
        "far_off": _("Logged far from the event's time"),
        "same_twice": _("The same number twice"),
        "like_a_year": _("A number that looks like a year"),
        "like_a_number": _("A number that looks like another kind of number"),
    },
    "choice": {
        "add": _("Both count"),
        "keep": _("Only one counts"),
        "split": _("Split between them"),
        "reopened": _("Open again"),
    },
    "outcome": {str(outcome): words for outcome, words in OUTCOMES.items()},
    "post": {
        "system": _("System administrator"),
        "security": _("Security administrator"),
        "audit": _("Audit administrator"),
    },
    "reason": {
        "demo_password": _("the demo password, from another machine"),
        "code": _("wrong code of the second factor"),
        "disabled": _("the account is disabled"),
        "unknown_name": _("nobody has this user name"),
        "wrong_password": _("wrong password"),
    },
    "role": {
        "admin": _("Administrator"),
        "clerk": _("Clerk of the rule-of-law office"),
        "lead": _("Team lead"),
        "staff": _("Staff"),
        "viewer": _("Reader"),
    },
    "second_factor": {"code": _("by the phone's code"), "recovery_code": _("by a recovery code")},
    "scope": {"log": _("Log at events"), "read": _("Read the report")},
}


#: Numbers that are not told as they lie: hundredths of points, and bytes.
_MEASURES: dict[str, Callable[[Any], str]] = {"score": lambda hundredths: f"{hundredths / 100:g}", "size": size}


def facts_in_words(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts of an act as pairs of words, those left out that say no or nothing."""
    shown = ((name, value) for name, value in facts.items() if value not in (None, False, "", 0, [], {}))
    return [(_name(name), _in_words(name, value)) for name, value in shown]


def codes_said(words: str, *, today: date) -> list[str]:
    """How the facts that a reader finds under the words lie in an entry: a code, a day, or that something is so."""
    codes = {code for names in VALUES.values() for code, name in names.items() if words in str(name)}
    true = {fact for fact, name in FACTS.items() if words in str(name)}
    said = [*(f'"{code}"' for code in sorted(codes)), *(f'"{fact}": true' for fact in sorted(true))]
    return said + _day(words, today)


def _day(words: str, today: date) -> list[str]:
    try:
        return [parse_day(words, today=today).isoformat()]
    except Invalid:
        return []


def _name(fact: str) -> str:
    return str(FACTS.get(fact) or VALUES["fields"].get(fact, fact))


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{_name(part)} {_in_words(part, each)}" for part, each in value.items())
    if isinstance(value, list):
        return ", ".join(_in_words(name, each) for each in value)
    if value is None or value is True:
        return NOTHING if value is None else str(_("yes"))
    if isinstance(value, str):
        return moment(datetime.fromisoformat(value)) if _INSTANT.fullmatch(value) else _word(name, value)
    return _MEASURES.get(name, str)(value)


def _word(name: str, code: str) -> str:
    if name == "act":
        return name_of_act(code)
    return str(VALUES.get(name, {}).get(code) or days_in_words(code))
