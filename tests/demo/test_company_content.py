"""What the example says of companies holds together: check-ups, cases, answers and orders."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from outreach import clock
from outreach.anonymity.rules import ASKED, findings, people_in
from outreach.answers.rules import LONGEST_ARTICLE, LONGEST_QUESTION, LONGEST_TEXT
from outreach.check_ups.lists.standard import STANDARD_LISTS
from outreach.demo.checking import begun_at, ended_at
from outreach.demo.content.answers import ANSWERS, MORE_LAWS
from outreach.demo.content.beside import AFTER
from outreach.demo.content.cases import CASES, Told
from outreach.demo.content.check_ups import CHECK_UPS, SINCE, Checked, Paper
from outreach.demo.content.elsewhere import ELSEWHERE
from outreach.demo.content.held import HELD
from outreach.demo.content.laws import LAWS
from outreach.demo.content.orders import ORDERED
from outreach.demo.content.places import INSIDE
from outreach.demo.happenings import Happening
from outreach.demo.writing import of_the_year
from outreach.laws.founding import STANDARD_LAWS
from outreach.laws.subjects import Subject
from outreach.materials.founding import TOPICS
from outreach.orders.rules import Half
from outreach.schedule.rules import Track

SESSIONS = {each.title: each for each in of_the_year() if each.track is Track.ENTERPRISE}
KNOWN_LAWS = {title for title, _day in (*STANDARD_LAWS, *LAWS.values())} | set(MORE_LAWS)
LATER = {
    each.title: each
    for each in (
        *(
            replace(each.happening, title=there.title, place=there.place)
            for each in HELD
            for there in ELSEWHERE.get(each.happening.title, ())
        ),
        *(each.happening for each in HELD if each.happening.is_logged),
        *AFTER,
    )
}
LIBRARY = {told.title: told for told in CASES}
POINTS = {f"{each.subject.value}/{point.code}" for each in STANDARD_LISTS for point in each.points}
COMPANIES = {facts.name for inside in INSIDE.values() for facts in inside}


def test_every_session_has_a_check_up_that_asks_what_the_lists_ask() -> None:
    assert {each.event for each in CHECK_UPS} == set(SESSIONS)
    assert {each.event for each in SINCE} <= set(LATER)
    assert {subject for each in (*CHECK_UPS, *SINCE) for subject in each.lists} == set(Subject) - {Subject.OTHER}
    for each in (*CHECK_UPS, *SINCE):
        told = {*each.risks, *each.not_here, *each.not_seen, *({each.undecided} - {None})}
        assert told <= POINTS and each.company in COMPANIES
        assert {name.partition("/")[0] for name in told} <= {subject.value for subject in each.lists}
        assert not [note for note in each.risks.values() if people_in(note.note, note.said)]


@pytest.mark.parametrize("visits", [(CHECK_UPS, SESSIONS), (SINCE, LATER)], ids=["2025", "since"])
def test_nobody_is_in_two_companies_at_once(visits: tuple[Sequence[Checked], dict[str, Happening]]) -> None:
    """Within the event, one company after the other, with ten minutes for the way at least."""
    check_ups, happenings = visits
    spans: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for each in check_ups:
        happening = happenings[each.event]
        assert happening.starts_at < begun_at(each, happening) < ended_at(each, happening) <= happening.ends_at
        spans[each.event].append((begun_at(each, happening), ended_at(each, happening)))
    for there in spans.values():
        for (_begun, ended), (begun, _ended) in pairwise(sorted(there)):
            assert begun - ended >= timedelta(minutes=10)


def papers_of(checked: Checked) -> list[Paper]:
    """The notices of the check-up, the first first."""
    found, paper = list[Paper](), checked.paper
    while paper is not None:
        found.append(paper)
        paper = paper.again
    return found


@pytest.mark.parametrize(
    "checked", [each for each in (*CHECK_UPS, *SINCE) if each.paper], ids=lambda each: each.company
)
def test_a_notice_says_what_was_seen_and_tells_cases_of_its_subjects(checked: Checked) -> None:
    for name, risk in checked.risks.items():
        assert risk.note and risk.said and len(risk.said) > 10
        if risk.case is not None:
            told = LIBRARY[risk.case]
            assert told.subject.value == name.partition("/")[0]
            assert told.added is None or checked not in CHECK_UPS or told.added < SESSIONS[checked.event].on
    cases = [risk.case for risk in checked.risks.values() if risk.case]
    assert cases and len(set(cases)) == len(cases)
    for paper in papers_of(checked):
        assert paper.withdrawn is None or paper.again is not None  # another one is promised
        assert paper.left_out < set(checked.risks)


def test_most_risks_of_the_notices_come_with_a_case() -> None:
    risks = [risk for each in (*CHECK_UPS, *SINCE) if each.paper for risk in each.risks.values()]
    assert sum(risk.case is not None for risk in risks) > len(risks) * 0.6


def test_at_least_three_companies_are_seen_again_about_three_months_later() -> None:
    days: dict[str, list[int]] = {}
    for each in sorted(CHECK_UPS, key=lambda each: SESSIONS[each.event].on):
        days.setdefault(each.company, []).append(SESSIONS[each.event].on.toordinal())
    assert len([first for first, *rest in days.values() if rest and 60 <= rest[0] - first <= 125]) >= 3


def test_an_order_that_became_a_session_was_of_its_company() -> None:
    for each in ORDERED:
        assert (each.event is None) != (each.reason is None)
        if each.event is not None:
            session, (day, half) = SESSIONS[each.event], each.wish
            assert (session.place, session.on) == (each.company, day)
            assert (clock.local(session.starts_at).hour < 12) == (half is Half.MORNING)


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
