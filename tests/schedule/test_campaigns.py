"""Campaigns through a year: proposed by rule, confirmed by notice, planned from; on both databases and on the pages."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.audit.actions import Machine
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Conflict, Invalid
from outreach.people.rules import Role
from outreach.schedule.campaigns import actions as campaign_actions
from outreach.schedule.campaigns import edition_actions
from outreach.schedule.campaigns import queries as campaign_queries
from outreach.schedule.campaigns.rules import Recurrence
from outreach.schedule.models import Campaign, Edition, Event
from outreach.schedule.rules import DayRule
from tests.making import NOW, make_edition, make_event, make_law, make_person, make_team, stored
from tests.signing_in import sign_in

FACTS = {"by": Machine(), "now": NOW}


def known_campaigns() -> None:
    with transaction():
        campaign_actions.add_known_campaigns(**FACTS)


def test_a_years_editions_are_made_once_and_taken_back(app_context: Flask) -> None:
    known_campaigns()
    with transaction():
        made = edition_actions.propose_editions(2026, **FACTS)
        assert edition_actions.propose_editions(2026, **FACTS) == []
    days = {edition.campaign.code: (edition.first_day, edition.last_day) for edition in made}
    assert len(days) == 13
    assert days["winter_wage_action"] == (date(2026, 11, 1), date(2027, 2, 5))
    assert "warm_social_insurance" not in days
    assert all(edition.is_proposed for edition in made)
    with transaction():
        assert edition_actions.withdraw_proposed(2026, **FACTS) == 13
    assert db.session.scalars(db.select(Edition)).all() == []


def test_what_is_confirmed_or_served_by_an_event_is_not_taken_back(app_context: Flask) -> None:
    confirmed = make_edition(is_proposed=False)
    served = make_edition(is_proposed=True)
    make_event(editions=(served,))
    make_edition(is_proposed=True)
    with transaction():
        assert edition_actions.withdraw_proposed(2025, **FACTS) == 1
    assert set(db.session.scalars(db.select(Edition.id))) == {confirmed.id, served.id}
    with pytest.raises(Conflict), transaction():
        edition_actions.remove_edition(campaign_queries.edition(served.id), **FACTS)


def test_a_retired_campaign_is_not_proposed(app_context: Flask) -> None:
    stored(Campaign(code="old", name="旧活动", rule=DayRule.MONTH, rule_first="06-01", retired_at=NOW))
    assert campaign_queries.proposals(2025) == []


def test_the_rule_and_the_laws_of_a_campaign_have_a_history(app_context: Flask) -> None:
    law = make_law(title="民法典")
    with transaction():
        campaign = campaign_actions.add_campaign(name="民法典宣传月", **FACTS)
    with transaction():
        campaign = campaign_queries.campaign(campaign.id)
        rule = Recurrence(DayRule.MONTH, "05-01")
        campaign_actions.change_campaign(campaign, name="民法典宣传月", recurrence=rule, law_ids=[law.id], **FACTS)
    campaign = campaign_queries.campaign(campaign.id)
    assert campaign.recurrence == rule
    assert {change.field for change in changes_of(campaign)} == {"rule", "laws"}
    with pytest.raises(Invalid), transaction():
        campaign_actions.change_campaign(campaign, name="民法典宣传月", law_ids=[campaign.id], **FACTS)


def test_the_clerk_puts_the_rules_days_into_the_year_and_confirms_them(clerk: FlaskClient) -> None:
    known_campaigns()
    page = clerk.get("/campaigns?year=2026").text
    assert "2026年未通知" in page
    assert "全部列入2026年计划" in page
    assert clerk.post("/campaigns/years/2026/propose").location == "/campaigns?year=2026"
    page = clerk.get("/campaigns?year=2026").text
    assert "有13项主题活动的日期尚未确认" in page
    edition = campaign_queries.proposed_editions(2026)[0]
    address = f"/campaigns/{edition.campaign_id}/editions/{edition.id}/edit"
    assert f"{address}?confirm=1" in page
    form = clerk.get(f"{address}?confirm=1").text
    assert "checked" in form
    days = {"year": "2026", "first_day": "1月26日", "last_day": "2026-04-10"}
    assert clerk.post(address, data=days | {"document": "人社厅函〔2026〕12号"}).status_code == 302
    db.session.expire_all()
    assert not edition.is_proposed
    assert edition.document == "人社厅函〔2026〕12号"
    assert "人社厅函〔2026〕12号" in clerk.get("/campaigns?year=2026").text
    clerk.post("/campaigns/years/2026/withdraw")
    assert [each.id for each in db.session.scalars(db.select(Edition))] == [edition.id]


def test_days_without_a_notice_stay_unconfirmed_until_somebody_says_so(clerk: FlaskClient) -> None:
    edition = make_edition(is_proposed=True)
    address = f"/campaigns/{edition.campaign_id}/editions/{edition.id}/edit"
    days = {"year": "2025", "first_day": "2025-03-02", "last_day": "2025-03-31"}
    clerk.post(address, data=days)
    db.session.expire_all()
    assert (edition.is_proposed, edition.first_day) == (True, date(2025, 3, 2))
    clerk.post(address, data=days | {"is_confirmed": "y"})
    db.session.expire_all()
    assert not edition.is_proposed


def test_a_rule_is_typed_as_people_say_it(clerk: FlaskClient) -> None:
    law = make_law()
    rule = {"rule": "fixed", "rule_first": "12月1日", "rule_last": "12.7", "law_ids": [str(law.id)]}
    added = clerk.post("/campaigns/new", data={"name": "宪法宣传周"} | rule)
    campaign = db.session.scalars(db.select(Campaign)).one()
    assert campaign.recurrence == Recurrence(DayRule.FIXED, "12-01", "12-07")
    page = clerk.get(added.location).text
    assert "每年12月1日至12月7日" in page
    assert law.title in page
    again = clerk.get(f"{added.location}/edit").text
    assert 'value="12月1日"' in again
    changed = {"name": "宪法宣传周", "rule": "month", "rule_month": "2"}
    assert clerk.post(f"{added.location}/edit", data=changed).status_code == 302
    db.session.expire_all()
    assert campaign.recurrence == Recurrence(DayRule.MONTH, "02-01")
    for wrong in ({"rule": "fixed"}, {"rule": "fixed", "rule_first": "2月30日", "rule_last": "3-1"}):
        refused = clerk.post(f"{added.location}/edit", data={"name": "宪法宣传周"} | wrong)
        assert refused.status_code == 422
        assert "rule_first-error" in refused.text


def test_planning_from_an_edition_ticks_it_and_its_laws(clerk: FlaskClient) -> None:
    make_team()
    law = make_law()
    edition = make_edition(first_day=date(2025, 5, 6), last_day=date(2025, 5, 31))
    with transaction():
        campaign = campaign_queries.campaign(edition.campaign_id)
        campaign_actions.change_campaign(campaign, name=campaign.name, law_ids=[law.id], **FACTS)
    assert f"/events/new?edition={edition.id}" in clerk.get(f"/campaigns/{campaign.id}?edition={edition.id}").text
    form = clerk.get(f"/events/new?edition={edition.id}").text
    ticked = set(re.findall(r'<input checked[^>]*value="([^"]+)"', form))
    assert {str(edition.id), str(law.id)} <= ticked
    assert 'value="2025-05-06"' in form
    assert db.session.scalars(db.select(Event)).all() == []
    assert clerk.get("/events/new?edition=nonsense").status_code == 200


def test_only_who_keeps_the_lists_makes_editions(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.LEAD, team=make_team()))
        known_campaigns()
        assert client.post("/campaigns/years/2026/propose").status_code == 403
        assert client.post("/campaigns/years/2026/withdraw").status_code == 403
        assert "全部列入" not in client.get("/campaigns?year=2026").text
