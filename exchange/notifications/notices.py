"""The mail that goes with a notification, if it is still to be told when the mail is built."""

from collections.abc import Callable, Mapping, Sequence

from exchange.forum.queries import bookmark_of, get_bookmark, post_to_reply_to
from exchange.mentoring.queries.desk_news import owed_by_step
from exchange.mentoring.queries.invitations import own_invitation
from exchange.mentoring.queries.telling import why_asked
from exchange.moderation.queries import decision_for, shown_again_after
from exchange.notifications import question_mails
from exchange.notifications.desk import lines_of_desk
from exchange.notifications.following import lines_of_follow_ups, said_of
from exchange.notifications.kinds import ENDS, REPLIES, SWITCHES
from exchange.notifications.letters import Letter, Quote, mail_of, settings
from exchange.notifications.mail import Mail
from exchange.notifications.meeting import MEETING
from exchange.notifications.meeting_mails import told_of_meeting
from exchange.notifications.policy import may_be_mailed
from exchange.notifications.queries import (
    NotificationRow,
    Recipient,
    get_verdict,
    kinds_switched_off,
    notification_if_it_holds,
    recipient_of,
)
from exchange.notifications.unsubscribing import unsubscribe_link
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from exchange.reuse.queries import last_ruling
from exchange.text.mentions import as_typed
from exchange.text.wording import gettext as _
from exchange.text.wording import use_language

Said = tuple[Sequence[str], Quote | None]  # the sender's words, and those of a person
_TO_REPLY = (*REPLIES, "mentioned", "thread_in_watched", "waiting_for_mentor")


def notice(notification_id: int) -> tuple[Mail, Recipient] | None:
    """None if it was switched off, hidden, undone or read meanwhile, or may not be mailed."""
    recipient = recipient_of(notification_id)
    if recipient is None:
        return None
    actor = get_actor(recipient.id)
    told = notification_if_it_holds(actor, notification_id)
    if told is None or told.read_at or not may_be_mailed(actor):
        return None
    if told.kind in kinds_switched_off(actor.id):
        return None
    with use_language(recipient.language):
        return mail_of(_letter(actor, told), recipient), recipient


def _letter(actor: Actor, told: NotificationRow) -> Letter:
    say = told_of_meeting if told.subject_kind in MEETING else _what_it_says
    paragraphs, quote = say(actor, told)
    moment = int(told.created_at.timestamp())
    return Letter(
        key=f"notification-{told.id}-{moment}",  # another one after a database begins anew
        subject=str(told.sentence),
        link=f"{settings().base_url}{told.path}",
        link_words=_link_words(told.kind),
        opening=[f"{told.sentence}:" if told.title else f"{told.sentence}."],
        title=told.title,
        title_lang=told.lang or "",
        paragraphs=paragraphs,
        lines=_LINES[told.kind](actor, told.event_key) if told.kind in _LINES else (),
        quote=quote,
        is_sample=told.is_sample,
        unsubscribe=unsubscribe_link(settings(), told.account_id, told.kind, _watched(actor, told)),
        unsubscribe_words=str(ENDS.get(told.kind, "")),
        switch=str(SWITCHES[told.kind]),
    )


def _watched(actor: Actor, told: NotificationRow) -> int | None:
    """The thread, or the category, whose watching brought this mail: its link ends that, not all
    such mails."""
    if told.kind not in ENDS:
        return None
    thread = post_to_reply_to(actor, told.subject_id).thread
    return thread.id if told.kind == "reply_in_watched" else thread.category_id


def _link_words(kind: str) -> str:
    if kind == "person_waits":
        return _("Waiting to be let in")
    if kind == "desk_news":
        return _("Go to your desk")
    if kind == "mentor_invited":
        return _("Answer the invitation")
    return _("Read and reply") if kind in _TO_REPLY else _("Read more")


def _what_it_says(actor: Actor, told: NotificationRow) -> Said:
    if told.kind in _TO_REPLY:
        post = post_to_reply_to(actor, told.subject_id).post
        quote = Quote(as_typed(post.source), post.lang, post.author, post.html)
        return _why(actor, told), quote
    if told.kind == "moved" and told.reason:
        return (), Quote(told.reason, told.reason_lang or "en")
    return _SAYS[told.kind](actor, told) if told.kind in _SAYS else ((), None)


