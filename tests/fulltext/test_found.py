"""One statement finds what the rules say, on both databases."""

import random

import pytest
from flask import Flask

from outreach.cases.models import Case, CaseGram
from outreach.db import db
from outreach.db.inserting import insert_many
from outreach.fulltext.queries import found
from outreach.fulltext.rules import asked, held, rarity, weighed
from tests.making import make_case

QUESTIONS = ("双倍工资", "未签合同", "双倍工资 未签合同", "工资条", "公积金", "案", "2倍工资", "工伤认定期限", "12333")
WORDS = (
    "二倍工资",
    "未订立书面劳动合同",
    "工伤认定",
    "公积金",
    "期限",
    "的",
    "工资条",
    "12333",
    "劳动",
    "，",
    "案",
    "薪水",
)


def ranked(question: str) -> list[tuple[str, int]]:
    """Titles and scores, the best first."""
    hits = found(CaseGram, CaseGram.case_id, asked(question))
    statement = db.select(Case.title, hits.c.score).join(hits, hits.c.id == Case.id)
    return [tuple(row) for row in db.session.execute(statement.order_by(hits.c.score.desc(), Case.title))]


def test_the_words_of_the_street_find_the_words_of_the_law(app_context: Flask):
    make_case("加班工资争议案", facts="某公司拖欠加班工资。", outcome="支付加班工资。", lesson="依法支付。")
    make_case("试用期解除案", facts="某公司与王某订立书面劳动合同。", outcome="违法解除。", lesson="说明录用条件。")
    make_case()
    for question in ("双倍工资", "未签合同"):
        titles = [title for title, _score in ranked(question)]
        assert titles[0] == "未订立书面劳动合同支付二倍工资案"
        assert "加班工资争议案" not in titles
    assert ranked("工伤") == ranked("劳动能力鉴定") == []


@pytest.mark.parametrize("seed", range(3))
def test_the_statement_finds_what_the_rules_say(app_context: Flask, seed: int):
    chosen = random.Random(seed)
    made = {}
    for number in range(12):
        title, facts = ("".join(chosen.choices(WORDS, k=k)) for k in (3, 8))
        title += f"{number}号"
        made[title] = weighed(title, ("说",), (facts, "果"))
        make_case(title, facts=facts, outcome="果", lesson="说")
    for question in QUESTIONS:
        parts = asked(question)
        grams = {gram for part in parts for wording in part.wordings for gram in wording.grams}
        rarities = {gram: rarity(sum(gram in weights for weights in made.values()), len(made)) for gram in grams}
        expected = {title: held(parts, weights, rarities) for title, weights in made.items()}
        wanted = {title: each.score * 100 for title, each in expected.items() if each.is_enough}
        assert dict(ranked(question)) == pytest.approx(wanted, abs=1)


def test_no_table_is_read_through(app_context: Flask):
    made = make_case()
    insert_many(CaseGram, ("gram", "case_id", "weight"), ((f"g{number}", made.id, 1) for number in range(5_000)))
    db.session.execute(db.text("ANALYZE case_grams"))
    statement = found(CaseGram, CaseGram.case_id, asked("双倍工资 未签合同"))
    text = str(db.select(statement).compile(db.engine, compile_kwargs={"literal_binds": True}))
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        plan = "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}"))
        assert "SEARCH case_grams USING" in plan and "SCAN case_grams" not in plan
    else:
        plan = "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {text}"))
        assert "pk_case_grams" in plan and "Seq Scan on case_grams" not in plan
