"""What templates may call: words, dates, names, versions of files, the places of the site."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from exchange.kernel.clock import now
from exchange.kernel.settings import Settings
from exchange.kernel.slots import slot
from exchange.kernel.submissions import new_submission_id
from exchange.text import dates, wording, zones
from exchange.text.cards import with_cards
from exchange.text.language_names import language_name
from exchange.text.languages import BY_CODE, LANGUAGES
from exchange.text.mentions import names_only, with_profiles
from exchange.text.numbers import megabytes
from exchange.text.quotation import spoken_by
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.footnotes import country, kosovo_footnote
from exchange.web.fragments import marked, remember, remember_long

# Shown only where the address exists: a control that is not built yet is absent, never dead.
PLACES: list[tuple[str, str, object]] = [
    ("forum", "/threads", _l("Forum")),
    ("library", "/experiences", _l("Experience")),
    ("mentors", "/mentors", _l("Mentors")),
    ("about", "/about/project", _l("About")),
]

IN_CYRILLIC = {"sr-Cyrl", "mk"}  # as in the style
_FONT = re.compile(r'url\("(fonts/([\w-]+)\.woff2\?v=\w+)"\)')


def initials(name: str) -> str:
    """At most two letters that stand for a person in a circle."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))


def in_english(texts: Mapping[str, str], lang: str) -> Markup:
    """Tells, as an attribute, that a text by language is shown in English for want of another."""
    return Markup("" if texts.get(lang) or "en" not in texts else ' lang="en"')  # noqa: S704  ours


def _asset_of(folder: Path) -> Callable[[str], str]:
    @cache
    def asset(name: str) -> str:
        """A static file's address, another one for every content: browsers may keep it. A script
        is sent as small as set-up has made it."""
        name = f"small/{name}" if (folder / "small" / name).exists() else name
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:10]
        return f"/static/{name}?v={digest}"

    return asset


def _fonts_of(folder: Path) -> Callable[[str], Sequence[str]]:
    """The files that a page in this language (as HTML names it) is set in, names of people in
    Latin letters included.

    Pages ask for them at once: the style uses them only if they are here in time, so that nothing
    moves under a reader's eyes.
    """
    style = (folder / "exchange.css").read_text(encoding="utf-8")
    known = {name: f"/static/{address}" for address, name in _FONT.findall(style)}
    latin = (known["sans-latin"], known["serif-latin"])
    cyrillic = (known["sans-cyrillic"], known["serif-cyrillic"], known["sans-latin"])
    return lambda language: cyrillic if language in IN_CYRILLIC else latin


def _places(app: Flask) -> list[tuple[str, str, object]]:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    return [place for place in PLACES if f"/<lang:lang>{place[1]}" in rules]


def _csrf_token() -> str:
    """The session's token; signed once a minute, as any page may ask for it."""
    if "csrf_token" not in session:
        return str(generate_csrf())
    return _signed_token(session["csrf_token"], now().replace(second=0, microsecond=0))


@lru_cache(maxsize=500)
def _signed_token(_token: str, _minute: datetime) -> str:
    return str(generate_csrf())


class _Template(jinja2.Template):
    """All templates have the same globals, so a template that is imported is made once."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module(None)  # theirs compares all globals at each import


def _install_gettext(env: jinja2.Environment) -> None:
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]
        wording.gettext,
        wording.ngettext,
        newstyle=True,
        pgettext=wording.pgettext,
        npgettext=wording.npgettext,
    )


def _of_this_request() -> dict[str, object]:
    language = current_language()
    # Flask-WTF gives pages its own, which signs anew for each; the last one given is taken.
    return {"lang": language.code, "html_lang": language.html, "csrf_token": _csrf_token}


def init_app(app: Flask, settings: Settings) -> None:
    """Give templates their words; after all blueprints are registered."""
    env = app.jinja_env
    env.template_class = _Template
    _install_gettext(env)
    given: dict[str, Any] = {
        "base_url": settings.base_url,
        "age_by_the_day": dates.age_by_the_day,
        "age_in_days": dates.age_in_days,
        "asset": _asset_of(Path(app.static_folder or "")),
        "country": country,
        "csrf_token": _csrf_token,
        "file_limits": settings,
        "fonts_of": _fonts_of(Path(app.static_folder or "")),
        "funders": settings.funders,
        "has_organisations": "people.show_organisations" in app.view_functions,
        "has_search": "search.find" in app.view_functions,
        "initials": initials,
        "kosovo_footnote": kosovo_footnote,
        "marked": marked,
        "megabytes": megabytes,
        "new_submission_id": new_submission_id,
        "language_name": lambda code: language_name(code, current_language().code),
        "html_langs": {one.code: one.html for one in LANGUAGES},
        "html_lang_of": lambda code: BY_CODE[code].html,
        "in_english": in_english,
        "languages": [(one.code, one.own_name, one.html) for one in LANGUAGES],
        "places": [(key, address, label) for key, address, label in _places(app)],
        "remember": remember,
        "remember_long": remember_long,
        "slot": slot,
        "spoken_by": spoken_by,
    }
    env.globals |= given
    env.filters |= {"names_only": names_only, "with_profiles": with_profiles}
    env.filters["with_cards"] = with_cards
    env.filters |= {"moment": dates.moment, "day": dates.day, "rfc3339": dates.rfc3339}
    env.filters |= {"weekday": dates.weekday, "weekday_of": dates.weekday_of}
    env.filters |= {"zone_name": zones.zone_name, "zone_name_then": zones.zone_name_then}
    app.context_processor(_of_this_request)
