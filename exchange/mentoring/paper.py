"""A certificate as a page of paper: HTML with no address but ours, in the language it was asked
for in."""

from flask import current_app

from exchange.kernel.settings import Settings
from exchange.mentoring.queries.certificates import CertificateRow
from exchange.tags.queries import tag_list
from exchange.text.language_names import language_name
from exchange.text.wording import current_language, use_language


def certificate_html(row: CertificateRow) -> str:
    settings: Settings = current_app.extensions["settings"]
    with use_language(row.lang):
        here = current_language()
        names = {tag.slug: tag.name(here.code) for tag in tag_list(here.code)}
        return current_app.jinja_env.get_template("mentoring/certificate_paper.html").render(
            row=row,
            html_lang=here.html,
            zone=settings.timezone,
            languages=[language_name(code, here.code) for code in row.languages],
            themes=[names[slug] for slug in row.themes if slug in names],
            name_of_site=settings.base_url.partition("://")[2],
            address=f"{settings.base_url}/{here.code}/certificates/{row.code}",
        )
