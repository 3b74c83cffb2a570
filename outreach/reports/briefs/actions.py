"""Writing briefs: drafting, saving, taking numbers from the ledger, checking."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid, NotFound
from outreach.people.models import Person
from outreach.reports.briefs import queries
from outreach.reports.briefs.counting import Counted, numbers_of
from outreach.reports.briefs.drafting import draft_of
from outreach.reports.briefs.models import Brief, BriefLine, BriefNumber, BriefVersion
from outreach.reports.briefs.rights import check_may_check, check_may_write
from outreach.reports.briefs.rules import Field, State, check_typed, clean_text
from outreach.reports.briefs.standing import standing_of
from outreach.schedule import queries as schedule
from outreach.schedule.rules import Status


def draft_brief(event_id: uuid.UUID, *, by: Person, now: datetime) -> Brief:
    """A brief drafted from the event's log, or the one that is there; raises Conflict for an event not yet held."""
    event = schedule.event(event_id, lock=True)
    there = queries.brief_of(event_id)
    if there is not None:
        return there
    check_may_write(by, event, now)
    if event.status is not Status.HELD:
        raise Conflict(_("A brief tells what happened: log the event, or say that it was held."), code="not_held")
    counted = numbers_of(event)
    item = Brief(event_id=event_id, version=0, made_at=now, made_by_id=by.id, changed_at=now)
    db.session.add(item)
    db.session.flush()
    _add_version(item, draft_of(event, counted, today=clock.local_day(now)), by=by, now=now)
    for each in counted.values():
        _take(item, each, now=now)
    db.session.flush()
    record_act("brief.drafted", by=by, now=now, subject=item, title=event.title)
    return item


def save_brief(item: Brief, texts: Mapping[Field, str], *, seen: int, by: Person, now: datetime) -> Brief:
    """The brief with another text, as a version of its own; a checked one is a draft again.

    `seen` is the number of the version that the writer began with: raises Conflict (`changed_meanwhile`) where another
    one holds by now, and Invalid (`typed_approximate`) for 余, 多, 近 or 超 typed beside a number.
    """
    check_open(item, by=by, now=now)
    if seen != item.version:
        raise Conflict(
            _("Somebody else saved this brief meanwhile. Their text stands beside yours: put together what is right."),
            code="changed_meanwhile",
        )
    texts = {field: clean_text(text) for field, text in texts.items()}
    if not texts[Field.HEADLINE]:
        raise Invalid(_("A brief needs a headline."), field=Field.HEADLINE.value, code="blank")
    check_typed(texts)
    if texts != item.current.texts:
        _add_version(item, texts, by=by, now=now)
        _touch(item, now=now)
        record_act("brief.saved", by=by, now=now, subject=item, title=texts[Field.HEADLINE], version=item.version)
    return item


def take_number(item: Brief, key: str, *, by: Person, now: datetime) -> None:
    """The number as the ledger has it now, in place of the one in the brief, or a new one; raises NotFound."""
    check_open(item, by=by, now=now)
    counted, taken = numbers_of(item.event).get(key), _taken(item, key)
    if counted is not None:
        name = counted.number.name
    elif taken is not None:
        name = taken.name
    else:
        raise NotFound(code="no_such_number", key=key)
    _replace(item, taken, counted, now=now)
    _touch(item, now=now)
    record_act("brief.number_taken", by=by, now=now, subject=item, name=name)


def take_all_numbers(item: Brief, *, by: Person, now: datetime) -> int:
    """Every number that became another one, and how many those are."""
    check_open(item, by=by, now=now)
    changed = standing_of(item).changed
    for row in changed:
        _replace(item, _taken(item, row.number.key), row.today, now=now)
    if changed:
        _touch(item, now=now)
        record_act("brief.number_taken", by=by, now=now, subject=item, count=len(changed))
    return len(changed)


def keep_number(item: Brief, key: str, *, by: Person, now: datetime) -> None:
    """The number of the brief stays, though the ledger has another one now; asked again when that changes once more."""
    check_open(item, by=by, now=now)
    taken = _taken(item, key)
    if taken is None:
        raise NotFound(code="no_such_number", key=key)
    counted = numbers_of(item.event).get(key)
    taken.is_kept, taken.kept_against = True, None if counted is None else counted.number.value
    _touch(item, now=now)
    record_act("brief.number_kept", by=by, now=now, subject=item, name=taken.name, count=taken.value)


