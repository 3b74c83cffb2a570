"""The lists of the example bureau, written through the features, and each thing found by its name or code."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from outreach.db import db
from outreach.demo.campaigns import editions_until
from outreach.demo.content.laws import LAWS
from outreach.demo.content.materials import MATERIALS
from outreach.demo.content.notices import EXPLAINED, NOTICES
from outreach.demo.content.people import ACCOUNTS, ADMIN, Account
from outreach.demo.content.places import INSIDE, WIDE
from outreach.demo.content.positions import POSITIONS
from outreach.laws.actions import LawFacts, add_law
from outreach.laws.models import Law
from outreach.materials.actions import add_item
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.actions import add_person
from outreach.people.models import Person
from outreach.people.passwords import hash_password
from outreach.people.queries import person_by_username, teams
from outreach.people.rules import CapacitySpan, TeamSpan
from outreach.places.actions import PlaceFacts, add_place
from outreach.schedule.campaigns.actions import add_known_campaigns, change_campaign
from outreach.schedule.campaigns.edition_actions import add_edition
from outreach.schedule.models import Campaign, Edition


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
    """Write people, places, items, laws and the editions until `last_year`; what is there already is used.

    The days of `last_year` are not confirmed by its notices yet.
    """
    team_ids, laws = {team.code: team.id for team in teams()}, _write_laws(by=by, now=now)
    return Lists(
        teams=team_ids,
        people=_write_people(team_ids, by=by, now=now, password=password),
        places=_write_places(by=by, now=now),
        items=_write_items(by=by, now=now),
        laws=laws,
        editions=_write_editions(last_year, laws, by=by, now=now),
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
    places: dict[str, uuid.UUID] = {}
    wide: list[tuple[str | None, tuple[PlaceFacts, ...]]] = [(None, WIDE)]
    for around, inside in [*wide, *INSIDE.items()]:
        for facts in inside:
            latitude, longitude = POSITIONS[facts.name]
            parent_id = None if around is None else places[around]
            known = replace(facts, parent_id=parent_id, latitude=latitude, longitude=longitude)
            places[facts.name] = add_place(facts=known, by=by, now=now).id
    return places


def _write_items(*, by: Person, now: datetime) -> dict[tuple[CountKind, str], uuid.UUID]:
    """The materials; topics, groups and displays are those of every new bureau."""
    items = {(item.kind, item.code): item.id for item in db.session.scalars(select(Item))}
    for code, facts in MATERIALS.items():
        key = CountKind.HANDOUT, code
        if key not in items:
            items[key] = add_item(kind=key[0], facts=facts, code=code, by=by, now=now, same_name_is_meant=True).id
    return items


def _write_laws(*, by: Person, now: datetime) -> dict[str, uuid.UUID]:
    known = {law.title: law for law in db.session.scalars(select(Law))}
    laws = {
        short: known.get(title) or add_law(facts=LawFacts(title, short, in_force_from=since), by=by, now=now)
        for short, (title, since) in LAWS.items()
    }
    return {short: law.id for short, law in laws.items()}


def _write_editions(
    last_year: int, laws: Mapping[str, uuid.UUID], *, by: Person, now: datetime
) -> dict[tuple[str, int], Edition]:
    add_known_campaigns(now=now, by=by)
    campaigns = {campaign.code: campaign for campaign in db.session.scalars(select(Campaign))}
    for code, titles in EXPLAINED.items():
        _explain(campaigns[code], law_ids=[laws[short] for short in titles], by=by, now=now)
    known = {(each.campaign.code, each.year): each for each in db.session.scalars(select(Edition))}
    return {
        (code, year): known.get((code, year))
        or add_edition(
            campaigns[code],
            year=year,
            first_day=first,
            last_day=last,
            is_proposed=year == last_year,
            document=NOTICES[code].format(year=year) if code in NOTICES and year < last_year else None,
            by=by,
            now=now,
        )
        for (code, year), (first, last) in editions_until(last_year).items()
    }


def _explain(campaign: Campaign, *, law_ids: Sequence[uuid.UUID], by: Person, now: datetime) -> None:
    change_campaign(
        campaign,
        name=campaign.name,
        name_en=campaign.name_en,
        aliases=campaign.aliases,
        recurrence=campaign.recurrence,
        law_ids=law_ids,
        by=by,
        now=now,
    )
