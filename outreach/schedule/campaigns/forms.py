"""The forms of campaigns and editions."""

import re
import uuid
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, ValidationError
from wtforms.widgets import TextInput

from outreach.errors import Invalid
from outreach.schedule import choices
from outreach.schedule.campaigns.rules import Recurrence
from outreach.schedule.campaigns.words import RULES
from outreach.schedule.forms import WordField, needed
from outreach.schedule.models import Campaign, Edition
from outreach.schedule.rules import DayRule
from outreach.sheets import parse_day
from outreach.web.fields import ChoiceField, CountField, DayField, ManyField, TextField, TypedField
from outreach.web.filters import day_of_year, month_name
from outreach.web.forms import BaseForm

_BETWEEN_ALIASES = re.compile(r"[,，、;；\n]+")
_LAST_OF_FEBRUARY = re.compile(r"0?2[-/.月]29日?|2月(?:底|末)")


class DayOfYearField(TypedField):
    """A day that every year has: MM-DD, typed as 12-01 or 12月1日; 02-29 is the last day of February."""

    widget = TextInput()
    complaint = _("This is not a day of the year. Write it like 12-01 or 12月1日.")

    def read(self, text: str) -> str:
        """The day as MM-DD; a year that was typed with it is left out."""
        if _LAST_OF_FEBRUARY.fullmatch(text):
            return "02-29"
        try:
            return parse_day(text, today=date(2000, 7, 1)).strftime("%m-%d")
        except Invalid:
            raise Invalid(self.complaint) from None

    def written(self, value: Any) -> str:
        """12月1日, 1 Dec is not read back, so digits stand there in English."""
        said = day_of_year(value)
        return said if "月" in said else str(value)


class CampaignForm(BaseForm):
    """The names of a campaign, the rule of its days, and the laws it explains."""

    name = TextField(_("Name"), [needed], most=100)
    name_en = TextField(_("English name"), most=100)
    aliases = TextField(_("Other names"), description=_("Separated by commas"), most=500)
    rule = WordField(_("How its days are found"), RULES, default=DayRule.NOTICE)
    rule_month = ChoiceField(_("Month"), of=int, blank=_("Choose a month"))
    rule_first = DayOfYearField(_("First day"))
    rule_last = DayOfYearField(_("Last day"))
    rule_from_year = CountField(_("Since the year"), least=1950, most=2150)
    law_ids = ManyField(_("Laws to be explained"), of=uuid.UUID)
    retired = BooleanField(_("No longer used: keep it on its events, offer it no more"))

    def offer(self) -> None:
        """Fill the lists."""
        self.rule_month.offer((number, month_name(number)) for number in range(1, 13))
        self.law_ids.offer((law.id, law.title) for law in choices.laws())

    def validate_rule_month(self, field: ChoiceField) -> None:
        """Refuse a rule by month that names none."""
        if self.rule.data == DayRule.MONTH and not field.data:
            raise ValidationError(gettext("Choose a month"))

    def facts(self) -> dict[str, Any]:
        """What the form says of the campaign, after it was validated."""
        names = [alias.strip() for alias in _BETWEEN_ALIASES.split(self.aliases.data) if alias.strip()]
        facts = {"name": self.name.data, "name_en": self.name_en.data, "aliases": names}
        return facts | {"recurrence": self._recurrence(), "law_ids": self.law_ids.data or []}

    def _recurrence(self) -> Recurrence:
        rule: DayRule = self.rule.data or DayRule.NOTICE
        first = f"{self.rule_month.data:02d}-01" if rule is DayRule.MONTH else self.rule_first.data
        return Recurrence(rule, first, self.rule_last.data, self.rule_from_year.data)


class EditionForm(BaseForm):
    """When a campaign runs in a year."""

    year = CountField(_("Year"), [needed], least=1950, most=2150)
    first_day = DayField(_("First day"), [needed])
    last_day = DayField(_("Last day"), [needed])
    document = TextField(
        _("This year's notice"), description=_("Its title or number, such as 人社厅函〔2026〕12号"), most=200
    )
    is_confirmed = BooleanField(_("These days are confirmed"))

    def facts(self) -> dict[str, Any]:
        """What the form says of the edition; a notice that is named confirms the days."""
        return {
            "year": self.year.data,
            "first_day": self.first_day.data,
            "last_day": self.last_day.data,
            "document": self.document.data,
            "is_proposed": not (self.is_confirmed.data or self.document.data),
        }


def said_of_campaign(campaign: Campaign) -> dict[str, Any]:
    """What the form shows of a campaign that is there."""
    by_month = campaign.rule is DayRule.MONTH
    return {
        "name": campaign.name,
        "name_en": campaign.name_en,
        "aliases": "、".join(campaign.aliases),
        "rule": campaign.rule,
        "rule_month": int(str(campaign.rule_first)[:2]) if by_month else None,
        "rule_first": None if by_month else campaign.rule_first,
        "rule_last": campaign.rule_last,
        "rule_from_year": campaign.rule_from_year,
        "law_ids": [each.law_id for each in campaign.laws],
        "retired": campaign.retired_at is not None,
    }


def said_of_edition(edition: Edition, *, confirming: bool) -> dict[str, Any]:
    """What the form shows of an edition that is there."""
    facts = {name: getattr(edition, name) for name in ("year", "first_day", "last_day", "document")}
    return facts | {"is_confirmed": confirming or not edition.is_proposed}


def said_of_new_edition(campaign: Campaign, year: int) -> dict[str, Any]:
    """What the form shows for an edition of `year`: the days that the rule proposes, if it does."""
    first, last = campaign.recurrence.days_in(year) or (None, None)
    return {"year": year, "first_day": first, "last_day": last, "is_confirmed": True}
