"""A place for files keeps its word, be it a folder or a bucket."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from outreach import clock
from outreach.files import Away, Files, files, open_files
from outreach.files.bucket import Bucket
from outreach.files.folder import MARK
from tests.buckets import bucket_url


@pytest.fixture(params=["folder", "bucket"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty place of each kind."""
    return bucket_url() if request.param == "bucket" else (tmp_path / "共享 文件夹").as_uri()


@pytest.fixture
def place(url: str) -> Files:
    """A place of each kind, begun."""
    place = open_files(url)
    assert not place.is_begun()
    place.begin()
    assert place.is_begun() and open_files(url).is_begun()
    return place


def names(place: Files, beginning: str) -> list[str]:
    return [each.name for each in place.listed(beginning)]


def test_what_was_put_is_there_whole_until_it_is_dropped(place: Files) -> None:
    assert place.content("evidence/ab/abc") is None and place.size("evidence/ab/abc") is None
    assert place.opened("evidence/ab/abc") is None
    for content in (b"first", "第二".encode(), b""):
        place.put("evidence/ab/abc", content)
        assert (place.content("evidence/ab/abc"), place.size("evidence/ab/abc")) == (content, len(content))
    place.put("evidence/ab/abc", b"to read")
    stream, size = place.opened("evidence/ab/abc") or (io.BytesIO(), -1)
    with stream:
        assert (stream.read(2), stream.read(), size) == (b"to", b" read", 7)
    place.drop("evidence/ab/abc")
    place.drop("evidence/ab/abc")
    assert place.content("evidence/ab/abc") is None


def test_names_are_listed_by_their_beginning_in_order(place: Files) -> None:
    before = clock.now() - timedelta(seconds=2)
    for name in ("uploads/b-0", "uploads/a-1", "uploads/a-0", "uploads/ab-0", "packs/x.zip"):
        place.put(name, b"12", durable=False)
    assert names(place, "uploads/") == ["uploads/a-0", "uploads/a-1", "uploads/ab-0", "uploads/b-0"]
    assert names(place, "uploads/a-") == ["uploads/a-0", "uploads/a-1"]
    assert names(place, "imports/") == []
    assert {(each.size, each.at > before) for each in place.listed("uploads/")} == {(2, True)}


def test_a_finished_file_is_taken_in(place: Files, tmp_path: Path) -> None:
    made = tmp_path / "made.part"
    made.write_bytes(b"pack" * 10)
    place.take_in("packs/a.zip", made)
    assert place.content("packs/a.zip") == b"pack" * 10 and not made.exists()
    assert names(place, "packs/") == ["packs/a.zip"]


def test_a_bucket_out_of_reach_is_away_and_says_so_in_time() -> None:
    lost = Bucket("evidence", "", endpoint="http://127.0.0.1:9", region=None)
    with pytest.raises(Away) as away:
        lost.content("evidence/ab/abc")
    assert away.value.status == 503 and away.value.facts["place"] == "s3://evidence"


def test_a_place_without_its_mark_is_never_taken_for_an_empty_one(
    sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a share is not mounted: nothing is written onto the disk that it would hide, and nothing is missing."""
    monkeypatch.setitem(sqlite_app.extensions, "outreach.files", open_files(str(tmp_path)))
    with sqlite_app.app_context():
        monkeypatch.setitem(sqlite_app.extensions, "outreach.files_are_new", lambda: False)
        with pytest.raises(Away):
            files()
        assert list(tmp_path.iterdir()) == []
        monkeypatch.setitem(sqlite_app.extensions, "outreach.files_are_new", lambda: True)
        files().put("a/b", b"x")
        assert files().size(MARK) == 0
