"""Language, looks, and how days and numbers are printed in each."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.support import Translations
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale, lazy_gettext

from outreach import clock
from outreach.web import filters
from outreach.web.access import Permission, permit
from outreach.web.appearance import appearance
from outreach.web.language import chosen_language, compiled_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Event"\nmsgstr "%s"\n'


@pytest.mark.parametrize(
    ("address", "headers", "default", "language"),
    [
        ("/", {}, "zh", "zh"),
        ("/", {}, "en", "en"),
        ("/", {"Accept-Language": "en-GB,en;q=0.9"}, "zh", "en"),
        ("/", {"Accept-Language": "zh-CN,en;q=0.9"}, "en", "zh"),
        ("/", {"Accept-Language": "fr"}, "zh", "zh"),
        ("/", {"Accept-Language": "*"}, "zh", "zh"),
        ("/", {"Accept-Language": "en", "Cookie": "language=zh"}, "zh", "zh"),
        ("/", {"Cookie": "language=xx"}, "zh", "zh"),
        ("/?lang=en", {"Cookie": "language=zh"}, "zh", "en"),
    ],
)
def test_the_language_is_the_chosen_one_then_the_browsers_then_the_bureaus(
    make_small: Callable[..., Flask], address: str, headers: dict[str, str], default: str, language: str
) -> None:
    with make_small(locale=default).test_request_context(address, headers=headers):
        assert chosen_language() == language


def test_a_choice_stays_and_leads_back(small: Flask) -> None:
    @small.get("/look")
    @permit(Permission.PUBLIC)
    def look() -> dict[str, str]:
        return {"language": chosen_language(), "theme": appearance().theme, "size": appearance().size}

    small.config["WTF_CSRF_ENABLED"] = False
    visitor = small.test_client()
    assert visitor.get("/language/en?next=/look?a=1").location == "/look?a=1"
    assert visitor.get("/language/en?next=//evil.example").location == "/"
    assert visitor.post("/appearance", data={"theme": "dark", "size": "large", "next": "/look"}).location == "/look"
    assert visitor.post("/appearance", data={"theme": "plaid"}).location == "/"
    assert visitor.get("/look").json == {"language": "en", "theme": "dark", "size": "large"}


def test_an_unknown_language_is_not_found(visitor: FlaskClient) -> None:
    assert visitor.get("/language/xx").status_code == 404


DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("filter_", "value", "chinese", "english"),
    [
        (filters.day, DAY, "2026年11月23日 周一", "Mon 23 Nov 2026"),
        (filters.day, AT, "2026年11月23日 周一", "Mon 23 Nov 2026"),
        (filters.short_day, DAY, "11月23日", "23 Nov"),
        (filters.short_day, AT, "11月23日", "23 Nov"),
        (filters.short_day, date(2025, 11, 23), "2025年11月23日", "23 Nov 2025"),
        (filters.short_day, datetime(2025, 12, 31, 16, tzinfo=UTC), "1月1日", "1 Jan"),
        (filters.days_in_words, "甲 2025-11-03/…", "甲 2025年11月3日 周一起", "甲 since Mon 3 Nov 2025"),
        (
            filters.days_in_words,
            "甲 2025-11-03/2025-11-04; 乙",
            "甲 2025年11月3日 周一至2025年11月4日 周二; 乙",
            "甲 Mon 3 Nov 2025 to Tue 4 Nov 2025; 乙",
        ),
        (filters.days_in_words, "2025-11-03", "2025年11月3日 周一", "Mon 3 Nov 2025"),
        (filters.days_in_words, "2025-02-30", "2025-02-30", "2025-02-30"),
        (filters.days_in_words, "名单2025-11-03.xlsx", "名单2025-11-03.xlsx", "名单2025-11-03.xlsx"),
        (filters.month_name, DAY, "11月", "November"),
        (filters.month_name, 5, "5月", "May"),
        (filters.clock_time, AT, "00:30", "00:30"),
        (filters.clock_time, time(8, 5), "08:05", "08:05"),
        (filters.moment, AT, "2026年11月23日 周一 00:30", "Mon 23 Nov 2026 00:30"),
        (filters.number, 12700, "12,700", "12,700"),
        (filters.number, 0, "0", "0"),
        (filters.number, Decimal("0.5"), "0.5", "0.5"),
        (filters.compact, 360_000, "36万", "360K"),
        (filters.compact, 999, "999", "999"),
    ],
)
def test_values_are_printed_in_each_language(
    small: Flask,
    monkeypatch: pytest.MonkeyPatch,
    filter_: Callable[[Any], str],
    value: Any,
    chinese: str,
    english: str,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    with small.test_request_context("/"):
        for locale, printed in (("zh", chinese), ("en", english)):
            with force_locale(locale):
                assert filter_(value) == printed
                assert filter_(None) == "—"


def test_an_instant_without_zone_is_refused(small: Flask) -> None:
    with small.test_request_context("/"), pytest.raises(ValueError, match="zone"):
        filters.moment(datetime(2026, 11, 23, 8, 0))


def catalogue(folder: Path, word: str) -> Path:
    po = folder / "zh" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(PO % word, encoding="utf-8")
    return po


def said(folder: Path) -> str:
    return Translations.load(folder, ["zh"]).gettext("Event")


@pytest.fixture
def strict_umask() -> Iterator[None]:
    """As the program runs."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def test_a_changed_catalogue_is_compiled_again(tmp_path: Path, strict_umask: None) -> None:
    po = catalogue(tmp_path / "po", "活动")
    assert compiled_catalogues(tmp_path / "po", tmp_path / "data") == tmp_path / "po"
    assert said(tmp_path / "po") == "活动"
    mo = po.with_suffix(".mo")
    assert mo.stat().st_mode & 0o444 == 0o444  # whoever installed the program, another account may run it
    first = mo.stat().st_ino
    compiled_catalogues(tmp_path / "po", tmp_path / "data")
    assert mo.stat().st_ino == first
    catalogue(tmp_path / "po", "事件")
    os.utime(po, (1, 1))  # an older checkout is another catalogue, too
    compiled_catalogues(tmp_path / "po", tmp_path / "data")
    assert "事件" in mo.read_bytes().decode("utf-8", "ignore")
    assert [file.name for file in sorted(mo.parent.iterdir())] == ["messages.mo", "messages.po"]


