"""Gathering a pack: everything that is read of the database for it, as of one instant."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from outreach.db import db
from outreach.evidence.models import Evidence
from outreach.evidence.rules import PAPER_TYPE, PictureKind
from outreach.feeds import ics
from outreach.logbook.attendance.listing import our_people
from outreach.logbook.doubles.queries import open_at
from outreach.logbook.paper.queries import presences_among
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
from outreach.people.queries import the_bureau
from outreach.reports import in_companies
from outreach.reports.briefs.standing import standing_of
from outreach.reports.drawings.checking import said_code
from outreach.reports.drawings.queries import drawing, figures_in, filters_of, label_of
from outreach.reports.figure import Figure
from outreach.reports.figures import figures_of
from outreach.reports.inside import is_finding, is_whole
from outreach.reports.online import METRICS
from outreach.reports.packs import ledger, queries
from outreach.reports.packs.asked import Asked, folder_of, said_scope
from outreach.reports.packs.ledger import Around, Row, Totals
from outreach.reports.packs.pieces import Card, Check, Contents, LeftOut, Piece, leaders
from outreach.reports.packs.queries import LedgerLine
from outreach.reports.packs.rules import Names, Scope
from outreach.reports.values import Drawn, draw_all
from outreach.schedule.models import Event
from outreach.schedule.papers.notices import notice_of
from outreach.web.filters import moment

EVENTS, ARTICLES = "活动", "稿件"
#: What the rows of a pack's ledger add up to of companies, where all the events at which they were visited are in it.
VISITS = frozenset({"company_visits", "enterprises"})
#: What they never add up to: views, and what else took place in companies, which stays inside.
NOT_IN_LEDGER = frozenset({*METRICS, *in_companies.KEYS}) - VISITS
KINDS = {
    PictureKind.PHOTO: "照片",
    PictureKind.SCAN: "签到表",
    PictureKind.SCREENSHOT: "截图",
    PictureKind.LETTER: "函件",
    PictureKind.SIGNED_PAGE: "签收页",
}
SHOWS_PEOPLE = "标记为可见人脸或个人信息，按规定不随材料外送"
SHEET_WITH_NAMES = "签到表含个人姓名和签名，未遮盖，默认不外送"
PAPER_UNREAD = "函件未经人看过确认不含个人信息"
ERASED = "已过保存期限，原件已销毁"
_NOTES = LeftOut("登记时写的备注文字", "全部活动", "可能含个人信息，只留在系统内")
_VISITS_ELSEWHERE = LeftOut(
    "在所选地点之外的活动中走访的企业",
    "统计数",
    "企业在所选范围内，活动地点不在，台账没有这些活动；登记行见“统计数及其登记行”",
)
_FINDINGS = LeftOut(
    "法律体检、发现风险、整改风险的登记行和分项数",
    "统计数",
    "企业体检结果只给到场的人看，不随材料外送；只列全年总数，需核对的由分队长、统筹在系统内打开",
)


def gathered(asked: Asked, *, at: datetime, by: str, with_scans: bool, reason: str | None, root: str) -> Contents:
    """The contents of a pack; to be called inside `snapshot()`. `root` is the address under which pages open."""
    bureau = the_bureau()
    name = bureau.name if bureau is not None else "本局"
    contents = Contents(asked, asked.title, name, said_scope(asked), at, by, with_scans, reason)
    contents.is_example = bool(bureau is not None and bureau.is_example)
    for leader in leaders():
        contents.leaders += leader(asked)
    _Gathering(contents, root).gather()
    return contents


class _Gathering:
    """One pack while it is gathered."""

    def __init__(self, contents: Contents, root: str) -> None:
        self.contents, self.asked, self.root = contents, contents.asked, root
        self.names = Names(piece.path for piece in contents.leaders)
        self.articles = list(queries.articles_of(self.asked))
        self.of_articles = queries.evidence_among(Article.__tablename__, [each.id for each in self.articles])
        self.adders = _adders(self.of_articles)
        self.calendar: list[str] = []
        self.totals = Totals()
        self.not_in_ledger = NOT_IN_LEDGER

    def gather(self) -> None:
        """Fill the contents: events, articles, calendar, checks."""
        sums, loggers = queries.sums_of(self.asked), queries.loggers_of(self.asked)
        companies = queries.companies_of(self.asked)
        outside, reasons = _said_of_lines(queries.ledger_lines(self.asked))
        by_event: dict[uuid.UUID, list[Article]] = defaultdict(list)
        for article in self.articles:
            if article.event_id is not None:
                by_event[article.event_id].append(article)
        for part in queries.events_in_parts(self.asked):
            ids = [event.id for event in part]
            presences = presences_among(ids)
            around = Around(
                bureau=self.contents.bureau,
                loggers=loggers,
                reviewers=queries.names_among(event.reviewed_by_id for event in part),
                articles=by_event,
                evidence=queries.evidence_among(Event.__tablename__, ids),
                outside=outside,
                undecided=frozenset(open_at(ids)),
                reasons=reasons,
                companies=companies,
                people={event.id: our_people(event, presences[event.id]) for event in part},
            )
            self.adders |= _adders(around.evidence)
            briefs = queries.briefs_among(ids)
            for event in part:
                card = self._event(event, ledger.row_of(event, sums.get(event.id, ()), around))
                if event.id in briefs:
                    self._text(card, "简报", standing_of(briefs[event.id]).as_text, event_id=event.id)
                self._evidence(card, around.evidence.get(event.id, ()), event_id=event.id)
        in_pack = {card.row.event_id for card in self.contents.events if card.row}
        if self.asked.scope is not Scope.EVENT and companies.keys() - in_pack:
            self.not_in_ledger |= VISITS
            self.contents.left_out.append(_VISITS_ELSEWHERE)
        self._articles()
        self._calendar()
        self.contents.checks = list(self._checks())
        self.contents.left_out += [_NOTES] if self.asked.scope is Scope.EVENT else [_NOTES, _FINDINGS]

    def _event(self, event: Event, row: Row) -> Card:
        folder = self.names.unique(EVENTS, folder_of(event))
        card = Card(event.title, event.day, folder, row, number=len(self.contents.events) + 1, links=row.links)
        self.contents.events.append(card)
        self.totals.add(row)
        self.calendar.append(ics.event_text(event, self.contents.at))
        ending = ics.Ending(self.root or None)
        self.calendar.append(ending.of(event.id, event.starts_at, is_cancelled=event.cancelled_at is not None))
        address = f"{self.root}/events/{event.id}" if self.root else None
        self._text(card, "通知", notice_of(event, address), event_id=event.id)
        return card

    def _articles(self) -> None:
        """What has files but no event of the pack has a folder of its own."""
        cards = {card.row.event_id: card for card in self.contents.events if card.row}
        counted = queries.counted_article_ids(self.asked)
        for article in self.articles:
            if article.id in counted and article.kind in ledger.ARTICLE_KEYS:
                self.totals.values[ledger.ARTICLE_KEYS[article.kind]] += 1
            items = self.of_articles.get(article.id, ())
            card = cards.get(article.event_id) if article.event_id else None
            if card is None and article.kind is ArticleKind.PIECE and not items:
                continue  # its push stands there
            if card is None:
                stem = f"{article.day.isoformat()} {article.title}"
                folder = self.names.unique(ARTICLES, stem) if items else ""
                card = Card(article.title, article.day, folder, links=ledger.links_of(article))
                self.contents.articles.append(card)
            self._evidence(card, items, article_id=article.id)

    def _calendar(self) -> None:
        text = "".join((ics.calendar_head(self.contents.title), *self.calendar, ics.END))
        self.contents.pieces.append(Piece(self.names.unique("", "03 日历", ".ics"), "日历文件", text.encode()))

    def _text(self, card: Card, what: str, text: str, *, event_id: uuid.UUID) -> None:
        path = self.names.unique(card.folder, what, ".txt")
        content = ("\ufeff" + text.replace("\n", "\r\n") + "\r\n").encode()  # as an old Notepad reads it
        self._put(card, Piece(path, what, content, card.title, event_id=event_id))
        card.texts.append((what, text))

    def _evidence(
        self,
        card: Card,
        items: Sequence[Evidence],
        *,
        event_id: uuid.UUID | None = None,
        article_id: uuid.UUID | None = None,
    ) -> None:
        counts: dict[PictureKind, int] = defaultdict(int)
        for item in items:
            kind, why = KINDS[item.kind], why_left_out(item, with_scans=self.contents.with_scans)
            counts[item.kind] += 1
            if why is not None:
                self.contents.left_out.append(LeftOut(f"{kind}{counts[item.kind]}", f"{card.day} {card.title}", why))
                continue
            stem = f"{kind} {counts[item.kind]:02} {item.caption or ''}"
            is_paper = item.file.media_type == PAPER_TYPE
            path = self.names.unique(card.folder, stem, ".pdf" if is_paper else ".jpg")
            about = item.caption or card.title
            piece = Piece(
                path,
                kind,
                None,
                about,
                event_id=event_id,
                article_id=article_id,
                sha256=item.sha256,
                is_picture=not is_paper,
                added_by=self.adders.get(item.added_by_id),
                added_at=item.added_at,
            )
            self._put(card, piece)

    def _put(self, card: Card, piece: Piece) -> None:
        card.pieces.append(piece)
        self.contents.pieces.append(piece)

    def _checks(self) -> Iterator[Check]:
        if self.asked.scope is Scope.EVENT:
            yield from (self._check_of_one(each) for each in figures_of(self.asked.filters) if each.of == "tally")
            return
        if self.asked.drawing_id is not None:
            yield from self._checks_of_kept(self.asked.drawing_id)
            return
        whole = is_whole(self.asked.filters)
        self.contents.drawn = draw_all(self.asked.filters)
        for drawn in self.contents.drawn:
            if is_finding(drawn.figure.key) and not whole:
                continue  # a pack goes out: a sum of a few days would say whose risks these were
            is_added_here = drawn.figure.key not in self.not_in_ledger and drawn.value is not None
            yield _check(drawn, self.totals.values[drawn.figure.key] if is_added_here else None)

    def _checks_of_kept(self, drawing_id: uuid.UUID) -> Iterator[Check]:
        """What the ledger comes to today beside what was stored; parts of figures stand in the stored file alone."""
        kept = drawing(drawing_id)
        code = f"，校验码 {said_code(kept.seal.code)}" if kept.seal else ""
        self.contents.kept = f"{kept.title}（{moment(kept.at)} 存档{code}）"
        whole = is_whole(filters_of(kept))
        for each in figures_in(drawing_id):
            if ";" in each.key or (is_finding(each.key) and not whole):
                continue
            added = None if each.key in self.not_in_ledger or each.value is None else self.totals.values[each.key]
            yield Check(each.key, each.label or label_of(each.key), each.unit, added, each.value, each.wording)

    def _check_of_one(self, figure: Figure) -> Check:
        """The figure's own select at this one event."""
        lines = figure.lines(self.asked.filters).subquery()
        statement = select(func.sum(lines.c.quantity)).where(lines.c.event_id == self.asked.event_id)
        value = int(db.session.scalar(statement) or 0)
        return _check(Drawn(figure, value), self.totals.values[figure.key])


