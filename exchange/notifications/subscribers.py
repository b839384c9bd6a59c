"""Who is told of what: rows first, in one transaction with the delivery; mails from the rows."""
# budget: deliveries that wait are kept under the names of these functions, so they stay here

from collections.abc import Iterable

from exchange.forum.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    AskedAgain,
    BookmarkDue,
    DuplicateChanged,
    InThread,
    KindChanged,
    PostDeleted,
    PostEdited,
    PostHidden,
    PostRestored,
    PostsMoved,
    ReadersReminded,
    ReplyPosted,
    ThreadLocked,
    ThreadMoved,
    ThreadStarted,
)
from exchange.kernel.outbox import after
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
from exchange.mentoring.events.clock import DeskNewsDue, MoreAsked
from exchange.mentoring.events.consultations import (
    ConsultationAssigned,
    ConsultationNews,
    ConsultationWaits,
)
from exchange.mentoring.events.following import FollowUpsDue, OutcomeTold
from exchange.mentoring.events.hours import HoursNews
from exchange.mentoring.events.mentorships import MentorshipNews
from exchange.mentoring.events.questions import (
    QuestionHanded,
    QuestionLeft,
    QuestionProposed,
    QuestionTaken,
)
from exchange.mentoring.events.who import MentorInvited
from exchange.mentoring.queries.consultations.people import who_arranges
from exchange.mentoring.queries.telling import (
    BEGUN,
    StepTold,
    asked_now,
    find_step,
    steps_to_mentors,
)
from exchange.moderation.events import CaseDecided, DuplicateDecided, HidingTakenBack, WritingMoved
from exchange.notifications import account_mails, actions, receivers
from exchange.notifications.account_mails import Addressed, about_account, link_mail
from exchange.notifications.events import NotificationMade
from exchange.notifications.letters import settings
from exchange.notifications.mail import send
from exchange.notifications.models import KEY_LENGTH
from exchange.notifications.notices import notice
from exchange.notifications.queries.authors import authors_of, who_declared
from exchange.notifications.queries.watching import watchers_of
from exchange.people.events import (
    AddressConfirmed,
    AddressTaken,
    AddressToConfirm,
    PasswordChanged,
    PasswordForgotten,
    PersonAdmitted,
    PersonDisowned,
    PersonSuspended,
    SuspensionEnded,
)
from exchange.reuse.events import ReuseDeclared, ReuseRuled
from exchange.still_true.events import StillTrueAsked


@after(ReplyPosted)
def tell_of_reply(happened: ReplyPosted) -> None:
    """Whoever asked, whoever wrote the post that was replied to, who is mentioned, and who watches
    the thread; nobody twice."""
    told = receivers.of_reply(happened)
    for account_id, kind in told.items():
        key = "mentioned" if kind == "mentioned" else "replied"
        actions.notify([account_id], kind, ("post", happened.post_id), key, by=happened.author_id)
    lost = _tell_who_lost_it_to(happened)
    actions.notify_watchers(
        happened.thread_id, happened.post_id, happened.author_id, {*told, *lost}
    )


def _tell_who_lost_it_to(happened: ReplyPosted) -> set[int]:
    """The mentor who had the question that another one has answered first."""
    steps = steps_to_mentors(happened.thread_id)
    lost = [one for one in steps if one.what == "answered" and one.by_id == happened.author_id]
    for step in lost:
        _tell_that_it_left(step)
    return {one.to_id for one in lost if one.to_id is not None}


@after(AnswerAccepted)
def tell_of_acceptance(happened: AnswerAccepted) -> None:
    """Whoever wrote the answer, once, however often it is taken back and accepted again."""
    told, subject = receivers.of_acceptance(happened), ("post", happened.post_id)
    actions.notify(told, "accepted", subject, "accepted", by=happened.by_id)


@after(BookmarkDue)
def tell_of_bookmark(happened: BookmarkDue) -> None:
    """Whoever wanted to be reminded, once for each day that they chose."""
    subject = ("post", happened.post_id)
    actions.notify([happened.account_id], "bookmark_due", subject, f"due {happened.due}")


