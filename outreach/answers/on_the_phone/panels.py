"""The ways to the answers from the log, and their shapes on the page that the phone keeps."""

from typing import Any

from flask import render_template

from outreach.fulltext.terms import told


def way_in(**_facts: Any) -> str:
    """The link beside the other ways of an event's log."""
    return render_template("answers/on_the_phone/way_in.html", is_small=False)


def small_way_in() -> str:
    """The link in the form of a question that needs an answer: perhaps the office has one."""
    return render_template("answers/on_the_phone/way_in.html", is_small=True)


def shapes() -> str:
    """The page's parts, to be drawn from without a signal; nobody's data is in them."""
    return render_template("answers/on_the_phone/shapes.html", terms=told())
