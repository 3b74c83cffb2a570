"""The check-up on the phone: the ways to it, the page that the phone keeps, and its answers in a file."""

import json
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.check_ups.rules import Found
from outreach.config import ROOT
from outreach.db import transaction
from outreach.fulltext.rules import asked, held, weighed
from outreach.fulltext.terms import NOISE, SYNONYMS
from outreach.laws.rules import is_in_force
from outreach.logbook.carried.actions import bring_in, prepare
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import EventForm
from outreach.schedule.rules import Form, Track
from tests.check_ups.sending import a_check, found_at, the_check_up
from tests.guards.test_html import complaints
from tests.logbook.sending import phone_of
from tests.making import NOW, make_check_list, make_event, make_person, make_team, stored

NODE = shutil.which("node")


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def phone(app_context: Flask, person: Person) -> FlaskClient:
    return phone_of(app_context, person)


@pytest.mark.parametrize(
    ("track", "form", "is_offered"),
    [(Track.ENTERPRISE, None, True), (Track.PUBLIC, Form.CHECK_UP, True), (Track.PUBLIC, Form.DESK, False)],
)
def test_the_log_leads_to_the_check_up_where_a_company_is_visited(
    phone: FlaskClient, track: Track, form: Form | None, is_offered: bool
) -> None:
    event = make_event(track=track)
    if form is not None:
        stored(EventForm(event_id=event.id, form=form))
    page = phone.get(f"/log/{event.id}").text
    assert (f'href="/log/{event.id}/check-up"' in page) is is_offered
    assert 'href="/log/answers"' in page


def test_the_page_holds_words_and_shapes_and_nothing_that_was_found(phone: FlaskClient) -> None:
    event = make_event(track=Track.ENTERPRISE, title="送法进企业")
    page = phone.get(f"/log/{event.id}/check-up").text
    assert f'data-event="{event.id}"' in page
    for word in ("规范", "有风险", "不涉及", "未查看"):
        assert word in page
    blank = phone.get("/log/shell").text
    assert 'data-template="check-up"' in blank
    assert "送法进企业" not in blank


@pytest.mark.parametrize("address", ["/log/{}/check-up", "/log/answers"])
def test_the_pages_are_valid(phone: FlaskClient, address: str) -> None:
    assert complaints(phone.get(address.format(make_event().id)).text) == []


def test_viewers_and_strangers_are_shown_neither(app_context: Flask) -> None:
    viewer = phone_of(app_context, make_person(Role.VIEWER))
    for address in (f"/log/{make_event().id}/check-up", "/log/answers"):
        assert viewer.get(address).status_code == 403
        assert app_context.test_client().get(address).status_code in (302, 401)


def test_answers_in_a_phones_file_come_in_under_the_name_of_who_found_them(app_context: Flask, person: Person) -> None:
    clerk, event = make_person(Role.CLERK), make_event(track=Track.ENTERPRISE)
    (point, *_others) = make_check_list().points
    items = [
        {"what": "check", "made": NOW.isoformat(), "label": "宏达 · 订立书面劳动合同", "title": "送法", "body": body}
        for body in (a_check(event, point, "risk"),)
    ]
    named = {"id": str(person.id), "name": person.name}
    whole = {"format": "outreach-queue", "version": 1, "saved_at": NOW.isoformat(), "person": named, "items": items}
    for expected in ({"recorded": 1}, {"already_there": 1}):
        with transaction():
            job = prepare(content=json.dumps(whole).encode(), name="file.json", by=clerk, now=NOW)
        with transaction():
            done = bring_in(job=job, sender=clerk, clock_now=lambda: NOW)
        assert {name: count for name, count in done.facts["counts"].items() if count} == expected
    assert found_at(the_check_up()) == {point.title: Found.RISK}


