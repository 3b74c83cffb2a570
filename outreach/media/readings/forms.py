"""The form of a reading."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from outreach.media.models import Placement
from outreach.media.rules import Metric
from outreach.web.fields import ChoiceField, CountField, DayField, TextField
from outreach.web.forms import BaseForm

_NEEDED = DataRequired(_("Please fill this in."))


class ReadingForm(BaseForm):
    """What the counters of one placement showed at a day's close."""

    placement_id = ChoiceField(_("On"), [_NEEDED], of=UUID)
    day = DayField(_("At the close of"), [_NEEDED])
    people = CountField(_("Readers (people)"), most=2_000_000_000)
    times = CountField(_("Reads (times)"), most=2_000_000_000)
    plays = CountField(_("Plays (times)"), most=2_000_000_000)
    proof_note = TextField(_("Where the number is from"), most=300)

    def values(self) -> dict[Metric, int]:
        """The numbers that were typed; a field left empty is no reading, and 0 is one."""
        typed = {Metric.PEOPLE: self.people.data, Metric.TIMES: self.times.data, Metric.PLAYS: self.plays.data}
        return {metric: value for metric, value in typed.items() if value is not None}

    def offer(self, placements: list[Placement]) -> None:
        """Fill the list of placements."""
        self.placement_id.offer((each.id, f"{each.channel.name} · {each.day.isoformat()}") for each in placements)
