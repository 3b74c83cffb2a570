"""What is done to cases. None is deleted: it is retired, and its history stays."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.anonymity.checking import check_unnamed
from outreach.audit.actions import record_act, record_change
from outreach.cases.labels import FIELDS
from outreach.cases.models import Case, CaseGram, CaseLaw
from outreach.cases.rights import check_may_add_for, check_may_change
from outreach.cases.rules import LONGEST_ARTICLE, LONGEST_LINE, LONGEST_TEXT, MOST_LAWS, Source
from outreach.db import db
from outreach.errors import Invalid
from outreach.fulltext.actions import keep_grams
from outreach.fulltext.rules import weighed
from outreach.laws.queries import check_known_laws
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.places.naming import names_of_companies
from outreach.schedule.rules import check_needed, check_text


@dataclass(frozen=True)
class CaseFacts:
    """What is told of a case; `laws` are pairs of a law's id and the article of it that decides, in their order."""

    title: str
    subject: Subject
    team_id: uuid.UUID
    facts: str
    outcome: str
    lesson: str
    source: Source
    dispute: str | None = None
    cost: str | None = None
    source_text: str | None = None
    laws: Sequence[tuple[uuid.UUID, str | None]] = ()


def add_case(*, facts: CaseFacts, by: Person, now: datetime, names_are_none: bool = False) -> Case:
    """A new case.

    Raises Forbidden for another team's, Invalid, also for a number that belongs to somebody, and asks Question
    (`no_real_name`) about what looks like a name of a person or a company, unless `names_are_none`.
    """
    check_may_add_for(by, facts.team_id, now)
    values = _checked(facts, names_are_none=names_are_none)
    case = Case(**values, made_at=now, changed_at=now, made_by_id=by.id)
    db.session.add(case)
    db.session.flush()
    _set_laws(case, facts)
    _keep(case)
    record_act("case.added", by=by, now=now, subject=case, title=case.title)
    return case


def change_case(case: Case, *, facts: CaseFacts, by: Person, now: datetime, names_are_none: bool = False) -> Case:
    """The case as `facts` say; raises as `add_case` does."""
    check_may_change(by, case, now)
    if facts.team_id != case.team_id:
        check_may_add_for(by, facts.team_id, now)
    values = _checked(facts, names_are_none=names_are_none)
    before = _written(case)
    for field, value in values.items():
        setattr(case, field, value)
    _set_laws(case, facts)
    db.session.expire(case, ["team", "laws"])
    after = _written(case)
    changed = [field for field in after if after[field] != before[field]]
    for field in changed:
        record_change(case, field, old=before[field], new=after[field], by=by, now=now)
    if changed:
        case.changed_at = now
        _keep(case)
        record_act("case.changed", by=by, now=now, subject=case, title=case.title, fields=sorted(changed))
    return case


def retire_case(case: Case, *, by: Person, now: datetime) -> None:
    """It is told no more; where it was told stays."""
    check_may_change(by, case, now)
    if case.retired_at is None:
        case.retired_at = case.changed_at = now
        record_change(case, "retired", old=None, new="yes", by=by, now=now)
        record_act("case.retired", by=by, now=now, subject=case, title=case.title)


def restore_case(case: Case, *, by: Person, now: datetime) -> None:
    """It is told again."""
    check_may_change(by, case, now)
    if case.retired_at is not None:
        case.retired_at, case.changed_at = None, now
        record_change(case, "retired", old="yes", new=None, by=by, now=now)
        record_act("case.restored", by=by, now=now, subject=case, title=case.title)


def _checked(facts: CaseFacts, *, names_are_none: bool) -> dict[str, Any]:
    values = {field: value for field, value in asdict(facts).items() if field != "laws"}
    for field in ("title", "facts", "outcome", "lesson"):
        values[field] = check_needed(values[field], field, LONGEST_LINE if field == "title" else LONGEST_TEXT)
    for field, most in (("dispute", LONGEST_TEXT), ("cost", LONGEST_LINE), ("source_text", LONGEST_LINE)):
        values[field] = check_text(values[field], field, most)
    if len(facts.laws) > MOST_LAWS:
        raise Invalid(_("Name at most %(most)d laws.", most=MOST_LAWS), field="laws", code="too_many_laws")
    check_known_laws({law_id for law_id, _article in facts.laws})
    told = ("title", "facts", "dispute", "outcome", "lesson", "cost", "source_text")
    texts = {field: values[field] for field in told}
    check_unnamed(texts, FIELDS, names_are_none=names_are_none, companies=names_of_companies())
    return values


def _set_laws(case: Case, facts: CaseFacts) -> None:
    """Rows by place: one whose law changed is written over, so that no key is taken twice."""
    there = {each.position: each for each in case.laws}
    for position, (law_id, article) in enumerate(facts.laws):
        row = there.pop(position, None)
        if row is None:
            row = CaseLaw(case_id=case.id, position=position)
            case.laws.append(row)
        row.law_id, row.article = law_id, check_text(article, "laws", LONGEST_ARTICLE)
    for row in there.values():
        case.laws.remove(row)
    db.session.flush()


def _written(case: Case) -> Mapping[str, str | None]:
    """The fields as a person reads them."""
    plain = {field: getattr(case, field) for field in FIELDS if field not in ("team", "laws", "retired")}
    laws = "、".join(f"《{each.law.title}》{each.article or ''}" for each in case.laws) or None
    said: dict[str, Any] = plain | {"team": case.team.name, "laws": laws}
    return {field: None if value is None else str(value) for field, value in said.items()}


def _keep(case: Case) -> None:
    db.session.flush()
    laws = [f"{each.law.title}{each.article or ''}" for each in case.laws]
    text = (case.facts, case.outcome, case.cost, case.source_text, *laws)
    weights = weighed(case.title, (case.dispute, case.lesson), text)
    keep_grams(CaseGram, CaseGram.case_id, text_id=case.id, weights=weights)
