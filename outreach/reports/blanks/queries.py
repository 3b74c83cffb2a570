"""Reading forms of others, their ties and their fillings."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.evidence.originals import original
from outreach.people.queries import teams
from outreach.reports.blanks import files
from outreach.reports.blanks.layouts import Layout, Spot
from outreach.reports.blanks.models import LONGEST_ADDRESS, Blank, BlankTie, BlankVersion, FilledCell, Filling
from outreach.reports.blanks.rules import Suggestion, TieKind, suggested
from outreach.reports.typed.resolving import choices as typed_choices
from outreach.schedule.campaigns.queries import campaigns
from outreach.web.paging import Page, paged

ON_A_PAGE = 30


@dataclass(frozen=True)
class Listed:
    """A form as the list shows it."""

    blank: Blank
    tied: int
    filling: Filling | None


def page_of_blanks(number: int, *, retired: bool = False) -> Page[Blank]:
    """The forms by title."""
    statement = select(Blank).where(Blank.retired_at.is_not(None) if retired else Blank.retired_at.is_(None))
    return paged(db.session(), statement.order_by(Blank.title, Blank.id), number, ON_A_PAGE)


def listed(blanks: Sequence[Blank]) -> list[Listed]:
    """The forms with how many cells are tied, and the newest filling."""
    ids = [each.id for each in blanks]
    counted = (
        select(Blank.id, func.count())
        .join(BlankVersion, (BlankVersion.blank_id == Blank.id) & (BlankVersion.number == Blank.version))
        .join(BlankTie, BlankTie.version_id == BlankVersion.id)
        .where(Blank.id.in_(ids))
        .group_by(Blank.id)
    )
    tied = {row[0]: row[1] for row in db.session.execute(counted)}
    newest = select(func.max(Filling.at)).where(Filling.blank_id == Blank.id).correlate(Blank).scalar_subquery()
    rows = select(Filling).join(Blank, Blank.id == Filling.blank_id).where(Blank.id.in_(ids), Filling.at == newest)
    fillings = {each.blank_id: each for each in db.session.scalars(rows)}
    return [Listed(each, tied.get(each.id, 0), fillings.get(each.id)) for each in blanks]


def blank_of(blank_id: uuid.UUID, *, lock: bool = False) -> Blank:
    """The form; raises NotFound."""
    found = db.session.get(Blank, blank_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise NotFound(code="no_such_form", id=blank_id)
    return found


def version_of(blank: Blank, number: int | None = None) -> BlankVersion:
    """A version of the form, the newest for None; raises NotFound."""
    wanted = blank.version if number is None else number
    found = db.session.scalar(select(BlankVersion).filter_by(blank_id=blank.id, number=wanted))
    if found is None:
        raise NotFound(code="no_such_version", number=wanted)
    return found


def content_of(sha256: str) -> bytes:
    """The bytes of a kept file; raises NotFound where they are not on the disk."""
    content = original(sha256)
    if content is None:
        raise NotFound(_("The file is not on the disk any more."), code="file_gone")
    return content


def layout_of(version: BlankVersion) -> Layout:
    """What the version looks like."""
    return files.layout_of(content_of(version.sha256), version.file_name, version.kind)


def ties_of(version: BlankVersion) -> dict[str, BlankTie]:
    """What the cells of the version are tied to, by address."""
    rows = db.session.scalars(select(BlankTie).where(BlankTie.version_id == version.id))
    return {each.address: each for each in rows}


def spot_of(version: BlankVersion, address: str) -> Spot:
    """One cell or gap of the version that can be filled; raises NotFound."""
    found = layout_of(version).spots.get(address)
    if found is None or len(address) > LONGEST_ADDRESS:
        message = _("This cell can't be filled: it holds a heading or a formula.")
        raise NotFound(message, code="no_such_cell", address=address)
    return found


def questions_of(version: BlankVersion) -> list[str]:
    """What the form asks each time, each once, in the order of the form."""
    ties, spots = ties_of(version), layout_of(version).spots
    asked = [ties[address].word for address in spots if address in ties and ties[address].kind is TieKind.ASKED]
    return list(dict.fromkeys(asked))


def suggestions_for(layout: Layout, tied: Mapping[str, BlankTie], year: int) -> dict[str, Suggestion]:
    """What the headings of the cells suggest that are not tied yet, by address."""
    narrowing = narrowings()
    typed = [(choice.label, choice.word) for choice in typed_choices(year)]
    found = {
        address: suggested(spot.label, narrowing, typed)
        for address, spot in layout.spots.items()
        if address not in tied and spot.label
    }
    return {address: each for address, each in found.items() if each is not None}


def narrowings() -> list[tuple[str, str]]:
    """The names of teams and campaigns, with the words that narrow a figure to them."""
    named = [(team.name, f"team={team.code}") for team in teams()]
    for campaign in campaigns(retired=True):
        named += [(name, f"campaign={campaign.id}") for name in (campaign.name, *campaign.aliases)]
    return named


def page_of_fillings(blank: Blank, number: int) -> Page[Filling]:
    """What was filled in, the newest first."""
    statement = select(Filling).where(Filling.blank_id == blank.id).order_by(Filling.at.desc(), Filling.id.desc())
    return paged(db.session(), statement, number, 20)


def filling_of(blank: Blank, filling_id: uuid.UUID) -> Filling:
    """A filling of the form; raises NotFound."""
    found = db.session.get(Filling, filling_id)
    if found is None or found.blank_id != blank.id:
        raise NotFound(code="no_such_filling", id=filling_id)
    return found


def cells_of(filling: Filling) -> Sequence[FilledCell]:
    """The cells of a filling in the order of the form."""
    rows = select(FilledCell).where(FilledCell.filling_id == filling.id)
    return db.session.scalars(rows.order_by(FilledCell.position, FilledCell.address)).all()


def last_answers(blank: Blank) -> dict[str, str]:
    """What was said last time where the form asks each time, by what was asked."""
    newest = select(Filling.id).where(Filling.blank_id == blank.id).order_by(Filling.at.desc(), Filling.id.desc())
    rows = select(FilledCell.word, FilledCell.written).where(
        FilledCell.filling_id == newest.limit(1).scalar_subquery(), FilledCell.kind == TieKind.ASKED
    )
    return {word: written or "" for word, written in db.session.execute(rows)}
