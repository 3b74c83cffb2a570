"""The laws of a new bureau's list: official titles and the day from which each is in force.

For a law that was rewritten as a whole (修订) it is the day of the rewriting, for one that was amended (修正) the first
day: as the last article of the text in force says it.
"""

from datetime import date, datetime

from sqlalchemy import select

from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.laws.models import Law
from outreach.laws.rules import usual_short_title

STANDARD_LAWS: tuple[tuple[str, date], ...] = (
    ("中华人民共和国宪法", date(1982, 12, 4)),
    ("中华人民共和国民法典", date(2021, 1, 1)),
    ("中华人民共和国法治宣传教育法", date(2025, 11, 1)),
    ("中华人民共和国劳动法", date(1995, 1, 1)),
    ("中华人民共和国劳动合同法", date(2008, 1, 1)),
    ("中华人民共和国劳动合同法实施条例", date(2008, 9, 18)),
    ("中华人民共和国劳动争议调解仲裁法", date(2008, 5, 1)),
    ("中华人民共和国就业促进法", date(2008, 1, 1)),
    ("中华人民共和国社会保险法", date(2011, 7, 1)),
    ("中华人民共和国职业病防治法", date(2002, 5, 1)),
    ("中华人民共和国安全生产法", date(2002, 11, 1)),
    ("中华人民共和国未成年人保护法", date(2021, 6, 1)),
    ("中华人民共和国妇女权益保障法", date(2023, 1, 1)),
    ("中华人民共和国残疾人保障法", date(2008, 7, 1)),
    ("工伤保险条例", date(2004, 1, 1)),
    ("失业保险条例", date(1999, 1, 22)),
    ("社会保险费征缴暂行条例", date(1999, 1, 22)),
    ("社会保险经办条例", date(2023, 12, 1)),
    ("劳动保障监察条例", date(2004, 12, 1)),
    ("保障农民工工资支付条例", date(2020, 5, 1)),
    ("人力资源市场暂行条例", date(2018, 10, 1)),
    ("女职工劳动保护特别规定", date(2012, 4, 28)),
    ("残疾人就业条例", date(2007, 5, 1)),
    ("职工带薪年休假条例", date(2008, 1, 1)),
    ("企业职工带薪年休假实施办法", date(2008, 9, 18)),
    ("国务院关于职工工作时间的规定", date(1995, 5, 1)),
    ("工资支付暂行规定", date(1995, 1, 1)),
    ("劳务派遣暂行规定", date(2014, 3, 1)),
    ("未成年工特殊保护规定", date(1995, 1, 1)),
    ("禁止使用童工规定", date(2002, 12, 1)),
)


def add_standard_laws(*, now: datetime, by: Actor) -> None:
    """Store the standard laws, each whose title is not in the list yet."""
    known = set(db.session.scalars(select(Law.title)))
    new = [(title, day) for title, day in STANDARD_LAWS if title not in known]
    for title, day in new:
        db.session.add(Law(title=title, short_title=usual_short_title(title), in_force_from=day))
    db.session.flush()
    if new:
        record_act("laws.founded", by=by, now=now, count=len(new))
