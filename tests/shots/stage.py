"""The installation that is photographed: samples, and what they have not of themselves."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from sqlalchemy import select, update

from exchange.app import create_app
from exchange.forum import actions as forum
from exchange.forum.keeping import CategoryText
from exchange.forum.models import Category, Post, Thread
from exchange.forum.moving import Seen
from exchange.forum.writing import Place
from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, db, transaction
from exchange.kernel.settings import Settings
from exchange.library import actions as library
from exchange.library import codes
from exchange.library import queries as library_queries
from exchange.library.content import Content
from exchange.library.models import Experience
from exchange.library.narrowing import Narrowed
from exchange.library.queries import saved_searches
from exchange.mentoring.actions.inviting import invite_mentor
from exchange.moderation import actions as moderation
from exchange.moderation.actions import Why
from exchange.moderation.models import Case, LogEntry
from exchange.notifications import account_mails as letters
from exchange.notifications.account_mails import Addressed
from exchange.notifications.actions import notify
from exchange.notifications.kinds import KINDS
from exchange.notifications.models import Notification
from exchange.notifications.notices import notice
from exchange.notifications.unsubscribing import unsubscribe_link
from exchange.people import actions as people
from exchange.people.actions.rows import new_token
from exchange.people.actor import Actor
from exchange.people.login import new_sign_in_key
from exchange.people.models import Account, SignIn
from exchange.people.queries import get_actor
from exchange.people.tokens import link_for
from exchange.samples.files import read
from tests import factories
from tests.files.bytes import A_PDF, a_photo
from tests.forum.attaching import a_file
from tests.mentoring.certified import a_certificate, a_helper
from tests.shots.brought_in import imports
from tests.shots.confided import Confided
from tests.shots.followed import followed
from tests.shots.meeting import Meeting, Paired
from tests.shots.questions import Questions
from tests.shots.reused import Reused
from tests.shots.timed import Timed

CAST = {
    "member": "member-me-2",  # asked the question of thread-en-01
    "mentor": "mentor-mk-1",  # gave its accepted answer
    "moderator": "moderator",
    "admin": "admin",
    "mentoring coordinator": "mentoring-coordinator",
    "coordinator": "coordinator-rs",
    "newcomer": "newcomer-rs",
    "judged": "member-mk-2",  # whose post the samples have flagged
    "suspended": "member-xk-2",
}


class Letter(NamedTuple):
    """A mail as its reader's program shows it."""

    kind: str
    subject: str
    html: str


@contextmanager
def application(data: Path, base_url: str) -> Iterator[Flask]:
    """The application on the folder of a server that runs, beside it."""
    given = {"EXCHANGE_DATA": str(data), "EXCHANGE_BASE_URL": base_url}
    app = create_app(Settings.from_environ(given))
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays, and what the addresses of the plan need; inside the application's context."""

    app: Flask
    cast: Mapping[str, Actor]
    facts: dict[str, object]
    tokens: Mapping[str, int]

    def path(self, template: str, lang: str) -> str:
        """The whole path of a stop; a link from a mail has no language."""
        filled = template.format(**self.facts)
        return filled if filled.startswith("/mail/") else f"/{lang}{filled}"

    def caption(self, template: str, lang: str) -> str:
        """The same for people: without the letters of a secret link."""
        kept = {name: f"<{name}>" for name in ("confirm", "password", "unsubscribe", "shared")}
        return f"/{lang}{template.format(**(self.facts | kept))}"

    def cookie_of(self, role: str) -> str:
        """What the browser of somebody signed in sends."""
        key = new_sign_in_key()
        sign_in = factories.a_sign_in(self.cast[role], key)
        with transaction(None):
            db.session.get_one(SignIn, sign_in.id).device = "Firefox, Linux"
        with self.app.test_client() as browser, browser.session_transaction() as session:
            session["_user_id"], session["_fresh"] = key, True
        cookie = browser.get_cookie("session")
        assert cookie is not None
        return cookie.value

    def edit_own_post(self) -> None:
        """Somebody saves the member's post while it is being edited elsewhere."""
        with transaction(None):
            post = db.session.get_one(Post, self.facts["own_post"])
            version, source = post.edit_version, post.source
        forum.edit_post(
            self.cast["member"], post.id, version=version, body=source, lang="en", title=None
        )

    def wait_for_mail(self, folder: Path) -> None:
        """Until the worker has told everybody of what was done for the pictures; one of the mails
        becomes the fact `mail`."""
        until = time.monotonic() + 120
        while _is_busy() or not (found := sorted(folder.glob("*.eml"))):
            assert time.monotonic() < until, "the worker does not come to an end with its mails"
            time.sleep(0.2)
        self.facts["mail"] = found[-1].name

    def letters(self, lang: str) -> Sequence[Letter]:
        """One mail of each kind to somebody who reads this language."""
        with transaction(None):
            db.session.execute(update(Account).values(language=lang))
            told = select(Notification.kind, Notification.id).order_by(Notification.id)
            rows = db.session.execute(told).all()
        member, suspended = self.cast["member"].id, self.cast["suspended"].id
        made = {
            kind: _first_that_holds(row.id for row in rows if row.kind == kind) for kind in KINDS
        }
        made |= {purpose: letters.link_mail(token) for purpose, token in self.tokens.items()}
        for write in (letters.address_taken, letters.password_changed, letters.admitted):
            made[write.__name__] = letters.about_account(member, write)
        made["suspended"] = letters.about_account(suspended, letters.suspended)
        made["suspension_ended"] = letters.about_account(member, letters.suspension_ended)
        silent = [kind for kind, mail in made.items() if mail is None]
        assert not silent, f"no mail of the kinds {silent}"
        return [Letter(kind, one[0].subject, one[0].html) for kind, one in made.items() if one]


