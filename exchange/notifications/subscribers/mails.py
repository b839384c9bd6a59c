"""The plain mails that go with what is told."""

from exchange.notifications import actions
from exchange.notifications.account_mails import Addressed
from exchange.notifications.events import NotificationMade
from exchange.notifications.letters import settings
from exchange.notifications.mail import send
from exchange.notifications.notices import notice
from exchange.notifications.subscribers.named import after


@after(NotificationMade, talks=True)
def mail_notification(made: NotificationMade) -> None:
    """The plain mail that goes with it; claimed first, so that two workers send one."""
    if not actions.claim_mail(made.notification_id):
        return
    try:
        if addressed := notice(made.notification_id):
            send_to(addressed)
    except BaseException:
        actions.let_go_of_mail(made.notification_id)
        raise
    if addressed:
        actions.mark_mailed(made.notification_id)
    else:
        actions.let_go_of_mail(made.notification_id)


def send_to(addressed: Addressed | None) -> None:
    if addressed:
        mail, recipient = addressed
        send(mail, settings(), only_file=recipient.is_sample)
