"""A bureau that planned before campaigns had rules: its campaigns of the trade get them, its own stay by notice."""

import uuid
from datetime import date
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import column, insert, table
from sqlalchemy.types import JSON, Uuid

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.schedule.campaigns.known import CAMPAIGNS
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.campaigns.rules import Recurrence
from outreach.schedule.rules import DayRule
from tests.conftest import BACKENDS

BEFORE = "0003"
ROW = table(
    "campaigns",
    column("id", Uuid()),
    column("code"),
    column("name"),
    column("aliases", JSON()),
    column("position"),
    column("rule"),
    column("rule_first"),
    column("rule_last"),
)


@pytest.mark.parametrize("backend", BACKENDS)
def test_campaigns_that_are_there_get_the_rules_of_the_trade(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    facts = {"aliases": [], "position": 1, "rule": "notice", "rule_first": None, "rule_last": None}
    names = [each.code for each in CAMPAIGNS if each.code != "safety_month"]
    rows = [facts | {"id": uuid.uuid4(), "code": code, "name": code} for code in [*names, "our_own"]]
    typed = {"rule": "fixed", "rule_first": "06-03", "rule_last": "06-09"}
    rows.append(facts | {"id": uuid.uuid4(), "code": "safety_month", "name": "safety_month"} | typed)
    with app.app_context():
        upgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            connection.execute(insert(ROW), rows)
        upgrade()
        rules = {campaign.code: campaign.recurrence for campaign in campaigns()}
        db.session.remove()
        db.engine.dispose()
    assert rules.pop("our_own") == Recurrence(DayRule.NOTICE)
    assert rules.pop("safety_month").days_in(2026) == (date(2026, 6, 3), date(2026, 6, 9))  # as somebody typed it
    assert rules == {each.code: each.recurrence for each in CAMPAIGNS if each.code in rules}