def _is_busy() -> bool:
    """Whether something waits for the worker that is due."""
    with transaction(None):
        due = select(Delivery.id).where(Delivery.run_at <= now(), Delivery.dead_at.is_(None))
        return db.session.scalars(due.limit(1)).first() is not None


def _first_that_holds(notifications: Iterable[int]) -> Addressed | None:
    return next(filter(None, map(notice, notifications)), None)


def _moved(moderator: Actor) -> int:
    """A thread that stands in another category now; gives the entry of the log."""
    with transaction(None):
        thread = db.session.get_one(Thread, _thread_of(_posts("thread-hr-03")[0]))
        seen = Seen(thread.id, thread.edit_version)
        others = select(Category.id).where(Category.id != thread.category_id)
        place = db.session.scalars(others.order_by(Category.id)).first()
    why = Why("There are others here who know the measure.", "en")
    moderation.move_thread_with_reason(moderator, place or 0, seen, why)
    return _first(select(LogEntry.id).where(LogEntry.what == "moved"))


def set_stage(app: Flask) -> Stage:
    """Add what the samples have not: drafts, a decision, links, notifications."""
    cast = {role: _actor(key) for role, key in CAST.items()}
    english, turkish = _posts("thread-en-01"), _posts("thread-tr-01")
    waiting = _posts("thread-sr-03")
    forum.lock_thread(cast["moderator"], _thread_of(_posts("thread-bs-02")[0]))
    case_id, post_id = _decided(cast["moderator"], cast["judged"])
    drafts = _drafts(cast["member"], cast["mentor"])
    people.suspend(cast["moderator"], cast["suspended"].id, "Advertising after two warnings.")
    tokens = _tokens(cast)
    named = forum.post_reply(
        cast["mentor"],
        english[3],
        body=f"@{cast['member'].name} knows the savings bank better than I do.",
        lang="en",
    )
    brought_in = imports(cast["coordinator"])
    confided = Confided.of(cast["member"], cast["mentor"], cast["mentoring coordinator"])
    reused = Reused.of(cast["member"], cast["mentor"], cast["coordinator"])
    timed = Timed.of(cast["member"], cast["mentor"], cast["admin"])
    told = followed(cast["member"], cast["mentor"], _thread_of(english[0]), english[3])
    questions = Questions.of(cast["member"], cast["mentor"], cast["admin"])
    meeting = Meeting.of(cast["mentor"], cast["member"])
    paired = Paired.of(cast["mentor"], cast["coordinator"], cast["mentoring coordinator"])
    announced = _announced(cast["moderator"], _thread_of(english[0]))
    subjects = {
        "mentioned": ("member", ("post", named)),
        "reply_to_question": ("member", ("post", english[3])),
        "reply_to_post": ("member", ("post", english[5])),
        "reply_in_watched": ("mentor", ("post", english[5])),
        "thread_in_watched": ("member", ("post", waiting[0])),
        "accepted": ("mentor", ("post", english[3])),
        "draft_read": ("member", ("experience", drafts["draft"])),
        "words_asked": ("member", ("experience", drafts["asking"])),
        "words_declined": ("member", ("experience", drafts["declined"])),
        "decision": ("judged", ("case", case_id)),
        "moved": ("member", ("move", _moved(cast["moderator"]))),
        "person_waits": ("coordinator", ("account", cast["newcomer"].id)),
        "draft_waits": ("mentor", ("experience", drafts["submitted"])),
        "drafts_wait": ("mentor", ("experience", drafts["submitted"])),
        "reading_due": ("mentor", ("experience", drafts["taken"])),
        "reading_ended": ("member", ("experience", drafts["submitted"])),
        "changes_due": ("member", ("experience", drafts["draft"])),
        "bookmark_due": ("member", ("post", english[3])),
        "to_confirm": ("member", ("post", factories.opening_of(announced))),
        **confided.subjects(),
        **reused.subjects(),
        **meeting.subjects(),
        **paired.subjects(),
    }
    place = select(Thread.category_id).where(Thread.id == _thread_of(waiting[0]))
    forum.watch_category(cast["member"], _first(place))
    day = now() + timedelta(days=30)
    marked = factories.a_mark(cast["member"], english[3], "Ask our bank whether it would.", day)
    for kind, (role, subject) in subjects.items():
        notify([cast[role].id], kind, subject, "for the picture")
    for kind, (role, subject, step) in questions.told().items():
        notify([cast[role].id], kind, subject, step)
    _saved(cast["member"])
    _invited(cast["admin"], cast["member"])
    settings: Settings = app.extensions["settings"]
    unsubscribing = unsubscribe_link(settings, cast["member"].id, "reply_to_post")
    facts: dict[str, object] = {
        "thread": _thread_of(english[0]),
        "turkish_thread": _thread_of(turkish[0]),
        "waiting_thread": _thread_of(waiting[0]),
        "locked_thread": _thread_of(_posts("thread-bs-02")[0]),
        "pinned_thread": _pinned(cast["moderator"], _thread_of(_posts("thread-lv-01")[0])),
        "announcement": announced.id,
        "duplicate_thread": _closed(cast["moderator"], _posts("thread-mk-01")[0], english[0]),
        "own_post": english[0],
        "answer": english[3],
        **_own_posts(cast["member"], english[3], english[0]),
        "hidden_post": post_id,
        "room": _room(cast["admin"], cast["coordinator"], cast["mentor"]),
        "decision": case_id,
        "post_draft": _begun(cast["member"], english[3]),
        "bookmark": marked,
        "case": _first(select(Case.id).where(Case.decided_at.is_(None))),
        **brought_in,
        **confided.facts(),
        **reused.facts(),
        **timed.facts(),
        **told,
        **questions.facts(),
        "certificate": a_certificate(a_helper(cast["mentor"]), is_verifiable=True),
        **meeting.facts(),
        **paired.facts(),
        "experience": _code_of_title(str(read("experience-01")["title"])),
        "serbian_experience": _code_of_title(str(read("experience-04")["title"])),
        **{name: _code(experience_id) for name, experience_id in drafts.items()},
        "remark": _remark(cast["member"], drafts["draft"]),
        **{role: actor.id for role, actor in cast.items()},
        "unsubscribe": unsubscribing.removeprefix(settings.base_url),
        "confirm": link_for(tokens["confirm"], "en").rpartition("/")[2],
        "password": link_for(tokens["password"], "en").rpartition("/")[2],
    }
    _call_all_invented()
    return Stage(app, cast, facts, tokens)


