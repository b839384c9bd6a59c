"""What a mentor has done for others, on their page."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.kernel.slots import fills
from exchange.mentoring.policy.certificates import may_have_certificates
from exchange.mentoring.queries.record import Record, record_of
from exchange.people.actor import Actor
from exchange.people.queries import PersonRow


class OfMentor(NamedTuple):
    """Their record, and whether the reader may have it on paper."""

    record: Record
    may_certify: bool


@fills("person.more", "mentoring/record.html")
def record_of_person(actor: Actor, people: Sequence[PersonRow]) -> Mapping[int, OfMentor]:
    """Nothing for who never answered a question as a mentor. One statement."""
    found = {person.id: record_of(actor, person.id) for person in people}
    return {
        person_id: OfMentor(record, bool(may_have_certificates(actor, person_id)))
        for person_id, record in found.items()
        if record.answered
    }
