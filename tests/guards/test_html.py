"""Every page is valid HTML, with one h1 and no id twice."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from markupever import HtmlOptions, Parser

from tests.kept_pages import KeptPages
from tests.pages import NO_PAGE, WITHOUT_ADDRESS, page_rules

#: What may stand in a list to choose from; the parser lets anything in, as the newest browsers do.
IN_SELECT = {"option", "optgroup", "hr"}


@pytest.mark.parametrize("username", ["admin", "viewer"])
def test_every_page_is_valid(
    example_pages: list[tuple[str, str]], pages_of: Callable[[str], KeptPages], username: str
) -> None:
    pages = pages_of(username)
    troubles = []
    for _endpoint, address in example_pages:
        answer = pages.answer(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            troubles += [f"{address}: {trouble}" for trouble in complaints(answer.get_data(as_text=True))]
        elif username == "admin" and answer.status_code not in (301, 302, 303):
            troubles.append(f"{address}: {answer.status}")
    assert "\n".join(troubles) == ""


def test_every_page_has_an_address_to_look_at(sampled_app: Flask, example_pages: list[tuple[str, str]]) -> None:
    found = {endpoint for endpoint, _address in example_pages}
    assert {rule.endpoint for rule in page_rules(sampled_app)} - found == set()


def test_what_has_no_address_is_a_page_of_today(sampled_app: Flask) -> None:
    pages = {rule.endpoint for rule in sampled_app.url_map.iter_rules() if not NO_PAGE.search(rule.rule)}
    assert set(WITHOUT_ADDRESS) - pages == set()


PAGE = "<!DOCTYPE html><html lang=zh><title>t</title><body><h1>h</h1>{}</body></html>"


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("<div>", id="no end"),
        pytest.param("</span>", id="no beginning"),
        pytest.param("<b><i>b</b></i>", id="ends crossed"),
        pytest.param("<p><ul><li>b</ul></p>", id="a list in a paragraph"),
        pytest.param("<form><form></form></form>", id="a form in a form"),
        pytest.param("<a href=b><a href=c>b</a></a>", id="a link in a link"),
        pytest.param("<table><p>b</p><tr><td>b</table>", id="text between rows"),
        pytest.param("<select><p>b</p></select>", id="text in a list to choose from"),
        pytest.param("<div/>", id="closed as in XML"),
        pytest.param("<p id=b id=c>b</p>", id="an attribute twice"),
        pytest.param('<p id="b"class="c">b</p>', id="no space"),
        pytest.param('<p title=b"c>b</p>', id="half quoted"),
        pytest.param("<p>1 & 2 &foo; 3</p>", id="no such character"),
        pytest.param("<p>1 <2</p>", id="a bare sign"),
        pytest.param("<p>a\x01b</p>", id="a control character"),
        pytest.param("<p id=b>b</p><p id=b>c</p>", id="an id twice"),
        pytest.param("<h1>b</h1>", id="two heads"),
    ],
)
def test_a_fault_is_found_where_it_stands(part: str) -> None:
    assert complaints(PAGE.format("<p>b</p>")) == []
    assert complaints(PAGE.format(part)) != []


def complaints(text: str) -> list[str]:
    """What is wrong with the page."""
    parser = parsed(text)
    lines = text.splitlines(keepends=True)
    found = [f"line {line_of(error, lines)}: {error}" for error in parser.errors()]
    tree = parser.into_dom()
    ids = Counter(element.attrs["id"] for element in tree.select("[id]"))
    found += [f"id {name} stands {times} times" for name, times in ids.items() if times > 1]
    inside = {element.name.local for element in tree.select("select > *")}
    found += [f"{name} in a select" for name in inside - IN_SELECT]
    heads = len(list(tree.select("h1")))
    return found if heads == 1 else [*found, f"{heads} h1"]


def parsed(text: str) -> Parser:
    """A parser that has read the text."""
    return Parser(HtmlOptions(exact_errors=True)).process(text).finish()


def line_of(error: str, lines: list[str]) -> int:
    """The line up to which the parser has to read to find that, since it doesn't say."""
    upto = range(1, len(lines) + 1)
    return next((each for each in upto if error in parsed("".join(lines[:each])).errors()), len(lines))