def _call_all_invented() -> None:
    """Whoever was made for the pictures is no more real than the samples: beside a real question
    coordinators would see none of those."""
    with transaction(None):
        db.session.execute(update(Account).values(is_sample=True))


def _invited(admin: Actor, member: Actor) -> None:
    """As a mentor, and told so."""
    why = "You have answered three of our questions about village shops. Would you do so often?"
    made = invite_mentor(admin, member.id, why, "en")
    notify([member.id], "mentor_invited", ("account", member.id), f"invitation {made}")


def _saved(member: Actor) -> None:
    """A list under a name, and a record that fits it."""
    library.save_search(member, Narrowed(country="RS", theme="youth"), name="Young people, Serbia")
    library.save_search(member, Narrowed(q="school"), name="Schools in villages")
    newest = _first(select(Experience.id).where(Experience.state == "published"))
    key = f"search {saved_searches(member)[0].id} fits"
    notify([member.id], "fits_search", ("experience", newest), key)


def _announced(moderator: Actor, beside: int) -> Thread:
    """Something that everybody should know, in the category of another thread."""
    place = _first(select(Thread.category_id).where(Thread.id == beside))
    return factories.an_announcement(
        moderator,
        category=db.session.get_one(Category, place),
        title="The call for village shops opens on Monday",
        body="Applications are taken for four weeks. Ask your network for the form.",
        asks=True,
    )


