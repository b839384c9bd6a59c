"""Every string in every language, whole and well formed; each law is seen to fail.

The laws are those of `bin/words check`, so that a translator meets the same sentences.
"""

import importlib.util
from importlib.machinery import SourceFileLoader
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from exchange.text.cyrillic import build_latin_catalogue
from exchange.text.plurals import PLURAL_FORMS
from tests.rules.source_laws import ROOT


def _the_script() -> Any:
    loader = SourceFileLoader("words", str(ROOT / "bin" / "words"))
    spec = importlib.util.spec_from_loader("words", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


words = _the_script()


@pytest.fixture(scope="module")
def template() -> Catalog:
    return words.extract()  # type: ignore[no-any-return]


@pytest.mark.catalogues
@pytest.mark.parametrize("language", words.WRITTEN)
def test_the_catalogue_is_whole(language: str, template: Catalog) -> None:
    catalogue = words.read(words.path_of(language), language)
    found = sorted(words.faults(language, catalogue, template))
    assert not found, "\n".join(["", *found])


@pytest.mark.catalogues
def test_serbian_in_latin_is_built_whole(template: Catalog, tmp_path: Path) -> None:
    build_latin_catalogue(words.path_of("sr"), tmp_path / "sr_Latn.po")
    catalogue = words.read(tmp_path / "sr_Latn.po", "sr_Latn")
    found = sorted(words.faults("sr_Latn", catalogue, template))
    assert not found, "\n".join(["", *found])


@pytest.mark.catalogues
def test_the_collected_strings_are_up_to_date(template: Catalog) -> None:
    kept = words.read(ROOT / "translations" / "messages.pot", "en")
    assert {(m.id, m.context) for m in kept} == {(m.id, m.context) for m in template}, (
        "run bin/words update"
    )


def test_every_language_of_the_interface_has_a_catalogue() -> None:
    assert {"en", *words.TRANSLATED} == set(PLURAL_FORMS)
    assert all(words.path_of(language).exists() for language in words.WRITTEN)


def one(source: Any, string: Any, **more: Any) -> Catalog:
    """A catalogue of one message."""
    catalogue = Catalog(fuzzy=False)
    catalogue.add(source, string, **more)
    return catalogue


def found_in(language: str, source: Any, string: Any, **more: Any) -> list[str]:
    catalogue = one(source, string, **more)
    catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    return list(words.faults(language, catalogue, one(source, "")))


REPLIES = ("%(num)d reply", "%(num)d replies")
GOOD: list[tuple[str, Any, Any]] = [
    ("lv", "Post reply", "Publicēt atbildi"),
    ("lv", REPLIES, ("%(num)d atbilde", "%(num)d atbildes", "%(num)d atbilžu")),
    ("tr", REPLIES, ("%(num)d yanıt",)),
    ("sr", "Read the <a href='%(url)s'>rules</a>.", "Прочитајте <a href='%(url)s'>правила</a>."),
    ("sr", "LEADER and IPARD", "LEADER и IPARD на ALTER Exchange"),
    ("sr", '<i lang="en">Active Rural</i> at', '<i lang="en">Active Rural</i> на https://a.org'),
    ("mk", "In the language", "На јазикот"),
    ("hr", "He said “yes.”", "Rekao je „da.“"),
    ("tr", "and more", "vb."),
    ("lv", "%(a)s and %(a)s", "%(a)s"),
    ("sq", "Wait…", "Prisni..."),
    ("bs", "ALTER Exchange Forum", "ALTER Exchange Forum"),
]


@pytest.mark.parametrize(("language", "source", "string"), GOOD)
def test_a_good_translation_passes(language: str, source: Any, string: Any) -> None:
    assert found_in(language, source, string) == []


BROKEN: list[tuple[str, Any, Any, str]] = [
    ("lv", "Post reply", "", "is missing"),
    ("lv", REPLIES, ("%(num)d atbilde", "%(num)d atbildes", ""), "is missing"),
    ("lv", REPLIES, ("%(num)d atbilde", "%(num)d atbildes"), "2 plural forms, not 3"),
    ("tr", REPLIES, ("%(num)d yanıt", "%(num)d yanıt"), "2 plural forms, not 1"),
    ("hr", REPLIES, ("odgovor", "%(num)d odgovora", "%(num)d odgovora"), "other placeholders"),
    ("lv", "By %(name)s", "%(nams)s raksta", "other placeholders"),
    ("lv", "By %(name)s", "%(name)d raksta", "other placeholders"),
    ("lv", "%s of %s", "%s", "other placeholders"),
    ("lv", "All", "100 %", "other placeholders"),
    ("lv", "<b>All</b>", "<b>Visi<b>", "other tags"),
    ("lv", "<b class='x'>All</b>", "<b>Visi</b>", "other tags"),
    ("lv", "All", " Visi", "white space at its beginning"),
    ("lv", "All\n", "Visi", "white space at its end"),
    ("lv", "All.", "Visi", "ends with 'no mark'"),
    ("lv", "All", "Visi raksti.", "ends with '.'"),
    ("lv", "All?", "Visi!", "ends with '!'"),
    ("sr", "Forum", "Forum", "Latin letters: ['Forum']"),
    ("sr", "Reply", "Оdgovor", "Latin letters: ['dgovor']"),
    ("mk", "One", "еdен", "Latin letters"),
    ("mk", "One", "ћ", "another alphabet"),
    ("sr", "One", "ќ", "another alphabet"),
    ("hr", "Reply", "Одговор", "Cyrillic letters"),
    ("sr_Latn_ME", "Reply", "Odgоvor", "Cyrillic letters: ['о']"),
    ("lv", "Sign in to write", "Sign in to write", "still English"),
]


@pytest.mark.parametrize(("language", "source", "string", "complaint"), BROKEN)
def test_a_broken_translation_fails(
    language: str, source: Any, string: Any, complaint: str
) -> None:
    assert any(complaint in fault for fault in found_in(language, source, string))


def test_a_fuzzy_translation_fails() -> None:
    assert "fuzzy" in found_in("lv", "All", "Visi", flags=["fuzzy"])[0]


def test_strings_absent_or_no_longer_used_and_a_wrong_plural_rule_fail() -> None:
    catalogue = one("Old", "Vecs")
    catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS["tr"])]
    found = " ".join(words.faults("lv", catalogue, one("New", "")))
    assert "'New' is absent" in found
    assert "'Old' is no longer used" in found
    assert "Plural-Forms is 'nplurals=1; plural=0;'" in found


