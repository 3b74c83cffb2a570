"""Where a link may lead this machine, and what its answer says."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from typing import Any

import pytest

from outreach.media.links import asking
from outreach.media.links.addresses import NotAllowed, Reach, check_step, is_public, place_of
from outreach.media.links.asking import check_link
from outreach.media.links.network import finds_names
from outreach.media.links.rules import Answer, Outcome, checked, gets_out, leads_to_front
from tests.media.links.sites import Site, site

__all__ = ["site"]  # the fixture


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("119.29.29.29", True),
        ("2409:8c00::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.31.0.1", False),
        ("192.168.1.1", False),
        ("100.100.100.200", False),  # a cloud's metadata, in the space that carriers share
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("198.18.0.5", False),
        ("240.0.0.1", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fec0::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("::ffff:119.29.29.29", True),
        ("::10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2002:c0a8:101::", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)
def test_only_addresses_of_the_internet_are_asked(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/1",
        "file:///etc/passwd",
        "gopher://127.0.0.1:11211/_stats",
        "http://",
        "http:///x",
        "//a.example/1",
        "http://a.example:0/",
        "http://a.example:99999/",
        "http://a.example/\r\nHost: b",
        "http://a.example/ x",
        "http://[::1/",
        "http://" + "a" * 70 + ".例子/",
        "javascript:alert(1)",
        "http://a.example/" + "x" * 2000,
    ],
)
def test_what_is_no_link_of_a_page_is_never_asked(url: str) -> None:
    with pytest.raises(NotAllowed):
        place_of(url)
    assert check_link(url, Reach(resolve=lambda _host, _port: pytest.fail("looked up"))).outcome is Outcome.BLOCKED


def test_a_link_is_taken_apart_as_it_is_asked() -> None:
    place = place_of("HTTPS://user:secret@普法.政务.cn./稿件 1?q=工资#top".replace(" ", "%20"))
    assert (place.scheme, place.port) == ("https", 443)
    assert place.host == "xn--tkv95l.xn--zfr164b.cn"
    assert place.path == "/%E7%A8%BF%E4%BB%B6%201?q=%E5%B7%A5%E8%B5%84"


@pytest.mark.parametrize(
    ("found", "named", "address"),
    [
        (["119.29.29.29"], False, "119.29.29.29"),
        (["10.0.0.8", "119.29.29.29"], False, "119.29.29.29"),
        (["10.0.0.8"], False, None),
        (["::ffff:10.0.0.8"], False, None),
        (["10.0.0.8"], True, "10.0.0.8"),
        (["127.0.0.1"], True, "127.0.0.1"),
        (["169.254.169.254"], True, None),  # metadata stays shut whatever the settings name
        (["fe80::1%eth0"], True, None),
        (["::ffff:169.254.169.254"], True, None),
        (["168.63.129.16"], True, None),
    ],
)
def test_what_a_name_stands_for_is_judged(found: list[str], named: bool, address: str | None) -> None:
    reach = Reach(frozenset({"oa.example"} if named else ()), lambda _host, _port: found)
    if address is not None:
        assert reach.address_of(place_of("http://oa.example/1")) == address
        return
    with pytest.raises(NotAllowed):
        reach.address_of(place_of("http://oa.example/1"))


@pytest.mark.parametrize(
    ("first", "step", "allowed"),
    [
        ("http://a.example/1", "https://b.example/1", True),
        ("http://a.example:8080/1", "http://a.example:8080/2", True),
        ("http://a.example/1", "http://a.example:6379/", False),
        ("http://a.example/1", "http://oa.example/delete?id=1", False),  # from outside to the bureau's own
        ("http://oa.example/1", "http://oa.example/2", True),
        ("http://oa.example/1", "http://a.example/2", True),
    ],
)
def test_each_redirect_is_judged_anew(first: str, step: str, allowed: bool) -> None:
    reach = Reach(frozenset({"oa.example"}))
    if allowed:
        check_step(place_of(first), place_of(step), reach)
        return
    with pytest.raises(NotAllowed):
        check_step(place_of(first), place_of(step), reach)


def test_a_name_that_means_something_else_a_moment_later_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["119.29.29.29"], ["127.0.0.1"]])
    asked = []

    def connect(place: tuple[str, int], _timeout: float) -> Any:
        asked.append(place)
        raise ConnectionResetError

    monkeypatch.setattr(asking.socket, "create_connection", connect)
    found = check_link("http://a.example/1", Reach(resolve=lambda _host, _port: next(answers)))
    # HEAD went to the address that was judged; GET looked the name up again, judged it again, and asked nobody
    assert asked == [("119.29.29.29", 80)] and found.outcome is Outcome.BLOCKED


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example"])
def test_a_name_that_can_be_nobodys_is_out_of_reach(host: str) -> None:
    assert check_link(f"http://{host}/", Reach()).outcome is Outcome.UNREACHABLE
    assert finds_names([host], patience=5) is False


@pytest.mark.parametrize(
    ("failure", "outcome", "silent"),
    [
        (socket.gaierror("no such name"), Outcome.UNREACHABLE, True),
        (ConnectionRefusedError(), Outcome.UNREACHABLE, True),
        (OSError(101, "no way there"), Outcome.UNREACHABLE, True),
        (TimeoutError(), Outcome.TIMEOUT, True),
        (ssl.SSLCertVerificationError("self-signed"), Outcome.CERTIFICATE, False),
        (ConnectionResetError(), Outcome.FAULT, False),
    ],
)
def test_each_failure_has_its_word(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, outcome: Outcome, silent: bool
) -> None:
    def connect(*_args: Any) -> Any:
        raise failure

    monkeypatch.setattr(asking.socket, "create_connection", connect)
    found = check_link("http://a.example/1", Reach(resolve=lambda _host, _port: ["119.29.29.29"]))
    assert (found.outcome, found.was_silent) == (outcome, silent)


_ARTICLE = '<meta property="og:title" content="以案释法" /><div id="js_content">他说：该内容已被发布者删除</div>'


@pytest.mark.parametrize(
    ("url", "final", "status", "text", "outcome"),
    [
        ("https://a.example/1", None, 200, "<title>工资支付条例</title>", Outcome.OK),
        ("https://a.example/1", None, 404, "", Outcome.GONE),
        ("https://a.example/1", None, 410, "", Outcome.GONE),
        ("https://a.example/1", None, 403, "", Outcome.REFUSED),
        ("https://a.example/1", None, 429, "", Outcome.REFUSED),
        ("https://a.example/1", None, 412, "", Outcome.REFUSED),  # what many sites of offices answer programs
        ("https://a.example/1", None, 503, "", Outcome.FAULT),
        ("https://a.example/1", "https://a.example/", 200, "", Outcome.MOVED),
        ("https://a.example/1", "https://www.a.example/index.html", 200, "", Outcome.MOVED),
        ("https://a.example/1", "https://a.example/2", 200, "", Outcome.OK),
        ("https://a.example/", "https://www.a.example/", 200, "", Outcome.OK),
        ("https://a.example/1", None, 200, "<title>404-页面不存在</title>", Outcome.DELETED),
        ("https://a.example/1", None, 200, "<TITLE>\n您访问的页面不存在或已删除 </TITLE>", Outcome.DELETED),
        ("https://a.example/1", None, 200, "<title>拖欠工资1404元，三天要回</title>", Outcome.OK),
        ("https://mp.weixin.qq.com/s/x", None, 200, "<p>该内容已被发布者删除</p>", Outcome.DELETED),
        ("https://mp.weixin.qq.com/s/x", None, 200, "<p>此内容因违规无法查看</p>", Outcome.DELETED),
        ("https://mp.weixin.qq.com/s/x", None, 200, "<p>此账号已被封</p>", Outcome.DELETED),
        ("https://mp.weixin.qq.com/s/x", None, 200, "<p>环境异常</p><p>完成验证后即可继续访问</p>", Outcome.REFUSED),
        ("https://mp.weixin.qq.com/s/x", None, 200, _ARTICLE, Outcome.OK),
        ("https://www.douyin.com/video/7", None, 200, "<title>抖音</title>", Outcome.UNSURE),
    ],
)
def test_what_an_answer_says(url: str, final: str | None, status: int, text: str, outcome: Outcome) -> None:
    found = checked(url, Answer(status, final or url, text))
    assert (found.outcome, found.status, found.final_url) == (outcome, status, final)


def test_the_front_page_itself_is_no_sign_of_a_lost_item() -> None:
    assert not leads_to_front("https://a.example/?id=3", "https://a.example/?id=3")
    assert leads_to_front("https://a.example/?id=3", "https://a.example")
    assert not leads_to_front("https://a.example/#/news/3", "https://a.example/#/news/3")


@pytest.mark.parametrize(
    ("silent", "answering", "hosts", "known"),
    [
        (0, 0, 4, None),
        (3, 0, 4, None),
        (5, 1, 9, True),
        (6, 0, 90, False),
        (4, 0, 4, False),
        (2, 0, 2, True),  # two sites may well be down themselves
        (1, 0, 1, True),
    ],
)
def test_whether_anything_gets_out(silent: int, answering: int, hosts: int, known: bool | None) -> None:
    assert gets_out([f"s{each}" for each in range(silent)], ["a"] * answering, hosts) is known


def test_one_name_that_is_found_is_a_network() -> None:
    def resolve(host: str, _port: int) -> Sequence[str]:
        if host == "b.example":
            return ["119.29.29.29"]
        raise socket.gaierror

    assert finds_names(["a.example", "b.example"], resolve=resolve)
    assert not finds_names(["a.example", "c.example"], resolve=resolve)
    assert finds_names(["10.0.0.1"], resolve=resolve)  # numbers need no names

    def hangs(_host: str, _port: int) -> Sequence[str]:
        threading.Event().wait(2)
        return []

    assert not finds_names(["a.example"], resolve=hangs, patience=0.05)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/fine", Outcome.OK),
        ("/no-head", Outcome.OK),
        ("/file", Outcome.OK),
        ("/step", Outcome.OK),
        ("/lost", Outcome.MOVED),
        ("/nothing", Outcome.GONE),
        ("/broken", Outcome.FAULT),
        ("/shut", Outcome.REFUSED),
        ("/round", Outcome.REFUSED),
        ("/gbk", Outcome.DELETED),
        ("/bomb", Outcome.OK),
        ("/inward", Outcome.BLOCKED),
        ("/port", Outcome.BLOCKED),
        ("/script", Outcome.BLOCKED),
        ("/odd", Outcome.BLOCKED),
    ],
)
def test_a_real_server_is_understood(site: int, path: str, outcome: Outcome) -> None:
    reach = Reach(frozenset({"127.0.0.1"}))
    assert check_link(f"http://127.0.0.1:{site}{path}", reach, timeout=5).outcome is outcome
    for _method, _path, headers in Site.asked:
        assert headers["User-Agent"].startswith("Outreach/")
        assert not {"Cookie", "Authorization", "Referer"} & headers.keys()
    assert len(Site.asked) <= 12  # HEAD and GET, and at most five redirects of each


def test_a_wechat_page_that_is_gone_is_found_behind_its_200(site: int) -> None:
    names = {"mp.weixin.qq.com": ["127.0.0.1"]}
    reach = Reach(frozenset(names), lambda host, _port: names[host])
    found = check_link(f"http://mp.weixin.qq.com:{site}/s/gone", reach, timeout=5)
    assert (found.outcome, found.status) == (Outcome.DELETED, 200)
    assert Site.asked[-1][2]["Host"] == f"mp.weixin.qq.com:{site}"


def test_a_private_address_is_asked_only_where_the_settings_name_it(site: int) -> None:
    assert check_link(f"http://127.0.0.1:{site}/fine", Reach(), timeout=5).outcome is Outcome.BLOCKED
    assert check_link(f"http://2130706433:{site}/fine", Reach(), timeout=5).outcome is Outcome.BLOCKED
    assert check_link(f"http://[::ffff:127.0.0.1]:{site}/fine", Reach(), timeout=5).outcome is Outcome.BLOCKED
    assert Site.asked == []


def test_proxies_of_the_machine_are_not_used(site: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    found = check_link(f"http://127.0.0.1:{site}/fine", Reach(frozenset({"127.0.0.1"})), timeout=5)
    assert found.outcome is Outcome.OK


def test_plain_words_where_tls_was_asked_for_are_no_certificate(site: int) -> None:
    found = check_link(f"https://127.0.0.1:{site}/fine", Reach(frozenset({"127.0.0.1"})), timeout=5)
    assert found.outcome is Outcome.CERTIFICATE


def test_a_server_that_drips_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LONGEST_SECONDS", 0.4)
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            for _time in range(2):
                connection, _address = server.accept()
                with connection:
                    connection.recv(4096)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                    while not stop.wait(0.05):
                        try:
                            connection.sendall(b"a")
                        except OSError:
                            break

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        where = f"http://127.0.0.1:{server.getsockname()[1]}/slow"
        assert check_link(where, Reach(frozenset({"127.0.0.1"})), timeout=5).outcome is Outcome.TIMEOUT
        stop.set()
        thread.join(5)


def test_a_page_of_beginnings_of_titles_holds_nobody_up() -> None:
    began = time.process_time()
    assert checked("https://a.cn/n", Answer(200, "https://a.cn/n", "<title" * 16_000)).outcome is Outcome.OK
    assert time.process_time() - began < 0.2
