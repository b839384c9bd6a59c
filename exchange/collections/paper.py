"""A collection as a booklet: HTML with no address but ours, in the language of its reader."""

from flask import current_app
from markupsafe import Markup

from exchange.collections.queries import CollectionPage, ItemRow
from exchange.collections.queries.booklets import MOST
from exchange.kernel.settings import Settings
from exchange.library import queries
from exchange.library.paper.page import OnPaper, record_on_paper
from exchange.people.actor import GUEST
from exchange.text.wording import current_language, use_language


def booklet_html(page: CollectionPage, lang: str, form: str) -> str:
    """What everybody may read at this moment, in the collection's order."""
    settings: Settings = current_app.extensions["settings"]
    with use_language(lang):
        here = current_language()
        items = page.items[:MOST]
        records = [_record(one, form) for one in items]
        return current_app.jinja_env.get_template("collections/booklet_paper.html").render(
            row=page.row,
            parts=list(zip(items, records, strict=True)),
            address=_address(page, settings.base_url),
            html_lang=here.html,
            zone=settings.timezone,
            name_of_site=settings.base_url.partition("://")[2],
            statements=[funder.statement(here.code) for funder in settings.funders],
        )


def _address(page: CollectionPage, site: str) -> str:
    """Where everybody finds it; a secret link is not printed."""
    if page.row.audience != "public":
        return ""
    return f"{site}/{current_language().code}/collections/{page.row.id}"


def _record(item: ItemRow, form: str) -> OnPaper:
    """Parts of several records may bear one name: in a booklet each has its record's before it."""
    record = record_on_paper(queries.version_of(GUEST, item.id), form)
    html = record.html
    for way in ('id="', 'href="#'):
        html = html.replace(Markup(f"{way}block-"), Markup(f"{way}{item.code}-block-"))  # noqa: S704
    return record._replace(html=html)
