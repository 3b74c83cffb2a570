"""Keeping the menu: clerks all of it, leads their team's part."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.orders import answering, menu_actions, queries
from outreach.orders.forms import TopicForm
from outreach.orders.models import MenuTopic
from outreach.schedule import labels
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted

blueprint = Blueprint("menu", __name__)


@blueprint.get("/orders/menu")
@permit(Permission.PLAN)
def index() -> str:
    """What companies can choose from, with what they can't choose any more."""
    person, today = acting_person(), clock.today()
    topics = [(each, answering.may_answer(person, each.team_id, today)) for each in queries.menu(retired=True)]
    return render_template("orders/menu_list.html", topics=topics, labels=labels)


@blueprint.route("/orders/menu/new", methods=["GET", "POST"])
@permit(Permission.PLAN)
def new() -> Any:
    """Add a topic."""

    def add(form: TopicForm) -> MenuTopic:
        return menu_actions.add_topic(facts=form.facts(), by=acting_person(), now=clock.now())

    return _form(None, add)


@blueprint.route("/orders/menu/<uuid:topic_id>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def edit(topic_id: uuid.UUID) -> Any:
    """Change a topic, or take it off the menu."""
    topic = queries.topic(topic_id)
    answering.check_may_answer(acting_person(), topic.team_id, clock.today())

    def change(form: TopicForm) -> MenuTopic:
        by, now = acting_person(), clock.now()
        return menu_actions.change_topic(queries.topic(topic_id), facts=form.facts(), by=by, now=now)

    return _form(topic, change)


def _form(topic: MenuTopic | None, act: Any) -> Any:
    form = TopicForm(data=_said_of(topic) if topic is not None else None)
    form.offer(acting_person())
    if submitted(form, act, over=None if topic is None else lambda: TopicForm(data=_said_of(topic))):
        flash(_("Saved."), "success")
        return redirect(url_for(".index"))
    return render_template("orders/menu_form.html", form=form, is_new=topic is None), form.status


def _said_of(topic: MenuTopic) -> dict[str, Any]:
    forms = [each.form for each in topic.forms]
    facts = {"title": topic.title, "text": topic.text, "team_id": topic.team_id, "forms": forms}
    return facts | {"is_offered": topic.retired_at is None}
