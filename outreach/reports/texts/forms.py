"""The forms of texts: what a new one tells of, the editor, handing in, and a sentence of the bureau's own."""

import json
import uuid
from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from outreach import periods
from outreach.documents.texts import Level
from outreach.errors import Invalid, TooLarge
from outreach.periods import Period
from outreach.reports.filters import Filters
from outreach.reports.picking import Picking
from outreach.reports.texts.arranging import Arranged, arranged, with_number
from outreach.reports.texts.facts import CONSTITUTION_WEEK, Frame
from outreach.reports.texts.rules import LONGEST_TITLE, Block, Draft, Kind
from outreach.reports.typed.resolving import resolve
from outreach.schedule.campaigns.queries import edition, editions_covering
from outreach.web.fields import ChoiceField, DayField, LongTextField, TextField
from outreach.web.filters import named
from outreach.web.forms import BaseForm
from outreach.web.versions import SeenVersion

_NEEDED = DataRequired(_("Please fill this in."))
SAVE, PREVIEW = "save", "preview"
#: What is read and shown at all; a draft of fewer is refused with a sentence in its place.
_MOST_SENT, _LARGEST_SENT = 1000, 60_000
_QUARTERS, _MONTHS, _EDITIONS = "quarter", "month", "edition"


class NewTextForm(BaseForm):
    """What a new text tells of: the year, a part of it, an edition of a campaign, or days of one's own."""

    of = ChoiceField(_("The text tells of"), [_NEEDED])
    first = DayField(_("From"))
    last = DayField(_("To"))

    year: int

    def offer(self, year: int) -> None:
        """Set the lists."""
        self.year = year
        choices = [SelectChoice(Kind.YEAR, _("The whole year %(year)s", year=year)), *_parts_of_a_year()]
        of_year = (each for each in editions_covering(periods.year(year)) if each.year == year)
        group = str(_("Editions of campaigns"))
        choices += [SelectChoice(f"{_EDITIONS}={each.id}", named(each.campaign), optgroup=group) for each in of_year]
        choices.append(SelectChoice(Kind.OWN, _("Days of your own, given below")))
        self.of.choices = choices

    def frame(self) -> Frame:
        """What is asked for; raises Invalid at its field."""
        name, _is, said = (self.of.data or "").partition("=")
        if name == Kind.YEAR:
            return Frame.of_year(self.year)
        if name == _EDITIONS:
            found = edition(uuid.UUID(said))
            is_week = found.campaign.code == CONSTITUTION_WEEK
            return Frame.of_edition(Kind.CONSTITUTION_WEEK if is_week else Kind.EDITION, found)
        if name in (_QUARTERS, _MONTHS):
            days = periods.quarter if name == _QUARTERS else periods.month
            kind = Kind.QUARTER if name == _QUARTERS else Kind.MONTH
            return Frame(kind, Filters(self.year, days(self.year, int(said))))
        return Frame(Kind.OWN, Filters(self.year, self._own_days()))

    def _own_days(self) -> Period:
        whole, (first, last) = periods.year(self.year), (self.first.data, self.last.data)
        if first is None or first not in whole:
            raise Invalid(_("Give a day of %(year)s.", year=self.year), field="first")
        if last is None or last not in whole:
            raise Invalid(_("Give a day of %(year)s.", year=self.year), field="last")
        if last < first:
            raise Invalid(_("The last day is before the first day."), field="last")
        return Period(first, last)


class TextForm(SeenVersion, Picking):
    """The editor: the title, the paragraphs, and the number that is picked to be put in.

    The paragraphs come as rows of `level` and `text`; `slots` carries the words of the numbers by their names, `exact`
    the names of those that are printed exactly.
    """

    title = TextField(_("Headline"), most=LONGEST_TITLE)
    slots = HiddenField()

    arranged: Arranged

    def begin(self, draft: Draft, version: int) -> None:
        """Show `draft`, or what was sent; do what a button of the paragraphs asked for."""
        self.arranged = Arranged(draft)
        if self.is_submitted():
            self.arranged = arranged(self._sent(), self.act, self._gone())
        else:
            self.begin_with(version)
            self.title.data = draft.title
        self._put()
        self._show_draft(self.arranged.draft)

    @property
    def act(self) -> str:
        """The button that was pressed."""
        return PREVIEW if self.looks.data else request.form.get("act", SAVE)

    def validate_on_submit(self, *args: Any, **kwargs: Any) -> bool:
        """Only the button that saves stores anything."""
        return self.act == SAVE and bool(super().validate_on_submit(*args, **kwargs))

    def _put(self) -> None:
        """Put the picked number at the end of the paragraph whose button was pressed."""
        name, _is, said = self.act.partition("-")
        if name != "put" or not said.isdecimal():
            return
        try:
            word = self.picked_word()
            if not word:
                raise Invalid(_("Choose a figure first."), field="figure")
        except Invalid as refusal:
            self.refuse(refusal)
            return
        label = resolve(word, self.around).label
        self.arranged = replace(self.arranged, draft=with_number(self.arranged.draft, int(said), word, label))

    def _show_draft(self, draft: Draft) -> None:
        self.slots.data, self.slots.raw_data = json.dumps(dict(draft.slots), ensure_ascii=False), None

    def _sent(self) -> Draft:
        levels, texts = request.form.getlist("level"), request.form.getlist("text")
        blocks = tuple(
            Block(_level(level), text) for level, whole in zip(levels, texts, strict=False) for text in _lines(whole)
        )
        if len(blocks) > _MOST_SENT or sum(len(each.text) for each in blocks) > _LARGEST_SENT:
            message = _("This is far longer than a report. Go back in your browser, and take out what was pasted in.")
            raise TooLarge(message, code="text_too_large")
        slots = _slots(str(self.slots.data or ""))
        return Draft(self.title.data or "", blocks, slots, frozenset(request.form.getlist("exact")))

    def _gone(self) -> tuple[int, Block] | None:
        at, text = request.form.get("gone_at", ""), request.form.get("gone_text")
        if text is None or not at.isdecimal() or len(at) > 4:
            return None
        return int(at), Block(_level(request.form.get("gone_level", "")), text)


class HandInForm(BaseForm):
    """When and to whom a drawn text was handed in."""

    day = DayField(_("Handed in on"), [_NEEDED])
    to_whom = TextField(_("To whom"), [_NEEDED], most=200)


class SentenceForm(SeenVersion, BaseForm):
    """A sentence of the bureau's own."""

    pattern = LongTextField(_("Sentence"), [_NEEDED])


def _parts_of_a_year() -> list[SelectChoice]:
    group = str(_("Parts of the year"))
    quarters = [(f"{_QUARTERS}={number}", _("Quarter %(number)s", number=number)) for number in range(1, 5)]
    months = [(f"{_MONTHS}={number}", _("Month %(number)s", number=number)) for number in range(1, 13)]
    return [SelectChoice(value, label, optgroup=group) for value, label in (*quarters, *months)]


def _level(said: str) -> Level:
    return Level(said) if said in set(Level) else Level.BODY


def _lines(whole: str) -> list[str]:
    """A paragraph for each line that holds something, so that a whole text can be pasted into one field."""
    return [line.strip() for line in whole.splitlines() if line.strip()] or [""]


def _slots(text: str) -> dict[str, str]:
    try:
        said = json.loads(text) if len(text) < 50_000 else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {name: word for name, word in said.items() if isinstance(word, str) and len(word) <= 200}
