import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment
from markupsafe import Markup

from exchange.text import wording
from exchange.text.languages import BY_CODE
from exchange.text.plurals import PLURAL_FORMS
from exchange.text.wording import gettext, lazy, ngettext, npgettext, pgettext, use_language

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {forms}\\n"

msgid "Ask"
msgstr "{ask}"

msgid "Written by %(name)s"
msgstr "{by} %(name)s"

msgctxt "state of a question"
msgid "open"
msgstr "{open}"

msgid "%(num)d reply"
msgid_plural "%(num)d replies"
{plurals}
"""
WORDS = {
    "mk": ("Прашај", "Од", "отворено", ["%(num)d одговор", "%(num)d одговори"]),
    "tr": ("Sor", "Yazan:", "açık", ["%(num)d yanıt"]),
    "sr_Latn_ME": ("Pitaj", "Piše", "otvoreno", ["%(num)d od", "%(num)d odg", "%(num)d odgov"]),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translations")
    for catalogue, (ask, by, opened, forms) in WORDS.items():
        plurals = "\n".join(f'msgstr[{n}] "{form}"' for n, form in enumerate(forms))
        words = {"ask": ask, "by": by, "open": opened, "plurals": plurals}
        po = PO.format(forms=PLURAL_FORMS[catalogue], **words)
        target = folder / catalogue / "LC_MESSAGES" / "messages.mo"
        target.parent.mkdir(parents=True)
        with target.open("wb") as file:
            write_mo(file, read_po(po.encode().splitlines(keepends=True), locale=catalogue))
    return folder


@pytest.fixture(autouse=True)
def _catalogues(folder: Path) -> Iterator[None]:
    before = wording._Catalogues.folder
    wording.load_from(folder)
    yield
    wording._Catalogues.folder = before
    wording._words_of.cache_clear()


def test_english_is_spoken_until_somebody_says_otherwise() -> None:
    assert wording.current_language() is BY_CODE["en"]
    assert gettext("Ask") == "Ask"


def test_a_message_is_said_in_the_current_language() -> None:
    with use_language("tr"):
        assert gettext("Ask") == "Sor"
        with use_language("cnr"):
            assert gettext("Ask") == "Pitaj"
        assert gettext("Written by %(name)s", name="Ayşe") == "Yazan: Ayşe"
    assert wording.current_language().code == "en"


def test_the_language_comes_back_after_an_error() -> None:
    with pytest.raises(RuntimeError), use_language("tr"):
        raise RuntimeError
    assert wording.current_language().code == "en"


def test_each_thread_speaks_its_own_language() -> None:
    heard: list[str] = []
    with use_language("tr"):
        thread = threading.Thread(target=lambda: heard.append(gettext("Ask")))
        thread.start()
        thread.join()
    assert heard == ["Ask"]


def test_an_unknown_language_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        wording.set_language("xx")


def test_a_language_without_a_catalogue_speaks_english() -> None:
    with use_language("lv"):
        assert gettext("Ask") == "Ask"
        assert gettext("") == ""
        assert ngettext("%(num)d reply", "%(num)d replies", 2, num=2) == "2 replies"
        assert pgettext("state of a question", "open") == "open"


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("en", 1, "1 reply"),
        ("en", 21, "21 replies"),
        ("mk", 21, "21 одговор"),
        ("mk", 11, "11 одговори"),
        ("mk", 1, "1 одговор"),
        ("tr", 5, "5 yanıt"),
        ("cnr", 21, "21 od"),
        ("cnr", 3, "3 odg"),
        ("cnr", 12, "12 odgov"),
    ],
)
def test_numbers_take_the_form_of_the_language(code: str, n: int, said: str) -> None:
    with use_language(code):
        assert ngettext("%(num)d reply", "%(num)d replies", n, num=n) == said
        assert ngettext("%(num)d reply", "%(num)d replies", n) % {"num": n} == said


def test_a_word_may_need_its_context() -> None:
    with use_language("mk"):
        assert pgettext("state of a question", "open") == "отворено"
        assert pgettext("of a door", "open") == "open"
        assert npgettext("in a list", "%(num)d door", "%(num)d doors", 2, num=2) == "2 doors"


def test_a_lazy_text_is_said_when_it_is_read() -> None:
    written = lazy("Written by %(name)s", name="<Ana>")
    assert str(written) == "Written by <Ana>"
    with use_language("tr"):
        assert str(written) == f"{written}" == "Yazan: <Ana>"
        assert written.__html__() == Markup("Yazan: &lt;Ana&gt;")
        assert lazy("Written by %(name)s") % {"name": "B"} == "Yazan: B"
    assert repr(lazy("Ask")) == "lazy('Ask')"


def test_a_lazy_text_may_hold_another() -> None:
    with use_language("tr"):
        assert str(lazy("Written by %(name)s", name=lazy("Ask"))) == "Yazan: Sor"


def test_equal_lazy_texts_are_one_in_a_set() -> None:
    assert len({lazy("Ask"), lazy("Ask"), lazy("Ask", a=[1]), lazy("Reply")}) == 3
    assert lazy("Ask") != "Ask"


def test_templates_are_given_these_words() -> None:
    page = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    page.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    source = (
        '{{ _("Written by %(name)s", name="<A>") }} · '
        '{{ ngettext("%(num)d reply", "%(num)d replies", 21) }} · '
        '{{ pgettext("state of a question", "open") }}'
    )
    with use_language("mk"):
        assert page.from_string(source).render() == "Од &lt;A&gt; · 21 одговор · отворено"
