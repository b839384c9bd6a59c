"""What a subject is to be called. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.text.cyrillic import to_latin
from exchange.text.fold import folded_words

FOLDED = 200  # characters that are kept of a folded word
Words = dict[tuple[str, str], str]  # as written, by language and folded form


@dataclass(frozen=True, slots=True)
class SubjectText:
    """Names and further words by language, Serbian in Cyrillic only; None leaves a theme one."""

    names: Mapping[str, str]
    words: tuple[tuple[str, str], ...] = ()
    is_theme: bool | None = None

    @property
    def all_names(self) -> dict[str, str]:
        """Serbian in Latin letters too."""
        names = {lang: name for lang, name in self.names.items() if name}
        return names | ({"sr-latn": to_latin(names["sr"])} if "sr" in names else {})

    def synonyms(self) -> Words:
        """The further words, each once and none that is the name."""
        own = {key_of(lang, name) for lang, name in self.names.items()}
        found = {key_of(lang, word): word for lang, word in reversed(self.words)}
        return {key: word for key, word in found.items() if key not in own}


def key_of(lang: str, word: str) -> tuple[str, str]:
    """What is equal here is the same word; Serbian is one language in two scripts."""
    return lang.removesuffix("-latn"), folded_words(word)[:FOLDED]
