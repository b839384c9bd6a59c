"""The application: settings, extensions, features, in the order in which they need each other."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import configure_mappers
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

import exchange.collections.fillings
import exchange.collections.subscribers
import exchange.files.subscribers
import exchange.forum.fillings
import exchange.forum.rooms
import exchange.forum.subscribers
import exchange.importing.fillings
import exchange.importing.subscribers
import exchange.library.fillings
import exchange.library.subscribers
import exchange.mentoring.fillings
import exchange.mentoring.subscribers
import exchange.moderation.fillings
import exchange.moderation.subscribers
import exchange.notifications.fillings
import exchange.notifications.subscribers
import exchange.people.fillings
import exchange.polls.fillings
import exchange.reuse.fillings
import exchange.reuse.subscribers
import exchange.search.fillings
import exchange.search.subscribers
import exchange.still_true.fillings
import exchange.still_true.subscribers  # noqa: F401  they hear and fill by being imported
from exchange.api.views import api
from exchange.collections.views import collections
from exchange.files.limits import most_at_once
from exchange.files.stores import open_store
from exchange.files.views import files
from exchange.forum.views import forum
from exchange.importing.views import importing
from exchange.kernel.access import guard
from exchange.kernel.db import db
from exchange.kernel.engines import databases, prepare
from exchange.kernel.settings import LOOPBACK, Settings
from exchange.library.views import library, library_files
from exchange.mentoring.views import mentoring, mentoring_files
from exchange.moderation.views import moderation
from exchange.notifications.views import mail_links, notifications
from exchange.pages.views import pages
from exchange.people import cli as people_commands
from exchange.people import login
from exchange.people.views import people
from exchange.polls.views import polls
from exchange.reuse.views import reuse
from exchange.samples import cli as samples
from exchange.search.cli import add_search_commands
from exchange.search.views import search
from exchange.still_true.views import still_true
from exchange.text import wording
from exchange.text.wording import lazy as _l
from exchange.web import addresses, bounds, errors, frame, guest_pages, headers, limits
from exchange.web.plain import PlainFlask

ROOT = Path(__file__).parents[1]
WEB_FEATURES = (
    pages,
    people,
    forum,
    moderation,
    notifications,
    mail_links,
    library,
    library_files,
    collections,
    importing,
    mentoring,
    mentoring_files,
    polls,
    reuse,
    still_true,
    search,
    api,
    files,
)
COMMANDS: tuple[Callable[[Flask], None], ...] = (
    people_commands.init_app,
    samples.init_app,
    add_search_commands,
)


def create_app(settings: Settings) -> Flask:
    """The whole exchange for these settings."""
    app = PlainFlask(__name__)
    app.config.from_mapping(_config(settings))
    app.extensions["settings"] = settings
    app.extensions["files"] = open_store(settings)
    wording.load_from(ROOT / "translations")
    _open_databases(app)
    guest_pages.init_app(app)
    addresses.init_app(app)
    login.init_app(app)
    app.before_request(_take_head_for_get)
    app.before_request(_refuse_other_hosts)
    bounds.init_app(app, login.current_actor, most_at_once(settings))
    guard(app, login.current_actor, _l("This is not open to you."))
    CSRFProtect(app)
    limits.init_app(app)
    for blueprint in WEB_FEATURES:
        app.register_blueprint(blueprint)
    errors.init_app(app)
    headers.init_app(app)
    frame.init_app(app, settings)
    for add_commands in COMMANDS:
        add_commands(app)
    if settings.proxies:
        n = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    return app


def _config(settings: Settings) -> dict[str, Any]:
    cookie = "__Host-session" if settings.is_secure else "session"
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": cookie,
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=60),
        "PREFERRED_URL_SCHEME": "https" if settings.is_secure else "http",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "WTF_I18N_ENABLED": False,  # all messages are ours; theirs were read anew for each form
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "SERBIAN_SCRIPT": settings.serbian_script,
        "LANGUAGE_OF_VISITOR": lambda: (
            login.current_actor().is_signed_in and login.current_actor().language
        ),
        "GUEST_TIMEZONE": settings.timezone,
        **databases(settings.database_url),
        **settings.extra,
    }


def _open_databases(app: Flask) -> None:
    configure_mappers()  # now: at the first requests several threads would do it at once
    db.init_app(app)
    with app.app_context():
        for name, engine in db.engines.items():
            prepare(engine, reads_only=name == "read")


def _take_head_for_get() -> None:
    """A view that shows a page on GET does so on HEAD too; the body stays behind by itself."""
    if request.method == "HEAD":
        request.method = "GET"


def _refuse_other_hosts() -> None:
    """Pages come only under the name that the settings give; on loopback any port will do."""
    settings: Settings = current_app.extensions["settings"]
    is_local = settings.loopback and urlsplit(f"//{request.host}").hostname in LOOPBACK
    if request.host != settings.host and not is_local:
        raise BadRequest