@after(ThreadStarted)
def tell_mentors(happened: ThreadStarted) -> None:
    """The mentors who are asked to take a question; not those whom its post names: they hear of
    that."""
    told = receivers.of_new_thread(happened)
    waits = {one for one, kind in told.items() if kind == "waiting_for_mentor"}
    actions.ask_mentors(one for one in asked_now(happened.thread_id) if one.account_id in waits)


@after(QuestionProposed)
def tell_who_is_asked(happened: QuestionProposed) -> None:
    """Mentors who are asked to take a question, each time."""
    actions.ask_mentors(asked_now(happened.thread_id))


@after(
    AcceptanceWithdrawn,
    AnswerAccepted,
    DuplicateChanged,
    KindChanged,
    PostDeleted,
    PostHidden,
    PostRestored,
    PostsMoved,
    ThreadLocked,
    ThreadMoved,
)
def tell_of_what_followed(happened: InThread) -> None:
    """What the forum did to a thread may have begun its question anew, or taken it from a mentor:
    told by what stands there now."""
    threads = {happened.thread_id}
    if isinstance(happened, PostsMoved):  # its answer went elsewhere, perhaps
        threads.add(happened.from_thread_id)
    for thread_id in sorted(threads):
        actions.ask_mentors(asked_now(thread_id))
        for step in steps_to_mentors(thread_id):
            if step.what == BEGUN:
                _tell_that_it_is_theirs_again(step)
            else:
                _tell_that_it_left(step)


@after(QuestionTaken)
def tell_asker_of_mentor(happened: QuestionTaken) -> None:
    """That a mentor has the question now."""
    step = find_step(happened.step_id)
    if step is not None:
        _tell_asker(step)


@after(QuestionHanded)
def tell_of_handing_over(happened: QuestionHanded) -> None:
    """The mentor who has it now, whoever had it before, and the asker."""
    step = find_step(happened.step_id)
    if step is None or step.opening_id is None:
        return
    subject, key = ("post", step.opening_id), f"step {step.id}"
    actions.notify({happened.mentor_id} - {happened.by_id}, "question_handed", subject, key)
    lost = {happened.from_id} - {happened.by_id, None}
    actions.notify((one for one in lost if one is not None), "question_ended", subject, key)
    _tell_asker(step)


@after(QuestionLeft)
def tell_of_loss(happened: QuestionLeft) -> None:
    """The mentor who had to let it go."""
    step = find_step(happened.step_id)
    if step is not None:
        _tell_that_it_left(step)


def _tell_asker(step: StepTold) -> None:
    if step.opening_id is None:
        return
    actions.notify(
        {step.asker_id} - {step.by_id},
        "question_taken",
        ("post", step.opening_id),
        f"step {step.id}",
    )


def _tell_that_it_is_theirs_again(step: StepTold) -> None:
    if step.to_id is not None and step.opening_id is not None:
        subject, key = ("post", step.opening_id), f"step {step.id}"
        actions.notify([step.to_id], "question_handed", subject, key)


def _tell_that_it_left(step: StepTold) -> None:
    """Without a title or a link, where they may not read it."""
    if step.to_id is None:
        return
    is_gone = step.opening_id is None or step.what in ("left_room", "left_role")
    subject = ("account", step.to_id) if is_gone else ("post", step.opening_id or 0)
    actions.notify([step.to_id], "question_ended", subject, f"step {step.id}")


@after(ThreadStarted)
def tell_watchers(happened: ThreadStarted) -> None:
    """Those who watch the category of a new thread."""
    _tell_of_thread(happened, "thread_in_watched", by=happened.author_id)


@after(ThreadStarted)
def tell_mentioned(happened: ThreadStarted) -> None:
    """Those whom its opening post names."""
    _tell_of_thread(happened, "mentioned", by=happened.author_id)


