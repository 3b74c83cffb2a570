"""Pairs of characters, what is asked, what a text holds of it."""

import json
from pathlib import Path

import pytest

from outreach.fulltext.rules import Part, asked, grams_in, held, rarity, weighed
from outreach.fulltext.snippets import marked, snippet
from outreach.fulltext.terms import NOISE, SYNONYMS

#: The phone's script is held by the same table.
TABLE = json.loads(Path(__file__).with_name("grams.json").read_text("utf-8"))
TITLE = "未订立书面劳动合同支付二倍工资案"
TEXT = "李某入职某公司八个月，公司未与其订立书面劳动合同。仲裁委裁决支付二倍工资差额４.４万元。"


@pytest.mark.parametrize("row", TABLE["texts"], ids=lambda row: row["text"])
def test_a_text_is_cut_into_pairs(row):
    assert list(grams_in(row["text"])) == row["grams"]


@pytest.mark.parametrize("row", TABLE["questions"], ids=lambda row: row["question"])
def test_a_question_is_taken_apart(row):
    assert [[part.size, part.wordings[0].text] for part in asked(row["question"])] == row["parts"]


def share(question: str, title: str = TITLE, text: str = TEXT) -> float:
    parts, weights = asked(question), weighed(title, text=(text,))
    return held(parts, weights, dict.fromkeys(grams_of(parts), 1.0)).share


def grams_of(parts: tuple[Part, ...]) -> set[str]:
    return {gram for part in parts for wording in part.wordings for gram in wording.grams}


@pytest.mark.parametrize(
    ("question", "is_answer"),
    [
        ("双倍工资", True),
        ("未签合同", True),
        ("公司没签合同双倍工资怎么算", True),
        ("书面劳动合同", True),
        ("二倍 差额", True),
        ("工伤认定", False),
        ("劳动能力鉴定", False),
        ("双倍工资 工伤认定 停工留薪期", False),
        ("案", True),  # a single character is found in titles
        ("李", False),
    ],
)
def test_only_what_holds_most_of_the_question_is_an_answer(question, is_answer):
    assert (share(question) >= 0.599) is is_answer


@pytest.mark.parametrize("row", TABLE["held"], ids=lambda row: f"{row['question']} {row['text']}")
def test_a_term_is_held_by_three_quarters_of_one_wording(row):
    assert (share(row["question"], row["title"], row["text"]) >= 0.599) is row["is_answer"]


def test_a_title_says_more_than_a_text():
    parts = asked("工伤认定")
    rarities = dict.fromkeys(grams_of(parts), 1.0)
    in_title = held(parts, weighed("工伤认定", text=("某公司",)), rarities)
    in_text = held(parts, weighed("某公司", text=("工伤认定",)), rarities)
    assert in_title.share == in_text.share == 1 and in_title.score > in_text.score


def test_what_few_texts_hold_counts_more():
    assert rarity(0, 100) == 20 > rarity(5, 100) == 10 > rarity(100, 100) > 0
    assert rarity(0, 0) == 20


def test_what_was_found_is_marked_in_all_its_wordings():
    parts = asked("双倍工资 4.4")
    assert "<mark>二倍工资</mark>差额<mark>４</mark>.<mark>４</mark>万元" in marked(TEXT, parts)
    assert marked("<b>二倍工资", parts) == "&lt;b&gt;<mark>二倍工资</mark>"


def test_a_snippet_shows_where_it_stands():
    text = "甲" * 300 + "支付二倍工资差额" + "乙" * 300
    shown = snippet(text, asked("双倍工资"), 40)
    assert shown.startswith("…甲") and "<mark>二倍工资</mark>" in shown and shown.endswith("乙…")
    assert len(shown) == 40 + len("……<mark></mark>")
    assert snippet(text, asked("工伤"), 5) == "甲甲甲甲甲…"
    assert snippet("", asked("工伤")) == ""


def test_the_terms_are_written_as_they_are_compared():
    terms = [term for group in SYNONYMS for term in group]
    assert len(terms) == len(set(terms)) and not set(terms) & set(NOISE)
    assert all(len(list(grams_in(group[0]))) == len(group[0]) - 1 for group in SYNONYMS), "the first is all Chinese"
    assert all(term == term.lower() and " " not in term for term in terms)
