"""What the database holds sealed, nobody reads without the key."""

from dataclasses import replace

import pytest
from flask import current_app
from sqlalchemy import text

from outreach.db import db, transaction
from outreach.db.resealing import seal_anew
from outreach.db.sealing import opened, sealed
from outreach.orders.models import Order
from outreach.people.second_factor.models import SecondFactor
from tests.making import NOW, make_order, make_person, stored

OLD, NEW = "an old key of the house", "a new key of the house"


def keep(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    """Let the installation have these keys."""
    config = current_app.config
    monkeypatch.setitem(config, "SETTINGS", replace(config["SETTINGS"], data_keys=keys))


@pytest.mark.usefixtures("app_context")
def test_a_new_key_seals_and_the_old_one_still_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(monkeypatch, OLD)
    before = sealed("139-0000-0000")
    assert sealed("139-0000-0000") != before, "equal texts can't be told from what is stored"
    keep(monkeypatch, NEW, OLD)
    after = sealed("李娜 139")
    assert (opened(before), opened(after)) == ("139-0000-0000", "李娜 139")
    keep(monkeypatch, NEW)
    assert (opened(before), opened(after)) == (None, "李娜 139")
    assert opened(after[:-2] + "AA") is None, "what was tampered with is not opened"


@pytest.mark.usefixtures("app_context")
def test_what_an_older_key_sealed_is_sealed_anew_until_nothing_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(monkeypatch, OLD)
    order = make_order(contact="王某", phone="13800001111").id
    person = make_person().id
    stored(SecondFactor(person_id=person, secret="ABCDEF", made_at=NOW))
    with transaction():
        assert seal_anew() == 0
    keep(monkeypatch, NEW, OLD)
    db.session.execute(text("UPDATE orders SET note = '门口登记'"))  # as the version before leaves it
    db.session.commit()
    for count in (4, 0):
        with transaction():
            assert seal_anew() == count
    keep(monkeypatch, NEW)
    db.session.expire_all()
    kept = db.session.get_one(Order, order)
    assert (kept.contact, kept.phone, kept.note) == ("王某", "13800001111", "门口登记")
    assert db.session.get_one(SecondFactor, person).secret == "ABCDEF"
    assert db.session.scalar(text("SELECT note FROM orders")) != "门口登记"


@pytest.mark.usefixtures("app_context")
def test_with_one_key_what_lies_in_clear_is_sealed_and_what_no_key_opens_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep(monkeypatch, OLD)
    lost = make_order(code="L" * 10, phone="13800001111").id
    keep(monkeypatch, NEW)
    clear = make_order(code="C" * 10).id
    db.session.execute(text("UPDATE orders SET phone = '13800002222' WHERE phone IS NULL"))
    db.session.commit()
    with transaction():
        assert seal_anew() == 1
    keep(monkeypatch, NEW, OLD)
    db.session.expire_all()
    assert db.session.get_one(Order, clear).phone == "13800002222"
    assert db.session.get_one(Order, lost).phone == "13800001111"
