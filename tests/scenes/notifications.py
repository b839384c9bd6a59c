"""Forms about what people are told."""

from flask import current_app
from sqlalchemy import func, select

from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, OutboxEntry, db
from exchange.notifications.actions import notify
from exchange.notifications.models import Notification
from exchange.notifications.unsubscribing import unsubscribe_link
from exchange.people.actor import Actor
from tests import factories as make
from tests.scenes.forum import a_thread
from tests.scenes.scene import Scene, at, button, form_of


@form_of("notifications.try_again")
def try_again(_lang: str) -> Scene:
    entry = make.saved(OutboxEntry(name="forum.reply_posted.1", payload={}))
    dead = make.saved(Delivery(outbox_entry_id=entry.id, subscriber="x", dead_at=now()))
    return button("/deliveries", make.an_admin(), f"/deliveries/{dead.id}/again")


def _told(who: Actor) -> int:
    notify([who.id], "reply_to_question", ("post", a_thread(who)[2]), "replied")
    return newest_notification()


def newest_notification() -> int:
    return db.session.execute(select(func.max(Notification.id))).scalar_one()


@form_of("notifications.see")
def see(_lang: str) -> Scene:
    who = make.a_person()
    return button("/notifications", who, f"/notifications/{_told(who)}/seen")


@form_of("notifications.see_all")
def see_all(_lang: str) -> Scene:
    who = make.a_person()
    _told(who)
    return button("/notifications", who, f"/notifications/{_told(who)}/all-seen")


@form_of("notifications.choose_mails")
def choose_mails(_lang: str) -> Scene:
    return at("/settings/mail", make.a_person())


@form_of("mail_links.unsubscribe")
def unsubscribe(lang: str) -> Scene:
    settings = current_app.extensions["settings"]
    from_mail = unsubscribe_link(settings, make.a_person(language=lang).id, "accepted")
    path = from_mail.removeprefix("http://localhost")
    return Scene(path, None, path)
