"""The lists of the example bureau, written through the features, and each thing found by its name or code."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.demo.campaigns import editions_until
from outreach.demo.content.laws import LAWS
from outreach.demo.content.materials import ITEMS, Counted
from outreach.demo.content.people import ACCOUNTS, ADMIN, Account
from outreach.demo.content.places import INSIDE, WIDE
from outreach.laws.models import Law
from outreach.materials.models import Display, Group, Item, Material, Topic
from outreach.materials.rules import CountKind
from outreach.people.actions import add_person
from outreach.people.models import Person
from outreach.people.passwords import hash_password
from outreach.people.queries import person_by_username, teams
from outreach.people.rules import CapacitySpan, TeamSpan
from outreach.places.actions import add_place
from outreach.schedule.campaign_actions import add_edition, add_known_campaigns
from outreach.schedule.models import Campaign, Edition

_CLASSES: dict[CountKind, type[Item]] = {
    CountKind.HANDOUT: Material,
    CountKind.CONSULTATION: Topic,
    CountKind.ATTENDANCE: Group,
    CountKind.DISPLAY: Display,
}
#: Beside the items of the standard lists, which a new bureau may have had before.
_BEHIND = 100

Key = TypeVar("Key")


@dataclass(frozen=True)
class Lists:
    """The ids of all that the content names: teams by code, people by user name, laws by short title ..."""

    teams: Mapping[str, uuid.UUID]
    people: Mapping[str, Person]
    places: Mapping[str, uuid.UUID]
    items: Mapping[tuple[CountKind, str], uuid.UUID]
    laws: Mapping[str, uuid.UUID]
    editions: Mapping[tuple[str, int], Edition]


def write_lists(*, by: Person, now: datetime, password: str, last_year: int) -> Lists:
    """Write people, places, items, laws and the editions until `last_year`; what is there already is used."""
    team_ids = {team.code: team.id for team in teams()}
    return Lists(
        teams=team_ids,
        people=_write_people(team_ids, by=by, now=now, password=password),
        places=_write_places(by=by, now=now),
        items=_write_items(team_ids, by=by, now=now),
        laws=_write_laws(by=by, now=now),
        editions=_write_editions(last_year, by=by, now=now),
    )


def _write_people(team_ids: Mapping[str, uuid.UUID], *, by: Person, now: datetime, password: str) -> dict[str, Person]:
    people = {ADMIN.username: by}
    password_hash = hash_password(password)  # one for all: making it slow is its purpose
    for account in ACCOUNTS:
        person = person_by_username(account.username)
        if person is None:
            person = _write_person(account, team_ids, by=by, now=now)
            person.password_hash, person.has_demo_password = password_hash, True
        people[account.username] = person
    return people


def _write_person(account: Account, team_ids: Mapping[str, uuid.UUID], *, by: Person, now: datetime) -> Person:
    return add_person(
        username=account.username,
        name=account.name,
        role=account.role,
        teams=[TeamSpan(team_ids[code], first, last) for code, first, last in account.teams],
        capacities=[CapacitySpan(capacity, since) for capacity, since in account.offices],
        by=by,
        now=now,
    )


def _write_places(*, by: Person, now: datetime) -> dict[str, uuid.UUID]:
    places = {facts.name: add_place(facts=facts, by=by, now=now).id for facts in WIDE}
    for around, inside in INSIDE.items():
        for facts in inside:
            places[facts.name] = add_place(facts=replace(facts, parent_id=places[around]), by=by, now=now).id
    return places


def _write_items(
    team_ids: Mapping[str, uuid.UUID], *, by: Person, now: datetime
) -> dict[tuple[CountKind, str], uuid.UUID]:
    known = {(item.kind, item.code): item for item in db.session.scalars(select(Item))}
    items: dict[tuple[CountKind, str], Item] = {}
    for kind, counted in ITEMS.items():
        for position, each in enumerate(counted, start=_BEHIND):
            items[kind, each.code] = known.get((kind, each.code)) or _new_item(kind, each, position, team_ids)
    db.session.add_all(items.values())
    db.session.flush()
    record_act("items.added", by=by, now=now, count=len(items) - len(known.keys() & items.keys()))
    return {key: item.id for key, item in items.items()}


def _new_item(kind: CountKind, each: Counted, position: int, team_ids: Mapping[str, uuid.UUID]) -> Item:
    return _CLASSES[kind](
        kind=kind,
        code=each.code,
        name=each.name,
        name_en=each.name_en,
        unit=each.unit,
        position=position,
        counted_as=each.counted_as,
        bundle=each.bundle,
        team_id=None if each.team is None else team_ids[each.team],
        question=each.question,
    )


def _write_laws(*, by: Person, now: datetime) -> dict[str, uuid.UUID]:
    known = {law.title: law for law in db.session.scalars(select(Law))}
    laws = {
        short: known.get(title) or Law(title=title, short_title=short, in_force_from=since)
        for short, (title, since) in LAWS.items()
    }
    db.session.add_all(laws.values())
    db.session.flush()
    record_act("laws.added", by=by, now=now, count=sum(law.title not in known for law in laws.values()))
    return {short: law.id for short, law in laws.items()}


def _write_editions(last_year: int, *, by: Person, now: datetime) -> dict[tuple[str, int], Edition]:
    add_known_campaigns(now=now, by=by)
    campaigns = {campaign.code: campaign for campaign in db.session.scalars(select(Campaign))}
    known = {(each.campaign.code, each.year): each for each in db.session.scalars(select(Edition))}
    return {
        (code, year): known.get((code, year))
        or add_edition(campaigns[code], year=year, first_day=first, last_day=last, by=by, now=now)
        for (code, year), (first, last) in editions_until(last_year).items()
    }
