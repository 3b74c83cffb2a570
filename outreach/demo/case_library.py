"""The example's case library, and where each case was told: at events of the year, and in articles about them."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from outreach.cases.actions import CaseFacts, add_case
from outreach.cases.models import Case
from outreach.cases.telling import tell_at_event, tell_in_article
from outreach.db import db
from outreach.demo.content.cases import CASES, Told
from outreach.demo.happenings import Happening, instant
from outreach.demo.lists import Lists
from outreach.laws.models import Law
from outreach.media.models import Article
from outreach.schedule.models import Event


def write_cases(lists: Lists, *, founded: datetime) -> dict[str, Case]:
    """Write the cases as the clerk brought them in, most when the library began, and give them by their titles."""
    laws = {law.title: law.id for law in db.session.scalars(select(Law))}
    return {
        told.title: add_case(
            facts=_facts(told, lists, laws),
            by=lists.people["clerk"],
            now=founded if told.added is None else instant(told.added, "15:00"),
        )
        for told in CASES
    }


def tell_cases(cases: Mapping[str, Case], of_year: Iterable[tuple[Happening, Event]], lists: Lists) -> None:
    """Note where they were told."""
    held = {happening.title: (happening, event) for happening, event in of_year}
    named = {title for told in CASES for title in told.in_articles}
    articles = {each.title: each for each in db.session.scalars(select(Article).where(Article.title.in_(named)))}
    for told in CASES:
        case = cases[told.title]
        for title in told.at:
            happening, event = held[title]
            tell_at_event(case, event, by=lists.people[happening.counters[0]], now=event.ends_at)
        _in_articles(case, [articles[title] for title in told.in_articles if title in articles], lists)


def _in_articles(case: Case, articles: Iterable[Article], lists: Lists) -> None:
    for article in articles:
        tell_in_article(case, article, by=lists.people["clerk"], now=article.made_at)


def _facts(told: Told, lists: Lists, laws: dict[str, uuid.UUID]) -> CaseFacts:
    return CaseFacts(
        title=told.title,
        subject=told.subject,
        team_id=lists.teams[told.team],
        facts=told.facts,
        outcome=told.outcome,
        lesson=told.lesson,
        source=told.source,
        dispute=told.dispute,
        cost=told.cost,
        source_text=told.source_text,
        laws=[(laws[title], article) for title, article in told.laws],
    )
