"""An address or more for each page of the site, with things in every state behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from exchange.collections.models import Collection
from exchange.forum import actions as forum
from exchange.forum.models import Category, Post, Thread
from exchange.forum.moving import Seen
from exchange.forum.writing import Place
from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, OutboxEntry, db, transaction
from exchange.library import actions as library
from exchange.library.codes import code_of
from exchange.library.content import Content
from exchange.library.forms import FORMS
from exchange.library.models import Experience
from exchange.library.narrowing import Narrowed
from exchange.library.queries import comments_of, working_copy
from exchange.library.sections import SECTIONS
from exchange.mentoring.actions import consultations
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.hour_notes import write_note
from exchange.mentoring.actions.inviting import invite_mentor
from exchange.mentoring.actions.mentorship_log import write_meeting, write_mentorship_note
from exchange.mentoring.actions.needing_more import ask_more
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.actions.taking import give_back_question, take_question
from exchange.mentoring.queries.consultations.people import possible_readers
from exchange.moderation import actions as moderation
from exchange.moderation.models import Case
from exchange.notifications.unsubscribing import unsubscribe_link
from exchange.people import actions as people
from exchange.people.actor import Actor
from exchange.people.models import MailToken, Organisation
from exchange.people.queries import get_actor
from exchange.people.tokens import link_for
from exchange.tags.actions import set_expertise
from exchange.tags.models import Tag
from tests.factories import (
    LATVIAN,
    MARKS,
    a_collection,
    a_confirmed_reuse,
    a_draft,
    a_flag,
    a_full_body,
    a_mark,
    a_mentor,
    a_moderator,
    a_person,
    a_poll,
    a_reply,
    a_reuse,
    a_room,
    a_text_begun,
    a_whole_content,
    an_admin,
    an_announcement,
    newest_step_of,
    the_experience,
)
from tests.files.bytes import A_PDF, a_photo
from tests.forum.attaching import a_file, a_table
from tests.importing.made import FAULTS, WARNINGS, a_used_import, an_import
from tests.journeys.site import Site
from tests.library.finding import placed
from tests.library.pictures import a_picture, a_pictured_draft
from tests.library.translations import translated
from tests.mentoring.certified import a_certificate, a_helper
from tests.mentoring.confiding import a_consultation, a_private_draft, words_for
from tests.mentoring.following import an_answer, asked, fall_due, said
from tests.mentoring.pairing import Pair, met
from tests.mentoring.talking import a_past_talk, a_talk, in_days, some_slots

LONG_WORD = "Lauksaimniecībasunlauksociālāsattīstībasprogrammasvadībaskomitejai"
DIFFICULT = f"""Words that fit nowhere: {LONG_WORD} {LONG_WORD.lower()}

| what | who | when | how much | why |
|---|---|---|---|---|
| {LONG_WORD} | the association of villages | 2017-05-01 | 12,500.00 | nobody knew |

    a line of code that is much longer than any telephone is wide, and does not break by itself

https://example.org/{"a-very-long-address-without-end/" * 5}

