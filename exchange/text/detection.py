"""Recognising the language of a text: the script first, then a model of byte sequences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exchange.text.language_model import model

_LEAST_LETTERS = 8
_SURE = 0.6  # of 1; several sentences give 0.9 and more
_CLEAR_LEAD = 0.4  # between Macedonian and Serbian, of 1 and more
_ENOUGH = 4_000  # characters; more make the answer slower, not better
_NO_WORDS = re.compile(  # code, addresses of pages and of people: in Latin letters everywhere
    r"```.*?(?:```|\Z)|`[^`\n]*`|\b(?:https?://|www\.)[^\s<>]*|[^\s@]{1,64}@[^\s@]{1,200}",
    re.DOTALL | re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_NEITHER_SERBIAN_NOR_MACEDONIAN = re.compile(r"[ЙйЩщЪъЫыЬьЭэЮюЯяЁёІіЇїЄє]")
_MACEDONIAN_SIGNS = re.compile(r"[ѓќѕѐѝЃЌЅ]")
_SERBIAN_SIGNS = re.compile(r"[ђћЂЋ]")
_MACEDONIAN_WORDS = re.compile(r"\b(?:во|со|ги|го|дека|кој|сме|беше|ова|тоа|сите)\b")
_SERBIAN_WORDS = re.compile(r"\b(?:је|у|су|са|који|ће|као|смо|био|шта|него|пре)\b")
_MONTENEGRIN_SIGNS = re.compile(r"[śźŚŹ]")
_HBS = ("bs", "hr", "sr")
_WORD_WEIGHT = 0.25  # how much one telling word counts beside the model's share of 1
_SIGN_WEIGHT = 1.0  # a letter of one alphabet only settles it


@dataclass(frozen=True, slots=True)
class Recognised:
    """A language (one of the model's, or cnr) and the script it stands in."""

    language: str
    is_cyrillic: bool


def recognise(text: str, hint: str | None = None) -> Recognised | None:
    """The most likely of our languages, None when the text is short or leaves it open."""
    text = _NO_WORDS.sub(" ", text[:_ENOUGH])
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic + latin < _LEAST_LETTERS:
        return None
    return _cyrillic(text, hint) if cyrillic > latin else _latin(text)


def _shares(text: str, languages: Iterable[str]) -> dict[str, float]:
    """How likely each language is, as shares of 1 among those named."""
    found = model().shares(text)
    whole = sum(found[language] for language in languages) or 1.0
    return {language: found[language] / whole for language in languages}


def _latin(text: str) -> Recognised | None:
    shares = _shares(text, ("en", "lv", "sq", "tr", *_HBS))
    likeliest_hbs = max(_HBS, key=lambda one: shares[one])
    together = sum(shares.pop(one) for one in _HBS)
    best = max(shares, key=lambda one: shares[one])
    if max(together, shares[best]) < _SURE:
        return None
    if shares[best] > together:
        return Recognised(best, is_cyrillic=False)
    is_montenegrin = bool(_MONTENEGRIN_SIGNS.search(text))
    return Recognised("cnr" if is_montenegrin else likeliest_hbs, is_cyrillic=False)


def _cyrillic(text: str, hint: str | None) -> Recognised | None:
    if len(_NEITHER_SERBIAN_NOR_MACEDONIAN.findall(text)) * 50 > len(text):
        return None  # Bulgarian, Russian or Ukrainian
    shares = _shares(text, ("mk", "sr"))
    small = text.lower()
    telling = len(set(_MACEDONIAN_WORDS.findall(small))) - len(set(_SERBIAN_WORDS.findall(small)))
    lead = shares["mk"] - shares["sr"]
    lead += _WORD_WEIGHT * telling
    lead += _SIGN_WEIGHT * bool(_MACEDONIAN_SIGNS.search(text))
    lead -= _SIGN_WEIGHT * bool(_SERBIAN_SIGNS.search(text))
    if abs(lead) < _CLEAR_LEAD:
        return _hinted(hint)
    return Recognised("mk" if lead > 0 else "sr", is_cyrillic=True)


def _hinted(hint: str | None) -> Recognised | None:
    """Too close to call: believe the hint where it writes Cyrillic."""
    return Recognised(hint, is_cyrillic=True) if hint in ("mk", "sr") else None