def test_a_read_only_program_compiles_into_its_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue(tmp_path / "po", "活动")
    real_replace = os.replace

    def replace(source: Path, target: Path) -> None:  # root may write anywhere, so the refusal is played
        if tmp_path / "po" in Path(target).parents:
            raise PermissionError(13, "read-only")
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", replace)
    folder = compiled_catalogues(tmp_path / "po", tmp_path / "data")
    assert (folder, said(folder)) == (tmp_path / "data" / "translations", "活动")


def test_what_people_typed_is_no_html_in_a_sentence_said_later(small: Flask) -> None:
    said = lazy_gettext("“%(text)s” is no day.", text="<b>5")
    with small.test_request_context():
        page = small.jinja_env.from_string("{{ said }}{{ ' ' ~ said }}{{ said | e }}{{ _('%(said)s', said=said) }}")
        printed = page.render(said=said)
        sent = small.json.dumps(said)
    assert "<b>" not in printed and printed.count("&lt;b&gt;5") == 4
    assert sent == '"“<b>5” is no day."'


def test_a_sentence_is_said_in_the_language_of_the_moment(small: Flask) -> None:
    said = lazy_gettext("Save")
    with small.test_request_context("/?lang=zh"):
        before = str(said)
        with force_locale("en"):
            inside = str(said)
        assert (before, inside, str(said)) == ("保存", "Save", "保存")
    assert str(said) == "Save", "outside of the app nothing is translated"
