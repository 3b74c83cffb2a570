"""What narrows the open risks."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.check_ups.open_risks.queries import NONE, Areas, Filters
from outreach.laws.labels import SUBJECTS
from outreach.laws.subjects import Subject
from outreach.places.labels import TRADES
from outreach.web.fields import ChoiceField
from outreach.web.forms import FilterForm


class By(StrEnum):
    """What the columns of the table are."""

    PARK = "park"
    TRADE = "trade"


class RiskFilterForm(FilterForm):
    """The columns, and what the open risks are narrowed to."""

    by = ChoiceField(_("Columns"), of=By, choices=[(By.PARK, _("By park")), (By.TRADE, _("By trade"))], default=By.PARK)
    subject = ChoiceField(_("Field of law"), of=Subject, blank=_("All subjects"), choices=SUBJECTS.items())
    park = ChoiceField(_("Park or township"), of=str, blank=_("All parks and townships"))
    trade = ChoiceField(_("Trade"), of=str, blank=_("All trades"))

    def __init__(self, areas: Areas) -> None:
        super().__init__()
        self.parks = dict(sorted(areas.names.items(), key=lambda each: each[1])) | {NONE: _("Outside of parks")}
        self.trades: dict[str, Any] = {trade.value: label for trade, label in TRADES.items()} | {
            NONE: _("No trade said")
        }
        self.park.offer(self.parks.items())
        self.trade.offer(self.trades.items())

    @property
    def columns(self) -> By:
        """What the columns are, also where nobody has said it."""
        return self.by.data if isinstance(self.by.data, By) else By.PARK

    def filters(self) -> Filters:
        """What was chosen."""
        park = self.park.data if self.park.data in self.parks else None
        trade = self.trade.data if self.trade.data in self.trades else None
        return Filters(self.subject.data, park, trade)
