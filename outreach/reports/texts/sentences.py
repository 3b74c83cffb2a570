"""The sentences that texts of the report are made of, as this program brings them; a bureau may write its own.

A sentence is a pattern (`rules.written`): each line is a choice, the first whose facts are known is taken; what stands
in brackets falls away by itself. Facts stand in braces: words of the text around (`FACTS`) and numbers by their names
(`naming`), which stay in the text as slots. All of it is Chinese, whatever the language of the page.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.documents.texts import Level
from outreach.reports.texts.rules import Kind


class Of(StrEnum):
    """What a sentence tells of: it stands once, or once for each team or campaign that has something to tell."""

    WHOLE = "whole"
    TEAM = "team"
    CAMPAIGN = "campaign"


_SUMMARIES = frozenset({Kind.QUARTER, Kind.MONTH, Kind.OWN})
_EDITIONS = frozenset({Kind.EDITION})
_WEEK = frozenset({Kind.CONSTITUTION_WEEK})
_PERIODS = _SUMMARIES | {Kind.YEAR}
EVERY_KIND = frozenset(Kind)


@dataclass(frozen=True)
class Sentence:
    """One sentence. `runs_on`: it goes on in the paragraph before it; `kinds`: the texts in which it stands."""

    key: str
    label: Any
    pattern: str
    level: Level = Level.BODY
    of: Of = Of.WHOLE
    kinds: frozenset[Kind] = EVERY_KIND
    runs_on: bool = False


#: What the words in braces stand for that are no numbers.
FACTS: dict[str, Any] = {
    "单位": _("the bureau's name"),
    "主送": _("whom the report is sent to, by the bureau's name"),
    "年份": _("the year"),
    "时段": _("the days in words: 2025年, 2025年第一季度, 2025年3月"),
    "日期": _("the day on which the text is made"),
    "普法分队": _("the teams that held events, and how many they are"),
    "主题活动": _("the campaigns by name, those with the most events first"),
    "场所": _("the kinds of place at which public events were held"),
    "法律法规": _("the laws that were explained most often"),
    "其他资料": _("what was handed out in other units, number by number"),
    "分队名": _("in a team's sentence: the team"),
    "主题名": _("in a campaign's sentence: the campaign"),
    "主题": _("in a campaign's summary: the campaign"),
    "起止": _("in a campaign's summary: its first and last day"),
}

SENTENCES: tuple[Sentence, ...] = (
    Sentence(
        "title.year", _("Title"), "{单位}关于{时段}普法宣传工作情况的报告", Level.TITLE, kinds=frozenset({Kind.YEAR})
    ),
    Sentence("title.summary", _("Title"), "{单位}{时段}普法宣传工作小结", Level.TITLE, kinds=_SUMMARIES),
    Sentence("title.edition", _("Title"), "{单位}{年份}年“{主题}”活动总结", Level.TITLE, kinds=_EDITIONS),
    Sentence("title.constitution_week", _("Title"), "{单位}{年份}年{主题}活动总结", Level.TITLE, kinds=_WEEK),
    Sentence("addressee", _("Addressee"), "{主送}：", Level.ADDRESSEE, kinds=frozenset({Kind.YEAR})),
    Sentence(
        "lead.year",
        _("Opening"),
        "{时段}，我局认真落实“谁执法谁普法”普法责任制，组织{普法分队}，线上线下同步开展普法宣传。现将有关情况报告如下：\n"
        "{时段}，我局认真落实“谁执法谁普法”普法责任制，线上线下同步开展普法宣传。现将有关情况报告如下：",
        kinds=frozenset({Kind.YEAR}),
    ),
    Sentence(
        "lead.summary",
        _("Opening"),
        "{时段}，我局组织{普法分队}，线上线下同步开展普法宣传。现将有关情况小结如下：\n"
        "{时段}，我局线上线下同步开展普法宣传。现将有关情况小结如下：",
        kinds=_SUMMARIES,
    ),
    Sentence(
        "lead.edition",
        _("Opening"),
        "“{主题}”期间（{起止}），我局组织{普法分队}开展专题普法宣传。现将有关情况总结如下：\n"
        "“{主题}”期间（{起止}），我局开展专题普法宣传。现将有关情况总结如下：",
        kinds=_EDITIONS,
    ),
    Sentence(
        "lead.constitution_week",
        _("Opening"),
        "{年份}年{主题}期间（{起止}），我局组织{普法分队}，以学习宣传宪法为主线，集中开展普法宣传。现将有关情况总结如下：\n"
        "{年份}年{主题}期间（{起止}），我局以学习宣传宪法为主线，集中开展普法宣传。现将有关情况总结如下：",
        kinds=_WEEK,
    ),
    Sentence("online.heading", _("Heading: online"), "线上宣传", Level.HEADING),
    Sentence(
        "online.published",
        _("What appeared online"),
        "共发布[普法稿件{稿件}、][公众号普法推文{推文}、][普法短视频{视频}、][电子屏宣传内容{电子屏}、]。",
    ),
    Sentence(
        "online.views",
        _("Views, with scope and metric"),
        "自有账号和留有佐证的刊发媒体上，阅读、播放量{阅读播放}（按次数计）。\n"
        "自有账号和留有佐证的刊发媒体上，阅读人数{阅读人数}（逐篇相加，未去重）。",
        runs_on=True,
    ),
    Sentence(
        "online.hotline",
        _("Hotline, typed by hand"),
        "办理12345、12333热线工单{typed_hotline}。",
        kinds=frozenset({Kind.YEAR}),
    ),
    Sentence("public.heading", _("Heading: on the spot"), "集中宣传", Level.HEADING),
    Sentence(
        "public.whole",
        _("Public events"),
        "围绕{主题活动}等主题，深入{场所}，开展集中宣传活动{集中宣传}。\n"
        "深入{场所}，开展集中宣传活动{集中宣传}。\n开展集中宣传活动{集中宣传}。",
    ),
    Sentence("public.laws", _("Laws explained"), "重点宣讲{法律法规}等法律法规。", runs_on=True),
    Sentence(
        "public.reached",
        _("Handouts and consultations of all events"),
        "线下活动（含送法入企和培训）累计[发放宣传资料{发放资料}，][另发放其他宣传品{其他资料}，]"
        "[接受群众咨询{咨询}，][宣讲受众{受众}，]。",
        runs_on=True,
    ),
    Sentence(
        "team.each",
        _("A team's sentence"),
        "{分队名}[开展集中宣传{集中宣传}，][送法入企{送法入企}，][举办培训{培训}，][发放宣传资料{发放资料}，]"
        "[另发放其他宣传品{其他资料}，][接受咨询{咨询}，]。",
        of=Of.TEAM,
    ),
    Sentence(
        "campaign.each",
        _("A campaign's sentence"),
        "“{主题名}”[开展集中宣传{集中宣传}，][发放宣传资料{发放资料}，][接受咨询{咨询}，]。",
        of=Of.CAMPAIGN,
        kinds=_PERIODS,
    ),
    Sentence("enterprise.heading", _("Heading: law to enterprises"), "送法入企", Level.HEADING),
    Sentence(
        "enterprise.whole",
        _("Law to enterprises"),
        "开展送法入企{送法入企}，走访企业{走访企业}[、{走访企业家次}][，发放宣传资料{送法入企·发放资料}]"
        "[，解答咨询{送法入企·咨询}]。送法入企与集中宣传分别统计，互不包含。\n"
        "开展送法入企{送法入企}。送法入企与集中宣传分别统计，互不包含。",
    ),
    Sentence(
        "enterprise.check_ups",
        _("Legal check-ups and orders of companies"),
        "把普法嵌入企业用工管理，开展法律体检{法律体检}[，发现用工风险{发现风险}（含回访时仍未整改的）][，督促整改{督促整改}]"
        "[；受理企业点单{受理点单}][，5个工作日内答复{按时答复点单}]。\n"
        "受理企业点单{受理点单}[，5个工作日内答复{按时答复点单}]。",
        runs_on=True,
    ),
    Sentence("training.heading", _("Heading: training and study"), "培训和内部学法", Level.HEADING),
    Sentence(
        "training.whole",
        _("Trainings"),
        "举办普法培训{培训}，参训{培训·受众}。\n举办普法培训{培训}。",
    ),
    Sentence("training.internal", _("Own staff's study"), "组织干部职工内部学法{内部学法}。", runs_on=True),
    Sentence(
        "training.study",
        _("Study sessions and exam, typed by hand"),
        "局党组理论学习中心组和全体职工集体学法{typed_study_sessions}[，组织法律知识考试，应考{typed_law_exam;part=enrolled}，"
        "参考{typed_law_exam;part=sat}，合格{typed_law_exam;part=passed}]。\n"
        "局党组理论学习中心组和全体职工集体学法{typed_study_sessions}。",
        kinds=frozenset({Kind.YEAR}),
        runs_on=True,
    ),
    Sentence("signature", _("Signature"), "{单位}", Level.SIGNATURE),
    Sentence("date", _("Date"), "{日期}", Level.DATE),
)
BY_KEY: dict[str, Sentence] = {each.key: each for each in SENTENCES}

#: Said before and behind the sentences of campaigns, which are one paragraph.
CAMPAIGNS_BEGIN, CAMPAIGNS_END = "分主题看，", "同一活动服务多个主题的，分别计入各自主题，不相加。"
MOST_CAMPAIGNS, MOST_LAWS, MOST_PLACES = 6, 5, 6
NUMERALS = "零一二三四五六七八九十"
