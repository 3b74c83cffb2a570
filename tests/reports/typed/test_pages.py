"""The pages of typed figures, as their owners and their readers see them."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.typed.queries import standing, standings
from outreach.reports.typed.rules import Shape
from tests.making import NOW, make_person, make_typed, make_typed_value
from tests.signing_in import sign_in


@pytest.fixture
def clerk(sqlite_app: Flask) -> Iterator[Person]:
    with sqlite_app.app_context():
        yield make_person(Role.CLERK)


def test_a_value_is_typed_with_its_file_over_a_question(client: FlaskClient, clerk: Person) -> None:
    make_typed_value(make_typed(year=2024), 100)
    make_typed()
    sign_in(client, clerk)
    page = "/reports/2025/typed/hotline"
    sent = {"value": "1025", "source": "工单系统", "version": "0"}
    asked = client.post(f"{page}/value", data=sent | {"file": (BytesIO(b"a,b\n1,2\n"), "工单.csv")})
    text = asked.text
    assert asked.status_code == 409, asked.headers.get("Location")
    assert "上年是100" in text and "工单.csv" in text

    def value_of(name: str) -> str:
        return text.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]

    again = sent | {"kept": value_of("kept"), "confirm": value_of("confirm"), "file": (BytesIO(b""), "")}
    assert client.post(f"{page}/value", data=again).status_code == 302
    text = client.get(page).text
    assert "1025件" in text and "手填" in text and "工单.csv" in text
    file = client.get(f"{page}/values/1/file")
    assert file.data == b"a,b\n1,2\n" and "attachment" in file.headers["Content-Disposition"]


def test_what_was_typed_is_kept_with_the_error(client: FlaskClient, clerk: Person) -> None:
    make_typed("arbitration", shape=Shape.RATE)
    make_typed("named", shape=Shape.RATE, numerator_name="调解结案", denominator_name="受理案件")
    sign_in(client, clerk)
    sent = {"numerator": "271", "denominator": "270", "source": "办案系统", "version": "0"}
    answer = client.post("/reports/2025/typed/arbitration/value", data=sent)
    assert answer.status_code == 422
    assert "“分子”不能大于“分母”" in answer.text and 'value="271"' in answer.text
    assert "“调解结案”不能大于“受理案件”" in client.post("/reports/2025/typed/named/value", data=sent).text


def test_the_list_tells_zero_from_blank_and_offers_the_usual_ones(client: FlaskClient, clerk: Person) -> None:
    sign_in(client, clerk)
    assert "从常用项目开始" in client.get("/reports/2025/typed").text
    client.post("/reports/2025/typed/usual", data={"codes": ["hotline", "arbitration"]})
    make_typed_value(standing(2025, "hotline").figure, 0)
    text = client.get("/reports/2025/typed").text
    assert "0件" in text and "空白" in text and "集体学法" in text


def test_a_reader_sees_the_list_and_no_buttons(client: FlaskClient, clerk: Person) -> None:
    make_typed_value(make_typed("arbitration", shape=Shape.RATE), numerator=219, denominator=270)
    sign_in(client, make_person(Role.VIEWER))
    text = client.get("/reports/2025/typed").text
    assert "81.11%" in text and "新增一项" not in text
    assert "改填" not in client.get("/reports/2025/typed/arbitration").text
    assert client.get("/reports/2025/typed/arbitration/value").status_code == 403
    assert client.post("/reports/2025/typed/arbitration/remove").status_code == 403


def test_a_figure_is_defined_changed_and_taken_off_through_the_pages(client: FlaskClient, clerk: Person) -> None:
    sign_in(client, clerk)
    sent = {"name": "法治讲座", "section": "学法", "shape": "number", "unit": "场", "definition": "全年场数"}
    assert client.post("/reports/2025/typed/new", data=sent).status_code == 302
    assert client.post("/reports/2025/typed/own_1/edit", data=sent | {"name": "法治大讲堂"}).status_code == 302
    assert "法治大讲堂" in client.get("/reports/2025/typed").text
    client.post("/reports/2025/typed/own_1/remove")
    assert "已移除的项目" in client.get("/reports/2025/typed").text
    client.post("/reports/2025/typed/own_1/restore")
    assert standings(2025)[0].figure.name == "法治大讲堂"
    missing = client.post("/reports/2025/typed/new", data=sent | {"unit": "", "definition": ""})
    assert missing.status_code == 422 and 'value="法治讲座"' in missing.text


@pytest.mark.parametrize("is_owner", [True, False])
def test_the_owner_is_told_on_the_home_board(client: FlaskClient, clerk: Person, is_owner: bool) -> None:
    owner, other = make_person(), make_person()
    make_typed(owner_id=owner.id, due=NOW.date())
    sign_in(client, owner if is_owner else other)
    assert ("待填报的数据" in client.get("/").text) == is_owner
