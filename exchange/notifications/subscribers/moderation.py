"""What moderators decided and moved, told to whoever wrote it."""

from exchange.moderation.events import CaseDecided, DuplicateDecided, HidingTakenBack, WritingMoved
from exchange.notifications import actions
from exchange.notifications.queries.watching import watchers_of
from exchange.notifications.subscribers.named import after


@after(CaseDecided)
def tell_of_decision(happened: CaseDecided) -> None:
    """Whoever wrote the post."""
    actions.notify([happened.author_id], "decision", ("case", happened.case_id), "decided")


@after(HidingTakenBack)
def tell_that_it_is_shown_again(happened: HidingTakenBack) -> None:
    """Whoever wrote the post, each time."""
    subject = ("case", happened.case_id)
    actions.notify([happened.author_id], "decision", subject, f"shown {happened.entry_id}")


@after(WritingMoved)
def tell_of_move(happened: WritingMoved) -> None:
    """Whoever asked or wrote there, once for each move; not the moderator."""
    told = set(happened.people) - {happened.by_id}
    actions.notify(told, "moved", ("move", happened.entry_id), "moved")


@after(DuplicateDecided)
def tell_of_duplicate(happened: DuplicateDecided) -> None:
    """Whoever asked and who watches the thread, each time; not the moderator."""
    told = {happened.author_id, *watchers_of(happened.post_id)} - {happened.by_id}
    actions.notify(told, "moved", ("move", happened.entry_id), "duplicate")
