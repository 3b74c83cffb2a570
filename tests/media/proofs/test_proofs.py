"""What proves an item: links, screenshots, letters, and the readings that a proof lets count."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from outreach.db import db, transaction
from outreach.errors import Forbidden, Invalid
from outreach.evidence.actions import keep_paper, keep_picture
from outreach.evidence.rules import PictureKind
from outreach.media.models import Article, Placement, Reading
from outreach.media.proofs.actions import add_proof, bring_back, count_proven_readings, take_away
from outreach.media.proofs.models import ArticleProof
from outreach.media.proofs.queries import Filters, counts, items_in, page_of_items, proof, proofs_of, without_proof
from outreach.media.proofs.rules import Proof, Proves, Wanted, check_counter_day, wanted_for
from outreach.media.proofs.unproven import page_of_unproven
from outreach.media.queries import latest_values
from outreach.media.rules import ArticleKind, Medium, Metric
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.periods import year
from tests.evidence.pictures import picture
from tests.making import NOW, make_article, make_channel, make_person, make_placement, make_reading, make_team, stored
from tests.signing_in import sign_in

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
DAY = date(2025, 3, 4)
LATER = NOW + timedelta(days=30)


def prove(item: Article, placement: Placement | None = None, *, by: Person, **said: Any) -> ArticleProof:
    """A proof of the item, stored."""
    paper = said.pop("paper", False)
    kept = keep_paper(PDF) if paper else keep_picture(picture(40, 30, colour=said.pop("colour", "teal")))
    facts: dict[str, Any] = {"kind": PictureKind.SCREENSHOT, "proves": Proves.APPEARED, "day": None, "name": "a.png"}
    facts |= {"caption": "", "shows_people": False, "by": by, "now": LATER} | said
    with transaction():
        item = db.session.get_one(Article, item.id)
        there = None if placement is None else db.session.get_one(Placement, placement.id)
        return add_proof(item, kept, placement=there, **facts)


@pytest.mark.parametrize(
    ("medium", "has_link", "has_file", "wanted"),
    [
        (Medium.NEWSPAPER, False, False, Wanted.PAGE),
        (Medium.NEWSPAPER, True, False, Wanted.PAGE),
        (Medium.SCREEN, False, False, Wanted.SCREEN),
        (Medium.MICRO, False, False, Wanted.LINK),
        (Medium.MICRO, True, False, Wanted.COPY),
        (Medium.WEBSITE, False, True, None),
        (Medium.SCREEN, False, True, None),
    ],
)
def test_what_is_still_wanted(medium: Medium, has_link: bool, has_file: bool, wanted: Wanted | None) -> None:
    assert wanted_for(medium, has_link=has_link, has_file=has_file) is wanted
    lost = wanted_for(medium, has_link=True, is_lost=True, has_file=has_file)
    assert lost is (Wanted.LETTER if wanted in (Wanted.COPY, Wanted.LINK) else wanted)


@pytest.mark.parametrize(
    ("on_channel", "day", "field"),
    [
        (False, DAY, "placement_id"),
        (True, None, "day"),
        (True, date(2025, 3, 3), "day"),
        (True, date(2025, 4, 2), "day"),
    ],
)
def test_a_counters_proof_names_its_channel_and_a_possible_day(on_channel: bool, day: date, field: str) -> None:
    days = {"appeared": DAY, "today": date(2025, 4, 1)}
    with pytest.raises(Invalid) as refused:
        check_counter_day(Proves.COUNTER, on_channel=on_channel, day=day, **days)
    assert refused.value.field == field
    check_counter_day(Proves.APPEARED, on_channel=on_channel, day=day, **days)
    check_counter_day(Proves.COUNTER, on_channel=True, day=DAY, **days)


def test_each_item_is_found_by_what_proves_it(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    website, paper = make_channel(), make_channel(medium=Medium.NEWSPAPER, name="汨罗日报")
    bare, linked, shot, lettered, gone, post = (make_article(title=each) for each in "无链图函撤推")
    post.kind = ArticleKind.POST
    stored(post)
    for each in (bare, gone):
        make_placement(each, paper)
    make_placement(linked, website, url="https://a.example/1")
    make_placement(linked, paper)
    make_placement(shot, website, url="https://a.example/2")
    make_placement(post, website)
    piece = make_article(ArticleKind.PIECE, post_id=post.id)
    make_placement(piece, website, url="https://a.example/3")
    gone.withdrawn_at, gone.withdraw_reason = NOW, "重复"
    stored(gone)
    prove(shot, by=clerk)
    prove(lettered, by=clerk, kind=PictureKind.LETTER, paper=True)

    def titles(proof: Proof | None) -> set[str]:
        return {each.title for each in page_of_items(Filters(proof, period=year(2025)), 1)}

    assert titles(Proof.NONE) == {"无"} and without_proof(year(2025)) == 1 and without_proof(year(2024)) == 0
    assert titles(Proof.LINK) == {"链", "图", "推"}  # a push is proven by its pieces
    assert titles(Proof.LINK_ONLY) == {"链", "推"}
    assert titles(Proof.PICTURE) == {"图"} and titles(Proof.LETTER) == {"函"}
    assert titles(Proof.GAP) == {"无", "链"}  # nothing shows it in the newspaper
    assert titles(None) == set("无链图函推")
    found = counts(Filters(Proof.NONE, period=year(2025)))
    assert [found[each] for each in (None, Proof.NONE, Proof.LINK_ONLY, Proof.LINK)] == [5, 1, 2, 3]
    assert {each.title for part in items_in(Filters()) for each in part} == set("无链图函推")


def test_a_proof_taken_away_proves_nothing_and_comes_back(app_context: Flask) -> None:
    clerk, item = make_person(Role.CLERK), make_article()
    added = prove(item, by=clerk)
    with transaction():
        take_away(proof(added.evidence_id), by=clerk, now=NOW)
    assert proofs_of(item.id) == [] and without_proof(year(2025)) == 1
    with transaction():
        bring_back(proof(added.evidence_id), by=clerk, now=NOW)
    assert len(proofs_of(item.id)) == 1 and without_proof(year(2025)) == 0


def test_a_lead_proves_the_own_teams_items_only(app_context: Flask) -> None:
    item, lead = make_article(), make_person(Role.LEAD, team=make_team("pension"))
    with pytest.raises(Forbidden):
        prove(item, by=lead)


def test_a_screenshot_of_the_back_end_lets_the_days_numbers_count(app_context: Flask) -> None:
    clerk, item = make_person(Role.CLERK), make_article()
    placement = make_placement(item, make_channel(is_own=False, name="县融媒"))
    later = date(2025, 3, 9)
    make_reading(placement, 500, later)
    make_reading(placement, 300, later, metric=Metric.PEOPLE)
    make_reading(placement, 700, date(2025, 3, 10))
    make_reading(placement, 650, date(2025, 3, 8), proof_note="截图")
    found = page_of_unproven(Filters(), 1, size=30)
    assert [each.day for each in found] == [date(2025, 3, 10), later]
    assert found.rows[1].values == {Metric.TIMES: 500, Metric.PEOPLE: 300}
    added = prove(item, placement, by=clerk, proves=Proves.COUNTER, day=later)
    with transaction():
        assert count_proven_readings(proof(added.evidence_id), note="后台截图", by=clerk, now=LATER) == 2
    assert latest_values([item.id])[item.id] == {Metric.TIMES: 500, Metric.PEOPLE: 300}
    assert [each.day for each in page_of_unproven(Filters(), 1, size=30)] == [date(2025, 3, 10)]
    with transaction():
        assert count_proven_readings(proof(added.evidence_id), note="后台截图", by=clerk, now=LATER) == 0
    assert db.session.scalar(db.select(db.func.count()).select_from(Reading)) == 6  # nothing was overwritten


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the clerk is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def send(client: FlaskClient, item: Article, content: bytes, name: str = "a.png", **said: str) -> Any:
    """Send the form of a proof."""
    facts = {"file": (io.BytesIO(content), name), "kind": "screenshot", "proves": "appeared"} | said
    return client.post(f"/media/{item.id}/proofs/new", data=facts, follow_redirects=True)


def test_a_screenshot_is_added_on_the_items_page_and_taken_away_again(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        make_placement(item, url="https://a.example/1")
    assert "links vanish" in clerk.get(f"/media/{item.id}").text
    page = send(clerk, item, picture(), caption="推文截图")
    assert page.status_code == 200 and "推文截图" in page.text and "links vanish" not in page.text
    evidence_id = page.text.split("/media/proofs/")[1].split("/")[0]
    page = clerk.post(f"/media/proofs/{evidence_id}/remove", follow_redirects=True)
    assert "Bring it back" in page.text and "推文截图" not in page.text
    assert "推文截图" in clerk.post(f"/media/proofs/{evidence_id}/restore", follow_redirects=True).text
    assert clerk.get(f"/evidence/articles/{item.id}/new").status_code == 303


def test_a_letter_as_pdf_is_only_ever_saved(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
    page = send(clerk, item, PDF, "../关于采用稿件的函.pdf", kind="letter")
    assert page.status_code == 200 and "Not for export" in page.text
    link = "/evidence/" + page.text.split('href="/evidence/')[1].split('"')[0]
    with clerk.get(link) as answer:
        assert answer.data == PDF and answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment") and "/" not in answer.headers[
            "Content-Disposition"
        ].replace("UTF-8''", "")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
    assert clerk.get(f"{link}/small").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose"),
        (b"%PDF-1.4\n", "its end is missing"),
        (b"MZ program", "This is a program"),
        (b"PK\x03\x04....OFD.xml....", "OFD"),
        (b"not a picture", "no JPEG"),
        (b"%PDF-" + b"0" * (15 * 1024 * 1024), "larger than 15 MB"),
    ],
)
def test_what_is_no_proof_is_refused_in_words(
    sqlite_app: Flask, clerk: FlaskClient, content: bytes, words: str
) -> None:
    with sqlite_app.app_context():
        item = make_article()
    page = send(clerk, item, content, "x.bin", caption="说明要保留")
    page.close()  # a large one lies in a file meanwhile
    assert page.status_code == 422 and words in page.text and "说明要保留" in page.text
    with sqlite_app.app_context():
        assert proofs_of(item.id) == []


def test_the_list_tells_what_is_missing_and_goes_out_as_a_file(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article(title="=1+1 没有佐证")
        placement = make_placement(item, make_channel(is_own=False, medium=Medium.NEWSPAPER, name="汨罗日报"))
        make_reading(placement, 500, date(2025, 3, 9))
    days = "first=2025-01-01&last=2025-12-31"
    page = clerk.get(f"/media/proofs?{days}&proof=none").text
    assert "没有佐证" in page and "1 number of another body" in page and f"placement={placement.id}" in page
    assert "No item here" in clerk.get(f"/media/proofs?{days}&proof=link").text
    assert "没有佐证" in clerk.get(f"/media/proofs/readings?{days}").text
    assert "没有佐证" in clerk.get("/media/proofs/readings").text  # of whichever year, as the reminder counts them
    assert "Nothing matches" in clerk.get("/media/proofs/readings?first=2020-01-01&last=2020-01-02").text
    form = clerk.get(f"/media/{item.id}/proofs/new?placement={placement.id}&day=2025-03-09").text
    assert 'value="2025-03-09"' in form and f'selected value="{placement.id}"' in form
    with clerk.get(f"/media/proofs.xlsx?{days}") as answer:
        content = answer.data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][2] == "=1+1 没有佐证" and rows[1][9] == "汨罗日报"


def test_a_proof_of_a_counter_is_asked_for_its_day_and_lets_numbers_count(
    sqlite_app: Flask, clerk: FlaskClient
) -> None:
    with sqlite_app.app_context():
        item = make_article()
        placement = make_placement(item, make_channel(is_own=False))
        make_reading(placement, 512, date(2025, 3, 9))
    said = {"proves": "counter", "placement_id": str(placement.id), "counts": "y"}
    assert "which day" in send(clerk, item, picture(), **said).text
    page = send(clerk, item, picture(), day="2025-03-09", **said)
    assert "1 reading counts now" in page.text and "9 Mar" in page.text


def test_the_form_begins_with_the_channel_that_lacks_its_proof(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        site, paper = make_channel(), make_channel(is_own=False, medium=Medium.NEWSPAPER, name="汨罗日报")
        first, second = (
            make_placement(item, site, url="https://a.example/1"),
            make_placement(item, paper, day=LATER.date()),
        )
    assert f'selected value="{first.id}"' in clerk.get(f"/media/{item.id}").text
    page = send(clerk, item, picture(), placement_id=str(first.id)).text
    assert f'selected value="{second.id}"' in page and "photo of the printed page" in page
    assert 'selected value="photo"' in page and "Nobody counts who reads a newspaper" in page


def test_of_our_own_accounts_no_number_waits_for_a_proof(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        placement = make_placement(item)
    assert 'name="counts"' not in clerk.get(f"/media/{item.id}").text
    said = {"proves": "counter", "placement_id": str(placement.id), "day": "2025-03-09"}
    page = send(clerk, item, picture(), **said)
    assert page.status_code == 200 and "count now" not in page.text and "9 Mar" in page.text


def test_a_push_is_proven_by_the_links_of_its_pieces_on_its_own_page_too(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        channel, post = make_channel(medium=Medium.MICRO), make_article(ArticleKind.POST)
        make_placement(post, channel)
        bare = clerk.get(f"/media/{post.id}").text
        for number in range(2):
            piece = make_article(ArticleKind.PIECE, post_id=post.id)
            make_placement(piece, channel, url=f"https://a.example/{number}")
    assert "no link" in bare and "give its link" in bare
    page = clerk.get(f"/media/{post.id}").text
    assert "2 links of its pieces" in page and "no link" not in page and "give its link" not in page
    assert "Only a link" in page


def test_field_staff_and_viewers_see_proofs_and_add_none(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, viewer = make_article(), make_person(Role.VIEWER)
    sign_in(client, viewer)
    assert client.get("/media/proofs").status_code == 200
    assert "proofs/new" not in client.get(f"/media/{item.id}").text
    assert client.get(f"/media/{item.id}/proofs/new").status_code == 403