@after(PostEdited)
def tell_mentioned_since(happened: PostEdited) -> None:
    """Those whom the post names now and did not before; once for each post, and never whoever
    heard of it in another way."""
    told, subject = receivers.of_mentions_since(happened.post_id), ("post", happened.post_id)
    actions.notify(told - {happened.by_id}, "mentioned", subject, "mentioned", by=happened.by_id)


def _tell_of_thread(happened: ThreadStarted, kind: str, *, by: int | None = None) -> None:
    told = receivers.of_new_thread(happened)
    actions.notify(
        [account_id for account_id, as_what in told.items() if as_what == kind],
        kind,
        ("post", happened.post_id),
        "mentioned" if kind == "mentioned" else "asked",
        by=by,
    )


@after(ReadersReminded)
def remind_readers(happened: ReadersReminded) -> None:
    """Some of those who have not confirmed an announcement, and the next after them."""
    actions.remind_some(happened)


@after(AskedAgain)
def tell_who_had_confirmed(happened: AskedAgain) -> None:
    """That an announcement was changed, and asks them once more."""
    actions.ask_again(happened)


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


@after(MoreAsked)
def tell_who_asked(happened: MoreAsked) -> None:
    """That their mentor needs more, each time; it is a task of theirs, whomever they ignore."""
    subject = ("post", happened.post_id)
    actions.notify([happened.asker_id], "more_asked", subject, f"step {happened.step_id}")


@after(DeskNewsDue)
def tell_of_what_is_due(happened: DeskNewsDue) -> None:
    """One person, once in each run of the clock, of all that fell due for them."""
    subject = ("account", happened.account_id)
    actions.notify([happened.account_id], "desk_news", subject, happened.key)


@after(FollowUpsDue)
def ask_what_came_of_it(happened: FollowUpsDue) -> None:
    """Whoever asked, about all of their questions at once."""
    person = happened.account_id
    actions.notify([person], "follow_ups_due", ("account", person), f"due {happened.at}")


@after(OutcomeTold)
def tell_of_outcome(happened: OutcomeTold) -> None:
    """Whoever wrote the answer, unless they asked; once for each outcome that was said."""
    told = set(receivers.of_outcome(happened)) - {happened.by_id}
    key = f"outcome {happened.follow_up_id} {happened.outcome}"
    actions.notify(told, "outcome_told", ("post", happened.post_id), key, by=happened.by_id)


@after(HoursNews)
def tell_of_hours(happened: HoursNews) -> None:
    """One of the two of a talk, each time that something happens to it."""
    kind = "hours_booked" if happened.is_to_mentor else "hours_changed"
    subject, key = ("office_slot", happened.slot_id), f"{happened.what} {happened.count}"
    actions.notify([happened.to_id], kind, subject, key)


@after(MentorshipNews)
def tell_of_mentorship(happened: MentorshipNews) -> None:
    """Both sides, each time; not whoever did it."""
    subject, key = ("mentorship", happened.mentorship_id), f"{happened.what} {happened.count}"
    actions.notify(happened.people, "mentorship_news", subject, key)


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


@after(MentorInvited)
def tell_of_invitation(happened: MentorInvited) -> None:
    """Whoever is invited to be a mentor, once for each invitation."""
    subject, key = ("account", happened.account_id), f"invitation {happened.invitation_id}"
    actions.notify([happened.account_id], "mentor_invited", subject, key)


@after(ConsultationWaits)
def tell_who_assigns(happened: ConsultationWaits) -> None:
    """Those who see that it has a mentor."""
    told = who_arranges(happened.consultation_id)
    _tell_in_confidence("consultation_asked", told, happened.consultation_id, happened.key)


@after(ConsultationAssigned)
def tell_assigned_mentors(happened: ConsultationAssigned) -> None:
    """Each time that they are assigned."""
    key = f"assigned {happened.at}"
    told, subject = happened.mentors, happened.consultation_id
    _tell_in_confidence("consultation_asked", told, subject, key)


