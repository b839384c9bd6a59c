"""What a step of a question on its way tells whom."""

from exchange.mentoring.queries.telling import StepTold, last_loss
from exchange.notifications import actions
from exchange.notifications.queries.told import was_told


def tell_asker(step: StepTold) -> None:
    """That a mentor has it now."""
    if step.opening_id is not None and step.asker_id != step.by_id:
        actions.tell_asker(step.asker_id, step.opening_id, f"step {step.id}")


def tell_asker_that_it_left(thread_id: int) -> None:
    """That nobody has it any more, once for each time; of what was before they are not told."""
    step = last_loss(thread_id)
    if step is not None and step.opening_id is not None and step.asker_id != step.by_id:
        actions.tell_asker(step.asker_id, step.opening_id, f"left {step.id}")


def tell_that_it_is_theirs_again(step: StepTold) -> None:
    if step.to_id is not None and step.opening_id is not None:
        subject, key = ("post", step.opening_id), f"step {step.id}"
        actions.notify([step.to_id], "question_handed", subject, key)


def tell_that_it_left(step: StepTold) -> None:
    """Without a title or a link, where they may not read it. Once: who heard so while its thread
    stood hears nothing when that is merged into another."""
    key = f"step {step.id}"
    if step.to_id is None:
        return
    if step.opening_id is None and was_told(step.to_id, "question_ended", key):
        return
    is_gone = step.opening_id is None or step.what in ("left_room", "left_role")
    subject = ("account", step.to_id) if is_gone else ("post", step.opening_id or 0)
    actions.notify([step.to_id], "question_ended", subject, key)
