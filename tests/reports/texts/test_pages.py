"""The pages of texts: written, edited by two, drawn, handed in, and put beside last year's."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.reports.hearing import heard_while_writing, reads_the_ledger
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

TEXTS = "/reports/2025/texts"


@pytest.fixture
def year(sqlite_app: Flask) -> SmallYear:
    with sqlite_app.app_context():
        return small_year()


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient, year: SmallYear) -> FlaskClient:
    with sqlite_app.app_context():
        sign_in(client, year.clerk)
    client.set_cookie("language", "en")
    return client


def token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
    assert found
    return found.group(1)


def begun(client: FlaskClient, of: str = "year") -> str:
    """The address of a new text."""
    sent = {"csrf_token": token(client, f"{TEXTS}/new"), "of": of}
    answer = client.post(f"{TEXTS}/new", data=sent)
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def fields(client: FlaskClient, path: str) -> dict[str, object]:
    """What the editor would send."""
    page = client.get(path).text
    one = {
        name: unescape(found.group(1))
        for name in ("csrf_token", "seen", "slots", "title")
        if (found := re.search(rf'name="{name}"[^>]*value="([^"]*)"', page))
    }
    levels = re.findall(r'<select id="level-\d+".*?value="(\w+)" selected', page, re.DOTALL)
    texts = re.findall(r"<textarea id=\"text-\d+\"[^>]*>(.*?)</textarea>", page, re.DOTALL)
    return {**one, "level": levels, "text": [unescape(each).strip() for each in texts]}


def test_a_text_is_begun_edited_drawn_and_handed_in(sqlite_app: Flask, clerk: FlaskClient) -> None:
    path = begun(clerk)
    page = clerk.get(path).text
    assert "official-print.css" in page and "official-sheet" in page  # printed like a draft, not behind an empty page
    assert "开展集中宣传活动" in page and "12700余份" in page
    sent = fields(clerk, f"{path}/edit")
    sent["text"] = ["新写的一段，发放资料{发放资料}。", *sent["text"][1:]]  # type: ignore[index]
    answer = clerk.post(f"{path}/edit", data={**sent, "act": "save", "exact": "发放资料"})
    assert answer.status_code == 302, answer.text
    assert "新写的一段" in clerk.get(path).text and "12734份" in clerk.get(path).text
    sent = {"csrf_token": token(clerk, path), "seen": "2"}
    with sqlite_app.app_context(), heard_while_writing() as heard:
        drawn = clerk.post(f"{path}/draw", data=sent)
    assert any("INTO drawn_lines" in each for each in heard) and not [each for each in heard if reads_the_ledger(each)]
    assert drawn.status_code == 302, drawn.text
    page = clerk.get(drawn.location).text
    assert "Draft 1" in page and "/references/1" in page and "12734份" in page
    told = {"csrf_token": token(clerk, f"{drawn.location}/hand-in"), "to_whom": "县委、县人民政府"}
    day = re.search(r'name="day"[^>]*value="([^"]+)"', clerk.get(f"{drawn.location}/hand-in").text)
    assert day
    answer = clerk.post(f"{drawn.location}/hand-in", data=told | {"day": day.group(1)})
    assert answer.status_code == 302, answer.text
    assert "县委、县人民政府" in clerk.get(drawn.location).text and "Handed in" in clerk.get(TEXTS).text


def test_buttons_move_add_and_take_away_paragraphs_without_saving(clerk: FlaskClient) -> None:
    path = begun(clerk)
    sent = fields(clerk, f"{path}/edit")
    texts = list(sent["text"])  # type: ignore[call-overload]
    page = clerk.post(f"{path}/edit", data={**sent, "act": "remove-1"}).text
    assert "Put the paragraph back" in page and page.count("data-text-block>") == len(texts) - 1
    page = clerk.post(f"{path}/edit", data={**sent, "act": "add-1"}).text
    assert page.count("data-text-block>") == len(texts) + 1
    page = clerk.post(f"{path}/edit", data={**sent, "act": "put-1", "figure": "handouts", "of_team": "pension"}).text
    assert "{养老保险·发放资料}" in page
    assert "Version 2" not in clerk.get(f"{path}/versions").text


def test_two_people_at_one_text_both_keep_what_they_wrote(clerk: FlaskClient) -> None:
    path = begun(clerk)
    mine, theirs = fields(clerk, f"{path}/edit"), fields(clerk, f"{path}/edit")
    assert clerk.post(f"{path}/edit", data={**theirs, "text": ["他写的。"], "level": ["body"]}).status_code == 302
    answer = clerk.post(f"{path}/edit", data={**mine, "text": ["我写的。"], "level": ["body"]})
    assert answer.status_code == 409
    assert "我写的。" in answer.text and "<del>他写的</del>" in answer.text


def test_what_is_never_typed_is_refused_and_kept_in_the_field(clerk: FlaskClient) -> None:
    path = begun(clerk)
    sent = fields(clerk, f"{path}/edit")
    for typed in ("发放资料{发放资料}余份。", "发放近5万份。", "发放近5万册(张)。", "发放{发放资料}（册）。"):
        answer = clerk.post(f"{path}/edit", data={**sent, "text": [typed], "level": ["body"]})
        assert answer.status_code == 422 and typed in answer.text, typed


def test_what_is_never_typed_is_refused_by_its_paragraph(clerk: FlaskClient) -> None:
    path = begun(clerk)
    sent = {**fields(clerk, f"{path}/edit"), "text": ["一、集中宣传", "发放12700余份。"], "level": ["heading", "body"]}
    answer = clerk.post(f"{path}/edit", data=sent)
    assert "Paragraph 2, “12700余”" in answer.text and answer.status_code == 422


def test_last_year_stands_beside_the_text(clerk: FlaskClient) -> None:
    page = clerk.get(f"{begun(clerk)}/beside").text
    assert "No text of last year was drawn here" in page and "12700余份" in page


def test_a_sentence_of_ones_own_makes_new_texts_and_can_be_taken_back(clerk: FlaskClient) -> None:
    at = f"{TEXTS}/sentences/public.whole"
    sent = {"csrf_token": token(clerk, at), "seen": "0", "pattern": "共办集中宣传{集中宣传}。"}
    assert clerk.post(at, data=sent).status_code == 302
    assert "共办集中宣传" in clerk.get(begun(clerk)).text
    refused = clerk.post(at, data=sent | {"seen": "1", "pattern": "共办{没有这个数}。"})
    assert refused.status_code == 422 and "没有这个数" in refused.text
    assert clerk.post(f"{at}/reset", data={"csrf_token": token(clerk, at), "seen": "1"}).status_code == 302
    assert "共办集中宣传" not in clerk.get(begun(clerk)).text


def test_a_text_that_was_put_away_can_be_brought_back(clerk: FlaskClient) -> None:
    path = begun(clerk)
    hidden = {"csrf_token": token(clerk, path)}
    clerk.post(f"{path}/put-away", data=hidden)
    assert path not in clerk.get(TEXTS).text and path in clerk.get(f"{TEXTS}?put-away=1").text
    clerk.post(f"{path}/put-away", data=hidden | {"act": "back"})
    assert path in clerk.get(TEXTS).text


def test_readers_read_and_do_not_write(sqlite_app: Flask, clerk: FlaskClient, year: SmallYear) -> None:
    path = begun(clerk)
    with sqlite_app.app_context():
        sign_in(clerk, year.viewer)
    assert clerk.get(path).status_code == 200 and clerk.get(f"{TEXTS}/sentences").status_code == 200
    assert clerk.get(f"{path}/edit").status_code == 403 and clerk.get(f"{TEXTS}/new").status_code == 403


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"slots": "[" * 49_000, "act": "preview"}, 200),
        ({"text": ["字\n" * 1001], "act": "preview"}, 413),
        ({"text": ["《" * 60_001], "act": "save"}, 413),
    ],
    ids=["slots that nest", "a thousand paragraphs", "a paragraph like a book"],
)
def test_a_text_like_no_report_stops_nothing(clerk: FlaskClient, sent: dict[str, object], status: int) -> None:
    path = begun(clerk)
    assert clerk.post(f"{path}/edit", data={**fields(clerk, f"{path}/edit"), **sent}).status_code == status
