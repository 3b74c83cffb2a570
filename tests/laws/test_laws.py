"""The list of laws: titles, days in force, and the standard list."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db, transaction
from outreach.errors import Invalid
from outreach.laws import queries
from outreach.laws.actions import LawFacts, add_law, change_law
from outreach.laws.founding import STANDARD_LAWS, add_standard_laws
from outreach.laws.rules import bare_title, is_in_force, usual_short_title
from outreach.people.rules import Role
from tests.making import NOW, make_law, make_person
from tests.signing_in import sign_in

DAY = date(2025, 10, 31)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, True),
        (DAY, None, True),
        (DAY, DAY, True),
        (date(2025, 11, 1), None, False),
        (None, date(2025, 10, 30), False),
    ],
)
def test_a_law_is_in_force_from_its_first_to_its_last_day(first: date, last: date, expected: bool) -> None:
    assert is_in_force(first, last, DAY) is expected


def test_titles_are_kept_bare_and_shortened_as_they_are_quoted() -> None:
    assert bare_title(" 《中华人民共和国劳动法》 ") == "中华人民共和国劳动法"
    assert usual_short_title("中华人民共和国劳动法") == "劳动法"
    assert usual_short_title("工伤保险条例") is None


def test_a_law_is_found_by_either_title_and_stands_once(app_context: Flask) -> None:
    by = make_person(Role.CLERK)
    with transaction():
        law = add_law(
            facts=LawFacts("《中华人民共和国劳动法》", None, date(1995, 1, 1)), by=db.session.merge(by), now=NOW
        )
    for words in ("《劳动法》", "中华人民共和国劳动法"):
        assert db.session.scalars(queries.laws_matching(words=words)).all() == [law]
    for facts in (LawFacts("中华人民共和国劳动法"), LawFacts("《》"), LawFacts("某法", None, DAY, date(2025, 1, 1))):
        with pytest.raises(Invalid), transaction():
            add_law(facts=facts, by=db.session.merge(by), now=NOW)


def test_a_law_that_ended_stands_only_in_the_whole_list(app_context: Flask) -> None:
    by, old = make_person(Role.CLERK), make_law(title="某旧法", short_title=None)
    with transaction():
        here = queries.law(old.id, lock=True)
        change_law(law=here, facts=LawFacts("某旧法", None, None, date(2024, 12, 31)), by=db.session.merge(by), now=NOW)
    assert db.session.scalars(queries.laws_matching(in_force_on=DAY)).all() == []
    assert db.session.scalars(queries.laws_matching()).all() == [here]


def test_the_standard_list_is_added_once(app_context: Flask) -> None:
    by = make_person(Role.ADMIN)
    for _twice in range(2):
        with transaction():
            add_standard_laws(now=NOW, by=db.session.merge(by))
    in_2026 = db.session.scalars(queries.laws_matching(in_force_on=date(2026, 1, 1))).all()
    assert len(in_2026) == len(STANDARD_LAWS)
    in_october = [law.short_title or law.title for law in db.session.scalars(queries.laws_matching(in_force_on=DAY))]
    assert "法治宣传教育法" not in in_october and "保障农民工工资支付条例" in in_october


def test_a_clerk_keeps_the_list_and_staff_read_it(sqlite_app: Flask, client: FlaskClient) -> None:
    client.set_cookie("language", "en")
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    assert "No laws yet" in client.get("/laws").text
    facts = {"title": "《某法》", "in_force_from": "2020年1月1日", "in_force_to": "昨年"}
    refused = client.post("/laws/new", data=facts)
    assert refused.status_code == 422 and "昨年" in refused.text
    page = client.post("/laws/new", data=facts | {"in_force_to": "2020-12-31"}, follow_redirects=True).text
    assert "《某法》" in page and "Not in force today" in page
    assert "No law fits" in client.get("/laws?force=today").text
    here = "/laws/" + page.split("/laws/")[-1].split("/edit")[0]
    assert "某法" in client.get("/laws?words=《某").text
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.STAFF))
    assert client.get("/laws").status_code == 200 and client.get(f"{here}/edit").status_code == 403
