"""Writing texts: beginning, saving, putting away, drawing and handing in."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.reports.drawings.actions import LONGEST_TITLE, keep_drawing
from outreach.reports.drawings.gathering import Gathered, gather
from outreach.reports.drawings.resolved import kept_in
from outreach.reports.parts import Part, read_part
from outreach.reports.sums import year_sums
from outreach.reports.texts import queries
from outreach.reports.texts.copying import body_of, copy_of_draft, word_in
from outreach.reports.texts.drafting import draft_of
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.findings import check_wording, refused_in
from outreach.reports.texts.models import DrawnText, HandedIn, ReportText, TextVersion
from outreach.reports.texts.rules import LONGEST_BLOCK, MOST_BLOCKS, Draft, tidy
from outreach.reports.texts.rules import LONGEST_TITLE as LONGEST_TEXT_TITLE
from outreach.reports.typed.words import is_typed_word


def begin_text(frame: Frame, *, by: Person, now: datetime) -> ReportText:
    """A text of the frame, drafted from the bureau's sentences and today's figures."""
    around = frame.around
    text = ReportText(
        year=around.year,
        kind=frame.kind,
        first_day=frame.period.first,
        last_day=frame.period.last,
        edition_id=frame.edition.id if frame.edition else None,
        version=0,
        made_at=now,
        made_by_id=by.id,
        changed_at=now,
    )
    db.session.add(text)
    db.session.flush()
    draft = draft_of(frame, year_sums(around), queries.patterns(), today=clock.local_day(now))
    _add_version(text, draft, by=by, now=now)
    record_act("text.begun", by=by, now=now, subject=text, title=draft.title, year=text.year)
    return text


def save_text(text: ReportText, draft: Draft, *, seen: int, by: Person, now: datetime) -> ReportText:
    """What is written in another form, as a version of its own.

    `seen` is the number of the version that the writer began with: raises Conflict (`changed_meanwhile`) where another
    one holds by now, and Invalid for 余 and its like typed beside a number, and for one number of two units.
    """
    _check_there(text)
    if seen != text.version:
        raise Conflict(
            _("Somebody else saved this text meanwhile. Theirs stands beside yours: put together what is right."),
            code="changed_meanwhile",
        )
    draft = tidy(draft)
    _check_size(draft)
    check_wording(draft)
    if draft != text.current.draft:
        _add_version(text, draft, by=by, now=now)
        record_act("text.saved", by=by, now=now, subject=text, title=draft.title, version=text.version)
    return text


def put_away(text: ReportText, *, by: Person, now: datetime) -> None:
    """Take the text from the list; what was drawn of it stays. Nothing is lost, it can be brought back."""
    _check_there(text)
    text.put_away_at = now
    record_act("text.put_away", by=by, now=now, subject=text, title=text.current.title)


def bring_back(text: ReportText, *, by: Person, now: datetime) -> None:
    """Put it on the list again."""
    text.put_away_at = None
    record_act("text.brought_back", by=by, now=now, subject=text, title=text.current.title)


def gather_text(text: ReportText, *, at: datetime) -> Gathered:
    """What a drawing of the text as it stands would keep; in a snapshot that was opened at the instant `at`."""
    return gather(Frame.of_text(text).around, _parts(text.current.draft), at=at)


def draw_text(text: ReportText, *, seen: int, by: Person, now: datetime, gathered: Gathered | None = None) -> DrawnText:
    """Draw the copies: the numbers of this instant with their lines, and the text as it stands, kept for ever.

    `gathered` is what `gather_text` gave before the transaction; without it this is a transaction of one instant.
    Raises Conflict where another version holds than the one `seen`.
    """
    _check_there(text)
    if seen != text.version:
        raise Conflict(_("Somebody saved this text while you read it. Read it once more."), code="changed_meanwhile")
    draft, frame = text.current.draft, Frame.of_text(text)
    number = queries.last_number(text.id) + 1
    ending = _(" (draft %(number)s)", number=number)
    title = f"{draft.title[: LONGEST_TITLE - len(ending)]}{ending}"
    drawing = keep_drawing(frame.around, title=title, by=by, now=now, parts=_parts(draft), gathered=gathered)
    copy = copy_of_draft(draft, kept_in(drawing), drawing=drawing, findings=refused_in(draft, frame.around))
    drawn = DrawnText(
        text_id=text.id,
        number=number,
        version=text.version,
        drawing_id=drawing.id,
        at=drawing.at,
        by_id=by.id,
        title=copy.title,
        body=body_of(copy),
        is_clean=copy.is_clean,
    )
    db.session.add(drawn)
    text.changed_at = now
    db.session.flush()
    record_act("text.drawn", by=by, now=now, subject=drawn, title=copy.title, number=number)
    return drawn


def hand_in(drawn: DrawnText, *, day: date, to_whom: str, by: Person, now: datetime) -> HandedIn:
    """Say that the drawn text was handed in: on which local day, to whom. Raises Conflict for one that is not clean."""
    if not drawn.is_clean:
        raise Conflict(_("A draft that is not clean is not handed in."), code="not_clean")
    if drawn.handed_in is not None:
        raise Conflict(_("It is marked as handed in already."), code="handed_in")
    to_whom = to_whom.strip()
    if not to_whom:
        raise Invalid(_("Say to whom it was handed in."), field="to_whom", code="blank")
    if not clock.local_day(drawn.at) <= day <= clock.local_day(now):
        raise Invalid(_("It was handed in after it was drawn, and not after today."), field="day", code="bad_day")
    said = HandedIn(drawn_text_id=drawn.id, day=day, to_whom=to_whom, at=now, by_id=by.id)
    db.session.add(said)
    db.session.flush()
    db.session.expire(drawn, ["handed_in"])
    record_act("text.handed_in", by=by, now=now, subject=drawn, title=drawn.title, to_whom=to_whom)
    return said


def take_back(drawn: DrawnText, *, by: Person, now: datetime) -> None:
    """It was not handed in after all."""
    if drawn.handed_in is None:
        raise Conflict(_("It is not marked as handed in."), code="not_handed_in")
    db.session.delete(drawn.handed_in)
    db.session.flush()
    db.session.expire(drawn, ["handed_in"])
    record_act("text.taken_back", by=by, now=now, subject=drawn, title=drawn.title)


def _parts(draft: Draft) -> list[Part]:
    words: list[Any] = [word_in(draft, name) for name in draft.names]
    return [read_part(word) for word in words if word is not None and not is_typed_word(word)]


def _add_version(text: ReportText, draft: Draft, *, by: Person, now: datetime) -> None:
    text.version += 1
    text.changed_at = now
    body = {
        "blocks": [{"level": block.level.value, "text": block.text} for block in draft.blocks],
        "slots": dict(draft.slots),
        "exact": sorted(draft.exact),
    }
    version = TextVersion(text_id=text.id, number=text.version, at=now, by_id=by.id, title=draft.title, body=body)
    db.session.add(version)
    db.session.flush()
    db.session.expire(text, ["current"])


def _check_there(text: ReportText) -> None:
    if text.put_away_at is not None:
        raise Conflict(_("This text was put away. Bring it back first."), code="put_away")


def _check_size(draft: Draft) -> None:
    if not draft.title:
        raise Invalid(_("A text needs a title."), field="title", code="blank")
    if len(draft.title) > LONGEST_TEXT_TITLE:
        raise Invalid(_("The title is too long."), field="title", code="too_long")
    if len(draft.blocks) > MOST_BLOCKS or any(len(block.text) > LONGEST_BLOCK for block in draft.blocks):
        raise Invalid(_("The text is too long: up to 200 paragraphs of 4,000 characters each."), code="too_long")
