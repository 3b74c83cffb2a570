"""A form that begins with what stands says so, so that the last of two who save doesn't undo the first unasked."""

from collections.abc import Callable

from flask import Flask
from markupever import HtmlOptions, Parser

from tests.kept_pages import KeptPages

#: Forms that begin with what is only suggested, or add something of their own, so that nothing is written over.
OTHERWISE = {
    "admin.new_team": "the next colour and place",
    "answers.new": "today",
    "blanks.fill": "the days of the year",
    "drafts.index": "the years, and as much as last year",
    "drawn_texts.hand_in": "today",
    "editions.new": "the days by the campaign's rule",
    "event_stock.move": "what is planned, or was taken along",
    "follow_up_log.new": "the day till which it is owed",
    "media.article": "yesterday, for a reading",
    "media.new_placement": "the day of the item",
    "notice_steps.revisit_day": "one day, which is all that it changes",
    "on_the_spot.new": "now",
    "proposals.page": "the day that suits",
    "pushes.new": "today",
    "readings.correct": "what was read: the correction is a reading of its own",
    "revisits.plan": "the day of the notice",
    "stock.move_in_store": "today",
    "stock.move_with_team": "today",
}


def test_every_form_that_begins_with_what_stands_says_what_that_is(
    sampled_app: Flask, example_pages: list[tuple[str, str]], pages_of: Callable[[str], KeptPages]
) -> None:
    both = {rule.endpoint for rule in sampled_app.url_map.iter_rules() if {"GET", "POST"} <= (rule.methods or set())}
    pages = pages_of("admin")
    asked = [(endpoint, address) for endpoint, address in example_pages if endpoint in both]
    silent = {endpoint for endpoint, address in asked if filled_in(pages.answer(address).get_data(as_text=True))}
    assert sorted(silent) == sorted(OTHERWISE)


def filled_in(page: str) -> list[str]:
    """What is filled in in forms of the page that don't say what stood there."""
    tree = Parser(HtmlOptions()).process(page).finish().into_dom()
    found = []
    for form in tree.select("form.form[method=post]"):
        sent = {each.attrs.get("name", ""): each.attrs.get("value", "") for each in form.select("input[name]")}
        if not {"stood", "seen", "version"} & set(sent):
            typed = form.select("input[type=text][value], input[type=date][value], input[type=number][value]")
            found += [str(each.attrs["name"]) for each in typed if each.attrs["value"]]
            found += [str(each.attrs["name"]) for each in form.select("textarea[name]") if each.text().strip()]
    return found
