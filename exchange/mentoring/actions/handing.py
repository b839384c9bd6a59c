"""A question goes to a mentor whom somebody else has chosen."""

from exchange.people.actor import Actor


def hand_over_question(actor: Actor, thread_id: int, to_id: int, note: str, lang: str) -> None:
    """Its mentor or a coordinator gives it to this mentor, with a note; where nobody had it, a
    coordinator assigns it."""
    raise NotImplementedError(actor, thread_id, to_id, note, lang)
