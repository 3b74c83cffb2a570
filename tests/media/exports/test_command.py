"""Files of articles and readings from the command line."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from outreach.db import db
from outreach.evidence import store
from outreach.evidence.rules import content_hash
from outreach.media.articles.listing.ranking import are_totals_behind
from outreach.media.models import Article, OnlineFile, Reading
from tests.making import make_team
from tests.media.exports.making import link, make_account, wechat

FILE = wechat(("工伤怎么认定", "2025-03-01 10:00:00", 120, 150, link(1)))
SAID = ("channel=示例县人社局", "day=2025-12-31", "team=employment")


def run(app: Flask, file: Path, *said: str) -> tuple[int, str]:
    same = [part for each in said for part in ("--same", each)]
    answer = app.test_cli_runner().invoke(args=["import", "articles", str(file), *same])
    return answer.exit_code, answer.output


def test_the_command_brings_a_file_in(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        make_team()
        make_account()
    file = tmp_path / "内容分析.csv"
    file.write_bytes(FILE)
    code, output = run(app, file, *SAID)
    assert code == 0 and "新增 1" in output, output
    with app.app_context():
        kept = db.session.scalars(select(OnlineFile)).one()
        assert kept.brought_by_id is None and store.is_there(kept.sha256)
        assert {each.day.isoformat() for each in db.session.scalars(select(Reading))} == {"2025-12-31"}
        assert not are_totals_behind()  # so that nobody's list has to work them out
    assert run(app, file, *SAID)[0] == 0
    with app.app_context():
        assert len(db.session.scalars(select(OnlineFile)).all()) == 1


def test_what_nobody_said_is_asked_for_and_nothing_stays(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        make_team()
        make_account()
    content = FILE + b"\n\n"
    file = tmp_path / "内容分析.csv"
    file.write_bytes(content)
    code, output = run(app, file, "channel=示例县人社局")
    assert code == 1 and "没有说明截至哪一天" in output
    with app.app_context():
        assert not db.session.scalars(select(Article)).all()
        assert not store.is_there(content_hash(content))
