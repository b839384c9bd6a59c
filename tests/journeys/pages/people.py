"""Pages of people and organisations, of the search, and those that mails lead to."""

from datetime import timedelta

from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.inviting import invite_mentor
from exchange.notifications.unsubscribing import unsubscribe_link
from exchange.people import actions as people
from exchange.people.models import MailToken
from exchange.people.tokens import link_for
from exchange.tags.actions import set_expertise
from tests.factories import (
    a_person,
)
from tests.journeys.world import LONG_WORD, Pages, World


def of_people(world: World) -> Pages:
    """In every state, and the links that mails bring them."""
    moderator = world.people.moderator
    waiting = a_person(admitted_at=None, organisation_id=world.network.id, reads=["lv", "mk"])
    suspended = a_person("Somebody Suspended", organisation=world.network)
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
    people.forget_password(world.site.mail_address(world.people.member))
    newest = db.session.scalars(select(MailToken).order_by(MailToken.id)).all()
    links = {token.purpose: link_for(token.id, "en") for token in newest}
    paths = {purpose: link.partition("/en/")[2] for purpose, link in links.items()}
    set_expertise(world.people.mentor, [tag.slug for tag in world.themes()])
    day = (now() + timedelta(days=3)).date()
    add_days_away(world.people.mentor, day, day)
    why = "Your answers about village shops helped three networks."
    invite_mentor(world.people.admin, world.people.member.id, why, "en")
    yield "mentoring.invite", [f"/people/{world.people.moderator.id}/invite-mentor"]
    yield "people.show_confirm", [f"/{paths['confirm']}", "/confirm/forged"]
    yield "people.show_new_password", [f"/{paths['password']}", "/new-password/forged"]
    shown = (world.people.member, world.people.mentor, waiting, suspended)
    yield "people.show_person", [f"/people/{one.id}" for one in shown]
    yield "people.show_roles", [f"/people/{one.id}/roles" for one in (shown[0], suspended)]
    yield "forum.find_people", ["/people/find", "/people/find?q=so", "/people/find?q=%25%25"]
    yield "people.show_organisation", ["/organisations/rs", "/organisations/lv"]


def of_search(world: World) -> Pages:
    """Words that are found, and words that are not; and the link out of mails."""
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
    settings = world.site.app.extensions["settings"]
    link = unsubscribe_link(settings, world.people.member.id, "reply_to_post")
    yield "mail_links.show_unsubscribe", [link.removeprefix(settings.base_url)]
