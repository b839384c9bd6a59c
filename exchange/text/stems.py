"""Light stems on the folded form, so that a word is found in any inflection.

The rules take endings off; they know no dictionary. A word may have two stems (as a noun and as a
verb), a text is indexed by the stems of its language, a query by those of all six groups.
"""

import re
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache

import snowballstemmer

# Raised with every change in fold, here, or in what the index is told of a text: it is then built
# anew at the next set-up.
NORM_VERSION = 3
GROUPS = ("hbs", "mk", "sq", "tr", "lv", "en")
_SHORTEST = 3  # letters a word must have to be stemmed, and a stem must keep
_GROUP_OF = {"bs": "hbs", "hr": "hbs", "sr": "hbs", "sr-latn": "hbs", "cnr": "hbs"}

Rule = tuple[str, str, int]  # an ending, what takes its place, how many letters must stay before it


def group_of(code: str) -> str:
    """The group of languages whose rules fit a text in this language (an address code)."""
    group = _GROUP_OF.get(code, code)
    if group not in GROUPS:
        raise KeyError(code)
    return group


@lru_cache(100_000)
def stems(word_folded: str, group: str) -> tuple[str, ...]:
    """The stems of a folded word in one group of languages; () for figures and short words."""
    if len(word_folded) < _SHORTEST or word_folded.isdigit():
        return ()
    return tuple(sorted(set(_STEMMERS[group](word_folded))))


@lru_cache(20_000)
def query_stems(word_folded: str) -> tuple[str, ...]:
    """The stems in all six groups: a query does not say its language."""
    return tuple(sorted({stem for group in GROUPS for stem in stems(word_folded, group)}))


def _rules(*parts: tuple[int, str]) -> tuple[Rule, ...]:
    """Endings with the letters that must stay, longest first; "osta>ost" replaces."""
    found = [
        (ending, new, least)
        for least, endings in parts
        for ending, _, new in (one.partition(">") for one in endings.split())
    ]
    return tuple(sorted(found, key=lambda rule: -len(rule[0])))


def _strip(word: str, rules: Iterable[Rule]) -> str:
    """Without the longest ending that may go."""
    for ending, new, least in rules:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: len(word) - len(ending)] + new
    return word


# Bosnian, Croatian, Montenegrin, Serbian
_IJE = re.compile(r"(?<=[bcdfghjklmnpqrstvzx])ije(?=[a-z])")
_LJE = re.compile(r"^(s?)lje(?=[a-z]{2})")  # ljekovit, sljedeci
_JE = re.compile(r"(?<=[bdfghkmprstvz])je(?=[a-z])")
_HBS_NOUN = _rules(
    (3, "a e i o u om em ih im ama ima ova ove ovi evi eva eve ovima ovama evima"),
    (3, "nog>n noga>n nom>n nome>n nomu>n kog>k koga>k kom>k kome>k komu>k vog>v voga>v vome>v"),
    (3, "tog>t toga>t tome>t jeg>j jega>j jem>j jemu>j ceg>c cega>c cem>c cemu>c"),
    (5, "oj"),
)
_HBS_VERB = _rules(
    (4, "ati iti eti uti ao ala alo ali ale ila ilo ili ile io aju ajuci ujuci"),
    (4, "amo ate imo ite emo ete ujem uje ujemo uju ovati ovao ovala ovali"),
    (4, "an ana ano ani ane anih anim anog anoj en ena eno eni ene enih enim enog enoj"),
)
_FLEETING_A = re.compile(r"(?<=[b-df-hj-np-tv-z])a(?=[kctnrlm]$)")  # projekat, projekta


def _stem_hbs(word: str) -> list[str]:
    word = _JE.sub("e", _IJE.sub("e", _LJE.sub(r"\1le", word)))
    noun = _strip(word, _HBS_NOUN)
    verb = _strip(word, _HBS_VERB)
    return [_hbs_root(noun)] if verb == word else [_hbs_root(noun), verb]


def _hbs_root(stem: str) -> str:
    """Undo what the last consonant and a fleeting vowel suffer before an ending."""
    if len(stem) > 5 and stem.endswith(("ic", "jac")):  # poljoprivrednici, seljaci
        stem = stem[:-1] + "k"
    elif len(stem) > 5 and stem.endswith(("uz", "oz")):  # zadruzi, predlozi
        stem = stem[:-1] + "g"
    return _FLEETING_A.sub("", stem) if len(stem) > 4 else stem


