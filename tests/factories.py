"""Rows for tests, each with what makes it valid and no more; people come back as actors."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select

from exchange.collections import actions as collections
from exchange.collections.models import Collection
from exchange.forum import actions, queries
from exchange.forum.announcing import Terms
from exchange.forum.models import Category, CategoryGuest, Thread
from exchange.forum.writing import OpenForm, Place, Written
from exchange.kernel.clock import now
from exchange.kernel.db import Model, db, record, transaction
from exchange.kernel.submissions import new_submission_id
from exchange.library import actions as library
from exchange.library.body import (
    Block,
    Body,
    Contact,
    Funding,
    Money,
    Participant,
    Principle,
    Result,
)
from exchange.library.content import Content
from exchange.library.models import Experience, ExperienceAuthor
from exchange.moderation import actions as moderation
from exchange.moderation.models import Case
from exchange.people.actor import Actor
from exchange.people.models import Account, Membership, Organisation, SignIn
from exchange.people.queries import get_actor, hash_of
from exchange.polls import actions as polls
from exchange.polls.models import Poll, PollChoice
from exchange.reuse import actions as reuse
from exchange.reuse.declared import Declared
from exchange.reuse.models import ReuseStep
from exchange.serve.reference.loading import ReferenceChanged
from exchange.tags.models import Tag, TagSynonym
from exchange.text.fold import folded_words

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
A_QUESTION = Place("ask")
_numbers = count(1)


T = TypeVar("T", bound=Model)


def saved(row: T) -> T:
    with transaction(None):
        db.session.add(row)
    return row


def an_organisation(code: str = "", country: str = "RS", **traits: Any) -> Organisation:
    n = next(_numbers)
    given = {"kind": "network", "name": f"Network {n}", "own_names": [], "aliases": [], "sites": []}
    return saved(Organisation(code=code or f"o{n}", country=country, **(given | traits)))


def a_person(name: str = "", *, organisation: Organisation | None = None, **traits: Any) -> Actor:
    """An active member; `role="editor"` is the role in the organisation, the rest are columns."""
    n = next(_numbers)
    role = traits.pop("role", "member")
    given: dict[str, Any] = {
        "email": f"person{n}@example.org",
        "name": name or f"Person {n}",
        "confirmed_at": LONG_AGO,
        "admitted_at": LONG_AGO,
        "reads": ["en"],
        "organisation_id": organisation.id if organisation else None,
    }
    account = saved(Account(**(given | traits)))
    if organisation:
        saved(Membership(account_id=account.id, organisation_id=organisation.id, role=role))
    return get_actor(account.id)


def a_mentor(name: str = "", **traits: Any) -> Actor:
    return a_person(name, is_mentor=True, **traits)


def a_mentoring_coordinator(name: str = "", **traits: Any) -> Actor:
    return a_person(name, is_mentoring_coordinator=True, **traits)


def a_moderator(name: str = "", **traits: Any) -> Actor:
    return a_person(name, is_moderator=True, **traits)


def an_admin(name: str = "", **traits: Any) -> Actor:
    return a_person(name, is_admin=True, **traits)


def an_editor(organisation: Organisation | None = None, **traits: Any) -> Actor:
    return a_person(organisation=organisation or an_organisation(), role="editor", **traits)


def a_sign_in(who: Actor, key: str) -> SignIn:
    return saved(SignIn(account_id=who.id, key_hash=hash_of(key)))


def a_tag(slug: str = "", **traits: Any) -> Tag:
    slug = slug or f"tag{next(_numbers)}"
    return saved(Tag(slug=slug, **({"names": {"en": f"Subject {slug}"}} | traits)))


def a_synonym(tag: Tag, lang: str, word: str) -> None:
    saved(TagSynonym(tag_id=tag.id, lang=lang, word=word, folded=folded_words(word)))


def a_category(name: str = "LEADER groups", **traits: Any) -> Category:
    n = 1_000 * next(_numbers)  # what people make on pages takes the next place after the last
    given: dict[str, Any] = {"position": n, "names": {"en": f"{name} {n}"}}
    row = Category(**(given | {"descriptions": {"en": "What it is for"}} | traits))
    with transaction(None):
        db.session.add(row)
        record(ReferenceChanged())
    return row


def a_room(organisation: Organisation | None = None, **traits: Any) -> Category:
    """Of an organisation, for roles, or for members; `guests` are people who are invited."""
    guests = traits.pop("guests", ())
    told = "organisation" if organisation else "roles" if "roles" in traits else "members"
    given = {"audience": told, "is_room": True}
    given |= {"organisation_id": organisation.id} if organisation else {}
    room = a_category(**(given | traits))
    for guest in guests:
        saved(CategoryGuest(category_id=room.id, account_id=guest.id))
    return room


def a_thread(author: Actor | None = None, **given: Any) -> Thread:
    """A question with its opening post; `locked`, `hidden`, `days_ago` and columns."""
    asked = {"kind": "question", "title": "Who pays the animator?", "body": "We ask.", "lang": "en"}
    locked, hidden = given.pop("locked", False), given.pop("hidden", False)
    days_ago = given.pop("days_ago", 0)
    category = given.pop("category", None) or a_category()
    thread_id = actions.start_thread(
        author or a_person(), category_id=category.id, **(asked | given)
    )
    with transaction(None):
        thread = db.session.get_one(Thread, thread_id)
        thread.locked_at = LONG_AGO if locked else None
        thread.started_at = thread.last_post_at = now() - timedelta(days=days_ago)
    if hidden:
        actions.hide_post(a_moderator(), opening_of(thread))
    return thread


def opening_of(thread: Thread) -> int:
    """The id of a thread's opening post."""
    from_path = Thread.metadata.tables["post"]
    found = db.session.execute(
        from_path.select().where(
            from_path.c.thread_id == thread.id, from_path.c.parent_id.is_(None)
        )
    ).one()
    return int(found.id)


