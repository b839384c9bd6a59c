"""Pictures of records, with what has to be said of each."""

from typing import Any

from exchange.files.actions import Upload, upload_file
from exchange.kernel.submissions import new_submission_id
from exchange.library.body import Picture
from exchange.library.models import Experience
from exchange.people.actor import Actor
from tests.factories import a_draft, a_full_body, a_full_content, a_published_full, the_experience
from tests.files.bytes import a_photo

SAID: dict[str, Any] = {
    "alt": "Four women open a new bus stop",
    "caption": "The first bus, in May",
    "credit": "Ana Petrović",
    "licence": "CC BY 4.0",
    "is_agreed": True,
}


def a_picture(who: Actor, size: tuple[int, int] = (1200, 800), **said: Any) -> Picture:
    """One that this person has sent, with all that is needed, unless told otherwise."""
    file = upload_file(who, Upload("stop.jpg", a_photo(size=size), new_submission_id()))
    return Picture(file, *size, **(SAID | said))


def a_pictured_draft(who: Actor, *pictures: Picture) -> Experience:
    """A full record at work, with these pictures, or with one."""
    body = a_full_body(pictures=pictures or (a_picture(who),))
    return a_draft(who, a_full_content(body=body))


def a_pictured(who: Actor, *pictures: Picture, **changes: Any) -> Experience:
    """A full record that everybody reads."""
    body = a_full_body(pictures=pictures or (a_picture(who),))
    return a_published_full(who, body=body, **changes)


def pictures_of(experience: Experience) -> list[dict[str, Any]]:
    """As its version keeps them now."""
    return list(the_experience(experience.id).body.get("pictures", []))
