"""A record as a page of paper: HTML with no address but ours, in the language of its reader."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import current_app
from jinja2 import Template
from markupsafe import Markup

from exchange.files.images import as_jpeg
from exchange.files.stores import NotStored, store
from exchange.kernel.settings import Settings
from exchange.library.mapping import Frame, frame_of
from exchange.library.queries import ExperiencePage, ExperienceRow
from exchange.library.queries.given import Given, given_to
from exchange.library.queries.pictures import keys_of
from exchange.library.shown import words
from exchange.library.telling import told
from exchange.text.wording import current_language, use_language

GIVEN = "data:image/jpeg;base64,"  # the only pictures that `child` takes


def paper_html(page: ExperiencePage, lang: str, form: str) -> str:
    """The whole record, or as much as two pages hold; `lang` is that of the words around it."""
    with use_language(lang):
        page, given = _told(page, lang)
        record = _on_paper(page, given, form, statements=_statements())
        return _template("paper").render(
            page=page, row=page.row, record=record, html_lang=current_language().html
        )


class OnPaper(NamedTuple):
    """A record as it is told, and that as a part of a page of paper."""

    row: ExperienceRow
    html: Markup


def record_on_paper(page: ExperiencePage, form: str) -> OnPaper:
    """The same for a booklet, which says itself who has paid for it, in the language that is used
    here."""
    page, given = _told(page, current_language().code)
    return OnPaper(page.row, _on_paper(page, given, form, statements=()))


def _told(page: ExperiencePage, lang: str) -> tuple[ExperiencePage, Given]:
    given = given_to(page, (lang,))
    return told(page, given), given


def _on_paper(
    page: ExperiencePage, given: Given, form: str, *, statements: Sequence[str]
) -> Markup:
    here, settings, row = current_language(), _settings(), page.row
    html = _template("paper_record").render(
        page=page,
        row=row,
        given=given,
        form=form,
        spot=_spot(row),
        pictures=_pictures(page, 1 if form == "short" else None),
        lang=here.code,
        html_lang=here.html,
        zone=settings.timezone,
        address=f"{settings.base_url}/{here.code}/experiences/{row.code}/v{row.version}",
        statements=statements,
        **words(),
    )
    return Markup(html)  # noqa: S704  a template has made it, which escapes what was typed


def _spot(row: ExperienceRow) -> tuple[Frame, float, float] | None:
    """Where it is drawn; a place that is known by its country/territory alone is not."""
    if row.latitude is None or row.longitude is None or row.precision == "country":
        return None
    frame = frame_of(row.latitude, row.longitude)
    return (frame, row.latitude, row.longitude) if frame else None


def _template(name: str) -> Template:
    return current_app.jinja_env.get_template(f"library/{name}.html")


def _statements() -> Sequence[str]:
    return [funder.statement(current_language().code) for funder in _settings().funders]


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
