"""Rows for tests, each with what makes it valid and no more; people come back as actors."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from exchange.forum import actions
from exchange.forum.models import Category, Thread
from exchange.kernel.clock import now
from exchange.kernel.db import Model, db, transaction
from exchange.people.actor import Actor
from exchange.people.models import Account, Membership, Organisation, SignIn
from exchange.people.queries import get_actor, hash_of
from exchange.tags.models import Tag

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
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


def a_category(name: str = "LEADER groups") -> Category:
    n = next(_numbers)
    row = Category(position=n, names={"en": f"{name} {n}"}, descriptions={"en": "What it is for"})
    return saved(row)


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
