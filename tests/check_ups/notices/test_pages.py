"""The pages of notices, for the office and for viewers."""

import io
import re
from datetime import timedelta

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.cases.models import CaseLaw
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices import actions, paper, queries
from outreach.check_ups.notices.models import Notice, NoticeCopy, NoticeItem
from outreach.check_ups.notices.rules import State
from outreach.check_ups.queries import check_up
from outreach.check_ups.rules import Found
from outreach.db import db, transaction
from outreach.evidence.rules import PictureKind
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.actions import review_event
from outreach.schedule.models import Event
from tests.check_ups.notices.visits import make_check_up, make_list
from tests.evidence.pictures import picture
from tests.making import NOW, make_bureau, make_case, make_law, make_person, make_team
from tests.signing_in import sign_in
from tests.upgrades.filling import unguarded

CHANGED = "打开后又有修改，请重新查看。"


@pytest.fixture
def checked(client: FlaskClient) -> CheckUp:
    """A check-up with two risks, one with a note that names somebody; the bureau's team has two leads."""
    with client.application.app_context():
        make_bureau()
        team = make_team("labor_relations")
        for name in ("lead.1", "lead.2"):
            make_person(Role.LEAD, team=team, username=name, name=name)
        heavy, middle, _light = make_list("签订书面劳动合同", "发放工资条", "名册").points
        found = {heavy: Found.RISK, middle: Found.RISK}
        check_up = make_check_up(found, team=team, notes={heavy: "张先生13812341234未签"})
        db.session.refresh(check_up)
        assert check_up.place.name
        db.session.expunge_all()
        return check_up


def signed_in(app: Flask, role: Role, username: str | None = None) -> FlaskClient:
    """A browser of somebody with that role."""
    client = app.test_client()
    with app.app_context():
        person = db.session.scalar(db.select(Person).filter_by(username=username)) if username else make_person(role)
        assert person is not None
        sign_in(client, person)
    return client


def the_notice() -> Notice:
    """The only one."""
    return db.session.scalars(db.select(Notice)).one()


def test_a_notice_goes_its_way_through_the_pages(sqlite_app: Flask, checked: CheckUp) -> None:
    first, second = signed_in(sqlite_app, Role.LEAD, "lead.1"), signed_in(sqlite_app, Role.LEAD, "lead.2")
    page = first.get(f"/check-ups/{checked.id}/notice")
    assert "签订书面劳动合同" in page.text
    made = first.post(f"/check-ups/{checked.id}/notice")
    with sqlite_app.app_context():
        notice = the_notice()
        here, item = f"/notices/{notice.id}", notice.items[0].id
    assert made.location == here
    assert "13812341234" not in first.get(here).text
    beside = first.get(f"{here}/items/{item}").text
    assert '<p class="as-typed">张先生13812341234未签</p>' in beside and "条款" in beside
    assert "可能涉及个人" in beside
    note = re.findall('name="take" value="([^"]+)"', beside)[0]
    taken = first.post(f"{here}/items/{item}", data={"found": "未签合同", "take": note}).text
    assert "未签合同\n张先生13812341234未签。" in taken.replace("\r", "")
    asked = first.post(f"{here}/items/{item}", data={"found": "张先生未签合同"})
    assert asked.status_code == 409
    assert first.post(f"{here}/items/{item}", data={"found": "抽查12份合同，3份未签"}).status_code == 302
    assert first.post(f"{here}/words", data={"number": "示人社〔2025〕第7号", "opening": "开头"}).status_code == 302
    assert first.post(f"{here}/items/{item}/drop").status_code == 302
    assert "抽查12份合同" in first.get(here).text
    with sqlite_app.app_context():
        key = queries.item_of(the_notice(), item).key
    assert first.post(f"{here}/risks/{key}/take-in").status_code == 302
    assert first.post(f"{here}/review", data={}).status_code == 422 or first.get(here).text.count("草稿")
    assert review(second, here) == 302
    assert first.get(f"{here}/words").status_code == 403
    assert first.post(f"{here}/hand-over", data={"day": clock.today().isoformat()}).status_code == 302
    assert "已送达" in first.get(here).text
    assert first.post(f"{here}/withdraw", data={"reason": ""}).status_code == 422
    assert first.post(f"{here}/release").status_code == 403


