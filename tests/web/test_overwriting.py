"""Nobody writes over what somebody else changed while the form was open, unless asked and told what that is."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from wtforms import BooleanField, FieldList, Form, FormField

from outreach.errors import Question
from outreach.web.fields import ChoiceField, CountField, DayField, LongTextField, ManyField, TextField
from outreach.web.forms import BaseForm
from outreach.web.overwriting import check_not_overwritten

TEAM, OTHER = (UUID(f"01970000-0000-7000-8000-00000000000{number}") for number in (1, 2))
TEAMS = [(TEAM, "养老保险"), (OTHER, "工伤保险")]


class Line(Form):
    team = ChoiceField("Team", of=UUID, blank="none", choices=TEAMS)
    last_day = DayField("Last day")


class ThingForm(BaseForm):
    name = TextField("Name")
    note = LongTextField("Note")
    day = DayField("Day")
    count = CountField("Count")
    team = ChoiceField("Team", of=UUID, blank="none", choices=TEAMS)
    teams = ManyField("Teams", of=UUID, choices=TEAMS)
    is_own = BooleanField("Own")
    lines = FieldList(FormField(Line), label="Lines")


@pytest.mark.parametrize(
    ("stood", "stands", "told"),
    [
        ({}, {}, {}),
        ({"name": "甲", "day": date(2025, 3, 1)}, {"name": "甲", "day": date(2025, 3, 1)}, {}),
        ({"name": None, "is_own": None, "lines": []}, {"name": "", "is_own": False}, {}),
        ({"teams": [TEAM, OTHER]}, {"teams": [OTHER, TEAM]}, {}),
        ({"name": "甲"}, {"name": "乙"}, {"Name": "乙"}),
        ({"name": "甲"}, {}, {"Name": "—"}),
        ({"note": "甲"}, {"note": "乙" * 90}, {"Note": "乙" * 79 + "…"}),
        ({}, {"day": date(2025, 11, 30)}, {"Day": "2025年11月30日 周日"}),
        ({"count": 0}, {"count": None}, {"Count": "—"}),
        ({"count": None}, {"count": 0}, {"Count": "0"}),
        ({"team": TEAM}, {"team": OTHER}, {"Team": "工伤保险"}),
        ({"teams": []}, {"teams": [TEAM, OTHER]}, {"Teams": "养老保险、工伤保险"}),
        ({"is_own": True}, {"is_own": False}, {"Own": "否"}),
        (
            {"lines": [{"team": TEAM, "last_day": None}]},
            {"lines": [{"team": TEAM, "last_day": date(2025, 11, 30)}]},
            {"Lines": "养老保险 2025年11月30日 周日"},
        ),
        ({"name": "甲", "count": 1}, {"name": "乙", "count": 2}, {"Name": "乙", "Count": "2"}),
    ],
)
def test_what_somebody_else_changed_is_told(
    sqlite_app: Flask, stood: dict[str, Any], stands: dict[str, Any], told: dict[str, str]
) -> None:
    sent = opened(sqlite_app, stood)
    assert standing(sqlite_app, sent, stands) == told


def test_a_yes_holds_until_it_is_changed_once_more(sqlite_app: Flask) -> None:
    sent = opened(sqlite_app, {"name": "甲"})
    with sqlite_app.test_request_context("/", method="POST", data=sent):
        form = ThingForm()
        with pytest.raises(Question) as asked:
            check_not_overwritten(form, ThingForm(data={"name": "乙"}))
        form.refuse(asked.value)
        sent["confirm"] = form.question_value
    assert standing(sqlite_app, sent, {"name": "乙"}) == {}
    assert standing(sqlite_app, sent, {"name": "丙"}) == {"Name": "丙"}


def test_a_form_that_does_not_say_what_it_began_with_is_taken(sqlite_app: Flask) -> None:
    assert standing(sqlite_app, {"name": "丙"}, {"name": "乙"}) == {}


def opened(app: Flask, stood: dict[str, Any]) -> dict[str, str]:
    """What a browser sends back of a form that was opened when this stood."""
    with app.test_request_context("/"):
        form = ThingForm(data=stood)
        form.stood.remember(form)
        return {"name": "typed", "stood": str(form.stood()).split('value="')[1].rstrip('">')}


def standing(app: Flask, sent: dict[str, str], stands: dict[str, Any]) -> dict[str, str]:
    """Of what the sender is told, by the field."""
    with app.test_request_context("/", method="POST", data=sent):
        try:
            check_not_overwritten(ThingForm(), ThingForm(data=stands))
        except Question as question:
            return dict(question.facts["standing"])
        return {}
