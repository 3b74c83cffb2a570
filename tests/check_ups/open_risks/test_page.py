"""The page of open risks, and what its numbers are made of."""

import re
from collections.abc import Sequence

from flask import Flask
from werkzeug.test import TestResponse

from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.open_risks import queries
from outreach.check_ups.open_risks.blocks import Count
from outreach.check_ups.open_risks.queries import NONE, Filters
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind, Trade
from outreach.schedule.rules import Status
from tests.check_ups.notices.visits import make_check_up, make_company, make_list
from tests.making import make_bureau, make_person, make_place, make_team
from tests.signing_in import sign_in

FACTORY = Trade.MANUFACTURING


def make_risks(
    park: Place | None, number: int, points: Sequence[CheckPoint], trade: Trade | None = FACTORY
) -> list[Place]:
    """So many companies in the park, each with a risk at every point."""
    companies = [make_company(parent_id=park and park.id, trade=trade) for _each in range(number)]
    for company in companies:
        make_check_up(dict.fromkeys(points, Found.RISK), company=company)
    return companies


def test_open_risks_are_counted_by_subject_park_and_trade(app_context: Flask) -> None:
    park = make_place(PlaceKind.PARK, name="东园")
    village = make_place(PlaceKind.COMMUNITY, parent=make_place(PlaceKind.TOWNSHIP, name="三江镇"))
    points = make_list("合同", "工资条", subject=Subject.PAY).points
    make_risks(park, 2, points)
    make_risks(village, 1, points[:1], trade=None)
    make_risks(None, 1, points[:1])
    make_check_up({points[0]: Found.RISK}, company=make_company(parent_id=park.id), status=Status.CANCELLED)
    make_check_up({points[0]: Found.RISK}, company=make_company(parent_id=park.id), is_latest=False)
    make_check_up({points[0]: Found.IN_ORDER}, company=make_company(parent_id=park.id))
    areas = queries.areas()
    assert {cell: Count(each.risks, each.companies) for cell, each in queries.counts(areas).items()} == {
        ("pay", str(park.id), "manufacturing"): Count(4, 2),
        ("pay", str(village.parent_id), NONE): Count(1, 1),
        ("pay", NONE, "manufacturing"): Count(1, 1),
    }
    chosen = Filters(Subject.PAY, str(park.id), "manufacturing")
    assert len(db.session.execute(queries.open_risks(chosen, areas, seen=None)).all()) == 4
    outside = Filters(park=NONE)
    assert len(db.session.execute(queries.open_risks(outside, areas, seen=None)).all()) == 1
    unsaid = Filters(trade=NONE)
    assert len(db.session.execute(queries.open_risks(unsaid, areas, seen=None)).all()) == 1


def answer_for(app: Flask, person: Person, address: str = "/risks") -> TestResponse:
    """What the person gets there."""
    client = app.test_client()
    with app.app_context():
        sign_in(client, person)
    return client.get(address)


def cells_of(read: str, subject: str) -> list[str]:
    """What stands in the subject's row of numbers: the sum, and each column."""
    row = next(line for line in read.split("<tr>") if subject in line and "<td" in line)
    return [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]


def test_a_small_count_is_hidden_and_its_company_named_only_to_who_may_know(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        east, west = make_place(PlaceKind.PARK, name="东园"), make_place(PlaceKind.PARK, name="西园")
        points = make_list("签订合同", subject=Subject.PAY, team=make_team("labor_relations")).points
        make_risks(east, 4, points)
        (alone,) = make_risks(west, 1, points)
        name = alone.name
        stranger = make_person(Role.STAFF, team=make_team("pension"))
        lead = make_person(Role.LEAD, team=make_team("pension"))
        mine = make_person(Role.STAFF, team=make_team("labor_relations"))
        viewer = make_person(Role.VIEWER)
    assert answer_for(sqlite_app, viewer).status_code == 403
    read = answer_for(sqlite_app, stranger).text
    assert name not in read
    assert name in answer_for(sqlite_app, lead).text
    assert name in answer_for(sqlite_app, mine).text
    assert cells_of(read, "工资与加班") == ["5"]
    assert cells_of(answer_for(sqlite_app, mine).text, "工资与加班") == ["5"]


def test_who_sees_every_company_sees_every_number(sqlite_app: Flask) -> None:
    """Whoever reads the names below the table is spared subtracting: small counts stand there, and a plain 0."""
    with sqlite_app.app_context():
        east, west = make_place(PlaceKind.PARK, name="东园"), make_place(PlaceKind.PARK, name="西园")
        make_risks(east, 4, make_list("签订合同", subject=Subject.PAY).points)
        make_risks(west, 1, make_list("同工同酬", subject=Subject.DISPATCH).points)
        people = [make_person(Role.LEAD), make_person(Role.CLERK)]
    for each in people:
        read = answer_for(sqlite_app, each).text
        assert cells_of(read, "工资与加班") == ["4", "4", "0"]
        assert cells_of(read, "劳务派遣") == ["1", "0", "1"]
        assert cells_of(read, "全部主题") == ["5", "4", "1"]
        assert "制造业" in answer_for(sqlite_app, each, "/risks?by=trade&subject=dispatch").text


def test_the_page_takes_every_filter_also_nonsense(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        clerk = make_person(Role.CLERK)
    for asked in ("by=trade&trade=none", "by=park&park=none&subject=pay", "by=x&park=y&trade=z&subject=q&page=9"):
        assert "未整改" in answer_for(sqlite_app, clerk, f"/risks?{asked}").text
