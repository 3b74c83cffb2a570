"""The sentences that a brief is drafted from, to be edited here.

A part is a row of choices. Of each choice the first sentence stands whose facts, the words in braces, are all known;
where none is, nothing stands. So a sentence that needs a fact is written before one that does without it. Numbers come
as facts too: what is put in is a slot, never digits. All of it is Chinese, whatever the language of the page.
"""

from collections.abc import Mapping, Sequence
from string import Formatter

from outreach.reports.briefs.rules import Field
from outreach.schedule.rules import Form, Standing, Track

Choice = tuple[str, ...]

HEADLINE: dict[Track, Choice] = {
    Track.PUBLIC: (
        "走进{place}　开展“{campaign}”活动",
        "走进{place}　宣讲{first_law}",
        "走进{place}　开展{subject}普法宣传",
    ),
    Track.ENTERPRISE: (
        "送法进{place}　宣讲{first_law}",
        "送法进{place}　开展{subject}普法服务",
    ),
    Track.TRAINING: ("{place}举办“{title}”",),
    Track.INTERNAL: ("组织开展“{title}”学习",),
}

_HOSTS: dict[Standing, Choice] = {
    Standing.HOST: ("{bureau}{team}联合{partners}", "{bureau}{team}"),
    Standing.CO_HOST: ("{bureau}{team}与{partners}共同", "{bureau}{team}与有关单位共同"),
    Standing.INVITED: ("{bureau}{team}应{partners}邀请", "{bureau}{team}应邀"),
}
_HAPPENED: dict[Standing, str] = {
    Standing.HOST: "在{place}开展“{title}”活动。",
    Standing.CO_HOST: "在{place}举办“{title}”活动。",
    Standing.INVITED: "参加在{place}举办的“{title}”活动。",
}


def opening(standing: Standing) -> tuple[Choice, ...]:
    """导语: when, on what occasion, who with whom, where, what."""
    return (
        ("{day}，",),
        ("围绕“{campaign}”，",),
        _HOSTS[standing],
        (_HAPPENED[standing],),
        ("{joining}一同参加。",),
    )


#: 做法: in which forms, what was explained, about what people asked, with which materials and displays.
DOING: tuple[Choice, ...] = (
    ("活动中，工作人员以{forms}，", "活动中，工作人员"),
    ("重点宣讲{laws}，", "宣讲{subject}政策法规，"),
    ("围绕{topics}答疑解惑，",),
    ("发放{materials}，",),
    ("现场{displays}，",),
)
#: 成效: only what the ledger says. The clauses are joined by commas.
OUTCOME: tuple[Choice, ...] = (
    ("发放宣传资料{handouts}、{other_handouts}", "发放宣传资料{handouts}", "发放{other_handouts}"),
    ("接受咨询{consultations}（其中{by_topic}）", "接受咨询{consultations}"),
    ("{audience}{attendance}",),
    ("{displayed}",),
)
OUTCOME_BEGINS = "据现场登记，本次活动"
#: 下一步: what is owed, and what is planned next.
NEXT: tuple[Choice, ...] = (
    ("下一步，",),
    ("对{owed}逐一跟进答复，",),
    ("于{next_day}在{next_place}开展“{next_title}”活动，",),
    ("继续把{subject}政策法规送到群众身边。",),
)

FORMS: dict[Form, str] = {
    Form.TALK: "集中宣讲",
    Form.CASES: "以案释法",
    Form.ON_SITE: "现场办公",
    Form.DESK: "设台咨询",
    Form.HANDOUT: "发放资料",
    Form.CHECK_UP: "法律体检",
    Form.ON_DEMAND: "点单宣讲",
    Form.LECTURE: "专题讲座",
    Form.QUIZ: "知识问答",
}
AUDIENCE: dict[Track, str] = {
    Track.PUBLIC: "现场受众",
    Track.ENTERPRISE: "企业职工参加",
    Track.TRAINING: "参训",
    Track.INTERNAL: "参加学习",
}
#: What one does with a display, by its unit.
PUT_UP = {"条": "悬挂", "幅": "悬挂", "块": "摆放", "面": "布置", "辆": "出动"}
PUT_UP_OTHERWISE = "布置"
OWED = "现场未能当场答复的问题"
OTHER_MATERIALS = "其他资料"
MOST_NAMED = 3
#: Between titles in marks no comma stands (GB/T 15834).
_MARKS = "》”"


def written(choices: Sequence[Choice], facts: Mapping[str, str], *, between: str = "") -> str:
    """The sentences whose facts are known, one of each choice, joined."""
    return between.join(filter(None, (_first(choice, facts) for choice in choices)))


def ended(text: str) -> str:
    """The text with a full stop at its end, "" where there is none."""
    text = text.rstrip("，；")
    return text if not text or text.endswith("。") else f"{text}。"


def enumerated(words: Sequence[str], more: str, one: str = "") -> str:
    """A、B等… of several words, of which a few are named; one alone with `one` behind it, "" of none."""
    if not words:
        return ""
    named = ("" if words[0][-1] in _MARKS else "、").join(words[:MOST_NAMED])
    return f"{named}{one}" if len(words) == 1 else f"{named}等{more}"


def draft(
    *, track: Track, standing: Standing, headline: Mapping[str, str], facts: Mapping[str, str]
) -> dict[Field, str]:
    """The headline and the four parts, from the facts; those of the headline may be shorter."""
    outcome = written(OUTCOME, facts, between="，")
    return {
        Field.HEADLINE: _first(HEADLINE[track], headline),
        Field.OPENING: ended(written(opening(standing), facts)),
        Field.DOING: ended(written(DOING, facts)),
        Field.OUTCOME: ended(OUTCOME_BEGINS + outcome) if outcome else "",
        Field.NEXT: ended(written(NEXT, facts)),
    }


def _first(choice: Choice, facts: Mapping[str, str]) -> str:
    for sentence in choice:
        if all(facts.get(name) for _text, name, _format, _conversion in Formatter().parse(sentence) if name):
            return sentence.format_map(facts)
    return ""
