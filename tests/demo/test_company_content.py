"""What the example says of companies holds together: check-ups, cases, answers and orders."""

import pytest

from outreach.anonymity.rules import ASKED, findings, people_in
from outreach.answers.rules import LONGEST_ARTICLE, LONGEST_QUESTION, LONGEST_TEXT
from outreach.check_ups.lists.standard import STANDARD_LISTS
from outreach.demo.content.answers import ANSWERS, MORE_LAWS
from outreach.demo.content.cases import CASES, Told
from outreach.demo.content.check_ups import CHECK_UPS
from outreach.demo.content.laws import LAWS
from outreach.demo.content.orders import ORDERED
from outreach.demo.content.places import INSIDE
from outreach.demo.writing import of_the_year
from outreach.laws.founding import STANDARD_LAWS
from outreach.materials.founding import TOPICS
from outreach.schedule.rules import Track

SESSIONS = {each.title: each for each in of_the_year() if each.track is Track.ENTERPRISE}
KNOWN_LAWS = {title for title, _day in (*STANDARD_LAWS, *LAWS.values())} | set(MORE_LAWS)
POINTS = {f"{each.subject.value}/{point.code}" for each in STANDARD_LISTS for point in each.points}
COMPANIES = {facts.name for inside in INSIDE.values() for facts in inside}


def test_every_session_has_a_check_up_that_asks_what_the_lists_ask() -> None:
    assert {each.event for each in CHECK_UPS} == set(SESSIONS)
    for each in CHECK_UPS:
        told = {*each.risks, *each.not_here, *each.not_seen, *({each.undecided} - {None})}
        assert told <= POINTS and each.company in COMPANIES
        assert {name.partition("/")[0] for name in told} <= {subject.value for subject in each.lists}
        assert not [note for note in each.risks.values() if people_in(note)]


def test_at_least_three_companies_are_seen_again_about_three_months_later() -> None:
    days: dict[str, list[int]] = {}
    for each in sorted(CHECK_UPS, key=lambda each: SESSIONS[each.event].on):
        days.setdefault(each.company, []).append(SESSIONS[each.event].on.toordinal())
    assert len([first for first, *rest in days.values() if rest and 60 <= rest[0] - first <= 125]) >= 3


def test_an_order_that_became_a_session_was_of_its_company() -> None:
    for each in ORDERED:
        assert (each.event is None) != (each.reason is None)
        assert each.event is None or (SESSIONS[each.event].place, SESSIONS[each.event].on) == (
            each.company,
            each.wish[0],
        )


@pytest.mark.parametrize("told", CASES, ids=lambda told: told.title)
def test_a_case_names_nobody_and_laws_that_there_are(told: Told) -> None:
    assert {title for title, _article in told.laws} <= KNOWN_LAWS
    assert set(told.at) <= set(SESSIONS)
    fields = {"facts": told.facts, "dispute": told.dispute, "outcome": told.outcome, "lesson": told.lesson}
    assert not [found for found in findings(fields) if found.sign not in ASKED]


def test_there_are_forty_answers_to_every_topic_with_laws_that_there_are() -> None:
    assert len(ANSWERS) >= 40 and len(CASES) >= 16
    assert {each.topic for each in ANSWERS} == {topic.code for topics in TOPICS.values() for topic in topics}
    for each in ANSWERS:
        law, article = each.law or (None, "")
        assert law is None or law in KNOWN_LAWS
        assert len(each.question) <= LONGEST_QUESTION and len(each.text) <= LONGEST_TEXT
        assert len(article) <= LONGEST_ARTICLE
