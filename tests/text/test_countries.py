import pytest

from exchange.text.alphabets import sort_key
from exchange.text.countries import COUNTRIES, KOSOVO_FOOTNOTE, all_countries, country_name
from exchange.text.languages import BY_CODE
from exchange.text.wording import use_language


@pytest.mark.parametrize("code", BY_CODE)
def test_kosovo_carries_its_asterisk_in_every_language(code: str) -> None:
    assert country_name("XK", code).endswith("*")
    assert "UNSCR 1244/1999" in str(KOSOVO_FOOTNOTE)


@pytest.mark.parametrize("code", BY_CODE)
def test_only_kosovo_carries_one(code: str) -> None:
    starred = [country for country, name in all_countries(code) if "*" in name]
    assert starred == ["XK"]


@pytest.mark.parametrize("code", BY_CODE)
def test_every_country_has_a_name_of_its_own(code: str) -> None:
    names = dict(all_countries(code))
    assert len(names) == 250  # 249 of ISO 3166 and XK
    assert len(set(names.values())) == 250
    assert set(COUNTRIES) <= set(names)


@pytest.mark.parametrize(
    ("country", "code", "name"),
    [
        ("XK", "lv", "Kosova*"),
        ("XK", "tr", "Kosova*"),
        ("XK", "sr", "Косово*"),
        ("MK", "cnr", "Sjeverna Makedonija"),
        ("DE", "cnr", "Njemačka"),
        ("MK", "sr-latn", "Severna Makedonija"),
        ("TR", "en", "Türkiye"),
        ("BA", "en", "Bosnia and Herzegovina"),
        ("LV", "mk", "Латвија"),
    ],
)
def test_a_country_is_called_as_its_reader_calls_it(country: str, code: str, name: str) -> None:
    assert country_name(country, code) == name


def test_montenegrin_names_are_never_ekavian() -> None:
    names = " ".join(name for _, name in all_countries("cnr"))
    for ekavian in ("Severn", "Nemačk", "Belorus", "Devič"):
        assert ekavian not in names


def test_names_come_in_the_current_language() -> None:
    with use_language("sq"):
        assert country_name("LV") == "Letoni"
        assert all_countries()[0] == ("AF", "Afganistan")


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        country_name("EU", "en")


@pytest.mark.parametrize(
    ("code", "ordered"),
    [
        ("en", "Åland Albania Zambia"),
        ("lv", "Ciems Čiekurs Daba Ģimene Īle Ķekava Lauks Ļipa Zeme Žagata"),
        ("sq", "Cafe Çajup Dajti Dhe Elbasan Ëma Gur Gjak Lule Llapi Rahovec Rrogozhinë Shkodër"),
        (
            "hr",
            "Cres Čakovec Ćuprija Dubrovnik Džep Đakovo Lopud Luka Ljubuški Niš Njegoš Šid Žabljak",
        ),
        ("cnr", "Sutra Šuma Śekira Zeta Žabljak Źenica"),
        ("sr", "Ада Ваљево Ђаково Жабаљ Јагодина Лука Љиг Ниш Његош Ћуприја Црна Чачак Џеп Шид"),
        ("mk", "Гевгелија Дебар Ѓорче Жито Ѕвезда Иново Кочани Ќуп Штип"),
        ("tr", "Can Çan Gaziantep Ğ Hatay Iğdır İzmir Konya Ordu Ödemiş Sivas Şile Uşak Ünye"),
        ("sr-latn", "Ada Лука Ljig Šid"),
    ],
)
def test_a_list_stands_in_the_order_of_the_readers_alphabet(code: str, ordered: str) -> None:
    names = ordered.split()
    assert sorted(reversed(names), key=lambda name: sort_key(name, code)) == names


def test_case_and_figures_and_other_scripts_have_their_place() -> None:
    names = ["2 sela", "10 a", "ana", "Anb", "Zoran", "Ямбол"]
    assert sorted(names, key=lambda name: sort_key(name, "en"))[2:] == names[2:]
    assert sort_key("", "tr") < sort_key("a", "tr")
