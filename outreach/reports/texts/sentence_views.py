"""The sentences that texts are made of: the list, one of them, and back to the built-in one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.reports.filters import Filters
from outreach.reports.texts import queries, wordings
from outreach.reports.texts.forms import SentenceForm
from outreach.reports.texts.labels import KINDS
from outreach.reports.texts.naming import FIGURES
from outreach.reports.texts.sentences import EVERY_KIND, FACTS, SENTENCES
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("text_sentences", __name__, url_prefix="/reports/<int:year>/texts/sentences")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """Every sentence as it holds, in the order of a text."""
    Filters.of_year(year)
    shown = {"sentences": SENTENCES, "own": queries.patterns(), "kinds": KINDS, "every": EVERY_KIND}
    return render_template("reports/texts/sentences.html", year=year, **shown)


@pages.route("/<string:sentence_key>", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def edit(year: int, sentence_key: str) -> Any:
    """Write a sentence of the bureau's own; `?from=` begins with an older version."""
    Filters.of_year(year)
    sentence = wordings.sentence_of(sentence_key)
    holds = queries.patterns().get(sentence_key, sentence.pattern)
    form = SentenceForm(data={"pattern": _beginning(sentence_key, holds), "seen": queries.last_version(sentence_key)})

    def write(form: SentenceForm) -> bool:
        facts: dict[str, Any] = {"seen": form.version_seen, "by": acting_person(), "now": clock.now()}
        wordings.write_sentence(sentence_key, form.pattern.data or "", **facts)
        return True

    if submitted(form, write):
        flash(_("Saved. New texts are written with it; those that are there stay as they are."), "success")
        return redirect(url_for(".index", year=year, _anchor=sentence_key))
    if form.version_seen != queries.last_version(sentence_key):
        form.begin_with(queries.last_version(sentence_key))
    versions = queries.page_of_sentence_versions(sentence_key, page_number())
    shown = {"facts": FACTS, "figures": FIGURES, "versions": versions, "holds": queries.patterns().get(sentence_key)}
    return render_template("reports/texts/sentence.html", form=form, sentence=sentence, year=year, **shown), form.status


@pages.post("/<string:sentence_key>/reset")
@permit(Permission.CLOSE)
def reset(year: int, sentence_key: str) -> Any:
    """Back to the built-in sentence."""
    seen = request.form.get("seen", type=int) or 0
    with transaction():
        wordings.reset_sentence(sentence_key, seen=seen, by=acting_person(), now=clock.now())
    flash(_("The built-in sentence holds again. Yours stays among the versions."), "success")
    return redirect(url_for(".index", year=year, _anchor=sentence_key))


def _beginning(key: str, holds: str) -> str:
    asked = request.args.get("from", type=int)
    if asked is None:
        return holds
    found = queries.sentence_version(key, asked)
    return wordings.sentence_of(key).pattern if found.text is None else found.text