# Macedonian
_MK_NOUN = _rules(
    (3, "a e i o ot ov on"),
    (3, "ata ava ana eto evo eno oto ovo ono ite ive ine ovi ovite evi evite inja injata"),
    (3, "iot iov ion osta>ost osti>ost ostite>ost"),
)
_MK_VERB = _rules(
    (4, "aat eat uvaat uvame uvate uva uval uvala uvale ame ate eme ete ime"),
    (4, "el al il ela ala ila ele ale ile en ena eno eni enite enata an ana ano ani anite"),
)


def _stem_mk(word: str) -> list[str]:
    noun = _strip(word, _MK_NOUN)
    verb = _strip(word, _MK_VERB)
    return [_mk_root(noun)] if verb == word else [_mk_root(noun), verb]


def _mk_root(stem: str) -> str:
    if len(stem) > 4 and stem.endswith(("ec", "ok", "ol", "er", "ar", "en")):  # zemjodelec
        return stem[:-2] + stem[-1]
    if len(stem) > 5 and stem.endswith("ic"):  # rabotnici
        return stem[:-1] + "k"
    return stem[:-1] if stem.endswith("ij") else stem  # zdruzenie, zdruzenija


# Albanian
_SQ_NOUN = _rules(
    (3, "i u a e it ut in un es en ja je jes jen se ne te ve"),
    (3, "et eve esh ave ash ra rat rave rash ia ise ine ite ive isht shem shme ore or"),
    (4, "at"),
)
_SQ_VERB = _rules(
    (4, "oj on ojne oje uar uara ohet ohen oi uan"),
    (5, "im imi imit imin imet imeve ime"),
)


def _stem_sq(word: str) -> list[str]:
    noun = _strip(word, _SQ_NOUN)
    verb = _strip(word, _SQ_VERB)
    return [noun] if verb == word else [noun, verb]


# Turkish: endings stand in a row, taken off one by one
_TR_ENDINGS = _rules(
    (3, "ler lar leri lari lerin larin lerde larda lerden lardan lere lara lerini larini"),
    (3, "lerine larina lerinin larinin lerimiz larimiz lerinde larinda"),
    (4, "de da te ta den dan ten tan nde nda nden ndan ye ya yi yu ni nu in un nin nun"),
    (4, "imiz umuz iniz unuz imizi imize imizde si su sini sunu sinin sunun le la yle yla"),
    (5, "ine ina une una"),
    (4, "deki daki teki taki ndeki ndaki dir dur tir tur"),
)
_TR_VOWEL = _rules((3, "i u e a"))
_HARDENED = {"b": "p", "d": "t", "g": "k"}


def _stem_tr(word: str) -> list[str]:
    for _ in range(4):
        shorter = _strip(word, _TR_ENDINGS)
        if shorter == word:
            break
        word = shorter
    stem = _strip(word, _TR_VOWEL)
    if len(stem) > 3 and stem[-1] in _HARDENED:  # kitabi
        stem = stem[:-1] + _HARDENED[stem[-1]]
    return [stem]


# Latvian
_LV_NOUN = _rules(
    (3, "a e i o u s am em im um as es is us os ai ei ie iem ajs"),
    (3, "ais aja ajam ajai ajas ajos ajiem ajo ajie ajam iesu>iet iesi>iet iesus>iet iesiem>iet"),
)
_PJ = re.compile(r"(?<=[pbmv])j$")  # biskopis, biskopji
_LV_VERB = _rules((4, "t at et it ot ja jam jat ts ta ti tas tu tie tais ta tam"))


def _stem_lv(word: str) -> list[str]:
    noun = _PJ.sub("", _strip(word, _LV_NOUN))
    verb = _strip(word, _LV_VERB)
    return [noun] if verb == word else [noun, verb]


# English
class _English(threading.local):
    """Snowball's stemmer keeps the word it works on: one for each thread."""

    def __init__(self) -> None:
        self.stemmer = snowballstemmer.stemmer("english")


_english = _English()


def _stem_en(word: str) -> list[str]:
    return [_english.stemmer.stemWord(word)]


_STEMMERS: dict[str, Callable[[str], list[str]]] = {
    "hbs": _stem_hbs,
    "mk": _stem_mk,
    "sq": _stem_sq,
    "tr": _stem_tr,
    "lv": _stem_lv,
    "en": _stem_en,
}
