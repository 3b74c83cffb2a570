"""Forms: what was typed is kept, refusals stand at their field, a yes holds only for what it was said to."""

import re
from datetime import date, time
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse
from wtforms.validators import InputRequired

from outreach.db import db
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.web.access import Permission, permit
from outreach.web.fields import (
    ChoiceField,
    CountField,
    DayField,
    LongTextField,
    ManyField,
    TextField,
    TimeField,
    clean_text,
    file_name,
    one_line,
)
from outreach.web.forms import BaseForm, FilterForm, submitted
from outreach.web.reading import parse_one_line

TEAM = UUID("01970000-0000-7000-8000-000000000001")
PAGE = """{{ form.errors }}|{{ form.question.message if form.question }}|{{ form.question_value }}|
{{ form.hidden_tag() }}{{ form.title() }}{{ form.day() }}{{ form.at() }}{{ form.people() }}{{ form.team() }}"""


class EventForm(BaseForm):
    title = TextField("Title", [InputRequired()], most=20)
    note = LongTextField("Note")
    day = DayField("Day")
    at = TimeField("Time")
    people = CountField("People", least=1, most=500)
    team = ChoiceField("Team", of=UUID, blank="none", choices=[(TEAM, "Pension")])
    forms = ManyField("Forms", of=int, choices=[(1, "Talk"), (2, "Desk")])


def plan(form: EventForm) -> dict[str, Any]:
    db.session.execute(text("CREATE TABLE IF NOT EXISTS note (word TEXT)"))
    db.session.execute(text("INSERT INTO note VALUES (:word)"), {"word": form.title.data})
    match form.title.data:
        case "clash":
            if not form.confirmed("clash"):
                raise Question("The team is elsewhere.", code="clash")
        case "taken":
            raise Conflict("The day is taken.", field="day")
        case "wrong":
            raise Invalid("It does not fit.")
        case "theirs":
            raise Forbidden("Not your team.")
    return {name: value for name, value in form.data.items() if name != "confirm"}


@pytest.fixture
def visitor(small: Flask) -> FlaskClient:
    from flask import render_template_string

    small.config["WTF_CSRF_ENABLED"] = False

    @small.route("/event", methods=["GET", "POST"])
    @permit(Permission.PUBLIC)
    def event() -> Any:
        form = EventForm()
        done = submitted(form, plan)
        return {"done": done} if done else (render_template_string(PAGE, form=form), form.status)

    @small.get("/list")
    @permit(Permission.PUBLIC)
    def listed() -> Any:
        class Narrow(FilterForm):
            team = ChoiceField("Team", of=UUID, blank="all", choices=[(TEAM, "Pension")])

        form = Narrow()
        return {"valid": form.validate(), "team": form.team.data}

    return small.test_client()


def stored(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(text("SELECT word FROM note")))


def send(visitor: FlaskClient, **typed: Any) -> TestResponse:
    return visitor.post("/event", data=typed, headers={"Accept-Language": "en"})


def test_what_people_type_is_read(visitor: FlaskClient, small: Flask) -> None:
    form = {"title": " Fair\x00 ", "note": "a\r\nb", "day": "2026年11月3日", "at": "8:30", "people": "１２0"}
    with small.test_request_context("/event", method="POST", data={**form, "team": str(TEAM), "forms": ["1", "1"]}):
        read = EventForm()
        assert read.validate()
        assert (read.title.data, read.note.data) == ("Fair", "a\nb")
        assert (read.day.data, read.at.data, read.people.data) == (date(2026, 11, 3), time(8, 30), 120)
        assert (read.team.data, read.forms.data) == (TEAM, [1])
    assert send(visitor, title="Fair").json["done"]["title"] == "Fair"
    assert stored(small) == ["Fair"]


def test_what_is_left_empty_is_nothing_not_zero(small: Flask) -> None:
    with small.test_request_context("/", method="POST", data={"title": "", "day": " ", "people": "", "team": ""}):
        form = EventForm()
        assert (form.day.data, form.people.data, form.team.data, form.forms.data) == (None, None, None, [])


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "x" * 21),
        ("day", "2026-02-30"),
        ("day", "soon"),
        ("at", "25:00"),
        ("people", "many"),
        ("people", "0"),
        ("people", "501"),
        ("people", "-3"),
        ("team", "pension"),
        ("team", "01970000-0000-7000-8000-000000000002"),
        ("forms", "9"),
    ],
)
def test_what_cannot_be_read_is_named_and_kept(visitor: FlaskClient, field: str, typed: str) -> None:
    answer = send(visitor, **{"title": "Fair", field: typed})
    errors, _, _ = answer.text.split("|", 2)
    assert (answer.status_code, list(re.findall(r"&#39;(\w+)&#39;: \[", errors))) == (422, [field])
    if field not in ("team", "forms"):
        assert f'value="{typed}"' in answer.text


def test_a_day_that_only_words_can_show_stays_text(visitor: FlaskClient) -> None:
    page = send(visitor, title="", day="11月3日", at="8:30").text
    assert 'name="day" type="text" value="11月3日"' in page
    assert 'name="at" type="text" value="8:30"' in page
    assert 'name="day" type="date"' in send(visitor, title="", day="2026-11-03").text


@pytest.mark.parametrize(
    ("title", "status", "errors"),
    [
        ("taken", 409, "{&#39;day&#39;: [&#39;The day is taken.&#39;]}"),
        ("wrong", 422, "{&#39;&#39;: [&#39;It does not fit.&#39;]}"),
    ],
)
def test_a_refusal_stands_at_its_field_and_stores_nothing(
    visitor: FlaskClient, small: Flask, title: str, status: int, errors: str
) -> None:
    send(visitor, title="first")
    answer = send(visitor, title=title)
    assert (answer.status_code, answer.text.split("|")[0]) == (status, errors)
    assert stored(small) == ["first"]