def test_its_reviewers_find_a_notice_on_their_boards_and_its_maker_does_not(
    sqlite_app: Flask, checked: CheckUp
) -> None:
    first, second = signed_in(sqlite_app, Role.LEAD, "lead.1"), signed_in(sqlite_app, Role.LEAD, "lead.2")
    clerk, staff = signed_in(sqlite_app, Role.CLERK), signed_in(sqlite_app, Role.STAFF)
    here = first.post(f"/check-ups/{checked.id}/notice").location
    page = first.get(here).text
    assert f"{here}/ask" in page and f"{here}/review" not in page and "lead.2" in page
    assert "待审核的风险提示书" not in second.get("/").text
    assert first.post(f"{here}/ask").location == here
    assert "待审核" in first.get(here).text and f"{here}/ask" not in first.get(here).text
    for reviewer in (second, clerk):
        board = reviewer.get("/").text
        assert "待审核的风险提示书" in board and here in board
        assert f"{here}/review" in reviewer.get(here).text
    for other in (first, staff):
        assert "待审核的风险提示书" not in other.get("/").text
    assert review(second, here) == 302
    assert "待审核的风险提示书" not in clerk.get("/").text


def test_a_notice_goes_out_without_a_number_only_where_that_is_meant(sqlite_app: Flask, checked: CheckUp) -> None:
    first, second = signed_in(sqlite_app, Role.LEAD, "lead.1"), signed_in(sqlite_app, Role.LEAD, "lead.2")
    here, number = first.post(f"/check-ups/{checked.id}/notice").location, f"人社法提〔{clock.today().year}〕1号"
    assert number in first.get(f"{here}/words").text
    page = second.get(f"{here}/review")
    assert number in page.text
    asked = second.post(f"{here}/review", data={"number": ""})
    assert asked.status_code == 409 and "没有文号" in asked.text
    assert review(second, here, number="") == 302
    day = {"day": clock.today().isoformat()}
    asked = first.post(f"{here}/hand-over", data=day)
    assert asked.status_code == 409 and "没有文号" in asked.text
    assert first.post(f"{here}/reopen", data={"reason": "补文号"}).status_code == 302
    assert review(second, here, number=number) == 302
    assert first.post(f"{here}/hand-over", data=day).status_code == 302
    with sqlite_app.app_context():
        assert the_notice().number == number


def test_what_came_after_the_events_review_is_told_before_a_notice_leaves_it_out(
    sqlite_app: Flask, checked: CheckUp
) -> None:
    lead, there = signed_in(sqlite_app, Role.LEAD, "lead.1"), f"/check-ups/{checked.id}/notice"
    assert "不在提示书里" not in lead.get(there).text
    with sqlite_app.app_context(), transaction():
        review_event(check_up(checked.id).event, by=make_person(Role.CLERK), now=NOW - timedelta(days=1))
    assert "有2条结果是活动审核之后才到的" in lead.get(there).text
    asked = lead.post(there)
    assert asked.status_code == 409 and "不在提示书里" in asked.text
    (yes,) = re.findall(r'name="confirm" value="([^"]+)"', asked.text)
    here = lead.post(there, data={"confirm": yes}).location
    assert "有2条结果是活动审核之后才到的" in lead.get(here).text
    reviewer = signed_in(sqlite_app, Role.LEAD, "lead.2")
    page = reviewer.get(f"{here}/review").text
    assert "有2条结果是活动审核之后才到的" in page
    assert reviewer.post(f"{here}/review", data={"number": "7号"}).status_code == 409
    assert review(reviewer, here, number="7号") == 302


def test_an_old_browser_reads_a_name_for_the_file_too(sqlite_app: Flask, checked: CheckUp) -> None:
    first = signed_in(sqlite_app, Role.LEAD, "lead.1")
    here = first.post(f"/check-ups/{checked.id}/notice").location
    said = first.get(f"{here}.docx").headers["Content-Disposition"]
    assert "filename=notice-2025-03-04.docx" in said and "filename*=UTF-8''%E6%B3%95" in said


