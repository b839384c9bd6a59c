"""The way to what is asked in confidence, and to what one has begun there."""

from collections.abc import Mapping, Sequence

from exchange.forum.begun import BegunElsewhere, keeps_drafts
from exchange.kernel.slots import fills
from exchange.mentoring.policy.consultations import may_ask
from exchange.mentoring.queries.consultations.drafts import BegunLine, begun_in_confidence
from exchange.people.actor import Actor
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l

_LIST = "/private-consultations"


@fills("ask.rail", "mentoring/ask_in_confidence.html", remembered=True)
def way_to_confide(actor: Actor, places: Sequence[int]) -> Mapping[int, str]:
    """Beside the page on which one asks before everybody."""
    return dict.fromkeys(places, current_language().code) if may_ask(actor) else {}


@keeps_drafts
def drafts_in_confidence(actor: Actor) -> Sequence[BegunElsewhere]:
    """On the page of all that one has begun."""
    return [_line(one) for one in begun_in_confidence(actor)]


def _line(one: BegunLine) -> BegunElsewhere:
    is_question = one.consultation_id is None
    form = f"{_LIST}/new" if is_question else f"{_LIST}/{one.consultation_id}"
    return BegunElsewhere(
        title=one.title,
        source=one.source,
        lang=one.lang,
        saved_at=one.saved_at,
        place=_l("Ask in confidence") if is_question else _l("Private consultations"),
        about=one.about,
        about_lang=one.about_lang,
        path=f"{form}?draft={one.id}{'' if is_question else '#reply'}",
        discard=f"{_LIST}/drafts/{one.id}/discard",
    )