@pytest.mark.skipif(NODE is None, reason="node is missing")
def test_the_phone_marks_a_law_by_the_rule_of_the_server(tmp_path: Path) -> None:
    first, last, day = date(2008, 1, 1), date(2026, 11, 20), timedelta(days=1)
    days = [first - day, first, last, last + day]
    asks = [(begins, ends, at) for begins in (first, None) for ends in (last, None) for at in days]
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copy(ROOT / "static" / "check_ups" / "laws.js", tmp_path)
    sent = [[None if each is None else each.isoformat() for each in ask] for ask in asks]
    (tmp_path / "ask.js").write_text(
        'import { isLawOut } from "./laws.js";\n'
        f"const asks = {json.dumps(sent)};\n"
        "const out = asks.map(([law_from, law_to, day]) => isLawOut({ law_from, law_to }, day));\n"
        "console.log(JSON.stringify([isLawOut({ law_to: '2026-11-20' }, null), ...out]));\n"
    )
    ran = subprocess.run([str(NODE), "ask.js"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(ran.stdout) == [False, *(not is_in_force(*ask) for ask in asks)]


#: Texts that the questions of the table hold well, badly, and not at all.
ENTRIES = (
    (
        "未订立书面劳动合同支付二倍工资案",
        "李某入职某公司八个月，公司未与其订立书面劳动合同。仲裁委裁决支付二倍工资差额４.４万元。",
    ),
    ("工伤认定要在多长期限内申请", "单位三十日，职工一年。工资条、病历都是证据。"),
    ("公积金能不能提前取", "向住房公积金管理中心申请。离职补偿另算。"),
)


@pytest.mark.skipif(NODE is None, reason="node is missing")
def test_the_phone_searches_by_the_rules_of_the_server(tmp_path: Path) -> None:
    """One table of cases holds both (tests/fulltext/grams.json)."""
    table = json.loads((ROOT / "tests" / "fulltext" / "grams.json").read_text("utf-8"))
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copy(ROOT / "static" / "fulltext" / "pairs.js", tmp_path)
    asks = {"table": table, "entries": ENTRIES, "terms": {"synonyms": SYNONYMS, "noise": NOISE}}
    (tmp_path / "asks.json").write_text(json.dumps(asks), encoding="utf-8")
    (tmp_path / "begin.js").write_text(
        'import { readFileSync } from "node:fs";\nimport { gramsIn, held, searching, weighed } from "./pairs.js";\n'
        'const { table, entries, terms } = JSON.parse(readFileSync("asks.json", "utf-8"));\n'
        "const { asked } = searching(terms);\n"
        "const parts = (question) => asked(question).map((part) => [part.size, part.wordings[0].text]);\n"
        "const texts = table.texts.map(({ text }) => ({ text, grams: gramsIn(text) }));\n"
        "const questions = table.questions.map(({ question }) => ({ question, parts: parts(question) }));\n"
        "const ones = { get: () => 1 };\n"
        "const weights = entries.map(([title, text]) => weighed(title, [], [text]));\n"
        "const holds = (question) => weights.map((each) => held(asked(question), each, ones));\n"
        "const numbers = ({ share, score }) => [share, score];\n"
        "const helds = table.questions.map(({ question }) => holds(question).map(numbers));\n"
        "console.log(JSON.stringify({ texts, questions, helds }));\n",
        encoding="utf-8",
    )
    ran = subprocess.run([str(NODE), "begin.js"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    told = json.loads(ran.stdout)
    assert (told["texts"], told["questions"]) == (table["texts"], table["questions"])
    for row, found in zip(table["questions"], told["helds"], strict=True):
        expected = [share(row["question"], entry) for entry in ENTRIES]
        assert [tuple(each) for each in found] == [pytest.approx(each) for each in expected]


def share(question: str, entry: tuple[str, str]) -> tuple[float, float]:
    """How well the entry holds the question, and by what it ranks, where every pair is worth the same."""
    parts, (title, text) = asked(question), entry
    ones = {gram: 1.0 for part in parts for wording in part.wordings for gram in wording.grams}
    found = held(parts, weighed(title, text=(text,)), ones)
    return found.share, found.score
