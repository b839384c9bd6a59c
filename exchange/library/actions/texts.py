"""What was typed, made into columns; Markdown is rendered before the database is locked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from exchange.kernel.db import db
from exchange.kernel.rulings import Refused
from exchange.library.bounds import check
from exchange.library.content import Content
from exchange.library.models import (
    Experience,
    ExperienceCountry,
    ExperienceTag,
    ExperienceTerm,
)
from exchange.people.models import Organisation
from exchange.tags.actions import ids_of
from exchange.text.markdown import RENDERER_VERSION, TooMuch, render
from exchange.text.markdown import check as check_markdown
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
    "latitude",
    "longitude",
    "precision",
    "version_note",
)
_Row = ExperienceCountry | ExperienceTag | ExperienceTerm
_OWN_TEXTS = ("challenge", "what_was_done")  # columns with Markdown; those of the body are in it


def columns_of(content: Content, known: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Everything but the lists and the organisation; Refused if anything in it is too much.

    `known` is what is rendered already, by the names of `_sources`.
    """
    check(content)
    html = rendered(content, known)
    return {name: getattr(content, name) for name in _PLAIN} | {
        **{f"{name}_html": html.pop(name, "") for name in _OWN_TEXTS},
        "body": content.body.as_json(),
        "body_html": html,
        "renderer_version": RENDERER_VERSION,
    }


def rendered(content: Content, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Its Markdown through the walls, by name; before the database is locked."""
    known = known or {}
    return {
        name: known[name] if name in known else _rendered(name, source)
        for name, source in _sources(content).items()
    }


def kept_html(experience: Experience) -> dict[str, str]:
    """What was rendered when it was saved; nothing of it, if it would be rendered otherwise now."""
    if experience.renderer_version != RENDERER_VERSION:
        return {}
    own = {name: str(getattr(experience, f"{name}_html")) for name in _OWN_TEXTS}
    return own | experience.body_html


def html_that_holds(experience: Experience, kept: Content, will: Content) -> dict[str, str]:
    """Of what is rendered, that of the texts which stay as they are."""
    was, html = _sources(kept), kept_html(experience)
    return {
        name: html[name]
        for name, source in _sources(will).items()
        if was.get(name) == source and name in html
    }


def render_ahead(content: Content) -> None:
    """Before the database is locked; whoever keeps it then finds it rendered."""
    rendered(content)


def _sources(content: Content) -> dict[str, str]:
    own = {name: str(getattr(content, name)) for name in _OWN_TEXTS}
    return {name: source for name, source in own.items() if source} | content.body.long_texts()


def _rendered(name: str, source: str) -> str:
    try:
        check_markdown(source)
        return names_only(render(source))
    except TooMuch as much:
        raise Refused("blocks" if "." in name else name, much.reason) from None


def lead_id_of(content: Content) -> int | None:
    """Which organisation led it, if one is named yet."""
    if not content.lead:
        return None
    found = db.session.scalar(select(Organisation.id).where(Organisation.code == content.lead))
    if found is None:
        raise Refused("lead", _l("Please choose one of the list."))
    return found


def set_lists(experience: Experience, content: Content) -> None:
    """Its countries/territories, themes and terms, in place of those before."""
    # First: whoever merges two of them has them before what is filed under them.
    themes = ids_of(content.themes, themes_only=True)
    for model in (ExperienceCountry, ExperienceTag, ExperienceTerm):
        _forget(model, experience)
    db.session.add_all(_list_rows(experience, content, themes))


def add_lists(begun: Sequence[tuple[Experience, Content]]) -> None:
    """The same for records that have none yet."""
    chosen = {content.themes for _, content in begun}
    if len(chosen) > 1:  # all of them first, in their one order: others wait for some of them too
        ids_of({slug for slugs in chosen for slug in slugs}, themes_only=True)
    themes = {slugs: ids_of(slugs, themes_only=True) for slugs in chosen}
    db.session.add_all(
        row for one, content in begun for row in _list_rows(one, content, themes[content.themes])
    )


def _list_rows(experience: Experience, content: Content, themes: Iterable[int]) -> Iterator[_Row]:
    """One each, however often one is named."""
    for code in dict.fromkeys(content.countries):
        yield ExperienceCountry(experience_id=experience.id, country=code)
    for tag_id in themes:
        yield ExperienceTag(experience_id=experience.id, tag_id=tag_id)
    for vocabulary, codes in content.body.of_kind(content.kind).terms().items():
        for code in dict.fromkeys(codes):
            yield ExperienceTerm(experience_id=experience.id, vocabulary=vocabulary, code=code)


def _forget(model: type[_Row], experience: Experience) -> None:
    db.session.execute(delete(model).where(model.experience_id == experience.id))