def a_reply(to: Thread | int, author: Actor | None = None, body: str = "So do we.") -> int:
    """A reply to a thread or to the post of this id; gives the reply's id."""
    parent = to if isinstance(to, int) else opening_of(to)
    return actions.post_reply(author or a_person(), parent, body=body, lang="en")


def a_text_begun(who: Actor, place: Place = A_QUESTION, body: str = "We have", **given: Any) -> int:
    """A draft of a post, as a form of its own keeps it; gives its id."""
    written = Written(**({"title": "", "body": body, "lang": "en", "choices": {}} | given))
    actions.keep_draft(who, place, written, OpenForm(new_submission_id()))
    return queries.draft_list(who)[0].id


def an_announcement(
    author: Actor | None = None, *, days: int | None = 7, asks: bool = False, **given: Any
) -> Thread:
    """On the front page for so many days after this one; by a moderator unless told otherwise."""
    told = {"title": "The office is closed", "body": "On Monday.", "lang": "en"}
    category = given.pop("category", None) or a_category()
    until = None if days is None else datetime.combine(now().date(), time(), UTC)
    terms = Terms(until and until + timedelta(days=days or 0) + timedelta(days=1), asks)
    made = actions.announce(
        author or a_moderator(), category_id=category.id, terms=terms, **(told | given)
    )
    return db.session.get_one(Thread, made)


def a_poll(thread: Thread, **given: Any) -> Poll:
    """Put to a thread by whoever began it."""
    values: dict[str, Any] = {
        "question": "Which day suits you?",
        "choices": ["Monday", "Tuesday", "Friday"],
        "most": 1,
        "results": "always",
        "closes_at": None,
    }
    polls.put_poll(get_actor(thread.author_id), thread.id, **(values | given))
    return db.session.scalars(select(Poll).where(Poll.thread_id == thread.id)).one()


def choices_of(poll: Poll) -> list[int]:
    """The ids of its choices, in order."""
    mine = select(PollChoice.id).where(PollChoice.poll_id == poll.id)
    return list(db.session.scalars(mine.order_by(PollChoice.position)))