> Somebody said this.
"""


@dataclass(frozen=True, slots=True)
class People:
    """Who looks at the pages."""

    member: Actor
    mentor: Actor
    moderator: Actor
    admin: Actor


LISTS = (
    *("state=waiting", "state=mentor", "state=unread", "state=mine", "state=watched"),
    *("lang=cnr", "order=helpful", "country=RS&lang=tr"),
)


class Examples:
    """What has to be there so that each page shows something; made once for all tests."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.network = db.session.scalars(select(Organisation).filter_by(code="rs")).one()
        self.people = People(
            a_person(
                f"Mira {LONG_WORD}",
                organisation=self.network,
                about="I work with villages.\n\nAsk me about fairs.",
                reads=["en", "lv"],
            ),
            a_mentor("Martin Mentor", organisation=self.network, reads=["en", "lv"]),
            a_moderator("Moda Moderator"),
            an_admin("Adam Admin", is_mentoring_coordinator=True),
        )
        self.by_endpoint = {
            **dict(self._forum()),
            **dict(self._library()),
            **dict(self._clocks()),
            **dict(self._moderation()),
            **dict(self._people()),
            **dict(self._around()),
        }
        site.deliver()
        self._lose_a_delivery()
        names = [file.name for file in (site.mails()[0], site.mails()[-1])]
        self.by_endpoint["notifications.show_mail"] = [f"/mailbox/{name}" for name in names]

    def _attach(self, who: Actor, post: int) -> None:
        """A reply with pictures of all shapes, one of them undescribed, and with documents."""
        shapes = ((900, 600), (300, 1200), (1900, 200), (40, 30))
        some = [a_file(who, a_photo(size=shape), alt=LONG_WORD) for shape in shapes]
        some += [a_file(who), a_file(who, A_PDF, f"{LONG_WORD}.pdf"), a_table(who)]
        forum.post_reply(who, post, body="With files", lang="en", files=some)

    def person(self, role: str) -> Actor | None:
        return None if role == "guest" else getattr(self.people, role)

    def _forum(self) -> Iterator[tuple[str, Sequence[str]]]:
        member, mentor = self.people.member, self.people.mentor
        accepted = self._sample(Thread.accepted_post_id.is_not(None))
        self.answered = self._site.thread(member, title=f"Who answers {LONG_WORD}?")
        self.answer = a_reply(self.answered, mentor, DIFFICULT)
        self._attach(member, self.answer)
        deep = self.answer
        for number in range(6):
            deep = a_reply(deep, (member, mentor)[number % 2])
        forum.accept_answer(member, self.answer)
        forum.find_helpful(self.people.moderator, self.answer)
        long = self._site.thread(member, title="A long one", body=DIFFICULT, lang="lv")
        for _ in range(21):
            last = a_reply(long)
        self.locked = self._site.thread(locked=True, kind="discussion")
        hidden = self._site.thread(member, hidden=True)
        forum.watch_category(member, 1)
        mine = a_reply(locked_free := self._site.thread(kind="announcement"), member)
        threads = (accepted, self.answered, long, self.locked, hidden, locked_free)
        poll = a_poll(long, question=f"{LONG_WORD}?", choices=[LONG_WORD, "Perhaps"], most=2)
        yield from self._questions()
        yield "polls.put", [f"/threads/{self.answered.id}/poll"]
        yield "polls.remove", [f"/polls/{poll.id}/remove"]
        yield (
            "forum.show_thread",
            [
                *(f"/threads/{one.id}" for one in (*threads, self.waiting, self.taken)),
                f"/threads/{long.id}?page=2",
                *(f"/threads/{long.id}?order={order}" for order in ("newest", "best")),
                f"/threads/{self.answered.id}?closed={self.answer}",
            ],
        )
        yield (
            "forum.show_threads",
            ["/threads", *(f"/threads?{query}" for query in LISTS)],
        )
        yield "forum.print_thread", [f"/threads/{one.id}/print" for one in (long, self.answered)]
        yield "forum.show_unread", [f"/threads/{long.id}/unread"]
        category = a_room(self.network, position=2_000_001, guests=[a_mentor("Guido Guest")])
        room = category.id
        asker = get_actor(member.id)  # who may enter it now
        self._site.thread(asker, category=category, title=f"For us: {LONG_WORD}?")
        yield (
            "forum.show_category",
            ["/categories/1", "/categories/1?state=waiting&lang=cnr", f"/categories/{room}"],
        )
        yield "forum.edit_category", [f"/categories/{room}/edit", "/categories/1/edit"]
        yield "forum.show_tag", ["/tags/leader"]
        yield "forum.show_post", [f"/posts/{last}", f"/posts/{deep}"]
        reply = f"/posts/{self.answer}/reply"
        yield "forum.reply", [reply, f"{reply}?quote={self.answer}"]
        some = [a_file(member, a_photo(size=(700, 500)), f"{LONG_WORD}.jpg"), a_table(member)]
        begun = a_text_begun(member, Place("reply", self.answer), DIFFICULT, files=some)
        gone = self._opening(self._site.thread())
        lost = a_text_begun(member, Place("reply", gone), LONG_WORD)
        a_text_begun(member, body=DIFFICULT, title=LONG_WORD)
        yield "forum.show_drafts", ["/drafts"]
        yield "forum.show_draft", [f"/drafts/{begun}", f"/drafts/{lost}"]
        marks = [
            a_mark(member, one, f"{LONG_WORD}\n{DIFFICULT[:300]}") for one in (self.answer, gone)
        ]
        forum.hide_post(self.people.moderator, gone)
        yield "forum.show_bookmarks", ["/bookmarks", "/bookmarks?order=day"]
        yield "forum.change_bookmark", [f"/bookmarks/{one}" for one in marks]
        yield "forum.bookmark", [f"/posts/{last}/bookmark"]
        yield "forum.edit", [f"/posts/{self._opening(self.answered)}/edit", f"/posts/{mine}/edit"]
        alone = self._opening(self._site.thread(member, body=DIFFICULT, kind="discussion"))
        regretted = a_reply(self.answer, member, DIFFICULT)
        a_reply(regretted)
        forum.delete_post(member, regretted)
        with transaction(None):  # a moment ago, for as long as the walk takes
            db.session.get_one(Post, regretted).deleted_at = now() + timedelta(hours=3)
        yield "forum.delete", [f"/posts/{mine}/delete", f"/posts/{alone}/delete"]
        yield "forum.restore", [f"/posts/{regretted}/restore"]
        for version, body in enumerate((f"{DIFFICULT} More.", f"Less. {DIFFICULT}"), start=1):
            forum.edit_post(mentor, self.answer, version=version, body=body, lang="en")
        yield "forum.show_history", [f"/posts/{one}/history" for one in (self.answer, last)]
        yield "moderation.revert", [f"/posts/{self.answer}/revert?to=1"]
        category = db.session.get_one(Category, 1)
        told = {"title": f"Closed: {LONG_WORD}", "body": DIFFICULT, "asks": True}
        news = an_announcement(self.people.moderator, category=category, **told)
        yield "forum.announce", ["/announce", "/announce?category=1"]
        forum.confirm_announcement(get_actor(mentor.id), news.id)
        readers = f"/threads/{news.id}/readers"
        yield "forum.show_readers", [readers, f"{readers}?who=confirmed"]
        yield "forum.change_announcement", [f"/threads/{news.id}/announcement"]
        yield "forum.ask", ["/ask", "/ask?title=Who+pays%3F&category=2"]

    def _questions(self) -> Iterator[tuple[str, Sequence[str]]]:
        """One that waits for mentors, and one that the mentor has."""
        member, mentor = self.people.member, self.people.mentor
        self.waiting = self._site.thread(member, title=f"Who takes {LONG_WORD}?")
        taken = self._site.thread(member, title=f"Who has {LONG_WORD}?")
        take_question(mentor, taken.id)
        give_back_question(mentor, taken.id, DIFFICULT[:400], "en")
        take_question(mentor, taken.id)
        self.taken = taken
        page = f"/questions/{taken.id}"
        yield "mentoring.give_back", [f"{page}/give-back"]
        yield "mentoring.hand_over", [f"{page}/mentors", f"/questions/{self.waiting.id}/mentors"]

    def _library(self) -> Iterator[tuple[str, Sequence[str]]]:
        member = self.people.member
        self.begun = a_draft(member, Content(lang="en", title=LONG_WORD))
        draft = a_draft(member, self._content())
        submitted, taken, returned, published = (self._submitted() for _ in range(4))
        self._taken(taken)
        library.ask_for_changes(
            self._taken(returned),
            returned,
            note="Who paid?",
            lang="en",
            remarks={"title": DIFFICULT},
        )
        self._published(published)
        latvian = self._published(self._submitted(**LATVIAN))
        renewed = self._published(self._submitted())
        library.withdraw(member, withdrawn := self._submitted(), reason="It was not so.")
        newer = library.begin_new_version(member, renewed)
        library.save_draft(member, newer, version=1, content=self._content())
        library.submit(member, newer)
        self._published(newer)
        library.begin_new_version(member, newer)
        pictures = (a_picture(member), a_picture(member, (400, 600), licence="reserved"))
        in_each_state = (
            self.begun.id,
            draft.id,
            submitted,
            taken,
            returned,
            published,
            latvian,
            newer,
            full := a_draft(member, self._content(kind="full", body=a_full_body())).id,
            self._published(self._submitted(kind="full", body=a_full_body(pictures=pictures))),
        )
        codes = {one: code_of(the_experience(one).number) for one in (*in_each_state, withdrawn)}
        yield (
            "library.show_experience",
            [
                "/experiences/ALTER-XP-0001",
                *(f"/experiences/{codes[one]}" for one in in_each_state),
            ],
        )
        yield (
            "library.show_version",
            [
                f"/experiences/{codes[newer]}/v1",
                f"/experiences/{codes[newer]}/v3",
                f"/experiences/{codes[withdrawn]}/v1",
            ],
        )
        yield "library.cite", [f"/experiences/{codes[one]}/v1/cite" for one in (latvian, newer)]
        yield (
            "library.edit",
            [
                f"/experiences/{codes[self.begun.id]}/edit",
                f"/experiences/{codes[returned]}/edit",
                f"/experiences/{codes[full]}/edit",
            ],
        )
        yield (
            "library.edit_section",
            [
                f"/experiences/{codes[self.begun.id]}/edit/short?check=1",
                *(f"/experiences/{codes[full]}/edit/{name}" for name in SECTIONS if name in FORMS),
            ],
        )
        yield (
            "library.edit_blocks",
            [f"/experiences/{codes[full]}/edit/blocks"],
        )
        with_pictures = a_pictured_draft(
            member, a_picture(member, alt=DIFFICULT[:300]), a_picture(member, (400, 600), alt="")
        )
        code = code_of(with_pictures.number)
        yield "library.edit_pictures", [f"/experiences/{code}/edit/pictures"]
        yield (
            "library.edit_block",
            [f"/experiences/{codes[full]}/edit/blocks/{key}" for key in ("seats", "new")],
        )
        yield (
            "library.show_differences",
            [
                f"/experiences/{codes[newer]}/compare?from=1&to=2",
                f"/experiences/{codes[newer]}/compare?from=3&to=1",
            ],
        )
        [remark] = comments_of(working_copy(member, the_experience(returned).number))["title"]
        yield "library.settle_remark", [f"/experiences/{codes[returned]}/remarks/{remark.id}/done"]
        yield "library.read", [f"/experiences/{codes[one]}/read" for one in (submitted, taken)]
        yield "library.show_papers", [f"/experiences/{codes[published]}/v1/pdf"]
        yield "library.withdraw", [f"/experiences/{codes[published]}/v1/withdraw"]
        yield "library.from_post", [f"/experiences/from-post/{self.answer}"]
        for one in (published, newer):
            placed(the_experience(one), 57.0, 25.0)
        ways = ("", "?country=LV&lang=sq", f"?q={LONG_WORD.lower()}&order=used", "?cell=57n24e")
        yield "library.show_list", [f"/experiences{way}" for way in ways]
        library.save_search(member, Narrowed(country="LV"), name=LONG_WORD)
        yield "library.show_saved", ["/experiences/saved"]
        yield "library.save", ["/experiences/saved/new?country=LV&lang=sq"]
        yield "library.show_map", ["/experiences/map", "/experiences/map?country=LV&lang=sq"]
        translating = f"/experiences/{codes[published]}/translate"
        translation = {"title": LONG_WORD, "challenge": DIFFICULT, "what_was_done": DIFFICULT}
        translated(self.people.member, the_experience(published), translation, "lv")
        yield "library.show_translations", [translating]
        yield (
            "library.translate",
            [f"{translating}/lv", f"/experiences/{codes[latvian]}/translate/en"],
        )
        yield "library.review_translation", [f"{translating}/lv/review"]
        yield "library.take_translations_out", [f"{translating}/lv/take-out"]
        yield from self._reuse(self._published(self._submitted(countries=("XK", "LV"))))

    def _reuse(self, experience_id: int) -> Iterator[tuple[str, Sequence[str]]]:
        """Of a record by the member: one waits, others are confirmed."""
        record = the_experience(experience_id)
        told = {"changed": DIFFICULT, "result": LONG_WORD}
        used = [
            a_confirmed_reuse(self.people.member, record, country=country, **told)
            for country in ("LV", "XK", "AL", "ME", "HR", "TR")
        ]
        waiting = a_reuse(None, record, **told)
        page = f"/reuse/{waiting}"
        mine = f"/reuse/{a_reuse(get_actor(self.people.mentor.id), record, **told)}"
        work = f"/experiences/{code_of(record.number)}"
        yield "reuse.show_reuse", [page, mine, f"/reuse/{used[0]}", f"{work}"]
        yield "reuse.show_matrix", ["/experiences/reuse"]
        yield "reuse.declare", [f"{work}/reuse"]
        yield "reuse.change", [f"{mine}/edit"]
        yield "reuse.take_back", [f"{mine}/take-back"]
        yield "reuse.decline", [f"{page}/steps/{newest_step_of(waiting)}/decline"]
        yield "still_true.answer", [f"{work}/still-true"]
        yield from self._consultations()
        yield from self._office_hours()
        yield from self._mentorships()
        yield from self._imports()
        yield from self._collections(record, work)

    def _consultations(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Of the member: one with the mentor, with words to publish; one that the admin assigns."""
        member, mentor, admin = self.people.member, self.people.mentor, self.people.admin
        readers = (mentor.id, admin.id)
        others = [one.id for one in possible_readers(member.id) if one.id not in readers]
        told = {"title": LONG_WORD, "body": DIFFICULT, "excluded": others}
        made, waiting = (a_consultation(member, **told) for _ in range(2))
        consultations.assign_mentors(admin, made, [mentor.id])
        consultations.add_note(mentor, made, body=DIFFICULT, lang="lv")
        words_for(member, made, {mentor.id: DIFFICULT})
        a_private_draft(member, made, DIFFICULT)
        a_private_draft(member, None, DIFFICULT, title=LONG_WORD)
        page = f"/private-consultations/{made}"
        yield "mentoring.show_consultation", [page]
        yield "mentoring.assign_to_consultation", [f"/private-consultations/{waiting}/mentors"]
        yield "mentoring.decline_consultation", [f"{page}/decline"]
        yield "mentoring.delete_consultation", [f"{page}/delete"]
        yield "mentoring.prepare_words", [f"{page}/words"]
        yield "mentoring.show_publication", [f"{page}/publication"]

    def _office_hours(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Of the mentor: free times, one that the member booked, one that was."""
        mentor, member = get_actor(self.people.mentor.id), self.people.member
        free = some_slots(mentor, purpose=LONG_WORD, place=LONG_WORD * 3)[0]
        booked, past = a_talk(mentor, member, day=in_days(5)), a_past_talk(mentor, member)
        write_note(member, past, version=0, body=DIFFICULT, lang="en")
        page = "/office-hours"
        yield "mentoring.show_office_hours", [page, f"{page}?lang=tr"]
        yield "mentoring.show_own_hours", [f"{page}/mine"]
        yield "mentoring.show_slot", [f"{page}/{one}" for one in (free, booked, past)]
        yield "mentoring.offer", [f"{page}/new"]
        yield "mentoring.change_hours", [f"{page}/{booked}/edit"]
        yield "mentoring.withdraw_hours", [f"{page}/{booked}/withdraw"]
        yield "mentoring.note_hours", [f"{page}/{past}/note"]

    def _mentorships(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Of the mentor with another network, proposed by the admin: one runs, one waits."""
        mentor, admin = get_actor(self.people.mentor.id), self.people.admin
        running, waiting, over = Pair(), Pair(), Pair()
        for one in (running, waiting, over):
            one.mentor, one.coordinator = mentor, admin
        made = running.running(why=DIFFICULT[:900], aims=((LONG_WORD * 3, "reached"),))
        asked, done = waiting.proposed(why=LONG_WORD), over.ended()
        meeting = write_meeting(mentor, made, met(agreed=DIFFICULT, who=LONG_WORD))
        note = write_mentorship_note(mentor, made, body=DIFFICULT, lang="en")
        page = f"/mentorships/{made}"
        yield "mentoring.show_mentorships", ["/mentorships"]
        yield "mentoring.propose_mentorship", ["/mentorships/new"]
        yield "mentoring.show_mentorship", [f"/mentorships/{one}" for one in (made, asked, done)]
        yield "mentoring.decline_mentorship", [f"/mentorships/{asked}/decline"]
        yield "mentoring.change_mentorship", [f"{page}/edit"]
        yield "mentoring.end_mentorship", [f"{page}/end"]
        yield "mentoring.write_meeting", [f"{page}/meetings/new"]
        yield "mentoring.change_meeting", [f"{page}/meetings/{meeting}/edit"]
        yield "mentoring.write_mentorship_note", [f"{page}/notes/new"]
        yield "mentoring.change_mentorship_note", [f"{page}/notes/{note}/edit"]
        yield "mentoring.evaluate_mentorship", [f"/mentorships/{done}/evaluate"]

    def _imports(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Of the admin: one with mistakes, one that is good, one that made drafts."""
        admin = self.people.admin
        bad = an_import(admin, name=f"{LONG_WORD}.xlsx", problems=(*FAULTS, *WARNINGS))
        good = an_import(admin, problems=WARNINGS)
        used = a_used_import(admin, Content(title=LONG_WORD), Content(title="Two", lang="lv"))
        yield "importing.send", ["/experiences/import"]
        yield "importing.show", [f"/experiences/imports/{one}" for one in (bad, good, used)]
        yield "importing.undo", [f"/experiences/imports/{used}/undo"]

    def _collections(self, record: Experience, work: str) -> Iterator[tuple[str, Sequence[str]]]:
        """Of the member: one for everybody, one by link."""
        member, told = self.people.member, {"description": DIFFICULT[:400], "title": LONG_WORD}
        public = a_collection(member, record, audience="public", **told)
        linked = a_collection(member, record, audience="link", title="By link")
        token = db.session.get_one(Collection, linked).token
        page = f"/collections/{public}"
        yield "collections.show_collection", [page, f"/collections/{linked}"]
        yield "collections.show_shared", [f"/collections/shared/{token}"]
        yield "collections.show_booklets", [f"{page}/booklet"]
        yield "collections.show_shared_booklets", [f"/collections/shared/{token}/booklet"]
        yield "collections.show_list", ["/collections"]
        yield "collections.new", ["/collections/new"]
        yield "collections.change", [f"{page}/edit"]
        yield "collections.remove", [f"{page}/remove"]
        yield "collections.collect", [f"{work}/collect"]
        yield "collections.hide", [f"{page}/hide"]

    def _clocks(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Of the member, with the mentor: one runs, one stands."""
        member, mentor = self.people.member, get_actor(self.people.mentor.id)
        set_promise(self.people.admin, 1, days=7, version=0)
        runs, stands = (self._site.thread(member, title=f"When {LONG_WORD}?") for _ in range(2))
        for thread in (runs, stands):
            take_question(mentor, thread.id)
        ask_more(mentor, stands.id, sentence=f"{LONG_WORD}?", lang="lv")
        pages = [f"/questions/{runs.id}/need-more", f"/threads/{stands.id}", f"/threads/{runs.id}"]
        yield "mentoring.need_more", pages
        yield "mentoring.promise", ["/desk/promises/1", "/desk/promises/2"]

    def _moderation(self) -> Iterator[tuple[str, Sequence[str]]]:
        member, moderator = self.people.member, self.people.moderator
        mine = [a_reply(self._site.thread(), member, DIFFICULT) for _ in range(3)]
        cases = [a_flag(post, sentence="This is an advertisement.") for post in mine]
        for case, outcome in zip(cases, ("hidden", "dismissed", "hidden"), strict=True):
            moderation.decide_case(
                moderator,
                case,
                version=1,
                post_version=1,
                outcome=outcome,
                rule="advertising" if outcome == "hidden" else "",
                sentence="Say it without the shop." if outcome == "hidden" else "",
                lang="en",
            )
        moderation.show_again(moderator, mine[2], reason="It was the wrong post.", lang="en")
        open_case = a_flag(a_reply(self._site.thread(), body=DIFFICULT), member)
        of_a_thread = a_flag(self._opening(self._site.thread(body=DIFFICULT)), rule="advertising")
        flagged = db.session.get_one(Case, open_case).post_id
        yield "moderation.flag", [f"/posts/{self.answer}/flag", f"/posts/{flagged}/flag"]
        yield (
            "moderation.hide",
            [
                f"/posts/{self.answer}/hide",
                f"/posts/{self._opening(self.answered)}/hide",
            ],
        )
        yield "moderation.lock", [f"/threads/{self.answered.id}/lock"]
        yield "moderation.unlock", [f"/threads/{self.locked.id}/unlock"]
        yield "moderation.pin", [f"/threads/{self.answered.id}/pin"]
        pinned = self._site.thread()
        forum.pin_thread(moderator, "category", None, Seen(pinned.id, 1))
        yield "moderation.unpin", [f"/threads/{pinned.id}/unpin"]
        yield "moderation.change_kind", [f"/threads/{self.answered.id}/kind"]
        closed, original = self._site.thread(), self._site.thread(title="Kas maksā?", lang="lv")
        forum.close_as_duplicate(moderator, Seen(closed.id, 1, original.id))
        address = f"/threads/{self.answered.id}/duplicate"
        ways = ("", f"?of={original.id}", f"?of={self.answered.id}", "?q=LEADER")
        yield "moderation.close_as_duplicate", [f"{address}{way}" for way in ways]
        yield "moderation.reopen", [f"/threads/{closed.id}/unduplicate"]
        some = (self.answered.id, self.locked.id, closed.id)
        ticked = "&".join(f"id={one}" for one in some)
        address = f"/moderation/threads?ids={'.'.join(map(str, some))}"
        ways = ("", "&do=lock&to=", f"&do=hide&to=&{ticked}", f"&do=unlock&to=&{ticked}")
        results = f"&do=lock&to=&done={some[0]}"
        yield "moderation.select_threads", [f"{address}{way}" for way in (*ways, results)]
        other = self._opening(self.locked)
        yield (
            "moderation.move_thread",
            [
                f"/threads/{self.answered.id}/move",
                f"/threads/{self.answered.id}/move?to={self.locked.category_id}",
            ],
        )
        yield (
            "moderation.move_post",
            [f"/posts/{self.answer}/move?q=LEADER", f"/posts/{self.answer}/move?under={other}"],
        )
        yield "moderation.merge", [f"/threads/{self.answered.id}/merge?under={other}"]
        yield "moderation.edit_subject", ["/tags/leader/edit"]
        yield "moderation.merge_subject", ["/tags/leader/merge"]
        yield "moderation.split", [f"/posts/{self.answer}/split"]
        yield "moderation.show", [f"/posts/{mine[0]}/show"]
        yield (
            "moderation.show_case",
            [f"/moderation/cases/{case}" for case in (open_case, of_a_thread)],
        )
        yield "moderation.show_decision", [f"/moderation/decisions/{case}" for case in cases]

    def _people(self) -> Iterator[tuple[str, Sequence[str]]]:
        moderator = self.people.moderator
        waiting = a_person(admitted_at=None, organisation_id=self.network.id, reads=["lv", "mk"])
        suspended = a_person("Somebody Suspended", organisation=self.network)
        people.suspend(moderator, suspended.id, "Advertised a shop three times.")
        new = people.Newcomer(
            name="Nora New",
            email="nora.new@example.org",
            password="a heron on the roof",
            organisation_id=None,
            reads=("en",),
            language="en",
            timezone="Europe/Riga",
        )
        people.sign_up(new, people.chosen_password(new))
        people.forget_password(self._site.mail_address(self.people.member))
        newest = db.session.scalars(select(MailToken).order_by(MailToken.id)).all()
        links = {token.purpose: link_for(token.id, "en") for token in newest}
        paths = {purpose: link.partition("/en/")[2] for purpose, link in links.items()}
        set_expertise(self.people.mentor, [tag.slug for tag in self._themes()])
        day = (now() + timedelta(days=3)).date()
        add_days_away(self.people.mentor, day, day)
        why = "Your answers about village shops helped three networks."
        invite_mentor(self.people.admin, self.people.member.id, why, "en")
        yield "mentoring.invite", [f"/people/{self.people.moderator.id}/invite-mentor"]
        yield "people.show_confirm", [f"/{paths['confirm']}", "/confirm/forged"]
        yield "people.show_new_password", [f"/{paths['password']}", "/new-password/forged"]
        shown = (self.people.member, self.people.mentor, waiting, suspended)
        yield "people.show_person", [f"/people/{one.id}" for one in shown]
        yield "people.show_roles", [f"/people/{one.id}/roles" for one in (shown[0], suspended)]
        yield "forum.find_people", ["/people/find", "/people/find?q=so", "/people/find?q=%25%25"]
        yield "people.show_organisation", ["/organisations/rs", "/organisations/lv"]

    def _around(self) -> Iterator[tuple[str, Sequence[str]]]:
        yield (
            "search.find",
            [
                "/search",
                "/search?q=leader",
                "/search?q=zadruga&in=experiences&lang=sr",
                f"/search?q={LONG_WORD}nowhere",
                "/search?q=%3F%21",
                "/search?q=" + "a" * 400,
            ],
        )
        yield "search.show_similar", ["/ask/similar", "/ask/similar?title=young+farmers+of+groups"]
        settings = self._site.app.extensions["settings"]
        link = unsubscribe_link(settings, self.people.member.id, "reply_to_post")
        yield "mail_links.show_unsubscribe", [link.removeprefix(settings.base_url)]
        yield from self._follow_ups()
        yield from self._certificates()

    def _certificates(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Of the mentor, of a year that is over; and figures that count more than samples."""
        code = a_certificate(a_helper(self.people.mentor), is_verifiable=True)
        people = (self.people.mentor, self.people.member)
        yield "mentoring.show_certificates", [f"/people/{one.id}/certificates" for one in people]
        yield "mentoring.verify_certificate", [f"/certificates/{code}"]
        ways = ("", "?period=last&country=TR", "?period=dates&from=2020&to=")
        yield "mentoring.show_desk", ["/desk"]
        yield "mentoring.show_all_questions", ["/desk/all", "/desk/all?state=free"]
        yield "mentoring.show_loads", ["/desk/mentors"]
        yield "mentoring.show_bottlenecks", ["/desk/bottlenecks"]
        yield "mentoring.show_figures", [f"/desk/figures{way}" for way in ways]

    def _follow_ups(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Of the member: one to accept, one that waits for their word, one that was said."""
        member, mentor = self.people.member, self.people.mentor
        a_reply(quiet := self._site.thread(member, title=f"Who {LONG_WORD}?"), mentor)
        fall_due(quiet, "accept")
        waiting = asked(an_answer(member, mentor, category=db.session.get_one(Category, 1))[0])
        told = said(member, self.answered, "partly", DIFFICULT[:900])
        yield "mentoring.show_follow_ups", ["/follow-ups"]
        yield (
            "mentoring.say_outcome",
            [f"/follow-ups/{waiting}?outcome=worked", f"/follow-ups/{told}"],
        )

    def _content(self, **changes: object) -> Content:
        given = {"themes": tuple(tag.slug for tag in self._themes()), "lead": "rs"}
        return a_whole_content(**(given | changes))

    def _themes(self) -> Sequence[Tag]:
        return db.session.scalars(select(Tag).filter_by(is_theme=True).limit(3)).all()

    def _submitted(self, **changes: object) -> int:
        draft = a_draft(self.people.member, self._content(**changes))
        library.submit(self.people.member, draft.id)
        return draft.id

    def _taken(self, experience_id: int) -> Actor:
        library.take(self.people.mentor, experience_id)
        return self.people.mentor

    def _published(self, experience_id: int) -> int:
        reader = self._taken(experience_id)
        library.accept(reader, experience_id, note="Do it.", lang="en", marks=MARKS)
        return experience_id

    def _sample(self, condition: object) -> Thread:
        return db.session.scalars(select(Thread).where(Thread.is_sample, condition)).first()  # type: ignore[arg-type,return-value]

    def _opening(self, thread: Thread) -> int:
        found = select(Post.id).filter_by(thread_id=thread.id, parent_id=None)
        return db.session.scalars(found).one()

    def _lose_a_delivery(self) -> None:
        """One that was given up: only admins see it."""
        with transaction(None):
            entry = OutboxEntry(name="forum.reply_posted.1", payload={"post_id": 1})
            db.session.add(entry)
            db.session.flush()
            lost = Delivery(outbox_entry_id=entry.id, subscriber="notifications.subscribers.x")
            db.session.add(lost)
            db.session.flush()
            told = {"dead_at": now(), "attempts": 12, "last_error": "TimeoutError: no answer"}
            db.session.execute(update(Delivery).where(Delivery.id == lost.id).values(told))
