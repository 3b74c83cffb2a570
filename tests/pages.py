"""Every page of the product with an address that the example year has, for tests that look at all of them."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from outreach.answers.models import StandardAnswer
from outreach.cases.models import Case
from outreach.check_ups.lists.models import CheckList, CheckPoint
from outreach.check_ups.models import CheckUp
from outreach.db import db
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
from outreach.orders.models import MenuTopic, Order
from outreach.people.models import Person, Team
from outreach.places.models import Place
from outreach.reports.briefs.models import Brief
from outreach.reports.closings.models import Closing
from outreach.reports.drawings.models import Drawing
from outreach.reports.published.models import PublishedNumber
from outreach.reports.texts.models import DrawnText, ReportText
from outreach.schedule.models import Deadline, Edition, Event
from outreach.schedule.rules import Status
from outreach.schedule.series.models import Series
from tests.making import make_answer, make_case
from tests.sampled import in_states, new_order, new_pack

#: Addresses that are files, programs' answers, parts of a form or doors of their own, not pages of somebody signed in.
NO_PAGE = re.compile(
    r"\.(ics|csv|xlsx|docx|jsonl?|webmanifest|js|png|zip|<any\([a-z, ]+\):kind>)$"
    r"|^/(api|feeds|static|language|set-up|healthz|readyz|metrics|sign-in)\b"
    r"|/original$|/file$|/suggest$|/small$|^/log/(shell|words)$"
)

#: Pages that have no address here, and why.
WITHOUT_ADDRESS = {
    "calendar_files.preview": "begins with somebody's file: tests/feeds/test_import.py",
    "carried.preview": "begins with a phone's file: tests/logbook/test_carried.py",
    "evidence.picture": "is the picture itself",
    "ordering.find": "leads on to the page of a code",
    "phones.pair": "its secret stands nowhere: tests/people/phones",
    "references.asked": "leads on to the line behind a number of a paper",
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


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Each page's endpoint and the address of a sample of it."""
    values = samples(app)
    with app.app_context():
        states = in_states()
    for rule in page_rules(app):
        for arguments in states.get(rule.endpoint, [{}]):
            for address in filled(app, rule, values | arguments, more=arguments):
                yield rule.endpoint, address


def page_rules(app: Flask) -> list[Rule]:
    """The rules whose addresses are pages of somebody signed in, but for those named in WITHOUT_ADDRESS."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not NO_PAGE.search(rule.rule) and rule.endpoint not in WITHOUT_ADDRESS
    ]


def filled(app: Flask, rule: Rule, values: dict[str, Any], more: dict[str, Any]) -> list[str]:
    """The sample addresses of `rule`: one, or one for each view or list that it has; `more` is asked with it."""
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
    return [str(app.url_map.bind("localhost").build(rule.endpoint, arguments | more))]
