"""What stands against an event is asked about, all at once; planned anyway, the reason stays on the event.

A planner is asked by Question with the code of exactly what was found (`asked`). The yes to it is an `Anyway`: it holds
for that set only, so that what came up meanwhile is asked about again. Never silent, and never a dead end.
"""

import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_change
from outreach.db import db
from outreach.errors import Question
from outreach.schedule.clashes.queries import Findings, accepted_clashes, find_clashes, keep_others_waiting, teams_of
from outreach.schedule.clashes.rules import Clash
from outreach.schedule.clashes.words import lines_of
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.models import AcceptedClash, Event
from outreach.schedule.rules import Status, check_text
from outreach.web.language import in_bureau_language

ASKED = "clashes"
LONGEST_REASON = 200
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Anyway:
    """ "Plan it anyway", and why.

    `seen` are the codes of the questions that were answered (`Question.code`); None says yes to whatever is found, for
    programs that plan.
    """

    reason: str | None
    seen: Collection[str] | None = None

    def answers(self, code: str) -> bool:
        """Whether it is a yes to the question of that code."""
        return self.seen is None or code in self.seen


@dataclass(frozen=True)
class Accepted:
    """The clashes that an event is planned with anyway."""

    findings: Findings
    clashes: Sequence[Clash] = ()
    reason: str = ""


@dataclass(frozen=True)
class Kept:
    """What was accepted in one sentence, by one of its rows, and whether some of it is still there."""

    row: AcceptedClash
    is_there: bool


@dataclass(frozen=True)
class Standing:
    """What an event's page says: what stands against it without an answer (as `listed`), and what was accepted."""

    unanswered: Sequence[dict[str, Any]]
    kept: Sequence[Kept]


def ask_about_new(event_id: uuid.UUID, facts: Facts, anyway: Anyway | None, now: datetime) -> Accepted:
    """What stands against a new event that says `facts`, accepted by `anyway`; raises Question for it."""
    keep_others_waiting(facts)
    findings = find_clashes(event_id, facts, now)
    return _answered(findings, findings.clashes, anyway)


def ask_about_change(event: Event, facts: Facts, anyway: Anyway | None, now: datetime) -> Accepted | None:
    """What the change to `facts` brings up against the event, accepted by `anyway`; raises Question for it."""
    if _taken(facts_of(event)) == _taken(facts):
        return None
    keep_others_waiting(facts)
    return _answered(*brought_up(event, facts, now), anyway)


def brought_up(event: Event, facts: Facts, now: datetime) -> tuple[Findings, Sequence[Clash]]:
    """What was found if the event said `facts`, and what of it the change brings up.

    What stands against the event as it is, and is no worse then, is known already.
    """
    findings = find_clashes(event.id, facts, now)
    known = find_clashes(event.id, facts_of(event), now).clashes if findings.clashes else ()
    return findings, [each for each in findings.clashes if not any(each.is_within(clash) for clash in known)]


def remember(event: Event, accepted: Accepted | None, *, by: Actor, now: datetime) -> None:
    """Keep on the event, and say in its history, what it was planned with anyway, in the bureau's language."""
    if accepted is None or not accepted.clashes:
        return
    with in_bureau_language():
        lines = lines_of(accepted.findings, accepted.clashes)
    for line in lines:
        record_change(event, "clash", old=None, new=line.said, by=by, now=now, reason=accepted.reason)
        for clash in line.clashes:
            db.session.add(
                AcceptedClash(
                    event_id=event.id,
                    kind=clash.kind,
                    subject_id=clash.subject_id,
                    other_id=clash.other_id,
                    day=clash.day,
                    needed=clash.needed,
                    there=clash.there,
                    said=line.said,
                    reason=accepted.reason,
                    at=now,
                    by_id=by.id,
                    by_name=by.name,
                )
            )
    db.session.flush()


def standing_clashes(event: Event, now: datetime) -> Standing:
    """What stands against the event: an event that was planned later, or a leave, may have brought it up.

    Only what is planned and not over is looked at anew; of the rest stays what was accepted.
    """
    rows = {row.clash.key: row for row in accepted_clashes(event.id)}
    if event.status is not Status.PLANNED or event.ends_at <= now:
        return Standing([], _kept(rows, rows))
    findings = find_clashes(event.id, facts_of(event), now)
    unanswered = [each for each in findings.clashes if not any(each.is_within(row.clash) for row in rows.values())]
    return Standing(listed(findings, unanswered), _kept(rows, {clash.key for clash in findings.clashes}))


def asked(clashes: Sequence[Clash]) -> str:
    """The code of the question about exactly these clashes."""
    return code_of([(each.key, each.needed, each.there) for each in clashes])


def code_of(found: Sequence[Any]) -> str:
    """The code of a question about exactly what was `found`; plain values, in their order."""
    return f"{ASKED} {hashlib.sha256(repr(found).encode()).hexdigest()[:16]}"


def question_about(code: str, clashes: Sequence[Mapping[str, Any]], *, is_meant: bool, field: str | None) -> Question:
    """The question about what is `listed`; where the yes to it came without a reason (`is_meant`), it asks for that."""
    return Question(
        " ".join(each["said"] for each in clashes),
        code=code,
        field=field,
        clashes=clashes,
        events=list(dict.fromkeys(each["event"] for each in clashes if each["event"])),
        missing=_("Say why it is planned anyway.") if is_meant else None,
    )


def listed(findings: Findings, clashes: Sequence[Clash]) -> list[dict[str, Any]]:
    """The clashes as pages and programs are told them: for each sentence the kinds, and the id of the event met."""
    return [
        {
            "kinds": list(dict.fromkeys(each.kind.value for each in line.clashes)),
            "said": line.said,
            "event": line.other_id and str(line.other_id),
        }
        for line in lines_of(findings, clashes)
    ]


def _kept(rows: Mapping[Key, AcceptedClash], there: Collection[Key]) -> list[Kept]:
    """One for each sentence, in the order in which they were accepted."""
    kept: dict[str, Kept] = {}
    for key, row in rows.items():
        known = kept.get(row.said)
        kept[row.said] = Kept(row, key in there or (known is not None and known.is_there))
    return list(kept.values())


def _answered(findings: Findings, clashes: Sequence[Clash], anyway: Anyway | None) -> Accepted:
    if not clashes:
        return Accepted(findings)
    code = asked(clashes)
    is_meant = anyway is not None and anyway.answers(code)
    reason = check_text(anyway.reason, "anyway_reason", LONGEST_REASON) if anyway is not None and is_meant else None
    if reason is not None:
        return Accepted(findings, clashes, reason)
    raise question_about(code, listed(findings, clashes), is_meant=is_meant, field="starts_at")


def _taken(facts: Facts) -> tuple[Any, ...]:
    """What of the facts can meet something."""
    items = {id: quantity for id, quantity in facts.get("planned_items", {}).items() if quantity}
    people = frozenset(facts.get("staff", {}))
    return facts["starts_at"], facts["ends_at"], facts["place_id"], teams_of(facts), people, items