def a_mark(who: Actor, post_id: int, note: str = "", remind_at: datetime | None = None) -> int:
    """A bookmark of a post; gives its id."""
    actions.bookmark_post(who, post_id, note=note, remind_at=remind_at)
    return queries.bookmark_of(who, post_id) or 0


def a_flag(post_id: int, by: Actor | None = None, rule: str = "respect", sentence: str = "") -> int:
    """A flag on a post; gives the id of its open case."""
    flagger = by or a_person()
    moderation.flag_post(flagger, post_id, rule=rule, sentence=sentence, lang="en")
    found = select(Case.id).where(Case.post_id == post_id, Case.decided_at.is_(None))
    return db.session.scalars(found).one()


LATVIAN = {  # changes of a content, for what is told in another language
    "lang": "lv",
    "title": "Pieci krēsli, viens autobuss",
    "summary": ("Ciemi kopā vienojās par autobusu un deva katram balsi. " * 6).strip(),
    "english_title": "Five seats, one bus",
    "english_summary": "What the villages did.",
}
MARKS = library.Marks(relevance=4, evidence=3, transferability=3, clarity=4)


def a_whole_content(**changes: Any) -> Content:
    """All that a snapshot needs; its organisation and theme are made."""
    summary = "Five villages shared one bus because each of them named a seat with a vote. " * 5
    given: dict[str, Any] = {
        "title": "Five seats, one bus",
        "summary": summary.strip(),
        "countries": ("LV",),
        "place": "Kamena valley",
        "level": "lag",
        "challenge": "Nobody came to the meetings.",
        "what_was_done": "1. A seat with a vote\n2. A page of decisions",
        "start_year": 2017,
        "start_month": 2,
        "lesson": "Begin with something small.",
        "maturity": "promising",
        "consent": True,
        "body": Body(contacts=(Contact("Kamena group", is_public=True),)),
    }
    given["themes"] = changes.pop("themes", None) or (a_tag(is_theme=True).slug,)
    given["lead"] = changes.pop("lead", None) or an_organisation().code
    return Content(**(given | changes))


def a_full_body(**changes: Any) -> Body:
    """All that a full record needs beyond a snapshot, and all that it may have."""
    given: dict[str, Any] = {
        "areas": ("mountain", "border"),
        "challenges": ("social", "governance"),
        "principles": (Principle("bottom_up", "Each village chose its seat in the open."),),
        "situation_before": "Two buses a week, and **nobody** knew when.",
        "objective": "One bus a day for all five villages.",
        "blocks": (
            Block(
                "seats",
                "A seat with a vote",
                "partnership",
                "Each village *names* a person.",
                "A hall that was free.",
                "Name a second person too.",
                "One evening a month.",
            ),
            Block("fund", "A common purse", "finance", "Each pays a share of the fuel."),
        ),
        "participants": (Participant("Kamena municipality", "authority"),),
        "targets": ("young", "older"),
        "persons": 420,
        "women": 55,
        "youth": 20,
        "end_year": 2019,
        "end_month": 6,
        "cost": Money(Decimal("1200000.50"), "RSD", 2018, Decimal("118.2")),
        "funding": (
            Funding("ipard", "Measure 7", Decimal(900_000)),
            Funding("in_kind", "Drivers of the village"),
        ),
        "person_days": 90,
        "volunteers": 14,
        "equipment": "A second-hand minibus",
        "recurring_cost": Decimal(150_000),
        "results": (Result("Rides a week", "2", "14", "rides", 2019, "measured"),),
        "success_factors": "A timetable that everybody knew.",
        "constraints": "Snow in winter.",
        "differently": "We would ask the school first.",
        "lessons": ("Count the riders from the first day.",),
        "transferability": "It needs five villages on one road.",
        "ratings": {
            "law": "high",
            "money": "medium",
            "skills": "high",
            "partners": "medium",
            "time": "low",
        },
        "sustainability": "The villages pay by turns.",
        "sustained": "goes_on",
        "contacts": (
            Contact("Kamena group", is_public=True, may_be_written_to=True),
            Contact("Ana of the purse"),
        ),
    }
    return Body(**(given | changes))


