"""Every page of the product with an address that the example year has, for tests that look at all of them."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from outreach import clock
from outreach.answers.models import StandardAnswer
from outreach.cases.models import Case
from outreach.check_ups.lists.models import CheckList, CheckPoint
from outreach.check_ups.models import CheckUp
from outreach.db import db, transaction
from outreach.drafts.models import Draft
from outreach.evidence.models import Evidence
from outreach.laws.models import Law
from outreach.logbook.doubles.models import Double
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.models import Tally
from outreach.materials.models import Item, Material, Movement
from outreach.materials.rules import CountKind
from outreach.media.models import Article, Channel, OnlineFile, Placement, Reading
from outreach.media.rules import ArticleKind
from outreach.orders.actions import Asked, make_order
from outreach.orders.models import MenuTopic, Order
from outreach.orders.rules import Half
from outreach.people.models import Person, Team
from outreach.places.models import Place
from outreach.reports.briefs.models import Brief
from outreach.reports.closings.models import Closing
from outreach.reports.drawings.models import Drawing
from outreach.reports.packs.models import Pack
from outreach.reports.packs.rules import Scope, State
from outreach.reports.published.models import PublishedNumber
from outreach.reports.texts.models import DrawnText, ReportText
from outreach.schedule.models import Deadline, Edition, Event
from outreach.schedule.rules import Status
from outreach.schedule.series.models import Series
from tests.making import make_answer, make_case

#: Addresses that are files, programs' answers, parts of a form or doors of their own, not pages of somebody signed in.
NO_PAGE = re.compile(
    r"\.(ics|csv|xlsx|docx|jsonl?|webmanifest|js|png|zip)$|^/(api|feeds|static|language|set-up|healthz|readyz|metrics|sign-in)\b|/template"
    r"|/original$|/file$|/suggest$|/small$|^/log/(shell|words)$"
)

#: Questions about a thing in another state than the example's sample is in.
NEEDS_A_STATE = {
    "companies.poster",
    "ordering.find",
    "events.reinstate",
    "events.undo_review",
    "events.declare_not_held",
    "evidence.picture",
    "evidence.small",
    "references.asked",
    "check_lists.add_point",
}


def samples(app: Flask) -> dict[str, Any]:
    """For each name of an argument in an address, a value that the example year has."""
    found: dict[str, Any] = {"year": 2025, "key": "handouts", "table": "events", "number": 1}
    found |= {"store_act": "printed", "team_act": "issued", "event_act": "issue"}
    with app.app_context():
        event = db.session.scalars(select(Event).where(Event.status == Status.PLANNED).order_by(Event.day)).first()
        assert event is not None
        found |= {"event_id": event.id, "subject_id": event.id}
        edition = db.session.scalars(select(Edition).order_by(Edition.id)).first()
        assert edition is not None
        found |= {"edition_id": edition.id, "campaign_id": edition.campaign_id}
        line = db.session.scalars(select(Tally).where(Tally.reverses_id.is_(None)).order_by(Tally.id.desc())).first()
        found["line_id"] = line.id if line else None
        kinds: dict[str, Any] = {
            "place_id": Place,
            "person_id": Person,
            "team_id": Team,
            "item_id": Item,
            "material_id": Material,
            "movement_id": Movement,
            "article_id": Article,
            "channel_id": Channel,
            "placement_id": Placement,
            "reading_id": Reading,
            "evidence_id": Evidence,
            "file_id": OnlineFile,
            "drawing_id": Drawing,
            "closing_id": Closing,
            "law_id": Law,
            "series_id": Series,
            "order_id": Order,
            "topic_id": MenuTopic,
            "deadline_id": Deadline,
            "draft_id": Draft,
            "follow_up_id": FollowUp,
            "check_up_id": CheckUp,
            "list_id": CheckList,
            "point_id": CheckPoint,
            "case_id": Case,
            "answer_id": StandardAnswer,
        }
        for name, model in kinds.items():
            found[name] = db.session.scalars(select(model.id).order_by(model.id)).first()
        found["case_id"] = found["case_id"] or make_case().id
        found["answer_id"] = found["answer_id"] or make_answer().id
        asked = select(Item.id).where(Item.kind == CountKind.CONSULTATION).order_by(Item.id)
        found["consultation_id"] = db.session.scalars(asked).first()
        found["push_id"] = db.session.scalars(select(Article.id).where(Article.kind == ArticleKind.POST)).first()
        found["brief_id"] = db.session.scalars(select(Brief.id).where(Brief.kept_at.is_(None))).first()
        number = db.session.scalars(select(PublishedNumber).order_by(PublishedNumber.id)).first()
        found |= {"number_id": number.id, "report_id": number.report_id} if number else {}
        text = db.session.scalars(select(ReportText).where(ReportText.year == found["year"])).first()
        drawn = db.session.scalars(select(DrawnText).where(DrawnText.text_id == text.id)).first() if text else None
        found |= {"text_id": text and text.id, "drawn_id": drawn and drawn.id, "sentence_key": "public.whole"}
        doubled = select(Double.event_id).where(Double.closed_at.is_(None))
        found["doubled_event_id"] = db.session.scalars(doubled).first()
        found["text_drawing_id"] = db.session.scalars(select(DrawnText.drawing_id).order_by(DrawnText.id)).first()
        found["code"] = new_order(found["topic_id"])
        found["pack_id"] = new_pack()
    return found


def new_order(topic_id: uuid.UUID) -> str:
    """The code of an order made now: nobody keeps those of the example."""
    with transaction():
        asked = Asked("示例新城建材有限公司", [topic_id], [(clock.today() + timedelta(days=20), Half.MORNING)])
        _order, code = make_order(asked=asked, now=clock.now())
    return code


def new_pack() -> uuid.UUID:
    """A pack that was made and whose file's day is over: the example has none."""
    facts: dict[str, Any] = {"scope": Scope.PERIOD, "year": 2025, "title": "2025年", "name": "佐证包 2025年.zip"}
    facts |= {"state": State.READY, "token": "x", "begun_at": clock.now(), "ended_at": clock.now() - timedelta(days=2)}
    with transaction():
        by_id = db.session.scalars(select(Person.id).order_by(Person.id)).first()
        pack = Pack(**facts, by_id=by_id, files=9, left_out=1, size=48_000, sha256="a" * 64)
        db.session.add(pack)
        db.session.flush()
        return pack.id


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Each page's endpoint and the address of a sample of it."""
    values = samples(app)
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or NO_PAGE.search(rule.rule) or rule.endpoint in NEEDS_A_STATE:
            continue
        for address in filled(app, rule, values):
            yield rule.endpoint, address