def _room(admin: Actor, coordinator: Actor, mentor: Actor) -> int:
    """Of the coordinator's network, with a question in it and a mentor who is invited."""
    room = CategoryText(
        names={"en": "Before the general assembly", "sr": "Пред скупштину"},
        descriptions={"en": "What the network prepares before others hear of it."},
        audience="organisation",
        organisation_id=min(coordinator.organisations),
    )
    category_id = forum.make_category(admin, room)
    forum.invite_guest(admin, category_id, mentor.id)
    forum.start_thread(
        get_actor(coordinator.id),
        category_id=category_id,
        kind="question",
        title="Who stands for the board, and who asks them?",
        body="Two seats are free. We should ask before the end of the month.",
        lang="en",
    )
    return category_id


def _pinned(moderator: Actor, thread: int) -> int:
    why = Why("Everybody asks this in spring.", "en")
    moderation.pin_with_reason(moderator, "everywhere", None, Seen(thread, 1), why)
    return thread


def _closed(moderator: Actor, post: int, original: int) -> int:
    """A thread that leads on to another, asked in another language; gives its id."""
    thread = _thread_of(post)
    version = _first(select(Thread.edit_version).where(Thread.id == thread))
    why = Why("The same is answered there, with figures.", "en")
    seen = Seen(thread, version, _thread_of(original))
    moderation.close_as_duplicate_with_reason(moderator, seen, why)
    return thread


def _begun(member: Actor, answer: int) -> int:
    """A reply and a question that the member has not finished."""
    said = "Thank you! We shall ask the municipality in spring, and"
    title = "How do you choose who sits on the board?"
    factories.a_text_begun(member, body="In our group nobody wants to.", title=title)
    return factories.a_text_begun(member, Place("reply", answer), said)


def _actor(key: str) -> Actor:
    return get_actor(_first(select(Account.id).where(Account.email == f"{key}@example.org")))


def _first(found: object) -> int:
    with transaction(None):
        return int(db.session.scalars(found).first())  # type: ignore[call-overload]


def _posts(file: str) -> Sequence[int]:
    """The ids of a sample thread's posts, in the order of time."""
    title = read(file)["title"]
    with transaction(None):
        found = select(Post.id).join(Thread, Thread.id == Post.thread_id)
        return db.session.scalars(found.where(Thread.title == title).order_by(Post.id)).all()


def _thread_of(post_id: int) -> int:
    return _first(select(Post.thread_id).where(Post.id == post_id))


def _decided(moderator: Actor, judged: Actor) -> tuple[int, int]:
    """A case on this person's post that is decided: its id, and the post's."""
    mine = select(Case.id).join(Post, Post.id == Case.post_id).where(Post.author_id == judged.id)
    with transaction(None):
        case = db.session.get_one(Case, db.session.scalars(mine).first())
    moderation.decide_case(
        moderator,
        case.id,
        version=case.edit_version,
        post_version=1,
        outcome="hidden",
        rule="respect",
        sentence="Please tell what you know without judging those who ask.",
        lang="en",
    )
    return case.id, case.post_id


