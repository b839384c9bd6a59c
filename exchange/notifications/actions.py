"""What is done with notifications: each one transaction."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import ColumnElement, delete, or_, select, update

from exchange.forum.actions import stop_watching, stop_watching_category
from exchange.forum.events import AskedAgain, ReadersReminded
from exchange.forum.models import Post, Thread
from exchange.forum.queries.readers import AT_ONCE, to_remind
from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, db, record, transaction, upsert
from exchange.kernel.outbox import LONGEST_TALK
from exchange.kernel.rulings import NotFound, require
from exchange.mentoring.queries.telling import AskedNow
from exchange.notifications.events import NotificationMade
from exchange.notifications.kinds import KINDS
from exchange.notifications.models import MailSwitch, Notification
from exchange.notifications.policy import may_see_deliveries, offered_kinds
from exchange.notifications.queries.watching import told_of_replies, was_read, watchers_at
from exchange.notifications.unsubscribing import Unsubscribed
from exchange.people.actor import Actor
from exchange.people.queries import who_ignore


class BeingMailed(Exception):
    """Another worker is sending this mail right now; tried again later."""


def notify(
    account_ids: Iterable[int],
    kind: str,
    subject: tuple[str, int],
    event_key: str,
    *,
    by: int | None = None,
) -> None:
    """Tell each of these people once: a repeat finds the rows there and does nothing. Those who
    ignore the person who caused it (`by`) are not told; what is a task of theirs names nobody."""
    account_ids = set(account_ids)
    if account_ids and by is not None:
        account_ids -= who_ignore(by, account_ids)
    subject_kind, subject_id = subject
    rows = [
        {
            "account_id": account_id,
            "kind": kind,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "event_key": event_key,
            "created_at": now(),
        }
        for account_id in sorted(account_ids)
    ]
    if not rows:
        return
    with transaction(None):
        made = upsert(Notification).values(rows).on_conflict_do_nothing()
        ids = db.session.scalars(made.returning(Notification.id)).all()
        for notification_id in sorted(ids):
            record(NotificationMade(notification_id))


def ask_mentors(asked: Iterable[AskedNow]) -> None:
    """Tell these mentors that a question waits for them, once for each time that they are asked:
    nobody has two that wait for one question."""
    for one in asked:
        with transaction(None):
            _read_earlier(one.account_id, "waiting_for_mentor", one.opening_id, one.key)
            subject = ("post", one.opening_id)
            notify([one.account_id], "waiting_for_mentor", subject, one.key)


def tell_asker(asker_id: int, opening_id: int, key: str) -> None:
    """Tell whoever asked who has their question, or that nobody has it any more, by what happened
    last: nobody has two that wait for one question."""
    with transaction(None):
        _read_earlier(asker_id, "question_taken", opening_id, key)
        notify([asker_id], "question_taken", ("post", opening_id), key)


def _read_earlier(account_id: int, kind: str, post_id: int, key: str) -> None:
    earlier = update(Notification).where(
        Notification.account_id == account_id,
        Notification.kind == kind,
        Notification.subject_kind == "post",
        Notification.subject_id == post_id,
        Notification.event_key != key,
        Notification.read_at.is_(None),
    )
    db.session.execute(
        earlier.values(read_at=now()), execution_options={"synchronize_session": False}
    )


def notify_watchers(thread_id: int, post_id: int, by: int, told: Collection[int]) -> None:
    """Tell those who watch a thread of a new reply, but the one it is `by` and those who are
    `told` of it already.

    Nobody has two that wait for one thread: the next replies join the first, until it was seen or
    the thread was read.
    """
    with transaction(None):
        # One at a time, so that two workers with two replies tell of one.
        db.session.execute(
            select(Thread.id).where(Thread.id == thread_id).with_for_update(key_share=True)
        )
        about = told_of_replies(thread_id)
        read_there = about.where(was_read(), Notification.kind == "reply_in_watched")
        read = update(Notification).where(Notification.id.in_(read_there))
        db.session.execute(
            read.values(read_at=now()), execution_options={"synchronize_session": False}
        )
        waits = set(
            db.session.scalars(about.where(~was_read()).with_only_columns(Notification.account_id))
        )
        notify(
            watchers_at(post_id) - waits - {by, *told},
            "reply_in_watched",
            ("post", post_id),
            "replied",
            by=by,
        )


def remind_some(happened: ReadersReminded) -> None:
    """Of an announcement that they have not confirmed, each once for each reminder. The others are
    told of in a transaction of their own: so nobody waits long for this one."""
    with transaction(None):
        told, opening = to_remind(happened.thread_id, happened.after_id), _opening(happened)
        if not told or opening is None:
            return
        key = f"reminded {happened.at}"
        _set_read_before(key, told, opening)
        notify(told, "to_confirm", ("post", opening), key, by=happened.by_id)
        if len(told) == AT_ONCE:
            record(replace(happened, after_id=told[-1]))


def ask_again(happened: AskedAgain) -> None:
    """Those who had confirmed an announcement that says something else now, once for each time."""
    with transaction(None):
        told, opening = happened.people, _opening(happened)
        if opening is None:
            return
        key = f"reminded {happened.at}"
        _set_read_before(key, told, opening)
        notify(told, "to_confirm", ("post", opening), key, by=happened.by_id)


def _set_read_before(key: str, told: Collection[int], opening: int) -> None:
    """What an earlier reminder told them: nobody has two that wait for one announcement. The keys
    end with the time, and so stand in order."""
    earlier = update(Notification).where(
        Notification.account_id.in_(told),
        Notification.kind == "to_confirm",
        Notification.subject_kind == "post",
        Notification.subject_id == opening,
        Notification.event_key < key,
        Notification.read_at.is_(None),
    )
    db.session.execute(
        earlier.values(read_at=now()), execution_options={"synchronize_session": False}
    )


def _opening(happened: ReadersReminded | AskedAgain) -> int | None:
    found = select(Post.id).where(Post.thread_id == happened.thread_id)
    return db.session.scalar(found.order_by(Post.path).limit(1))


def mark_seen(actor: Actor, notification_id: int) -> None:
    """The actor has seen one of the own notifications."""
    with transaction(actor) as actor:
        mine = select(Notification.id).where(
            Notification.id == notification_id, Notification.account_id == actor.id
        )
        if db.session.scalar(mine) is None:
            raise NotFound
        _set_read(actor, Notification.id == notification_id)


def mark_all_seen(actor: Actor, up_to: int) -> None:
    """The actor has seen all that was there when the page was made, not what came since."""
    with transaction(actor) as actor:
        _set_read(actor, Notification.id <= up_to)


def _set_read(actor: Actor, which: ColumnElement[bool]) -> None:
    unread = update(Notification).where(
        Notification.account_id == actor.id, Notification.read_at.is_(None), which
    )
    db.session.execute(
        unread.values(read_at=now()), execution_options={"synchronize_session": False}
    )


# ---- switches


def choose_mails(actor: Actor, wanted: Collection[str]) -> None:
    """Switch the mails of these kinds on and those of the others that concern the actor off."""
    with transaction(actor) as actor:
        for kind in offered_kinds(actor):
            if kind in wanted:
                _switch_on(actor.id, kind)
            else:
                switch_off(actor.id, kind)


def switch_off(account_id: int, kind: str) -> None:
    """No more mails of this kind for this person; for whoever holds the link of such a mail."""
    if kind not in KINDS:
        raise NotFound
    with transaction(None):
        off = upsert(MailSwitch).values(account_id=account_id, kind=kind, switched_off_at=now())
        db.session.execute(off.on_conflict_do_nothing())


def unsubscribe(said: Unsubscribed) -> None:
    """What the link of a mail says: no more of its kind, or of what was watched."""
    if said.watched_id is None:
        switch_off(said.account_id, said.kind)
    elif said.kind == "thread_in_watched":
        stop_watching_category(said.account_id, said.watched_id)
    else:
        stop_watching(said.account_id, said.watched_id)


def _switch_on(account_id: int, kind: str) -> None:
    db.session.execute(
        delete(MailSwitch).where(MailSwitch.account_id == account_id, MailSwitch.kind == kind)
    )


# ---- mailing


def claim_mail(notification_id: int) -> bool:
    """Whether this worker is to send the mail: not if it went out; BeingMailed if it is on its way.

    A claim outlives the lease of its delivery, and is let go by itself should its worker die.
    """
    with transaction(None):
        moment = now()
        unclaimed = or_(
            Notification.mail_claimed_until.is_(None), Notification.mail_claimed_until < moment
        )
        to_send = (Notification.id == notification_id) & Notification.mailed_at.is_(None)
        claimed = db.session.scalar(
            update(Notification)
            .where(to_send, unclaimed)
            .values(mail_claimed_until=moment + LONGEST_TALK)
            .returning(Notification.id)
        )
        if claimed is None and db.session.scalar(select(Notification.id).where(to_send)):
            raise BeingMailed
        return claimed is not None


def mark_mailed(notification_id: int) -> None:
    """The mail is out."""
    _settle_mail(notification_id, {"mailed_at": now(), "mail_claimed_until": None})


def let_go_of_mail(notification_id: int) -> None:
    """The mail could not be sent: whoever tries next need not wait."""
    _settle_mail(notification_id, {"mail_claimed_until": None})


def _settle_mail(notification_id: int, values: dict[str, object]) -> None:
    with transaction(None):
        db.session.execute(
            update(Notification).where(Notification.id == notification_id).values(values)
        )


# ---- deliveries


def try_again(actor: Actor, delivery_id: int) -> None:
    """Give a delivery that was given up all its attempts anew; twice is once."""
    with transaction(actor) as actor:
        require(may_see_deliveries(actor))
        db.session.execute(
            update(Delivery)
            .where(Delivery.id == delivery_id, Delivery.dead_at.is_not(None))
            .values(dead_at=None, attempts=0, run_at=now(), lease_until=None)
        )
