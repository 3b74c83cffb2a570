"""Keeping the menu."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from outreach import clock
from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.orders.answering import check_may_answer
from outreach.orders.models import MenuForm, MenuTopic
from outreach.people.models import Person, Team
from outreach.schedule.rules import Form, check_needed, check_text


@dataclass(frozen=True)
class TopicFacts:
    """What the menu says of a topic."""

    title: str
    team_id: uuid.UUID
    text: str | None = None
    forms: Collection[Form] = ()
    is_offered: bool = True


#: What any bureau of the trade can be asked for, by the code of the team, and in which form it comes.
USUAL = (
    ("employment", "就业创业政策解读", "稳岗返还、社保补贴、创业担保贷款等政策怎么享受。", Form.TALK),
    ("pension", "企业职工养老保险", "参保缴费、待遇领取、转移接续常见问题。", Form.TALK),
    ("work_injury", "工伤预防与工伤认定", "岗位风险预防，出了事故怎样申报。", Form.TALK),
    ("labor_relations", "劳动合同与用工风险", "合同签订、变更、解除，以案释法。", Form.TALK),
    ("labor_relations", "工资支付与根治欠薪", "工资专户、实名制、维权渠道。", Form.TALK),
    ("labor_relations", "女职工和未成年工保护", "三期保护、禁忌岗位、假期待遇。", Form.TALK),
    (
        "labor_relations",
        "法律体检",
        "上门逐项看合同、工资、工时、社保等材料，出具风险提示书，三个月后回访；只帮助整改，不当场处罚。",
        Form.CHECK_UP,
    ),
)


def add_topic(*, facts: TopicFacts, by: Person, now: datetime) -> MenuTopic:
    """A new topic at the end of the menu; raises Forbidden for another team's, and Invalid."""
    check_may_answer(by, facts.team_id, clock.local_day(now))
    topic = MenuTopic(position=_last_position() + 1)
    _write(topic, facts, now)
    db.session.add(topic)
    db.session.flush()
    record_act("menu_topic.added", by=by, now=now, subject=topic, title=topic.title)
    return topic


def change_topic(topic: MenuTopic, *, facts: TopicFacts, by: Person, now: datetime) -> MenuTopic:
    """The topic as `facts` say; raises Forbidden for another team's, before or after, and Invalid."""
    for team_id in (topic.team_id, facts.team_id):
        check_may_answer(by, team_id, clock.local_day(now))
    _write(topic, facts, now)
    db.session.flush()
    record_act("menu_topic.changed", by=by, now=now, subject=topic, title=topic.title)
    return topic


def add_usual_topics(now: datetime, by: Actor) -> None:
    """Begin the menu of a new bureau with what is usually asked for."""
    if _last_position():
        return
    teams = {team.code: team.id for team in db.session.scalars(select(Team))}
    known = (each for each in USUAL if each[0] in teams)
    for position, (code, title, text, form) in enumerate(known, start=1):
        topic = MenuTopic(title=title, text=text, team_id=teams[code], position=position)
        topic.forms = [MenuForm(form=form)]
        db.session.add(topic)
    db.session.flush()
    record_act("menu.founded", by=by, now=now)


def _write(topic: MenuTopic, facts: TopicFacts, now: datetime) -> None:
    topic.title = check_needed(facts.title, "title", 60)
    topic.text = check_text(facts.text, "text", 300)
    topic.team_id = facts.team_id
    if facts.is_offered:
        topic.retired_at = None
    elif topic.retired_at is None:
        topic.retired_at = now
    known = {each.form: each for each in topic.forms}
    topic.forms[:] = [known.get(form) or MenuForm(form=form) for form in dict.fromkeys(facts.forms)]


def _last_position() -> int:
    return db.session.scalar(select(func.max(MenuTopic.position))) or 0