def make_handed_over(app: Flask, checked: CheckUp, *, released: bool = False) -> str:
    """The address of a notice that is with the company."""
    with app.app_context():
        by, clerk = make_person(Role.CLERK), make_person(Role.CLERK)
        with transaction():
            notice = actions.make_notice(check_up(checked.id), by=by, now=NOW)
            actions.review_notice(notice, by=clerk, now=NOW)
            actions.hand_over(notice, clock.local_day(NOW), by=by, now=NOW)
            if released:
                actions.release_notice(notice, is_meant=True, by=clerk, now=NOW)
        return f"/notices/{the_notice().id}"


def test_viewers_see_no_notice_that_was_not_released(sqlite_app: Flask, checked: CheckUp) -> None:
    here, viewer = make_handed_over(sqlite_app, checked), signed_in(sqlite_app, Role.VIEWER)
    for path in ("", ".docx", "/print"):
        assert viewer.get(here + path).status_code == 404
    closed = (
        "/words",
        "/items/new",
        "/review",
        "/reopen",
        "/hand-over",
        "/withdraw",
        "/release",
        "/revisit",
        "/revisit-day",
    )
    for path in closed:
        assert viewer.get(here + path).status_code == 403
    assert "/notices/" not in viewer.get("/notices").text.split("<main")[1]
    for path in (f"/check-ups/{checked.id}/notice", f"/check-ups/{checked.id}/before-after", "/notices/template"):
        assert viewer.get(path).status_code == 403


def test_a_released_notice_is_read_by_viewers_without_what_is_internal(sqlite_app: Flask, checked: CheckUp) -> None:
    here, viewer = make_handed_over(sqlite_app, checked, released=True), signed_in(sqlite_app, Role.VIEWER)
    page = viewer.get(here)
    assert page.status_code == 200
    assert "签订书面劳动合同" in page.text
    assert "审核" not in page.text.split("<main")[1]
    assert here in viewer.get("/notices").text
    assert viewer.get(f"{here}.docx").status_code == 200


def test_viewers_find_no_notice_on_the_pages_of_events(sqlite_app: Flask, checked: CheckUp) -> None:
    here, viewer = make_handed_over(sqlite_app, checked), signed_in(sqlite_app, Role.VIEWER)
    with sqlite_app.app_context():
        day = clock.today() + timedelta(days=30)
        lead = db.session.scalars(db.select(paper.Notice)).one()
        event_id = lead.check_up.event_id
    for path in (f"/events/{event_id}", "/events", "/", f"/events/{event_id}.ics", f"/calendar?day={day}"):
        assert here not in viewer.get(path).text


def test_clerks_release_with_a_question_and_take_it_back(sqlite_app: Flask, checked: CheckUp) -> None:
    here, clerk = make_handed_over(sqlite_app, checked), signed_in(sqlite_app, Role.CLERK)
    asked = clerk.post(f"{here}/release")
    assert asked.status_code == 409
    found = re.search(r'name="confirm" value="([^"]+)"', asked.text)
    assert found is not None
    assert clerk.post(f"{here}/release", data={"confirm": found[1]}).status_code == 302
    assert "已公开" in clerk.get(here).text
    assert clerk.post(f"{here}/hold-back").status_code == 302
    with sqlite_app.app_context():
        assert the_notice().released_at is None


def test_the_word_file_says_the_company_the_risks_and_the_number(sqlite_app: Flask, checked: CheckUp) -> None:
    here, clerk = make_handed_over(sqlite_app, checked), signed_in(sqlite_app, Role.CLERK)
    said = [p.text for p in docx.Document(io.BytesIO(clerk.get(f"{here}.docx").data)).paragraphs]
    assert said[0] == "法律风险提示书"
    assert said[1].endswith("有限公司：")
    assert "一、高风险事项" in said
    assert "（一）“签订书面劳动合同”方面存在风险。" in said
    assert any(line.startswith("整改建议：一个月内补签书面劳动合同。请于2025年4月3日前完成。") for line in said)
    assert said[-3:-1] == ["示例县人力资源和社会保障局", "2025年3月4日"]


