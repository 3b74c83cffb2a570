"""Links looked at on request: what is kept, in which order, and that no network breaks no link."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Conflict
from outreach.media.links import actions, queries, runs
from outreach.media.links.addresses import Reach
from outreach.media.links.models import LinkCheck
from outreach.media.links.queries import Filters
from outreach.media.links.rules import Checked, Ended, Outcome
from outreach.media.links.runs import Link, Manner, do_run
from outreach.media.models import Placement
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import make_article, make_channel, make_person, make_placement, stored
from tests.media.links.sites import Site, site
from tests.signing_in import sign_in

__all__ = ["site"]  # the fixture


def placed(*urls: str) -> list[Placement]:
    """An item with each of the links."""
    channel = make_channel()
    return [make_placement(make_article(), channel, url=url) for url in urls]


def links_of(placements: Sequence[Placement]) -> list[Link]:
    """As a run takes them."""
    return [(each.id, each.url or "") for each in placements]


def begun(links: Sequence[Link], by: Person, **more: Any) -> Any:
    """A run of the links."""
    with transaction():
        return actions.begin_run(len(links), left_over=0, by=by, now=more.get("now", clock.now())).id


def own_site(**more: Any) -> Manner:
    """Asks the site of the tests, at once."""
    return Manner(Reach(frozenset({"127.0.0.1"})), pause=0, timeout=5, **more)


def test_what_was_found_is_kept_and_lists_follow_it(app_context: Flask, site: int) -> None:
    clerk, base = make_person(Role.CLERK), f"http://127.0.0.1:{site}"
    fine, gone, shut, _later = placements = placed(*(f"{base}{each}" for each in ("/fine", "/no", "/shut", "/step")))
    links = links_of(placements[:3])
    run_id = begun(links, clerk)
    assert do_run(run_id, links, own_site()) is Ended.DONE
    with transaction():
        actions.end_run(run_id, Ended.DONE, now=clock.now())
    run = queries.run(run_id)
    assert (run.done, run.total, run.ended) == (3, 3, Ended.DONE) and queries.running_run(clock.now()) is None
    assert queries.outcomes_of(run_id) == {Outcome.OK: 1, Outcome.GONE: 1, Outcome.REFUSED: 1}
    assert queries.counts(Filters()) == {None: 4, "broken": 1, "by_hand": 1, "ok": 1, "unchecked": 1}
    ((placement, check),) = queries.page_of_links(Filters("broken"), 1)
    assert placement.id == gone.id and check is not None and check.status == 404
    assert [each.placement_id for each in queries.page_of_finds(run_id, 1)] != []

    gone.url = f"{base}/fine"  # a link that was corrected was not looked at yet
    stored(gone)
    assert queries.counts(Filters())["unchecked"] == 2 and queries.last_checks([gone]) == {}
    first, rest = queries.to_check(Filters(), most=3)
    assert rest == 1 and {each[0] for each in first[:2]} == {gone.id, placements[3].id}
    again = links_of([shut])
    shut_run = begun(again, clerk, now=clock.now() + timedelta(minutes=5))
    assert do_run(shut_run, again, own_site()) is Ended.DONE
    assert queries.counts(Filters())["by_hand"] == 1  # of two checks of one link the last one holds
    assert queries.last_checks([fine])[fine.id].outcome is Outcome.OK


def nowhere(_host: str, _port: int) -> Sequence[str]:
    """No name is found."""
    raise socket.gaierror


@pytest.mark.parametrize("route", [True, False])
def test_without_a_network_no_link_is_called_broken(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch, route: bool
) -> None:
    monkeypatch.setattr(runs, "has_route", lambda: route)
    links = links_of(placed("https://a.example/1", "https://b.example/2"))
    run_id = begun(links, make_person(Role.CLERK))
    before = time.monotonic()
    assert do_run(run_id, links, Manner(Reach(resolve=nowhere))) is Ended.NO_NETWORK
    assert time.monotonic() - before < 5
    assert db.session.scalar(db.select(db.func.count()).select_from(LinkCheck)) == 0


def test_one_dead_name_among_others_is_no_lack_of_a_network(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of the other links in the ledger show that there is one."""
    monkeypatch.setattr(runs, "has_route", lambda: True)
    dead, _other = placed("https://dead.example/1", "https://alive.example/2")

    def resolve(host: str, port: int) -> Sequence[str]:
        return ["119.29.29.29"] if host == "alive.example" else nowhere(host, port)

    links = links_of([dead])
    run_id = begun(links, make_person(Role.CLERK))
    assert do_run(run_id, links, Manner(Reach(resolve=resolve), pause=0)) is Ended.DONE
    assert queries.outcomes_of(run_id) == {Outcome.UNREACHABLE: 1}


def test_where_nothing_gets_out_nothing_is_kept(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "has_route", lambda: True)
    monkeypatch.setattr(runs, "check_link", lambda *_a, **_k: Checked(Outcome.TIMEOUT, was_silent=True))
    links = links_of(placed(*(f"https://s{each}.example/1" for each in range(9))))
    run_id = begun(links, make_person(Role.CLERK))
    manner = Manner(Reach(resolve=lambda _host, _port: ["119.29.29.29"]), pause=0)
    assert do_run(run_id, links, manner) is Ended.NO_ANSWER
    assert queries.outcomes_of(run_id) == {}


