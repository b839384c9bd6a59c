"""A mentor takes a question, or does not."""

from exchange.people.actor import Actor


def take_question(actor: Actor, thread_id: int) -> None:
    """From now on it is theirs; twice is once."""
    raise NotImplementedError(actor, thread_id)


def decline_question(actor: Actor, thread_id: int) -> None:
    """A mentor who was asked does not take it; another one is asked."""
    raise NotImplementedError(actor, thread_id)


def give_back_question(actor: Actor, thread_id: int, note: str, lang: str) -> None:
    """Its mentor cannot answer it; others are asked."""
    raise NotImplementedError(actor, thread_id, note, lang)