def why_left_out(item: Evidence, *, with_scans: bool) -> str | None:
    """Why the file stays in the house, None where it may go: sheets with names only where they were asked for."""
    if item.erased_at is not None:
        return ERASED
    if not item.shows_people or (with_scans and item.kind is PictureKind.SCAN):
        return None
    if item.kind is PictureKind.SCAN:
        return SHEET_WITH_NAMES
    return PAPER_UNREAD if item.file.media_type == PAPER_TYPE else SHOWS_PEOPLE


def _adders(evidence: Mapping[uuid.UUID, Sequence[Evidence]]) -> dict[uuid.UUID, str]:
    return queries.names_among(item.added_by_id for items in evidence.values() for item in items)


def _check(drawn: Drawn, added: int | None) -> Check:
    figure = drawn.figure
    wording = drawn.wording if drawn.value is not None else drawn.reason or drawn.wording
    return Check(figure.key, str(figure.label), figure.unit, added, drawn.value, wording)


def _said_of_lines(lines: Iterator[LedgerLine]) -> tuple[dict[uuid.UUID, int], dict[uuid.UUID, list[str]]]:
    """Of each event how many lines stand outside of the figures, and why lines of it were taken back."""
    outside: dict[uuid.UUID, int] = defaultdict(int)
    reasons: dict[uuid.UUID, list[str]] = defaultdict(list)
    for line in lines:
        if not line.counts:
            outside[line.event_id] += 1
        if line.reason and line.reason not in reasons[line.event_id]:
            reasons[line.event_id].append(line.reason)
    return outside, reasons