def _written(catalogue: Catalog, language: str) -> Catalog:
    return read_po(BytesIO(words.as_po(catalogue, language)), locale=language)


def test_an_update_keeps_what_is_translated_and_guesses_nothing() -> None:
    old = one("Post reply", "Publicēt", user_comments=["seen by a second reader"])
    old.add("Gone", "Prom")
    template = one("Post reply", "", auto_comments=["a button"], locations=[("a.html", 3)])
    template.add("Post replies")
    template.add(REPLIES, context="list")
    new = _written(words.updated(old, template, "lv"), "lv")
    assert new["Post reply"].string == "Publicēt"
    assert new["Post reply"].user_comments == ["seen by a second reader"]
    assert new["Post replies"].string == ""
    assert [m.string for m in new if m.context == "list"] == [("", "", "")]
    assert not any(message.fuzzy for message in new)
    again = _written(words.updated(new, one("Gone", ""), "lv"), "lv")
    assert again["Gone"].string == "Prom"
    assert [m.string for m in again.obsolete.values()] == ["Publicēt"]
    assert not words.updated(new, one("New", ""), "lv", drop=True).obsolete


@pytest.mark.parametrize("language", words.TRANSLATED)
def test_a_written_catalogue_counts_rightly_and_says_no_date(language: str) -> None:
    text = words.as_po(one("All", "x", locations=[("a.html", 3)]), language)
    assert b"Date" not in text
    assert b"#: a.html\n" in text
    assert words.read_po(BytesIO(text)).plural_forms == PLURAL_FORMS[language]
    assert words.as_po(_written(one("All", "x"), language), language) == words.as_po(
        one("All", "x"), language
    )
