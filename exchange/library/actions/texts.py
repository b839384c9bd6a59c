"""What was typed, made into columns; Markdown is rendered before the database is locked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

from exchange.kernel.db import db
from exchange.kernel.rulings import Refused
from exchange.library.content import Content
from exchange.library.models import Experience, ExperienceCountry, ExperienceTag
from exchange.people.models import Organisation
from exchange.tags.actions import ids_of
from exchange.text.markdown import RENDERER_VERSION, TooMuch, check, render
from exchange.text.mentions import names_only
from exchange.text.wording import lazy as _l

_PLAIN = (
    "kind",
    "scope",
    "lang",
    "title",
    "summary",
    "english_title",
    "english_summary",
    "place",
    "level",
    "challenge",
    "what_was_done",
    "start_year",
    "start_month",
    "lesson",
    "maturity",
    "licence",
)


def columns_of(content: Content) -> dict[str, Any]:
    """Everything but the lists and the organisation; Refused if a text holds too much."""
    return {name: getattr(content, name) for name in _PLAIN} | {
        "challenge_html": _rendered("challenge", content.challenge),
        "what_was_done_html": _rendered("what_was_done", content.what_was_done),
        "renderer_version": RENDERER_VERSION,
    }


def render_ahead(content: Content) -> None:
    """Before the database is locked; whoever keeps it then finds it rendered."""
    columns_of(content)


def _rendered(field: str, source: str) -> str:
    try:
        check(source)
        return names_only(render(source)) if source else ""
    except TooMuch as much:
        raise Refused(field, much.reason) from None


def lead_id_of(content: Content) -> int | None:
    """Which organisation led it, if one is named yet."""
    if not content.lead:
        return None
    found = db.session.scalar(select(Organisation.id).where(Organisation.code == content.lead))
    if found is None:
        raise Refused("lead", _l("Please choose one of the list."))
    return found


def set_lists(experience: Experience, content: Content) -> None:
    """Its countries/territories and themes, in place of those before."""
    # First: whoever merges two of them has them before what is filed under them.
    themes = ids_of(content.themes, themes_only=True)
    set_countries(experience, content.countries)
    _forget(ExperienceTag, experience)
    db.session.add_all(
        ExperienceTag(experience_id=experience.id, tag_id=tag_id) for tag_id in themes
    )


def set_countries(experience: Experience, countries: Sequence[str]) -> None:
    """One row each, however often one is named."""
    _forget(ExperienceCountry, experience)
    db.session.add_all(
        ExperienceCountry(experience_id=experience.id, country=code)
        for code in dict.fromkeys(countries)
    )


def _forget(model: type[ExperienceCountry] | type[ExperienceTag], experience: Experience) -> None:
    db.session.execute(delete(model).where(model.experience_id == experience.id))
