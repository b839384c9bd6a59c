"""What the samples have not: questions on their way to a mentor."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Category, Post
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.models import Proposal, Question, QuestionStep
from exchange.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Questions:
    """Ids of what is shown of them, and of the last step of each."""

    proposed: int
    taken: int
    handed: int
    lost: int

    @classmethod
    def of(cls, member: Actor, mentor: Actor, admin: Actor) -> "Questions":
        proposed, taken, handed, lost = (_asked_by(member, title) for title in _TITLES)
        with transaction(None):
            _put_to(mentor, proposed)
        take_question(mentor, taken)
        note = "You have seen two of these fairs. Please tell them what the stands cost."
        hand_over_question(admin, handed, mentor.id, note, "en")
        take_question(mentor, lost)
        with transaction(None):
            others = select(Proposal.account_id).where(
                Proposal.thread_id == lost, Proposal.account_id != mentor.id
            )
            other = db.session.scalars(others).first()
        assert other is not None, "the samples have more than one mentor who reads English"
        hand_over_question(admin, lost, other, "", "en")
        return cls(proposed, taken, handed, lost)

    def facts(self) -> Mapping[str, object]:
        return {"proposed_question": self.proposed, "taken_question": self.taken}

    def told(self) -> Mapping[str, tuple[str, tuple[str, int], str]]:
        """Who is told of what, by the kind of notification, and by which step."""
        return {
            "waiting_for_mentor": ("mentor", _opening(self.proposed), "for the picture"),
            "question_taken": ("member", _opening(self.taken), _last_step(self.taken)),
            "question_handed": ("mentor", _opening(self.handed), _last_step(self.handed)),
            "question_ended": ("mentor", _opening(self.lost), _last_step(self.lost)),
        }


_TITLES = (
    "Who has had a mobile dairy approved?",
    "May a LEADER group own the minibus itself?",
    "What does a stand at a fair cost?",
    "Which form does the paying agency want for a shared oven?",
)


def _asked_by(member: Actor, title: str) -> int:
    place = db.session.scalars(select(Category.id).order_by(Category.position)).first()
    assert place is not None
    return forum.start_thread(
        member,
        category_id=place,
        kind="question",
        title=title,
        body="Five of our villages would use it. We have found nobody near us who knows.",
        lang="en",
        tags=["leader"],
    )


def _put_to(mentor: Actor, thread_id: int) -> None:
    """Whoever else was asked."""
    found = select(Proposal).where(Proposal.thread_id == thread_id)
    rows = db.session.scalars(found).all()
    if mentor.id not in {one.account_id for one in rows}:
        rows[0].account_id = mentor.id
    assert db.session.get_one(Question, thread_id).mentor_id is None


def _opening(thread_id: int) -> tuple[str, int]:
    opening = select(Post.id).where(Post.thread_id == thread_id, Post.parent_id.is_(None))
    return "post", db.session.scalars(opening).one()


def _last_step(thread_id: int) -> str:
    of = select(QuestionStep.id).where(QuestionStep.thread_id == thread_id)
    return f"step {db.session.scalars(of.order_by(QuestionStep.id.desc())).first()}"
