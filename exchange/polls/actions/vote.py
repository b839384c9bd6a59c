from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.people.actor import Actor
from exchange.polls.actions.rows import get_poll
from exchange.polls.events import PollChanged
from exchange.polls.models import Poll, PollChoice, PollVote
from exchange.polls.policy import may_vote
from exchange.text.wording import lazy as _l


def vote(actor: Actor, poll_id: int, choices: Iterable[int]) -> int:
    """Take these choices, in place of those taken before; gives the thread's id."""
    with transaction(actor) as actor:
        thread, poll = get_poll(actor, poll_id)
        require(may_vote(actor, thread, poll, now()))
        known = set(db.session.scalars(select(PollChoice.id).where(PollChoice.poll_id == poll_id)))
        taken = known.intersection(choices)
        if not taken:
            raise Refused("choice", _l("Choose at least one of the answers, then vote."))
        if len(taken) > poll.most:
            raise Refused("choice", _l("Choose at most %(n)d of the answers.", n=poll.most))
        _forget(actor, known)
        rows = [{"choice_id": n, "account_id": actor.id, "voted_at": now()} for n in sorted(taken)]
        db.session.execute(insert(PollVote), rows)
        _count(poll)
        record(PollChanged(thread.id, actor.id))
        return thread.id


def take_back_vote(actor: Actor, poll_id: int) -> int:
    """As if one had not voted; gives the thread's id."""
    with transaction(actor) as actor:
        thread, poll = get_poll(actor, poll_id)
        require(may_vote(actor, thread, poll, now()))
        known = set(db.session.scalars(select(PollChoice.id).where(PollChoice.poll_id == poll_id)))
        _forget(actor, known)
        _count(poll)
        record(PollChanged(thread.id, actor.id))
        return thread.id


def _forget(actor: Actor, choices: Iterable[int]) -> None:
    mine = (PollVote.account_id == actor.id) & PollVote.choice_id.in_(choices)
    db.session.execute(delete(PollVote).where(mine))


def _count(poll: Poll) -> None:
    """From the votes themselves, under the thread's lock."""
    votes = select(func.count()).where(PollVote.choice_id == PollChoice.id).scalar_subquery()
    mine = PollChoice.poll_id == poll.id
    db.session.execute(
        update(PollChoice).where(mine).values(vote_count=votes),
        execution_options={"synchronize_session": False},
    )
    voters = select(func.count(PollVote.account_id.distinct())).join(
        PollChoice, PollChoice.id == PollVote.choice_id
    )
    poll.voter_count = db.session.execute(voters.where(mine)).scalar_one()
