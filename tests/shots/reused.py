"""What the samples have not: a record that is used elsewhere, and asked about after two years."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from exchange.collections import actions as collections
from exchange.collections.models import Collection
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.library.codes import code_of
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.reuse import actions as reuse
from exchange.still_true.models import StillTrue
from tests import factories

TOLD = {
    "changed": "We began with two villages and a minibus of the school.",
    "result": "Nineteen people ride it each week; the municipality pays the driver now.",
}


@dataclass(frozen=True, slots=True)
class Reused:
    """Ids of what is shown of it."""

    experience_id: int
    number: int
    waiting: int
    step: int
    ruled: int
    collection: int
    shared: str

    @classmethod
    def of(cls, author: Actor, reader: Actor, user: Actor) -> "Reused":
        theme = factories.a_tag("bus", is_theme=True).slug
        given = {"themes": (theme,), "lead": "sample-me", "countries": ("ME", "XK")}
        record = factories.a_published(author, reader, **given)
        for country, state in (("LV", "done"), ("XK", "trying"), ("AL", "done"), ("HR", "planned")):
            network = factories.an_organisation(name=f"Sample network, {country}", is_sample=True)
            member = factories.a_person(organisation=network, is_sample=True)
            made = factories.a_reuse(member, record, country=country, state=state, **TOLD)
            reuse.rule_on(author, factories.newest_step_of(made), is_true=True)
        ruled = factories.a_reuse(user, factories.a_published(author, reader, **given))
        reuse.rule_on(author, factories.newest_step_of(ruled), is_true=True)
        waiting = factories.a_reuse(user, record, **TOLD)
        with transaction(None):
            row = db.session.get_one(StillTrue, record.number)
            row.asked_at, row.asked_count = now(), 1
        step = factories.newest_step_of(waiting)
        made = factories.a_collection(author, record, title="Buses for villages", audience="public")
        for one in (1, 2):
            sample = db.session.scalars(select(Experience).filter_by(number=one)).first()
            if sample is not None and sample.state == "published":
                note = "Read this one before you ask the municipality."
                collections.add_to_collection(author, made, sample.number, note=note)
        with transaction(None):
            link = db.session.get_one(Collection, made).token
        return cls(record.id, record.number, waiting, step, ruled, made, link)

    def facts(self) -> Mapping[str, object]:
        return {
            "used_experience": code_of(self.number),
            "waiting_reuse": self.waiting,
            "waiting_step": self.step,
            "confirmed_reuse": self.ruled,
            "collection": self.collection,
            "shared": self.shared,
        }

    def subjects(self) -> Mapping[str, tuple[str, tuple[str, int]]]:
        """Who is told of what, by the kind of notification."""
        return {
            "reuse_declared": ("member", ("reuse", self.waiting)),
            "reuse_ruled": ("coordinator", ("reuse", self.ruled)),
            "still_true": ("member", ("experience", self.experience_id)),
        }
