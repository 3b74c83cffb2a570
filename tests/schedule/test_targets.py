"""Setting a year's targets: whose they are, what is kept of them; on both databases and in the grid."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from outreach.db import db, transaction
from outreach.errors import Forbidden, Invalid
from outreach.people.rules import Role
from outreach.schedule.targets.actions import set_targets
from outreach.schedule.targets.models import Target
from outreach.schedule.targets.queries import Scope, changes_of_targets, scopes_of, targets_of
from outreach.schedule.targets.rules import Measure
from tests.making import NOW, make_edition, make_person, make_team, stored
from tests.signing_in import sign_in


def numbers(year: int = 2025) -> dict[tuple[str, str], int | None]:
    return {(Scope(each.team, each.campaign).word, each.measure.value): each.quantity for each in targets_of(year)}


def test_targets_are_set_changed_and_taken_away_with_their_history(app_context: Flask) -> None:
    clerk, team = make_person(Role.CLERK), make_team()
    campaign = make_edition().campaign
    of_team = (Scope(team=team), Measure.HANDOUTS)
    wanted = {of_team: 3000, (Scope(campaign=campaign), Measure.HANDOUTS): 500, (Scope(), Measure.ARTICLES): 120}
    with transaction():
        assert set_targets(2025, wanted, by=clerk, now=NOW) == 3
    with transaction():
        assert set_targets(2025, {of_team: 3000}, by=clerk, now=NOW) == 0
        assert set_targets(2025, {of_team: 0}, by=clerk, now=NOW) == 1
    assert numbers() == {
        (str(team.id), "handouts"): None,
        (str(campaign.id), "handouts"): 500,
        ("bureau", "articles"): 120,
    }
    assert numbers(2026) == {}
    with transaction():
        set_targets(2025, {of_team: 2000}, by=clerk, now=NOW)
    history = [(change.old, change.new) for change, target in changes_of_targets(2025) if target.team_id == team.id]
    assert sorted(history, key=str) == sorted([("3000", None), (None, "3000"), (None, "2000")], key=str)


@pytest.mark.parametrize("whose", ["bureau", "team", "campaign"])
def test_the_database_keeps_one_target_of_each(app_context: Flask, whose: str) -> None:
    of = {"bureau": {}, "team": {"team_id": make_team().id}, "campaign": {"campaign_id": make_edition().campaign_id}}
    facts = {"year": 2025, "measure": Measure.HANDOUTS, "quantity": 1, "changed_at": NOW} | of[whose]
    stored(Target(**facts))
    db.session.add(Target(**facts))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_lead_sets_those_of_the_own_team_only(app_context: Flask) -> None:
    own, other = make_team(), make_team("pension")
    lead = make_person(Role.LEAD, team=own)
    with transaction():
        set_targets(2025, {(Scope(team=own), Measure.HANDOUTS): 10}, by=lead, now=NOW)
    for scope in (Scope(), Scope(team=other), Scope(campaign=make_edition().campaign)):
        with pytest.raises(Forbidden), transaction():
            set_targets(2025, {(scope, Measure.HANDOUTS): 10}, by=lead, now=NOW)
    with pytest.raises(Invalid), transaction():
        set_targets(2025, {(Scope(team=own), Measure.HANDOUTS): -1}, by=lead, now=NOW)


def test_a_campaign_that_is_retired_stays_while_it_has_a_target(app_context: Flask) -> None:
    clerk, campaign = make_person(Role.CLERK), make_edition().campaign
    with transaction():
        set_targets(2025, {(Scope(campaign=campaign), Measure.HANDOUTS): 10}, by=clerk, now=NOW)
        campaign.retired_at = NOW
    assert str(campaign.id) in {scope.word for scope in scopes_of(2025)}
    assert str(campaign.id) not in {scope.word for scope in scopes_of(2026)}


def test_the_grid_takes_what_people_type_and_keeps_what_it_can_not_read(lead: FlaskClient) -> None:
    own, other = make_team(), make_team("pension")
    page = lead.get("/targets/2025").text
    assert f'name="targets-{own.id}-handouts"' in page
    assert f'name="targets-{other.id}-handouts"' not in page
    typed = {f"targets-{own.id}-handouts": "３,０００", f"targets-{own.id}-consultations": "很多"}
    refused = lead.post("/targets/2025", data=typed)
    assert refused.status_code == 422
    assert "就业创业 · 咨询（很多）" in refused.text
    assert 'value="很多"' in refused.text and 'value="３,０００"' in refused.text
    assert targets_of(2025) == []
    saved = lead.post("/targets/2025", data=typed | {f"targets-{own.id}-consultations": ""})
    assert saved.location == "/reports/2025/targets"
    assert numbers()[str(own.id), "handouts"] == 3000
    assert lead.post("/targets/2025", data={f"targets-{other.id}-handouts": "1"}).status_code == 422
    assert lead.get("/targets/1800").status_code == 404


def test_who_does_not_plan_sets_no_targets(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.STAFF, team=make_team()))
        assert client.get("/targets/2025").status_code == 403