def test_a_notice_without_risks_says_so(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        checked = make_check_up({make_list("签订合同").points[0]: Found.IN_ORDER})
        by = make_person(Role.CLERK)
        with transaction():
            notice = actions.make_notice(check_up(checked.id), by=by, now=NOW)
        text = paper.paper_of(notice, today=clock.local_day(NOW))
        assert any("未发现明显风险" in each.text for each in text.paragraphs)
        assert text.title.endswith("（草稿）")


def test_the_page_of_a_case_tells_who_logs_which_notices_quote_it(sqlite_app: Flask, checked: CheckUp) -> None:
    here = make_handed_over(sqlite_app, checked)
    with sqlite_app.app_context():
        case = make_case()
        the_notice().items[0].case_id = case.id
        db.session.commit()
        address = f"/cases/{case.id}"
    assert here in signed_in(sqlite_app, Role.CLERK).get(address).text
    assert here not in signed_in(sqlite_app, Role.VIEWER).get(address).text


def test_a_template_is_brought_used_and_taken_back(sqlite_app: Flask, checked: CheckUp) -> None:
    clerk = signed_in(sqlite_app, Role.CLERK)
    own = docx.Document(io.BytesIO(paper.standard_template()))
    own.paragraphs[0].insert_paragraph_before("本局红头")
    file = io.BytesIO()
    own.save(file)
    sent = clerk.post(
        "/notices/template", data={"file": (io.BytesIO(file.getvalue()), "本局.docx")}, follow_redirects=True
    )
    assert "草稿和新提示书从现在起用这份模板" in sent.text
    here = make_handed_over(sqlite_app, checked)
    assert docx.Document(io.BytesIO(clerk.get(f"{here}.docx").data)).paragraphs[0].text == "本局红头"
    assert clerk.post("/notices/template/standard").status_code == 302
    assert docx.Document(io.BytesIO(clerk.get(f"{here}.docx").data)).paragraphs[0].text == "本局红头"  # as reviewed
    bare = docx.Document()
    bare.add_paragraph("{{正文}}")
    file = io.BytesIO()
    bare.save(file)
    refused = clerk.post("/notices/template", data={"file": (io.BytesIO(file.getvalue()), "a.docx")})
    assert refused.status_code == 422
    assert "{{企业}}" in refused.text
    page = clerk.get("/notices/template").text
    assert "本局.docx" in page
    assert "{{文号}}" in page
    assert "已审核的仍用审核时的模板" in page
    said = {"opening": "{{企业}}：", "closing": "完", "contact": "0730-5222222"}
    assert clerk.post("/notices/template/wording", data=said).status_code == 302


def test_a_revisit_is_planned_from_the_notice_and_linked(sqlite_app: Flask, checked: CheckUp) -> None:
    here, lead = make_handed_over(sqlite_app, checked), signed_in(sqlite_app, Role.LEAD, "lead.1")
    board = lead.get("/").text
    assert "到期回访" in board
    page = lead.get(f"{here}/revisit").text
    assert "送法入企回访：" in page
    day = clock.today() + timedelta(days=40)
    said = {"title": "回访", "day": day.isoformat(), "starts_at": "09:00", "ends_at": "11:00"}
    planned = lead.post(f"{here}/revisit", data=said)
    if planned.status_code == 409:  # a weekend, or a day off: asked as everywhere
        found = re.search(r'name="confirm" value="([^"]+)"', planned.text)
        assert found is not None
        planned = lead.post(f"{here}/revisit", data=said | {"confirm": found[1], "anyway_reason": "企业约定"})
    assert planned.status_code == 302
    with sqlite_app.app_context():
        notice = the_notice()
        event = db.session.get_one(Event, notice.revisit_event_id)
        assert (event.place_id, event.lead_team_id) == (notice.check_up.place_id, notice.check_up.event.lead_team_id)
        assert [each.form.value for each in event.forms] == ["check_up"]
        assert (notice.revisit_on, notice.state) == (day, State.HANDED_OVER)
    assert "到期回访" not in lead.get("/").text
    assert here in lead.get(planned.location).text


def test_the_page_shows_the_promised_day_beside_the_planned_one_and_why(sqlite_app: Flask, checked: CheckUp) -> None:
    here, lead = make_handed_over(sqlite_app, checked), signed_in(sqlite_app, Role.LEAD, "lead.1")
    with sqlite_app.app_context():
        promised, later = the_notice().promised_on, clock.today() + timedelta(days=40)
    assert promised is not None
    said = {"revisit_on": later.isoformat(), "reason": ""}
    assert lead.post(f"{here}/revisit-day", data=said).status_code == 422
    assert lead.post(f"{here}/revisit-day", data=said | {"reason": "企业停产检修"}).status_code == 302
    page = lead.get(here).text
    assert page.count("企业停产检修") == 2  # beside the day, and in the history
    aside = page.split('id="revisit-head"')[1].split("</section>")[0]
    assert f"{promised.month}月{promised.day}日" in aside
    assert f"{later.month}月{later.day}日" in aside
    assert "签字盖章页" in page
    assert "咨询台一张" not in page


def test_a_notice_of_which_no_paper_was_kept_says_so(sqlite_app: Flask, checked: CheckUp) -> None:
    here, lead = make_handed_over(sqlite_app, checked), signed_in(sqlite_app, Role.LEAD, "lead.1")
    assert "未留存" not in lead.get(here).text
    with sqlite_app.app_context():
        the_notice().paper_sha256 = None
        db.session.commit()
        with unguarded(db.engine) as connection:
            connection.execute(db.delete(NoticeCopy))
    assert "未留存" in lead.get(here).text
    assert lead.get(f"{here}.docx").status_code == 200


def test_a_case_is_searched_for_on_the_page_of_an_item_and_what_was_typed_stays(
    sqlite_app: Flask, checked: CheckUp
) -> None:
    lead = signed_in(sqlite_app, Role.LEAD, "lead.1")
    with sqlite_app.app_context():
        other = {"facts": "公司以末位淘汰为由辞退。", "outcome": "支付赔偿金。", "lesson": "先培训或者调岗。"}
        make_case("违法解除案", subject=Subject.PAY, **other)
        wanted = make_case("双倍工资案", subject=Subject.DISPATCH, facts="入职两年未签合同。")
        with transaction():
            notice = actions.make_notice(check_up(checked.id), by=make_person(Role.CLERK), now=NOW)
        here, case_id = f"/notices/{notice.id}/items/{notice.items[0].id}", str(wanted.id)
    page = lead.get(here).text
    assert case_id not in page  # of another subject
    typed = {"found": "还没有签合同的有九人", "article": "第十条", "case_words": "二倍工资", "case_searched": ""}
    for pressed in ({"find": "yes"}, {}):  # the button, and Enter
        page = lead.post(here, data=typed | pressed).text
        assert f'value="{case_id}"' in page
        assert "违法解除案" not in page
        assert "还没有签合同的有九人" in page
        assert "1个案例" in page.replace(" ", "")
        assert the_item(sqlite_app).found != typed["found"]
    assert "没有案例" in lead.post(here, data=typed | {"case_words": "高空抛物", "find": "yes"}).text
    said = typed | {"case_searched": "二倍工资", "case_id": case_id}
    assert lead.post(here, data=said).status_code == 302
    assert str(the_item(sqlite_app).case_id) == case_id
    page = lead.get(here).text
    assert f'value="{case_id}"' in page  # chosen, though of another subject
    assert lead.post(here, data=typed | {"case_words": "", "case_id": case_id}).status_code == 302
    assert str(the_item(sqlite_app).case_id) == case_id


def the_item(app: Flask) -> NoticeItem:
    """The first item of the only notice."""
    with app.app_context():
        return the_notice().items[0]


def test_what_proves_the_handing_over_stands_under_it(sqlite_app: Flask, checked: CheckUp) -> None:
    here, clerk = make_handed_over(sqlite_app, checked), signed_in(sqlite_app, Role.CLERK)
    assert "缺签收页" in clerk.get(here).text
    with sqlite_app.app_context():
        address = f"/evidence/notices/{the_notice().id}/new"
    form = clerk.get(address).text
    assert re.findall(r'<option[^>]*value="(\w+)"', form) == ["signed_page", "photo"]
    sent = {"picture": (io.BytesIO(picture()), "IMG_2031.jpg"), "kind": "signed_page", "caption": "企业签收页"}
    assert clerk.post(address, data=sent).status_code == 302
    with sqlite_app.app_context():
        (page,) = queries.signed_pages(the_notice())
        assert (page.kind, page.shows_people, page.keep_until) == (PictureKind.SIGNED_PAGE, True, None)
    text = clerk.get(here).text
    assert "缺签收页" not in text
    assert text.count(f'href="/evidence/{page.id}"') == 2  # under "handed over", and among the pictures


def test_a_law_that_was_not_in_force_that_day_is_marked_and_asked_about(sqlite_app: Flask, checked: CheckUp) -> None:
    first, second = signed_in(sqlite_app, Role.LEAD, "lead.1"), signed_in(sqlite_app, Role.LEAD, "lead.2")
    here = first.post(f"/check-ups/{checked.id}/notice").location
    assert "当日不在有效期" not in first.get(here).text
    with sqlite_app.app_context():
        law = make_law(title="旧劳动法", in_force_to=clock.local_day(NOW) - timedelta(days=1))
        item = the_notice().items[0]
        item.law_id, item_id = law.id, item.id
        db.session.commit()
    draft = first.get(here).text
    assert "当日不在有效期" in draft and f"{here}/items/{item_id}#law_id" in draft
    assert "旧劳动法（体检当日不在有效期）" in first.get(f"{here}/items/{item_id}").text
    assert f"{here}/items/{item_id}#law_id" in second.get(f"{here}/review").text
    asked = second.post(f"{here}/review", data={"number": "1号"})
    assert asked.status_code == 409 and "《旧劳动法》" in asked.text and "仍用这项依据通过审核" in asked.text
    assert "询问后确认" not in first.get(here).text
    assert review(second, here, number="1号") == 302
    said = "体检当日（2025年3月4日 周二）不在有效期：《旧劳动法》"
    shown = first.get(here).text
    assert f"询问后确认：{said}" in shown and f"审核时询问，已确认：—→{said}" in shown
    assert "询问后确认：审核时已经过去的日期：2025年4月3日" in shown
    assert first.post(f"{here}/reopen", data={"reason": "换依据"}).status_code == 302
    assert "询问后确认" not in first.get(here).text


def test_a_case_whose_law_is_not_in_force_today_is_marked_where_it_is_chosen_and_reviewed(
    sqlite_app: Flask, checked: CheckUp
) -> None:
    first, second = signed_in(sqlite_app, Role.LEAD, "lead.1"), signed_in(sqlite_app, Role.LEAD, "lead.2")
    here = first.post(f"/check-ups/{checked.id}/notice").location
    with sqlite_app.app_context():
        law, item_id = (
            make_law(title="旧劳动法", in_force_to=clock.today() - timedelta(days=1)),
            the_notice().items[0].id,
        )
        old = make_case(title="旧案", laws=[CaseLaw(position=1, law=law)]).id
        make_case(title="新案", laws=[CaseLaw(position=1, law=make_law(title="现行法"))])
    choice = first.get(f"{here}/items/{item_id}").text
    assert re.search("旧案 · [^<]*（所依据的法律今天已不在施行）", choice)
    assert not re.search("新案 · [^<]*（所依据的法律", choice)
    for page in (first.get(here).text, second.get(f"{here}/review").text):
        assert "所依据的法律今天已不在施行" not in page
    assert first.post(f"{here}/items/{item_id}", data={"found": "未签", "case_id": str(old)}).status_code == 302
    for page in (first.get(here).text, second.get(f"{here}/review").text):
        assert "案例所依据的法律今天已不在施行" in page and f"{here}/items/{item_id}#case_id" in page


def test_days_that_are_past_are_marked_asked_about_and_counted_anew(sqlite_app: Flask, checked: CheckUp) -> None:
    first, second = signed_in(sqlite_app, Role.LEAD, "lead.1"), signed_in(sqlite_app, Role.LEAD, "lead.2")
    here = first.post(f"/check-ups/{checked.id}/notice").location
    for page in (first.get(here).text, second.get(f"{here}/review").text):
        assert "已经过去的日期" in page and f"{here}/days-anew" in page
    asked = second.post(f"{here}/review", data={"number": "1号"})
    assert asked.status_code == 409 and "2025年4月3日" in asked.text and "日期不改，审核通过" in asked.text
    assert second.post(f"{here}/days-anew").location == here
    assert "已经过去的日期" not in first.get(here).text
    assert second.post(f"{here}/review", data={"number": "1号"}).status_code == 302
    assert second.post(f"{here}/days-anew").status_code == 409


def review(reviewer: FlaskClient, here: str, **typed: str) -> int:
    """The status of its review after every question was answered with yes."""
    answer = reviewer.post(f"{here}/review", data=typed)
    while answer.status_code == 409:
        yeses = re.findall(r'name="confirm" value="([^"]+)"', answer.text)
        answer = reviewer.post(f"{here}/review", data=typed | {"confirm": yeses})
    return answer.status_code


def test_nobody_reviews_or_hands_over_words_that_changed_since_they_were_shown(app: Flask) -> None:
    with app.app_context():
        make_bureau()
        team = make_team("labor_relations")
        for name in ("lead.1", "lead.2"):
            make_person(Role.LEAD, team=team, username=name, name=name)
        heavy, middle = make_list("签订书面劳动合同", "发放工资条").points
        checked = make_check_up({heavy: Found.RISK, middle: Found.RISK}, team=team).id
    first, second = signed_in(app, Role.LEAD, "lead.1"), signed_in(app, Role.LEAD, "lead.2")
    here = first.post(f"/check-ups/{checked}/notice").location
    with app.app_context():
        heavy_item, middle_item = (item.id for item in the_notice().items)
    asking = {"stood": stood_in(first.get(here).text)}
    reviewing = {"number": "示人社〔2025〕9号", "stood": stood_in(second.get(f"{here}/review").text)}
    assert first.post(f"{here}/items/{heavy_item}", data={"found": "未签", "advice": "三日内补签"}).status_code == 302
    assert first.post(f"{here}/items/{middle_item}/drop").status_code == 302
    assert CHANGED in first.post(f"{here}/ask", data=asking, follow_redirects=True).text
    refused = second.post(f"{here}/review", data=reviewing)
    assert refused.status_code == 409 and CHANGED in refused.text
    assert "三日内补签" in refused.text and "发放工资条" not in refused.text and "示人社〔2025〕9号" in refused.text
    with app.app_context():
        assert (the_notice().state, the_notice().asked_at) == (State.DRAFT, None)
    shown = {"stood": stood_in(first.get(here).text)}
    assert CHANGED not in first.post(f"{here}/ask", data=shown, follow_redirects=True).text
    assert review(second, here, **reviewing | {"stood": stood_in(refused.text)}) == 302
    handing = {"day": clock.today().isoformat(), "stood": stood_in(first.get(f"{here}/hand-over").text)}
    assert first.post(f"{here}/reopen", data={"reason": "补一项"}).status_code == 302
    with app.app_context():
        key = queries.item_of(the_notice(), middle_item).key
    assert first.post(f"{here}/risks/{key}/take-in").status_code == 302
    assert review(second, here, number="示人社〔2025〕9号") == 302
    refused = first.post(f"{here}/hand-over", data=handing)
    assert refused.status_code == 409 and CHANGED in refused.text and "发放工资条" in refused.text
    assert first.post(f"{here}/hand-over", data=handing | {"stood": stood_in(refused.text)}).status_code == 302


def stood_in(page: str) -> str:
    """What the form of the page says that the page shows."""
    return re.findall(r'name="stood" value="([^"]+)"', page)[0]
