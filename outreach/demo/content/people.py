"""Who works in the example bureau. All names are made up."""

from dataclasses import dataclass
from datetime import date

from outreach.people.rules import Capacity, Role

BUREAU = "示例县人力资源和社会保障局"


@dataclass(frozen=True)
class Account:
    """Somebody with an account: teams as (code, first day, last day), offices held since a day."""

    username: str
    name: str
    role: Role
    teams: tuple[tuple[str, date, date | None], ...] = ()
    offices: tuple[tuple[Capacity, date], ...] = ()


def _since(year: int, month: int, code: str) -> tuple[tuple[str, date, date | None], ...]:
    return ((code, date(year, month, 1), None),)


ADMIN = Account("admin", "周文涛", Role.ADMIN)

ACCOUNTS: tuple[Account, ...] = (
    Account(
        "lead.employment",
        "刘晓燕",
        Role.LEAD,
        _since(2021, 3, "employment"),
        ((Capacity.LECTURER, date(2022, 1, 1)),),
    ),
    Account("lead.pension", "陈志明", Role.LEAD, _since(2019, 9, "pension"), ((Capacity.LECTURER, date(2021, 5, 1)),)),
    Account(
        "lead.work_injury",
        "王建军",
        Role.LEAD,
        _since(2020, 6, "work_injury"),
        ((Capacity.LECTURER, date(2020, 9, 1)),),
    ),
    Account(
        "lead.labor_relations",
        "赵丽华",
        Role.LEAD,
        _since(2018, 4, "labor_relations"),
        ((Capacity.ARBITRATOR, date(2016, 7, 1)), (Capacity.LECTURER, date(2021, 5, 1))),
    ),
    Account("clerk", "孙敏", Role.CLERK),
    Account("staff.1", "李晓芳", Role.STAFF, _since(2022, 7, "employment")),
    Account("staff.2", "张伟民", Role.STAFF, _since(2020, 3, "employment")),
    Account("staff.3", "黄秀英", Role.STAFF, _since(2019, 3, "pension")),
    Account("staff.4", "吴磊", Role.STAFF, _since(2023, 8, "pension")),
    Account("staff.5", "徐静", Role.STAFF, _since(2021, 11, "work_injury"), ((Capacity.LECTURER, date(2023, 3, 1)),)),
    Account(
        "staff.6",
        "马志超",
        Role.STAFF,
        (("pension", date(2022, 5, 1), date(2025, 6, 30)), ("work_injury", date(2025, 7, 1), None)),
    ),
    Account(
        "staff.7",
        "朱红梅",
        Role.STAFF,
        _since(2020, 10, "labor_relations"),
        ((Capacity.ARBITRATOR, date(2021, 3, 1)),),
    ),
    Account(
        "staff.8",
        "胡强",
        Role.STAFF,
        _since(2017, 6, "labor_relations"),
        ((Capacity.INSPECTOR, date(2017, 9, 1)),),
    ),
    Account("viewer", "林国栋", Role.VIEWER),
)

#: Who usually goes out for a team: its lead, who speaks where there is a talk, and who stands at the desk.
CREWS: dict[str, tuple[str, str, str]] = {
    "employment": ("lead.employment", "staff.1", "staff.2"),
    "pension": ("lead.pension", "staff.3", "staff.4"),
    "work_injury": ("lead.work_injury", "staff.5", "staff.6"),
    "labor_relations": ("lead.labor_relations", "staff.7", "staff.8"),
}