def test_a_host_is_asked_one_link_after_the_other(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "has_route", lambda: True)
    busy: list[str] = []
    overlaps = []

    def check(url: str, *_a: Any, **_k: Any) -> Checked:
        host = url.split("/")[2]
        if host in busy:
            overlaps.append(url)
        busy.append(host)
        time.sleep(0.02)
        busy.remove(host)
        return Checked(Outcome.OK, 200)

    monkeypatch.setattr(runs, "check_link", check)
    links = links_of(placed(*(f"https://s{each % 3}.example/{each}" for each in range(12))))
    run_id = begun(links, make_person(Role.CLERK))
    manner = Manner(Reach(resolve=lambda _host, _port: ["119.29.29.29"]), pause=0)
    assert do_run(run_id, links, manner) is Ended.DONE
    assert overlaps == [] and queries.outcomes_of(run_id) == {Outcome.OK: 12}


def test_a_run_that_is_stopped_keeps_what_it_found(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "has_route", lambda: True)
    monkeypatch.setattr(runs, "_BEAT_SECONDS", 0.05)
    links = links_of(placed(*(f"https://a.example/{each}" for each in range(200))))
    run_id = begun(links, make_person(Role.CLERK))
    with pytest.raises(Conflict):  # one at a time
        begun(links, make_person(Role.CLERK))
    with transaction():
        actions.ask_to_stop(run_id, now=clock.now())

    def check(*_a: Any, **_k: Any) -> Checked:
        time.sleep(0.02)
        return Checked(Outcome.OK, 200)

    monkeypatch.setattr(runs, "check_link", check)
    manner = Manner(Reach(resolve=lambda _host, _port: ["119.29.29.29"]), pause=0)
    assert do_run(run_id, links, manner) is Ended.STOPPED
    assert 0 < queries.outcomes_of(run_id)[Outcome.OK] < 200


def test_a_run_that_gives_no_sign_any_more_holds_nobody_up(app_context: Flask) -> None:
    links = links_of(placed("https://a.example/1"))
    run_id = begun(links, make_person(Role.CLERK), now=clock.now() - timedelta(minutes=10))
    assert queries.running_run(clock.now()) is None
    with transaction():
        assert actions.ask_to_stop(run_id, now=clock.now()).ended is Ended.FAILED


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> Iterator[FlaskClient]:
    """A browser in which the clerk is signed in, in English; links of this machine may be checked."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    settings = sqlite_app.config["SETTINGS"]
    sqlite_app.config["SETTINGS"] = replace(settings, link_check_hosts=frozenset({"127.0.0.1"}))
    yield client
    sqlite_app.config["SETTINGS"] = settings


def ended(client: FlaskClient, where: str) -> str:
    """The page of a run when it is over."""
    for _time in range(200):
        if client.get(f"{where}/progress.json").get_json()["state"] != "running":
            break
        time.sleep(0.05)
    for thread in threading.enumerate():
        if thread.name.startswith("links-"):
            thread.join(5)
    return client.get(where).text


def test_the_clerk_checks_what_the_list_shows(sqlite_app: Flask, clerk: FlaskClient, site: int) -> None:
    with sqlite_app.app_context():
        _fine, gone = placed(f"http://127.0.0.1:{site}/fine", f"http://127.0.0.1:{site}/nothing")
        article_id = gone.article_id
    days = "first=2025-01-01&last=2025-12-31"
    assert "Check these 2 links" in clerk.get(f"/media/links?{days}").text
    where = clerk.post(f"/media/links/check?{days}").headers["Location"]
    page = ended(clerk, where)
    assert "2 links were looked at" in page and "Not there any more" in page and "HTTP 404" in page
    assert "/nothing" in clerk.get(f"/media/links?{days}&group=broken").text
    assert "Link broken" in clerk.get(f"/media/proofs?{days}").text
    item = clerk.get(f"/media/{article_id}").text
    assert "Not there any more" in item and "ask for a letter" in item
    where = clerk.post(f"/media/links/placements/{gone.id}/check").headers["Location"]
    assert "1 link was looked at" in ended(clerk, where)
    assert clerk.post("/media/links/check?first=2030-01-01").status_code == 422
    assert len(Site.asked) >= 4


def test_a_machine_without_a_network_says_so(
    sqlite_app: Flask, clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "has_route", lambda: False)
    with sqlite_app.app_context():
        (placement,) = placed("https://a.example/1")
    page = ended(clerk, clerk.post(f"/media/links/placements/{placement.id}/check").headers["Location"])
    assert "This machine has no network" in page and "No link was recorded as broken" in page
    assert "Not checked yet" in clerk.get("/media/links?first=2025-01-01").text


def test_viewers_look_and_let_nothing_be_asked(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        (placement,) = placed("https://a.example/1")
        sign_in(client, make_person(Role.VIEWER))
    assert client.get("/media/links?first=2025-01-01").status_code == 200
    assert client.post("/media/links/check").status_code == 403
    assert client.post(f"/media/links/placements/{placement.id}/check").status_code == 403
