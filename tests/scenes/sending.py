"""Sending a form as no browser would, and judging the answer."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlencode

from sqlalchemy import JSON, String, select
from werkzeug.datastructures import MultiDict

from exchange.kernel.db import Model, db
from exchange.text.clean import printable, tidy_line, tidy_text
from tests.page import CheckedClient, Element, Form, Page
from tests.scenes.scene import GOOD, Scene

MOVED = (302, 303)
SECRET = "password"
_TYPED = ("text", "email", "search", "password", "")
_OURS = ("csrf_token", "submission_id")
_FORMATTED = ("email", "password", "password_new", "start_year")  # not any text will do
_DIRT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_ENGLISH = re.compile(
    r"\b(the|is|not|this|you|your|please|at least|at most|valid|choice|characters|too|field)\b",
    re.IGNORECASE,
)
_WORDS = (".error", ".errors li", ".errors p", ".lede")  # where a page says what is wrong
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_OF_THE_MACHINE = {"outbox_entry", "delivery", "page_version", "rate_limit", "submission"}


def filled(scene: Scene, page: Page, lang: str) -> Form:
    """The form with a good text in each field that is typed, and what the scene tells."""
    form = page.form(scene.action)
    for control in _typed_into(form):
        if control["name"] not in scene.values:
            form.fill(**{control["name"]: GOOD[lang]})
    return form.fill(**scene.values)


def _typed_into(form: Form) -> list[Element]:
    return [
        e
        for e in form.controls
        if e.get("name") and (e.tag == "textarea" or (e.tag == "input" and e.get("type") in _TYPED))
    ]


def typed_fields(form: Form) -> tuple[list[str], list[str]]:
    """Their names: where any text will do, and where not."""
    names = [e["name"] for e in _typed_into(form) if "readonly" not in e]
    return [n for n in names if n not in _FORMATTED], [n for n in names if n in _FORMATTED]


def other_fields(form: Form) -> dict[str, bool]:
    """What is chosen, and what only comes along: whether nobody sees it."""
    typed = {e["name"] for e in _typed_into(form)}
    mine = [form.pressed] if form.pressed and form.pressed.get("name") else []
    named = [e for e in form.controls if e.get("name") and e.tag != "button"] + mine
    return {
        e["name"]: e.get("type") == "hidden" or e.tag == "button"
        for e in named
        if e["name"] not in typed and e["name"] not in _OURS
    }


def is_line(form: Form, name: str) -> bool:
    return next(e for e in form.controls if e.get("name") == name).tag == "input"


def send(client: CheckedClient, form: Form, data: MultiDict[str, object], **headers: str) -> Page:
    """As it is, lone surrogates too."""
    body = urlencode(list(data.items(multi=True)), encoding="utf-8", errors="surrogatepass")
    kind = "application/x-www-form-urlencoded"
    return client.post(form.action, body, content_type=kind, headers=headers)


def faults_of(client: CheckedClient, page: Page, typed: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the answer to bad input: accepted, or refused with words and text."""
    if page.status in MOVED or page.status == 200:
        if page.status in MOVED:
            client.get(page.location, follow=True)
        yield from _unclean_rows()
    elif 400 <= page.status < 500:
        yield from _unsaid(page)
        yield from _lost(page, typed)
    else:
        yield f"{page!r} is no answer to a form"


def _unsaid(page: Page) -> Iterator[str]:
    found = (page.all(css) for css in _WORDS)
    said = next(
        filter(None, ([e.text for e in elements if not e.is_own] for elements in found)), []
    )
    if not said:
        yield f"{page!r} does not say what is wrong: {page.text[:300]}"
    for sentence in said:
        if page.language == "sr" and not _CYRILLIC.search(sentence):
            yield f"{page!r} says {sentence!r}"
        if page.language == "lv" and _ENGLISH.search(sentence):
            yield f"{page!r} says {sentence!r}"


def _lost(page: Page, typed: Mapping[str, str]) -> Iterator[str]:
    here = {_letters(words) for words in _in_fields(page)}
    for name, text in typed.items():
        if name.startswith(SECRET):
            if text and text in page.body:
                yield f"{page!r} shows the {name}"
        elif _letters(text) and not any(_letters(text) in words for words in here):
            yield f"{page!r} lost {name}: {text[:60]!r}"


def _in_fields(page: Page) -> Iterator[str]:
    yield page.text  # some show it beside the form
    for control in page.document.tags("textarea", "input"):
        yield "".join(control.pieces()) if control.tag == "textarea" else control.get("value")


def _letters(text: str) -> str:
    """What has to come back of a text: all that can be shown, however its gaps were tidied."""
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "werkzeug.url_quote")
    if not tidy_line(text.replace("\0", "")):
        return ""
    return "".join(unicodedata.normalize("NFC", _DIRT.sub("", printable(text))).split())


def kept_as(form: Form, name: str, text: str) -> str:
    """What the rules make of an accepted text."""
    return tidy_line(text) if is_line(form, name) else tidy_text(text)


def _rows_of_text() -> Iterator[tuple[str, str]]:
    db.session.rollback()
    for table in Model.metadata.sorted_tables:
        columns = [column for column in table.c if isinstance(column.type, String | JSON)]
        for row in db.session.execute(select(*columns)) if columns else ():
            for column, value in zip(columns, row, strict=True):
                yield from ((f"{table.name}.{column.name}", text) for text in _texts_in(value))


def _texts_in(value: object) -> Iterator[str]:
    """Names by language stand in one column."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(part)


def _unclean_rows() -> Iterator[str]:
    for place, text in _rows_of_text():
        if _DIRT.search(text) or not unicodedata.is_normalized("NFC", text):
            yield f"{place} holds {text[:60]!r}"


def is_stored(text: str) -> bool:
    return any(text == kept for _, kept in _rows_of_text())


def count_rows() -> dict[str, int]:
    """Of what people made; sign-ins apart, of which there may be any number."""
    db.session.rollback()
    apart = {*_OF_THE_MACHINE, "sign_in"}
    tables = [table for table in Model.metadata.sorted_tables if table.name not in apart]
    return {t.name: len(db.session.execute(select(t)).all()) for t in tables}


def all_of(faults: Iterable[str]) -> str:
    return "\n".join(["", *faults])