def test_a_refusal_of_the_person_is_a_page_of_its_own(visitor: FlaskClient) -> None:
    assert send(visitor, title="theirs").text.startswith("forbidden|Not your team.")


def test_a_yes_goes_on_but_only_for_what_was_asked(visitor: FlaskClient, small: Flask) -> None:
    asked = send(visitor, title="clash", day="2026-11-03")
    errors, question, yes, _ = asked.text.split("|")
    assert (asked.status_code, errors, question) == (409, "{}", "The team is elsewhere.")
    assert send(visitor, title="clash", day="2026-11-04", confirm=yes).status_code == 409
    assert send(visitor, title="clash", day="2026-11-03", confirm="clash.yes").status_code == 409
    assert send(visitor, title="clash", day="2026-11-03", confirm=yes).status_code == 200
    assert stored(small) == ["clash"]


def test_a_yes_holds_where_the_page_takes_a_field_off_the_form(small: Flask) -> None:
    """As the plan does, which asks "for which events?" only in a series."""
    typed = {"title": "clash", "day": "2026-11-03"}
    with small.test_request_context("/event", method="POST", data=typed):
        asked = EventForm()
        del asked.note
        asked.refuse(Question("The team is elsewhere.", code="clash"))
        yes = asked.question_value
    with small.test_request_context("/event", method="POST", data=typed | {"confirm": yes}):
        answered = EventForm()
        del answered.note
        assert answered.confirmed("clash")


def test_a_yes_holds_whatever_the_order_of_the_ticks(visitor: FlaskClient, small: Flask) -> None:
    yes = send(visitor, title="clash", forms=["1", "2"]).text.split("|")[2]
    assert send(visitor, title="clash", forms=["2"], confirm=yes).status_code == 409
    assert send(visitor, title="clash", forms=["2", "1"], confirm=yes).status_code == 200
    assert stored(small) == ["clash"]


def test_own_texts_speak_the_visitors_language(visitor: FlaskClient) -> None:
    for language, said in (("zh-CN", "该字段是必填字段"), ("en", "This field is required"), ("zh", "该字段是必填字段")):
        answer = visitor.post("/event", data={"title": ""}, headers={"Accept-Language": language})
        assert said in answer.text


def test_a_filter_is_read_from_the_address(visitor: FlaskClient) -> None:
    assert visitor.get(f"/list?team={TEAM}").json == {"valid": True, "team": str(TEAM)}
    assert visitor.get("/list").json == {"valid": True, "team": None}
    assert visitor.get("/list?team=x").json["valid"] is False


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  张三 ", "张三"),
        ("\u200b", ""),
        ("\u202e三张", "三张"),
        ("一\r\n二", "一\n二"),
        ("a\x00b\ufeff", "ab"),
        ("一\u2028二\u2029三\x85四\r五", "一\n二\n三\n四\n五"),  # what some programs take for line ends
        ("\u3164\u115f\uffa0", ""),  # letters without a shape
        ("\u061c三张", "三张"),
        ("张\U000e0041三\ufff9", "张三"),
        ("张\ufffe三\uffff", "张三"),
        ("葛\U000e0100", "葛\U000e0100"),  # a variant of a name's character
    ],
)
def test_what_nobody_sees_is_no_part_of_a_text(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("宏达公司\n发放 500 份", "宏达公司 发放 500 份"), ("一\t\u2028 二\n", "一 二")]
)
def test_a_name_begins_no_line_of_its_own(typed: str, kept: str) -> None:
    assert one_line(typed) == kept
    assert parse_one_line(typed, "bad") == kept
    assert parse_one_line("\n", "bad") is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("8月.xlsx", "8月.xlsx"),
        ("a\r\nX-Evil: 1.csv", "a X-Evil: 1.csv"),
        ("..\\..\\C:/b\x00.csv", "b.csv"),
        ("\u202evsc.exe", "vsc.exe"),
        ("长" * 400 + ".csv", "长" * 108 + "….csv"),
        ("a/", "?"),
        (None, "?"),
    ],
)
def test_a_files_name_is_one_line_without_its_folder(sent: str | None, kept: str) -> None:
    assert file_name(sent) == kept


def test_what_is_beyond_any_use_is_cut_and_refused(small: Flask) -> None:
    sent = {"title": "一" + " " * 9000 + "二", "note": "长" * 90_000, "day": "1" * 9000, "people": "9" * 9000}
    with small.test_request_context(method="POST", data=sent):
        form = EventForm()
        assert not form.validate()
        assert form.errors.keys() >= sent.keys()
        assert [len(str(form[name]())) < 30_000 for name in sent] == [True] * 4


def test_a_file_in_the_place_of_a_text_breaks_nothing(small: Flask) -> None:
    files = {name: (BytesIO(b"x"), "a.txt") for name in ("title", "note", "day", "people")}
    with small.test_request_context(method="POST", data=files):
        assert not EventForm().validate()


def test_what_is_too_long_is_kept_to_be_shortened(small: Flask) -> None:
    with small.test_request_context(method="POST", data={"title": "长" * 40}):
        form = EventForm()
        assert not form.validate()
        assert form.title.data == "长" * 40


def test_a_field_of_one_line_stays_one_line(small: Flask) -> None:
    class Both(BaseForm):
        name, note = TextField(), LongTextField()

    with small.test_request_context(method="POST", data={"name": "一\n二", "note": "一\r\n二"}):
        form = Both()
        assert (form.name.data, form.note.data) == ("一 二", "一\n二")
