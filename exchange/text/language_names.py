"""What each language is called in each of our languages: CLDR knows neither cnr nor sr-Latn."""

_ORDER = ("en", "lv", "sq", "bs", "hr", "sr", "sr-latn", "cnr", "mk", "tr")
_TABLE = {
    "en": "English|Latvian|Albanian|Bosnian|Croatian|Serbian (Cyrillic)|Serbian (Latin)"
    "|Montenegrin|Macedonian|Turkish",
    "lv": "angļu|latviešu|albāņu|bosniešu|horvātu|serbu (kirilica)|serbu (latīņu burti)"
    "|melnkalniešu|maķedoniešu|turku",
    "sq": "anglisht|letonisht|shqip|boshnjakisht|kroatisht|serbisht (cirilik)|serbisht (latin)"
    "|malazezisht|maqedonisht|turqisht",
    "bs": "engleski|latvijski|albanski|bosanski|hrvatski|srpski (ćirilica)|srpski (latinica)"
    "|crnogorski|makedonski|turski",
    "hr": "engleski|latvijski|albanski|bosanski|hrvatski|srpski (ćirilica)|srpski (latinica)"
    "|crnogorski|makedonski|turski",
    "sr": "енглески|летонски|албански|босански|хрватски|српски (ћирилица)|српски (латиница)"
    "|црногорски|македонски|турски",
    "sr-latn": "engleski|letonski|albanski|bosanski|hrvatski|srpski (ćirilica)"
    "|srpski (latinica)|crnogorski|makedonski|turski",
    "cnr": "engleski|letonski|albanski|bosanski|hrvatski|srpski (ćirilica)|srpski (latinica)"
    "|crnogorski|makedonski|turski",
    "mk": "англиски|латвиски|албански|босански|хрватски|српски (кирилица)|српски (латиница)"
    "|црногорски|македонски|турски",
    "tr": "İngilizce|Letonca|Arnavutça|Boşnakça|Hırvatça|Sırpça (Kiril)|Sırpça (Latin)"
    "|Karadağca|Makedonca|Türkçe",
}
_NAMES: dict[str, dict[str, str]] = {
    reader: dict(zip(_ORDER, names.split("|"), strict=True)) for reader, names in _TABLE.items()
}


def language_name(code: str, in_language: str) -> str:
    """The name of a language, said in another: language_name("sq", "lv") is "albāņu"."""
    return _NAMES[in_language][code]
