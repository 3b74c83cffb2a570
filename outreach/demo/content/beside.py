"""Beside 2025: the first part of the winter action before it, and what followed in the first weeks of 2026."""

from datetime import date

from outreach.demo.happenings import Happening
from outreach.schedule.rules import Duty, Form, Standing

BEFORE: tuple[Happening, ...] = (
    Happening(
        on=date(2024, 11, 19),
        hours="9:00-11:00",
        title="根治欠薪冬季行动启动宣传",
        team="labor_relations",
        place="示例县工业园区",
        campaigns=("winter_wage_action 2024",),
        laws=("工资支付条例", "劳动保障监察条例"),
        partners="工业园区管委会",
        handed={"wage_notice": (150, 121), "wage_book": (80, 64)},
        asked={"wage_arrears": 27, "contract_policy": 31},
        shown={"banner": 2},
        news="冬季行动启动，先把账算清",
    ),
    Happening(
        on=date(2024, 12, 4),
        hours="8:30-11:00",
        title="国家宪法日集中宣传（2024年）",
        team="labor_relations",
        place="人民广场",
        campaigns=("constitution_week 2024", "constitution_day 2024"),
        joining=("employment", "pension", "work_injury"),
        also={"staff.1": Duty.DESK, "clerk": Duty.HELP},
        standing=Standing.CO_HOST,
        laws=("宪法", "劳动合同法"),
        partners="县委依法治县办、县司法局",
        handed={"constitution_book": (250, 238), "contract_leaflet": (150, 127), "bag": (200, 200)},
        asked={"contract_policy": 71, "pension_policy": 48, "": 34},
        shown={"banner": 4, "board": 10},
        separately=True,
        news="宪法日里的人社咨询台",
    ),
    Happening(
        on=date(2024, 12, 18),
        hours="14:30-16:30",
        title="根治欠薪进工地：滨江安置房项目",
        team="labor_relations",
        place="滨江安置房项目工地",
        forms=(Form.DESK, Form.HANDOUT, Form.ON_SITE),
        campaigns=("winter_wage_action 2024",),
        laws=("工资支付条例",),
        handed={"wage_notice": (110, 92), "wage_book": (60, 51), "playing_cards": (30, 28)},
        asked={"wage_arrears": 26, "": 11},
        shown={"banner": 1},
        news="年关将近，普法到工棚",
    ),
)

#: They are left out where the example is loaded before their day.
AFTER: tuple[Happening, ...] = (
    Happening(
        on=date(2026, 1, 14),
        hours="14:30-16:30",
        title="根治欠薪进工地：高标准农田项目",
        team="labor_relations",
        place="清溪镇高标准农田项目工地",
        forms=(Form.DESK, Form.HANDOUT),
        campaigns=("winter_wage_action 2025",),
        laws=("工资支付条例",),
        partners="县农业农村局",
        handed={"wage_notice": (90, 76), "wage_book": (60, 48)},
        asked={"wage_arrears": 18, "contract_policy": 14},
        shown={"banner": 1},
        news="田埂上的欠薪排查",
    ),
    Happening(
        on=date(2026, 2, 5),
        hours="7:00-9:00",
        title="节前根治欠薪宣传进零工市场",
        team="labor_relations",
        place="县零工市场",
        campaigns=("winter_wage_action 2025",),
        joining=("employment",),
        also={"staff.1": Duty.DESK},
        laws=("工资支付条例",),
        handed={"wage_notice": (160, 143), "employment_card": (80, 62), "bag": (60, 60)},
        asked={"wage_arrears": 33, "contract_policy": 25, "job_matching": 12, "": 7},
        shown={"banner": 2, "board": 4},
        news="零工市场里的年前提醒",
    ),
)