def a_full_content(**changes: Any) -> Content:
    """All that a full record needs; `body` is of `a_full_body`."""
    given: dict[str, Any] = {
        "kind": "full",
        "latitude": 56.95,
        "longitude": 24.11,
        "precision": "municipality",
        "body": a_full_body(),
    }
    return a_whole_content(**(given | changes))


def a_draft(author: Actor | None = None, content: Content | None = None) -> Experience:
    """A draft that lacks nothing, unless told otherwise."""
    made = library.create_draft(author or a_person(), content or a_whole_content())
    return the_experience(made)


def a_submitted(author: Actor | None = None, **changes: Any) -> Experience:
    who = author or a_person()
    draft = a_draft(who, a_whole_content(**changes))
    library.submit(who, draft.id)
    return the_experience(draft.id)


def a_credit(experience: Experience, who: Actor, role: str = "words") -> None:
    """A person is named in it beside its author."""
    saved(ExperienceAuthor(experience_id=experience.id, account_id=who.id, role=role, position=9))


def a_published(
    author: Actor | None = None, reader: Actor | None = None, **changes: Any
) -> Experience:
    """Read and published by somebody else."""
    return _published(a_submitted(author, **changes), reader or a_mentor())


def a_published_full(author: Actor | None = None, **changes: Any) -> Experience:
    """A full record that everybody reads."""
    who = author or a_person()
    draft = a_draft(who, a_full_content(**changes))
    library.submit(who, draft.id)
    return _published(draft, a_mentor())


def _published(draft: Experience, reader: Actor) -> Experience:
    _accepted(draft, reader)
    if the_experience(draft.id).state != "published":
        _accepted(draft, an_admin())  # a full record has two readers
    return the_experience(draft.id)


def _accepted(draft: Experience, reader: Actor) -> None:
    library.take(reader, draft.id)
    library.accept(reader, draft.id, note="It could be done here too.", lang="en", marks=MARKS)


def the_experience(experience_id: int) -> Experience:
    """Its row as the database has it now."""
    with transaction(None):
        return db.session.get_one(Experience, experience_id)


def a_reuse(who: Actor | None = None, record: Experience | None = None, **changes: Any) -> int:
    """Declared by a member of an organisation; gives its id."""
    who = who or a_person(organisation=an_organisation())
    given: dict[str, Any] = {"state": "trying", "country": "RS", "lang": "en"}
    said = Declared(**(given | {"since_year": 2019, "since_month": 3} | changes))
    number = (record or a_published()).number
    return reuse.declare_reuse(who, number, min(who.organisations), said)


def newest_step_of(reuse_id: int) -> int:
    """The id of what was declared last."""
    steps = select(ReuseStep.id).where(ReuseStep.reuse_id == reuse_id)
    return db.session.scalars(steps.order_by(ReuseStep.id.desc())).first() or 0


def a_confirmed_reuse(author: Actor, record: Experience, **changes: Any) -> int:
    """Declared by an organisation of its own, and confirmed by the author."""
    made = a_reuse(None, record, **changes)
    reuse.rule_on(author, newest_step_of(made), is_true=True)
    return made


def link_of(collection_id: int) -> str:
    """What makes the address of a collection a secret one."""
    with transaction(None):
        return db.session.get_one(Collection, collection_id).token


def a_collection(who: Actor | None = None, *records: Experience, **given: Any) -> int:
    """Private, unless told otherwise; gives its id."""
    who = who or a_person()
    words = {"title": "Buses for villages", "description": "", "lang": "en", "audience": "private"}
    made = collections.begin_collection(who, collections.Words(**(words | given)))
    for one in records:
        collections.add_to_collection(who, made, one.number, note="")
    return made
