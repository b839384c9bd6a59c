"""Why a mentor is asked, in one line of short clauses that no ending has to fit."""

from collections.abc import Mapping

from exchange.mentoring.fitness import Fitness
from exchange.tags.queries import TagRow
from exchange.text.language_names import language_name
from exchange.text.wording import current_language, gettext


def sentence_of(fit: Fitness, tags: Mapping[int, TagRow], *, with_load: bool = True) -> str:
    """In the language of the moment. How much they have is for themselves and for coordinators:
    others read the rest."""
    here = current_language().code
    themes = [tags[tag].name(here) for tag, _level in fit.themes if tag in tags]
    clauses = [
        gettext("Knows: %(themes)s.", themes=", ".join(themes)) if themes else "",
        _of_language(fit, here),
        gettext("Open questions: %(open)d of %(most)d.", open=fit.open, most=fit.most_open)
        if with_load
        else "",
        gettext("Knows the country/territory.") if fit.country else "",
        gettext("Answers that this asker accepted: %(count)d.", count=fit.helped)
        if fit.helped
        else "",
        gettext("Away today.") if fit.is_away else "",
    ]
    return " ".join(filter(None, clauses))


def _of_language(fit: Fitness, here: str) -> str:
    name = language_name(fit.lang, here)
    if fit.language == "writes":
        return gettext("Reads and writes: %(language)s.", language=name)
    return gettext("Reads: %(language)s.", language=name)
