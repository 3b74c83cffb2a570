"""Every page is valid HTML, with one h1 and no id twice."""

import re
from collections import Counter
from collections.abc import Callable, Collection

import pytest
from flask import Flask
from tinyhtml5 import inputstream
from tinyhtml5.parser import HTMLParser

from tests.kept_pages import KeptPages
from tests.pages import NO_PAGE, WITHOUT_ADDRESS, page_rules


class Patterns(dict[tuple[Collection[str], bool], re.Pattern[str]]):
    """For some characters, what matches any others; or what matches them, if asked for the opposite."""

    def __missing__(self, asked: tuple[Collection[str], bool]) -> re.Pattern[str]:
        characters, opposite = asked
        escaped = "".join(f"\\x{ord(character):02x}" for character in characters)
        self[asked] = re.compile(f"[{'' if opposite else '^'}{escaped}]+")
        return self[asked]


@pytest.fixture(autouse=True)
def kept_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the parser keep its patterns: it files each under a wrong key, and makes it anew for half of its time."""
    monkeypatch.setattr(inputstream, "characters_until_regex", Patterns())


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


def complaints(text: str) -> list[str]:
    """What is wrong with the page."""
    parser = HTMLParser()
    tree = parser.parse(text)
    found = [f"{code} at {place} {facts}" for place, code, facts in parser.errors]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    found += [f"id {name} stands {times} times" for name, times in ids.items() if times > 1]
    heads = sum(1 for element in tree.iter() if str(element.tag).endswith("}h1") or element.tag == "h1")
    return found if heads == 1 else [*found, f"{heads} h1"]
