"""What is no real order: a flood leaves every figure and every reminder, stays in sight, and can be taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden
from outreach.orders import actions, queries
from outreach.orders.models import Order
from outreach.orders.rules import Shown, State, shown_code
from outreach.orders.unreal import say_all_unreal, say_real, say_unreal
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.queries import causes_of, since_then
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.values import draw
from outreach.schedule.rules import Status
from tests.making import NOW, make_event, make_menu_topic, make_order, make_person, make_team
from tests.schedule.conftest import lead as lead  # noqa: PLC0414 (the fixture)

LATER = NOW + timedelta(hours=1)
YEAR = Filters.of_year(2025)
DECLINED = {"state": State.DECLINED, "reason": "系统被刷单", "ended_at": LATER}


def counted() -> tuple[str, str]:
    """What was received, and what of it was answered in time."""
    return draw(figure("orders_received"), YEAR).wording, draw(figure("orders_answered"), YEAR).wording


def lead_of(order: Order) -> Person:
    return make_person(Role.LEAD, team=order.team)


def shown(order: Order) -> Shown:
    """How it is listed now."""
    db.session.rollback()
    return queries.order(order.id).shown


def test_a_flood_leaves_the_figures_whatever_state_it_was_in(app_context: Flask) -> None:
    topic = make_menu_topic()
    make_order(topic, code="R" * 10, state=State.DECLINED, reason="已排满", ended_at=LATER)
    flood = [make_order(topic, code="A" * 10), make_order(topic, code="B" * 10, **DECLINED)]
    flood.append(make_order(topic, code="C" * 10, state=State.WITHDRAWN, ended_at=LATER))
    by, before = lead_of(flood[0]), [each.shown for each in flood]
    assert counted() == ("4单", "2单")
    with transaction():
        assert set(say_all_unreal([each.id for each in flood], reason="脚本刷单", by=by, now=LATER)) == {
            each.id for each in flood
        }
    assert counted() == ("1单", "1单")
    assert [shown(each) for each in flood] == [Shown.UNREAL] * 3
    with transaction():
        for each in flood:
            say_real(queries.order(each.id, lock=True), by=by, now=LATER)
    assert counted() == ("4单", "2单")
    assert [shown(each) for each in flood] == before


def test_what_is_no_order_waits_for_no_answer_and_gets_none(app_context: Flask) -> None:
    order = make_order(make_menu_topic(), note="找张三", phone="13812341234")
    by = lead_of(order)
    with transaction():
        say_unreal(queries.order(order.id), reason="脚本刷单", by=by, now=LATER)
    assert queries.waiting(None, date(2025, 3, 10), most=5) == []
    for is_open in (Shown.OPEN, Shown.UNREAL):
        listed = db.session.scalars(queries.orders(shown=is_open)).unique().all()
        assert [each.id for each in listed] == ([order.id] if is_open is Shown.UNREAL else [])
    with pytest.raises(Conflict), transaction():
        actions.decline_order(queries.order(order.id), reason="没空", by=by, now=LATER)
    with pytest.raises(Conflict), transaction():
        actions.withdraw_order(queries.order(order.id), now=LATER)
    with pytest.raises(Conflict), transaction():
        say_unreal(queries.order(order.id), reason="再说一次", by=by, now=LATER)
    with transaction():
        assert actions.decline_orders([order.id], reason="没空", by=by, now=LATER) == []
        assert actions.erase_contacts(now=LATER + timedelta(days=31)) == 1
    assert queries.order(order.id).phone is None


def test_an_event_that_stands_was_ordered_by_somebody(app_context: Flask) -> None:
    event = make_event(team=make_team())
    order = make_order(make_menu_topic(), state=State.ACCEPTED, event_id=event.id, ended_at=LATER)
    by = lead_of(order)
    with pytest.raises(Conflict), transaction():
        say_unreal(queries.order(order.id), reason="恶作剧", by=by, now=LATER)
    with transaction():
        assert say_all_unreal([order.id], reason="恶作剧", by=by, now=LATER) == []
    with transaction():
        db.session.refresh(event)
        event.status, event.cancelled_at, event.cancel_reason = Status.CANCELLED, LATER, "企业说没点过"
    with transaction():
        say_unreal(queries.order(order.id), reason="恶作剧", by=by, now=LATER)
    assert counted() == ("0单", "0单")


def test_another_team_says_nothing_of_it(app_context: Flask) -> None:
    order = make_order(make_menu_topic())
    stranger = make_person(Role.LEAD, team=make_team("pension"))
    with pytest.raises(Forbidden), transaction():
        say_unreal(queries.order(order.id), reason="脚本刷单", by=stranger, now=LATER)
    with transaction():
        say_unreal(queries.order(order.id), reason="脚本刷单", by=lead_of(order), now=LATER)
    with pytest.raises(Forbidden), transaction():
        say_real(queries.order(order.id), by=stranger, now=LATER)


def test_a_kept_drawing_explains_what_left_it(app_context: Flask) -> None:
    order = make_order(make_menu_topic(), code="B" * 10, **DECLINED)
    by, now = lead_of(order), datetime(2025, 4, 1, tzinfo=UTC)
    with transaction():
        kept = keep_drawing(YEAR, title="一季度", by=by, now=now).id
    with transaction():
        say_unreal(queries.order(order.id), reason="系统被刷单", by=by, now=now + timedelta(days=1))
    drawing = db.session.get_one(Drawing, kept)
    moved = {each.key: each for each in since_then(drawing, with_parts=False) if each.gone}
    assert set(moved) == {"orders_received", "orders_answered"}
    causes = causes_of(drawing, moved.values())[order.id]
    assert [(each.old, each.new, each.reason) for each in causes] == [("已谢绝", "不是真实点单", "系统被刷单")]
    assert [each.moves_figure for each in changes_of(queries.order(order.id))] == [True]
    acts = db.session.scalars(db.select(AuditEntry.act).where(AuditEntry.subject_id == order.id)).all()
    assert "order.said_unreal" in acts


def test_a_lead_clears_a_flood_that_was_declined_and_takes_one_back(lead: FlaskClient) -> None:
    topic = make_menu_topic()
    flood = [make_order(topic, code=f"F{number:09}", company=f"抢单 {number}", **DECLINED) for number in range(9)]
    real = make_order(topic, code="R" * 10, state=State.DECLINED, reason="已排满", ended_at=LATER)
    assert 'name="order_ids"' not in lead.get("/orders/unreal").text
    assert "checked" not in lead.get("/orders/unreal?state=declined").text
    here = "/orders/unreal?state=declined&words=抢单"
    page = lead.get(here).text
    assert page.count('name="order_ids"') == 9 == page.count("checked") and "宏达机械" not in page
    ids = [str(each.id) for each in flood]
    assert lead.post(here, data={"order_ids": ids, "reason": ""}).status_code == 422
    done = lead.post(here, data={"order_ids": ids, "reason": "系统被刷单"}, follow_redirects=True)
    assert "抢单 8" in done.text and "宏达机械" not in done.text
    assert shown(real) is Shown.DECLINED
    one = f"/orders/{flood[0].id}"
    assert "不是真实点单" in lead.get(one).text and "open-again" not in lead.get(one).text
    assert lead.post(f"{one}/open-again").status_code == 409
    assert lead.post(f"{one}/real", follow_redirects=True).status_code == 200
    assert shown(flood[0]) is Shown.DECLINED


def test_a_lead_says_it_of_one_and_its_sender_reads_so(lead: FlaskClient) -> None:
    code = "AB3DEFG7HK"
    order = make_order(make_menu_topic(), code=code)
    page = lead.get(f"/orders/{order.id}").text
    assert f"/orders/{order.id}/unreal" in page
    assert lead.post(f"/orders/{order.id}/unreal", data={"reason": ""}).status_code == 422
    lead.post(f"/orders/{order.id}/unreal", data={"reason": "一看就是刷的"})
    assert shown(order) is Shown.UNREAL
    assert "企业点单待答复" not in lead.get("/").text
    reply = lead.get(f"/order/{shown_code(code)}").text
    assert "未作为真实点单受理" in reply and "一看就是刷的" not in reply
    lead.post(f"/order/{shown_code(code)}/withdraw")
    assert queries.order(order.id).state is State.OPEN
