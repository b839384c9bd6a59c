"""What mentoring puts on the page of a person and on the own settings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.kernel.slots import fills
from exchange.mentoring.policy.who import may_invite
from exchange.mentoring.queries.invitations import InvitationRow, last_invitation
from exchange.mentoring.queries.profiles import MentorOnPage, mentor_on_page
from exchange.people.actor import Actor
from exchange.people.queries import PersonRow
from exchange.web.addresses import current_code


class OnPage(NamedTuple):
    """A mentor, on a page in this language."""

    lang: str
    is_me: bool
    mentor: MentorOnPage


class Invited(NamedTuple):
    """For an admin: the last invitation of a person, and whether they may be invited."""

    lang: str
    zone: str
    last: InvitationRow | None
    may_invite: bool


@fills("person.more", "mentoring/of_person.html")
def of_person(actor: Actor, people: Sequence[PersonRow]) -> Mapping[int, OnPage]:
    """What a mentor knows, for members; nothing where the role does not count."""
    here = current_code()
    return {
        one.id: OnPage(here, actor.id == one.id, mentor_on_page(actor, one, here))
        for one in people
        if one.is_mentor and one.state == "active"
    }


@fills("person.more", "mentoring/invited.html")
def invited(actor: Actor, people: Sequence[PersonRow]) -> Mapping[int, Invited]:
    """The way to invite them, and what became of it; for admins."""
    if not actor.is_admin:
        return {}
    found: dict[int, Invited] = {}
    for one in people:
        last = last_invitation(one.id)
        may = may_invite(actor, one, is_invited=bool(last and last.waits))
        if last or may:
            found[one.id] = Invited(current_code(), actor.timezone, last, bool(may))
    return found


@fills("settings.more", "mentoring/settings.html", remembered=True)
def way_to_profile(actor: Actor, ids: Sequence[int]) -> Mapping[int, str]:
    """For mentors."""
    return dict.fromkeys(ids, current_code()) if actor.is_mentor else {}