def _own_posts(member: Actor, answer: int, asked: int) -> dict[str, int]:
    """Posts that the member may delete, and one that they have deleted, a reply hanging on it."""
    with transaction(None):
        category = db.session.get_one(Thread, db.session.get_one(Post, asked).thread_id).category_id
    thanks, regretted = (
        forum.post_reply(member, answer, body=body, lang="en")
        for body in ("Thank you, we will try it in autumn.", "Which bank was it?")
    )
    forum.post_reply(member, regretted, body="I found it: the savings bank.", lang="en")
    forum.delete_post(member, regretted)
    lone = forum.start_thread(
        member,
        category_id=category,
        kind="question",
        title="Who has a form for a hall that three villages share?",
        body="We need to write down who opens it, who cleans it and who pays for the wood.",
        lang="en",
    )
    with transaction(None):
        # A moment ago, for as long as the photographer takes.
        db.session.get_one(Post, regretted).deleted_at = now() + timedelta(hours=3)
        ours = update(Thread).where(Thread.id == lone)
        db.session.execute(ours.values(is_sample=True))
        opening = select(Post.id).where(Post.thread_id == lone, Post.parent_id.is_(None))
        lone_post = db.session.scalars(opening).one()
    said = "Forty per cent came from the bank.\n\nWe paid it back."
    shapes = ((900, 600), (500, 700))
    files = [a_file(member, a_photo(size=shape), alt="The two halves") for shape in shapes]
    files.append(a_file(member, A_PDF, "Loan and interest.pdf"))
    changed = forum.post_reply(member, answer, body=said, lang="en", files=files)
    for version, body in enumerate(
        (
            "Forty-nine per cent came from the savings bank.\n\nWe paid it back in two years.",
            "Forty-nine per cent came from the savings bank.\n\nThe village paid it back in two "
            "years; the fee was small.",
        ),
        start=1,
    ):
        forum.edit_post(member, changed, version=version, body=body, lang="en")
    with transaction(None):
        polled = db.session.get_one(Thread, db.session.get_one(Post, asked).thread_id)
    poll = factories.a_poll(
        polled,
        question="When shall we meet to go through your answers?",
        choices=["On a weekday evening", "On a Saturday morning", "By telephone, one by one"],
    )
    return {
        "lone_thread": lone,
        "poll": poll.id,
        "own_reply": thanks,
        "deleted_post": regretted,
        "lone_post": lone_post,
        "edited_post": changed,
    }


def _drafts(author: Actor, reader: Actor) -> dict[str, int]:
    """One that came back for changes, one that a reader has taken, one that nobody has."""
    whole = factories.a_whole_content(lead="sample-me", themes=("leader",), countries=("ME",))
    partial = Content(lang="en", title="What the beekeepers' evenings brought")
    full = factories.a_full_content(lead="sample-me", themes=("leader",), countries=("ME",))
    drafts = {"draft": whole, "taken": whole, "submitted": whole, "begun": partial, "full": full}
    made = {name: library.create_draft(author, content) for name, content in drafts.items()}
    for name in ("draft", "taken", "submitted"):
        library.submit(author, made[name])
    for name in ("draft", "taken"):
        library.take(reader, made[name])
    note = "Say who kept the accounts, and what the first evening cost."
    remarks = {
        "challenge": "For how many people was it a problem?",
        "when": "When did the evenings end?",
    }
    library.ask_for_changes(reader, made["draft"], note=note, lang="en", remarks=remarks)
    made["renewed"] = _renewed(author, reader, whole)
    made["asking"] = _with_words_of(author, reader, whole)
    made["declined"] = _with_words_of(reader, author, whole)
    library.answer_for_words(reader, made["declined"], agrees=False)
    with transaction(None):
        ours = update(Experience).where(Experience.id.in_(made.values()))
        db.session.execute(ours.values(is_sample=True))
    return made


def _with_words_of(quoted: Actor, author: Actor, content: Content) -> int:
    """A draft that was handed in, so that this person is asked."""
    draft = library.create_draft(author, content)
    factories.a_credit(db.session.get_one(Experience, draft), quoted)
    library.submit(author, draft)
    return draft


def _renewed(author: Actor, reader: Actor, content: Content) -> int:
    """One that was published twice; gives its second version."""
    first = library.create_draft(author, content)
    _publish(author, reader, first)
    second = library.begin_new_version(author, first)
    newer = replace(
        content,
        lesson="Begin with something small, and write down what it costs.",
        maturity="proven",
    )
    library.save_draft(author, second, version=1, content=newer)
    _publish(author, reader, second)
    return second


def _publish(author: Actor, reader: Actor, draft: int) -> None:
    library.submit(author, draft)
    library.take(reader, draft)
    library.accept(reader, draft, note="It can be done.", lang="en", marks=factories.MARKS)


def _remark(author: Actor, draft: int) -> str:
    page = library_queries.working_copy_of(author, draft)
    [remark] = library_queries.comments_of(page)["challenge"]
    return f"/experiences/{page.row.code}/remarks/{remark.id}"


def _code(experience_id: int) -> str:
    found = select(Experience.number).where(Experience.id == experience_id)
    return codes.code_of(_first(found))


def _code_of_title(title: str) -> str:
    return codes.code_of(_first(select(Experience.number).where(Experience.title == title)))


def _tokens(cast: Mapping[str, Actor]) -> dict[str, int]:
    with transaction(None):
        return {
            purpose: new_token(db.session.get_one(Account, cast[role].id), purpose)
            for purpose, role in (("confirm", "newcomer"), ("password", "member"))
        }
