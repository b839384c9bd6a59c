from collections.abc import Sequence
from urllib.parse import urlencode

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import end_of_today
from exchange.kernel.rulings import NotFound
from exchange.library import policy, queries, vocabulary
from exchange.library.codes import name_of, number_in
from exchange.library.forms import PlainForm
from exchange.library.queries import ExperienceList, ExperiencePage, Narrowed
from exchange.library.queries.given import Given, given_to
from exchange.library.telling import told
from exchange.library.views.blueprint import experience_address, languages_read, library
from exchange.library.words import words
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import TagRow, slugs_now, tag_list
from exchange.text.countries import all_countries
from exchange.text.languages import BY_CODE, LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.footnotes import country

Option = tuple[str, object, str]
FILTERS = ("country", "theme", "lang", "level")


@library.get("/experiences")
@open_to(Audience.EVERYONE)
def show_list() -> ResponseReturnValue:
    """Whoever has a problem finds who solved one like it, and leaves with that record."""
    themes = tag_list(current_code(), themes_only=True)
    narrowed = _narrowed({theme.slug for theme in themes})
    if request.query_string.decode("ascii", "replace") != (query := _query(narrowed)):
        return redirect(request.path + (f"?{query}" if query else ""), 301)
    page = queries.experience_list(narrowed, request.args.get("from"), current_code())
    return render_template(
        "library/list.html",
        page=page,
        narrowed=narrowed,
        base=f"{request.path}?{urlencode(narrowed.chosen())}".rstrip("?"),
        options=_options(page, themes),
        levels=vocabulary.LEVELS,
        **_of_reader(current_actor()),
    )


def _of_reader(actor: Actor) -> dict[str, object]:
    """What the list asks of whoever looks at it."""
    return {"reads": languages_read(actor), "may_draft": policy.may_draft(actor)}


def _options(page: ExperienceList, themes: Sequence[TagRow]) -> dict[str, list[Option]]:
    """What the list can be narrowed to: value, words, language of the words."""
    here = current_code()
    used = [code for code, _name in all_countries() if code in page.used_countries]
    return {
        "country": [(code, country(code), "") for code in used],
        "theme": [theme.option(here) for theme in themes],
        "lang": [(o.code, o.own_name, o.html) for o in LANGUAGES if o.code in page.used_languages],
        "level": [(code, words, "") for code, words in vocabulary.LEVELS.items()],
    }


def _narrowed(themes: set[str]) -> Narrowed:
    known = {
        "country": {code for code, _name in all_countries()},
        "theme": themes,
        "lang": set(BY_CODE),
        "level": set(vocabulary.LEVELS),
    }
    given = {name: request.args.get(name) for name in FILTERS}
    if given["theme"] and given["theme"] not in themes:
        given["theme"] = slugs_now([given["theme"]])[0]  # of the one that it was merged into
    return Narrowed(**{n: value if value in known[n] else None for n, value in given.items()})


def _query(narrowed: Narrowed) -> str:
    """The one way in which an address says it: known values only, in one order."""
    start = request.args.get("from", "")
    is_ours = start.replace("-", "").isascii() and start.replace("-", "").isdecimal()
    return urlencode(narrowed.chosen() | ({"from": start} if is_ours else {}))


@library.get("/experiences/<name>")
@open_to(Audience.EVERYONE)
def show_experience(name: str) -> ResponseReturnValue:
    """Whoever could use it learns what was done, where and by whom, and what to expect."""
    return _show(name, None)


@library.get("/experiences/<name>/v<int:version>")
@open_to(Audience.EVERYONE)
def show_version(name: str, version: int) -> ResponseReturnValue:
    """Whoever cited a version finds it as it was."""
    return _show(name, version)


def _show(name: str, version: int | None) -> ResponseReturnValue:
    actor = current_actor()
    if (number := number_in(name)) is None:
        raise NotFound
    page = queries.experience_page(actor, number, version)
    if name != name_of(number, page.row.title):
        return redirect(experience_address(number, page.row.title, version), 301)
    may = _rulings(actor, page)
    shown, given = _told_to(actor, page)
    return render_template(
        "library/experience.html",
        page=shown,
        row=shown.row,
        given=given,
        here=request.path,
        may_translate=actor.may_write and page.row.state != "withdrawn",
        may=may,
        renewing=PlainForm(formdata=None) if may["renew"] else None,
        now=end_of_today(),
        needs_english=given.is_original and page.needs_english(languages_read(actor)),
        **words(),
    )


def _told_to(actor: Actor, page: ExperiencePage) -> tuple[ExperiencePage, Given]:
    """The record in the language that its reader asks for, or else is served best by."""
    asked = request.args.get("in")
    given = given_to(page, languages_read(actor), asked if asked in BY_CODE else None)
    return told(page, given), given


def _rulings(actor: Actor, page: ExperiencePage) -> dict[str, bool]:
    """The verbs that the page offers."""
    rules = {
        "edit": policy.may_edit,
        "submit": policy.may_submit,
        "take_back": policy.may_take_back,
        "read": policy.may_take,
        "renew": policy.may_renew,
        "withdraw": policy.may_withdraw,
        "put_back": policy.may_put_back,
    }
    return {verb: bool(rule(actor, page.facts)) for verb, rule in rules.items()}
