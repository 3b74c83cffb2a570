"""The lock that all processes on all machines share."""

import threading

import pytest
from flask import Flask

from outreach.db import db
from outreach.db.holding import held_in_database

pytestmark = pytest.mark.parametrize("app", ["postgresql"], indirect=True)


def test_one_holds_it_and_the_other_waits_and_says_so(app: Flask) -> None:
    order: list[str] = []
    is_waiting = threading.Event()

    def other() -> None:
        with app.app_context(), held_in_database("test", waiting=is_waiting.set):
            order.append("other")

    with app.app_context():
        with held_in_database("test", waiting=lambda: order.append("waited")):
            thread = threading.Thread(target=other)
            thread.start()
            assert is_waiting.wait(30)
            order.append("first")
        thread.join(30)
    assert order == ["first", "other"]


def test_another_name_is_another_lock_and_each_is_given_back(app: Flask) -> None:
    said: list[str] = []
    with app.app_context():
        for _ in range(2):
            one = held_in_database("one", waiting=lambda: said.append("one"))
            with one, held_in_database("two", waiting=lambda: said.append("two")):
                assert db.engine.dialect.name == "postgresql"
    assert said == []
