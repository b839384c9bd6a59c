"""A record as a page of paper: HTML with no address but ours, in the language of its reader."""

from base64 import b64encode
from collections.abc import Mapping

from flask import current_app

from exchange.files.images import as_jpeg
from exchange.files.stores import NotStored, store
from exchange.kernel.settings import Settings
from exchange.library.queries import ExperiencePage
from exchange.library.queries.given import given_to
from exchange.library.queries.pictures import keys_of
from exchange.library.shown import words
from exchange.library.telling import told
from exchange.text.wording import current_language, use_language

GIVEN = "data:image/jpeg;base64,"  # the only pictures that `child` takes


def paper_html(page: ExperiencePage, lang: str, form: str) -> str:
    """The whole record, or as much as two pages hold; `lang` is that of the words around it."""
    with use_language(lang):
        here, settings = current_language(), _settings()
        given = given_to(page, (lang,))
        page = told(page, given)
        row = page.row
        return current_app.jinja_env.get_template("library/paper.html").render(
            page=page,
            row=row,
            given=given,
            form=form,
            pictures=_pictures(page, 1 if form == "short" else None),
            lang=here.code,
            html_lang=here.html,
            zone=settings.timezone,
            address=f"{settings.base_url}/{here.code}/experiences/{row.code}/v{row.version}",
            statements=[funder.statement(here.code) for funder in settings.funders],
            **words(),
        )


def _pictures(page: ExperiencePage, most: int | None) -> Mapping[int, str]:
    """The bytes of each, by its file: the process that makes the paper reads nothing else."""
    wanted = [one.file for one in page.body.pictures[:most]]
    keys = keys_of(page.row.id) if wanted else {}
    return {one: _bytes(keys[one]) for one in wanted if one in keys}


def _bytes(key: str) -> str:
    """As an address that holds all of it; "" where there is nothing any more."""
    try:
        content = as_jpeg(store().get(f"{key}-medium"))
    except NotStored:
        return ""
    return GIVEN + b64encode(content).decode()


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