def filled(app: Flask, rule: Rule, values: dict[str, Any]) -> list[str]:
    """The sample addresses of `rule`: one, or one for each view or list that it has."""
    arguments = {name: values[name] for name in rule.arguments if values.get(name) is not None}
    if rule.endpoint.startswith("stock.") and "item_id" in arguments:
        arguments["item_id"] = values["material_id"]
    if rule.endpoint in ("doubles.event", "reviews.event"):
        arguments["event_id"] = values["doubled_event_id"]
    if rule.endpoint == "references.page":
        arguments |= {"drawing_id": values["text_drawing_id"]} if values["text_drawing_id"] else {}
    if rule.endpoint == "calendar.page":
        return [f"/calendar?view={view}" for view in ("month", "week", "list", "year")]
    if rule.endpoint.startswith("typed."):
        arguments["code"] = "disclosures"
    if rule.endpoint == "pushes.pieces":
        arguments["article_id"] = values["push_id"]
    if rule.endpoint == "check_ups.new":
        return [f"/check-ups/new?event={values['event_id']}"]
    if rule.endpoint == "rounds.page":
        return ["/media/readings/round", f"/media/readings/round?channel={values['channel_id']}"]
    if rule.endpoint == "imports.bring":
        return [f"/imports/{key}" for key in ("places", "people", "materials", "events", "articles")]
    if set(rule.arguments) - set(arguments):
        return []
    return [str(app.url_map.bind("localhost").build(rule.endpoint, arguments))]
