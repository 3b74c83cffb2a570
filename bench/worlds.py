"""Databases to measure on: plans of any size, made by bulk inserts."""

import secrets
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from bench.storm import Phone
from outreach import clock
from outreach.app import create_app
from outreach.config import Settings
from outreach.db import Base, db, new_id, transaction
from outreach.logbook.models import Tally
from outreach.materials.models import Material
from outreach.people.actions.browsers import add_browser
from outreach.people.actions.tokens import make_token
from outreach.people.feed_tokens import token_text
from outreach.people.models import Bureau, FeedToken, Membership, Person, Team
from outreach.people.rules import Role, Scope
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Assignment, Campaign, CampaignTag, Edition, Event, JoiningTeam, PlannedItem
from outreach.schedule.rules import Duty, Status, Track

BATCH = 2000
TEAMS = (("employment", "就业创业", "就"), ("pension", "养老保险", "养"), ("work_injury", "工伤保险", "伤"))


class World:
    """The product on an empty database, with one admin, who also has a calendar link."""

    def __init__(self, app: Flask) -> None:
        self.app, self.settings = app, app.config["SETTINGS"]
        with self.app.app_context():
            with transaction() as session:
                self._lists(session)
            self.admin_id = self.people[0]
            self.token = token_text(db.session.scalars(db.select(FeedToken)).one())

    def plan(self, days: Sequence[date]) -> None:
        """Store an event on each of the `days`, with two people, a material, now and then a campaign or a guest."""
        with self.app.app_context():
            for part in _parts(days):
                with transaction() as session:
                    rows = [self._event(number, day) for number, day in part]
                    session.execute(insert(Event), rows)
                    for model, parts in self._of(rows).items():
                        session.execute(insert(model), parts)

    def phones(self, port: int, count: int, stands: int = 3) -> list[Phone]:
        """Phones of `count` people, all of whom log to the same events, at the server on `port`."""
        events, item = self.stands(stands)
        return [Phone(port, secret, events, item) for secret in self.secrets(count)]

    def stands(self, count: int = 3) -> tuple[Sequence[uuid.UUID], str]:
        """The events that phones log to, those that were planned last, and the material that they hand out."""
        with self.app.app_context():
            last = db.select(Event.id).order_by(Event.made_at.desc(), Event.id).limit(count)
            events = db.session.scalars(last).all()
            return events, str(db.session.scalars(db.select(Material.code).order_by(Material.code)).first())

    def secrets(self, count: int) -> list[str]:
        """Bearer tokens of so many people, for phones that log."""
        made, now = [], clock.now()
        with self.app.app_context(), transaction() as session:
            more = [Person(username=f"phone.{n}", name=f"手机{n}", role=Role.STAFF, made_at=now) for n in range(count)]
            session.add_all(more[len(self.people) :])
            session.flush()
            people = [session.get_one(Person, each) for each in self.people[:count]] + more[len(self.people) :]
            for person in people:
                _token, secret = make_token(person=person, scope=Scope.LOG, by=person, now=now, label="bench")
                made.append(secret)
        return made

    def ledger(self, events: Sequence[uuid.UUID] | None = None) -> dict[str, int]:
        """Every line that is stored (of those events, where some are named), with its quantity."""
        asked = db.select(Tally.id, Tally.quantity)
        asked = asked if events is None else asked.where(Tally.event_id.in_(events))
        with self.app.app_context():
            lines = {str(line): quantity for line, quantity in db.session.execute(asked)}
            db.session.remove()
            db.engine.dispose()
        return lines

    def signed_in(self, person_id: uuid.UUID | None = None) -> FlaskClient:
        """A browser of that person, else of the admin."""
        client = self.app.test_client()
        with self.app.app_context():
            person = db.session.get_one(Person, person_id or self.admin_id)
            with transaction():
                now = clock.now()
                secret = add_browser(person=person, own_device=False, agent="", address="127.0.0.1", now=now)
            with client.session_transaction() as session:
                session["_user_id"] = secret
        return client

    @contextmanager
    def within(self) -> Iterator[None]:
        """Inside a request of the admin, who may see all that a report counts."""
        cookie = self.signed_in().get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        named = {"Cookie": f"{cookie.key}={cookie.value}"}
        with self.app.app_context(), self.app.test_request_context(headers=named):
            yield

    def _lists(self, session: Any) -> None:
        now = clock.now()
        teams = [Team(code=code, name=name, mark=mark, palette=n + 1) for n, (code, name, mark) in enumerate(TEAMS)]
        towns = [Place(name=f"第{n}镇", kind=PlaceKind.TOWNSHIP, made_at=now) for n in range(10)]
        session.add_all([Bureau(name="示例局", made_at=now), *teams, *towns])
        people = [
            Person(username=f"person.{n}", name=f"人员{n}", role=Role.STAFF if n else Role.ADMIN, made_at=now)
            for n in range(40)
        ]
        materials = [Material(code=f"m{n}", name=f"政策手册{n}", unit="份") for n in range(10)]
        campaign = Campaign(code="spring", name="春风行动", aliases=[])
        session.add_all([*people, *materials, campaign])
        session.flush()
        places = [
            Place(name=f"第{n}社区", kind=PlaceKind.COMMUNITY, parent_id=towns[n % 10].id, made_at=now)
            for n in range(100)
        ]
        first = date(clock.today().year, 1, 1)
        edition = Edition(
            campaign_id=campaign.id, year=first.year, first_day=first, last_day=first + timedelta(days=60)
        )
        members = [
            Membership(person_id=each.id, team_id=teams[0].id, first_day=date(2020, 1, 1)) for each in people[:2]
        ]
        session.add_all(
            [*places, edition, *members, FeedToken(person_id=people[0].id, made_at=now, last_fetched_at=now)]
        )
        session.flush()
        self.teams, self.people = [each.id for each in teams], [each.id for each in people]
        self.places, self.materials = [each.id for each in places], [each.id for each in materials]
        self.edition = edition.id

    def _event(self, number: int, day: date) -> dict[str, Any]:
        starts_at = clock.instant(datetime.combine(day, time(8 + number % 9)))
        return {
            "id": new_id(),
            "title": f"社会保障政策进社区宣传咨询活动（第{number}场）",
            "track": Track.PUBLIC,
            "status": Status.PLANNED,
            "lead_team_id": self.teams[number % 3],
            "place_id": self.places[number % 100],
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2),
            "day": day,
            "partners": "县司法局、县总工会" if number % 4 == 0 else None,
            "made_at": clock.now(),
            "changed_at": clock.now(),
        }

    def _of(self, rows: Sequence[dict[str, Any]]) -> dict[type[Base], list[dict[str, Any]]]:
        numbered = list(enumerate(row["id"] for row in rows))
        return {
            Assignment: [
                {"event_id": id, "person_id": self.people[(number + more) % 40], "duty": Duty.DESK}
                for number, id in numbered
                for more in (0, 7)
            ],
            JoiningTeam: [
                {"event_id": row["id"], "team_id": next(team for team in self.teams if team != row["lead_team_id"])}
                for row in rows[::5]
            ],
            CampaignTag: [{"event_id": id, "edition_id": self.edition} for number, id in numbered if number % 2],
            PlannedItem: [
                {"event_id": id, "item_id": self.materials[number % 10], "quantity": 300} for number, id in numbered
            ],
        }


def new_app(folder: Path, url: str | None = None) -> Flask:
    """The product with its files in `folder`, and its tables in the empty database at `url`, else there too."""
    url = url or f"sqlite:///{folder / 'bench.db'}"
    settings = Settings(url, secrets.token_hex(16), "Asia/Shanghai", "zh", None, folder)
    app: Flask = create_app(settings, testing=True)
    with app.app_context():
        db.create_all()
        command.stamp(app.extensions["migrate"].migrate.get_config(), "head")  # another process may serve it
    return app


@contextmanager
def world(url: str | None = None) -> Iterator[World]:
    """A world on the empty database at `url`, or else in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="outreach-bench-", ignore_cleanup_errors=True) as folder:
        made = World(new_app(Path(folder), url))
        yield made
        with made.app.app_context():
            db.engine.dispose()


def _parts(days: Sequence[date]) -> Iterator[Sequence[tuple[int, date]]]:
    numbered = list(enumerate(days))
    return (numbered[at : at + BATCH] for at in range(0, len(numbered), BATCH))
