"""Sentences whose facts may be missing, and drafts with slots."""

import pytest

from outreach.documents.texts import Level
from outreach.reports.texts.rules import Block, Draft, choices_of, facts_in, filled, tidy, written

PATTERN = "发布[稿件{稿件}、][推文{推文}、][视频{视频}、]。"


@pytest.mark.parametrize(
    ("pattern", "known", "said"),
    [
        ("发布稿件{稿件}。", {"稿件"}, "发布稿件{稿件}。"),
        ("发布稿件{稿件}。", set(), ""),
        ("围绕{主题}，开展{次数}。\n开展{次数}。", {"次数"}, "开展{次数}。"),
        (PATTERN, {"稿件", "推文", "视频"}, "发布稿件{稿件}、推文{推文}、视频{视频}。"),
        (PATTERN, {"推文"}, "发布推文{推文}。"),
        (PATTERN, set(), ""),
        ("累计[发放{资料}，][咨询{咨询}，]。", {"资料"}, "累计发放{资料}。"),
        ("走访{企业}[，发放{资料}]。\n走访{企业}。", {"企业"}, "走访{企业}。"),
        ("没有数的一句。", set(), "没有数的一句。"),
    ],
)
def test_a_sentence_stands_with_the_facts_that_are_known(pattern: str, known: set[str], said: str) -> None:
    assert written(choices_of(pattern), known.__contains__) == said


def test_facts_are_put_in_and_other_names_stay_slots() -> None:
    assert filled("{单位}发放{发放资料}", {"单位": "某局"}) == "某局发放{发放资料}"
    assert facts_in("{ 单位 }发放{发放资料}、{单位}") == ["单位", "发放资料"]


def test_a_draft_is_kept_without_empty_paragraphs_and_unused_slots() -> None:
    blocks = (Block(Level.BODY, "  发放｛资料｝。 "), Block(Level.BODY, "   "))
    draft = tidy(Draft(" 题目 ", blocks, {"资料": "handouts", "咨询": "consultations"}, frozenset({"资料", "咨询"})))
    assert draft == Draft("题目", (Block(Level.BODY, "发放{资料}。"),), {"资料": "handouts"}, frozenset({"资料"}))
    assert draft.names == ["资料"]
