"""The language of a page: chosen, else the browser's, else the bureau's; and the catalogues behind it."""

import errno
import os
import secrets
from contextlib import AbstractContextManager
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations
from flask import Blueprint, Flask, current_app, has_request_context, redirect, request
from flask_babel import Babel, Domain, force_locale, get_locale
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from outreach.errors import NotFound
from outreach.web.access import Permission, permit
from outreach.web.appearance import keep_choice, kept_choice
from outreach.web.returning import next_path
from outreach.web.templating import add_fact

LANGUAGES = {"zh": "中文", "en": "English"}
HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"

pages = Blueprint("language", __name__)


def init_language(app: Flask, *, default: str, data_dir: Path) -> None:
    """Compile the catalogues and give pages `get_locale`, `html_lang` and `languages`."""
    app.config["OUTREACH_LOCALE"] = default
    app.config["BABEL_DEFAULT_LOCALE"] = default
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled_catalogues(CATALOGUES, data_dir))
    catalogues = Babel(app, locale_selector=chosen_language).domain_instance = _Catalogues()
    _let_templates_ask(app, catalogues)
    # flask-babel calls every lazy sentence HTML; ours hold what people typed, and refusals are such sentences.
    LazyString.__html__ = _escaped
    app.register_blueprint(pages)
    app.jinja_env.globals.update(get_locale=get_locale, languages=LANGUAGES)
    add_fact(app, "html_lang", lambda: HTML_LANGUAGES[chosen_language()])


class _Catalogues(Domain):
    """The catalogues, found by the language alone: Flask-Babel's own way to them was a twentieth of a page's time."""

    def __init__(self) -> None:
        super().__init__()
        self._of_language: dict[Locale, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        """The catalogue of this request's language."""
        language = get_locale()
        known = self._of_language.get(language)
        if known is not None:
            return known
        found: NullTranslations = super().get_translations()
        if language is not None:  # outside of the app there is none, and nothing is translated
            self._of_language[language] = found
        return found


def _let_templates_ask(app: Flask, catalogues: Domain) -> None:
    """Have the sentences of templates looked up at once, not first asked whose catalogues they are: forty in a page."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda said: catalogues.get_translations().ugettext(said),
        ngettext=lambda one, many, number: catalogues.get_translations().ungettext(one, many, number),
        pgettext=lambda context, said: catalogues.get_translations().upgettext(context, said),
        npgettext=lambda context, *said: catalogues.get_translations().unpgettext(context, *said),
        newstyle=True,
    )


def _escaped(sentence: LazyString) -> Markup:
    return escape(str(sentence))


def chosen_language() -> str:
    """The code of this request's language; outside of a request the bureau's."""
    default: str = current_app.config["OUTREACH_LOCALE"]
    if not has_request_context():
        return default
    for said in (request.args.get("lang"), kept_choice("language")):
        if said in LANGUAGES:
            return said
    for tag, _quality in request.accept_languages:  # best first; zh-CN before en is Chinese, also where zh is not named
        code = tag.partition("-")[0].lower()
        if code in LANGUAGES:
            return code
    return default


def in_bureau_language() -> AbstractContextManager[None]:
    """What is said inside is said in the bureau's language, whoever reads the page: for words that are stored."""
    spoken: AbstractContextManager[None] = force_locale(current_app.config["OUTREACH_LOCALE"])
    return spoken


@pages.route("/language/<string:code>", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def choose(code: str) -> Response:
    """Keep the language in this browser and go back."""
    if code not in LANGUAGES:
        raise NotFound()
    response: Response = redirect(next_path())
    keep_choice(response, "language", code)
    return response


def compiled_catalogues(source: Path, data_dir: Path) -> Path:
    """The folder that holds an up-to-date .mo for each .po of `source`: `source` itself, or one in the data folder.

    A .mo carries its .po's time, so that it is stale exactly when they differ, whichever way a checkout set the clock.
    """
    folder = source
    for catalogue in sorted(source.glob("*/LC_MESSAGES/*.po")):
        if folder == source and not _compiled(catalogue, catalogue.with_suffix(".mo")):
            folder = data_dir / "translations"
    if folder != source:
        for catalogue in source.glob("*/LC_MESSAGES/*.po"):
            target = folder / catalogue.relative_to(source).with_suffix(".mo")
            target.parent.mkdir(parents=True, exist_ok=True)
            _compiled(catalogue, target)
    return folder


def _compiled(catalogue: Path, target: Path) -> bool:
    """Make `target` match `catalogue`; False where the folder can't be written to."""
    time = catalogue.stat().st_mtime_ns
    if os.access(target, os.R_OK) and target.stat().st_mtime_ns == time:
        return True
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    try:
        with catalogue.open("rb") as po, draft.open("wb") as mo:
            write_mo(mo, read_po(po, locale=catalogue.parent.parent.name))
        draft.chmod(0o644)  # who installed the program may not be the account that it runs under
        os.utime(draft, ns=(time, time))
        os.replace(draft, target)
    except PermissionError:
        return False
    except OSError as error:
        if error.errno == errno.EROFS:
            return False
        raise
    return True
