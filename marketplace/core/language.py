"""Vietnamese and English: the same routes, English under `/en`.

The prefix is taken off before routing and kept as SCRIPT_NAME, so every `url_for` inside an English page
leads to an English page, and no route needs to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, current_app, g, has_app_context, has_request_context, request
from flask_babel import Babel, get_translations, ngettext
from flask_babel import force_locale as babel_in
from flask_babel.speaklater import LazyString

from marketplace.core.addresses import plain_query

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LANGUAGES = ("vi", "en")
# The language that the source is written in.
SOURCE = "vi"

_forced: ContextVar[str] = ContextVar("forced", default="")

__all__ = [
    "LANGUAGES", "SOURCE", "LanguagePrefix", "force_locale", "gettext", "init_languages", "language", "lazy_gettext",
    "message", "ngettext", "public_url", "root", "spoken",
]  # fmt: skip


class LanguagePrefix:
    """WSGI layer that turns `/en/products` into `/products` in English."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Take the prefix off and pass the request on."""
        path = environ.get("PATH_INFO", "")
        if path == "/en" or path.startswith("/en/"):
            environ["SCRIPT_NAME"] = "/en"
            environ["PATH_INFO"] = path[3:] or "/"
        return self._inner(environ, start_response)


def language() -> str:
    """The language of the page being made: 'vi' or 'en'."""
    if has_request_context():
        return "en" if request.script_root == "/en" else "vi"
    return str(g.get("language", "vi"))


def root() -> str:
    """What a path written by hand must begin with in this language: '' or '/en'."""
    return "/en" if language() == "en" else ""


def public_url(path: str, *, language: str = "vi") -> str:
    """An absolute address for letters, links and QR codes; built from the settings, never from the request."""
    prefix = "/en" if language == "en" else ""
    return f"{current_app.config['MARKET'].PUBLIC_URL}{prefix}{path}"


def alternate_url(other: str) -> str:
    """The address of this very page in the other language."""
    query = plain_query(request.query_string.decode("ascii", "replace"))
    path = quote(request.path, safe="/-._~")
    return public_url(f"{path}?{query}" if query else path, language=other)


def init_languages(app: Flask) -> None:
    """Set Flask-Babel up with Vietnamese as the language the source is written in."""
    app.config.update(
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    Babel(app, locale_selector=language)
    app.jinja_env.install_gettext_callables(message, _counted_message, newstyle=True)  # type: ignore[attr-defined]
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    app.context_processor(_page_values)


def message(text: str) -> str:
    """A message of a template. The source is written in Vietnamese, so for it nothing is looked up."""
    return text if spoken() == SOURCE else str(get_translations().ugettext(text))


def gettext(text: str, **values: Any) -> str:
    """A sentence of the program, with its values if there are any."""
    said = message(text)
    return said % values if values else said


def lazy_gettext(text: str, **values: Any) -> LazyString:
    """The same, in the language of whoever comes to read it."""
    return LazyString(gettext, text, **values)


def spoken() -> str:
    """The language of texts at this moment: the page's, or that of a letter being written meanwhile."""
    # Asked for every number of a page; Flask-Babel's `get_locale` says the same and takes ten times as long.
    return _forced.get() or (language() if has_app_context() else SOURCE)


@contextmanager
def force_locale(language: str) -> Iterator[None]:
    """Have the texts inside in this language, whatever that of the page is."""
    token = _forced.set(language)
    try:
        with babel_in(language):
            yield
    finally:
        _forced.reset(token)


def _counted_message(one: str, several: str, count: int) -> str:
    if spoken() == SOURCE:
        return one if count == 1 else several
    return str(get_translations().ungettext(one, several, count))


def _page_values() -> dict[str, Any]:
    return {"language": language(), "root": root(), "alternate_url": alternate_url}
