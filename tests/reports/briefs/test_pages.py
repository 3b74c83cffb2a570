"""The pages of briefs: who sees and does what, and what they say."""

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db, transaction
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.rules import PictureKind
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.reports.briefs import queries
from outreach.reports.briefs.actions import draft_brief
from outreach.schedule.rules import Status
from tests.making import NOW, make_channel, make_event, make_person, make_tally, stored
from tests.reports.briefs.event import Written, logged_event
from tests.signing_in import sign_in


@pytest.fixture
def written(sqlite_app: Flask) -> Written:
    with sqlite_app.app_context():
        return logged_event()


@pytest.fixture
def brief_id(sqlite_app: Flask, written: Written) -> uuid.UUID:
    with sqlite_app.app_context(), transaction():
        return draft_brief(written.event.id, by=db.session.get_one(Person, written.staff.id), now=NOW).id


def as_(client: FlaskClient, person: Person, language: str = "en") -> FlaskClient:
    sign_in(client, person)
    client.set_cookie("language", language)
    return client


def typed(client: FlaskClient, brief_id: uuid.UUID, **changes: str) -> dict[str, str]:
    """What the editor holds, with changes."""
    page = client.get(f"/media/briefs/{brief_id}/edit").text
    names = ("opening", "doing", "outcome", "next_steps")
    areas = {
        name: re.search(rf'<textarea[^>]*name="{name}"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL) for name in names
    }
    texts = {name: match.group(1) for name, match in areas.items() if match}
    headline = re.search(r'name="headline"[^>]*value="([^"]*)"', page)
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', page)
    assert headline and seen and len(texts) == 4
    return texts | {"headline": headline.group(1), "seen": seen.group(1)} | changes


def test_the_way_from_an_event_to_its_article_and_back(
    sqlite_app: Flask, written: Written, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        channel = make_channel()
    as_(client, written.staff)
    assert "Write the brief" in client.get(f"/events/{written.event.id}").text
    page = client.post("/media/briefs/new", data={"event": str(written.event.id)}, follow_redirects=True)
    where = page.request.path
    brief_id = uuid.UUID(where.rsplit("/", 1)[1])
    assert "1200余份" in page.text and "To be settled" in page.text and "Copy as text" not in page.text
    outcome = typed(client, brief_id)["outcome"].replace("，现场受众{受众}", "")
    saved = client.post(f"{where}/edit", data=typed(client, brief_id, outcome=outcome), follow_redirects=True)
    assert "Saved." in saved.text and "To be settled" not in saved.text
    as_(client, written.lead)
    checked = client.post(f"{where}/check", data={"seen": "2"}, follow_redirects=True)
    assert "Keep as an article" in checked.text
    form = client.get(f"{where}/keep").text
    assert written.staff.name in form, "the authors are filled in"
    facts = {"title": "走进工地", "kind": "article", "channel_id": str(channel.id), "day": "2025-03-05"}
    kept = client.post(f"{where}/keep", data=facts | {"authors": "徐静"}, follow_redirects=True)
    assert "Kept as an article" in kept.text and "Edit the text" not in kept.text
    article = re.search(r'href="(/media/[0-9a-f-]{36})"', kept.text)
    assert article and where in client.get(article.group(1)).text
    assert where in client.get(f"/events/{written.event.id}").text
    assert client.get(f"{where}/edit").status_code == 409


def test_a_number_opens_to_its_lines_and_these_to_the_log(
    brief_id: uuid.UUID, written: Written, client: FlaskClient
) -> None:
    as_(client, written.clerk)
    page = client.get(f"/media/briefs/{brief_id}").text
    chip = f"/media/briefs/{brief_id}/numbers/handouts"
    assert f'href="{chip}"' in page
    lines = client.get(chip).text
    rows = re.findall(rf"/events/{written.event.id}#(line-[0-9a-f-]+)", lines)
    event_page = client.get(f"/events/{written.event.id}").text
    assert len(rows) == 2 and all(f'id="{row}"' in event_page for row in rows)
    assert client.get(f"/media/briefs/{brief_id}/numbers/nothing").status_code == 404


def test_what_was_typed_by_hand_is_refused_and_kept(brief_id: uuid.UUID, written: Written, client: FlaskClient) -> None:
    as_(client, written.staff)
    facts = typed(client, brief_id, outcome="发放资料近千份，各村都到了。")
    page = client.post(f"/media/briefs/{brief_id}/edit", data=facts)
    assert page.status_code == 422 and "近千" in page.text and "各村都到了" in page.text


def test_somebody_elses_text_is_shown_beside_ones_own(
    sqlite_app: Flask, brief_id: uuid.UUID, written: Written, client: FlaskClient
) -> None:
    mine = typed(as_(client, written.staff), brief_id, headline="我的标题")
    other = sqlite_app.test_client()
    theirs = typed(as_(other, written.clerk), brief_id, headline="统筹的标题")
    assert other.post(f"/media/briefs/{brief_id}/edit", data=theirs).status_code == 302
    refused = client.post(f"/media/briefs/{brief_id}/edit", data=mine)
    assert refused.status_code == 409 and "我的标题" in refused.text and "统筹的标题" in refused.text
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', refused.text)
    assert seen and seen.group(1) == "2", "now it was seen"
    assert client.post(f"/media/briefs/{brief_id}/edit", data=mine | {"seen": "2"}).status_code == 302
    page = client.get(f"/media/briefs/{brief_id}/versions/3").text
    assert "<del>统筹的标题</del><ins>我的标题</ins>" in page
    assert "统筹的标题" in client.get(f"/media/briefs/{brief_id}/edit?from=2").text


def test_the_ledgers_new_number_is_taken_or_kept_on_the_page(
    sqlite_app: Flask, brief_id: uuid.UUID, written: Written, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        make_tally(written.event, 66, by=written.staff)
    as_(client, written.staff, "zh")
    page = client.get(f"/media/briefs/{brief_id}").text
    assert "1,234 → 1,300" in page
    client.post(f"/media/briefs/{brief_id}/numbers/handouts", data={"act": "take"})
    client.post(f"/media/briefs/{brief_id}/numbers/handouts", data={"act": "exact"})
    page = client.get(f"/media/briefs/{brief_id}").text
    assert "1,234 →" not in page and "约1300份" in page
    with sqlite_app.app_context():
        make_tally(written.event, 1, by=written.staff)
    client.post(f"/media/briefs/{brief_id}/numbers/handouts", data={"act": "keep"})
    assert "1,300 →" not in client.get(f"/media/briefs/{brief_id}").text
    assert "已按台账更新" in client.post(f"/media/briefs/{brief_id}/numbers", follow_redirects=True).text


def test_plain_text_only_when_clean_and_paper_says_what_is_missing(
    brief_id: uuid.UUID, written: Written, client: FlaskClient
) -> None:
    as_(client, written.clerk)
    assert client.get(f"/media/briefs/{brief_id}/text").status_code == 409
    assert "（待核）" in client.get(f"/media/briefs/{brief_id}/print").text
    outcome = typed(client, brief_id)["outcome"].replace("，现场受众{受众}", "")
    client.post(f"/media/briefs/{brief_id}/edit", data=typed(client, brief_id, outcome=outcome))
    text = client.get(f"/media/briefs/{brief_id}/text").text
    assert (
        "\n　　据现场登记，本次活动发放宣传资料1200余份" in text
        and "{" not in text.split("<textarea")[1].split("</textarea>")[0]
    )
    assert "尚未落实" not in client.get(f"/media/briefs/{brief_id}/print").text


def test_the_list_tells_what_is_missing_and_is_narrowed(
    sqlite_app: Flask, brief_id: uuid.UUID, written: Written, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach.clock.now", lambda: NOW)
    with sqlite_app.app_context():
        team = db.session.get_one(Team, written.event.lead_team_id)
        make_event(status=Status.HELD, title="没有简报的活动", team=team)
        make_event(title="还没有开展的活动", team=team)
    as_(client, written.clerk)
    page = client.get("/media/briefs").text
    assert "没有简报的活动" in page and "还没有开展的活动" not in page and "走进滨江工地" in page
    assert "Nothing matches" in client.get("/media/briefs?state=kept").text
    button = 'name="event" value='
    assert button in page and button not in as_(client, written.stranger).get("/media/briefs?team=work_injury").text
    assert "走进滨江工地" in client.get("/media/briefs?team=work_injury&state=draft&first=2025-03-01").text
    assert "Nothing matches" in client.get("/media/briefs?last=2025-01-31").text


def test_an_empty_list_says_where_to_begin(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        reader = make_person(Role.VIEWER)
    assert "A brief begins with an event that was held" in as_(client, reader).get("/media/briefs").text


def test_a_reader_reads_and_others_leave_it_alone(
    brief_id: uuid.UUID, written: Written, sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        reader = make_person(Role.VIEWER)
    for person in (reader, written.stranger):
        as_(client, person)
        page = client.get(f"/media/briefs/{brief_id}").text
        assert "走进滨江工地" in page and "Edit the text" not in page
        assert client.get(f"/media/briefs/{brief_id}/edit").status_code == 403
        assert client.post(f"/media/briefs/{brief_id}/numbers/handouts", data={"act": "take"}).status_code == 403
        assert client.post(f"/media/briefs/{brief_id}/check", data={"seen": "1"}).status_code == 403
        assert client.get(f"/media/briefs/{brief_id}/keep").status_code == 403


def test_only_pictures_without_people_stand_beside_it(
    sqlite_app: Flask, brief_id: uuid.UUID, written: Written, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        for number, (kind, shows_people) in enumerate(
            [(PictureKind.PHOTO, False), (PictureKind.PHOTO, True), (PictureKind.SCAN, False)]
        ):
            sha = str(number) * 64
            stored(StoredFile(sha256=sha, media_type="image/jpeg", size=1, stored_at=NOW))
            facts = {"subject_type": "events", "subject_id": written.event.id, "sha256": sha, "name": f"照片{number}"}
            by = {"added_at": NOW, "added_by_id": written.staff.id}
            stored(Evidence(**facts, kind=kind, shows_people=shows_people, **by))
    page = as_(client, written.clerk).get(f"/media/briefs/{brief_id}").text
    assert "照片0" in page and "照片1" not in page and "照片2" not in page


def test_a_law_that_is_not_in_the_list_is_told_of(brief_id: uuid.UUID, written: Written, client: FlaskClient) -> None:
    as_(client, written.clerk)
    client.post(
        f"/media/briefs/{brief_id}/edit",
        data=typed(client, brief_id, doing="宣讲《工伤保险规定》。联系电话13812345678。"),
    )
    page = client.get(f"/media/briefs/{brief_id}").text
    assert "Not in the list of laws" in page and "《工伤保险条例》" in page and "Looks like a telephone" in page


def test_a_draft_can_be_made_anew_without_losing_the_old_one(
    sqlite_app: Flask, brief_id: uuid.UUID, written: Written, client: FlaskClient
) -> None:
    as_(client, written.staff)
    client.post(f"/media/briefs/{brief_id}/edit", data=typed(client, brief_id, headline="改过的标题"))
    page = client.get(f"/media/briefs/{brief_id}/edit?anew=1").text
    assert "走进滨江工地　开展" in page
    with sqlite_app.app_context():
        assert queries.brief(brief_id).current.headline == "改过的标题"
        db.session.remove()