@after(ConsultationNews)
def tell_of_news_in_confidence(happened: ConsultationNews) -> None:
    """Those for whom it is news; not what it is."""
    told, subject = happened.people, happened.consultation_id
    _tell_in_confidence("consultation_reply", told, subject, happened.key)


def _tell_in_confidence(kind: str, people: Iterable[int], subject: int, key: str) -> None:
    actions.notify(people, kind, ("private_consultation", subject), key)


@after(AddressConfirmed)
def tell_who_lets_in(happened: AddressConfirmed) -> None:
    """Those who let this person in, if it still waits."""
    subject = ("account", happened.account_id)
    actions.notify(receivers.of_newcomer(happened), "person_waits", subject, "confirmed")


@after(PersonDisowned)
def tell_admins_of_disowned(happened: PersonDisowned) -> None:
    """The admins, for the person names no organisation any more."""
    subject = ("account", happened.account_id)
    actions.notify(receivers.of_newcomer(happened), "person_waits", subject, "disowned")


@after(CaseDecided)
def tell_of_decision(happened: CaseDecided) -> None:
    """Whoever wrote the post."""
    actions.notify([happened.author_id], "decision", ("case", happened.case_id), "decided")


@after(HidingTakenBack)
def tell_that_it_is_shown_again(happened: HidingTakenBack) -> None:
    """Whoever wrote the post, each time."""
    subject = ("case", happened.case_id)
    actions.notify([happened.author_id], "decision", subject, f"shown {happened.entry_id}")


@after(WritingMoved)
def tell_of_move(happened: WritingMoved) -> None:
    """Whoever asked or wrote there, once for each move; not the moderator."""
    told = set(happened.people) - {happened.by_id}
    actions.notify(told, "moved", ("move", happened.entry_id), "moved")


@after(DuplicateDecided)
def tell_of_duplicate(happened: DuplicateDecided) -> None:
    """Whoever asked and who watches the thread, each time; not the moderator."""
    told = {happened.author_id, *watchers_of(happened.post_id)} - {happened.by_id}
    actions.notify(told, "moved", ("move", happened.entry_id), "duplicate")


@after(NotificationMade, talks=True)
def mail_notification(made: NotificationMade) -> None:
    """The plain mail that goes with it; claimed first, so that two workers send one."""
    if not actions.claim_mail(made.notification_id):
        return
    try:
        if addressed := notice(made.notification_id):
            _send(addressed)
    except BaseException:
        actions.let_go_of_mail(made.notification_id)
        raise
    if addressed:
        actions.mark_mailed(made.notification_id)
    else:
        actions.let_go_of_mail(made.notification_id)


@after(AddressToConfirm, talks=True)
def mail_confirmation(happened: AddressToConfirm) -> None:
    _send(link_mail(happened.token_id))


@after(PasswordForgotten, talks=True)
def mail_new_password(happened: PasswordForgotten) -> None:
    _send(link_mail(happened.token_id))


@after(AddressTaken, talks=True)
def mail_address_taken(happened: AddressTaken) -> None:
    _send(about_account(happened.account_id, account_mails.address_taken))


@after(PasswordChanged, talks=True)
def mail_password_changed(happened: PasswordChanged) -> None:
    _send(about_account(happened.account_id, account_mails.password_changed))


@after(PersonAdmitted, talks=True)
def mail_admitted(happened: PersonAdmitted) -> None:
    _send(about_account(happened.account_id, account_mails.admitted))


@after(PersonSuspended, talks=True)
def mail_suspended(happened: PersonSuspended) -> None:
    _send(about_account(happened.account_id, account_mails.suspended))


@after(SuspensionEnded, talks=True)
def mail_suspension_ended(happened: SuspensionEnded) -> None:
    _send(about_account(happened.account_id, account_mails.suspension_ended))


def _send(addressed: Addressed | None) -> None:
    if addressed:
        mail, recipient = addressed
        send(mail, settings(), only_file=recipient.is_sample)
