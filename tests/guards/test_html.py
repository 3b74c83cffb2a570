"""Every page is valid HTML, with one h1 and no id twice."""

from collections import Counter

import pytest
from flask import Flask
from tinyhtml5.parser import HTMLParser

from outreach.people.queries import person_by_username
from tests.pages import NO_PAGE, WITHOUT_ADDRESS, addresses, page_rules
from tests.signing_in import sign_in


@pytest.mark.parametrize("username", ["admin", "viewer"])
def test_every_page_is_valid(example_app: Flask, username: str) -> None:
    client = example_app.test_client()
    with example_app.app_context():
        person = person_by_username(username)
        assert person is not None
        person.must_change_password = False
        sign_in(client, person)
    troubles = []
    for _endpoint, address in addresses(example_app):
        with client.get(address) as answer:
            if answer.status_code == 200 and answer.mimetype == "text/html":
                troubles += [f"{address}: {trouble}" for trouble in complaints(answer.text)]
            elif username == "admin" and answer.status_code not in (301, 302, 303):
                troubles.append(f"{address}: {answer.status}")
    assert "\n".join(troubles) == ""


def test_every_page_has_an_address_to_look_at(example_app: Flask) -> None:
    found = {endpoint for endpoint, _address in addresses(example_app)}
    assert {rule.endpoint for rule in page_rules(example_app)} - found == set()


def test_what_has_no_address_is_a_page_of_today(example_app: Flask) -> None:
    pages = {rule.endpoint for rule in example_app.url_map.iter_rules() if not NO_PAGE.search(rule.rule)}
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
