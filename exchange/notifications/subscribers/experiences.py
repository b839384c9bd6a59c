"""Drafts, experiences and what becomes of them, told to authors and readers."""

from exchange.library.events import (
    ChangesDue,
    DraftRead,
    DraftStillWaits,
    ExperienceSubmitted,
    ReadingDue,
    ReadingEnded,
    SearchFits,
    WordsAsked,
    WordsDeclined,
)
from exchange.notifications import actions, receivers
from exchange.notifications.models import KEY_LENGTH
from exchange.notifications.queries.authors import authors_of, who_declared
from exchange.notifications.subscribers.named import after
from exchange.reuse.events import ReuseDeclared, ReuseRuled
from exchange.still_true.events import StillTrueAsked


@after(DraftRead)
def tell_of_verdict(happened: DraftRead) -> None:
    """Each author of a draft, at each of its readings."""
    subject = ("experience", happened.experience_id)
    reading = f"verdict {receivers.newest_verdict(happened)}"
    actions.notify([happened.author_id], "draft_read", subject, reading)


@after(WordsAsked)
def ask_for_words(happened: WordsAsked) -> None:
    """Everyone whose words a draft uses, once."""
    subject = ("experience", happened.experience_id)
    actions.notify(happened.people, "words_asked", subject, "words")


@after(WordsDeclined)
def tell_that_words_go(happened: WordsDeclined) -> None:
    """The authors of the draft."""
    told = set(authors_of(happened.experience_id)) - {happened.by_id}
    subject = ("experience", happened.experience_id)
    actions.notify(told, "words_declined", subject, f"declined {happened.by_id} {happened.at}")


@after(ExperienceSubmitted)
def tell_readers(happened: ExperienceSubmitted) -> None:
    """Those whose task it is to read this draft, each time that it is handed in."""
    subject = ("experience", happened.experience_id)
    handed_in = f"submitted {receivers.newest_submission(happened)}"
    actions.notify(receivers.of_submission(happened), "draft_waits", subject, handed_in)


@after(ReuseDeclared)
def tell_authors_of_reuse(happened: ReuseDeclared) -> None:
    """The authors of the record, for each state that waits for them."""
    told = set(authors_of(happened.experience_id)) - {happened.by_id}
    actions.notify(told, "reuse_declared", ("reuse", happened.reuse_id), f"step {happened.step_id}")


@after(ReuseRuled)
def tell_who_declared(happened: ReuseRuled) -> None:
    """Whoever declared the reuse, each time that an author has answered."""
    told = set(who_declared(happened.reuse_id)) - {happened.by_id}
    actions.notify(told, "reuse_ruled", ("reuse", happened.reuse_id), f"step {happened.step_id}")


@after(StillTrueAsked)
def ask_authors(happened: StillTrueAsked) -> None:
    """The authors of a record, each time that they are asked whether it is still true."""
    told, subject = authors_of(happened.experience_id), happened.experience_id
    actions.notify(told, "still_true", ("experience", subject), f"asked {happened.at}")


@after(SearchFits)
def tell_of_fitting(happened: SearchFits) -> None:
    """Whoever saved lists, of a new record in them."""
    subject = ("experience", happened.experience_id)
    actions.notify([happened.account_id], "fits_search", subject, _key_of(happened))


def _key_of(fits: SearchFits) -> str:
    """The first list, how many more, and so many of those as there is room for: it is told while
    one of them is still saved."""
    key = f"search {fits.search_id} fits"
    if fits.more:
        key += f" and {fits.more} more "
    for one in fits.others:
        if len(longer := f"{key}({one})") > KEY_LENGTH:
            break
        key = longer
    return key.rstrip()


@after(ReadingDue)
def remind_reader(happened: ReadingDue) -> None:
    """Whoever has held a draft for a week, each week."""
    subject = ("experience", happened.experience_id)
    actions.notify(happened.people, "reading_due", subject, f"due {happened.at}")


@after(ReadingEnded)
def tell_of_end_of_reading(happened: ReadingEnded) -> None:
    """Its reader and its authors."""
    subject = ("experience", happened.experience_id)
    actions.notify(happened.people, "reading_ended", subject, f"ended {happened.at}")


@after(DraftStillWaits)
def remind_of_waiting(happened: DraftStillWaits) -> None:
    """Those whose task it is and who heard of no draft that waits in the last week."""
    subject = ("experience", happened.experience_id)
    told = receivers.of_still_waiting(happened)
    actions.notify(told, "drafts_wait", subject, f"waits {happened.at}")


@after(ChangesDue)
def remind_authors(happened: ChangesDue) -> None:
    """All of them, once."""
    subject = ("experience", happened.experience_id)
    actions.notify(happened.people, "changes_due", subject, f"due {happened.at}")
