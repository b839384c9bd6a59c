"""A row or more in every table, written as the application writes them where that is short."""

from sqlalchemy import select

from exchange.collections.actions import ask_for_booklet
from exchange.collections.queries import collection_page
from exchange.files.actions import Upload, upload_file
from exchange.forum import actions as forum
from exchange.forum.models import (
    CategoryRead,
    PostDraftFile,
    PostFile,
    Stretch,
    ThreadRead,
)
from exchange.forum.moving import Seen
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.submissions import new_submission_id, once
from exchange.library import actions as library
from exchange.library.models import ExperiencePicture, ExperienceTerm, ExperienceTranslation
from exchange.library.narrowing import Narrowed
from exchange.mentoring.actions.hour_notes import write_note
from exchange.mentoring.actions.mentorship_log import (
    evaluate,
    write_meeting,
    write_mentorship_note,
)
from exchange.mentoring.models import (
    CategoryPromise,
    Certificate,
    DaysAway,
    FollowUp,
    MentorInvitation,
    MentorProfile,
    PrivateDraftFile,
    PrivateNote,
    PrivateNoteFile,
    Proposal,
    Question,
    QuestionStep,
)
from exchange.moderation import actions as moderation
from exchange.notifications.actions import notify, switch_off
from exchange.people.actions.ignore import ignore
from exchange.people.actions.rows import get_account, new_token, note_change
from exchange.polls import actions as polls
from exchange.reuse.models import ChainLink
from exchange.tags.actions import set_expertise
from exchange.web.limits import RateLimit
from tests.factories import (
    a_collection,
    a_confirmed_reuse,
    a_flag,
    a_mark,
    a_mentor,
    a_moderator,
    a_person,
    a_poll,
    a_published,
    a_reply,
    a_room,
    a_sign_in,
    a_submitted,
    a_synonym,
    a_tag,
    a_text_begun,
    a_thread,
    an_admin,
    an_announcement,
    an_organisation,
    choices_of,
    opening_of,
)
from tests.importing.made import a_used_import
from tests.mentoring.confiding import a_consultation, a_prepared, a_private_draft
from tests.mentoring.pairing import Pair, how_it_was, met
from tests.mentoring.talking import a_past_talk


