"""What a mentor agreed to, of consultations that they have left."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading, built_once
from exchange.mentoring.models import PrivateAnswer, PrivatePublication
from exchange.mentoring.policy.consultations import is_left_by
from exchange.people.actor import Actor


class OwnWords(NamedTuple):
    """Their words as the asker would publish them; nothing of whose question it is."""

    consultation_id: int
    words: str
    lang: str


@built_once
def _left(is_mentor: bool) -> Reading[OwnWords]:
    found = (
        select(PrivateAnswer.consultation_id, PrivateAnswer.words, PrivatePublication.lang)
        .join(
            PrivatePublication,
            PrivatePublication.consultation_id == PrivateAnswer.consultation_id,
        )
        .where(
            PrivateAnswer.account_id == bindparam("me"),
            PrivateAnswer.ruling == "agreed",
            PrivatePublication.published_at.is_(None),
            is_left_by(bindparam("me"), is_mentor=is_mentor),
        )
        .order_by(PrivateAnswer.consultation_id)
    )
    return Reading(OwnWords, found)


def words_left_behind(actor: Actor) -> Sequence[OwnWords]:
    """Those that may be published still, unless they take their consent back."""
    return _left(actor.is_mentor).all(me=actor.id)
