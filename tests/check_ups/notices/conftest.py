"""A bureau with a lead, and a check-up of which notices are made."""

from datetime import date

import pytest
from flask import Flask

from outreach.check_ups.models import CheckUp
from outreach.check_ups.rules import Found
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.check_ups.notices.visits import make_check_up, make_list
from tests.making import make_bureau, make_holiday, make_person, make_team


@pytest.fixture
def bureau(app_context: Flask) -> None:
    """The bureau, and the year's notice of days off."""
    make_bureau()
    make_holiday(date(2025, 6, 2), "端午节")


@pytest.fixture
def lead() -> Person:
    """The lead of the team."""
    return make_person(Role.LEAD, team=make_team("labor_relations"))


@pytest.fixture
def checked() -> CheckUp:
    """A check-up with risks at the points of weight 3, 2 and 1, of which the lightest was found first."""
    heavy, middle, light = make_list("签订书面劳动合同", "发放工资条", "建立职工名册").points
    found = {light: Found.RISK, middle: Found.RISK, heavy: Found.RISK}
    return make_check_up(found, notes={heavy: "张先生13812341234未签"})
