"""The check list: each finding appears with what it is about, and disappears when that is mended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listened

from outreach.db import Base, db, new_id, transaction
from outreach.evidence.models import Evidence, StoredFile
from outreach.logbook.doubles.models import Double, DoubleSide
from outreach.logbook.phones.models import PhoneHolding
from outreach.logbook.reviews.actions import check_oddity
from outreach.logbook.reviews.listing import oddities_of
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind, MovementKind
from outreach.media.models import ArticleTag
from outreach.media.readings.settling import settle_reading
from outreach.media.rules import Platform
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.reports.closings.checks.finding import Finding
from outreach.reports.closings.checks.listing import check_list
from outreach.reports.closings.rules import Severity
from outreach.reports.filters import Filters, chosen_team
from outreach.schedule import queries as schedule
from outreach.schedule.models import CampaignTag, Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.rules import Outcome
from outreach.schedule.rules import Status
from tests.making import (
    make_article,
    make_bureau,
    make_channel,
    make_edition,
    make_event,
    make_material,
    make_person,
    make_place,
    make_placement,
    make_reading,
    make_stock,
    make_tally,
    make_team,
    make_typed,
    make_typed_value,
    make_void,
    stored,
)
from tests.signing_in import sign_in

MARCH = datetime(2025, 3, 4, 1, tzinfo=UTC)
JANUARY = datetime(2026, 1, 8, 2, tzinfo=UTC)
CAMPAIGN, ALIAS = "治理欠薪冬季行动", "根治欠薪"

Mend = Callable[[], Any]


@dataclass
class Lists:
    """What the cases are made of."""

    team: Team
    place: Place
    clerk: Person

    def event(self, **changes: Any) -> Event:
        facts: dict[str, Any] = {"starts_at": MARCH, "status": Status.HELD} | changes
        return make_event(team=self.team, place=self.place, **facts)

    def tally(self, event: Event, quantity: int = 100, **changes: Any) -> Any:
        facts: dict[str, Any] = {"received_at": MARCH + timedelta(hours=1), "at": MARCH} | changes
        return make_tally(event, quantity, by=self.clerk, **facts)


def lists() -> Lists:
    make_bureau()
    return Lists(make_team(), make_place(), make_person(Role.CLERK))


def changed(thing: Base, **facts: Any) -> None:
    with transaction():
        row = db.session.get_one(type(thing), thing.id)  # type: ignore[attr-defined]
        for name, value in facts.items():
            setattr(row, name, value)


def word(here: Lists) -> Mend:
    event = here.event(status=Status.PLANNED)
    return lambda: changed(event, status=Status.CANCELLED, cancelled_at=MARCH, cancel_reason="下雨")


def log(here: Lists) -> Mend:
    event = here.event()
    return lambda: here.tally(event, 0)


def review(here: Lists) -> Mend:
    event = here.event()
    here.tally(event)
    return lambda: changed(event, reviewed_at=MARCH + timedelta(days=1))


def late(here: Lists) -> Mend:
    event = here.event(reviewed_at=MARCH)
    here.tally(event)
    return lambda: changed(event, reviewed_at=MARCH + timedelta(days=1))


def double(here: Lists) -> Mend:
    event = here.event()
    question = stored(Double(id=new_id(), event_id=event.id, kind=CountKind.HANDOUT, item_id=None, opened_at=MARCH))
    stored(DoubleSide(double_id=question.id, person_id=here.clerk.id))
    return lambda: changed(question, closed_at=JANUARY)


def cancelled(here: Lists) -> Mend:
    event = here.event(status=Status.CANCELLED)
    line = here.tally(event, 40)
    return lambda: here.tally(event, -40, reverses_id=line.id, reason="没有开展")


def unconfirmed(here: Lists) -> Mend:
    spot = stored(SpotEvent(event_id=here.event().id, content_hash="0" * 64, received_at=MARCH))

    def confirm() -> None:
        with transaction():
            row = db.session.get_one(SpotEvent, spot.event_id)
            row.outcome, row.settled_at = Outcome.CONFIRMED, JANUARY

    return confirm


def none_and_some(here: Lists) -> Mend:
    event = here.event()
    zero = here.tally(event, 0)
    here.tally(event, 100)
    return lambda: here.tally(event, 0, reverses_id=zero.id, reason="发了的")


def blank(here: Lists) -> Mend:
    event = here.event(expected_handouts=200)
    here.tally(event, 30, kind=CountKind.CONSULTATION)
    return lambda: here.tally(event, 0)


def phones(here: Lists) -> Mend:
    event = here.event()
    facts = {"phone_id": new_id(), "person_id": here.clerk.id, "event_id": event.id, "waiting": 3, "aside": 0}
    holding = stored(PhoneHolding(oldest_at=MARCH, heard_at=MARCH, **facts))
    return lambda: changed(holding, seen_at=JANUARY, seen_by_id=here.clerk.id)


def outliers(here: Lists) -> Mend:
    event = here.event()
    here.tally(event, 9_000)

    def mend() -> None:
        with transaction():
            odd = oddities_of([event.id])[event.id][0].odd
            check_oddity(schedule.event(event.id), odd.print, word="全县大会", by=here.clerk, now=JANUARY)

    return mend


def estimated(here: Lists) -> Mend:
    event = here.event()
    line = here.tally(event, 60, basis=Basis.ESTIMATED)
    return lambda: here.tally(event, -60, basis=Basis.ESTIMATED, reverses_id=line.id, reason="已点数")


def no_evidence(here: Lists) -> Mend:
    event = here.event()

    def mend() -> None:
        stored(StoredFile(sha256="a" * 64, media_type="image/jpeg", size=1, stored_at=MARCH))
        of = {"subject_type": "events", "subject_id": event.id, "sha256": "a" * 64}
        stored(Evidence(name="现场.jpg", added_at=MARCH, added_by_id=here.clerk.id, **of))

    return mend


def untagged(here: Lists) -> Mend:
    edition = make_edition(first_day=date(2025, 3, 1), last_day=date(2025, 3, 31))
    event = here.event()
    return lambda: stored(CampaignTag(event_id=event.id, edition_id=edition.id))


def campaign_events(here: Lists) -> Mend:
    edition = make_edition(first_day=date(2025, 11, 1), last_day=date(2025, 12, 31))
    changed(edition.campaign, name=CAMPAIGN, aliases=[ALIAS])
    event = here.event(title=f"{ALIAS}进工地")
    return lambda: stored(CampaignTag(event_id=event.id, edition_id=edition.id))


def campaign_articles(here: Lists) -> Mend:
    edition = make_edition(first_day=date(2025, 11, 1), last_day=date(2025, 12, 31))
    changed(edition.campaign, name=CAMPAIGN, aliases=[ALIAS])
    article = make_article(team=here.team, title=f"我局开展{CAMPAIGN}")
    return lambda: stored(ArticleTag(article_id=article.id, edition_id=edition.id))


def unread(here: Lists) -> Mend:
    placement = make_placement(make_article(team=here.team), make_channel(platform=Platform.WECHAT))
    return lambda: make_reading(placement, 10, date(2025, 3, 20))


def due(here: Lists) -> Mend:
    article = make_article(team=here.team, day=date(2025, 12, 20))
    placement = make_placement(article, make_channel(platform=Platform.WECHAT))
    return lambda: make_reading(placement, 10, date(2025, 12, 31))


def unbased_times(here: Lists) -> Mend:
    placement = make_placement(make_article(team=here.team, day=date(2024, 5, 1)), make_channel())
    make_reading(placement, 500, date(2025, 5, 1))
    return lambda: make_reading(placement, 300, date(2024, 12, 31))


def no_proof(here: Lists) -> Mend:
    placement = make_placement(make_article(team=here.team))
    return lambda: changed(placement, url="https://example.org/1")


def third_party(here: Lists) -> Mend:
    placement = make_placement(make_article(team=here.team), make_channel(is_own=False))
    reading = make_reading(placement, 500, date(2025, 5, 1))
    return lambda: make_void(reading)


def slips(here: Lists) -> Mend:
    placement = make_placement(make_article(team=here.team), make_channel(), url="https://example.org/2")
    make_reading(placement, 753, date(2025, 5, 1))
    reading = make_reading(placement, 7_530_000, date(2025, 5, 9))
    return lambda: make_void(reading)


def more_than_issued(here: Lists) -> Mend:
    item = make_material()
    issued = {"kind": MovementKind.ISSUED, "day": date(2025, 3, 1)}
    make_stock(item, 1_000, day=date(2025, 2, 1))
    make_stock(item, -50, **issued)
    here.tally(here.event(), 80, item_id=item.id)
    return lambda: make_stock(item, -50, **issued)


def typed(here: Lists) -> Mend:
    figure = make_typed()
    return lambda: make_typed_value(figure, 1_025)


MUST = (word, log, review, late, double, cancelled, unconfirmed, none_and_some, phones, typed)
LOOK = (blank, outliers, estimated, no_evidence, campaign_events, campaign_articles, unread, due, unbased_times)
CASES = (*MUST, *LOOK, no_proof, third_party, slips, more_than_issued, untagged)


def found() -> dict[str, Finding]:
    db.session.rollback()
    return {each.key: each for each in check_list(Filters.of_year(2025), JANUARY)}


def test_where_nothing_is_amiss_nothing_is_found(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        lists()
        every = found()
        assert [case.__name__ for case in CASES if every[case.__name__].is_open] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_finding_appears_and_disappears_when_it_is_mended(case: Callable[[Lists], Mend], sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        mend = case(lists())
        shown = found()[case.__name__]
        assert shown.is_open and (shown.path or shown.named), "something leads to where it is mended"
        assert (shown.severity is Severity.MUST) == (case in MUST)
        mend()
        assert not found()[case.__name__].is_open


@pytest.mark.parametrize(
    ("waiting", "aside", "come", "stay"), [(3, 0, True, False), (2, 1, True, True), (0, 1, False, True)]
)
def test_only_what_waits_on_a_phone_is_said_to_come_by_itself(
    waiting: int, aside: int, come: bool, stay: bool, sqlite_app: Flask
) -> None:
    with sqlite_app.test_request_context(headers={"Accept-Language": "en"}):
        here = lists()
        facts = {"phone_id": new_id(), "person_id": here.clerk.id, "event_id": here.event().id}
        stored(PhoneHolding(oldest_at=MARCH, heard_at=MARCH, waiting=waiting, aside=aside, **facts))
        finding = found()["phones"]
        assert ("as soon as the phone has a network" in finding.said) is come
        assert ("does not go up by itself" in finding.said) is stay
        assert ("not taken" in finding.named[0].text) is stay


def test_more_handed_out_than_was_out_says_what_is_compared(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context(headers={"Accept-Language": "en"}):
        here = lists()
        item, day = make_material(name="折页"), date(2025, 3, 1)
        make_stock(item, 1_000, day=date(2025, 2, 1))
        make_stock(item, -890, kind=MovementKind.ISSUED, day=day)
        make_stock(item, 130, kind=MovementKind.RETURNED, day=day)
        make_stock(item, -10, kind=MovementKind.LOST, day=day, is_outside=True, team_id=here.team.id)
        here.tally(here.event(), 762, item_id=item.id)
        said = [each.text for each in found()["more_than_issued"].named]
    assert said == ["折页: 762 handed out, and 750 were out (issued 890, back 130, lost 10)"]


def test_readings_in_doubt_lead_to_their_list_until_they_are_said_to_be_right(
    sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        here = lists()
        slips(here)
        placement = make_placement(make_article(team=here.team))
        fallen = [make_reading(placement, value, date(2025, 5, day)) for day, value in ((1, 100), (9, 90))][1]
        make_reading(placement, 80, date(2026, 1, 2))  # of another year
        finding = found()["slips"]
        assert finding.count == len(finding.named) == 2
        with transaction():
            settle_reading(fallen.id, by=here.clerk, now=JANUARY, reason="平台核减")
        assert found()["slips"].count == 1
        sign_in(client, here.clerk)
    page = client.get(f"{finding.path}&lang=zh").text
    assert '待处理<span class="count">1</span>' in page and '已确认属实<span class="count">1</span>' in page
    assert "累计数猛增" in client.get(f"{finding.named[1].path}?lang=zh").text


def test_everything_is_found_at_once_for_the_bureau_and_for_its_team(app_context: Flask) -> None:
    here = lists()
    for case in CASES:
        if case is not campaign_articles:  # its campaign is that of the events
            case(here)
    every = found()
    assert {each.__name__ for each in CASES} - {"campaign_articles"} <= {
        key for key, each in every.items() if each.is_open
    }
    own = check_list(Filters(2025, Filters.of_year(2025).period, team=chosen_team(here.team)), JANUARY)
    other = check_list(Filters(2025, Filters.of_year(2025).period, team=chosen_team(make_team("pension"))), JANUARY)
    assert {each.key for each in own if each.is_open} == {key for key, each in every.items() if each.is_open} - {
        "more_than_issued",
        "typed",
    }
    assert [each.key for each in other if each.is_open] == []


def test_the_list_asks_no_more_of_a_longer_year(sqlite_app: Flask) -> None:
    def statements() -> int:
        count = 0

        def note(*_facts: Any) -> None:
            nonlocal count
            count += 1

        listened.listen(db.engine, "before_cursor_execute", note)
        try:
            found()
        finally:
            listened.remove(db.engine, "before_cursor_execute", note)
        return count

    with sqlite_app.app_context():
        here = lists()
        for _ in range(2):
            review(here), outliers(here), no_evidence(here)
        few = statements()
        for _ in range(8):
            review(here), outliers(here), no_evidence(here)
        assert statements() == few
