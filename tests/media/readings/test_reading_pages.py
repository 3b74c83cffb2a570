"""The page of a reading, the latest ones, and correcting and voiding them."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.rules import PictureKind
from outreach.media.models import FileRow, OnlineFile
from outreach.media.proofs.models import ArticleProof
from outreach.media.proofs.rules import Proves
from outreach.media.rules import Metric
from outreach.people.rules import Role
from outreach.sheets import Approximation
from tests.making import (
    NOW,
    make_article,
    make_channel,
    make_person,
    make_placement,
    make_reading,
    make_team,
    make_void,
    stored,
)
from tests.signing_in import sign_in

DAY = date(2025, 3, 4)


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the clerk is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def test_a_reading_says_what_it_added_and_where_it_is_from(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        stored(StoredFile(sha256="b" * 64, media_type="text/csv", size=1, stored_at=NOW))
        file = stored(
            OnlineFile(
                sha256="b" * 64, name="视频号.csv", shape="x", rows=9, new_items=0, new_readings=1, brought_at=NOW
            )
        )
        placement = make_placement(make_article(day=date(2024, 11, 1), title="社保怎么转"), make_channel(name="视频号"))
        stored(FileRow(file_id=file.id, placement_id=placement.id, row=7, is_new=False))
        teller = make_person(Role.CLERK, name="张文书")
        make_reading(placement, 500, date(2024, 12, 31))
        make_reading(placement, 800, date(2025, 3, 1))
        facts = {"written": "1.2万", "approximation": Approximation.ABOUT, "file_id": file.id}
        reading = make_reading(placement, 12_000, DAY, recorded_by_id=teller.id, **facts)
    page = clerk.get(f"/media/readings/{reading.id}").text
    for said in ("社保怎么转", "1.2万", "11,200", "11,500", "视频号.csv", "b" * 64, "row 7", "张文书", "12,000"):
        assert said in page, said


def test_the_first_reading_of_a_new_item_added_all_of_it(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        reading = make_reading(make_placement(make_article()), 640, DAY)
    page = clerk.get(f"/media/readings/{reading.id}").text
    assert page.count(">640<") >= 2 and "began at 0" in page


def test_a_reading_is_corrected_for_its_own_day(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        placement = make_placement(item)
        make_reading(placement, 900, DAY + timedelta(days=2))
        reading = make_reading(placement, 5_000, DAY)
    where = f"/media/readings/{reading.id}/correct"
    assert 'value="5000"' in clerk.get(where).text
    assert clerk.post(where, data={"shown": "很多"}).status_code == 422
    asked = clerk.post(where, data={"shown": "1000"})
    assert asked.status_code == 409 and "Counters only grow" in asked.text and 'value="1000"' in asked.text
    assert "on 6 Mar 2025 it showed 900" in asked.text
    page = clerk.post(where, data={"shown": "500"}, follow_redirects=True)
    assert page.request.path.startswith("/media/readings/") and "500" in page.text
    assert "A later reading of the same day holds" in clerk.get(f"/media/readings/{reading.id}").text
    assert "<s>5,000</s>" in clerk.get(f"/media/{item.id}").text


def test_a_slip_in_a_correction_or_a_reading_is_asked_about_first(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        placement = make_placement(item)
        reading = make_reading(placement, 1_866, DAY)
    where = f"/media/readings/{reading.id}/correct"
    asked = clerk.post(where, data={"shown": "18566000"})
    assert asked.status_code == 409 and "at least ten times" in asked.text and 'value="18566000"' in asked.text
    yes = asked.text.split('name="confirm" value="')[1].split('"')[0]
    assert clerk.post(where, data={"shown": "18566000", "confirm": yes}).status_code == 302
    typed = {"placement_id": str(placement.id), "day": DAY.isoformat(), "people": "20000000"}
    asked = clerk.post(f"/media/{item.id}", data=typed)
    assert asked.status_code == 409 and "20,000,000 readers and 18,566,000 reads" in asked.text


def test_a_reading_is_voided_with_a_reason_and_recorded_again(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        reading = make_reading(make_placement(item), 5_000, DAY)
    where = f"/media/readings/{reading.id}"
    assert clerk.post(f"{where}/void", data={"reason": ""}).status_code == 422
    page = clerk.post(f"{where}/void", data={"reason": "别的账号的"}, follow_redirects=True).text
    assert "别的账号的" in page and "Record it again" in page
    assert "<s>5,000</s>" in clerk.get(f"/media/{item.id}").text
    assert clerk.post(f"{where}/void", data={"reason": "再次"}).status_code == 409
    again = clerk.post(f"{where}/correct", data={"shown": "5000"}, follow_redirects=True).text
    assert "Void" in again and "别的账号的" not in again


def test_who_reads_only_is_offered_neither(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        reading = make_reading(make_placement(make_article()), 5_000, DAY)
        sign_in(client, make_person(Role.STAFF))
    page = client.get(f"/media/readings/{reading.id}")
    assert page.status_code == 200 and f"/media/readings/{reading.id}/void" not in page.text
    assert client.post(f"/media/readings/{reading.id}/void", data={"reason": "x"}).status_code == 403
    assert client.post(f"/media/readings/{reading.id}/correct", data={"shown": "1"}).status_code == 403


def test_a_lead_of_another_team_voids_nothing(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        reading = make_reading(make_placement(make_article()), 5_000, DAY)
        sign_in(client, make_person(Role.LEAD, team=make_team("pension")))
    assert client.post(f"/media/readings/{reading.id}/void", data={"reason": "x"}).status_code == 403


def test_the_item_shows_its_snapshots_and_what_was_not_read(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        placement = make_placement(item)
        first = make_reading(placement, 100, DAY)
        make_reading(placement, 0, DAY + timedelta(days=1), metric=Metric.LIKES)
        make_reading(placement, 150, DAY + timedelta(days=1))
        make_void(make_reading(placement, 9_999, DAY + timedelta(days=2)))
    page = clerk.get(f"/media/{item.id}").text
    assert f'id="reading-{first.id}"' in page and f'href="/media/readings/{first.id}"' in page
    assert "not read" in page and "<s>9,999</s>" in page and "<svg" in page
    assert page.index("Likes") < page.index("not read")


def test_the_latest_readings_are_listed_and_narrowed(sqlite_app: Flask, clerk: FlaskClient) -> None:
    assert "Nothing was read yet" in clerk.get("/media/readings").text
    with sqlite_app.app_context():
        paper, account = make_channel(name="日报"), make_channel(name="公众号")
        make_reading(make_placement(make_article(title="报上的"), paper), 100, DAY)
        make_reading(make_placement(make_article(title="号里的"), account), 200, DAY, metric=Metric.PEOPLE)
    everything = clerk.get("/media/readings").text
    assert everything.index("号里的") < everything.index("报上的")
    narrow = clerk.get(f"/media/readings?channel={paper.id}").text
    assert "报上的" in narrow and "号里的" not in narrow
    assert "报上的" not in clerk.get("/media/readings?metric=people").text
    assert "Nothing matches" in clerk.get("/media/readings?metric=follows").text


def test_a_screenshot_of_the_day_stands_by_a_third_partys_reading(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        placement = make_placement(item, make_channel(is_own=False))
        reading = make_reading(placement, 640, DAY)
        stored(StoredFile(sha256="c" * 64, media_type="image/jpeg", size=1, stored_at=NOW))
        facts = {
            "subject_type": "placements",
            "subject_id": placement.id,
            "name": "后台截图.png",
            "shows_people": False,
        }
        shot = stored(
            Evidence(sha256="c" * 64, kind=PictureKind.SCREENSHOT, added_at=NOW, added_by_id=make_person().id, **facts)
        )
    where = f"/media/readings/{reading.id}"
    assert f"/media/{item.id}/proofs/new" in clerk.get(where).text
    with sqlite_app.app_context():
        of = {"article_id": item.id, "placement_id": placement.id, "proves": Proves.COUNTER}
        stored(ArticleProof(evidence_id=shot.id, day=DAY, **of))
    assert "后台截图.png" in clerk.get(where).text
