"""Who is asking, and how a browser comes to be signed in."""

import secrets
from typing import cast

from flask import Flask, current_app, g, session
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from exchange.people.actor import GUEST, Actor
from exchange.people.queries import actor_signed_in_with

login = LoginManager()
login.anonymous_user = lambda: GUEST
login.session_protection = None  # the row of sign-ins is the protection


@login.user_loader  # type: ignore[untyped-decorator]
def load_actor(key: str) -> Actor | None:
    return actor_signed_in_with(key)


def current_actor() -> Actor:
    """The real object, not Flask-Login's proxy of it."""
    return cast(Actor, current_user._get_current_object())


def new_sign_in_key() -> str:
    return secrets.token_hex(16)


def remember_sign_in(actor: Actor) -> None:
    """Let this browser be the actor's: a fresh session, so that none is fixed by another."""
    session.clear()
    g.pop("csrf_token", None)  # made for the old session: this answer's forms need a new one
    session.permanent = True
    login_user(actor)
    generate_csrf()  # into the first cookie: an answer under way would take a later one away


def forget_sign_in() -> None:
    logout_user()
    session.clear()
    g.pop("csrf_token", None)


def init_app(app: Flask) -> None:
    login.init_app(app)
    app.context_processor(_who_asks)


def _who_asks() -> dict[str, object]:
    actor = current_actor()
    zone = actor.timezone if actor.is_signed_in else current_app.config["GUEST_TIMEZONE"]
    return {"actor": actor, "zone": zone}
