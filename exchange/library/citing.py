"""How a public version is cited: in a sentence, and in the files of programs for references.

The files are in English, as they have no language in their address; titles and names are as their
authors wrote them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from exchange.library.codes import code_of
from exchange.library.picturing import address_of
from exchange.library.policy import PUBLIC
from exchange.library.queries.page import ExperiencePage
from exchange.library.vocabulary import LICENCE_ADDRESSES
from exchange.text.clean import printable
from exchange.text.countries import KOSOVO_FOOTNOTE, country_name
from exchange.text.languages import BY_CODE, language_name
from exchange.text.wording import current_language, gettext, pgettext

PUBLISHER = "ALTER Exchange"
_dumps = partial(json.dumps, ensure_ascii=False)
SAMPLE = "Sample record: its content is invented."
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # \{ would still be counted as an open brace
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """What is said of one version wherever it is cited; texts are each in one line."""

    number: int
    version: int
    lang: str
    title: str
    english_title: str  # "" where the title is English
    summary: str
    english_summary: str
    authors: Sequence[str]
    lead: str
    countries: Sequence[str]  # codes
    themes: Sequence[str]  # English names
    published_on: date
    licence: str
    is_sample: bool
    is_replaced: bool  # by a newer version
    base_url: str
    picture: str = ""  # the address of its cover, for everybody

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def path(self) -> str:
        """For good, whatever the title; whoever comes is led to their language."""
        return f"/experiences/{self.code}/v{self.version}"

    @property
    def address(self) -> str:
        return self.base_url + self.path

    @property
    def publisher(self) -> str:
        return PUBLISHER

    @property
    def licence_address(self) -> str:
        return LICENCE_ADDRESSES[self.licence]

    @property
    def files(self) -> Sequence[tuple[str, str]]:
        return (("BibTeX", f"{self.path}.bib"), ("RIS", f"{self.path}.ris"))

    @property
    def html_lang(self) -> str:
        return BY_CODE[self.lang].html

    @property
    def before_title(self) -> str:
        """The beginning of the sentence, in the reader's language."""
        mark = f"[{pgettext('mark on invented content', 'sample')}] " if self.is_sample else ""
        return f"{'; '.join(self.authors)} ({self.published_on.year}). {mark}"

    @property
    def after_title(self) -> str:
        tongue = language_name(self.lang, current_language().code)
        version = gettext("Version %(number)d", number=self.version)
        return f" [{tongue}]. {version}. {PUBLISHER}, {self.code}. {self.address}"

    @property
    def text(self) -> str:
        return f"{self.before_title}{self.title}{self.after_title}"

    def places(self, lang: str | None = None) -> Sequence[str]:
        return [country_name(code, lang) for code in self.countries]

    @property
    def footnote(self) -> str:
        """What is owed for a name among the countries/territories."""
        return f"* {KOSOVO_FOOTNOTE}" if "XK" in self.countries else ""

    def notes(self) -> Iterator[str]:
        if self.is_sample:
            yield SAMPLE
        if self.is_replaced:
            yield "Replaced by a newer version."
        if self.english_title:
            yield f"English title: {self.english_title}"
        if self.footnote:
            yield self.footnote


def citation_of(page: ExperiencePage, base_url: str) -> Citation | None:
    """Of a version that everyone may read; None of another."""
    row = page.row
    if row.state not in PUBLIC or row.published_at is None:
        return None
    is_told_twice = row.lang != "en"
    return Citation(
        number=row.number,
        version=row.version,
        lang=row.lang,
        title=_one_line(row.title),
        english_title=_one_line(row.english_title) if is_told_twice else "",
        summary=_one_line(row.summary),
        english_summary=_one_line(row.english_summary) if is_told_twice else "",
        authors=[_one_line(person.name) for person in page.authors],
        lead=_one_line(row.lead or ""),
        countries=page.countries,
        themes=[theme.name("en") for theme in page.themes],
        published_on=row.published_at.date(),
        licence=row.licence,
        is_sample=row.is_sample,
        is_replaced=row.state == "archived",
        base_url=base_url,
        picture=_cover(page, base_url),
    )


def _cover(page: ExperiencePage, base_url: str) -> str:
    pictures = page.body.pictures
    return base_url + address_of(pictures[0], "large") if pictures else ""


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def as_bibtex(cited: Citation) -> str:
    """An entry that BibTeX and biblatex read, in UTF-8; names are whole, never turned round."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in cited.authors),
        "title": f"{{{_tex(cited.title)}}}",
        "year": str(cited.published_on.year),
        "month": str(cited.published_on.month),
        "language": _tex(language_name(cited.lang, "en")),
        "version": str(cited.version),
        "publisher": PUBLISHER,
        "howpublished": f"{PUBLISHER}, {cited.code}, version {cited.version}",
        "number": cited.code,
        "url": cited.address,
        "copyright": cited.licence,
        "keywords": ", ".join(map(_tex, (*cited.themes, *cited.places("en")))),
        "abstract": _tex(cited.english_summary or cited.summary),
        "note": _tex(" ".join(map(_as_sentence, cited.notes()))),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{cited.code}-v{cited.version},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _as_sentence(note: str) -> str:
    return note if note.endswith((".", "?", "!")) else f"{note}."


def as_ris(cited: Citation) -> str:
    """A tag a line, as programs for references take it; no text of ours can begin a line."""
    lines = [
        ("TY", "ELEC"),
        *(("AU", name) for name in cited.authors),
        ("TI", cited.title),
        ("TT", cited.english_title),
        ("PY", str(cited.published_on.year)),
        ("DA", f"{cited.published_on:%Y/%m/%d}"),
        ("ET", str(cited.version)),
        ("PB", PUBLISHER),
        ("AN", cited.code),
        ("LA", BY_CODE[cited.lang].html),
        ("UR", cited.address),
        ("C1", cited.licence),
        *(("KW", word) for word in (*cited.themes, *cited.places("en"))),
        ("AB", cited.english_summary or cited.summary),
        *(("N1", note) for note in cited.notes()),
    ]
    return "".join(f"{tag}  - {said}\r\n" for tag, said in lines if said) + "ER  - \r\n"


def as_json_ld(cited: Citation) -> dict[str, object]:
    """For search engines, by schema.org; its own words in the language of the page."""
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": cited.address,
        "url": cited.address,
        "identifier": cited.code,
        "reportNumber": cited.code,
        "version": str(cited.version),
        "headline": cited.title,
        "alternateName": cited.english_title,
        "abstract": cited.summary,
        "image": cited.picture or f"{cited.address}/cover.svg",
        "inLanguage": cited.html_lang,
        "author": [{"@type": "Person", "name": name} for name in cited.authors],
        "sourceOrganization": {"@type": "Organization", "name": cited.lead} if cited.lead else "",
        "publisher": {"@type": "Organization", "name": PUBLISHER, "url": cited.base_url},
        "datePublished": cited.published_on.isoformat(),
        "license": cited.licence_address,
        "keywords": list(cited.themes),
        "spatialCoverage": [_place(cited, code) for code in cited.countries],
        "isAccessibleForFree": True,
        "creativeWorkStatus": SAMPLE if cited.is_sample else "Archived" * cited.is_replaced,
    }
    return {name: value for name, value in said.items() if value}


def json_ld(cited: Citation) -> Markup:
    """As it stands in a script element: no sign of its text can end it."""
    return htmlsafe_json_dumps(as_json_ld(cited), dumps=_dumps)


def _place(cited: Citation, code: str) -> dict[str, str]:
    named = {"@type": "Place", "name": country_name(code)}
    return named | ({"description": cited.footnote} if code == "XK" else {})
