"""The slots of a brief, its words for numbers, and what its text may not say."""

from datetime import date

import pytest

from outreach.errors import Invalid
from outreach.reports.briefs.rules import (
    Field,
    Finding,
    Number,
    Step,
    Title,
    Trouble,
    approximate_in,
    check_typed,
    findings_in,
    printed,
    steps_between,
)

DAY = date(2025, 3, 4)
LAWS = (
    Title("中华人民共和国劳动合同法", "劳动合同法", date(2008, 1, 1), None),
    Title("中华人民共和国法治宣传教育法", None, date(2025, 11, 1), None),
    Title("工伤保险条例", None, date(2004, 1, 1), None),
)


def found(text: str, materials: tuple[str, ...] = ()) -> list[tuple[Finding, str]]:
    findings = findings_in({Field.DOING: text}, laws=LAWS, materials=materials, day=DAY)
    return [(each.finding, each.words) for each in findings]


@pytest.mark.parametrize(
    ("value", "unit", "is_estimated", "is_exact", "words", "trouble"),
    [
        (None, "份", False, False, "—", Trouble.BLANK),
        (0, "份", False, False, "0份", None),
        (999, "份", False, False, "999份", None),
        (1234, "份", False, False, "1200余份", None),
        (1234, "份", False, True, "1234份", None),
        (1200, "份", False, False, "1200份", None),
        (1200, "份", True, False, "约1200份", None),
        (120, "人次", True, False, "约120人次", None),
        (1234, "人次", True, False, "1200余人次", None),
        (1234, "人次", True, True, "约1234人次", None),
        (123_456, "份", False, False, "超12万份", None),
    ],
)
def test_a_slot_prints_by_the_rule_of_words(
    value: int | None, unit: str, is_estimated: bool, is_exact: bool, words: str, trouble: Trouble | None
) -> None:
    number = Number("handouts", "发放资料", unit, value, is_estimated=is_estimated, is_exact=is_exact)
    assert (number.wording, number.trouble) == (words, trouble)
    assert printed("发放{发放资料}。", {"发放资料": number}) == f"发放{words}。"


def test_an_undecided_number_is_no_number_yet() -> None:
    assert Number("handouts", "发放资料", "份", 151, is_undecided=True).trouble is Trouble.UNDECIDED


def test_full_width_braces_and_unknown_names_are_told_apart() -> None:
    numbers = {"咨询": Number("consultations", "咨询", "人次", 12)}
    assert printed("接受咨询{咨询}，受众{受众}", numbers) == "接受咨询12人次，受众—"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("发放资料300余份", ["300余"]),
        ("发放３００多份", ["３００多"]),
        ("惠及1.5万余人", ["1.5万余"]),
        ("发放三百余份资料", ["三百余"]),
        ("数千余人次", ["数千余"]),
        ("接待群众近100人", ["近100"]),
        ("近百名群众到场", ["近百"]),
        ("超36万人次", ["超36"]),
        ("超过 500 人", ["超过 500"]),
        ("发放{发放资料}余", ["{发放资料}余"]),
        ("近｛咨询｝", ["近{咨询}"]),
    ],
)
def test_an_approximation_by_hand_is_found(text: str, typed: list[str]) -> None:
    assert approximate_in(text) == typed
    with pytest.raises(Invalid) as refused:
        check_typed({Field.OUTCOME: text})
    assert refused.value.field == "outcome" and refused.value.code == "typed_approximate"


@pytest.mark.parametrize(
    "text",
    [
        "近年来，许多群众",
        "多次前往，余下的资料",
        "十余年来坚持普法",
        "发放{发放资料}，接受咨询{咨询}",
        "3月4日上午9时，第12条",
        "超前谋划，近距离讲解",
        "多部门联合，2025年超额完成",
        "百余年来",
    ],
)
def test_words_that_only_look_so_are_left_alone(text: str) -> None:
    assert approximate_in(text) == []
    check_typed({Field.OUTCOME: text})


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("宣讲《劳动合同法》《中华人民共和国劳动合同法》", []),
        ("宣讲《劳动合同法规》", [(Finding.UNKNOWN_LAW, "劳动合同法规")]),
        ("宣讲《法治宣传教育法》", [(Finding.NOT_IN_FORCE, "法治宣传教育法")]),
        ("《工伤保险条例》（以下简称《条例》），《条例》规定", []),
        ("《条例》规定", [(Finding.UNKNOWN_LAW, "条例")]),
        ("请打13812345678", [(Finding.PERSONAL, "13812345678")]),
        ("身份证４３０６８１１９９００１０１１２３４", [(Finding.PERSONAL, "430681199001011234")]),
        ("咨询12333热线", []),
        ("各乡镇都到了", [(Finding.EACH, "各乡镇")]),
        ("各类资料、各项政策、各界群众", []),
        ("发放资料300份", [(Finding.TYPED_NUMBER, "300份")]),
        ("3月4日，第3期", []),
        ("另办结{}。", [(Finding.LEFT_OPEN, "另办结{}")]),
        ("走访｛｝家，发放{资料", [(Finding.LEFT_OPEN, "走访{}"), (Finding.LEFT_OPEN, "发放{")]),
        ("走访××家、XX户、＿＿人", [(Finding.LEFT_OPEN, each) for each in ("走访××", "XX", "＿＿")]),
        ("", [(Finding.EMPTY_PART, "")]),
    ],
)
def test_what_is_found_in_a_text(text: str, findings: list[tuple[Finding, str]]) -> None:
    assert found(text) == findings


def test_a_law_that_is_nearly_right_is_proposed() -> None:
    [finding] = findings_in({Field.DOING: "《劳动合同条例法》"}, laws=LAWS, materials=(), day=DAY)
    assert "劳动合同法" in finding.meant and not finding.is_warning


def test_a_material_may_be_quoted_like_a_law() -> None:
    assert found("发放《工伤保险折页》", materials=("工伤保险折页",)) == []


def test_two_versions_are_compared_clause_by_clause() -> None:
    steps = steps_between("上午，发放{资料}。", "上午，发放{资料}，天气好。")
    assert (Step.NEW, "，天气好") in steps
    assert "".join(words for step, words in steps if step is not Step.NEW) == "上午，发放{资料}。"
    assert "".join(words for step, words in steps if step is not Step.GONE) == "上午，发放{资料}，天气好。"
