"""What mails say of what came of answers."""

from collections.abc import Sequence

from exchange.mentoring.outcomes import OUTCOMES
from exchange.mentoring.queries.follow_ups import FollowUpRow, asked_at
from exchange.mentoring.queries.outcomes import said_in
from exchange.notifications.letters import LetterLine, Quote, settings
from exchange.people.actor import Actor
from exchange.text.wording import gettext as _


def lines_of_follow_ups(actor: Actor, key: str) -> Sequence[LetterLine]:
    """One for each answer that the asker was asked about then, and has not said a word of."""
    moment = key.removeprefix("due ")
    return [_line(row) for row in asked_at(actor, int(moment) if moment.isdecimal() else 0)]


def _line(row: FollowUpRow) -> LetterLine:
    base, title = settings().base_url, (row.title, row.thread_lang)
    if row.stage == "accept":
        words = _("There are replies to your question. If one is the answer, please accept it:")
        return LetterLine(words, *title, f"{base}/threads/{row.thread_id}", row.is_sample)
    here = f"{base}/follow-ups/{row.id}"
    # Opening such a link chooses, and changes nothing.
    ways = [(str(words), f"{here}?outcome={outcome}") for outcome, words in OUTCOMES.items()]
    if row.stage == "month":
        words = _("You accepted an answer 30 days ago. Did it work?")
    else:
        words = _("You accepted an answer 90 days ago. Did it work?")
    return LetterLine(words, *title, here, row.is_sample, ways)


def said_of(key: str) -> tuple[Sequence[str], Quote | None]:
    """What an asker said to an answer; `tell_of_outcome` has named it."""
    follow_up_id = key.removeprefix("outcome ").split(" ")[0]
    said = said_in(int(follow_up_id)) if follow_up_id.isdecimal() else None
    if said is None:
        return (), None
    words = {
        "worked": _("It worked."),
        "partly": _("It worked in part."),
        "no": _("It did not work."),
        "too_early": _("It is too early to tell."),
    }
    quote = Quote(said.sentence, said.lang, said.asker) if said.sentence else None
    return [words[said.outcome]], quote
