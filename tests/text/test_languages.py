import pytest

from exchange.text.languages import (
    BY_CODE,
    LANGUAGES,
    detect,
    language_name,
    negotiate,
    reads_alike,
)

HEADERS = [
    ("", "en"),
    ("*", "en"),
    ("en-GB,en;q=0.9", "en"),
    ("lv-LV,lv;q=0.9,en;q=0.8", "lv"),
    ("sq", "sq"),
    ("sq-AL", "sq"),
    ("sq-XK,sq;q=0.9", "sq"),
    ("sq-ME", "sq"),
    ("bs", "bs"),
    ("bs-Latn-BA", "bs"),
    ("bs-ME", "bs"),
    ("hr", "hr"),
    ("hr-BA", "hr"),
    ("hr-HR,hr;q=0.9,en-US;q=0.8", "hr"),
    ("sr", "sr"),
    ("sr-RS,sr;q=0.9", "sr"),
    ("sr-BA", "sr"),
    ("sr-XK", "sr"),
    ("sr-Cyrl", "sr"),
    ("sr-Cyrl-ME", "sr"),
    ("sr-Latn", "sr-latn"),
    ("sr-Latn-RS,sr;q=0.8", "sr-latn"),
    ("SR_latn_RS", "sr-latn"),
    ("sh", "sr-latn"),
    ("sh-HR", "sr-latn"),
    ("sr-ME", "cnr"),
    ("sr-Latn-ME", "cnr"),
    ("cnr", "cnr"),
    ("cnr-Latn-ME,sr;q=0.5", "cnr"),
    ("mk-MK", "mk"),
    ("tr-TR,tr;q=0.9", "tr"),
    ("de-DE,de;q=0.9,tr;q=0.3,en;q=0.2", "tr"),
    ("en;q=0.1,mk;q=0.9", "mk"),
    ("lv;q=0,sq;q=0.2", "sq"),
    ("fr,de", "en"),
    (";;;,=,q=1;q=9,\x00", "en"),
    ("x" * 100_000, "en"),
]


@pytest.mark.parametrize(("header", "code"), HEADERS)
def test_a_header_leads_to_the_language_its_reader_reads(header: str, code: str) -> None:
    assert negotiate(header) == code


@pytest.mark.parametrize("header", ["sr", "sr-RS", "sr-BA", "sr-XK", "sr-DE"])
def test_plain_serbian_is_written_in_the_script_of_the_installation(header: str) -> None:
    assert negotiate(header, serbian_script="Latn") == "sr-latn"


def test_a_header_that_names_its_script_is_not_overruled() -> None:
    assert negotiate("sr-Cyrl-RS", serbian_script="Latn") == "sr"


def test_every_language_has_its_own_code_catalogue_and_html_name() -> None:
    assert " ".join(BY_CODE) == "en lv sq bs hr sr sr-latn cnr mk tr"
    assert len({one.catalogue for one in LANGUAGES}) == len(LANGUAGES)
    assert len({one.html for one in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("reader", BY_CODE)
def test_every_language_is_named_differently_in_every_language(reader: str) -> None:
    assert len({language_name(code, reader) for code in BY_CODE}) == len(BY_CODE)


def test_a_language_is_named_in_the_readers_own() -> None:
    assert language_name("sq", "lv") == "albāņu"
    assert language_name("sr-latn", "sr") == "српски (латиница)"
    assert language_name("cnr", "tr") == "Karadağca"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("sr", "sr-latn", True), ("bs", "cnr", True), ("mk", "sr", False), ("tr", "tr", True)],
)
def test_who_reads_one_of_four_reads_them_all(one: str, other: str, alike: bool) -> None:
    assert reads_alike(one, other) is alike


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("How do we pay the animator before the first advance arrives?", "en"),
        ("Kā samaksāt animatoram, pirms saņemts pirmais avanss?", "lv"),
        ("Si e paguajmë animatorin para se të vijë parapagimi i parë?", "sq"),
        ("İlk avans gelmeden önce animatörün ücretini nasıl ödüyoruz?", "tr"),
        ("Како да платиме аниматор пред да дојде првиот аванс од програмата?", "mk"),
        ("Како да платимо аниматора пре него што стигне први аванс?", "sr"),
        ("Ќе има ли обука?", "mk"),
        ("Ко је ишао у Ђердап?", "sr"),
    ],
)
def test_the_language_of_a_sentence_is_recognised(text: str, code: str) -> None:
    assert detect(text) == code


LATIN = "Kako da platimo animatora prije nego što stigne prva uplata iz programa?"


@pytest.mark.parametrize(
    ("hint", "code"),
    [("bs", "bs"), ("hr", "hr"), ("cnr", "cnr"), ("sr-latn", "sr-latn"), ("sr", "sr-latn")],
)
def test_among_four_alike_the_hint_decides_as_far_as_the_script_allows(
    hint: str, code: str
) -> None:
    assert detect(LATIN, hint) == code


@pytest.mark.parametrize("hint", ["bs", "cnr", "sr-latn", None, "en"])
def test_cyrillic_of_the_four_is_always_serbian(hint: str | None) -> None:
    assert detect("Ово је питање о задругама и о њиховим члановима.", hint) == "sr"


def test_without_a_hint_one_of_the_four_is_proposed() -> None:
    assert reads_alike(detect(LATIN) or "", "hr")
    assert detect("Śutra idemo na sjednicu skupštine opštine.") == "cnr"


def test_a_close_call_in_cyrillic_follows_the_hint() -> None:
    assert detect("Цена млека расте.") is None
    assert detect("Цена млека расте.", "sr") == "sr"
    assert detect("Цена млека расте.", "mk") == "mk"


@pytest.mark.parametrize(
    "text", ["", "IPARD?", "12 345 678", "🙂🙂🙂🙂", "Это вопрос о сельском хозяйстве и деревнях"]
)
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    "latin",
    [
        "https://www.minpolj.gov.rs/dokumenti/obrasci/zahtev-za-isplatu-podsticaja-2026.pdf",
        "www.ruralnamreza.rs/konkursi/ipard/mera-3/prirucnik-za-korisnike",
        "`zahtev_za_isplatu_podsticaja_konacna_verzija.docx`",
        "```\nnaziv;iznos;korisnik;opstina;datum podnosenja\n```",
        "kancelarija.za.pitanja.korisnika@podsticaji.minpolj.gov.rs",
    ],
)
def test_addresses_and_code_say_nothing_of_the_script(latin):
    assert detect(f"Где да нађемо образац? Гледали смо овде: {latin}", hint="sr") == "sr"
