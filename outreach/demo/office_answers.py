"""The office's standard answers, each written down on the day on which it was held against its law."""

from datetime import datetime

from sqlalchemy import select

from outreach import clock
from outreach.answers.actions import AnswerFacts, add_answer
from outreach.db import db
from outreach.demo.content.answers import ANSWERS, MORE_LAWS
from outreach.demo.happenings import instant
from outreach.demo.lists import Lists
from outreach.laws.actions import LawFacts, add_law
from outreach.laws.models import Law
from outreach.materials.founding import TOPICS
from outreach.materials.rules import CountKind

_TEAMS = {topic.code: team for team, topics in TOPICS.items() for topic in topics}


def write_answers(lists: Lists, *, founded: datetime, now: datetime) -> None:
    """Write the answers, and the laws that only they name. None was held against its law in a time to come."""
    clerk, today = lists.people["clerk"], clock.local_day(now)
    laws = {law.title: law.id for law in db.session.scalars(select(Law))}
    for title, (first, last) in MORE_LAWS.items():
        if title not in laws:
            laws[title] = add_law(facts=LawFacts(title, None, first, last), by=clerk, now=founded).id
    for number, said in enumerate(ANSWERS):
        as_of = min(said.as_of, today)
        law, article = said.law or (None, None)
        facts = AnswerFacts(
            question=said.question,
            text=said.text,
            team_id=lists.teams[_TEAMS[said.topic]],
            as_of=as_of,
            topic_id=lists.items[CountKind.CONSULTATION, said.topic],
            law_id=None if law is None else laws[law],
            article=article,
        )
        at = min(now, instant(as_of, f"{9 + number // 60}:{number % 60:02}"))
        add_answer(facts=facts, by=clerk, now=at)