def fill() -> None:
    """Everything that a small exchange would have after its first week."""
    author, mentor = a_person(organisation=an_organisation()), a_mentor()
    named = a_person("Ana Petrović")
    forum.switch_watching_off(mentor)
    tag = a_tag(is_theme=True)
    a_synonym(tag, "en", "abattoir")
    thread = a_thread(author, body="A mobile slaughterhouse", tags=[tag.slug])
    forum.watch_category(author, thread.category_id)
    answer = a_reply(thread, mentor, body=f"Ask @{named.name}")
    forum.edit_post(author, opening_of(thread), version=1, body="A mobile dairy", lang="en")
    forum.find_helpful(author, answer)
    begun = a_text_begun(author)
    file = upload_file(author, Upload("list.csv", b"village,people\nKamena,310\n", "of a form"))
    forum.accept_answer(author, answer)
    a_mark(author, answer, "Read it again", now())
    ignore(author, a_person().id)
    author_of_record = a_person()
    record = a_published(author_of_record)
    library.save_search(author, Narrowed(country="LV"), name="Latvia")
    case = a_flag(a_reply(thread))
    moderation.decide_case(
        a_moderator(),
        case,
        version=1,
        outcome="hidden",
        post_version=1,
        rule="respect",
        sentence="Please be kind.",
        lang="en",
    )
    a_flag(answer)
    a_confirmed_reuse(author_of_record, record)
    page = collection_page(author, a_collection(author, record))
    ask_for_booklet(author, page, lang="en", form="full")
    a_used_import(an_admin())
    poll = a_poll(thread)
    news = an_announcement(asks=True)
    forum.confirm_announcement(author, news.id)
    forum.put_announcement_away(author, news.id)
    forum.pin_thread(a_moderator(), "everywhere", now(), Seen(thread.id, 1))
    forum.close_as_duplicate(a_moderator(), Seen(a_thread().id, 1, thread.id))
    polls.vote(mentor, poll.id, choices_of(poll)[:1])
    library.take(mentor, draft := a_submitted().id)
    remarks = {"title": "Which bus?"}
    library.ask_for_changes(mentor, draft, note="Who paid for it?", lang="en", remarks=remarks)
    library.ask_for_paper(author, record.id, lang="en", form="full")
    set_expertise(mentor, [tag.slug])
    a_prepared(author, mentor)
    a_consultation(author, tags=[tag.slug], excluded=[mentor.id])
    begun_in_confidence = a_private_draft(author)
    asked = a_consultation(author)
    a_sign_in(author, "key")
    a_room(an_organisation(), guests=[mentor])
    switch_off(author.id, "decision")
    once(str(author.id), new_submission_id(), lambda: "/en/")
    notify([author.id], "accepted", ("post", answer), "accepted")
    with transaction(None):
        new_token(get_account(author.id), "confirm")
        note_change(author.id, mentor.id, "admitted")
        db.session.add(RateLimit(key="somebody", tries=1, until=now()))
        one_has_read = {"account_id": author.id, "read_at": now()}
        db.session.add(CategoryRead(category_id=thread.category_id, **one_has_read))
        db.session.add(ThreadRead(thread_id=thread.id, **one_has_read))
        db.session.add(PostFile(post_id=answer, file_id=file, position=0))
        note = select(PrivateNote.id).where(PrivateNote.consultation_id == asked)
        confided = {"note_id": db.session.scalars(note).one(), "file_id": file}
        db.session.add(PrivateNoteFile(**confided, position=0))
        its = {"draft_id": begun_in_confidence, "file_id": file}
        db.session.add(PrivateDraftFile(**its, position=0))
        db.session.add(PostDraftFile(draft_id=begun, file_id=file, position=0))
        db.session.add(ExperiencePicture(experience_id=record.id, file_id=file))
        db.session.add(ExperienceTerm(experience_id=record.id, vocabulary="area", code="coast"))
        db.session.add(ChainLink(number=record.number, to_number=record.number, relation="adapts"))
        words = {"lang": "lv", "field": "title", "text": "Pieci", "source_digest": "0" * 32}
        db.session.add(ExperienceTranslation(experience_id=record.id, **words))
        db.session.add(Stretch(thread_id=thread.id, starts_at=b"", post_count=3))
    _fill_mentoring(thread.id, thread.category_id, answer, mentor.id)
    pair = Pair()
    over = pair.ended()
    write_meeting(pair.mentor, over, met())
    write_mentorship_note(pair.editor, over, body="Late.", lang="en")
    evaluate(pair.editor, over, how_it_was())
    write_note(mentor, a_past_talk(mentor), version=0, body="By hand.", lang="en")
    deliver_due(most=3)


def _fill_mentoring(thread_id: int, category_id: int, answer_id: int, mentor_id: int) -> None:
    with transaction(None):
        db.session.merge(Question(thread_id=thread_id, zone="Europe/Riga", mentor_id=mentor_id))
        db.session.flush()
        asked = select(Proposal.id).where(Proposal.thread_id == thread_id)
        if db.session.scalar(asked.where(Proposal.account_id == mentor_id)) is None:
            db.session.add(Proposal(thread_id=thread_id, account_id=mentor_id))
        db.session.add(QuestionStep(thread_id=thread_id, what="taken", by_id=mentor_id))
        db.session.add(CategoryPromise(category_id=category_id, days=5))
        db.session.add(MentorProfile(account_id=mentor_id, writes=["lv"]))
        today = now().date()
        db.session.add(DaysAway(account_id=mentor_id, first_day=today, last_day=today))
        db.session.add(MentorInvitation(account_id=mentor_id, note="Please", lang="en"))
        kept = {"answered": 1, "accepted": 1, "worked": 0, "experiences": 0}
        its = {"account_id": mentor_id, "year": 2025, "lang": "lv", "name": "Rasa"}
        db.session.add(Certificate(code="A1", key="0" * 32, **its, **kept))
        db.session.add(
            FollowUp(thread_id=thread_id, stage="accept", post_id=answer_id, due_at=now())
        )
