"""A record as a page of paper: HTML with no address but ours, in the language of its reader."""

from flask import current_app

from exchange.kernel.settings import Settings
from exchange.library.queries import ExperiencePage
from exchange.library.queries.given import given_to
from exchange.library.shown import words
from exchange.library.telling import told
from exchange.text.wording import current_language, use_language


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
            lang=here.code,
            html_lang=here.html,
            zone=settings.timezone,
            address=f"{settings.base_url}/{here.code}/experiences/{row.code}/v{row.version}",
            statements=[funder.statement(here.code) for funder in settings.funders],
            **words(),
        )


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
