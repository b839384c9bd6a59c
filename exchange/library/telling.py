"""A record told in other words than its authors': a translation of it, or other letters.

The page stays the page it is; its texts are replaced, each saying its own language where that is
not the language around it. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Self

from markupsafe import Markup

from exchange.library.body import BLOCK_TEXTS, LONG_TEXTS, Block, Body
from exchange.library.queries.given import Given
from exchange.library.queries.page import ExperiencePage
from exchange.library.queries.translations import TextPair
from exchange.text.cyrillic import to_latin
from exchange.text.languages import BY_CODE
from exchange.text.wording import gettext

Tell = Callable[[str, str], str]  # the name of a text and what its authors wrote, into what is read


class InItsLanguage(str):
    """A plain text in another language than those around it; with `before`, what it was once
    translated to goes first."""

    __slots__ = ("before", "html_lang")
    before: str
    html_lang: str

    def __new__(cls, text: str, lang: str, before: str = "") -> Self:
        made = super().__new__(cls, text)
        made.html_lang, made.before = BY_CODE[lang].html, before
        return made

    def __html__(self) -> Markup:
        own = Markup('<span lang="{}">{}</span>').format(self.html_lang, str(self))
        return Markup("{} ({})").format(self.before, own) if self.before else own


def told(page: ExperiencePage, given: Given) -> ExperiencePage:
    """As its reader is given it."""
    if given.translation is not None:
        return _translated(page, given.pairs, given.translation.into, in_latin=given.is_in_latin)
    return _in_latin(page) if given.is_in_latin else page


def _translated(
    page: ExperiencePage, pairs: Mapping[str, TextPair], into: str, *, in_latin: bool = False
) -> ExperiencePage:
    """What is translated in that language, all else in the original's; what is out of date with
    the original beside it."""
    letters = to_latin if in_latin else _as_it_is
    source = page.row.lang

    def plain(name: str, text: str) -> str:
        pair = pairs.get(name)
        if not text or pair is None or pair.state == "missing":
            return InItsLanguage(text, source) if text else ""
        told = letters(pair.text)
        if pair.state == "outdated" and name not in ("title", "summary"):
            return InItsLanguage(text, source, before=told)
        return told

    def html(name: str, text: str) -> str:
        own = Markup('<div lang="{}">{}</div>').format(BY_CODE[source].html, Markup(text))  # noqa: S704  through the walls when it was saved
        pair = pairs.get(name)
        if not text or pair is None or pair.row is None or pair.state == "missing":
            return own if text else ""
        told = Markup(letters(pair.row.html))  # noqa: S704  likewise
        return told + _original_beside(own) if pair.state == "outdated" else told

    return _retold(page, "sr-latn" if in_latin else into, plain, html)


def _original_beside(original: Markup) -> Markup:
    words = gettext("The original has changed since this was translated. As it is now:")
    beside = '<details class="more" open><summary>{}</summary>{}</details>'
    return Markup(beside).format(words, original)  # noqa: S704  ours


def _in_latin(page: ExperiencePage) -> ExperiencePage:
    """A Serbian record in Latin letters; nothing is lost by it."""

    def tell(_name: str, text: str) -> str:
        return to_latin(text)

    return _retold(page, "sr-latn", tell, tell)


def _as_it_is(text: str) -> str:
    return text


def _retold(page: ExperiencePage, lang: str, plain: Tell, html: Tell) -> ExperiencePage:
    row, body = page.row, page.body
    names = {name: name for name in LONG_TEXTS}
    names |= {f"{b.key}.{n}": f"block.{b.key}.{n}" for b in body.blocks for n in BLOCK_TEXTS}
    return replace(
        page,
        row=row._replace(
            lang=lang,
            title=plain("title", row.title),
            summary=plain("summary", row.summary),
            place=plain("place", row.place),
            lesson=plain("lesson", row.lesson),
            version_note=plain("version_note", row.version_note),
            challenge_html=html("challenge", row.challenge_html),
            what_was_done_html=html("what_was_done", row.what_was_done_html),
            body_html={
                key: html(names[key], text) for key, text in row.body_html.items() if key in names
            },
        ),
        body=_body(body, plain),
    )


def _body(body: Body, plain: Tell) -> Body:
    return replace(
        body,
        equipment=plain("equipment", body.equipment),
        lessons=tuple(plain(f"lessons.{n}", text) for n, text in enumerate(body.lessons)),
        principles=tuple(
            replace(one, how=plain(f"principle.{one.code}", one.how)) for one in body.principles
        ),
        blocks=tuple(_block(one, plain) for one in body.blocks),
        pictures=tuple(
            replace(
                one,
                alt=plain(f"picture.{one.file}.alt", one.alt),
                caption=plain(f"picture.{one.file}.caption", one.caption),
            )
            for one in body.pictures
        ),
        funding=tuple(
            replace(one, programme=plain("programme", one.programme)) for one in body.funding
        ),
        results=tuple(
            replace(
                one,
                indicator=plain(f"result.{n}.indicator", one.indicator),
                baseline=plain("baseline", one.baseline),
                value=plain("value", one.value),
                unit=plain(f"result.{n}.unit", one.unit),
            )
            for n, one in enumerate(body.results)
        ),
    )


def _block(block: Block, plain: Tell) -> Block:
    return replace(block, title=plain(f"block.{block.key}.title", block.title))
