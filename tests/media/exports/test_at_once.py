"""People who import at the same moment, on both databases."""

import io
import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from outreach.db import db, transaction
from outreach.errors import Conflict
from outreach.evidence import originals, store
from outreach.evidence.rules import content_hash
from outreach.media.exports.voiding import void_file
from outreach.media.models import Article, FileRow, OnlineFile, Reading, VoidedReading
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import NOW, make_person, make_team
from tests.media.exports.making import bring_in, make_account
from tests.media.exports.test_file_pages import FILE, say
from tests.signing_in import sign_in
from tests.together import at_once


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def waiting(app: Flask) -> tuple[FlaskClient, str, str]:
    """A clerk before the preview of the file: the browser, the address, and the rows as they were shown."""
    client = app.test_client()
    with app.app_context():
        sign_in(client, make_person(Role.CLERK))
    answer = client.post("/imports/articles", data={"file": (io.BytesIO(FILE), "内容分析.csv")})
    preview = answer.headers["Location"]
    say(client, preview)
    seen = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', client.get(preview).text)
    assert seen
    return client, preview, seen[1]


def test_of_two_who_import_one_file_one_wins_and_the_other_is_told(app: Flask) -> None:
    with app.app_context():
        make_team()
        make_account()
    desks = [waiting(app) for _ in range(2)]

    def press(desk: tuple[FlaskClient, str, str]) -> Callable[[], tuple[int, str]]:
        client, preview, seen = desk

        def pressed() -> tuple[int, str]:
            answer = client.post(preview, data={"seen": seen})
            return answer.status_code, answer.text

        return pressed

    answers = dict(at_once([press(desk) for desk in desks]))
    assert set(answers) == {302, 409} and "之后数据有变化" in answers[409], answers.keys()
    with app.app_context():
        assert (count(OnlineFile), count(Article), count(FileRow)) == (1, 3, 3)
        per_counter = (
            select(func.count()).select_from(Reading).group_by(Reading.placement_id, Reading.metric, Reading.day)
        )
        assert set(db.session.scalars(per_counter)) == {1}
        assert store.content(content_hash(FILE)) == FILE


def test_a_file_is_voided_once(app: Flask) -> None:
    with app.app_context():
        make_team()
        make_account()
        clerk_id = make_person(Role.CLERK).id
        assert bring_in(FILE, today=NOW.date().replace(year=2099), day=NOW.date().replace(year=2098)) is not None
        file_id = db.session.scalars(select(OnlineFile.id)).one()

    def void() -> str:
        with app.app_context():
            try:
                with transaction():
                    file = db.session.get_one(OnlineFile, file_id, with_for_update={"of": OnlineFile})
                    void_file(file, reason="错了", by=db.session.get_one(Person, clerk_id), now=NOW)
            except Conflict:
                return "told"
            return "voided"

    assert sorted(at_once([void, void])) == ["told", "voided"]
    with app.app_context():
        assert count(VoidedReading) == count(Reading)


def test_a_file_that_nothing_names_goes_and_one_that_is_named_stays(app: Flask) -> None:
    with app.app_context():
        with originals.kept_beside(b"nothing came of it") as sha256:
            assert store.is_there(sha256)
        assert not store.is_there(sha256)
        with originals.kept_beside(b"this is named") as sha256, transaction():
            originals.name_original(b"this is named", now=NOW)
        assert originals.original(sha256) == b"this is named"
        with originals.kept_beside(b"this is named"):
            pass
        assert originals.original(sha256) == b"this is named"


def test_who_fails_with_a_file_does_not_take_it_from_who_names_it(app: Flask) -> None:
    content = b"two people have it"

    def fail() -> None:
        with app.app_context(), originals.kept_beside(content):
            pass

    def name() -> None:
        with app.app_context(), originals.kept_beside(content), transaction():
            originals.name_original(content, now=NOW)

    at_once([fail, name, fail])
    with app.app_context():
        assert originals.original(content_hash(content)) == content
