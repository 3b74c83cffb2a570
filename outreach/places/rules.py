"""The kinds of place, what nesting may not do, and how a place is called with all it lies in."""

import re
import uuid
from collections.abc import Iterable, Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid

#: between a place and what it lies in, the larger first: 三江镇 › 幸福社区
JOINT = " › "
DEEPEST = 8


class PlaceKind(StrEnum):
    """What a place is (docs/design.md, section 1)."""

    PARK = "park"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    WORKSITE = "worksite"
    ENTERPRISE = "enterprise"
    JOB_FAIR = "job_fair"
    SQUARE = "square"
    HALL = "hall"
    SCHOOL = "school"
    OTHER = "other"


class Trade(StrEnum):
    """What a company does, as wide as a page of open risks tells companies apart (after GB/T 4754)."""

    MANUFACTURING = "manufacturing"
    CONSTRUCTION = "construction"
    WHOLESALE_RETAIL = "wholesale_retail"
    CATERING = "catering"  # 住宿餐饮
    TRANSPORT = "transport"
    LABOUR_SERVICES = "labour_services"  # 人力资源服务、劳务派遣
    PROPERTY = "property"  # 物业服务
    AGRICULTURE = "agriculture"
    OTHER = "other"


class MarketCalendar(StrEnum):
    """By which calendar a place's market days are counted."""

    SOLAR = "solar"
    LUNAR = "lunar"


#: Kinds in which other places lie, the widest first; the list begins with them.
WIDE = (PlaceKind.TOWNSHIP, PlaceKind.PARK, PlaceKind.COMMUNITY)
#: Those that are offered whenever a place is put into another: villages would make the list too long.
WIDEST = WIDE[:2]

#: What a name ends in or holds, and what it then is; the first that fits.
_TELLING: tuple[tuple[PlaceKind, tuple[str, ...], tuple[str, ...]], ...] = (
    (PlaceKind.WORKSITE, ("工地", "项目部", "标段", "项目"), ()),
    (PlaceKind.JOB_FAIR, (), ("招聘现场", "招聘会", "人才市场", "零工市场")),
    (PlaceKind.PARK, ("园区", "产业园", "工业园", "开发区", "高新区", "科技园", "创业园", "工业集中区"), ()),
    (PlaceKind.ENTERPRISE, ("公司", "厂", "集团", "合作社", "酒店", "医院", "商场", "超市"), ("有限公司",)),
    (PlaceKind.SCHOOL, ("学校", "中学", "小学", "学院", "大学", "职校", "技校", "一中", "二中", "职中"), ()),
    (PlaceKind.HALL, ("大厅", "服务中心", "便民中心", "政务中心", "服务站"), ()),
    (PlaceKind.SQUARE, ("广场", "集市", "市场", "公园", "步行街"), ()),
    (PlaceKind.COMMUNITY, ("社区", "村", "居委会", "村委会"), ()),
    (PlaceKind.TOWNSHIP, ("镇", "乡", "街道", "街道办", "办事处"), ()),
)


#: How many other names a place may have, and how long each may be.
MOST_NAMES, LONGEST_NAME = 20, 100
_BETWEEN = re.compile(r"[、，,;；\n]+")


def parse_names(text: str) -> tuple[str, ...]:
    """The other names that a text lists, each once: 宏达、宏达机械."""
    names = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


def check_names(names: Iterable[str], own: str) -> tuple[str, ...]:
    """The other names sorted, without the place's `own`; raises Invalid for too many or too long ones."""
    kept = tuple(sorted({" ".join(name.split()) for name in names} - {own, ""}))
    if len(kept) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in kept):
        message = _(
            "Up to %(most)d other names, each of up to %(long)d characters.", most=MOST_NAMES, long=LONGEST_NAME
        )
        raise Invalid(message, field="names", code="names")
    return kept


def guessed_kind(name: str) -> PlaceKind | None:
    """What a place of that name plainly is (幸福社区, 三江镇), None where the name does not say."""
    for kind, ends, parts in _TELLING:
        if name.endswith(ends) or any(part in name for part in parts):
            return kind
    return None


def is_inside_itself(place: uuid.UUID, parent: uuid.UUID | None, parents: Mapping[uuid.UUID, uuid.UUID | None]) -> bool:
    """Whether `place` under `parent` would lie inside itself; `parents` maps each place to the one it lies in."""
    seen = {place}
    while parent is not None:
        if parent in seen:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def full_name(names: Iterable[str]) -> str:
    """How a place is called together with all it lies in, the largest first."""
    return JOINT.join(names)


def full_names(
    places: Mapping[uuid.UUID, tuple[str, uuid.UUID | None]], wanted: Iterable[uuid.UUID]
) -> dict[uuid.UUID, str]:
    """The full name of each of the `wanted`; `places` maps ids to name and parent, and holds every parent."""
    known: dict[uuid.UUID, str] = {}

    def named(place_id: uuid.UUID) -> str:
        if place_id not in known:
            name, parent = places[place_id]
            known[place_id] = name if parent is None else full_name((named(parent), name))
        return known[place_id]

    return {place_id: named(place_id) for place_id in wanted}