def choose_exact(item: Brief, key: str, is_exact: bool, *, by: Person, now: datetime) -> None:
    """Print the number exactly, or by the rule."""
    check_open(item, by=by, now=now)
    taken = _taken(item, key)
    if taken is None:
        raise NotFound(code="no_such_number", key=key)
    if taken.is_exact != is_exact:
        taken.is_exact = is_exact
        _touch(item, now=now)
        record_act("brief.wording_chosen", by=by, now=now, subject=item, name=taken.name)


def check_brief(item: Brief, *, seen: int, by: Person, now: datetime) -> Brief:
    """The lead has read it and stands by it; raises Conflict where it is not clean, or not the text that was read."""
    check_may_check(by, item.event, now)
    _check_state(item, State.DRAFT)
    if seen != item.version:
        raise Conflict(_("Somebody saved this brief while you read it. Read it once more."), code="changed_meanwhile")
    check_clean(item)
    item.checked_at, item.checked_by_id, item.changed_at = now, by.id, now
    db.session.flush()
    record_act("brief.checked", by=by, now=now, subject=item, title=item.current.headline, version=item.version)
    return item


def check_open(item: Brief, *, by: Person, now: datetime) -> None:
    """Raise Forbidden for who may not write at the brief, Conflict (`kept`) where it is kept as an article."""
    check_may_write(by, item.event, now)
    if item.state is State.KEPT:
        raise Conflict(_("This brief is kept as an article and changes no more."), code="kept")


def check_clean(item: Brief) -> None:
    """Raise Conflict (`not_clean`) while a slot is empty, undecided or changed, or the text says what it may not.

    Also (`not_held`) where the event was cancelled since, or said not to have been held.
    """
    if item.state is not State.KEPT and item.event.status is not Status.HELD:
        raise Conflict(_("The event of this brief does not count as held any more."), code="not_held")
    if not standing_of(item).is_clean:
        raise Conflict(
            _("Something in this brief is not settled yet. Its page lists what, and how each is settled."),
            code="not_clean",
        )


def refresh_lines(item: Brief) -> None:
    """The lines behind each number whose value stands anew: the same sum may come of other lines by now."""
    today = numbers_of(item.event)
    for taken in queries.taken_numbers(item.id):
        counted = today.get(taken.key)
        if counted is not None and counted.number.value == taken.value:
            _write_lines(item, counted)
    db.session.flush()


def _check_state(item: Brief, state: State) -> None:
    if item.state is not state:
        raise Conflict(_("Somebody else was quicker: it is in another state by now."), code="other_state")


def _touch(item: Brief, *, now: datetime) -> None:
    item.changed_at = now
    item.checked_at = item.checked_by_id = None
    db.session.flush()


def _add_version(item: Brief, texts: Mapping[Field, str], *, by: Person, now: datetime) -> None:
    item.version += 1
    facts = {field.value: texts[field] for field in Field}
    db.session.add(BriefVersion(brief_id=item.id, number=item.version, at=now, by_id=by.id, **facts))
    db.session.flush()
    db.session.expire(item, ["current"])


def _taken(item: Brief, key: str) -> BriefNumber | None:
    return db.session.get(BriefNumber, (item.id, key))


def _replace(item: Brief, taken: BriefNumber | None, counted: Counted | None, *, now: datetime) -> None:
    """What the ledger says takes the place; of a number that it has no line of any more nothing is said."""
    if counted is not None:
        _take(item, counted, now=now, taken=taken)
    elif taken is not None:
        taken.value, taken.is_estimated, taken.taken_at = None, False, now
        taken.is_kept, taken.kept_against = False, None
        _drop_lines(item, taken.key)
    db.session.flush()


def _take(item: Brief, counted: Counted, *, now: datetime, taken: BriefNumber | None = None) -> None:
    number = counted.number
    if taken is None:
        names = {each.name for each in queries.taken_numbers(item.id)}
        name = number.name if number.name not in names else f"{number.name}·{number.key}"
        taken = BriefNumber(brief_id=item.id, key=number.key, name=name, unit=number.unit, position=len(names))
        db.session.add(taken)
    taken.value, taken.is_estimated, taken.taken_at = number.value, number.is_estimated, now
    taken.is_kept, taken.kept_against = False, None
    db.session.flush()
    _write_lines(item, counted)


def _write_lines(item: Brief, counted: Counted) -> None:
    _drop_lines(item, counted.key)
    for line in counted.lines:
        facts = {"day": item.event.day, "quantity": line.quantity, "label": line.label}
        db.session.add(BriefLine(brief_id=item.id, key=counted.key, tally_id=line.id, **facts))
    db.session.flush()


def _drop_lines(item: Brief, key: str) -> None:
    for line in queries.lines_behind(item.id, key):
        db.session.delete(line)
    db.session.flush()
