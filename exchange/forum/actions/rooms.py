"""Making and changing categories and rooms; inviting people into rooms."""

from sqlalchemy import delete, func, select

from exchange.forum.events import CategoryChanged, InvitationTakenBack
from exchange.forum.keeping import CategoryText, may_keep
from exchange.forum.models import Category, CategoryGuest
from exchange.forum.policy import categories_entered_by
from exchange.kernel.db import db, record, transaction, upsert
from exchange.kernel.rulings import NotFound, Refused, Stale, require
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.people.policy import may_see_profiles
from exchange.people.queries import get_actor
from exchange.text.wording import lazy as _l

OF_RELEASES = 1_000  # up to here positions are those of categories that came with a release
_NOBODY = _l("There is no member with this address or number.")


def make_category(actor: Actor, told: CategoryText) -> int:
    """A new one, below the others; gives its id."""
    with transaction(actor) as actor:
        _require_known(actor, told)
        last = db.session.scalar(select(func.max(Category.position))) or 0
        category = Category(position=max(last, OF_RELEASES) + 1)
        _write(category, told)
        db.session.add(category)
        db.session.flush()
        record(CategoryChanged(category.id, actor.id))
        return category.id


def change_category(actor: Actor, category_id: int, told: CategoryText, *, version: int) -> None:
    """Its threads go with it: into a room, or out of one, in the same moment."""
    with transaction(actor) as actor:
        category = _get(actor, category_id)
        _require_known(actor, told)
        if category.edit_version != version:
            raise Stale
        _write(category, told)
        category.edit_version += 1
        record(CategoryChanged(category.id, actor.id))


def invite_guest(actor: Actor, category_id: int, account_id: int) -> None:
    """Let somebody read and write in a room that is not for them; once is as good as twice."""
    with transaction(actor) as actor:
        category = _get(actor, category_id)
        if not may_see_profiles(_guest(account_id)):
            raise Refused("who", _NOBODY)
        guest = upsert(CategoryGuest).values(category_id=category.id, account_id=account_id)
        db.session.execute(guest.on_conflict_do_nothing())


def take_back_invitation(actor: Actor, category_id: int, account_id: int) -> None:
    """From the next request on they find nothing there."""
    with transaction(actor) as actor:
        category = _get(actor, category_id)
        theirs = CategoryGuest.account_id == account_id
        db.session.execute(
            delete(CategoryGuest).where(CategoryGuest.category_id == category.id, theirs)
        )
        record(InvitationTakenBack(category.id, account_id, actor.id))


def _get(actor: Actor, category_id: int) -> Category:
    """The category, locked; a room of others is not found."""
    found = select(Category).where(Category.id == category_id, categories_entered_by(actor))
    category = db.session.scalar(found.with_for_update(key_share=True))
    if category is None:
        raise NotFound
    require(may_keep(actor, category))
    return category


def _guest(account_id: int) -> Actor:
    try:
        return get_actor(account_id)
    except NotFound:
        raise Refused("who", _NOBODY) from None


def _require_known(actor: Actor, told: CategoryText) -> None:
    require(may_keep(actor, told))
    if told.organisation_id and db.session.get(Organisation, told.organisation_id) is None:
        raise Refused("organisation", _l("Please choose one of the list."))


def _write(category: Category, told: CategoryText) -> None:
    category.names, category.descriptions = told.names, told.descriptions
    category.audience, category.is_room = told.audience, told.audience != "public"
    category.organisation_id, category.roles = told.organisation_id, list(told.roles)
