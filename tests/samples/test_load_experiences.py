"""What a visitor finds in the library of samples: every state that a record can be in."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from exchange.collections.models import Collection, CollectionItem
from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.library.actions.submit import content_of
from exchange.library.fields import digest_of, fields_of
from exchange.library.models import (
    Experience,
    ExperienceMove,
    ExperienceRemark,
    ExperienceTranslation,
    ExperienceVerdict,
)
from exchange.people.models import Account
from exchange.people.queries import get_actor
from exchange.reuse.models import ChainLink, Reuse, ReuseStep
from exchange.reuse.vocabulary import STATES
from exchange.still_true.models import StillTrue
from exchange.text.languages import LANGUAGES

pytestmark = [pytest.mark.usefixtures("loaded"), pytest.mark.slow]

_PUBLISHED = Experience.state == "published"


def test_thirty_experiences_are_published_ten_in_full_and_in_every_language() -> None:
    found = db.session.execute(select(Experience.kind, Experience.lang).where(_PUBLISHED)).all()
    kinds = [one.kind for one in found]
    assert len(kinds) >= 30
    assert kinds.count("full") >= 10
    assert kinds.count("lesson") >= 3
    assert {one.lang for one in found} == {language.code for language in LANGUAGES}


def test_translations_are_reviewed_waiting_for_a_reviewer_and_out_of_date() -> None:
    found = db.session.scalars(select(Experience).where(_PUBLISHED)).all()
    states = set()
    for experience in found:
        fields = fields_of(content_of(experience))
        mine = select(ExperienceTranslation).where(
            ExperienceTranslation.experience_id == experience.id
        )
        for row in db.session.scalars(mine):
            fits = row.source_digest == digest_of(fields[row.field].source)
            states.add(row.state if fits else "outdated")
    assert states == {"draft", "reviewed", "outdated"}


def test_nobody_has_reviewed_the_own_translation() -> None:
    own = ExperienceTranslation.reviewer_id == ExperienceTranslation.translator_id
    assert not db.session.scalars(select(ExperienceTranslation.id).where(own)).all()


def test_a_record_is_in_every_state_and_two_have_a_second_version() -> None:
    states = set(db.session.scalars(select(Experience.state)))
    assert states == {
        "draft",
        "submitted",
        "in_review",
        "changes_requested",
        "published",
        "archived",
        "withdrawn",
    }
    second = select(Experience).where(_PUBLISHED, Experience.version == 2)
    assert all(one.version_note for one in db.session.scalars(second))
    assert len(db.session.scalars(second).all()) == 2


def test_a_reader_has_asked_for_changes_and_one_of_them_is_settled() -> None:
    settled = db.session.scalars(select(ExperienceRemark.done_at)).all()
    assert any(settled)
    assert not all(settled)


def test_one_record_is_confirmed_as_still_true_and_nobody_has_answered_for_others() -> None:
    rows = db.session.scalars(select(StillTrue)).all()
    assert [row for row in rows if row.confirmed_at and not row.asked_at]
    assert {row.asked_count for row in rows if row.asked_at} == {1, 2}
    assert all(row.due_at is None or row.due_at > now() for row in rows)


def test_who_builds_on_a_record_has_declared_its_reuse_and_others_use_the_new_one() -> None:
    links = db.session.execute(select(ChainLink.number, ChainLink.to_number)).all()
    assert len(links) >= 3
    for number, to_number in links:
        lead = select(Experience.lead_id).where(Experience.number == number, _PUBLISHED)
        used = Reuse.organisation_id == db.session.scalars(lead).one()
        confirmed = select(Reuse.id).where(
            used, Reuse.number == to_number, Reuse.confirmed_state != ""
        )
        assert db.session.scalars(confirmed).all()
        assert db.session.scalars(select(Reuse.id).where(Reuse.number == number)).all()
    assert {link.number for link in links} & {link.to_number for link in links}


def test_reuse_is_in_every_state_confirmed_waiting_and_declined_over_a_dozen_borders() -> None:
    reuses = db.session.scalars(select(Reuse)).all()
    assert {reuse.confirmed_state for reuse in reuses} == {"", *STATES}
    assert any(reuse.waits for reuse in reuses)
    rulings = set(db.session.scalars(select(ReuseStep.ruling)))
    assert rulings == {"", "confirmed", "declined"}
    homes = dict(
        db.session.execute(
            select(Experience.number, func.min(Account.organisation_id))
            .join(Account, Account.id == Experience.edited_by_id)
            .group_by(Experience.number)
        ).all()
    )
    cells = {(homes[one.number], one.confirmed_country) for one in reuses if one.confirmed_state}
    assert len(cells) >= 12


def test_nothing_is_used_before_it_was_published_nor_ruled_on_before_it_was_declared() -> None:
    first = dict(
        db.session.execute(
            select(Experience.number, func.min(Experience.published_at)).group_by(Experience.number)
        ).all()
    )
    for reuse in db.session.scalars(select(Reuse)):
        assert first[reuse.number] < reuse.declared_at <= reuse.edited_at
    for step in db.session.scalars(select(ReuseStep)):
        assert step.ruled_at is None or step.declared_at < step.ruled_at


def test_a_mentor_and_a_coordinator_have_gathered_collections_with_notes() -> None:
    rows = db.session.scalars(select(Collection)).all()
    owners = [get_actor(row.owner_id) for row in rows]
    assert any(owner.is_mentor for owner in owners)
    assert any(owner.coordinates for owner in owners)
    assert len({row.lang for row in rows}) == 2
    assert {row.audience for row in rows} == {"public"}
    items = db.session.scalars(select(CollectionItem)).all()
    assert len(items) >= 10
    assert all(item.note for item in items)


@pytest.mark.parametrize(
    "column",
    [
        ExperienceTranslation.translated_at,
        ExperienceTranslation.reviewed_at,
        Experience.edited_at,
        Experience.moved_at,
        Experience.withdrawn_at,
        ExperienceVerdict.given_at,
        ExperienceMove.moved_at,
        ExperienceRemark.done_at,
        StillTrue.asked_at,
        StillTrue.confirmed_at,
        Reuse.edited_at,
        Reuse.confirmed_at,
        ReuseStep.ruled_at,
        Collection.edited_at,
    ],
    ids=str,
)
def test_it_happened_in_the_past(column: InstrumentedAttribute[object]) -> None:
    latest = db.session.scalar(select(func.max(column)))
    assert latest
    assert latest < now()
    oldest = db.session.scalar(select(func.min(column)))
    joined = db.session.scalar(select(func.max(Account.joined_at)))
    assert oldest > joined


def test_moves_of_a_version_follow_each_other() -> None:
    moves = db.session.scalars(select(ExperienceMove).order_by(ExperienceMove.id)).all()
    last: dict[int, ExperienceMove] = {}
    for move in moves:
        before = last.get(move.experience_id)
        assert before is None or before.moved_at <= move.moved_at
        last[move.experience_id] = move