def _why(actor: Actor, told: NotificationRow) -> Sequence[str]:
    """Why a mentor is asked, and by when an answer is promised; others need none."""
    asked = why_asked(told.subject_id, actor.id) if told.kind == "waiting_for_mentor" else None
    if asked is None:
        return ()
    said = [asked.sentence] if asked.sentence else []
    said += question_mails.from_where(asked.country)
    if asked.due_at:
        said.append(question_mails.promise_words(asked.due_at, asked.zone))
    return said


def _fitting(_actor: Actor, told: NotificationRow) -> Said:
    return [told.fits], None


def _invitation(actor: Actor, _told: NotificationRow) -> Said:
    """What the admin said with it; it waits, or there would be no mail."""
    sent = own_invitation(actor)
    quote = Quote(sent.note, sent.lang, sent.by or "") if sent and sent.note else None
    return [_("You can accept or decline on the page behind this link.")], quote


def _outcome(_actor: Actor, told: NotificationRow) -> Said:
    return said_of(told.event_key)


def _ruling(_actor: Actor, told: NotificationRow) -> Said:
    """What an author said last to a declared reuse."""
    made = last_ruling(told.subject_id)
    if made is None or made.ruling == "confirmed":
        return [_("It is confirmed and counts now.")], None
    return [_("An author does not confirm it.")], Quote(made.sentence, made.lang)


def _owed(_actor: Actor, told: NotificationRow) -> Said:
    """What their mentor wrote; `tell_who_asked` has named it."""
    step_id = told.event_key.removeprefix("step ")
    owed = owed_by_step(int(step_id)) if step_id.isdecimal() else None
    said = [_("Until you answer, the clock stands. Reply in the thread, or change your question.")]
    return said, Quote(owed.sentence, owed.lang, owed.mentor or "") if owed else None


def _own_note(actor: Actor, told: NotificationRow) -> Said:
    """What the reader has written at their bookmark."""
    bookmark_id = bookmark_of(actor, told.subject_id)
    note = get_bookmark(actor, bookmark_id).note if bookmark_id else ""
    return [_("Your note:"), *note.splitlines()] if note else (), None


def _decision(actor: Actor, told: NotificationRow) -> Said:
    made = decision_for(actor, told.subject_id)
    if shown := shown_again_after(made):
        said = [_("A moderator hid your post. It is shown again.")]
        return said, Quote(shown.reason, shown.lang) if shown.reason else None
    if made.outcome == "hidden":
        said = [_("Your post is hidden: only you and moderators can read it.")]
    else:
        said = [_("A member had flagged it. A moderator has looked at it: it stays as it is.")]
    if made.broken:
        said.append(f"{made.broken.name}: {made.broken.meaning}")
    return said, Quote(made.sentence, made.sentence_lang) if made.sentence else None


def _verdict(_actor: Actor, told: NotificationRow) -> Said:
    """The decision that it tells of, whatever came after; `tell_of_verdict` has named it."""
    verdict_id = told.event_key.removeprefix("verdict ")
    given = get_verdict(int(verdict_id)) if verdict_id.isdecimal() else None
    if given is None:
        return (), None
    said = {
        "accepted": [_("This reader has accepted it. Another one reads it too.")],
        "published": [_("It is published now.")],
        "changes_requested": [_("Its reader asks for changes.")],
    }
    quote = Quote(given.note, given.lang, given.reader) if given.note else None
    return said[given.verdict], quote


_SAYS: Mapping[str, Callable[[Actor, NotificationRow], Said]] = {
    "bookmark_due": _own_note,
    "decision": _decision,
    "draft_read": _verdict,
    "fits_search": _fitting,
    "mentor_invited": _invitation,
    "more_asked": _owed,
    "outcome_told": _outcome,
    "reuse_ruled": _ruling,
    **dict.fromkeys(question_mails.STEPS, question_mails.what_it_says),
}
_LINES = {"desk_news": lines_of_desk, "follow_ups_due": lines_of_follow_ups}
