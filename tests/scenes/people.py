"""Forms about people."""

from exchange.kernel.db import db
from exchange.people import actions
from exchange.people.actor import Actor
from exchange.people.models import Account, MailToken
from exchange.people.passwords import hash_password
from exchange.people.tokens import link_for
from tests import factories as make
from tests.page import CheckedClient, Page
from tests.scenes.scene import GOOD, PASSWORD, Scene, at, button, form_of, numbers


def _known(**traits: object) -> Actor:
    return make.a_person(password_hash=hash_password(PASSWORD), **traits)


def _address_of(who: Actor) -> str:
    return db.session.get_one(Account, who.id).email


@form_of("people.sign_in", has_text=True)
def sign_in(_lang: str) -> Scene:
    return at("/sign-in", None, email=_address_of(_known()), password=PASSWORD)


@form_of("people.sign_in_and_continue", has_text=True)
def sign_in_and_continue(lang: str) -> Scene:
    who = _known()

    def signed_out(client: CheckedClient, lang: str) -> Page:
        form = client.get(f"/{lang}/sign-in").form("/sign-in")
        token = form.data["csrf_token"]
        return client.post(f"/{lang}/ask", {"csrf_token": token, "title": GOOD[lang]})

    given = {"email": _address_of(who), "password": PASSWORD}
    return Scene("/ask", None, "/and-continue", given, signed_out)


@form_of("people.sign_out")
def sign_out(_lang: str) -> Scene:
    return button("/settings", make.a_person(), "/sign-out")


@form_of("people.sign_up", has_text=True)
def sign_up(_lang: str) -> Scene:
    number = next(numbers)
    return at("/sign-up", None, email=f"new{number}@example.org", password=PASSWORD, consent=True)


def _link(who: Actor, purpose: str, lang: str) -> str:
    row = MailToken(account_id=who.id, purpose=purpose, email=_address_of(who), nonce="0" * 32)
    return link_for(make.saved(row).id, lang).removeprefix(f"http://localhost/{lang}")


@form_of("people.confirm", has_text=True)
def confirm(lang: str) -> Scene:
    who = _known(confirmed_at=None, admitted_at=None)
    return at(_link(who, "confirm", lang), None, password=PASSWORD)


@form_of("people.confirm_again")
def confirm_again(_lang: str) -> Scene:
    who = make.a_person(confirmed_at=None, admitted_at=None)
    return button("/settings", who, "/confirm-again")


@form_of("people.forgotten", has_text=True)
def forgotten(_lang: str) -> Scene:
    return at("/forgotten-password", None, email=_address_of(make.a_person()))


@form_of("people.new_password", has_text=True)
def new_password(lang: str) -> Scene:
    link = _link(make.a_person(), "password", lang)
    return at(link, None, password="nine goats near the mill")


@form_of("people.change_settings", has_text=True)
def change_settings(lang: str) -> Scene:
    return at("/settings", make.a_person(language=lang))


@form_of("people.change_password", has_text=True)
def change_password(_lang: str) -> Scene:
    given = {"password": PASSWORD, "password_new": "nine goats near the mill"}
    return Scene("/settings", _known(), "/settings/password", given)


@form_of("people.end_sign_in")
def end_sign_in(_lang: str) -> Scene:
    who = make.a_person()
    elsewhere = make.a_sign_in(who, f"{next(numbers):032}")
    return button("/settings", who, f"/sign-ins/{elsewhere.id}/end")


@form_of("people.end_other_sign_ins")
def end_other_sign_ins(_lang: str) -> Scene:
    who = make.a_person()
    make.a_sign_in(who, f"{next(numbers):032}")
    return button("/settings", who, "/sign-ins/end-others")


def _waits() -> Actor:
    return make.a_person(admitted_at=None, organisation=make.an_organisation())


@form_of("people.admit")
def admit(_lang: str) -> Scene:
    return button("/people/waiting", make.an_admin(), f"/people/{_waits().id}/admit")


@form_of("people.disown")
def disown(_lang: str) -> Scene:
    return button("/people/waiting", make.an_admin(), f"/people/{_waits().id}/not-ours")


@form_of("people.change_roles")
def change_roles(_lang: str) -> Scene:
    who = make.a_person(organisation=make.an_organisation())
    return at(f"/people/{who.id}/roles", make.an_admin(), moderator=True)


@form_of("people.ignore")
def ignore(_lang: str) -> Scene:
    whom = f"/people/{make.a_person().id}"
    return button(whom, make.a_person(), f"{whom}/ignore")


@form_of("people.ignore_no_longer")
def ignore_no_longer(_lang: str) -> Scene:
    who, whom = make.a_person(), make.a_person()
    actions.ignore(who, whom.id)
    return button(f"/people/{whom.id}", who, f"/people/{whom.id}/ignore-no-longer")


@form_of("people.suspend", has_text=True)
def suspend(_lang: str) -> Scene:
    whom = f"/people/{make.a_person().id}"
    return Scene(whom, make.a_moderator(), f"{whom}/suspend")


@form_of("people.end_suspension")
def end_suspension(_lang: str) -> Scene:
    whom = f"/people/{make.a_person(suspended_at=make.LONG_AGO).id}"
    return button(whom, make.a_moderator(), f"{whom}/unsuspend")
