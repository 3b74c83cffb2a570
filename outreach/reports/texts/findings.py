"""What is to be mended in a text before it is clean, each with the place where that is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from outreach.documents.texts import Trouble
from outreach.errors import Invalid
from outreach.reports.briefs.labels import said as said_word
from outreach.reports.briefs.queries import law_titles, materials_named
from outreach.reports.briefs.rules import Finding, Found, approximate_in, check_typed, findings_in, quoted_in
from outreach.reports.filters import Filters
from outreach.reports.texts.checks import (
    all_places_of,
    lacks_metric,
    lacks_scope,
    means_all_teams,
    merged_in,
    sentences_with,
)
from outreach.reports.texts.naming import word_of
from outreach.reports.texts.numbers import opened
from outreach.reports.texts.reached import places_left_out, teams_left_out
from outreach.reports.texts.rules import Draft

MOST_NAMED = 8
_VIEWS = {"views_people": True, "views_times": False}


@dataclass(frozen=True)
class Remark:
    """A sentence about some words of the paragraph `at` (0 the title), with the place where they are mended."""

    at: int
    said: str
    href: str | None = None
    is_warning: bool = False


def refused_in(draft: Draft, around: Filters) -> tuple[Trouble, ...]:
    """What keeps the text from being clean beside its slots."""
    return tuple(Trouble(each.said, each.href) for each in remarks_on(draft, around) if not each.is_warning)


def check_wording(draft: Draft) -> None:
    """Raise Invalid for what may not even be saved: 余 and its like typed beside a number, one number of two units."""
    texts = _texts(draft)
    check_typed({"title": draft.title})
    for at, block in enumerate(draft.blocks, 1):
        _check_block(at, block.text)
    for text in texts.values():
        for words in merged_in(text):
            why = _("“%(words)s”: one number has one unit. Give each unit a number of its own.", words=words)
            raise Invalid(why, code="merged_units")


def _check_block(at: int, text: str) -> None:
    typed = approximate_in(text)
    if typed:
        why = _(
            "Paragraph %(at)s, “%(words)s”: 余, 多, 近 and 超 beside a number are never typed. Put the cursor there "
            "and put in a number of the list, which is rounded by the rule, or type the exact number.",
            at=at,
            words="”、“".join(typed),
        )
        raise Invalid(why, field=f"text-{at}", code="typed_approximate")


def remarks_on(draft: Draft, around: Filters) -> list[Remark]:
    """All that is to be mended or looked at, in the order of the text."""
    texts = _texts(draft)
    quoted = quoted_in(texts.values())
    laws = law_titles() if quoted else []
    found = findings_in(texts, laws=laws, materials=materials_named(quoted), day=around.period.last)
    remarks = [remark for each in found for remark in _remark(each, around)]
    for at, text in texts.items():
        remarks += _on_views(at, text, draft)
        remarks += [Remark(at, _("“%(words)s”: one number has one unit.", words=words)) for words in merged_in(text)]
    if draft.blocks and not draft.names:
        why = _(
            "No number of this text comes from the ledger. If nothing of these days was logged yet, log it first and "
            "begin anew."
        )
        remarks.append(Remark(0, why, opened("reports.year", year=around.year), is_warning=True))
    return sorted(remarks, key=lambda remark: (remark.is_warning, remark.at))


def _texts(draft: Draft) -> dict[int, str]:
    return dict(enumerate([draft.title, *(block.text for block in draft.blocks)]))


def _remark(found: Found, around: Filters) -> Iterator[Remark]:
    if found.finding is Finding.EACH:
        yield from _on_each(found, around)
    elif found.finding is not Finding.EMPTY_PART:
        is_law = found.finding in (Finding.UNKNOWN_LAW, Finding.NOT_IN_FORCE)
        words = f"《{found.words}》" if is_law else f"“{found.words}”"
        said = f"{words}：{_said(found.finding)}"
        if found.meant:
            said += " " + _("Perhaps you mean:") + " " + "".join(f"《{name}》" for name in found.meant)
        yield Remark(found.field, said, opened("laws.index") if is_law else None, found.is_warning)


def _said(finding: Finding) -> str:
    if finding is Finding.NOT_IN_FORCE:
        return str(_("Was not in force on the last day that the text tells of."))
    return said_word(finding)


def _on_each(found: Found, around: Filters) -> Iterator[Remark]:
    """各 is a promise: it holds only where nobody was left out (rule of the count 13)."""
    kind = all_places_of(found.words)
    href = None
    if kind is not None:
        left, href = places_left_out(kind, around), opened("coverage.page", year=around.year)
    elif means_all_teams(found.words):
        left = teams_left_out(around)
    else:
        said = _(
            "“%(words)s”: nobody can tell whether none was left out. Name them, or leave 各 away.", words=found.words
        )
        yield Remark(found.field, said)
        return
    if left:
        names = "、".join(left[:MOST_NAMED]) + ("…" if len(left) > MOST_NAMED else "")
        said = _(
            "“%(words)s”: in these days %(count)s had no event: %(names)s.",
            words=found.words,
            count=len(left),
            names=names,
        )
        yield Remark(found.field, said, href)


def _on_views(at: int, text: str, draft: Draft) -> Iterator[Remark]:
    """A sentence on views names whose they are and what was counted (docs/design.md, section 6)."""
    for key, of_people in _VIEWS.items():
        names = [name for name in draft.names if _is_of(key, draft.slots.get(name) or word_of(name))]
        for sentence in sentences_with(text, names):
            if lacks_scope(sentence):
                yield Remark(at, _("“%(sentence)s”: say of which accounts or media the views are.", sentence=sentence))
            if lacks_metric(sentence, of_people=of_people):
                yield Remark(at, _metric_said(sentence, of_people=of_people))


def _metric_said(sentence: str, *, of_people: bool) -> str:
    if of_people:
        return str(_("“%(sentence)s”: readers are counted here, say so (阅读人数).", sentence=sentence))
    return str(_("“%(sentence)s”: reads and plays are counted here, say so (阅读、播放).", sentence=sentence))


def _is_of(key: str, word: str | None) -> bool:
    return word is not None and word.partition(";")[0] == key
