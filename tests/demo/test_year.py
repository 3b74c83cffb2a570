"""The year 2025 prints as published, from lines that add up, on both databases."""

from collections import defaultdict
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach import clock
from outreach.answers.queries import answers_matching
from outreach.audit.histories import changes_of
from outreach.check_ups.open_risks import queries as open_risks
from outreach.check_ups.open_risks.rules import all_counts, shown_counts
from outreach.db import db
from outreach.fulltext.rules import asked
from outreach.laws.subjects import Subject
from outreach.logbook.models import Tally
from outreach.materials.models import Material
from outreach.materials.rules import CountKind
from outreach.materials.stock_queries import stocks
from outreach.media.models import Article, Placement
from outreach.media.rules import ArticleKind, Level
from outreach.people.queries import person_by_username, team_by_code, the_bureau
from outreach.periods import year
from outreach.reports.drawings.models import Drawing, DrawnLine
from outreach.reports.figures import figure
from outreach.reports.filters import Filters, read_filters
from outreach.reports.texts.copying import copy_of_today
from outreach.reports.values import draw, draw_all
from outreach.schedule.models import Event
from outreach.schedule.queries import events_in
from outreach.schedule.rules import Status
from outreach.schedule.supplies.reservations import lastings
from tests.conftest import example_on, load_now
from tests.demo.conftest import LOADED, Founded
from tests.sharing import copied

YEAR = Filters.of_year(2025)

#: What the bureau published, and the exact numbers behind it: the same at every loading.
PUBLISHED = {
    "events_public": (33, "33次"),
    "events_enterprise": (13, "13次"),
    "events_training": (6, "6次"),
    "events_internal": (4, "4次"),
    "enterprises": (11, "11家"),
    "company_visits": (15, "15家次"),
    "check_ups": (15, "15次"),
    "risks_found": (36, "36项"),
    "risks_mended": (9, "9项"),
    "orders_received": (5, "5单"),
    "orders_answered": (4, "4单"),
    "handouts": (12_734, "12700余份"),
    "handouts_个": (1_759, "1700余个"),
    "handouts_副": (260, "260副"),
    "handouts_张": (135, "135张"),
    "consultations": (4_017, "4000余人次"),
    "attendance": (2_249, "2200余人次"),
    "displays": (63, "63条"),
    "displays_块": (136, "136块"),
    "displays_辆": (7, "7辆"),
    "articles": (138, "138篇"),
    "posts": (51, "51期"),
    "videos": (4, "4期"),
    "screens": (0, "0期"),
    "views_people": (122_811, "超12万人"),
    "views_times": (361_208, "超36万人次"),
}


def held(year: int = 2025) -> list[Event]:
    return [event for event in events_in(Filters.of_year(year).period) if event.status is Status.HELD]


def test_the_year_prints_as_published(example: Flask) -> None:
    assert {each.figure.key: (each.value, each.wording) for each in draw_all(YEAR)} == PUBLISHED


