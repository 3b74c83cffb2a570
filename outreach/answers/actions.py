"""What is done to standard answers. None is deleted: it is retired, and its history stays."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.anonymity.checking import check_unnamed
from outreach.anonymity.rules import Sign
from outreach.answers import queries
from outreach.answers.labels import FIELDS
from outreach.answers.models import AnswerGram, StandardAnswer
from outreach.answers.rights import check_may_write
from outreach.answers.rules import LONGEST_ARTICLE, LONGEST_QUESTION, LONGEST_TEXT
from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.fulltext.actions import keep_grams
from outreach.fulltext.rules import weighed
from outreach.laws.models import Law
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person, Team
from outreach.places.naming import names_of_companies
from outreach.schedule.rules import check_needed, check_text


@dataclass(frozen=True)
class AnswerFacts:
    """What is said to a question; `as_of` is the local day on which it was held against the law."""

    question: str
    text: str
    team_id: uuid.UUID
    as_of: date
    topic_id: uuid.UUID | None = None
    law_id: uuid.UUID | None = None
    article: str | None = None


def add_answer(*, facts: AnswerFacts, by: Person, now: datetime, names_are_none: bool = False) -> StandardAnswer:
    """A new answer, the last of all.

    Raises Forbidden for another team's, Invalid, also for a number that belongs to somebody, and asks Question
    (`no_real_name`) about what looks like a name of a person or a company, unless `names_are_none`. Telephones of desks
    are what many answers tell.
    """
    check_may_write(by, facts.team_id, now)
    checked = _checked(facts, now)
    _check_unnamed(checked, names_are_none)
    answer = StandardAnswer(**checked, position=queries.last_position() + 1)
    answer.made_at = answer.changed_at = now
    answer.made_by_id = by.id
    db.session.add(answer)
    _keep(answer)
    record_act("answer.added", by=by, now=now, subject=answer, question=answer.question)
    return answer


def change_answer(
    answer: StandardAnswer, *, facts: AnswerFacts, by: Person, now: datetime, names_are_none: bool = False
) -> StandardAnswer:
    """The answer as `facts` say; raises as `add_answer` does, Forbidden for another team's before or after."""
    for team_id in (answer.team_id, facts.team_id):
        check_may_write(by, team_id, now)
    checked = _checked(facts, now)
    _check_unnamed(checked, names_are_none)
    _write(answer, checked, by, now)
    return answer


def check_again(answer: StandardAnswer, *, by: Person, now: datetime) -> None:
    """Somebody held the answer against the law today and found it right; raises Conflict where the law has ended."""
    check_may_write(by, answer.team_id, now)
    today = clock.local_day(now)
    law = answer.law
    if law is not None and law.in_force_to is not None and law.in_force_to < today:
        raise Conflict(_("This law has ended. Name the law that holds today in the answer."), code="law_ended")
    _write(answer, {"as_of": today}, by, now)


def retire_answer(answer: StandardAnswer, *, by: Person, now: datetime) -> None:
    """Nobody is told it any more; it stays with its history."""
    check_may_write(by, answer.team_id, now)
    if answer.retired_at is None:
        answer.retired_at = answer.changed_at = now
        record_change(answer, "retired", old=None, new="yes", by=by, now=now)
        record_act("answer.retired", by=by, now=now, subject=answer, question=answer.question)


def restore_answer(answer: StandardAnswer, *, by: Person, now: datetime) -> None:
    """It is told again."""
    check_may_write(by, answer.team_id, now)
    if answer.retired_at is not None:
        answer.retired_at, answer.changed_at = None, now
        record_change(answer, "retired", old="yes", new=None, by=by, now=now)
        record_act("answer.restored", by=by, now=now, subject=answer, question=answer.question)


def _checked(facts: AnswerFacts, now: datetime) -> dict[str, Any]:
    checked = asdict(facts)
    checked["question"] = check_needed(facts.question, "wording", LONGEST_QUESTION)
    checked["text"] = check_needed(facts.text, "text", LONGEST_TEXT)
    checked["article"] = check_text(facts.article, "article", LONGEST_ARTICLE)
    if facts.as_of > clock.local_day(now):
        raise Invalid(_("This day has not come yet."), field="as_of", code="coming_day")
    if facts.law_id is None and checked["article"]:
        raise Invalid(_("Choose the law that this article belongs to."), field="law_id", code="article_alone")
    if facts.law_id is not None and db.session.get(Law, facts.law_id) is None:
        raise Invalid(_("Choose one of the list."), field="law_id", code="no_such_law")
    if facts.topic_id is not None:
        topic = db.session.get(Item, facts.topic_id)
        if topic is None or topic.kind is not CountKind.CONSULTATION:
            raise Invalid(_("Choose one of the list."), field="topic_id", code="no_such_topic")
    return checked


def _check_unnamed(checked: Mapping[str, Any], names_are_none: bool) -> None:
    texts = {"wording": checked["question"], "text": checked["text"]}
    labels = {"wording": FIELDS["question"], "text": FIELDS["text"]}
    spared, companies = {Sign.LANDLINE}, names_of_companies()
    check_unnamed(texts, labels, names_are_none=names_are_none, spared=spared, companies=companies)


def _write(answer: StandardAnswer, values: Mapping[str, Any], by: Person, now: datetime) -> None:
    changed = {field: value for field, value in values.items() if value != getattr(answer, field)}
    for field, value in changed.items():
        old, new = (_said(field, each) for each in (getattr(answer, field), value))
        record_change(answer, field, old=old, new=new, by=by, now=now)
        setattr(answer, field, value)
    if changed:
        answer.changed_at = now
        _keep(answer)
        db.session.expire(answer, ["topic", "law", "team"])
        record_act("answer.changed", by=by, now=now, subject=answer, fields=sorted(changed))


def _said(field: str, value: Any) -> str | None:
    if value is None:
        return None
    models: dict[str, tuple[Any, str]] = {
        "team_id": (Team, "name"),
        "topic_id": (Item, "name"),
        "law_id": (Law, "title"),
    }
    if field in models:
        model, name = models[field]
        return str(getattr(db.session.get(model, value), name))
    return str(value)


def _keep(answer: StandardAnswer) -> None:
    db.session.flush()
    weights = weighed(answer.question, text=(answer.text,))
    keep_grams(AnswerGram, AnswerGram.answer_id, text_id=answer.id, weights=weights)
