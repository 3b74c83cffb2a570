"""The companies at an event: typed or signed in, looked at, and taken over into the ledger once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from outreach import clock
from outreach.audit.models import AuditEntry
from outreach.db import db, new_id, transaction
from outreach.errors import Conflict, Invalid
from outreach.logbook.actions import record_all
from outreach.logbook.attendance import companies
from outreach.logbook.attendance.listing import listed_companies
from outreach.logbook.attendance.models import CompanyPresent
from outreach.logbook.attendance.queries import standing_lines
from outreach.logbook.attendance.rules import CompanyState, company_key, same_names
from outreach.logbook.corrections import reversal_of
from outreach.logbook.models import Tally
from outreach.logbook.queries import logged_line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from tests.logbook.sending import phone_of, typed
from tests.making import NOW, make_bureau, make_event, make_group, make_person, make_place, make_tally, make_team


def add(event: Event, by: Person, name: str = "宏达机械有限公司", people: int | None = 12, **changes: Any) -> Any:
    with transaction():
        facts = {"company_id": new_id(), "name": name, "people": people} | changes
        return companies.add_company(event, **facts, by=by, now=NOW)


def taken(event: Event, by: Person, group: str | None = None) -> Any:
    with transaction():
        return companies.take_over(event, group=group, by=by, now=NOW)


def attendance(event: Event) -> int:
    statement = select(func.coalesce(func.sum(Tally.quantity), 0))
    return int(db.session.scalar(statement.where(Tally.event_id == event.id, Tally.kind == CountKind.ATTENDANCE)) or 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("宏达机械有限公司", "宏达 机械有限公司", True),
        ("宏达（示例）公司", "宏达(示例)公司", True),
        ("ABC公司", "abc公司", True),
        ("宏达机械", "宏达机械有限公司", False),
    ],
)
def test_names_are_compared_as_people_read_them(one: str, other: str, same: bool) -> None:
    assert (company_key(one) == company_key(other)) is same
    assert bool(same_names([one, other])) is same


class TestActions:
    @pytest.fixture(autouse=True)
    def arranged(self, app_context: Flask) -> None:
        self.event, self.by = make_event(), make_person(Role.LEAD, team=make_team())

    def test_a_company_is_added_once_and_knows_its_place(self) -> None:
        place = make_place(PlaceKind.ENTERPRISE, name="宏达机械有限公司")
        make_place(PlaceKind.TOWNSHIP, name="三江镇")
        company_id = new_id()
        for _again in range(2):
            add(self.event, self.by, company_id=company_id)
        add(self.event, self.by, name="三江镇", people=None)
        rows = [each.row for each in listed_companies(self.event.id)]
        assert [(row.name, row.place_id, row.people) for row in rows] == [
            ("宏达机械有限公司", place.id, 12),
            ("三江镇", None, None),
        ]

    def test_companies_are_no_attendance_until_they_are_taken_over_once(self) -> None:
        add(self.event, self.by)
        add(self.event, self.by, name="金穗食品有限公司", people=8)
        add(self.event, self.by, name="不知多少人的公司", people=None)
        assert attendance(self.event) == 0
        assert len(taken(self.event, self.by)) == 2
        assert attendance(self.event) == 20
        with pytest.raises(Conflict) as refusal:
            taken(self.event, self.by)
        assert refusal.value.code == "already_there"
        assert attendance(self.event) == 20
        notes = {line.note.text for line in db.session.scalars(select(Tally)) if line.note}
        assert notes == {"到场企业：宏达机械有限公司", "到场企业：金穗食品有限公司"}

    def test_a_later_company_is_taken_over_alone(self) -> None:
        add(self.event, self.by)
        taken(self.event, self.by)
        add(self.event, self.by, name="金穗食品有限公司", people=8)
        assert len(taken(self.event, self.by)) == 1
        assert attendance(self.event) == 20

    def test_taking_over_nothing_says_so(self) -> None:
        add(self.event, self.by, people=None)
        with pytest.raises(Invalid):
            taken(self.event, self.by)

    def test_what_was_taken_over_is_corrected_after_its_line_is_taken_back(self) -> None:
        row = add(self.event, self.by)
        taken(self.event, self.by)
        db.session.refresh(row)
        with pytest.raises(Conflict), transaction():
            companies.correct_company(row, name=row.name, people=15, by=self.by, now=NOW)
        with pytest.raises(Conflict), transaction():
            companies.drop_company(row, by=self.by, now=NOW)
        line = logged_line(row.tally_id)
        with transaction():
            record_all([reversal_of(line, reversal_id=new_id(), reason="人数不对")], sender=self.by, now=NOW)
        with transaction():
            companies.correct_company(row, name=row.name, people=15, by=self.by, now=NOW)
        assert standing_lines([row.id]) == set()
        taken(self.event, self.by)
        assert attendance(self.event) == 15
        (said,) = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "company.corrected"))
        assert (said.facts["before"], said.facts["after"]) == ("宏达机械有限公司 (12)", "宏达机械有限公司 (15)")

    def test_a_dropped_company_is_not_taken_over_and_comes_back(self) -> None:
        row = add(self.event, self.by)
        with transaction():
            companies.drop_company(row, by=self.by, now=NOW)
        assert listed_companies(self.event.id) == []
        with transaction():
            companies.accept_company(row, by=self.by, now=NOW)
        assert len(listed_companies(self.event.id)) == 1

    @pytest.mark.parametrize("people", [0, -1, 10000])
    def test_no_company_sends_so_many(self, people: int) -> None:
        with pytest.raises(Invalid):
            add(self.event, self.by, people=people)


class TestPage:
    @pytest.fixture(autouse=True)
    def arranged(self, sqlite_app: Flask) -> Any:
        with sqlite_app.app_context():
            make_bureau()
            park = make_place(name="高新区")
            make_place(PlaceKind.ENTERPRISE, name="园区里的公司", parent=park)
            self.event = make_event(starts_at=clock.now() - timedelta(hours=1), place=park)
            self.lead = make_person(Role.LEAD, team=make_team())
            self.desk = phone_of(sqlite_app, self.lead)
            self.phone = phone_of(sqlite_app, make_person(team=make_team()))
            yield

    def page(self, who: FlaskClient | None = None) -> Any:
        return (who or self.desk).get(f"/log/{self.event.id}/attendance")

    def post(self, what: str, data: dict[str, Any], who: FlaskClient | None = None) -> Any:
        return (who or self.desk).post(f"/log/{self.event.id}/{what}", data=data)

    def test_a_company_is_typed_and_stands_on_the_events_page(self) -> None:
        page = self.page(self.phone)
        assert '<option value="园区里的公司">' in page.text
        form = typed(page, "/companies") | {"company-name": "宏达机械有限公司", "company-people": "１２"}
        for _again in range(2):
            assert self.post("companies", form, self.phone).status_code == 302
        assert self.page().text.count("<b>宏达机械有限公司</b>") == 1
        assert "宏达机械有限公司" in self.desk.get(f"/events/{self.event.id}").text
        assert "到场企业1家：宏达机械有限公司" in self.desk.get(f"/log/{self.event.id}").text

    def test_what_cannot_be_taken_is_kept(self) -> None:
        answer = self.post("companies", {"company-name": "", "company-people": "12"})
        assert answer.status_code == 422
        assert 'value="12"' in answer.text

    def test_only_a_lead_of_the_team_takes_over(self, sqlite_app: Flask) -> None:
        add(self.event, self.lead)
        assert "把企业人数记入受众" not in self.page(self.phone).text
        assert self.post("companies/take-over", {}, self.phone).status_code == 403
        stranger = phone_of(sqlite_app, make_person(Role.LEAD, team=make_team("pension")))
        assert self.post("companies/take-over", {}, stranger).status_code == 403
        make_group(code="employers", name="用人单位")
        for status in (302, 409):
            answer = self.post("companies/take-over", {"take-group": "employers"})
            assert answer.status_code == status
        assert "已经在登记里" in answer.text
        assert attendance(self.event) == 12
        assert "已记入" in self.page().text

    def test_people_who_were_counted_already_are_asked_about(self) -> None:
        add(self.event, self.lead)
        make_tally(self.event, 30, kind=CountKind.ATTENDANCE, by=self.lead)
        asked = self.post("companies/take-over", {"take-group": ""})
        assert asked.status_code == 409
        assert "登记里已有30人次" in asked.text
        assert attendance(self.event) == 30
        yes = re.search(r'name="take-confirm" value="([^"]*)"', asked.text)
        assert yes
        assert self.post("companies/take-over", {"take-group": "", "take-confirm": yes[1]}).status_code == 302
        assert attendance(self.event) == 42

    def test_a_row_is_corrected_dropped_and_brought_back(self) -> None:
        row = add(self.event, self.lead)
        address = f"companies/{row.id}"
        assert "宏达机械有限公司" in self.desk.get(f"/log/{self.event.id}/{address}/correct").text
        assert self.post(f"{address}/correct", {"name": "宏达重工", "people": "9"}).status_code == 302
        assert self.post(f"{address}/drop", {}).status_code == 302
        text = self.page().text
        assert "<b>宏达重工</b>" not in text
        assert "已剔除1条" in text
        assert self.post(f"{address}/accept", {}).status_code == 302
        assert "<b>宏达重工</b>" in self.page().text
        db.session.rollback()
        assert db.session.scalars(select(CompanyPresent.state)).one() is CompanyState.ACCEPTED

    def test_a_row_of_another_event_is_not_found_here(self) -> None:
        row = add(make_event(), self.lead)
        assert self.post(f"companies/{row.id}/drop", {}).status_code == 404

    def test_the_sheet_on_paper_has_as_many_pages_as_asked_for(self) -> None:
        text = self.phone.get(f"/log/{self.event.id}/sign-in-sheet").text
        assert self.event.title in text
        assert text.count("<article") == 1
        scan = f"/evidence/events/{self.event.id}/new?kind=scan"
        assert scan in self.page().text
        assert '<option selected value="scan">' in self.desk.get(scan).text
        assert '<option selected value="photo">' in self.desk.get(scan.replace("scan", "nonsense")).text
        for asked, pages in (("3", 3), ("0", 1), ("99", 10), ("x", 1)):
            assert self.phone.get(f"/log/{self.event.id}/sign-in-sheet?pages={asked}").text.count("<article") == pages
