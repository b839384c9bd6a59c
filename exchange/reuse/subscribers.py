"""What reuse does when records are published and withdrawn: the chain follows their texts."""

from sqlalchemy import delete, select

from exchange.kernel.db import db
from exchange.kernel.outbox import inside
from exchange.library.body import body_from
from exchange.library.events import ExperiencePublished, ExperiencePutBack, ExperienceWithdrawn
from exchange.library.models import Experience, ExperienceNumber
from exchange.reuse.models import ChainLink
from exchange.reuse.vocabulary import CHAINED


@inside(ExperiencePublished)
def follow_publication(happened: ExperiencePublished) -> None:
    """The links that the new version names."""
    _keep_chain(happened.number)


@inside(ExperienceWithdrawn)
def follow_withdrawal(happened: ExperienceWithdrawn) -> None:
    """None, where nothing is published any more."""
    _keep_chain(happened.number)


@inside(ExperiencePutBack)
def follow_return(happened: ExperiencePutBack) -> None:
    """Those that it had."""
    _keep_chain(happened.number)


def _keep_chain(number: int) -> None:
    """The links that the published version names, in place of those before."""
    db.session.execute(delete(ChainLink).where(ChainLink.number == number))
    public = (Experience.number == number) & (Experience.state == "published")
    body = db.session.scalar(select(Experience.body).where(public))
    named = {
        one.number: one.relation
        for one in (body_from(body).related if body else ())
        if one.relation in CHAINED and one.number != number
    }
    if named:
        real = select(ExperienceNumber.id).where(ExperienceNumber.id.in_(named))
        db.session.add_all(
            ChainLink(number=number, to_number=other, relation=named[other])
            for other in db.session.scalars(real)
        )
