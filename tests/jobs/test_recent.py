"""A table that was long in being read, or in being refused, is not read again by who asks a moment later."""

import weakref
from collections.abc import Callable

import pytest

from outreach.errors import Invalid
from outreach.jobs import recent
from outreach.jobs.recent import read_once


@pytest.fixture
def long_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is read took long."""
    monkeypatch.setattr(recent, "SHORT", -1.0)
    monkeypatch.setattr(recent, "_read", type(recent._read)())


def counting(found: list[str]) -> Callable[[], str]:
    def read() -> str:
        found.append("read")
        return "table"

    return read


def test_what_took_long_is_read_once_for_each_way_of_reading(long_reading: None) -> None:
    times: list[str] = []
    assert [read_once(b"a", ("table",), counting(times)) for _again in range(3)] == ["table"] * 3
    assert len(times) == 1
    read_once(b"a", ("page",), counting(times))
    read_once(b"b", ("table",), counting(times))
    assert len(times) == 3
    read_once(b"a", ("table",), counting(times))  # two are kept
    assert len(times) == 4


def test_what_was_quick_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "SHORT", 1000.0)
    times: list[str] = []
    for _again in range(2):
        read_once(b"a", ("table",), counting(times))
    assert len(times) == 2


class Held:
    """Stands for a file in the frames of whoever read it."""


def test_a_refusal_that_took_long_is_told_again_and_holds_no_file(long_reading: None) -> None:
    files: list[weakref.ref[Held]] = []

    def refuse() -> str:
        file = Held()
        files.append(weakref.ref(file))
        try:
            raise ValueError("broken")
        except ValueError as failure:
            raise Invalid("坏了", code="file_damaged", name="a.csv") from failure

    for _again in range(2):
        with pytest.raises(Invalid, match="坏了") as refused:
            read_once(b"a", ("table",), refuse)
        assert (refused.value.code, refused.value.facts) == ("file_damaged", {"name": "a.csv"})
        del refused
    assert [file() for file in files] == [None]