def test_the_year_prints_as_published_whenever_it_is_loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Today, by the command, into an SQLite file."""
    app = example_on(copied(tmp_path_factory, "example", load_now))
    with app.app_context():
        assert {each.figure.key: (each.value, each.wording) for each in draw_all(YEAR)} == PUBLISHED
        for key, (published, _wording) in PUBLISHED.items():
            assert sum(line.quantity for line in db.session.execute(figure(key).lines(YEAR))) == published
        db.session.remove()
        db.engine.dispose()


def test_the_text_of_the_year_prints_as_published(example: Flask) -> None:
    with example.test_request_context():
        copy = copy_of_today(2025, today=LOADED.date())
    text = "".join(paragraph.text for paragraph in copy.paragraphs)
    for printed in ("33次", "13次", "12700余份", "4000余人次", "138篇", "51期", "4期", "超36万人次"):
        assert printed in text
    assert copy.is_clean


@pytest.mark.parametrize("key", PUBLISHED)
def test_every_number_is_the_sum_of_its_lines(example: Flask, key: str) -> None:
    lines = db.session.execute(figure(key).lines(YEAR)).all()
    assert sum(line.quantity for line in lines) == PUBLISHED[key][0]
    assert len({line.id for line in lines}) == len(lines)


@pytest.mark.parametrize("key", ["events_public", "events_enterprise", "handouts", "consultations", "articles"])
def test_every_team_has_a_fair_part(example: Flask, key: str) -> None:
    codes = ("employment", "pension", "work_injury", "labor_relations")
    parts = [draw(figure(key), read_filters(2025, {"team": code})).value or 0 for code in codes]
    assert sum(parts) == PUBLISHED[key][0]
    assert min(parts) * 2 > sum(parts) / len(parts)


def test_the_five_campaigns_of_the_report_are_there(example: Flask) -> None:
    campaigns = ("constitution_week", "spring_breeze", "warm_social_insurance", "safety_month", "winter_wage_action")
    events = [draw(figure("events_public"), read_filters(2025, {"campaign": code})).value for code in campaigns]
    assert events == [2, 5, 4, 5, 5]


def test_the_winter_action_crosses_the_year_end(example: Flask) -> None:
    days = [line.day for line in db.session.execute(figure("events_public").lines(winter(2025)))]
    assert min(days) < date(2025, 2, 1) < date(2025, 11, 1) <= max(days)
    assert draw(figure("events_public"), winter(2024)).value == 2
    assert (draw(figure("events_public"), winter(2026)).value or 0) >= 2


def winter(year: int) -> Filters:
    return read_filters(year, {"campaign": "winter_wage_action"})


def test_every_event_of_the_year_was_logged_and_reviewed_or_cancelled(example: Flask) -> None:
    events = events_in(YEAR.period)
    assert {event.status for event in events} == {Status.HELD, Status.CANCELLED}
    assert len([event for event in events if event.status is Status.CANCELLED]) == 2
    logged = set(db.session.scalars(select(Tally.event_id)))
    assert {event.id for event in held()} <= logged
    assert [event.title for event in held() if event.reviewed_at is None] == []


def test_no_net_is_below_zero(example: Flask) -> None:
    nets = select(func.sum(Tally.quantity)).group_by(Tally.event_id, Tally.kind, Tally.item_id)
    assert min(db.session.scalars(nets)) >= 0


def test_mistakes_were_taken_back_with_a_reason(example: Flask) -> None:
    reversals = db.session.scalars(select(Tally).where(Tally.reverses_id.is_not(None))).all()
    assert len([each for each in reversals if each.event.day.year == 2025]) == 6
    assert all(each.quantity < 0 and each.reason for each in reversals)


def test_no_two_people_count_one_thing_at_once_unless_they_said_so(example: Flask) -> None:
    spans: dict[tuple[object, ...], dict[object, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    separately = {event.id for event in held() if event.counts_separately}
    of_year = {event.id for event in held()}
    for tally in db.session.scalars(select(Tally).where(Tally.event_id.in_(of_year))):
        if tally.event_id not in separately:
            spans[tally.event_id, tally.kind, tally.item_id][tally.by_id].append(tally.at)
    assert [desk for desk, people in spans.items() if len(people) > 1] == []


def test_none_handed_out_is_said_by_a_person(example: Flask) -> None:
    lines = db.session.scalars(select(Tally).where(Tally.quantity == 0, Tally.kind == CountKind.HANDOUT)).all()
    assert [line.event.title for line in lines] == ["送法入企：示例青禾农业"]


def test_a_moved_event_keeps_its_history(example: Flask) -> None:
    moved = [each for each in held() if each.moved_from and clock.local_day(each.moved_from) != each.day]
    assert [(event.title, event.day) for event in moved] == [("工伤保险政策进乡镇：清溪镇", date(2025, 6, 19))]
    reasons = {change.reason for change in changes_of(moved[0])}
    assert {"12日有暴雨橙色预警，与镇里商定改到下一个赶集日", "补记时漏数一捆，以清点为准"} <= reasons


def test_articles_stand_on_channels_of_every_level(example: Flask) -> None:
    placements = db.session.scalars(select(Placement).join(Article).where(Article.kind == ArticleKind.ARTICLE))
    assert {placement.channel.level for placement in placements} == set(Level)


def test_the_bureau_is_an_example_and_prints_its_views_as_it_likes(example: Flask) -> None:
    bureau = the_bureau()
    assert bureau is not None
    assert (bureau.is_example, bureau.views_label) == (True, "人次")


def test_one_person_changed_teams_in_july(example: Flask) -> None:
    person, before, after = person_by_username("staff.6"), team_by_code("pension"), team_by_code("work_injury")
    assert person is not None
    assert before is not None
    assert after is not None
    assert person.team_ids_on(date(2025, 6, 30)) == {before.id}
    assert person.team_ids_on(date(2025, 7, 1)) == {after.id}


def test_loading_sends_a_bounded_number_of_statements(founded: Founded) -> None:
    """Each entry goes through its action, as a person's would; one that asks anew for every line would show here."""
    assert 0 < int((founded.folder / "statements").read_text()) < 10_500


def test_the_warehouse_tells_where_the_material_went(example: Flask) -> None:
    items = [item.id for item in db.session.scalars(select(Material))]
    of_year = stocks(items, period=year(2025))
    assert all(each.printed and each.issued >= each.returned for each in of_year.values())
    assert all(each.on_hand >= 0 for each in stocks(items).values())
    assert any(each.lost_outside for each in of_year.values())
    last = lastings(items, since=clock.local_day(LOADED))
    assert sum(each.first_short is not None for each in last.values()) == 1


def test_nothing_was_drawn_that_had_not_come_yet(example: Flask) -> None:
    early = (
        select(Drawing.title, Tally.received_at)
        .select_from(DrawnLine)
        .join(Drawing, Drawing.id == DrawnLine.drawing_id)
        .join(Tally, Tally.id == DrawnLine.line_id)
        .where(Tally.received_at > Drawing.at)
    )
    assert db.session.execute(early).all() == []


def test_the_open_risks_say_something_though_small_counts_are_hidden(example: Flask) -> None:
    areas = open_risks.areas()
    shown = shown_counts(open_risks.counts(areas))
    enough = {Subject.SOCIAL_INSURANCE, Subject.WORK_INJURY}
    assert {subject for subject, park, trade in shown if park is trade is None} == {None, *enough}
    parks = {areas.names[str(park)] for _subject, park, _trade in shown if park}
    assert parks == {"示例县工业园区"}
    told = {park for _subject, park, _trade in all_counts(open_risks.counts(areas)) if park}
    assert len(told) >= 5  # to who sees the companies


@pytest.mark.parametrize("words", ["双倍工资", "未签合同"])
def test_what_the_search_suggests_is_found_among_the_answers(example: Flask, words: str) -> None:
    found = db.session.scalars(answers_matching(parts=asked(words))).first()
    assert found is not None
    assert found.question == "入职多久必须签合同？"
