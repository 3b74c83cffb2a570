"""What templates may name: asked for once in a request; and what all may, also in what they import."""

from itertools import count

import pytest
from flask import Flask, render_template_string
from jinja2 import DictLoader, UndefinedError

from outreach.web.access import Permission, permit
from outreach.web.templating import PageEnvironment, add_fact


def test_a_fact_is_asked_once_in_a_request_and_anew_in_the_next(small: Flask) -> None:
    asked = count(1)
    add_fact(small, "number", lambda: next(asked))

    @small.get("/twice")
    @permit(Permission.PUBLIC)
    def twice() -> str:
        return render_template_string("{{ number }}") + render_template_string("{{ number }}")

    with small.app_context():  # which both requests share
        assert [small.test_client().get("/twice").text for _ in range(2)] == ["11", "22"]


def test_an_imported_template_names_what_all_may_and_nothing_of_the_page(small: Flask) -> None:
    assert isinstance(small.jinja_env, PageEnvironment)
    small.jinja_env.globals["of_all"] = "of all"
    part = "{% macro say(page) %}{{ of_page if page else of_all }}{% endmacro %}"
    small.jinja_env.loader = DictLoader({"part": part})
    with small.test_request_context():
        page = "{% from 'part' import say %}{% set of_page = 1 %}{{ say(page) }}"
        assert render_template_string(page, page=False, of_page=1) == "of all"
        with pytest.raises(UndefinedError):
            render_template_string(page, page=True, of_page=1)
