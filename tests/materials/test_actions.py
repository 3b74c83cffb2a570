"""Items added, changed as long as nothing was counted, ordered, retired; the standard lists."""

from typing import Any

import pytest
from flask import Flask

from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Conflict, Invalid, Question
from outreach.materials import actions, queries
from outreach.materials.actions import ItemFacts
from outreach.materials.founding import add_standard_items
from outreach.materials.models import Item
from outreach.materials.rules import CountKind, QuestionKind
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import NOW, make_event, make_material, make_person, make_tally, make_team

HANDOUT = CountKind.HANDOUT


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    return make_person(Role.CLERK)


def add(by: Person, name: str, kind: CountKind = HANDOUT, code: str = "", **facts: Any) -> Item:
    with transaction():
        return actions.add_item(kind=kind, facts=ItemFacts(name, **facts), code=code, by=db.session.merge(by), now=NOW)


def change(by: Person, item: Item, **facts: Any) -> None:
    with transaction():
        here = queries.item(item.id, lock=True)
        actions.change_item(item=here, facts=ItemFacts(**facts), by=db.session.merge(by), now=NOW)


def in_use(kind: CountKind) -> list[Item]:
    """What can be counted, in the bureau's order."""
    return list(db.session.scalars(queries.items_matching(kind)))


def test_each_kind_keeps_only_its_own_fields(clerk: Person) -> None:
    team = make_team("pension")
    everything = {"unit": "册", "counts_as_copies": True, "bundle": 50, "team_id": team.id}
    book = add(clerk, "手册", **everything)
    assert (book.code, book.unit, book.counted_as, book.bundle, book.team_id) == ("m1", "册", "份", 50, None)
    topic = add(clerk, "转移接续", CountKind.CONSULTATION, question=QuestionKind.HOW_TO, **everything)
    assert (topic.unit, topic.bundle, topic.team_id, topic.question) == ("人次", None, team.id, QuestionKind.HOW_TO)
    assert add(clerk, "展板", CountKind.DISPLAY, unit="块").unit == "块"


def test_wrong_facts_are_refused_and_twins_asked_about(clerk: Person) -> None:
    add(clerk, "手册", code="book")
    for facts in (
        {"name": ""},
        {"name": "甲", "unit": "3份"},
        {"name": "甲", "bundle": 0},
        {"name": "甲", "code": "book"},
    ):
        with pytest.raises(Invalid):
            add(clerk, **facts)  # type: ignore[arg-type]
    with pytest.raises(Question):
        add(clerk, "手册")


def test_the_unit_is_frozen_once_a_line_counts_it(clerk: Person) -> None:
    book = make_material(name="手册", unit="册")
    change(clerk, book, name="手册", unit="本", counts_as_copies=True)
    told = {each.field: (each.old, each.new, each.moves_figure) for each in changes_of(book)}
    assert told == {"unit": ("册", "本", True), "counted_as": (None, "份", True)}
    make_tally(make_event(), 10, item_id=book.id)
    with pytest.raises(Conflict) as refused:
        change(clerk, book, name="手册", unit="册")
    assert refused.value.field == "unit"
    change(clerk, book, name="手册（新版）", unit="本", counts_as_copies=False)
    assert queries.item(book.id).counted_as is None


def test_the_order_is_the_bureaus_own(clerk: Person) -> None:
    items = [add(clerk, name) for name in "甲乙丙"]
    for item, steps in ((items[2], -1), (items[0], 1), (items[0], 99), (items[1], -99)):
        with transaction():
            here = queries.item(item.id, lock=True)
            actions.move_item(item=here, steps=steps, by=db.session.merge(clerk), now=NOW)
    assert [item.name for item in in_use(HANDOUT)] == ["乙", "丙", "甲"]


def test_a_retired_item_leaves_the_lists_and_can_come_back(clerk: Person) -> None:
    item = add(clerk, "手册")
    with transaction():
        actions.retire_item(item=queries.item(item.id), by=db.session.merge(clerk), now=NOW)
    assert in_use(HANDOUT) == [] and queries.counts_in_use()[HANDOUT] == 0
    with transaction():
        actions.bring_back_item(item=queries.item(item.id), by=db.session.merge(clerk), now=NOW)
    assert [each.name for each in in_use(HANDOUT)] == ["手册"]


def test_the_standard_lists_are_added_once_with_topics_of_the_teams_there_are(clerk: Person) -> None:
    make_team("pension")
    for _twice in range(2):
        with transaction():
            add_standard_items(now=NOW, by=db.session.merge(clerk))
    counts = queries.counts_in_use()
    assert counts[CountKind.ATTENDANCE] >= 6 and counts[CountKind.DISPLAY] == 3
    topics = in_use(CountKind.CONSULTATION)
    assert 4 <= len(topics) <= 6 and {topic.team.code for topic in topics if topic.team} == {"pension"}
