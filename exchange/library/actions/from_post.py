from exchange.kernel.db import transaction
from exchange.kernel.rulings import require
from exchange.library.actions.draft import Origin, create_draft
from exchange.library.queries.origin import answer_to_turn
from exchange.people.actor import Actor


def draft_from_post(actor: Actor, post_id: int) -> int:
    """Begin a record with the words of an accepted answer and its question; gives its id.

    Who answered is its author together with the actor; who asked is credited for their words.
    """
    with transaction(actor) as actor:
        answer = answer_to_turn(actor, post_id)
        require(answer.ruling)
        authors = {actor.id, answer.post.answerer_id}
        origin = Origin(
            thread_id=answer.post.thread_id,
            post_id=post_id,
            authors=tuple(authors - {actor.id}),
            words_of=tuple({answer.post.asker_id} - authors),
        )
        return create_draft(actor, answer.content(), origin)
